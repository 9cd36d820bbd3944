"""Powers under votes, a number of partners and lists that must agree: dynamic programming over votes and members."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, Any

from vierkant.voting_power.rules import Rule

if TYPE_CHECKING:
    from numpy import ndarray

MOST_COUNTED = 1e9
"""Additions above which it takes longer than some seconds."""

MOST_PARTNERS = 900
"""Two to the power of more partners is no number for a computer."""


def counting_work(rule: Rule) -> float:
    """Additions that `counted_swings` needs."""
    others = rule.size - len(rule.must_agree)
    weights, needed = rule.weights()
    votes = max(0, needed - sum(weights[place] for place in rule.must_agree)) + 1
    return votes * others * others * (log2(max(2, others)) + 1)


def counted_swings(rule: Rule) -> tuple[list[list[float]], float]:
    """How often each partner makes the difference, by the number of others that are for, and the winning groups.

    Partners that must agree are set apart: nothing is decided without them, and every group that decides needs each.
    Only positive numbers are added, so zero is exactly zero; the rest is right to about ``n`` roundings.

    Args:
        rule: without residents.

    Returns:
        Rows of ``n`` numbers, one row per partner; and the number of groups that decide.

    Raises:
        ValueError: residents count, or there are too many partners.
    """
    if rule.residents is not None or rule.size > MOST_PARTNERS:
        raise ValueError("residents or so many partners cannot be counted this way")
    size, fixed = rule.size, len(rule.must_agree)
    weights, needed = rule.weights()
    quota = max(0, needed - sum(weights[place] for place in rule.must_agree))
    members = max(0, rule.members - fixed)
    # Whoever holds the quota weighs as much as whoever holds more.
    free = {place: min(weights[place], quota) for place in range(size) if place not in rule.must_agree}
    everybody, left_out = _spreads(sorted(free.values()), quota)
    winners = everybody[members:, quota].tolist()
    needs_all = [0.0] * size
    for others, number in enumerate(winners):
        if fixed:
            needs_all[members + others + fixed - 1] = number
    by_weight = {
        weight: _by_others(spread, weight, quota, members, fixed, size) for weight, spread in left_out.items()
    }
    rows = [by_weight[free[place]] if place in free else needs_all for place in range(size)]
    return rows, float(sum(winners))


def _by_others(
    spread: ndarray[Any, Any], weight: int, quota: int, members: int, fixed: int, size: int
) -> list[float]:
    found = [0.0] * size
    for others in range(len(spread)):
        if others >= members:
            made = spread[others, max(0, quota - weight) : quota].sum()
        elif others == members - 1:
            made = spread[others, max(0, quota - weight) :].sum()
        else:
            continue
        if others + fixed < size:
            found[others + fixed] = float(made)
    return found


def _spreads(weights: list[int], quota: int) -> tuple[ndarray[Any, Any], dict[int, ndarray[Any, Any]]]:
    """Groups by members and votes (the last column: the quota or more): of all, and of all but one of each weight."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    distinct = sorted(set(weights))
    found: dict[int, ndarray[Any, Any]] = {}
    start = np.zeros((len(weights) + 1, quota + 1))
    start[0, 0] = 1.0

    def visit(first: int, last: int, spread: ndarray[Any, Any]) -> None:
        if last - first == 1:
            weight = distinct[first]
            found[weight] = _add(spread, weight, weights.count(weight) - 1)
            return
        middle = (first + last) // 2
        for keep, drop in (((first, middle), (middle, last)), ((middle, last), (first, middle))):
            grown = spread
            for weight in distinct[drop[0] : drop[1]]:
                grown = _add(grown, weight, weights.count(weight))
            visit(*keep, grown)

    if not distinct:
        return start, found
    visit(0, len(distinct), start)
    return _add(found[distinct[0]], distinct[0], 1), found


def _add(spread: ndarray[Any, Any], weight: int, times: int) -> ndarray[Any, Any]:
    quota = spread.shape[1] - 1
    for _ in range(times):
        grown = spread.copy()
        grown[1:, weight:] += spread[:-1, : quota + 1 - weight]
        if weight:
            grown[1:, quota] += spread[:-1, quota + 1 - weight :].sum(axis=1)
        spread = grown
    return spread
