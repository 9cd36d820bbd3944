"""Swing chances by dividing the partners in halves: slower than the chain, and right to the last digits.

Each half is added to the distribution of the other, so that at the end of every branch one partner is left out.
Only positive numbers are added and multiplied, so nothing overflows or cancels, whatever the number of partners.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

BLOCK = 60_000
"""Numbers in one array of the recursion, points of t times votes: small enough for the cache of a processor."""


def swings_by_halving(
    weights: Sequence[int],
    counts: Sequence[int],
    quota: int,
    chances: ndarray[Any, Any],
    shares: ndarray[Any, Any],
    wanted: Collection[int],
) -> ndarray[Any, Any]:
    """The weighted mean over ``chances`` of the chance to make the difference, per distinct number of votes.

    Args:
        weights: the distinct numbers of votes, above 0.
        counts: how many partners have each of them.
        quota: votes needed.
        chances: ``(m,)``, the chances that another partner joins.
        shares: ``(m,)``, how much each of them counts.
        wanted: places in ``weights`` for which the answer is needed.

    Returns:
        ``(len(weights),)``; 0 for what was not wanted.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    power = np.zeros(len(weights))
    step = max(1, BLOCK // quota)
    for first in range(0, len(chances), step):
        part = slice(first, first + step)
        power += _halved(weights, counts, quota, chances[part], shares[part], frozenset(wanted))
    return power


def _halved(
    weights: Sequence[int],
    counts: Sequence[int],
    quota: int,
    chances: ndarray[Any, Any],
    shares: ndarray[Any, Any],
    wanted: frozenset[int],
) -> ndarray[Any, Any]:
    import numpy as np

    power = np.zeros(len(weights))

    def visit(first: int, last: int, spread: ndarray[Any, Any]) -> None:
        if wanted.isdisjoint(range(first, last)):
            return
        if last - first == 1:
            others = add(spread, weights[first], counts[first] - 1, chances)
            window = others[:, max(0, quota - weights[first]) :]
            power[first] = float(shares @ window.sum(axis=1))
            return
        middle = (first + last) // 2
        for keep, drop in (((first, middle), (middle, last)), ((middle, last), (first, middle))):
            if wanted.isdisjoint(range(*keep)):
                continue
            grown = spread
            for index in range(*drop):
                grown = add(grown, weights[index], counts[index], chances)
            visit(*keep, grown)

    start = np.zeros((len(chances), quota))
    start[:, 0] = 1.0
    if weights:
        visit(0, len(weights), start)
    return power


def add(spread: ndarray[Any, Any], weight: int, times: int, chances: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """The distribution of the votes for, below the quota, with ``times`` more partners of this weight."""
    joins = chances[:, None]
    for _ in range(times):
        grown = spread * (1 - joins)
        grown[:, weight:] += joins * spread[:, : spread.shape[1] - weight if weight <= spread.shape[1] else 0]
        spread = grown
    return spread
