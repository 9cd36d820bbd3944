"""Meeting dates as people have them: typed or pasted text, a table, or a calendar file.

``year`` is the year that the calendar is about. It decides which year belongs to a date that was written without one,
and dates far from it are named. ``usual`` is the kind of a date about which nothing else was written.
"""

from __future__ import annotations

from vierkant.calendar.reading_results import DateKind, FoundDate, ReadDates, ReadProblem

__all__ = [
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
    """Dates in a text, in Dutch or English, in every common way of writing; several on a line are all found."""
    raise NotImplementedError


def read_table(source: bytes, *, year: int, usual: DateKind = DateKind.MEETING) -> ReadDates:
    """Dates in a table of which the cells are separated by ``;``, ``,`` or tabs, with a header or without."""
    raise NotImplementedError


def read_calendar_file(source: bytes, *, year: int, usual: DateKind = DateKind.MEETING) -> ReadDates:
    """Dates in an iCalendar file: events, also recurring ones, as the day they have in the Netherlands."""
    raise NotImplementedError


def read_file(source: bytes, name: str, *, year: int, usual: DateKind = DateKind.MEETING) -> ReadDates:
    """Dates in an uploaded file, of whatever kind it is; what it holds counts for more than its name."""
    raise NotImplementedError
