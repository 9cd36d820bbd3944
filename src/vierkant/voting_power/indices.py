"""Power in a weighted vote, exactly: the chance to make the difference, by dynamic programming over votes.

Both indices come from one function of t: the chance that a partner makes the difference when every other votes yes
with chance t (Owen's multilinear extension). Banzhaf is its value at t = 1/2, Shapley-Shubik its mean over t. That
mean is a polynomial of degree n - 1, which Gauss-Legendre quadrature with (n + 1) // 2 points integrates exactly.
Only positive numbers are added and multiplied, so nothing overflows or cancels, whatever the number of partners:
the relative error is about n times the rounding of a float.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from math import gcd
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

MOST_WORK = 1e10
"""Above this number of additions the caller is asked for coarser votes; it is about half a minute."""

_BLOCK = 60_000
"""Numbers in one array of the recursion, points of t times votes: small enough for the cache of a processor."""


def banzhaf(votes: Sequence[int], quota: int) -> ndarray[Any, Any]:
    """Swing probabilities: the chance that a partner makes the difference when the others vote at random.

    Args:
        votes: whole numbers of votes, from 0.
        quota: votes needed to decide, from 1 to the sum of the votes.

    Returns:
        Float array of shape (n,), each between 0 and 1; exactly 0 for who never makes the difference. Divide by the
        sum for the normalised Banzhaf index; times ``2**(n - 1)`` for the number of swings.

    Raises:
        ValueError: a number is outside its bounds, or the votes are too fine to count exactly.

    Source: Banzhaf 1965; Owen 1972 (multilinear extensions of games).
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    return _mean_swing(votes, quota, np.array([0.5]), np.array([1.0]))


def shapley_shubik(votes: Sequence[int], quota: int) -> ndarray[Any, Any]:
    """The chance to be the one who completes a majority when partners join in random order.

    Args:
        votes: whole numbers of votes, from 0.
        quota: votes needed to decide, from 1 to the sum of the votes.

    Returns:
        Float array of shape (n,) with sum 1; exactly 0 for who never makes the difference.

    Raises:
        ValueError: a number is outside its bounds, or the votes are too fine to count exactly.

    Source: Shapley & Shubik 1954; Owen 1972 (multilinear extensions of games).
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    points, weights = np.polynomial.legendre.leggauss(max(1, (len(votes) + 1) // 2))
    return _mean_swing(votes, quota, (points + 1) / 2, weights / 2)


def winning_share(votes: Sequence[int], quota: int) -> float:
    """Share of all coalitions that can decide (Coleman's power of a body to act), between 0 and 1.

    Raises:
        ValueError: as in `banzhaf`.

    Source: Coleman 1971.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    numbers, needed = _coarsest(votes, quota)
    # As many coalitions reach the quota as stay below the dual quota: their complements.
    dual = sum(numbers) - needed + 1
    _affordable(dual * len(numbers))
    spread = np.zeros((1, dual))
    spread[0, 0] = 1.0
    for number in numbers:
        spread = _add(spread, number, 1, np.array([0.5]))
    return float(spread.sum())


def _coarsest(votes: Sequence[int], quota: int) -> tuple[list[int], int]:
    """The same game in the largest unit in which all votes are whole."""
    numbers, needed = checked(votes, quota)
    unit = gcd(*numbers)
    return [number // unit for number in numbers], -(-needed // unit)


def _affordable(additions: float) -> None:
    if additions > MOST_WORK:
        raise ValueError(
            "votes are too fine to count exactly; use fewer votes, such as one per 1,000 residents"
        )


def checked(votes: Sequence[int], quota: int) -> tuple[list[int], int]:
    """The votes and quota as whole numbers.

    Raises:
        ValueError: votes or quota are not whole, below their bounds, or no coalition reaches the quota.
    """
    numbers = [_whole("votes", vote) for vote in votes]
    needed = _whole("quota", quota)
    if any(number < 0 for number in numbers):
        raise ValueError("votes must be 0 or more")
    if needed < 1:
        raise ValueError(f"quota must be at least 1, not {needed}")
    if needed > sum(numbers):
        raise ValueError(f"quota {needed} is more than all votes together ({sum(numbers)})")
    return numbers, needed


def _whole(name: str, value: int) -> int:
    try:
        return operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be whole numbers, not {value!r}") from None


def _mean_swing(
    votes: Sequence[int], quota: int, chances: ndarray[Any, Any], weights: ndarray[Any, Any]
) -> ndarray[Any, Any]:
    """The weighted mean over ``chances`` of every partner's chance to make the difference."""
    import numpy as np

    numbers, needed = _coarsest(votes, quota)
    dual = sum(numbers) - needed + 1
    if dual < needed:
        # Who completes a majority under the quota blocks one under the dual quota: swings at t are those at 1 - t.
        needed, chances = dual, 1 - chances
    distinct = sorted({number for number in numbers if number})
    counts = [numbers.count(weight) for weight in distinct]
    additions = len(chances) * needed * (sum(counts) * max(1.0, np.log2(len(distinct)) + 1))
    _affordable(additions)
    step = max(1, _BLOCK // needed)
    power = np.zeros(len(distinct))
    for first in range(0, len(chances), step):
        part = slice(first, first + step)
        power += _swings(distinct, counts, needed, chances[part], weights[part])
    place = {weight: index for index, weight in enumerate(distinct)}
    return np.array([power[place[number]] if number else 0.0 for number in numbers])


def _swings(
    distinct: Sequence[int],
    counts: Sequence[int],
    quota: int,
    chances: ndarray[Any, Any],
    weights: ndarray[Any, Any],
) -> ndarray[Any, Any]:
    """Weighted mean chance of a swing per distinct number of votes, by dividing the partners in halves.

    Each half is added to the distribution of the other, so that at the end of every branch one partner is left out.
    Adding alone is stable; taking a partner out of a full distribution is not.
    """
    import numpy as np

    power = np.zeros(len(distinct))

    def visit(first: int, last: int, spread: ndarray[Any, Any]) -> None:
        if last - first == 1:
            others = _add(spread, distinct[first], counts[first] - 1, chances)
            window = others[:, max(0, quota - distinct[first]) :]
            power[first] = float(weights @ window.sum(axis=1))
            return
        middle = (first + last) // 2
        for keep, drop in (((first, middle), (middle, last)), ((middle, last), (first, middle))):
            grown = spread
            for index in range(*drop):
                grown = _add(grown, distinct[index], counts[index], chances)
            visit(*keep, grown)

    start = np.zeros((len(chances), quota))
    start[:, 0] = 1.0
    if distinct:
        visit(0, len(distinct), start)
    return power


def _add(spread: ndarray[Any, Any], weight: int, times: int, chances: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """The distribution of the votes for, below the quota, with ``times`` more partners of this weight."""
    joins = chances[:, None]
    for _ in range(times):
        grown = spread * (1 - joins)
        grown[:, weight:] += joins * spread[:, : spread.shape[1] - weight if weight <= spread.shape[1] else 0]
        spread = grown
    return spread
