"""Where municipalities lie: their neighbours, their borders for a map, and how far their town halls are apart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType

from vierkant.reference.boundaries_table import BOUNDARIES, NEIGHBOURS, Ring, boundaries_from
from vierkant.reference.lookup import municipality
from vierkant.reference.tables import table_text

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""


def neighbours(code: str, *, at_points: bool = True) -> tuple[str, ...]:
    """The municipalities that share a border with this one, in order of code; empty for an island or unknown code.

    Args:
        code: of a municipality of today.
        at_points: whether those count that touch it in one point only. The borders are generalised, so a point may be
            a short border in reality, or a small gap.
    """
    borders, points = _neighbours().get(code, ((), ()))
    return tuple(sorted((*borders, *points))) if at_points else borders


@cache
def _neighbours() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for line in table_text(NEIGHBOURS).splitlines()[1:]:
        code, *cells = line.split(",")
        for kind, cell in enumerate(cells):
            for other in cell.split():
                found.setdefault(code, ([], []))[kind].append(other)
                found.setdefault(other, ([], []))[kind].append(code)
    return {
        code: (tuple(sorted(borders)), tuple(sorted(points))) for code, (borders, points) in found.items()
    }


@cache
def boundaries() -> Mapping[str, tuple[Ring, ...]]:
    """Code → the borders of the municipality as rings of (longitude, latitude), WGS84, the first point again last.

    Generalised to 0.001° (about 100 m): for a map of the country, not for measuring. Neighbours share their points
    exactly. A hole is a ring like the others; draw with the even-odd rule.
    """
    return MappingProxyType(boundaries_from(table_text(BOUNDARIES)))


def distance_km(first: str, second: str) -> float:
    """The distance between the town halls of two municipalities in a straight line, in kilometres.

    The places are known to about a kilometre (the point of the postal code), so a short distance is rough.

    Raises:
        KeyError: a code is no municipality of today, or the place of its town hall is not known.
    """
    return haversine_km(*_town_hall(first), *_town_hall(second))


def _town_hall(code: str) -> tuple[float, float]:
    found = municipality(code)
    if found is None or found.latitude is None or found.longitude is None:
        raise KeyError(code)
    return found.latitude, found.longitude


def haversine_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance over the earth between two points in degrees, in kilometres."""
    across = sin(radians(other_latitude - latitude) / 2) ** 2
    along = sin(radians(other_longitude - longitude) / 2) ** 2
    share = across + cos(radians(latitude)) * cos(radians(other_latitude)) * along
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(share)))
