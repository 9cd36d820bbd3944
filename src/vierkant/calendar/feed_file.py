"""Writes events as an iCalendar file (RFC 5545, RFC 7986): the same lines give the same bytes.

Written here and not by a library: what an agenda sees as a change hangs on every byte, and a library may order or
fold otherwise in its next version. The tests read it back with three libraries, one of them strict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDTH = 75
"""Octets of one line of the file, without its end (RFC 5545, 3.1)."""
REFRESH = "PT6H"
"""How often agendas should ask: dates of meetings do not change by the minute."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NEW_LINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""What some readers take for the end of a line, so that a name could write properties of its own in a file."""


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
    """The file, in UTF-8, with lines of at most 75 octets that end with CR LF.

    ``name`` and ``description`` are those of the calendar; ``language`` is ``nl`` or ``en``. Events that no longer
    count stay in it with ``STATUS:CANCELLED``, so that agendas that keep what is missing take them off as well.
    """
    rows = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Vierkant//Vierkant//{language.upper()}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"DESCRIPTION:{_text(description)}",
        f"X-WR-CALDESC:{_text(description)}",
        "X-WR-TIMEZONE:Europe/Amsterdam",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for line in lines:
        rows.extend(_event(line, language))
    rows.append("END:VCALENDAR")
    return b"".join(_folded(row) for row in rows)


def _event(line: FeedLine, language: str) -> Iterator[str]:
    changed = f"{line.modified.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(line.uid)}"
    # Without METHOD this is the time of the last change of the event (3.8.7.2): equal content gives equal bytes.
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{line.sequence}"
    yield f"DTSTART;VALUE=DATE:{line.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{line.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={language}:{_text(line.title)}"
    if line.description:
        yield f"DESCRIPTION;LANGUAGE={language}:{_text(line.description)}"
    yield f"STATUS:{'CANCELLED' if line.cancelled else 'CONFIRMED'}"
    # A day to remember takes no time of anybody.
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PUBLIC"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A value of type TEXT: backslash, semicolon and comma escaped, ends of lines as ``\\n``."""
    plain = _CONTROL.sub("", _NEW_LINE.sub("\n", value))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(row: str) -> bytes:
    """One line in pieces of at most 75 octets; no letter is cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for letter in row:
        octets = letter.encode("utf-8", errors="replace")
        # Later pieces begin with a space, which counts.
        if len(piece) + len(octets) > WIDTH - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
