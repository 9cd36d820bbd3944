"""The readable cases of `cases.toml` come out as written."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vierkant.grip import GripInput, assess_grip
from vierkant.grip.inputs import CouncilView, RoleHolder, Stance, ZienswijzePoint
from vierkant.reference.forms import LegalForm
from vierkant.terms import render

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)


def named(kind: str) -> Any:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["name"])


@named("point")
def test_point(case: dict[str, Any]) -> None:
    assert case["source"]
    views = tuple(
        CouncilView(id=f"v-{partner}", point="p", partner=partner, stance=Stance(stance))
        for partner, stance in case["stances"].items()
    )
    data = GripInput(
        on=TODAY,
        partners={partner: partner for partner in case["votes"]},
        votes=case["votes"],
        quota=case.get("quota"),
        points=(ZienswijzePoint(id="p", text="Een punt."),),
        views=views,
    )
    [found] = assess_grip(data).points
    assert (found.carries, list(found.further), found.further_is_only) == (
        case["carries"], case["further"], case["only"],
    )  # fmt: skip
    assert render(found.sentence) == case.get("sentence", render(found.sentence))


@named("instrument")
def test_instrument(case: dict[str, Any]) -> None:
    assert case["source"]
    found = {}
    for form in case["applies"]:
        data = GripInput(on=case["on"], form=LegalForm(form), bodies=frozenset({"municipal_executive"}))
        rows = {row.id: row for row in assess_grip(data).instruments}
        found[form] = rows[case["instrument"]].applies
    assert found == case["applies"]


@named("role")
def test_role(case: dict[str, Any]) -> None:
    assert case["source"]
    roles = tuple(
        RoleHolder(id=f"r{number}", role=role, holder=holder)
        for number, (role, holder) in enumerate(case["roles"])
    )
    found = [finding.id for finding in assess_grip(GripInput(on=TODAY, roles=roles)).findings]
    assert found == case["findings"]
