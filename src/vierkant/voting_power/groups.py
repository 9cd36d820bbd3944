"""Which groups decide and which block: every smallest one for few partners, the smallest of all for many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.voting_power.rules import Rule

if TYPE_CHECKING:
    from numpy import ndarray

MOST_TABLED = 20
"""Up to this number of partners every group is looked at: a million of them, in 20 milliseconds."""

MOST_LISTED = 60
"""Groups that are listed; a longer list is read by nobody."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of partners (by place) that cannot miss any member, the smallest first."""

    sets: tuple[tuple[int, ...], ...]
    number: int | None
    """How many there are; None when only the smallest was looked for."""

    @property
    def complete(self) -> bool:
        """Whether all of them are listed."""
        return self.number == len(self.sets)


def winning_table(rule: Rule) -> ndarray[Any, Any]:
    """Whether each group decides: bool array ``(2**n,)``, bit ``i`` of the index is partner ``i``.

    Raises:
        ValueError: more than `MOST_TABLED` partners.
    """
    return _table(rule, frozenset(), range(rule.size))


def _table(rule: Rule, always: Collection[int], open_: Sequence[int]) -> ndarray[Any, Any]:
    """The same for the groups of ``always`` and some of ``open_``."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    if len(open_) > MOST_TABLED:
        raise ValueError(f"{len(open_)} partners are too many to look at every group")
    weights, needed = rule.weights()

    def sums(values: Sequence[float], kind: Any) -> ndarray[Any, Any]:
        found = np.array([sum(values[place] for place in always)], dtype=kind)
        for place in open_:
            found = np.concatenate((found, found + kind(values[place])))
        return found

    decides: ndarray[Any, Any] = sums(weights, np.int64) >= needed
    ones = [1] * rule.size
    if rule.members:
        decides &= sums(ones, np.int64) >= rule.members
    if rule.must_agree:
        inside = [int(place in rule.must_agree) for place in range(rule.size)]
        decides &= sums(inside, np.int64) >= len(rule.must_agree)
    if rule.residents is not None:
        decides &= sums(rule.residents, np.float64) >= rule.residents_needed * (1 - 1e-12)
    return decides


def smallest_winning(rule: Rule, most: int = MOST_LISTED) -> Groups:
    """Groups that decide and cannot miss any member."""
    if rule.size > MOST_TABLED:
        everybody = tuple(range(rule.size))
        if not rule.decides(everybody):
            return Groups((), 0)
        return Groups((smallest_completion(rule, frozenset(), everybody),), None)
    return _listed(winning_table(rule), rule.size, most)


def smallest_blocking(rule: Rule, most: int = MOST_LISTED) -> Groups:
    """Groups without whom nothing passes, and that would no longer block without any one member."""
    if rule.size > MOST_TABLED:
        return Groups((_smallest_block(rule),), None)
    # A group blocks when the others do not decide; turning the table round takes the complement of every group.
    return _listed(~winning_table(rule)[::-1], rule.size, most)


def _listed(table: ndarray[Any, Any], size: int, most: int) -> Groups:
    import numpy as np

    smallest = table.copy()
    for place in range(size):
        halves = smallest.reshape(-1, 2, 1 << place)
        halves[:, 1] &= ~table.reshape(-1, 2, 1 << place)[:, 0]
    masks = np.flatnonzero(smallest)
    order = np.argsort(np.bitwise_count(masks), kind="stable")
    sets = tuple(_places(int(mask), size) for mask in masks[order[:most]])
    return Groups(sets, len(masks))


def _places(mask: int, size: int) -> tuple[int, ...]:
    return tuple(place for place in range(size) if mask >> place & 1)


def smallest_completions(
    rule: Rule, already: Collection[int], open_: Sequence[int], most: int
) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """The groups of ``open_`` of the least number that decide together with ``already``, and whether that is all.

    ``open_`` as a whole must be enough.
    """
    import numpy as np

    enough = np.flatnonzero(_table(rule, already, open_))
    members = np.bitwise_count(enough)
    masks = enough[members == members.min()]
    sets = tuple(tuple(open_[bit] for bit in _places(int(mask), len(open_))) for mask in masks[:most])
    return sets, len(masks) <= most


def smallest_completion(rule: Rule, already: Collection[int], open_: Sequence[int]) -> tuple[int, ...]:
    """One group of ``open_`` of the least number that decides with ``already``: exact, by integer programming.

    ``open_`` as a whole must be enough.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    weights, needed = rule.weights()
    rows = [[float(weights[place]) for place in open_], [1.0] * len(open_)]
    low = [
        float(needed - sum(weights[place] for place in already)),
        float(rule.members - len(already)),
    ]
    if rule.residents is not None:
        people = rule.residents
        rows.append([people[place] for place in open_])
        low.append(rule.residents_needed - sum(people[place] for place in already))
    must = np.array([float(place in rule.must_agree) for place in open_])
    found = milp(
        np.ones(len(open_)),
        constraints=LinearConstraint(np.array(rows), lb=np.array(low)),
        integrality=np.ones(len(open_)),
        bounds=Bounds(must, np.ones(len(open_))),
    )
    group = tuple(place for place, chosen in zip(open_, found.x, strict=True) if chosen > 0.5)
    if not rule.decides({*already, *group}):
        raise ArithmeticError("the solver gave a group that does not decide")
    return group


def _smallest_block(rule: Rule) -> tuple[int, ...]:
    """One smallest group that blocks: it stops the vote, the number of partners, the residents, or must agree."""
    if rule.must_agree:
        return (min(rule.must_agree),)
    weights, needed = rule.weights()
    ways = [_largest(weights, sum(weights) - needed)]
    if rule.members:
        ways.append(tuple(range(rule.size - rule.members + 1)))
    if rule.residents is not None:
        spare = sum(rule.residents) - rule.residents_needed * (1 - 1e-12)
        ways.append(_largest(rule.residents, spare))
    possible = [way for way in ways if way is not None]
    return min(possible, key=len)


def _largest(values: Sequence[float], spare: float) -> tuple[int, ...] | None:
    """The fewest places whose values together are more than ``spare``: the largest ones; None when all are not."""
    chosen: list[int] = []
    together = 0.0
    for place in sorted(range(len(values)), key=lambda item: -values[item]):
        if together > spare:
            break
        chosen.append(place)
        together += values[place]
    return tuple(sorted(chosen)) if together > spare else None
