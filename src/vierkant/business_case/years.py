"""The years of the calculation, and a number with its range in one of them."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_YEAR = -1
LAST_YEAR = 10
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
"""The years of the calculation; year 0 is the first year of the cooperation, year -1 the year before."""


@dataclass(frozen=True, slots=True)
class Band:
    """A number in one year, over all draws: mean, P10, median and P90."""

    mean: float
    low: float
    median: float
    high: float
