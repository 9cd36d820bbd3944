"""Swing chances of all partners from one distribution of the votes, in NumPy.

The distribution with everybody in it is made once per chance ``t`` that a partner joins. Taking one partner of
weight ``w`` out of it again is the recursion ``without(x) = (all(x) - t * without(x - w)) / (1 - t)``. The chance that
this partner makes the difference is the sum of ``without`` over the ``w`` numbers of votes just below the quota, and
so an alternating sum over windows of ``w`` numbers of ``all``, each next one ``t / (1 - t)`` times as heavy. For
``t`` up to a half those factors do not grow. A chance above a half is taken as the other one under the dual quota,
``total - quota + 1``, which has the same swings: one distribution serves both.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

ROUNDING = 2.0**-52
"""The relative size of one rounding."""

NOTHING = 1e-30
"""Windows that weigh less are left out, and counted as error."""

BLOCK = 100_000
"""Numbers in one array, chances times votes: small enough for the cache of a processor."""


def chained(
    weights: Sequence[int],
    distinct: Sequence[int],
    quotas: tuple[int, int],
    chances: ndarray[Any, Any],
    shares: ndarray[Any, Any],
) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
    """Swing chances per distinct weight, and an estimate of their error.

    Args:
        weights: votes of every partner, above 0; at most 1000 of them.
        distinct: the distinct weights, ascending.
        quotas: votes needed, and its dual.
        chances: ``(m,)``, each above 0 and at most a half.
        shares: ``(m, 2)``: how much the chance counts under the quota, and the other chance under the dual.

    Returns:
        Means over the chances, and the size of their rounding errors; both ``(len(distinct),)``.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    length = max(quotas)
    power, error = np.zeros(len(distinct)), np.zeros(len(distinct))
    rounds = sqrt(len(weights))
    step = max(1, BLOCK // length)
    for first in range(0, len(chances), step):
        part = slice(first, first + step)
        spread = _everybody(weights, length, chances[part])
        for side, quota in enumerate(quotas):
            if shares[part, side].any():
                _windows(spread, distinct, quota, chances[part], shares[part, side], power, error, rounds)
    return power, error


def _everybody(weights: Sequence[int], length: int, chances: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """The chance of each number of votes below ``length`` when every partner joins with the given chance."""
    import numpy as np

    ratio = (chances / (1 - chances))[:, None]
    spread = np.zeros((len(chances), length))
    # The factors of those who do not join are the same for all, so they stand in front.
    spread[:, 0] = (1 - chances) ** len(weights)
    top = 1
    for weight in sorted(weights):
        if weight >= length:
            break
        last = min(top + weight, length)
        spread[:, weight:last] += ratio * spread[:, : last - weight]
        top = last
    return spread


def _windows(
    spread: ndarray[Any, Any],
    distinct: Sequence[int],
    quota: int,
    chances: ndarray[Any, Any],
    shares: ndarray[Any, Any],
    power: ndarray[Any, Any],
    error: ndarray[Any, Any],
    rounds: float,
) -> None:
    """Add the swings under one quota to ``power``, and what rounding may do to them to ``error``."""
    import numpy as np

    # Backwards, so that the window nearest to the quota comes first.
    backwards = np.ascontiguousarray(spread[:, quota - 1 :: -1])
    ratio = chances / (1 - chances)
    far = _far(float(ratio.max()), quota)
    falling = np.multiply.accumulate(np.broadcast_to(-ratio[:, None], (len(ratio), far)), axis=1)
    falling = np.concatenate((np.ones((len(ratio), 1)), falling), axis=1)
    ahead = shares / (1 - chances)
    unseen = float(ahead @ np.abs(falling[:, far])) if far < quota else 0.0
    for place, weight in enumerate(distinct):
        whole = min(quota // weight, far)
        sums = backwards[:, : whole * weight].reshape(len(chances), whole, weight).sum(axis=2)
        terms = sums * falling[:, :whole]
        swing = terms.sum(axis=1)
        size = np.einsum("ij,ij->i", terms, terms)
        if whole < far and quota % weight:
            rest = backwards[:, whole * weight :].sum(axis=1) * falling[:, whole]
            swing, size = swing + rest, size + rest * rest
        power[place] += ahead @ swing
        error[place] += ROUNDING * rounds * (ahead @ np.sqrt(size)) + unseen


def _far(ratio: float, quota: int) -> int:
    """The window from which on all windows together weigh next to nothing; never more than there can be."""
    return min(quota, ceil(log(NOTHING) / log(ratio))) if ratio < 1 else quota
