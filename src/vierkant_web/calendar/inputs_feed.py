"""From the dossier that an audience may see to the events of a feed, in words, and to the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from vierkant import __version__
from vierkant.calendar.feed import events
from vierkant.calendar.feed_file import FeedLine, write
from vierkant.calendar.results import Calendar
from vierkant.dossier.parts import merge
from vierkant.dossier.planning import calendar_of, councils_of, year_of
from vierkant.dossier.problems import DossierError
from vierkant.dossier.reading import from_plain
from vierkant.dossier.sections import Dossier
from vierkant.terms import Language, render
from vierkant_web.jobs.current import content_digest

__all__ = [
    "SECTIONS",
    "VERSION",
    "Council",
    "FeedEvent",
    "FeedLine",
    "NotReadableError",
    "councils",
    "events_of",
    "write",
]

SECTIONS = ("cooperation", "partners", "agreements", "boards", "councils", "planning")
"""What the calendar is made of; a change elsewhere in the dossier changes no feed."""
VERSION = __version__
KEPT = 4
"""Dossiers of which the calendars are kept in a process: a region has a feed for every council."""


class NotReadableError(Exception):
    """The dossier has faults; then nobody knows what the events are, and none of them may be called off."""


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One event in words. ``digest`` is the fingerprint of what an agenda shows of it."""

    key: str
    on: date
    title: str
    description: str

    @property
    def digest(self) -> str:
        """Equal for equal content."""
        return sha256(f"{self.on}\0{self.title}\0{self.description}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Council:
    """A council that a feed can be about."""

    key: str
    name: str


def merged(parts: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """The dossier in plain tables from its parts."""
    return merge(parts)


def _dossier(plain: Mapping[str, Any]) -> Dossier:
    try:
        return from_plain(plain)
    except DossierError as error:
        raise NotReadableError from error


def councils(plain: Mapping[str, Any]) -> tuple[Council, ...]:
    """The councils in the dossier, in its order.

    Raises:
        NotReadableError: the dossier has faults.
    """
    return tuple(Council(row.id, row.name or row.id) for row in councils_of(_dossier(plain)))


@dataclass(frozen=True, slots=True)
class _Content:
    """A dossier in plain tables, known by its digest."""

    digest: str
    plain: Mapping[str, Any] = field(compare=False, hash=False)


@lru_cache(maxsize=KEPT)
def _years(content: _Content, today: date) -> tuple[Mapping[str, str], tuple[Calendar, ...]]:
    """The names of the councils and the calendars of the years: the same for all feeds of one audience."""
    dossier = _dossier(content.plain)
    years = sorted({today.year, today.year + 1, year_of(dossier, today)})
    names = {row.id: row.name or row.id for row in councils_of(dossier)}
    return names, tuple(calendar_of(dossier, year=year, rules_on=today) for year in years)


def events_of(
    plain: Mapping[str, Any], *, council: str, today: date, language: Language
) -> tuple[FeedEvent, ...]:
    """The events of a council ("": of the whole cooperation) in this year, the next, and the year that was planned.

    Raises:
        NotReadableError: the dossier has faults.
    """
    names, calendars = _years(_Content(content_digest(dict(plain)), plain), today)
    found: dict[str, FeedEvent] = {}
    for calendar in calendars:
        for event in events(calendar, names, council=council or None):
            lines = "\n".join(render(line, language) for line in event.lines)
            title = render(event.title, language).rstrip(".")
            found.setdefault(event.key, FeedEvent(event.key, event.on, title, lines))
    return tuple(found.values())
