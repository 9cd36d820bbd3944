"""Power in a weighted vote, exactly: the chance to make the difference, by dynamic programming over votes.

Both indices come from one function of t: the chance that a partner makes the difference when every other votes yes
with chance t (Owen's multilinear extension). Banzhaf is its value at t = 1/2, Shapley-Shubik its mean over t. That
mean is a polynomial of degree n - 1, which Gauss-Legendre quadrature with (n + 1) // 2 points integrates exactly.
Who never makes the difference is found with whole numbers. Where taking a partner out of the joint distribution
would lose digits, the partner is left out from the start instead (`halving`).
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from math import gcd
from typing import TYPE_CHECKING, Any

from vierkant.voting_power.chain import chained
from vierkant.voting_power.halving import add, swings_by_halving

if TYPE_CHECKING:
    from numpy import ndarray

MOST_WORK = 3e9
"""Above this number of additions the caller is asked for coarser votes; it is some ten seconds."""

MOST_CHAINED = 1000
"""Partners up to which a chance of one in two to the power of all is still a number for a computer."""

PRECISE = 2e-13
"""Relative error up to which the chain is trusted."""


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
        spread = add(spread, number, 1, np.array([0.5]))
    return float(spread.sum())


def powerless_up_to(weights: Sequence[int], quota: int) -> int:
    """The largest number of votes with which a partner never makes the difference; 0 when everybody may.

    Counted with whole numbers: bit ``x`` of an integer says that some group of the others has exactly ``x`` votes.
    Who has fewer votes than a partner without power has none either, so the first that counts ends the search.

    Args:
        weights: votes above 0 of every partner.
        quota: votes needed.
    """
    below = (1 << quota) - 1
    found = 0
    distinct = sorted(set(weights))
    low, high = 0, len(distinct)
    # The smallest one first: usually it counts, and that settles all.
    place = 0
    while low < high:
        weight = distinct[place]
        reached = 1
        others = list(weights)
        others.remove(weight)
        for other in others:
            reached |= (reached << other) & below
        if reached >> max(0, quota - weight):
            high = place
        else:
            found, low = weight, place + 1
        place = (low + high) // 2
    return found


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
    votes: Sequence[int], quota: int, chances: ndarray[Any, Any], shares: ndarray[Any, Any]
) -> ndarray[Any, Any]:
    """The weighted mean over ``chances`` of every partner's chance to make the difference."""
    import numpy as np

    numbers, needed = _coarsest(votes, quota)
    weights = [number for number in numbers if number]
    dual = sum(weights) - needed + 1
    if len(chances) == 1 and dual < needed:
        # At a half both sides are alike, and the smaller quota is less work.
        needed, dual = dual, needed
    _affordable(
        ((len(chances) + 1) // 2) * (needed if len(chances) == 1 else max(needed, dual)) * len(weights)
    )
    distinct = sorted(set(weights))
    power = _by_distinct(weights, distinct, (needed, dual), chances, shares)
    nothing = powerless_up_to(weights, needed)
    place = {weight: index for index, weight in enumerate(distinct)}
    return np.array([power[place[number]] if number > nothing else 0.0 for number in numbers])


def _by_distinct(
    weights: list[int],
    distinct: list[int],
    quotas: tuple[int, int],
    chances: ndarray[Any, Any],
    shares: ndarray[Any, Any],
) -> ndarray[Any, Any]:
    """Mean swings per distinct weight: by the chain, and by halving where that is not precise."""
    import numpy as np

    doubtful = list(range(len(distinct)))
    power = np.zeros(len(distinct))
    if len(weights) <= MOST_CHAINED:
        lower, sides = _folded(chances, shares)
        if len(chances) == 1:
            quotas = (quotas[0], 1)
        power, error = chained(weights, distinct, quotas, lower, sides)
        doubtful = [place for place in range(len(distinct)) if not error[place] <= PRECISE * power[place]]
    if doubtful:
        counts = [weights.count(weight) for weight in distinct]
        upper = chances > 0.5
        exact = np.zeros(len(distinct))
        for part, quota, flipped in ((~upper, quotas[0], False), (upper, quotas[1], True)):
            if part.any():
                joining = 1 - chances[part] if flipped else chances[part]
                exact += swings_by_halving(distinct, counts, quota, joining, shares[part], doubtful)
        power[doubtful] = exact[doubtful]
    return power


def _folded(
    chances: ndarray[Any, Any], shares: ndarray[Any, Any]
) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
    """Chances up to a half, each with its share, and with the share of the chance that lies opposite."""
    import numpy as np

    # The points lie around a half, in pairs; the one in the middle has no other.
    half = len(chances) // 2
    middle = len(chances) % 2
    lower = np.concatenate((chances[:half], [0.5] * middle))
    sides = np.zeros((half + middle, 2))
    sides[:half, 0], sides[:half, 1] = shares[:half], shares[::-1][:half]
    sides[half:, 0] = shares[half : half + middle]
    return lower, sides
