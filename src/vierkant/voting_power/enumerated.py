"""Powers under several conditions at once by looking at every group of partners, with whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vierkant.voting_power.rules import Rule

if TYPE_CHECKING:
    from numpy import ndarray

MOST_ENUMERATED = 24
"""Partners up to which every group is looked at: 16 million groups, in about a fifth of a second."""

LOW = 14
"""Partners whose groups are looked at together; the others make the blocks."""


def enumerated_swings(rule: Rule) -> tuple[list[list[int]], int]:
    """How often each partner makes the difference, by the number of others that are for, and the winning groups.

    Args:
        rule: at most `MOST_ENUMERATED` partners.

    Returns:
        Rows of ``n`` whole numbers, one row per partner; and the number of groups that decide.

    Raises:
        ValueError: too many partners.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    size = rule.size
    if size > MOST_ENUMERATED:
        raise ValueError(f"{size} partners are too many to look at every group")
    low = min(size, LOW)
    high = size - low
    tests = _tests(rule)
    inside = [(_sums(values[:low]), _sums(values[low:]), needed) for values, needed in tests]
    members_low, members_high = _sums([1] * low), _sums([1] * high)
    # By the number of partners outside the block: how often each group inside decides.
    by_low = np.zeros((high + 1, 1 << low), dtype=np.int64)
    by_high = np.zeros((1 << high, low + 1), dtype=np.int64)
    for block in range(1 << high):
        decides = np.ones(1 << low, dtype=bool)
        for sums_low, sums_high, needed in inside:
            decides &= sums_low >= needed - sums_high[block]
        by_low[members_high[block]] += decides
        by_high[block] = np.bincount(members_low[decides], minlength=low + 1)
    rows = [_swings(by_low, members_low, place) for place in range(low)]
    rows += [_swings(by_high.T, members_high, place) for place in range(high)]
    return rows, int(by_high.sum())


def _tests(rule: Rule) -> list[tuple[list[float], float]]:
    """Every condition as values per partner and the least that they must add up to."""
    weights, needed = rule.weights()
    tests: list[tuple[list[float], float]] = [(list(weights), needed)]
    if rule.members:
        tests.append(([1] * rule.size, rule.members))
    if rule.must_agree:
        tests.append(([int(place in rule.must_agree) for place in range(rule.size)], len(rule.must_agree)))
    if rule.residents is not None:
        tests.append((list(rule.residents), rule.residents_needed * (1 - 1e-12)))
    return tests


def _sums(values: list[float]) -> ndarray[Any, Any]:
    """The sum of every group: ``(2**n,)``."""
    import numpy as np

    found = np.zeros(1, dtype=np.int64 if all(isinstance(value, int) for value in values) else np.float64)
    for value in values:
        found = np.concatenate((found, found + value))
    return found


def _swings(table: ndarray[Any, Any], members: ndarray[Any, Any], place: int) -> list[int]:
    """Differences that one partner makes, by the number of others.

    Args:
        table: ``(a, 2**b)``: winning groups by members elsewhere, and by the group in which the partner is bit
            ``place``.
        members: ``(2**b,)``: members of each such group.
    """
    import numpy as np

    elsewhere, groups = table.shape
    halves = table.reshape(elsewhere, -1, 2, 1 << place)
    # What decides without a partner decides with it, so the difference counts where only the partner was lacking.
    made = (halves[:, :, 1] - halves[:, :, 0]).reshape(elsewhere, -1)
    without = members.reshape(-1, 2, 1 << place)[:, 0].reshape(-1)
    most = elsewhere + groups.bit_length() - 1
    found = [0] * (most - 1)
    for away in range(elsewhere):
        for here, number in enumerate(np.bincount(without, weights=made[away])):
            if number:
                found[away + here] += int(number)
    return found
