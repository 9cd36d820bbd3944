"""A figure beside its size class: quartiles and places against slow twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant import reference
from vierkant.baseline.comparison import codes_of, peers_of, percentile_of, quartiles_of, spread_of
from vierkant.quantities import Unit

VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=60)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_quartiles_are_those_of_linear_interpolation(values: list[float]) -> None:
    assert quartiles_of(values) == pytest.approx(
        tuple(np.percentile(values, (25, 50, 75))), rel=1e-9, abs=1e-6
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.data())
def test_the_percentile_counts_pairs(values: list[int], data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(values))
    slow = sum(1.0 if other < value else 0.5 if other == value else 0.0 for other in values) / len(values)
    assert percentile_of(value, [float(other) for other in values]) == pytest.approx(slow)


def test_no_values_have_no_quartiles() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quartiles_of([])


def test_only_the_size_class_counts() -> None:
    hillegom = reference.municipality("GM0534")
    assert hillegom is not None
    members = sorted(codes_of(hillegom.size_class))
    values = {code: float(place) for place, code in enumerate(members)} | {"GM0363": 1e9}
    spread = spread_of(values, hillegom.size_class)
    assert spread is not None
    found = peers_of(values["GM0534"], spread, Unit.EURO)
    assert "GM0363" not in members
    assert (found.count, found.highest, found.lowest) == (len(members), len(members) - 1.0, 0.0)
    assert found.higher == len(members) - 1 - members.index("GM0534")
    assert found.percentile == pytest.approx(percentile_of(found.value, spread.ordered))
    assert spread_of({"GM0363": 1.0}, hillegom.size_class) is None
