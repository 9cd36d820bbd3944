"""Order statistics of many rows, compiled. Importing this module imports numba: only `kernel` does so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.typing import NDArray

from vierkant.business_case.elementary_compiled import Counts, Floats, part

Flags = NDArray[np.bool_]

BINS = 512


@part
def _sort(values: Floats, size: int) -> None:
    """Sort the first values, of which there are mostly few (Shell 1959)."""
    gap = 1
    while gap < size // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, size):
            v = values[i]
            at = i
            while at >= gap and values[at - gap] > v:
                values[at] = values[at - gap]
                at -= gap
            values[at] = v
        gap //= 3


@part
def _select(values: Floats, size: int, places: Counts, found: Floats, counts: Counts, taken: Floats) -> None:
    """The values at some places (rising) in the order of the first ``size`` values, to ``found``. Exact.

    A histogram shows in which bin each place lies; only the values in those bins are sorted.
    """
    low, high = values[0], values[0]
    for i in range(size):
        low, high = min(low, values[i]), max(high, values[i])
    step = (BINS - 1) / (high - low) if high > low else 0.0
    if not np.isfinite(step):
        step = 0.0
    counts[:] = 0
    for i in range(size):
        counts[int((values[i] - low) * step)] += 1
    start, bin_of_last, at = 0, -1, 0
    gathered = 0
    for number in range(len(places)):
        place = places[number]
        while start + counts[at] <= place:
            start += counts[at]
            at += 1
        if at != bin_of_last:
            gathered = 0
            for i in range(size):
                if int((values[i] - low) * step) == at:
                    taken[gathered] = values[i]
                    gathered += 1
            _sort(taken, gathered)
            bin_of_last = at
        found[number] = taken[place - start]


def find_brackets(pilot: Floats, places: Counts, first: int, last: int, brackets: Floats) -> None:
    """The values at six places of every row of the pilot, to ``brackets``, shape (rows, 3, 2)."""
    counts = np.empty(BINS, dtype=np.int64)
    taken, found = np.empty(pilot.shape[1]), np.empty(len(places))
    for row in range(first, last):
        _select(pilot[row], pilot.shape[1], places, found, counts, taken)
        for number in range(len(places)):
            brackets[row, number // 2, number % 2] = found[number]


def finish(
    brackets: Floats,
    below: Counts,
    at_most: Counts,
    inside: Floats,
    used: Counts,
    ranks: Counts,
    first: int,
    last: int,
    quantiles: Floats,
    exact: Flags,
) -> None:
    """As `tally.quantiles_of`: the quantiles of rows ``first`` … ``last``; ``exact`` is false where a bracket missed.

    The first axis of the counts is the worker.
    """
    workers, _, room = inside.shape
    counts = np.empty(BINS, dtype=np.int64)
    found = np.empty(1)
    place = np.empty(1, dtype=np.int64)
    near, taken = np.empty(workers * room), np.empty(workers * room)
    for row in range(first, last):
        exact[row] = True
        for worker in range(workers):
            exact[row] &= used[worker, row] <= room
        for column in range(3):
            if not exact[row]:
                break
            under, upto = 0, 0
            for worker in range(workers):
                under += below[worker, row, column]
                upto += at_most[worker, row, column]
            lower, upper = brackets[row, column, 0], brackets[row, column, 1]
            if under <= ranks[column] < upto:
                quantiles[row, column] = lower
                continue
            size = 0
            for worker in range(workers):
                values = inside[worker, row]
                for i in range(used[worker, row]):
                    near[size] = values[i]
                    size += 1 if (values[i] > lower) & (values[i] < upper) else 0
            place[0] = ranks[column] - upto
            if place[0] < 0 or place[0] >= size:
                exact[row] = False
            else:
                _select(near, size, place, found, counts, taken)
                quantiles[row, column] = found[0]


def compiled(*, cached: bool) -> tuple[Callable[..., None], Callable[..., None]]:
    """`find_brackets` and `finish`, compiled at their first call or read from `numba.config.CACHE_DIR`."""
    made = njit(nogil=True, error_model="numpy", cache=cached)
    return made(find_brackets), made(finish)
