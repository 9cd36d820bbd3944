"""The draws in pieces, by NumPy or compiled, by one worker or more: who does which piece changes no bit."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from math import ceil
from queue import SimpleQueue
from typing import Any

import numpy as np

from vierkant.business_case import kernel
from vierkant.business_case.constants import BLOCK
from vierkant.business_case.distributions import Floats
from vierkant.business_case.kernel import Compiled
from vierkant.business_case.machine import Machine, results
from vierkant.business_case.quantiles import PROBABILITIES, rank
from vierkant.business_case.results import Band
from vierkant.business_case.sampling import Key
from vierkant.business_case.tally import (
    Counts,
    block_sums,
    count_in,
    find_brackets,
    pilot_places,
    quantiles_of,
    tally_of,
)
from vierkant.business_case.tape import Tape

PIECE = 4096
"""Draws that are computed in one go."""
NUMPY_PIECES = 2
"""Pieces that NumPy computes in one go: fewer calls, and still within the cache."""
SMALLEST_PILOT = 2 * PIECE
UNEVEN = 1.2
"""How much more than its equal part of the pieces one worker may do, when another is held up."""
MOST_WORKERS = 4
ROWS_AT_ONCE = 16
"""Results of which one worker selects the quantiles in one go."""
STEP_SECONDS, DRAW_SECONDS, RESULT_SECONDS = 1e-9, 25e-9, 8e-9
"""What NumPy needs per draw for a step, a random number and a result, about."""

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """The bands of the results of a machine and the share of draws below zero, per place."""

    bands: tuple[Band, ...]
    negative: tuple[float, ...]


class NotFiniteError(ValueError):
    """Results that are no number in some draw; ``places`` says which."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__("not a number, or too large to count with")
        self.places = tuple(places)


@dataclass(slots=True)
class _Bench:
    """What one worker works with, and how many pieces it may still count: there is room for no more."""

    worker: int
    left: int
    rows: Floats
    scores: Floats
    scratch: Floats


class Run:
    """One calculation of all draws of a machine."""

    def __init__(self, machine: Machine, draws: int, kept: Floats | None, workers: int | None) -> None:
        self.machine = machine
        self.draws = draws
        self.kept = kept
        self.workers = workers or _workers()
        tape = machine.tape
        self.seconds = draws * (
            len(tape.instructions) * STEP_SECONDS
            + len(tape.inputs) * DRAW_SECONDS
            + tape.places * RESULT_SECONDS
        )
        most = ceil(UNEVEN * ceil(draws / PIECE) / self.workers)
        self.pilot = min(pilot_size(draws), draws)
        self.tally = tally_of(tape.places, self.pilot, draws, self.workers, most * PIECE)
        self._arguments = _arguments(machine)
        self._benches: SimpleQueue[_Bench] = SimpleQueue()
        for worker in range(self.workers):
            self._benches.put(_Bench(worker, most, *_scratch(machine)))

    def summarise(self, progress: Progress) -> Summary:
        """Compute everything."""
        kernel.start(self.seconds)
        with ThreadPoolExecutor(self.workers) as pool:
            pilot = np.empty((self.machine.tape.places, self.pilot))
            self._fill(pool, pilot)
            self._must_be_finite(self.pilot)
            if self.pilot == self.draws:
                return self._of_pilot(pilot, progress)
            self._bracket(pool, pilot)
            # Away before the rest takes room of its own.
            del pilot
            self._rest(pool, progress)
            self._must_be_finite(self.draws)
            return self._summary(*self._quantiles(pool))

    def _of_pilot(self, pilot: Floats, progress: Progress) -> Summary:
        if self.kept is not None:
            self.kept[:] = pilot
        progress(1.0)
        quantiles = np.sort(pilot, axis=1)[:, self._ranks()]
        return self._made(quantiles, np.count_nonzero(pilot < 0, axis=1))

    def _ranks(self) -> list[int]:
        return [rank(probability, self.draws) for probability in PROBABILITIES]

    def rows(self) -> Floats:
        """All draws of all results, without counting. Shape (places, draws)."""
        kernel.start(self.seconds)
        found = np.empty((self.machine.tape.places, self.draws))
        with ThreadPoolExecutor(self.workers) as pool:
            self._fill(pool, found)
        return found

    def _fill(self, pool: ThreadPoolExecutor, rows: Floats) -> None:
        """The first draws to ``rows``."""
        count = rows.shape[1]
        compiled = kernel.ready(self.seconds)
        if compiled is None:
            for start in range(0, count, PIECE):
                stop = min(start + PIECE, count)
                rows[:, start:stop] = results(self.machine, start, stop - start)
                self._sum(start, rows[:, start:stop])
            return
        pieces = [(start, min(PIECE, count - start)) for start in range(0, count, PIECE)]

        def one(piece: tuple[int, int]) -> None:
            self._compiled_piece(compiled, piece[0], piece[1], rows, False)

        list(pool.map(one, pieces))

    def _sum(self, start: int, rows: Floats) -> None:
        sums = block_sums(rows)
        self.tally.sums[:, start // BLOCK : start // BLOCK + sums.shape[1]] = sums

    def _bracket(self, pool: ThreadPoolExecutor, pilot: Floats) -> None:
        compiled = kernel.ready(self.seconds)
        if compiled is None:
            find_brackets(self.tally, pilot)
            return
        places = np.array(pilot_places(pilot.shape[1]), dtype=np.int64)
        list(
            pool.map(
                lambda part: compiled.find_brackets(pilot, places, *part, self.tally.brackets),
                _parts(len(pilot)),
            )
        )

    def _rest(self, pool: ThreadPoolExecutor, progress: Progress) -> None:
        """Count all draws, those of the pilot again. By NumPy until the compiled calculation is ready, then by all."""
        stop = 0
        while stop < self.draws:
            start, compiled = stop, kernel.ready(self.seconds)
            if compiled is not None:
                self._compiled_rest(compiled, pool, start, progress)
                return
            bench = self._benches.get()
            pieces = min(NUMPY_PIECES, bench.left)
            stop = min(start + pieces * PIECE, self.draws)
            rows = results(self.machine, start, stop - start)
            self._sum(start, rows)
            count_in(self.tally, bench.worker, rows)
            self._give_back(bench, pieces)
            if self.kept is not None:
                self.kept[:, start:stop] = rows
            progress(stop / self.draws)

    def _give_back(self, bench: _Bench, pieces: int) -> None:
        bench.left -= pieces
        if bench.left > 0:
            self._benches.put(bench)

    def _compiled_rest(
        self, compiled: Compiled, pool: ThreadPoolExecutor, start: int, progress: Progress
    ) -> None:
        pieces = [(at, min(PIECE, self.draws - at)) for at in range(start, self.draws, PIECE)]
        done = start
        waiting = {
            pool.submit(self._compiled_piece, compiled, piece[0], piece[1], self.kept, True): piece[1]
            for piece in pieces
        }
        try:
            for future in as_completed(waiting):
                future.result()
                done += waiting[future]
                progress(done / self.draws)
        finally:
            # After a call to stop, or an error, no piece is begun any more.
            for future in waiting:
                future.cancel()

    def _compiled_piece(
        self, compiled: Compiled, start: int, count: int, kept: Floats | None, counting: bool
    ) -> None:
        bench = self._benches.get()
        try:
            tally, worker = self.tally, bench.worker
            counts = (counting, tally.brackets, *tally.of_worker(worker))
            keep = (_NOTHING if kept is None else kept, start, tally.sums)
            work = (bench.rows, bench.scores, bench.scratch)
            compiled.run_piece(*self._arguments, start, count, work, keep, counts)
        finally:
            self._give_back(bench, 1 if counting else 0)

    def _must_be_finite(self, draws: int) -> None:
        blocks = -(-draws // BLOCK)
        wrong = np.flatnonzero(~np.isfinite(self.tally.sums[:, :blocks]).all(axis=1))
        if wrong.size:
            raise NotFiniteError([int(place) for place in wrong])

    def _quantiles(self, pool: ThreadPoolExecutor) -> tuple[Floats, list[bool]]:
        """Shape (places, 3), and of which places they are exact."""
        places = self.machine.tape.places
        found = np.zeros((places, len(PROBABILITIES)))
        compiled = kernel.ready(self.seconds)
        if compiled is None:
            selected = [quantiles_of(self.tally, row) for row in range(places)]
            for row, quantiles in enumerate(selected):
                found[row] = 0.0 if quantiles is None else quantiles
            return found, [quantiles is not None for quantiles in selected]
        exact = np.zeros(places, dtype=np.bool_)
        tally, wanted = self.tally, np.array(self._ranks(), dtype=np.int64)
        counts = (tally.brackets, tally.below, tally.at_most, tally.inside, tally.used, wanted)
        list(pool.map(lambda part: compiled.finish(*counts, *part, found, exact), _parts(places)))
        return found, exact.tolist()

    def _summary(self, quantiles: Floats, exact: list[bool]) -> Summary:
        missed = [place for place, fine in enumerate(exact) if not fine]
        if missed:
            # A bracket may miss, and a result of few different values may fill it: then all draws are ordered.
            for place, row in zip(missed, self._again(missed), strict=True):
                quantiles[place] = np.sort(row)[self._ranks()]
        return self._made(quantiles, self.tally.negative.sum(axis=0))

    def _again(self, places: list[int]) -> Floats:
        """All draws of some results. Shape (results, draws)."""
        if self.kept is not None:
            return self.kept[places]
        found = np.empty((len(places), self.draws))
        for start in range(0, self.draws, PIECE):
            stop = min(start + PIECE, self.draws)
            found[:, start:stop] = results(self.machine, start, stop - start)[places]
        return found

    def _made(self, quantiles: Floats, negative: Counts) -> Summary:
        means = self.tally.sums.sum(axis=1) / self.draws
        bands = tuple(
            Band(mean, *three) for mean, three in zip(means.tolist(), quantiles.tolist(), strict=True)
        )
        return Summary(bands, tuple((negative / self.draws).tolist()))


_NOTHING = np.empty((0, 0))


def pilot_size(draws: int) -> int:
    """The first draws, which show between which values the quantiles lie, in whole pieces.

    What is kept of all draws falls with the root of the pilot, so that a pilot of draws to the power two thirds takes
    as much memory as what is kept.
    """
    size: int = max(round((14 * draws) ** (2 / 3) / PIECE) * PIECE, SMALLEST_PILOT)
    return size


def _workers() -> int:
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(there, MOST_WORKERS)


def _parts(rows: int) -> list[tuple[int, int]]:
    return [(first, min(first + ROWS_AT_ONCE, rows)) for first in range(0, rows, ROWS_AT_ONCE)]


def _scratch(machine: Machine) -> tuple[Floats, Floats, Floats]:
    """The rows, scores and spare blocks of one worker."""
    return (
        np.empty((machine.tape.rows, BLOCK)),
        np.empty((len(machine.member_keys), BLOCK)),
        np.empty((6, BLOCK)),
    )


def _arguments(machine: Machine) -> tuple[Any, Any, Any]:
    """The machine as the arrays that `kernel_compiled.run_piece` takes: tape, inputs, correlated inputs."""
    steps = [
        (item.step, item.target, item.left, item.right, item.output) for item in machine.tape.instructions
    ]
    laws = [(*law.numbers, law.floor) for law in machine.laws]
    sizes = [factor.size for factor in machine.factors]
    tape = (
        np.array(steps, dtype=np.int64).reshape(-1, 5),
        np.array([item.number for item in machine.tape.instructions], dtype=np.float64),
    )
    inputs = (
        np.array([int(law.shape) for law in machine.laws], dtype=np.int64),
        np.array(laws, dtype=np.float64).reshape(-1, 6),
        _key_array(machine.keys),
        np.array(machine.score_places, dtype=np.int64),
    )
    tied = (
        _key_array(machine.member_keys),
        np.array(machine.group_starts, dtype=np.int64),
        np.concatenate([np.zeros(0), *(factor.ravel() for factor in machine.factors)]),
        np.array([sum(sizes[:number]) for number in range(len(sizes) + 1)], dtype=np.int64),
    )
    return tape, inputs, tied


def _key_array(keys: Sequence[Key]) -> np.ndarray[Any, np.dtype[np.uint64]]:
    return np.array([(key.first, key.second) for key in keys], dtype=np.uint64).reshape(-1, 2)


def rehearse(compiled: Compiled) -> None:
    """Call the compiled functions once with next to nothing, so that they are compiled or read from the cache."""
    tally = tally_of(1, BLOCK, BLOCK, 1, BLOCK)
    row = np.zeros((1, BLOCK))
    nothing = Machine(Tape((), (), 1, 1, {}, {}), (), (), (), (), (0,), ())
    counts = (True, tally.brackets, *tally.of_worker(0))
    compiled.run_piece(
        *_arguments(nothing), 0, 1, (row, row, np.zeros((6, BLOCK))), (_NOTHING, 0, tally.sums), counts
    )
    compiled.find_brackets(row, np.zeros(6, dtype=np.int64), 0, 1, tally.brackets)
    exact, wanted = np.zeros(1, dtype=np.bool_), np.zeros(3, dtype=np.int64)
    counted = (tally.brackets, tally.below, tally.at_most, tally.inside, tally.used, wanted)
    compiled.finish(*counted, 0, 1, np.zeros((1, 3)), exact)
