"""One look at all 2**n coalitions: which of them ask for more than the nucleolus of the pool gives them.

A coalition S is short when, in some stage in which its amount was not settled yet, its margin lies below the margin of
that stage. Margins grow from stage to stage and what is settled stays settled, so one stage decides: the first one
whose margin S does not reach. S is short just when it was not settled at that stage.

Whether it was follows from two sums over the members of S (`PoolAnswer.probes`). `nucleolus_scan_compiled` is the same,
compiled.
"""

from __future__ import annotations

import numpy as np

from vierkant.cost_sharing.nucleolus_pool import Counts, Floats, PoolAnswer

PROBE = 1e-9
"""A sum of probes below this is zero; sums are exact to some 1e-15, and true ones are not that small twice."""
_AT_ONCE = 1 << 18
"""Coalitions looked at together."""


def block_bits(n: int) -> int:
    """A block is 2**bits coalitions with the same high partners; at most one of each joins the pool at a time."""
    return max(1, min(10, n - 8))


def ladder(stages: int) -> tuple[int, ...]:
    """The stages to look at, one after the other: while an early stage is wrong, later ones say little.

    The next is for when the stages so far give few that are short, not `enough`.
    """
    return tuple(sorted({min(stage, stages - 1) for stage in (0, 1, 3, 8, stages - 1)}))


def enough(most: int) -> int:
    """Coalitions that are worth another round of their own."""
    return max(1, most // 4)


def sums(values: Floats) -> Floats:
    """Sums over the members of every coalition: (n, ...) -> (2**n, ...)."""
    n = len(values)
    total = np.zeros((1 << n, *values.shape[1:]))
    for i in range(n):
        total[1 << i : 2 << i] = total[: 1 << i] + values[i]
    return total


def short(costs: Floats, answer: PoolAnswer, *, per_capita: bool, tolerance: float, most: int) -> Counts:
    """The coalitions most short, at most one of a block and ``most`` in all; none means that the answer is right.

    Args:
        costs: (2**n,).
        answer: the nucleolus of a pool.
        per_capita: margins are per member.
        tolerance: in the unit of the costs. Below zero everything unsettled counts as short.
        most: how many.
    """
    n = len(answer.amounts)
    found = [
        _short_in(costs, answer, first, per_capita, tolerance)
        for first in range(0, 1 << n, min(_AT_ONCE, 1 << n))
    ]
    masks = np.concatenate([part[0] for part in found])
    if not len(masks):
        return masks
    stages = np.concatenate([part[1] for part in found])
    lacks = np.concatenate([part[2] for part in found])
    worst = np.argsort(-lacks, kind="stable")
    masks, stages = masks[worst], stages[worst]
    chosen = masks[:0]
    for upto in ladder(len(answer.margins)):
        early = masks[stages <= upto]
        _, first_of_block = np.unique(early >> block_bits(n), return_index=True)
        chosen = early[np.sort(first_of_block)[:most]]
        if len(chosen) >= enough(most):
            break
    return chosen


def _short_in(
    costs: Floats, answer: PoolAnswer, first: int, per_capita: bool, tolerance: float
) -> tuple[Counts, Counts, Floats]:
    """Of the coalitions from ``first``: which are short, from which stage, and how much."""
    n = len(answer.amounts)
    count = min(_AT_ONCE, 1 << n)
    low = count.bit_length() - 1
    high = np.array([first >> i & 1 for i in range(low, n)], dtype=np.float64)
    slacks = costs[first : first + count] - (sums(answer.amounts[:low]) + high @ answer.amounts[low:])
    sizes = sums(np.ones(low)) + high.sum() if per_capita else np.ones(1)
    candidates = np.flatnonzero(answer.margins[-1] * sizes - slacks > tolerance)
    slacks = slacks[candidates]
    sizes = sizes[candidates] if per_capita else np.ones(len(candidates))
    # The first stage whose margin is not reached: margins grow, so it is the number of those that are.
    stages = np.zeros(len(candidates), dtype=np.int64)
    for margin in answer.margins:
        stages += margin * sizes - slacks <= tolerance
    masks = candidates.astype(np.int64) + first
    members = ((masks[:, None] >> np.arange(n)) & 1).astype(np.float64)
    probes = np.einsum("ci,cip->cp", members, answer.probes[stages])
    unsettled = np.abs(probes).max(axis=1, initial=0.0) > PROBE
    lacks = answer.margins[stages] * sizes - slacks
    return masks[unsettled], stages[unsettled], lacks[unsettled]
