"""What is kept of the draws of every result: sums, signs, and the few draws among which a quantile must lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case.constants import BLOCK, LANES
from vierkant.business_case.quantiles import PROBABILITIES, Floats, bracket, rank
from vierkant.business_case.results import Band

Counts = NDArray[np.int64]
SPARE = 1.6
"""Room for draws inside the brackets, against what is expected of them."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one worker counted of the draws it computed. First axis result; second axis bracket where there is one."""

    below: Counts
    """Draws below the bracket."""
    at_most: Counts
    """Draws below the bracket or on its lower end."""
    inside: Floats
    """Draws between the ends of any of the brackets, shape (results, room)."""
    used: Counts
    """How many those are; more than there is room for means that the rest was not kept."""
    negative: Counts


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of blocks of draws, shape (results, blocks), and the brackets, shape (results, 3, 2)."""

    sums: Floats
    brackets: Floats
    draws: int

    def share(self, expected: int) -> Share:
        """An empty count for one worker that expects so many draws inside the brackets."""
        results = len(self.sums)
        shape = (results, len(PROBABILITIES))
        return Share(
            below=np.zeros(shape, dtype=np.int64),
            at_most=np.zeros(shape, dtype=np.int64),
            inside=np.empty((results, int(expected * SPARE) + BLOCK)),
            used=np.zeros(results, dtype=np.int64),
            negative=np.zeros(results, dtype=np.int64),
        )


def tally_of(pilot: Floats, draws: int) -> Tally:
    """The tally of so many draws, with brackets from the first of them, shape (results, draws of the pilot)."""
    brackets = np.empty((len(pilot), len(PROBABILITIES), 2))
    for row, values in enumerate(pilot):
        ordered = np.sort(values)
        for column, probability in enumerate(PROBABILITIES):
            brackets[row, column] = bracket(ordered, probability)
    return Tally(np.zeros((len(pilot), -(-draws // BLOCK))), brackets, draws)


def block_sums(rows: Floats) -> Floats:
    """The sum of every block of draws, in an order that is always the same. Shape (results, blocks)."""
    results, count = rows.shape
    blocks = -(-count // BLOCK)
    if count % BLOCK:
        whole = np.zeros((results, blocks * BLOCK))
        whole[:, :count] = rows
        rows = whole
    lanes = rows.reshape(results, blocks, BLOCK // LANES, LANES)
    partial = lanes[:, :, 0].copy()
    for step in range(1, BLOCK // LANES):
        partial += lanes[:, :, step]
    found = partial[:, :, 0].copy()
    for lane in range(1, LANES):
        found += partial[:, :, lane]
    return found


def count_in(tally: Tally, share: Share, rows: Floats, start: int) -> None:
    """Add the draws from ``start`` on, shape (results, count); ``start`` is the start of a block."""
    sums = block_sums(rows)
    tally.sums[:, start // BLOCK : start // BLOCK + sums.shape[1]] = sums
    for row, values in enumerate(rows):
        inside = np.zeros(len(values), dtype=bool)
        for column, (lower, upper) in enumerate(tally.brackets[row]):
            above = values > lower
            share.below[row, column] += np.count_nonzero(values < lower)
            share.at_most[row, column] += len(values) - np.count_nonzero(above)
            above &= values < upper
            inside |= above
        share.negative[row] += np.count_nonzero(values < 0)
        kept = values[inside]
        room = share.inside.shape[1] - int(share.used[row])
        if room > 0:
            share.inside[row, share.used[row] : share.used[row] + min(len(kept), room)] = kept[:room]
        share.used[row] += len(kept)


def band_of(tally: Tally, shares: list[Share], row: int) -> Band | None:
    """The band of one result; None when a bracket missed its quantile, so that all draws are needed."""
    if any(share.used[row] > share.inside.shape[1] for share in shares):
        return None
    inside = np.concatenate([share.inside[row, : share.used[row]] for share in shares])
    found: list[float] = []
    for column, probability in enumerate(PROBABILITIES):
        place = rank(probability, tally.draws)
        lower, upper = tally.brackets[row, column]
        below = sum(int(share.below[row, column]) for share in shares)
        at_most = sum(int(share.at_most[row, column]) for share in shares)
        if below <= place < at_most:
            found.append(float(lower))
            continue
        candidates = inside[(inside > lower) & (inside < upper)]
        if not at_most <= place < at_most + len(candidates):
            return None
        found.append(float(np.partition(candidates, place - at_most)[place - at_most]))
    mean = float(tally.sums[row].sum()) / tally.draws
    return Band(mean=mean, low=found[0], median=found[1], high=found[2])
