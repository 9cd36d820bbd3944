"""Neighbours, borders and distances, with the obvious slow way beside the fast one."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant import reference
from vierkant.reference.adjacency import GridRing, adjacency, components, without_spikes
from vierkant.reference.boundaries_table import boundaries_from, boundaries_text, neighbours_text
from vierkant.reference.generalise import generalised

CODES = [item.code for item in reference.municipalities()]


def _areas() -> dict[str, list[GridRing]]:
    return {
        code: [tuple((round(x * 1000), round(y * 1000)) for x, y in ring) for ring in rings]
        for code, rings in reference.boundaries().items()
    }


def test_the_borders_give_the_neighbours_of_the_country() -> None:
    # CBS/Kadaster 2026, generalised: 869 pairs with a border, 12 with a point (data facts A2)
    found = adjacency(_areas())
    assert (len(found.borders), len(found.points)) == (869, 12)
    assert ("GM0202", "GM0226") in found.points  # Arnhem and Duiven
    assert {tuple(sorted((code, other))) for code in CODES for other in reference.neighbours(code)} == {
        *found.borders,
        *found.points,
    }
    # Besides the mainland: five islands and Zeeuws-Vlaanderen
    groups = components(CODES, found.borders | found.points)
    assert [len(group) for group in groups] == [334, 3, 1, 1, 1, 1, 1]
    assert groups[1] == {"GM0677", "GM0715", "GM1714"}


def test_neighbours_of_one_municipality() -> None:
    assert reference.neighbours("GM0534") == ("GM0377", "GM0394", "GM0553", "GM0575")
    assert len(reference.neighbours("GM0599")) == 17  # Rotterdam has the most
    assert reference.neighbours("GM0093") == ()  # Terschelling
    assert "GM0226" not in reference.neighbours("GM0202", at_points=False)
    assert reference.neighbours("GM9999") == ()


def test_the_map_is_whole_and_light() -> None:
    found = reference.boundaries()
    assert list(found) == CODES
    for rings in found.values():
        for ring in rings:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(3 < x < 7.5 and 50.5 < y < 53.8 for x, y in ring)
    assert len(boundaries_text(_areas())) < 150_000
    assert boundaries_from(boundaries_text(_areas())) == found


def test_distance_between_town_halls() -> None:
    # One degree of latitude is 111.2 km
    assert reference.haversine_km(52.0, 5.0, 53.0, 5.0) == pytest.approx(111.195, abs=0.001)
    assert reference.distance_km("GM0534", "GM0534") == 0
    assert reference.distance_km("GM0534", "GM0553") == reference.distance_km("GM0553", "GM0534") > 1
    with pytest.raises(KeyError):
        reference.distance_km("GM0534", "GM0501")


def _cells(labels: list[list[int]]) -> dict[str, list[GridRing]]:
    """Areas made of unit squares: the outline of each label, as rings without the corners that are straight."""
    areas: dict[str, list[GridRing]] = {}
    for label in {each for row in labels for each in row}:
        edges: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for y, row in enumerate(labels):
            for x, value in enumerate(row):
                if value != label:
                    continue
                corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
                for first, second in pairwise((*corners, corners[0])):
                    if first in edges.get(second, []):
                        edges[second].remove(first)
                    else:
                        edges.setdefault(first, []).append(second)
        rings = []
        while any(edges.values()):
            start = next(place for place, ends in edges.items() if ends)
            ring = [start]
            while ring[-1] != start or len(ring) == 1:
                ring.append(edges[ring[-1]].pop())
            rings.append(_without_straight(ring))
        areas[str(label)] = rings
    return areas


def _without_straight(ring: list[tuple[int, int]]) -> GridRing:
    places = ring[:-1]
    kept = [
        here
        for before, here, after in zip(
            places[-1:] + places[:-1], places, places[1:] + places[:1], strict=True
        )
        if (before[0] - here[0]) * (after[1] - here[1]) != (before[1] - here[1]) * (after[0] - here[0])
    ]
    return (*kept, kept[0])


def _slow(labels: list[list[int]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Squares that share a side, and squares that share a corner only."""
    sides, corners = set(), set()
    squares = [(x, y, value) for y, row in enumerate(labels) for x, value in enumerate(row)]
    for (x, y, value), (other_x, other_y, other) in combinations(squares, 2):
        if value != other:
            pair = (min(str(value), str(other)), max(str(value), str(other)))
            far = (abs(x - other_x), abs(y - other_y))
            if far in ((0, 1), (1, 0)):
                sides.add(pair)
            elif far == (1, 1):
                corners.add(pair)
    return sides, corners - sides


LABELS = st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=4, max_size=4)


@settings(max_examples=50)
@given(LABELS)
def test_neighbours_are_those_of_the_slow_way(labels: list[list[int]]) -> None:
    found = adjacency(_cells(labels))
    assert (set(found.borders), set(found.points)) == _slow(labels)


@settings(max_examples=50)
@given(LABELS, st.sampled_from([0.0, 0.6, 1.5]))
def test_a_lighter_map_keeps_every_common_border(labels: list[list[int]], tolerance: float) -> None:
    areas = _cells(labels)
    lighter = generalised(areas, tolerance=tolerance)
    assert set(lighter) == set(areas)
    assert all(rings for rings in lighter.values())
    places = {place for rings in areas.values() for ring in rings for place in ring}
    assert {place for rings in lighter.values() for ring in rings for place in ring} <= places
    if tolerance == 0:
        assert adjacency(lighter) == adjacency(areas)


def test_neighbours_of_the_country_survive_a_lighter_map() -> None:
    areas = {code: tuple(rings) for code, rings in _areas().items()}
    lighter = generalised(areas, tolerance=10)
    assert len(boundaries_text(lighter)) < 0.9 * len(boundaries_text(areas))
    kept = adjacency(lighter).borders
    assert len(kept & adjacency(areas).borders) > 860


@pytest.mark.parametrize(
    ("ring", "expected"),
    [
        ([(0, 0), (4, 0), (4, 4), (0, 0)], ((0, 0), (4, 0), (4, 4), (0, 0))),
        ([(0, 0), (4, 0), (9, 0), (4, 0), (4, 4), (0, 0)], ((0, 0), (4, 0), (4, 4), (0, 0))),
        ([(9, 9), (4, 4), (0, 0), (4, 0), (4, 4), (9, 9)], ((4, 4), (0, 0), (4, 0), (4, 4))),
        ([(0, 0), (0, 0), (4, 0), (4, 0), (4, 4), (0, 0)], ((0, 0), (4, 0), (4, 4), (0, 0))),
        ([(0, 0), (4, 0), (0, 0)], ()),
        ([(0, 0), (4, 0), (8, 0), (4, 0), (0, 0)], ()),
    ],
)
def test_folds_hold_no_area(ring: list[tuple[int, int]], expected: GridRing) -> None:
    assert without_spikes(ring) == expected


def test_each_pair_is_written_once() -> None:
    text = neighbours_text(["GM2", "GM1", "GM3"], [("GM2", "GM1")], [("GM3", "GM1")])
    assert text == "code,borders,points\nGM1,GM2,GM3\n"
