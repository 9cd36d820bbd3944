"""The types of the facts about municipalities and their bookkeeping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vierkant.quantities import Certainty


class SizeClass(StrEnum):
    """The size classes of CBS, by residents; the lower bound is inside, the upper bound is not."""

    UNDER_5_000 = "under_5000"
    FROM_5_000 = "5000_to_10000"
    FROM_10_000 = "10000_to_20000"
    FROM_20_000 = "20000_to_50000"
    FROM_50_000 = "50000_to_100000"
    FROM_100_000 = "100000_to_150000"
    FROM_150_000 = "150000_to_250000"
    FROM_250_000 = "250000_and_more"

    @classmethod
    def of(cls, residents: int) -> SizeClass:
        """The class of a number of residents."""
        passed = sum(residents >= bound for bound in SIZE_CLASS_BOUNDS)
        return tuple(cls)[passed]


SIZE_CLASS_BOUNDS = (5_000, 10_000, 20_000, 50_000, 100_000, 150_000, 250_000)
"""Residents at which the next size class begins."""


class Basis(StrEnum):
    """How the successors of an abolished municipality are known."""

    REGISTER = "register"
    KNOWN_REDIVISION = "known redivision"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality that exists today.

    ``name`` is the name CBS writes; ``aliases`` are the register's name and common names. ``area_km2`` includes
    water. ``population`` holds residents on 1 January by year; years before the municipality existed are absent.
    ``urbanity`` is the class of CBS, 1 (very strongly urban) to 5 (not urban). ``latitude`` and ``longitude`` (WGS84)
    are those of the town hall, to about a kilometre. Each is None where it is not known.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    province_code: str
    province: str
    area_km2: float
    population: Mapping[int, int] = field(hash=False)
    urbanity: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    council_seats: int | None = None

    @property
    def residents(self) -> int:
        """Residents on 1 January of the latest year."""
        return self.population[max(self.population)]

    @property
    def size_class(self) -> SizeClass:
        """The size class in the latest year."""
        return SizeClass.of(self.residents)


@dataclass(frozen=True, slots=True)
class Abolished:
    """A municipality that no longer exists.

    ``end_date`` is the first day without it. ``successors`` exist today: where a successor was itself abolished
    later, its own successors stand here; ``direct_successors`` are the codes at the time. Both are empty when
    the successor is not known here (``basis`` is then ``UNKNOWN``). ``population`` holds residents on 1 January
    by year, from 2017.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    end_date: date
    successors: tuple[Municipality, ...]
    direct_successors: tuple[str, ...]
    basis: Basis
    certainty: Certainty
    population: Mapping[int, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Taakveld:
    """A *taakveld*: one of the policy fields in which municipalities must report their budget (Iv3).

    ``code`` is text: 0.1 and 0.10, 6.6 and 6.60 differ. ``title`` is Dutch. The code had this title from
    ``first_year`` up to and including ``last_year``. ``parent`` is the taakveld that this one subdivides.
    """

    code: str
    title: str
    first_year: int
    last_year: int
    parent: str | None
    certainty: Certainty

    def in_use(self, year: int) -> bool:
        """Whether the code had this title in the year."""
        return self.first_year <= year <= self.last_year
