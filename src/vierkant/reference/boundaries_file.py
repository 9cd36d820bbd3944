"""Reads borders of municipalities: GeoJSON of PDOK (OGC API) and of CBS (generalised).

Both write the code of a municipality in different ways: ``0344`` or ``GM0344``, in ``code``, ``identificatie`` or
``statcode``; of a province ``26`` or ``PV26``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from vierkant.reference.import_bytes import Source, read_json
from vierkant.reference.import_problems import ImportProblem, Problems, refused

_CODE_KEYS = ("identificatie", "code", "statcode", "gm_code")
_NAME_KEYS = ("naam", "statnaam")
_CODE = re.compile(r"(?:GM)?(\d{4})", re.IGNORECASE)
_PROVINCE = re.compile(r"(?:PV)?(\d{2})", re.IGNORECASE)

WEST, SOUTH, EAST, NORTH = 3.0, 50.5, 7.5, 53.8
"""Degrees around the European Netherlands, sea included."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The border of one municipality; rings of (longitude, latitude) in degrees, holes among them."""

    code: str
    name: str
    province_code: str | None
    province: str | None
    rings: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """One page: the borders that could be read, the address of the next page, and what was not right."""

    rows: tuple[Boundary, ...]
    next_link: str | None
    problems: tuple[ImportProblem, ...]


def is_boundaries(content: object) -> bool:
    """Whether JSON is a list of features with a code of a municipality."""
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        return False
    features = content.get("features")
    return isinstance(features, list) and any(_code(_properties(each)) for each in features)


def read_boundaries(source: Source, *, name: str) -> Boundaries:
    """Read one page of borders.

    Raises:
        ImportFileError: no JSON, no list of features, or coordinates that are no degrees.
    """
    return boundaries_of(read_json(source, name=name), name=name)


def boundaries_of(content: object, *, name: str) -> Boundaries:
    """The same for JSON that was read already."""
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(features, list):
        raise refused("not_features", name)
    problems = Problems(name)
    found: dict[str, Boundary] = {}
    for number, feature in enumerate(features, 1):
        properties = _properties(feature)
        code = _code(properties)
        if code is None:
            problems.row("area_code", number, found=_text(properties, _CODE_KEYS)[:40] or "–")
            continue
        rings = _rings(feature.get("geometry"))
        if not rings:
            problems.row("geometry", number, code=code)
            continue
        if code in found:
            problems.row("area_twice", number, code=code)
            continue
        _check_degrees(rings, name, problems, number, code)
        province = _PROVINCE.fullmatch(_text(properties, ("ligt_in_provincie_code", "provincie_code")))
        found[code] = Boundary(
            code=code,
            name=_text(properties, _NAME_KEYS) or code,
            province_code=f"PV{province.group(1)}" if province else None,
            province=_text(properties, ("ligt_in_provincie_naam", "provincie")) or None,
            rings=rings,
        )
    return Boundaries(tuple(found.values()), _next_link(content), problems.all())


def _properties(feature: object) -> Mapping[str, object]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _text(properties: Mapping[str, object], keys: Sequence[str]) -> str:
    """The first of the keys that holds a text or number."""
    for key in keys:
        value = properties.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _code(properties: Mapping[str, object]) -> str | None:
    """The code of the municipality: whichever of the fields holds one, with or without ``GM``."""
    for key in _CODE_KEYS:
        found = _CODE.fullmatch(_text(properties, (key,)))
        if found:
            return f"GM{found.group(1)}"
    return None


def _next_link(content: Mapping[str, object]) -> str | None:
    links = content.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
            return str(link["href"])
    return None


def _rings(geometry: object) -> tuple[tuple[tuple[float, float], ...], ...]:
    """All rings of a polygon or of several; empty when it is neither, or a place in it is no pair of numbers."""
    if not isinstance(geometry, dict):
        return ()
    shape: Any = geometry.get("coordinates")
    polygons: Any = {"Polygon": [shape], "MultiPolygon": shape}.get(str(geometry.get("type")), ())
    try:
        return tuple(_closed(ring) for polygon in polygons for ring in polygon)
    except (TypeError, ValueError, IndexError, OverflowError):
        return ()


def _closed(ring: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    found = tuple((float(place[0]), float(place[1])) for place in ring)
    if len(found) < 4 or found[0] != found[-1] or not all(isfinite(x) and isfinite(y) for x, y in found):
        raise ValueError
    return found


def _check_degrees(
    rings: Sequence[Sequence[tuple[float, float]]], name: str, problems: Problems, number: int, code: str
) -> None:
    """Refuse coordinates in metres (the national grid), and tell of a place outside the country."""
    places: Iterator[tuple[float, float]] = (place for ring in rings for place in ring)
    outside = [(x, y) for x, y in places if not (WEST <= x <= EAST and SOUTH <= y <= NORTH)]
    if any(abs(x) > 180 or abs(y) > 90 for x, y in outside):
        raise refused("no_degrees", name)
    if outside:
        problems.row("outside", number, code=code)
