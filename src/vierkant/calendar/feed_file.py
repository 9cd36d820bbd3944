"""Writes events as an iCalendar file (RFC 5545): the same entries give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One event as it stands in the file. ``modified`` is in UTC; it and ``sequence`` change with the event alone."""

    uid: str
    on: date
    title: str
    description: str
    sequence: int
    modified: datetime
    cancelled: bool = False


def write(lines: Sequence[FeedLine], *, name: str, description: str, language: str) -> bytes:
    """The file, in UTF-8, with lines of at most 75 octets."""
    raise NotImplementedError
