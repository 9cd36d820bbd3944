"""What was understood of dates that people wrote: proposals, each with its place, and everything that is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vierkant.quantities import Level, Message


class DateKind(StrEnum):
    """What a date is, as far as the words around it tell."""

    MEETING = "meeting"
    """A meeting that decides: of the council, or of the board."""
    COMMITTEE = "committee"
    """A meeting that prepares."""
    RECESS = "recess"
    """A period in which nobody meets."""
    OTHER = "other"
    """Something else (presidium, fractie, work visit): shown, but not taken over unless somebody asks for it."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date, or one period (``last`` after ``first``), that may be taken over.

    ``line`` counts from 1: the line of a text, the row of a table, or the event in a calendar file.
    ``text`` is what was written there, cut off at 120 characters.
    """

    line: int
    where: Message
    first: date
    last: date
    kind: DateKind
    name: str
    text: str
    year_assumed: bool
    """No year was written; the one that fits was taken, and somebody must look at it."""

    @property
    def is_period(self) -> bool:
        """Whether it is more than one day."""
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """Something that is wrong or doubtful: where, what and why (``text``), and what to do (``action``).

    Red: it was not taken over. Amber: it was, but look at it.
    """

    line: int
    where: Message
    level: Level
    text: Message
    action: Message


@dataclass(frozen=True, slots=True)
class ReadDates:
    """All that was understood, in the order in which it was written, and all that was not."""

    dates: tuple[FoundDate, ...]
    problems: tuple[ReadProblem, ...]

    def problems_of(self, found: FoundDate) -> tuple[ReadProblem, ...]:
        """The problems of the line on which this date stands."""
        return tuple(problem for problem in self.problems if problem.line == found.line)
