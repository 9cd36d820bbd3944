"""Makes borders lighter for a map, so that neighbours keep exactly the same line between them.

The rings are cut at the points where three areas meet; the lines between those are simplified each once, whichever
area they are read from, and put together again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from vierkant.reference.adjacency import GridPoint, GridRing, without_spikes

SMALLEST = 0.1
"""Steps; below this a tolerance leaves out hardly anything."""


def generalised(
    areas: Mapping[str, Sequence[GridRing]], *, tolerance: float
) -> dict[str, tuple[GridRing, ...]]:
    """The same areas with fewer points.

    Args:
        areas: code → rings of points in whole steps, the first point again last.
        tolerance: how far the new line may lie from a point that is left out, in steps.

    An area never vanishes: where nothing would be left of all its rings, the largest is simplified less.
    """
    nodes = _nodes(areas)
    found: dict[str, tuple[GridRing, ...]] = {}
    for code, rings in areas.items():
        lighter = tuple(_ring(ring, nodes, tolerance) for ring in rings)
        kept = tuple(ring for ring in lighter if ring)
        found[code] = kept or tuple(_least(ring, nodes, tolerance) for ring in _longest(rings))
    return found


def _longest(rings: Sequence[GridRing]) -> list[GridRing]:
    return sorted(rings, key=len, reverse=True)[:1]


def _least(ring: GridRing, nodes: frozenset[GridPoint], tolerance: float) -> GridRing:
    """The ring with as much left out as leaves an area."""
    while tolerance > SMALLEST:
        tolerance /= 2
        found = _ring(ring, nodes, tolerance)
        if found:
            return found
    return ring


def _nodes(areas: Mapping[str, Sequence[GridRing]]) -> frozenset[GridPoint]:
    """Where lines meet: points with other than two different neighbours in all rings together."""
    near: dict[GridPoint, set[GridPoint]] = {}
    for rings in areas.values():
        for ring in rings:
            for first, second in pairwise(ring):
                near.setdefault(first, set()).add(second)
                near.setdefault(second, set()).add(first)
    return frozenset(place for place, others in near.items() if len(others) != 2)


def _ring(ring: GridRing, nodes: frozenset[GridPoint], tolerance: float) -> GridRing:
    places = ring[:-1]
    cuts = [place for place, point in enumerate(places) if point in nodes]
    if not cuts:
        # An island, or a hole: cut at its lowest point and the farthest from it, the same whoever reads it.
        lowest = min(range(len(places)), key=lambda place: places[place])
        farthest = max(
            range(len(places)), key=lambda each: (_square(places[each], places[lowest]), places[each])
        )
        cuts = sorted({lowest, farthest})
    turned = (*places[cuts[0] :], *places[: cuts[0]], places[cuts[0]])
    ends = [cut - cuts[0] for cut in cuts] + [len(places)]
    found: list[GridPoint] = []
    for start, end in pairwise(ends):
        found.extend(_line(turned[start : end + 1], tolerance)[:-1])
    return without_spikes([*found, found[0]]) if len(found) > 2 else ()


def _square(first: GridPoint, second: GridPoint) -> int:
    return (first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2


def _line(line: Sequence[GridPoint], tolerance: float) -> list[GridPoint]:
    """Douglas and Peucker (1973), always read in the same direction."""
    if line[0] > line[-1] or (line[0] == line[-1] and line[1] > line[-2]):
        return _line(line[::-1], tolerance)[::-1]
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        if end - start < 2:
            continue
        away = [_distance(place, line[start], line[end]) for place in line[start + 1 : end]]
        farthest = max(range(len(away)), key=away.__getitem__)
        if away[farthest] > tolerance:
            middle = start + 1 + farthest
            keep.add(middle)
            waiting += [(start, middle), (middle, end)]
    return [line[place] for place in sorted(keep)]


def _distance(place: GridPoint, start: GridPoint, end: GridPoint) -> float:
    """From the place to the piece of line."""
    wide, high = end[0] - start[0], end[1] - start[1]
    square = wide * wide + high * high
    if not square:
        return float(_square(place, start) ** 0.5)
    share = ((place[0] - start[0]) * wide + (place[1] - start[1]) * high) / square
    share = min(max(share, 0.0), 1.0)
    across, along = place[0] - start[0] - share * wide, place[1] - start[1] - share * high
    return float((across * across + along * along) ** 0.5)
