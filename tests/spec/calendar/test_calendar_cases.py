"""The readable cases of `cases.toml` come out as written."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from vierkant.calendar import Board, Council, Planning, Product, plan

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
TODAY = date(2026, 11, 24)


def calendar_of(case):
    # The meeting that adopts the accounts is always known, so that only what the case is about is missing.
    accounts = {"accounts_on": date(case["year"], 7, 1)} if "budget_on" in case["board"] else {}
    board = Board.model_validate({"id": "b", "name": "Bestuur", **accounts, **case["board"]})
    councils = [Council.model_validate(row) for row in case.get("councils", ())]
    planning = Planning.model_validate(case.get("planning", {}))
    return plan([board], councils, year=case["year"], rules_on=case.get("rules_on", TODAY), planning=planning)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    assert case["source"]
    calendar = calendar_of(case)
    rows = {f"{item.product}.{item.step}": item for item in calendar.boards[0].milestones}
    assert {name: rows[name].on for name in case["days"]} == case["days"]
    assert {name: rows[name].safe_on for name in case.get("safe", {})} == case.get("safe", {})
    assert Counter(item.kind for item in calendar.conflicts) == Counter(case["conflicts"])
    if "council" in case:
        row = next(item for item in calendar.council("a") if item.product is Product.BUDGET)
        names = ("receive_by", "committee_on", "decide_on", "slack")
        assert {name: getattr(row, name) for name in names} == dict.fromkeys(names) | case["council"]


def test_what_is_not_confirmed_carries_the_mark():
    """Terms counted back and fixed days carry the mark; terms counted forward from a seen text do not."""
    calendar = calendar_of(CASES[0])
    marks = {term.family: term.unconfirmed for term in calendar.terms}
    assert marks["draft_budget"]
    assert marks["kadernota"]
    assert not marks["zienswijze_budget"]
