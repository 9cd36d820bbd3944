"""Does an allocation hold: how much room every group has before it is better off without the others, and who is not.

The core (Gillies 1959) holds the allocations that no group can better. The margin is that of the least core (Maschler,
Peleg and Shapley 1979): what every group still saves by staying in, at the least.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import amounts_of, checked, coalition_sizes, members, subset_sums

if TYPE_CHECKING:
    from numpy import ndarray

BLOCK_BITS = 15
"""Coalitions are looked at in blocks of ``2**15``, which stay in the fast memory of a processor."""
ROUNDING = 1e-10
"""Relative to all that is paid: a difference below this comes from rounding, not from the key."""


def least_core_margin(costs: Any, amounts: Any) -> tuple[float, int]:
    """The room that is left before some group is better off without the others, and the group that has least room.

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.
        amounts: what each partner pays, shape (n,), in the unit of the costs. They need not add up to the joint cost.

    Returns:
        The margin, ``min(costs[S] - amounts(S))`` over all proper non-empty groups S, in the unit of the costs, and
        the bitmask of the group where it lies (the lowest mask of groups with the same room). Below zero that group
        is better off on its own. With one partner there is no such group: infinity and 0.

    Raises:
        GameError: the costs are no game (see `games.checked`).
        ValueError: the amounts are not n finite numbers.

    Source: Maschler, Peleg and Shapley 1979.
    """
    game, n = checked(costs)
    margin, mask = inf, 0
    for start, room in _rooms(game, amounts_of(amounts, n), n):
        lowest = int(room.argmin())
        if room[lowest] < margin:
            margin, mask = float(room[lowest]), start + lowest
    return margin, mask


def _rooms(
    game: ndarray[Any, Any], amounts: ndarray[Any, Any], n: int
) -> Iterator[tuple[int, ndarray[Any, Any]]]:
    """Blocks of what every coalition still saves by staying in, infinite for nobody and for all together."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    low = min(n, BLOCK_BITS)
    size = 1 << low
    low_sums, room = subset_sums(amounts[:low]), np.empty(size)
    high_sums = subset_sums(amounts[low:])
    for block, high_sum in enumerate(high_sums):
        start = block * size
        np.subtract(game[start : start + size], low_sums, out=room)
        room -= high_sum
        if block == 0:
            room[0] = inf
        if block == len(high_sums) - 1:
            room[-1] = inf
        yield start, room


def better_off(
    costs: Any, amounts: Any, most: int = 5, *, least: float = 0.0
) -> tuple[tuple[int, float], ...]:
    """The groups that matter most of those that are better off on their own, and what each gains by leaving.

    A list of all of them would say the same many times over: a group that gains still gains with a bystander in it.
    Therefore, in this order:

    1. groups that gain and of which no smaller part gains, none sharing a partner with one that is already listed;
    2. the other groups that gain and of which no smaller part gains;
    3. the group that gains most of all, when it is not there yet. It has a place of its own: when the list is full
       it takes the last one.

    Within 1 and 2 the greater gain comes first, then the smaller group, then the lower bitmask.

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.
        amounts: what each partner pays, shape (n,), in the unit of the costs.
        most: groups in the list, at most; from 1.
        least: gains up to this are left out, in the unit of the costs. What is only rounding never counts.

    Returns:
        Pairs of bitmask and gain, ``amounts(S) - costs[S]``, above 0. Empty when nobody is better off alone.

    Raises:
        GameError: the costs are no game (see `games.checked`).
        ValueError: the amounts are not n finite numbers, or ``most`` is below 1.
    """
    import numpy as np

    if most < 1:
        raise ValueError("most is at least 1")
    game, n = checked(costs)
    given = amounts_of(amounts, n)
    least = max(least, ROUNDING * float(np.abs(given).sum() + abs(game[-1])))
    gains = np.zeros(len(game), dtype=np.bool_)
    best, best_mask = least, 0
    for start, room in _rooms(game, given, n):
        np.less(room, -least, out=gains[start : start + len(room)])
        lowest = int(room.argmin())
        if -room[lowest] > best:
            best, best_mask = -float(room[lowest]), start + lowest
    if not best_mask:
        return ()
    smallest = np.flatnonzero(_minimal(gains, n))
    found = [(int(mask), _gain(game, given, int(mask))) for mask in _first(smallest, game, given, most, n)]
    if best_mask not in {mask for mask, _ in found}:
        found[most - 1 :] = [(best_mask, best)]
    return tuple(found)


def _minimal(gains: ndarray[Any, Any], n: int) -> ndarray[Any, Any]:
    """Of the coalitions that gain, those of which no proper part gains. Shape (2**n,), boolean."""
    import numpy as np

    within = gains.copy()
    for partner in range(n):
        pairs = within.reshape(-1, 2, 1 << partner)
        np.logical_or(pairs[:, 1], pairs[:, 0], out=pairs[:, 1])
    smallest = gains.copy()
    for partner in range(n):
        pairs, parts = smallest.reshape(-1, 2, 1 << partner), within.reshape(-1, 2, 1 << partner)
        np.greater(pairs[:, 1], parts[:, 0], out=pairs[:, 1])
    return smallest


def _first(
    masks: ndarray[Any, Any], game: ndarray[Any, Any], amounts: ndarray[Any, Any], most: int, n: int
) -> list[int]:
    """The order of 1 and 2 in `better_off`."""
    import numpy as np

    low = n // 2
    low_sums, high_sums = subset_sums(amounts[:low]), subset_sums(amounts[low:])
    low_sizes, high_sizes = coalition_sizes(low), coalition_sizes(n - low)
    below, above = masks & ((1 << low) - 1), masks >> low
    margins = game[masks] - low_sums[below] - high_sums[above]
    ordered = masks[np.lexsort((masks, low_sizes[below] + high_sizes[above], margins))]
    apart: list[int] = []
    left = ordered
    while len(left) and len(apart) < most:
        apart.append(int(left[0]))
        left = left[left & left[0] == 0]
    others = [mask for mask in ordered[: 2 * most].tolist() if mask not in apart]
    return (apart + others)[:most]


def _gain(game: ndarray[Any, Any], amounts: ndarray[Any, Any], mask: int) -> float:
    return float(sum(amounts[i] for i in members(mask)) - game[mask])
