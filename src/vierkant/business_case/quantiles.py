"""Quantiles that are draws themselves: the smallest draw with that share at or below it, nothing is interpolated."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case.results import Band

Floats = NDArray[np.float64]

PROBABILITIES = (0.1, 0.5, 0.9)
SAMPLE_STEP = 61
"""One draw in so many brackets a quantile."""
DEVIATIONS = 4.5
"""Half the width of a bracket, in standard errors of the place: one in 100,000 misses, and is then done in full."""


def rank(probability: float, count: int) -> int:
    """The position of a quantile among ``count`` sorted draws: the smallest draw with that share at or below it."""
    return min(max(ceil(probability * count - 1e-9) - 1, 0), count - 1)


def band(values: Floats) -> Band:
    """Mean, P10, median and P90 of all draws of one row, shape (draws,)."""
    count = len(values)
    sample = np.sort(values[::SAMPLE_STEP])
    low, median, high = (_selected(values, sample, rank(share, count)) for share in PROBABILITIES)
    return Band(mean=float(values.mean()), low=low, median=median, high=high)


def bands(rows: Floats) -> tuple[Band, ...]:
    """The bands of many rows of draws, shape (rows, draws)."""
    return tuple(band(row) for row in np.atleast_2d(rows))


def bracket_places(probability: float, count: int) -> tuple[int, int]:
    """Between which two places of a sorted sample the quantile of all draws lies (Floyd & Rivest 1975)."""
    middle, margin = probability * count, DEVIATIONS * sqrt(probability * (1 - probability) * count) + 2
    return max(int(middle - margin), 0), min(int(middle + margin), count - 1)


def _selected(values: Floats, sample: Floats, place: int) -> float:
    """The draw at a place in the order of all draws. Exact.

    A sorted sample brackets it, so that only the draws inside the bracket need ordering; if the bracket misses, all
    draws are ordered.
    """
    lower, upper = (sample[at] for at in bracket_places(place / len(values), len(sample)))
    inside = values[(values >= lower) & (values <= upper)]
    position = place - int(np.count_nonzero(values < lower))
    if 0 <= position < len(inside):
        return float(np.partition(inside, position)[position])
    return float(np.partition(values, place)[place])
