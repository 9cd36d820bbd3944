"""What is kept of the draws of every result: sums, signs, and the few draws among which a quantile must lie."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from mmap import mmap

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case.constants import BLOCK, LANES
from vierkant.business_case.quantiles import PROBABILITIES, Floats, bracket_places, rank

Counts = NDArray[np.int64]
SPARE = 1.2
"""Room for draws inside the brackets, against what is expected of them: the brackets are off by 3 % or so."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the draws. Axes: worker, then result, then bracket where there is one.

    ``sums`` has the sum of every block, shape (results, blocks); ``brackets`` the lower and upper ends, shape (results,
    3, 2). ``below`` and ``at_most`` count draws below and not above a lower end; ``inside`` holds the draws strictly
    between the ends of any bracket and ``used`` how many those are: more than there is room for means that the rest
    was not kept.
    """

    draws: int
    sums: Floats
    brackets: Floats
    below: Counts
    at_most: Counts
    inside: Floats
    used: Counts
    negative: Counts

    def of_worker(self, worker: int) -> tuple[Counts, Counts, Floats, Counts, Counts]:
        """Below, at most, inside, used and negative of one worker; what is written there is counted."""
        return (
            self.below[worker],
            self.at_most[worker],
            self.inside[worker],
            self.used[worker],
            self.negative[worker],
        )


def tally_of(results: int, pilot: int, draws: int, workers: int, most: int) -> Tally:
    """An empty tally for so many results and draws, of which one worker does ``most`` at most.

    The brackets will come from a pilot of so many draws.
    """
    three = len(PROBABILITIES)
    ends = [bracket_places(probability, pilot) for probability in PROBABILITIES]
    inside = sum(upper - lower for lower, upper in ends) / pilot
    room = int(inside * most * SPARE) + BLOCK
    return Tally(
        draws=draws,
        sums=np.zeros((results, -(-draws // BLOCK))),
        brackets=np.zeros((results, three, 2)),
        below=np.zeros((workers, results, three), dtype=np.int64),
        at_most=np.zeros((workers, results, three), dtype=np.int64),
        inside=_untouched((workers, results, room)),
        used=np.zeros((workers, results), dtype=np.int64),
        negative=np.zeros((workers, results), dtype=np.int64),
    )


def _untouched(shape: tuple[int, ...]) -> Floats:
    """Room of which only what is written takes memory: NumPy's own asks for huge pages, that count as a whole."""
    size = prod(shape)
    if size == 0:
        return np.empty(shape)
    return np.frombuffer(mmap(-1, size * np.dtype(np.float64).itemsize), dtype=np.float64).reshape(shape)


def pilot_places(pilot: int) -> list[int]:
    """The places of the ends of the brackets in the order of the draws of the pilot, rising."""
    return [place for probability in PROBABILITIES for place in bracket_places(probability, pilot)]


def find_brackets(tally: Tally, pilot: Floats) -> None:
    """Take the brackets from the first draws, shape (results, draws of the pilot)."""
    places = pilot_places(pilot.shape[1])
    for row, values in enumerate(pilot):
        tally.brackets[row] = np.sort(values)[places].reshape(len(PROBABILITIES), 2)


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
    found: Floats = partial[:, :, 0].copy()
    for lane in range(1, LANES):
        found += partial[:, :, lane]
    return found


def count_in(tally: Tally, worker: int, rows: Floats) -> None:
    """Add draws, shape (results, count), to the counts of a worker."""
    below, at_most = tally.below[worker], tally.at_most[worker]
    inside, used = tally.inside[worker], tally.used[worker]
    tally.negative[worker] += np.count_nonzero(rows < 0, axis=1)
    for row, values in enumerate(rows):
        within = np.zeros(len(values), dtype=bool)
        for column, (lower, upper) in enumerate(tally.brackets[row]):
            above = values > lower
            below[row, column] += np.count_nonzero(values < lower)
            at_most[row, column] += len(values) - np.count_nonzero(above)
            above &= values < upper
            within |= above
        kept = values[within]
        room = inside.shape[1] - int(used[row])
        if room > 0:
            inside[row, used[row] : used[row] + min(len(kept), room)] = kept[:room]
        used[row] += len(kept)


def quantiles_of(tally: Tally, row: int) -> list[float] | None:
    """The quantiles of one result; None when a bracket missed its quantile, so that all draws are needed."""
    if (tally.used[:, row] > tally.inside.shape[2]).any():
        return None
    inside = np.concatenate(
        [draws[row, : used[row]] for draws, used in zip(tally.inside, tally.used, strict=True)]
    )
    found: list[float] = []
    for column, probability in enumerate(PROBABILITIES):
        place = rank(probability, tally.draws)
        lower, upper = tally.brackets[row, column]
        below, at_most = int(tally.below[:, row, column].sum()), int(tally.at_most[:, row, column].sum())
        if below <= place < at_most:
            found.append(float(lower))
            continue
        candidates = inside[(inside > lower) & (inside < upper)]
        if not at_most <= place < at_most + len(candidates):
            return None
        found.append(float(np.partition(candidates, place - at_most)[place - at_most]))
    return found
