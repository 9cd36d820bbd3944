"""The compiled nucleolus, where `vierkant.compiled` allows it: the same answers as in NumPy, many times as fast."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vierkant.compiled import PARALLEL, Functions
from vierkant.cost_sharing import nucleolus_pool
from vierkant.cost_sharing.games import coalition_sizes
from vierkant.cost_sharing.nucleolus_pool import Counts, Floats, Pool, PoolAnswer
from vierkant.cost_sharing.nucleolus_scan import block_bits, enough, ladder, sums

PARALLEL_FROM = 23
"""Partners from which several threads pay: starting them takes as long as looking at some million coalitions."""
SECONDS = 0.02, 1.2e-6
"""What the nucleolus takes about in NumPy: at least, and per coalition."""
WAITING = 20.0
"""The same from which it pays to wait for the compiler, even the first time on a machine."""
_FIRST_BLOCKS = 1024
"""Blocks that are searched before the others."""
_SOURCES = (
    "nucleolus_pool.py",
    "nucleolus_scan.py",
    "nucleolus_compiled.py",
    "nucleolus_compiled_simplex.py",
    "nucleolus_scan_compiled.py",
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """The compiled functions (see `nucleolus_compiled` and `nucleolus_scan_compiled`), in the shape of those in NumPy.

    Attributes:
        stages: `nucleolus_compiled.solve_pool`.
        alone: `nucleolus_scan_compiled.lowest` and `.search`, on one thread.
        together: the same, on several.
    """

    stages: Callable[..., int]
    alone: tuple[Callable[..., None], Callable[..., None]]
    together: tuple[Callable[..., None], Callable[..., None]]

    def solve_pool(self, pool: Pool, start: Floats, tolerance: float) -> PoolAnswer:
        """As `nucleolus_pool.solve_pool`, which takes over where a stage cannot be proven."""
        n = len(start)
        amounts, margins, probes = start.copy(), np.empty(n), np.empty((n, n, 2))
        free, vectors = nucleolus_pool.sums_to_zero(n), nucleolus_pool.generic(n)
        stages = self.stages(
            pool.masks, pool.weights, pool.costs, free, vectors, tolerance, amounts, margins, probes
        )
        if stages < 0:
            return nucleolus_pool.solve_pool(pool, start, tolerance)
        return PoolAnswer(amounts, margins[:stages], probes[:stages])

    def short(
        self, costs: Floats, answer: PoolAnswer, *, per_capita: bool, tolerance: float, most: int
    ) -> Counts:
        """As `nucleolus_scan.short`."""
        with self._threads(len(answer.amounts)) as (lowest, search):
            return _short(
                lowest, search, costs, answer, per_capita=per_capita, tolerance=tolerance, most=most
            )

    def _threads(self, n: int) -> AbstractContextManager[tuple[Callable[..., None], Callable[..., None]]]:
        return nullcontext(self.alone) if n < PARALLEL_FROM else _Held(self.together)


class _Held(AbstractContextManager[tuple[Callable[..., None], Callable[..., None]]]):
    """Functions on several threads, with the lock that makes them the only ones."""

    def __init__(self, functions: tuple[Callable[..., None], Callable[..., None]]) -> None:
        self._functions = functions

    def __enter__(self) -> tuple[Callable[..., None], Callable[..., None]]:
        PARALLEL.acquire()
        return self._functions

    def __exit__(self, *_: object) -> None:
        PARALLEL.release()


def _short(
    lowest: Callable[..., None],
    search: Callable[..., None],
    costs: Floats,
    answer: PoolAnswer,
    *,
    per_capita: bool,
    tolerance: float,
    most: int,
) -> Counts:
    n, margins, amounts, probes = len(answer.amounts), answer.margins, answer.amounts, answer.probes
    bits, last = block_bits(n), margins[-1]
    # What a coalition must keep to reach the margin of the last stage; per head the margin is one more amount to pay.
    shifted = amounts + last if per_capita else amounts
    bottoms = np.empty(1 << (n - bits))
    high = sums(shifted[bits:]) + (0.0 if per_capita else last)
    lowest(costs, sums(shifted[:bits]), high, bottoms)
    low, low_probes = sums(amounts[:bits]), sums(np.ascontiguousarray(probes[:, :bits].transpose(1, 0, 2)))
    low_sizes = coalition_sizes(bits).astype(np.float64)
    # Lowering the margin from that of the last stage to an earlier one helps every coalition by at least this much.
    heads = np.maximum(coalition_sizes(n - bits), 1) if per_capita else 1
    order = np.argsort(bottoms, kind="stable")
    rest = low, low_sizes, low_probes, amounts, margins, probes
    found: list[Counts] = []
    for upto in ladder(len(margins)):
        reach = -bottoms - (last - margins[upto]) * heads > tolerance
        blocks = order[reach[order]]
        # The lowest blocks are likely to hold the worst: the others are for when these hold nothing.
        for few in (blocks[:_FIRST_BLOCKS], blocks[_FIRST_BLOCKS:]):
            if not len(few):
                continue
            masks, lacks = np.empty(len(few), dtype=np.int64), np.empty(len(few))
            search(costs, few, *rest, upto, per_capita, tolerance, masks, lacks)
            worst = masks[np.argsort(-lacks, kind="stable")[:most]]
            if (worst >= 0).any():
                found.append(worst[worst >= 0])
                break
        if sum(map(len, found)) >= enough(most):
            break
    return np.concatenate([*found, np.empty(0, dtype=np.int64)])[:most]


def _make(cached: bool) -> Compiled:
    stages = importlib.import_module("vierkant.cost_sharing.nucleolus_compiled").compiled(cached=cached)
    scan = importlib.import_module("vierkant.cost_sharing.nucleolus_scan_compiled")
    made = Compiled(
        stages, scan.compiled(cached=cached, parallel=False), scan.compiled(cached=cached, parallel=True)
    )
    _rehearse(made)
    return made


def _rehearse(made: Compiled) -> None:
    """Call everything once, so that it is compiled: two partners who each pay 1, and together 1."""
    costs, start = np.array([0.0, 1.0, 1.0, 1.0]), np.array([0.5, 0.5])
    pool = Pool(np.array([1, 2]), np.ones(2), costs[1:3])
    answer = made.solve_pool(pool, start, 1e-12)
    made.short(costs, answer, per_capita=False, tolerance=1e-11, most=1)
    with PARALLEL:
        _short(*made.together, costs, answer, per_capita=False, tolerance=1e-11, most=1)


FUNCTIONS = Functions(
    "nucleolus", [Path(__file__).with_name(name) for name in _SOURCES], _make, worth_using=0.0
)


def ready(n: int) -> Compiled | None:
    """The compiled functions when this process may use them and they are there; gets them ready for a large game.

    A game that takes NumPy longer than the compiler waits for the compiler.
    """
    least, each = SECONDS
    seconds = least + each * 2**n
    FUNCTIONS.start(seconds)
    return FUNCTIONS.wait() if seconds >= WAITING else FUNCTIONS.ready()
