"""Takes an iCalendar file apart into events, line by line, before a library looks at any of it.

Only the lines that say when something is get through. Definitions of time zones do not: a library keeps those in
memory under the name that the file gives them, and the next file with that name would be read with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_EVENTS = 5_000
LONGEST_VALUE = 10_000
_KEPT = frozenset(
    ("UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS",
     "SEQUENCE")
)  # fmt: skip
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_LINE = re.compile(
    r"^(?P<name>[A-Za-z0-9-]{1,40})(?P<parameters>(?:;[^:;\"]{0,200}(?:\"[^\"]{0,200}\")?){0,10}):(?P<value>.*)$"
)
"""A parameter holds no semicolon outside quotes: with one, a line of semicolons could be cut up in endless ways."""
_OFFSET = re.compile(r"^([+-])(\d{2})(\d{2})")


@dataclass(slots=True)
class Line:
    """One property: its name in capitals, its parameters as written (``;TZID=…``), its value."""

    name: str
    parameters: str
    value: str


@dataclass(slots=True)
class Event:
    """One event as it stands in the file; ``number`` counts from 1. ``is_whole``: its end was found."""

    number: int
    calendar: int
    lines: list[Line] = field(default_factory=list)
    is_whole: bool = False

    def value(self, name: str) -> str:
        """The value of a property, or an empty string."""
        return next((line.value for line in self.lines if line.name == name), "")

    def has(self, *names: str) -> bool:
        """Whether one of these properties is there."""
        return any(line.name in names for line in self.lines)


@dataclass(slots=True)
class File:
    """All events of all calendars in a file, and the offsets in minutes that each calendar gives its zones.

    ``zones``: (calendar, name of the zone) → the offsets of winter and summer that occur, in minutes.
    """

    events: list[Event] = field(default_factory=list)
    zones: dict[tuple[int, str], set[int]] = field(default_factory=dict)
    cancelled: set[int] = field(default_factory=set)
    """Calendars that are a cancellation as a whole (METHOD:CANCEL)."""
    calendars: int = 0
    is_full: bool = False


def take_apart(text: str) -> File:
    """The events of a file. What is no event, and what cannot be read as a line, is passed over."""
    file = File()
    stack: list[str] = []
    event: Event | None = None
    zone = ""
    for line in _content_lines(text):
        if line.name == "BEGIN":
            stack.append(line.value.strip().upper())
            if stack[-1] == "VCALENDAR":
                file.calendars += 1
            elif stack[-1] == "VEVENT":
                event = _begin(file)
                if event is None:
                    return file
            elif stack[-1] == "VTIMEZONE":
                zone = ""
        elif line.name == "END":
            closed = line.value.strip().upper()
            if closed == "VEVENT" and event is not None:
                event.is_whole, event = True, None
            if closed in stack:
                del stack[len(stack) - 1 - stack[::-1].index(closed) :]
        elif stack and stack[-1] == "VEVENT" and event is not None and line.name in _KEPT:
            event.lines.append(line)
        elif stack and stack[-1] == "VTIMEZONE" and line.name == "TZID":
            zone = line.value.strip()
        elif "VTIMEZONE" in stack and line.name == "TZOFFSETTO":
            file.zones.setdefault((file.calendars, zone), set()).update(_minutes(line.value))
        elif stack == ["VCALENDAR"] and line.name == "METHOD" and line.value.strip().upper() == "CANCEL":
            file.cancelled.add(file.calendars)
    return file


def _begin(file: File) -> Event | None:
    if len(file.events) >= MOST_EVENTS:
        file.is_full = True
        return None
    event = Event(len(file.events) + 1, file.calendars)
    file.events.append(event)
    return event


def _content_lines(text: str) -> Iterator[Line]:
    # Outlook names zones by an address, sometimes without the quotes that a colon asks for.
    for row in re.split(r"\r\n|\n|\r", _FOLD.sub("", text).replace("tzone://Microsoft/", "")):
        if len(row) > LONGEST_VALUE:
            continue
        found = _LINE.match(row)
        if found is not None:
            yield Line(found["name"].upper(), found["parameters"], found["value"])


def _minutes(value: str) -> Iterator[int]:
    found = _OFFSET.match(value.strip())
    if found is not None:
        yield (int(found[2]) * 60 + int(found[3])) * (-1 if found[1] == "-" else 1)
