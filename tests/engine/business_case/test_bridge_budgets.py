"""The budgets of arrangements side by side: amounts, totals, findings, and what is missing."""

from __future__ import annotations

import doctest
import json
import time
from pathlib import Path
from typing import Any

import pytest

from vierkant.business_case import compare_budgets
from vierkant.business_case.inputs import ArrangementBudget, BudgetChange
from vierkant.quantities import Level, to_plain
from vierkant.terms import render

DOCUMENT = Path(__file__).parents[3] / "docs" / "methods" / "budgets.md"
PEOPLE, NAMES = {"a": 20_000.0, "b": 30_000.0}, {"a": "Aveld", "b": "Bedam"}


def row(identifier: str, **values: Any) -> ArrangementBudget:
    base = {"id": identifier, "name": identifier.upper(), "year": 2027, "partner": "a"}
    return ArrangementBudget.model_validate({**base, **values})


def compared(*rows: ArrangementBudget, changes: tuple[BudgetChange, ...] = ()) -> Any:
    return compare_budgets(rows, changes, residents=PEOPLE, partners=NAMES)


def test_a_row_holds_what_a_controller_compares() -> None:
    one = row(
        "ggd",
        previous_contribution=1_000_000,
        contribution=1_100_000,
        total=5_000_000,
        index_used={"value": 0.042},
        index_agreed={"value": 0.031},
        overhead=1_000_000,
        reserve=700_000,
        reserve_ceiling=500_000,
    )
    found = compared(one).rows[0]
    assert (found.change, found.change_share, found.per_resident) == (100_000, 0.1, 55.0)
    assert (found.share_of_total, found.overhead_share) == (0.22, 0.2)
    assert (found.index_gap, found.reserve_above) == (11_000, 200_000)  # 1,000,000 × (4.2% − 3.1%)


def test_the_year_before_is_found_in_its_own_row_and_a_difference_is_told() -> None:
    rows = (
        row("old", name="GGD", year=2026, contribution=900, register_number="7"),
        row("new", name="GGD Noord", year=2027, contribution=1000, register_number="7"),
        row("other", name="GGD Noord", year=2027, contribution=1, partner="b", register_number="7"),
    )
    found = {item.id: item for item in compared(*rows).rows}
    assert (found["new"].previous, found["new"].previous_from, found["new"].change) == (
        900,
        "year_before",
        100,
    )
    assert found["other"].previous is None
    differs = row("new", name="x", contribution=1000, register_number="7", previous_contribution=950)
    texts = [render(item.text, "nl") for item in compared(rows[0], differs).findings]
    assert any("€ 950" in text and "€ 900" in text for text in texts)


def test_totals_count_only_what_is_known_of_both_years() -> None:
    found = compared(
        row("x", previous_contribution=100, contribution=130),
        row("y", contribution=1000),
        row("z"),
        row("w", partner="b", previous_contribution=10, contribution=10),
        row("q", partner=None, contribution=5),
    )
    first, second, nobody = found.totals
    assert (first.rows, first.with_contribution, first.compared) == (3, 2, 1)
    assert (first.contribution, first.previous, first.change, first.change_share) == (1130, 100, 30, 0.3)
    assert first.per_resident == pytest.approx(1130 / 20_000)
    assert (first.above_reference, second.above_reference) == (1, 0)
    assert (second.name, nobody.name, nobody.per_resident) == ("Bedam", None, None)
    assert [item.id for item in found.rows] == ["x", "y", "z", "w", "q"]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"reserve": 501, "reserve_ceiling": 500}, "reserve_above"),
        (
            {"previous_contribution": 1000, "index_used": {"value": 0.04}, "index_agreed": {"value": 0.03}},
            "index_above",
        ),
        ({"previous_contribution": 1000, "contribution": 1040}, "unexplained"),
        ({"overhead": 11, "total": 10}, "overhead_too_large"),
        ({"previous_contribution": 100, "contribution": 112}, "total_rises"),
    ],
)
def test_what_asks_attention_is_told_with_what_to_do(values: dict[str, Any], wanted: str) -> None:
    found = [
        item for item in compared(row("r", **values)).findings if item.id.startswith(f"budgets.{wanted}")
    ]
    assert len(found) == 1
    assert found[0].action is not None
    assert all(
        render(message, language) for message in (found[0].text, found[0].action) for language in ("nl", "en")
    )
    assert found[0].level in (Level.RED, Level.AMBER)


def test_what_is_in_order_gives_no_finding() -> None:
    changes = tuple(
        BudgetChange(id=name, budget="r", cause=cause, amount=amount)
        for name, cause, amount in (("i", "index", 30), ("v", "volume", 20))
    )
    one = row(
        "r", previous_contribution=1000, contribution=1050, reserve=500, reserve_ceiling=500,
        index_used={"value": 0.03}, index_agreed={"value": 0.031},
    )  # fmt: skip
    assert compared(one, changes=changes).findings == ()


def test_amounts_that_cannot_be_divided_by_give_no_share() -> None:
    found = compared(row("r", previous_contribution=0, contribution=5, total=0, overhead=0)).rows[0]
    assert (found.change, found.change_share, found.share_of_total, found.overhead_share) == (
        5,
        None,
        None,
        None,
    )
    negative = compared(row("r", previous_contribution=-10, contribution=5)).rows[0]
    assert negative.change_share is None


def test_what_is_missing_is_said_once_with_a_number() -> None:
    found = compared(row("x"), row("y", partner=None))
    texts = [render(item.what, "nl") for item in found.missing]
    assert "In 2 van 2 regels ontbreekt de bijdrage." in texts
    assert "In 1 van 2 regels staat niet welke deelnemer betaalt." in texts
    nothing = compared()
    assert [item.section for item in nothing.missing] == ["budgets"]
    assert nothing.rows == ()


def test_the_national_line_says_what_it_is_and_what_it_is_not() -> None:
    # Investico, about 200 arrangements, 2018 to 2020 (needs.md S30): 11% over the first budget on average
    line = compared().reference
    assert line.value == 0.11
    assert line.explanation.certainty.value == "medium"
    assert "investico" in line.explanation.sources[0]
    assert "niet hoe hard bijdragen stijgen" in render(line.explanation.method, "nl")


def test_four_hundred_budgets_take_a_blink_and_are_plain_json() -> None:
    rows = [row(f"r{n}", year=2024 + n % 4, previous_contribution=n, contribution=n + 5) for n in range(400)]
    start = time.perf_counter()
    plain = to_plain(compare_budgets(rows, [], residents=PEOPLE, partners=NAMES))
    assert time.perf_counter() - start < 0.5
    assert len(json.dumps(plain, allow_nan=False)) < 2_000 * 400


def test_the_document_runs_as_printed() -> None:
    outcome = doctest.testfile(str(DOCUMENT), module_relative=False)
    assert outcome.attempted >= 5
    assert outcome.failed == 0
