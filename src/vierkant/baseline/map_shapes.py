"""The shapes of a map: the partners, their neighbours, and what else lies around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import cos, radians

from vierkant import reference

WIDTH, HIGHEST, LOWEST = 720.0, 720.0, 320.0
_MARGIN = 0.06
_ISLAND_MARGIN = 0.15
"""Degrees around a single municipality, so that a small one does not fill the map."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


class Role(StrEnum):
    """What a municipality is on the map."""

    OTHER = "other"
    NEIGHBOUR = "neighbour"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Area:
    """One municipality: ``path`` is an SVG path (even-odd), ``x`` and ``y`` the place of its town hall."""

    code: str
    name: str
    role: Role
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MapShapes:
    """A map of ``width`` by ``height``; areas in the order in which they are drawn, the partners last."""

    width: float
    height: float
    areas: tuple[Area, ...]


@cache
def shapes_of(codes: tuple[str, ...]) -> MapShapes | None:
    """The map around these municipalities of today; None when there are none with a border.

    North is up; a degree of longitude is as long as it is in the middle of the map.
    """
    borders = reference.boundaries()
    partners = tuple(code for code in dict.fromkeys(codes) if code in borders)
    if not partners:
        return None
    near = {other for code in partners for other in reference.neighbours(code)} - set(partners)
    box = _box([*partners, *near])
    frame = _Frame(box)
    found = [
        _area(
            code, Role.PARTNER if code in partners else Role.NEIGHBOUR if code in near else Role.OTHER, frame
        )
        for code in borders
        if _touches(_box_of(code), box)
    ]
    order = tuple(Role)
    found.sort(key=lambda area: (order.index(area.role), area.code))
    return MapShapes(round(frame.width), round(frame.height), tuple(found))


@dataclass(frozen=True, slots=True)
class _Frame:
    """From degrees to places on the map."""

    box: Box

    @property
    def narrowing(self) -> float:
        return cos(radians((self.box[1] + self.box[3]) / 2))

    @property
    def scale(self) -> float:
        """Points on the map per degree of latitude."""
        west, south, east, north = self.box
        return min(WIDTH / ((east - west) * self.narrowing), HIGHEST / (north - south))

    @property
    def width(self) -> float:
        return max(LOWEST, (self.box[2] - self.box[0]) * self.narrowing * self.scale)

    @property
    def height(self) -> float:
        return max(LOWEST, (self.box[3] - self.box[1]) * self.scale)

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a point comes; what is outside stays outside."""
        scale = self.scale
        return (longitude - self.box[0]) * self.narrowing * scale, (self.box[3] - latitude) * scale


@cache
def _box_of(code: str) -> Box:
    points = [point for ring in reference.boundaries()[code] for point in ring]
    across, along = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(along), max(across), max(along)


def _box(codes: Sequence[str]) -> Box:
    boxes = [_box_of(code) for code in codes]
    margin = _MARGIN if len(codes) > 1 else _ISLAND_MARGIN
    return (
        min(box[0] for box in boxes) - margin,
        min(box[1] for box in boxes) - margin,
        max(box[2] for box in boxes) + margin,
        max(box[3] for box in boxes) + margin,
    )


def _touches(first: Box, second: Box) -> bool:
    return first[0] <= second[2] and second[0] <= first[2] and first[1] <= second[3] and second[1] <= first[3]


def _area(code: str, role: Role, frame: _Frame) -> Area:
    item = reference.municipality(code)
    west, south, east, north = _box_of(code)
    longitude, latitude = (west + east) / 2, (south + north) / 2
    if item is not None and item.longitude is not None and item.latitude is not None:
        longitude, latitude = item.longitude, item.latitude
    x, y = frame.place(longitude, latitude)
    path = "".join(_path(ring, frame) for ring in reference.boundaries()[code])
    return Area(code, item.name if item else code, role, path, round(x, 1), round(y, 1))


def _path(ring: Iterable[Point], frame: _Frame) -> str:
    """A ring as an SVG path. Points that fall together on the map are drawn once."""
    west, north, across, scale = frame.box[0], frame.box[3], frame.narrowing * frame.scale, frame.scale
    points = [f"{(x - west) * across:.1f} {(north - y) * scale:.1f}" for x, y in ring]
    kept = [point for place, point in enumerate(points) if not place or point != points[place - 1]]
    return f"M{'L'.join(kept)}Z"
