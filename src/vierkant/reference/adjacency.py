"""Which areas are neighbours: a piece of border in common, or a point only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

Pair = tuple[str, str]
GridPoint = tuple[int, int]
"""A place in whole steps, so that "on the line" is exact."""

GridRing = tuple[GridPoint, ...]
_CELL = 32
"""Steps per side of a square in which points are looked up; the speed depends on it, the result does not."""


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Pairs of codes, the lower one first: with a common piece of border, and with a common point only."""

    borders: frozenset[Pair]
    points: frozenset[Pair]


def adjacency(areas: Mapping[str, Iterable[Sequence[GridPoint]]]) -> Adjacency:
    """The neighbours among areas.

    A piece of border is a line between two points that belongs to a ring of both areas, in either direction. A point
    of one area on the line of another counts: the line is cut there first.

    Args:
        areas: code → rings of points in whole steps, the first point again last.
    """
    rings = {code: [without_spikes(ring) for ring in found] for code, found in areas.items()}
    grid = _grid(place for found in rings.values() for ring in found for place in ring)
    pieces: dict[tuple[GridPoint, GridPoint], set[str]] = {}
    places: dict[GridPoint, set[str]] = {}
    for code, found in rings.items():
        for ring in found:
            for first, second in pairwise(ring):
                cut = (first, *_on_line(first, second, grid), second)
                for place in cut:
                    places.setdefault(place, set()).add(code)
                for start, end in pairwise(cut):
                    pieces.setdefault((min(start, end), max(start, end)), set()).add(code)
    borders = _pairs(pieces.values())
    return Adjacency(borders, _pairs(places.values()) - borders)


def without_spikes(ring: Sequence[GridPoint]) -> GridRing:
    """The ring without equal points in a row, and without lines that go out and straight back: they hold no area.

    Empty when no area is left. The first point stands last again.
    """
    found: list[GridPoint] = []
    for place in ring[:-1]:
        found.append(place)
        while _folded(found):
            pass
    # The ends meet: what folds over the start is cut off there.
    while len(found) > 2 and (found[-1] == found[0] or found[-2] == found[0] or found[-1] == found[1]):
        found = found[:-1] if found[-1] == found[0] or found[-2] == found[0] else found[1:]
    return (*found, found[0]) if len(found) > 2 else ()


def _folded(found: list[GridPoint]) -> bool:
    """Take the last fold away, if there is one."""
    if len(found) > 1 and found[-1] == found[-2]:
        found.pop()
        return True
    if len(found) > 2 and found[-1] == found[-3]:
        del found[-2:]
        return True
    return False


Grid = dict[tuple[int, int], list[GridPoint]]


def _grid(places: Iterable[GridPoint]) -> Grid:
    found: Grid = {}
    for place in set(places):
        found.setdefault((place[0] // _CELL, place[1] // _CELL), []).append(place)
    return found


def _on_line(first: GridPoint, second: GridPoint, grid: Grid) -> list[GridPoint]:
    """The points strictly between the two, in order from the first."""
    (x, y), (end_x, end_y) = first, second
    wide, high = end_x - x, end_y - y
    found = [
        place
        for place in _near(first, second, grid)
        if (place[0] - x) * high == (place[1] - y) * wide
        and min(x, end_x) <= place[0] <= max(x, end_x)
        and min(y, end_y) <= place[1] <= max(y, end_y)
        and place not in (first, second)
    ]
    return sorted(found, key=lambda place: abs(place[0] - x) + abs(place[1] - y))


def _near(first: GridPoint, second: GridPoint, grid: Grid) -> Iterator[GridPoint]:
    """The points in the squares around the line."""
    columns = range(min(first[0], second[0]) // _CELL, max(first[0], second[0]) // _CELL + 1)
    rows = range(min(first[1], second[1]) // _CELL, max(first[1], second[1]) // _CELL + 1)
    for column in columns:
        for row in rows:
            yield from grid.get((column, row), ())


def _pairs(groups: Iterable[set[str]]) -> frozenset[Pair]:
    found: set[Pair] = set()
    for group in groups:
        if len(group) > 1:
            found.update(combinations(sorted(group), 2))
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
