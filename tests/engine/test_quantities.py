"""The shared types: figures that are checked, results that become plain JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from math import inf, nan
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from vierkant.quantities import (
    Z90,
    Amount,
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Input,
    Level,
    Message,
    Number,
    Share,
    Unit,
    to_plain,
)

numbers = st.floats(-1e9, 1e9)


def kinds(annotation: Any, value: Any) -> list[str]:
    """The names of what is wrong."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(annotation).validate_python(value)
    return [error["type"] for error in caught.value.errors()]


@given(numbers, numbers, numbers)
def test_a_range_holds_its_value_or_is_refused(value: float, low: float, high: float) -> None:
    content = {"value": value, "low": low, "high": high}
    if low <= value <= high:
        figure = Figure(**content)
        assert figure.has_range
        assert (figure.low, figure.value, figure.high) == (low, value, high)
    else:
        expected = "figure.low_above_high" if low > high else "figure.value_outside_range"
        assert kinds(Figure, content) == [expected]


@given(numbers)
def test_a_bare_number_is_assumed(value: float) -> None:
    figure = Figure.model_validate(value)
    assert figure == Figure(value=value)
    assert figure.confidence is Confidence.ASSUMED
    assert not figure.has_range
    assert figure.source is None


@pytest.mark.parametrize(
    ("annotation", "value", "expected"),
    [
        (Figure, {"value": 1, "low": 0}, "figure.half_range"),
        (Figure, {"value": 1, "high": 2}, "figure.half_range"),
        (Figure, {"value": 1, "confidence": "published"}, "figure.published_without_source"),
        (Figure, True, "figure.not_a_number"),
        (Figure, "12", "figure.not_a_number"),
        (Figure, "1,8", "figure.decimal_comma"),
        (Figure, "12 %", "figure.not_a_number"),
        (Figure, nan, "finite_number"),
        (Figure, inf, "finite_number"),
        (Figure, {"value": 1, "unit": "euro"}, "extra_forbidden"),
        (Amount, -0.01, "figure.negative"),
        (Amount, {"value": 1, "low": -1, "high": 2}, "figure.negative"),
        (Share, 1.01, "figure.not_a_share"),
        (Share, {"value": 0.5, "low": 0.1, "high": 1.2}, "figure.not_a_share"),
    ],
)
def test_what_is_refused(annotation: Any, value: Any, expected: str) -> None:
    assert kinds(annotation, value) == [expected]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("1,8", "1.8"),
        ("1.234,5", "1234.5"),
        (" -3,0 ", "-3.0"),
        ("12,5 %", "12.5"),
        ("85 100,50", "85100.50"),
    ],
)
def test_a_decimal_comma_is_named_with_the_spelling_that_works(text: str, better: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Figure.model_validate(text)
    assert caught.value.errors()[0]["ctx"]["better"] == better
    float(better)


def test_zero_is_an_amount_and_has_no_sign() -> None:
    amount = TypeAdapter(Amount).validate_python(-0.0)
    assert str(amount.value) == "0.0"
    assert TypeAdapter(Share).validate_python(1).value == 1


def test_figures_cannot_be_changed() -> None:
    figure = Figure(value=1)
    with pytest.raises(ValidationError, match="frozen"):
        figure.value = 2  # type: ignore[misc]


def test_z90_is_the_90th_percentile() -> None:
    assert NormalDist().inv_cdf(0.9) == pytest.approx(Z90, abs=1e-12)


@dataclass(frozen=True, slots=True)
class _Result:
    level: Level
    numbers: Any
    on: date
    nothing: None = None


def test_results_become_plain_json() -> None:
    message = Message("room.name", {"number": Number(1.5, Unit.FTE, 1), "inner": Message("room.other")})
    result = _Result(
        Level.RED,
        (
            1,
            2.5,
            nan,
            -inf,
            np.float64(3),
            np.array([[1, 2], [3, 4]]),
            frozenset({7}),
            message,
            Figure(value=1),
        ),
        date(2026, 11, 24),
    )
    plain = to_plain(result)
    assert plain == {
        "level": "red",
        "numbers": [
            1,
            2.5,
            None,
            None,
            3.0,
            [[1, 2], [3, 4]],
            [7],
            {
                "id": "room.name",
                "arguments": {
                    "number": {"value": 1.5, "unit": "fte", "decimals": 1},
                    "inner": {"id": "room.other", "arguments": {}},
                },
            },
            {"value": 1.0, "confidence": "assumed"},
        ],
        "on": "2026-11-24",
        "nothing": None,
    }
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain


def test_explanations_stay_with_their_number() -> None:
    item = Input(Message("a.b"), 2.0, Unit.EURO, Confidence.MEASURED, source="cbs", low=1.0, high=3.0)
    computed = Computed(
        "x", Message("a.c"), 4.0, Unit.EURO, Explanation(Message("a.d"), (item,), ("cbs",), Certainty.HIGH)
    )
    plain = to_plain(computed)
    assert plain["explanation"]["inputs"][0]["source"] == "cbs"
    assert plain["explanation"]["certainty"] == "high"
    assert plain["low"] is None


def test_mappings_may_have_enumerations_as_keys() -> None:
    assert to_plain(MappingProxyType({Level.RED: {Unit.FTE: 1}})) == {"red": {"fte": 1}}


@pytest.mark.parametrize("value", [object(), _Result, b"bytes"])
def test_other_things_are_no_results(value: Any) -> None:
    with pytest.raises(TypeError, match="not a result type"):
        to_plain(value)


def test_messages_have_no_arguments_unless_given() -> None:
    assert Message("a.b").arguments == {}
    with pytest.raises(TypeError):
        Message("a.b").arguments["x"] = 1  # type: ignore[index]
