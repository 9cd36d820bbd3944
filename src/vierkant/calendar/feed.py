"""From a calendar to the events of a feed: for one council, or for the whole cooperation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vierkant.calendar.inputs import Names
from vierkant.calendar.results import Calendar
from vierkant.quantities import Message


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One whole day in a feed. ``key`` stays the same as long as it is the same moment, also when its day moves."""

    key: str
    on: date
    title: Message
    lines: tuple[Message, ...]
    """What it is about, by which article and how sure that is, and what to do."""


def events(calendar: Calendar, names: Names, *, council: str | None = None) -> tuple[FeedEvent, ...]:
    """The events of one council, or (None) of the whole cooperation, in order of day and key.

    ``names`` gives the name of each council.
    """
    raise NotImplementedError
