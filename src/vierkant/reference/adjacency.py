"""Which areas are neighbours: a piece of border in common, or a point only."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

Pair = tuple[str, str]
P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Pairs of codes, the lower one first: with a common piece of border, and with a common point only."""

    borders: frozenset[Pair]
    points: frozenset[Pair]


def adjacency(areas: Mapping[str, Iterable[Sequence[P]]]) -> Adjacency:
    """The neighbours among areas whose rings share their points exactly.

    A piece of border is a pair of points that follow each other in a ring of both areas, in either direction.

    Args:
        areas: code → rings of points, the first point again last.
    """
    pieces: dict[frozenset[P], set[str]] = {}
    places: dict[P, set[str]] = {}
    for code, rings in areas.items():
        for ring in rings:
            for place in ring:
                places.setdefault(place, set()).add(code)
            for first, second in pairwise(ring):
                pieces.setdefault(frozenset((first, second)), set()).add(code)
    borders = _pairs(pieces.values())
    return Adjacency(borders, _pairs(places.values()) - borders)


def _pairs(groups: Iterable[set[str]]) -> frozenset[Pair]:
    found: set[Pair] = set()
    for group in groups:
        found.update((first, second) for first, second in combinations(sorted(group), 2))
    return frozenset(found)


def components(codes: Iterable[str], pairs: Iterable[Pair]) -> tuple[frozenset[str], ...]:
    """The groups of areas that hang together, the largest first."""
    linked: dict[str, set[str]] = {code: set() for code in codes}
    for first, second in pairs:
        linked[first].add(second)
        linked[second].add(first)
    groups: list[frozenset[str]] = []
    waiting = dict.fromkeys(linked)
    while waiting:
        group, edge = set[str](), [next(iter(waiting))]
        while edge:
            code = edge.pop()
            if code in waiting:
                del waiting[code]
                group.add(code)
                edge.extend(linked[code])
        groups.append(frozenset(group))
    return tuple(sorted(groups, key=lambda each: (-len(each), min(each))))
