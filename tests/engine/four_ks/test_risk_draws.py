"""Draws of uncertain figures: P10 and P90 where the figure says, and one stream per name."""

from __future__ import annotations

import numpy as np
import pytest

from vierkant.four_ks.risk_draws import ends, triangular, uniforms, values
from vierkant.quantities import Distribution, Figure

EVEN = (np.arange(200_000) + 0.5) / 200_000
"""Every probability once, so that percentiles are those of the distribution itself."""


@pytest.mark.parametrize("name", list(Distribution))
@pytest.mark.parametrize(("low", "value", "high"), [(10, 20, 40), (10, 30, 32), (5, 6, 7)])
def test_low_and_high_are_p10_and_p90(name: Distribution, low: float, value: float, high: float) -> None:
    figure = Figure(value=value, low=low, high=high, distribution=name)
    drawn = values(figure, Distribution.NORMAL, EVEN)
    assert np.quantile(drawn, [0.1, 0.9]) == pytest.approx([low, high], rel=2e-3)


def test_the_usual_distribution_counts_when_none_is_named() -> None:
    figure = Figure(value=20, low=10, high=40)
    assert (
        values(figure, Distribution.LOGNORMAL, EVEN).min()
        > 0
        > values(figure, Distribution.NORMAL, EVEN).min()
    )
    touching = Figure(value=20, low=0, high=40)
    assert np.isfinite(values(touching, Distribution.LOGNORMAL, EVEN)).all(), "zero has no logarithm"
    assert values(Figure(value=3), Distribution.NORMAL, EVEN) == 3


def test_a_triangle_has_its_top_where_it_was_given() -> None:
    left, right = ends(20, 10, 40)
    drawn = triangular(20, 10, 40, EVEN)
    assert (drawn.min(), drawn.max()) == (pytest.approx(left, abs=0.1), pytest.approx(right, abs=0.1))
    assert (drawn < 20).mean() == pytest.approx((20 - left) / (right - left), abs=1e-4)


def test_a_stream_depends_on_its_name_and_seed_alone() -> None:
    first = uniforms(7, "a", 1000)
    assert (first == uniforms(7, "a", 1000)).all()
    assert (first[:10] == uniforms(7, "a", 10)).all(), "more draws do not change the first ones"
    for other in (uniforms(7, "b", 1000), uniforms(8, "a", 1000), uniforms(-7, "a", 1000)):
        assert abs(np.corrcoef(first, other)[0, 1]) < 0.15
    assert ((first > 0) & (first < 1)).all()
