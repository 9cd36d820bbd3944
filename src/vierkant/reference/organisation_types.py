"""What the national register says about one organisation. Nothing here names a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Address:
    """Where an organisation can be visited; ``latitude`` and ``longitude`` (WGS84) where the list gives them."""

    street: str
    number: str
    postcode: str
    place: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation. ``code`` is that of the register (``GM0503``); None when it has none.

    ``name`` is without "Gemeente" in front. ``types`` are the words of the register ("Gemeente", "Provincie").
    ``ended_on`` is the first day without it. ``arrangement`` is the number of the joint arrangement that it carries
    out.
    """

    name: str
    code: str | None
    types: tuple[str, ...]
    register_id: str | None = None
    address: Address | None = None
    province_code: str | None = None
    area_km2: float | None = None
    residents: int | None = None
    council_seats: int | None = None
    started_on: date | None = None
    ended_on: date | None = None
    arrangement: str | None = None
    verified_on: date | None = None

    @property
    def is_municipality(self) -> bool:
        """Whether it is a municipality."""
        return (self.code or "").startswith("GM")
