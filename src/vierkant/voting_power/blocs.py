"""What changes when some partners always vote together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vierkant.voting_power.powers import powers
from vierkant.voting_power.rules import Rule


@dataclass(frozen=True, slots=True)
class Bloc:
    """Shares of the power (Banzhaf, normalised), with and without the agreement to vote together."""

    members: tuple[str, ...]
    apart: float
    """The power of the members together, while each votes for itself."""
    together: float
    """The power of the bloc as one voter."""
    others: Mapping[str, tuple[float, float]]
    """Power of every other partner: before, after."""


def bloc(votes: Mapping[str, int], quota: int, members: Collection[str]) -> Bloc:
    """The power of a bloc under the ordinary rule.

    Args:
        votes: by partner.
        quota: votes needed.
        members: at least two partners, known in ``votes``.

    Raises:
        ValueError: fewer than two members, or an unknown one.
        RuleError: nobody can decide, or the votes are too fine.
    """
    inside = tuple(name for name in votes if name in members)
    if len(inside) < 2 or len(inside) != len(set(members)):
        raise ValueError("a bloc has at least two members, each with votes")
    outside = [name for name in votes if name not in members]
    before = dict(zip(votes, _shares(list(votes.values()), quota), strict=True))
    joined = [sum(votes[name] for name in inside), *(votes[name] for name in outside)]
    after = _shares(joined, quota)
    return Bloc(
        members=inside,
        apart=sum(before[name] for name in inside),
        together=after[0],
        others={name: (before[name], after[place + 1]) for place, name in enumerate(outside)},
    )


def _shares(votes: Sequence[int], quota: int) -> tuple[float, ...]:
    names = tuple(str(place) for place in range(len(votes)))
    return powers(Rule(names, tuple(votes), quota)).normalised
