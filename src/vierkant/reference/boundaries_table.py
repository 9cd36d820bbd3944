"""How borders and neighbours are written in their tables.

``boundaries.csv``: per municipality its rings with ``|`` between them; a ring is a list of whole thousandths of a
degree: longitude and latitude of the first point, then the steps to the next ones. ``neighbours.csv``: per
municipality the neighbours with a higher code, first those with a common border, then those that touch in a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from vierkant.reference.adjacency import without_spikes
from vierkant.reference.finances_table import csv_text

Point = tuple[float, float]
Ring = tuple[Point, ...]

BOUNDARIES = "boundaries.csv"
NEIGHBOURS = "neighbours.csv"
PRECISION = 1000
"""Steps per degree."""


def boundaries_from(text: str) -> dict[str, tuple[Ring, ...]]:
    """Code → rings of (longitude, latitude) in degrees."""
    parted = (line.partition(",") for line in text.splitlines()[1:])
    return {code: tuple(_ring(each) for each in rest.split("|") if each) for code, _, rest in parted}


def _ring(text: str) -> Ring:
    steps = list(map(int, text.split()))
    places = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
    return tuple((x / PRECISION, y / PRECISION) for x, y in places)


def rounded(ring: Iterable[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """The ring in whole thousandths, without points that fall together and folds; empty when no area is left."""
    return without_spikes([(round(x * PRECISION), round(y * PRECISION)) for x, y, *_ in ring])


def boundaries_text(areas: Mapping[str, Iterable[Sequence[tuple[int, int]]]]) -> str:
    """The table of borders.

    Args:
        areas: code → rings in whole thousandths of a degree, the first point again last.
    """
    rows = ([code, "|".join(_written(ring) for ring in areas[code])] for code in sorted(areas))
    return csv_text([["code", "rings"], *rows])


def _written(ring: Sequence[tuple[int, int]]) -> str:
    steps = [ring[0]] + [(x - a, y - b) for (a, b), (x, y) in pairwise(ring)]
    return " ".join(f"{x} {y}" for x, y in steps)


def neighbours_text(
    codes: Iterable[str], borders: Iterable[tuple[str, str]], points: Iterable[tuple[str, str]]
) -> str:
    """The table of neighbours, each pair once under the lower code."""
    rows: dict[str, tuple[list[str], list[str]]] = {code: ([], []) for code in sorted(codes)}
    for kind, pairs in enumerate((borders, points)):
        for first, second in sorted(tuple(sorted(pair)) for pair in pairs):
            rows[first][kind].append(second)
    lines = [["code", "borders", "points"]]
    lines += [[code, " ".join(kinds[0]), " ".join(kinds[1])] for code, kinds in rows.items() if any(kinds)]
    return csv_text(lines)
