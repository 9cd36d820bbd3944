"""Which groups keep a small one from being derived: totals less the rows that are shown must not be its numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def stand_apart(sizes: Mapping[str, int], small: Collection[str], floor: int) -> frozenset[str]:
    """The groups whose numbers stand together with those of small groups.

    With one small group, or with fewer people in all small groups than the floor, the totals less the rows that are
    shown would be the numbers of those few people. Then the smallest of the other groups joins them.

    Args:
        sizes: group → number of people.
        small: the groups that are not named.
        floor: a group of fewer people is small.
    """
    hidden = [size for group, size in sizes.items() if group in small]
    others = sorted((size, group) for group, size in sizes.items() if group not in small)
    if not hidden or not others or (len(hidden) > 1 and sum(hidden) >= floor):
        return frozenset()
    return frozenset((others[0][1],))
