"""How far residents are from a counter: straight lines over the globe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KILOMETRES = 6371.0088
"""Mean radius of the earth (IUGG)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter on the map. ``partner`` None: for the residents of all partners, also now."""

    name: str
    partner: str | None
    spot: Spot
    open_now: bool
    open_together: bool


def straight_line_km(one: Spot, other: Spot) -> float:
    """Kilometres between two places in a straight line (haversine)."""
    latitude = radians(other.latitude - one.latitude)
    longitude = radians(other.longitude - one.longitude)
    square = (
        sin(latitude / 2) ** 2
        + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(longitude / 2) ** 2
    )
    return 2 * EARTH_KILOMETRES * asin(min(1.0, sqrt(square)))


def nearest(home: Spot, desks: Iterable[Desk]) -> tuple[Desk, float] | None:
    """The nearest counter and its kilometres; None without counters. Of equals the first."""
    found = [(straight_line_km(home, desk.spot), number, desk) for number, desk in enumerate(desks)]
    if not found:
        return None
    distance, _, desk = min(found, key=lambda item: item[:2])
    return desk, distance


def nearest_now(home: Spot, partner: str, desks: Sequence[Desk]) -> tuple[Desk, float] | None:
    """Now residents can go to open counters of their own municipality, and to those that serve everybody."""
    return nearest(home, (desk for desk in desks if desk.open_now and desk.partner in (partner, None)))


def nearest_together(home: Spot, desks: Sequence[Desk]) -> tuple[Desk, float] | None:
    """Together residents can go to every counter that is open."""
    return nearest(home, (desk for desk in desks if desk.open_together))
