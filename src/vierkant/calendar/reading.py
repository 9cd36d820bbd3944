"""Meeting dates as people have them: typed or pasted text, a table, or a calendar file.

``year`` is the year that the calendar is about. It decides which year belongs to a date that was written without one,
and dates in other years are named. ``usual`` is the kind of a date about which nothing else was written. Whatever
comes in, something comes out: what was understood as `FoundDate`, everything else as `ReadProblem`.
"""

from __future__ import annotations

from vierkant.calendar.reading_bytes import MOST_BYTES, decoded, foreign_kind, is_calendar
from vierkant.calendar.reading_calendar_file import read_events
from vierkant.calendar.reading_results import DateKind, FoundDate, ReadDates, ReadProblem
from vierkant.calendar.reading_table import has_header, read_rows, rows_of
from vierkant.calendar.reading_text import MOST_CHARACTERS, read_text
from vierkant.quantities import Level, Message

__all__ = [
    "MOST_BYTES",
    "DateKind",
    "FoundDate",
    "ReadDates",
    "ReadProblem",
    "read_calendar_file",
    "read_dates",
    "read_file",
    "read_table",
]


def read_dates(text: str, *, year: int, usual: DateKind = DateKind.MEETING) -> ReadDates:
    """Dates in a text, in Dutch or English, in every common way of writing; several on a line are all found.

    A pasted table with a header is read by its columns, and a pasted calendar file as a calendar file.
    """
    if is_calendar(text):
        return read_events(text[:MOST_BYTES], year=year, usual=usual)
    if len(text) <= MOST_CHARACTERS and has_header(text):
        return read_rows(rows_of(text), year=year, usual=usual)
    return read_text(text, year=year, usual=usual)


def read_table(source: bytes, *, year: int, usual: DateKind = DateKind.MEETING) -> ReadDates:
    """Dates in a table of which the cells are separated by ``;``, ``,`` or tabs, with a header or without."""
    return _refused(source) or read_rows(rows_of(decoded(source)), year=year, usual=usual)


def read_calendar_file(source: bytes, *, year: int, usual: DateKind = DateKind.MEETING) -> ReadDates:
    """Dates in an iCalendar file: events, also recurring ones, as the day they have in the Netherlands.

    Events before the year before, or after the year after, are left out; so recurrences without an end have one.
    """
    return _refused(source) or read_events(decoded(source), year=year, usual=usual)


def read_file(source: bytes, name: str, *, year: int, usual: DateKind = DateKind.MEETING) -> ReadDates:
    """Dates in an uploaded file of whatever kind; what it holds counts for more than its name."""
    refused = _refused(source)
    if refused is not None:
        return refused
    text = decoded(source)
    if is_calendar(text) or name.lower().endswith((".ics", ".ical", ".ifb")):
        return read_events(text, year=year, usual=usual)
    if name.lower().endswith((".csv", ".tsv", ".tab")):
        return read_rows(rows_of(text), year=year, usual=usual)
    return read_dates(text, year=year, usual=usual)


def _refused(source: bytes) -> ReadDates | None:
    """The answer to what cannot be read at all; None when it can be tried."""
    name = "too_large" if len(source) > MOST_BYTES else "empty" if not source.strip() else ""
    foreign = "" if name else foreign_kind(source)
    if not name and not foreign:
        return None
    arguments = {"most": MOST_BYTES // 1_000_000}
    said = Message(f"calendar_files.problem.{name or foreign}.text", arguments)
    action = Message(f"calendar_files.problem.{name or foreign}.action", arguments)
    return ReadDates((), (ReadProblem(1, Message("calendar_files.where.file"), Level.RED, said, action),))
