"""Texts of numbers and sums for the page."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from vierkant_web.business_case import inputs, sections


@pytest.mark.parametrize(
    ("unit", "value", "low", "shown"),
    [
        ("share", 0.0225, None, "2,25%"),
        ("share", 0.5, None, "50%"),
        ("share", 0.0841, -0.0441, "8,41%"),
        ("number", 0.85, 0.8, "0,85"),
        ("residents", 60000.0, None, "60.000 inwoners"),
        ("years", 2.75, 2.5, "2,75 jaar"),
        ("euro", 58.0, None, "€ 58"),
    ],
)
def test_a_number_has_the_decimals_it_needs(unit: str, value: float, low: float | None, shown: str) -> None:
    with override("nl"):
        assert inputs.amount({"unit": unit, "value": value, "low": low, "high": None}, "value") == shown


@pytest.mark.parametrize(("loss", "word"), [(0.8, "loss"), (0.79, "either"), (0.21, "either"), (0.2, "gain")])
def test_who_gains_and_who_loses_needs_four_futures_out_of_five(loss: float, word: str) -> None:
    assert inputs.prospect({"negative_npv_10": {"value": loss}}) == word


def _gap(room: str, gap: str, **arguments: str) -> dict[str, object]:
    what = {"id": f"{room}.missing.{gap}", "arguments": arguments}
    return {"section": "agreements", "what": what, "partner": None}


def test_a_gap_that_two_rooms_see_is_shown_once() -> None:
    result = {
        "business_case_missing": [
            _gap("business_case", "cost_key"),
            _gap("business_case", "volume", task="a"),
        ],
        "blocks": [{"id": "interests", "missing": [_gap("dossier", "cost_key"), _gap("dossier", "issues")]}],
    }
    assert [row["what"]["id"] for row in sections.missing(result)] == [
        "business_case.missing.cost_key",
        "business_case.missing.volume",
        "dossier.missing.issues",
    ]
