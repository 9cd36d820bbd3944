"""Months of the plan: positions of dates, the axis of months, and what part of an amount falls in which month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

LONGEST = 240
"""Most months on the axis. Dates further apart are a slip of the pen; what lies beyond is said, not shown."""

_FIRST, _LAST = 12, 9999 * 12 + 11
"""January of year 1 and December of year 9999: the months that a date can have."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Months in a row: ``first`` is year × 12 + month − 1."""

    first: int
    count: int

    @property
    def end(self) -> int:
        """The month after the last."""
        return self.first + self.count

    def months(self) -> tuple[date, ...]:
        """The first day of every month."""
        return tuple(date(month // 12, month % 12 + 1, 1) for month in range(self.first, self.end))


EMPTY = Axis(0, 0)


def position(day: date) -> float:
    """The place of a day in months: whole at the first of a month, a fraction inside it."""
    return day.year * 12 + day.month - 1 + (day.day - 1) / monthrange(day.year, day.month)[1]


def after(day: date) -> float:
    """The place of the end of a day, so that a line until the last of a month fills that month."""
    return day.year * 12 + day.month - 1 + day.day / monthrange(day.year, day.month)[1]


def axis(begins: Iterable[float], ends: Iterable[float]) -> Axis:
    """The months from the first begin until the last end, at most `LONGEST`; empty without a begin."""
    starts, stops = list(begins), list(ends)
    if not starts:
        return EMPTY
    first = min(max(floor(min(starts)), _FIRST), _LAST)
    last = min(max(ceil(max([*stops, first + 1])), first + 1), _LAST + 1)
    return Axis(first, min(last - first, LONGEST))


def spread(begins: ArrayLike, ends: ArrayLike, months: Axis) -> Array:
    """The part of an evenly spread amount that falls in each month; without a begin nothing.

    Args:
        begins: positions in months, of any shape; NaN without a date.
        ends: as ``begins``, not before them. A period without length falls in the month that holds it.
        months: the axis.

    Returns:
        Shape of ``begins`` with one axis for the months; sums to one where the whole period lies on the axis.
    """
    begin = np.asarray(begins, dtype=float)[..., None]
    length = np.asarray(ends, dtype=float)[..., None] - begin
    edges = np.arange(months.first, months.end + 1, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        done = np.where(length > 1e-9, np.clip((edges - begin) / length, 0.0, 1.0), edges > begin)
    parts: Array = np.diff(done, axis=-1)
    return np.where(np.isnan(begin + length), 0.0, parts)
