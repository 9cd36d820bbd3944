"""The calendar of a large region: 30 councils and 12 boards in a random year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from vierkant.calendar import Board, Council, Period, Planning, plan

COUNCILS = 30
BOARDS = 12
YEAR = 2028
TARGET = 0.2
"""Seconds."""


def region(seed: int = 0) -> tuple[list[Board], list[Council], Planning]:
    """Councils every two to four weeks with a committee before, boards six times a year, recess as in the country."""
    chance = Random(seed)
    recess = (
        Period(first=date(YEAR - 1, 12, 24), last=date(YEAR, 1, 7), name="kerst"),
        Period(first=date(YEAR, 7, 15), last=date(YEAR, 8, 27), name="zomer"),
    )
    return (
        [_board(chance, number) for number in range(BOARDS)],
        [_council(chance, number) for number in range(COUNCILS)],
        Planning(year=YEAR, recess=recess, decide_days=10),
    )


def _some_days(chance: Random, number: int, first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=chance.randrange((last - first).days + 1)) for _ in range(number))


def _council(chance: Random, number: int) -> Council:
    first = date(YEAR - 1, 9, 1) + timedelta(days=chance.randrange(14))
    rhythm = chance.choice((14, 21, 28))
    meetings = tuple(first + timedelta(days=rhythm * place) for place in range(600 // rhythm))
    return Council(
        id=f"raad-{number}",
        name=f"Raad {number}",
        meetings=meetings,
        committees=tuple(day - timedelta(days=chance.choice((7, 14))) for day in meetings),
        agenda_days=chance.randrange(7, 22),
        committee_days=chance.randrange(5, 15),
        recess=(Period(first=date(YEAR, 4, 24), last=date(YEAR, 5, 7), name="mei"),),
    )


def _board(chance: Random, number: int) -> Board:
    changes = _some_days(chance, 2, date(YEAR, 3, 1), date(YEAR, 12, 15))
    return Board(
        id=f"bestuur-{number}",
        name=f"Bestuur {number}",
        meetings=(*changes, *_some_days(chance, 6, date(YEAR, 1, 10), date(YEAR, 12, 15))),
        agenda_days=chance.randrange(7, 22),
        draft_budget_sent_on=date(YEAR, 3, 15) + timedelta(days=chance.randrange(30)) if number % 2 else None,
        budget_changes_on=changes,
        regulation_sent_on=_some_days(chance, 1, date(YEAR, 1, 1), date(YEAR, 10, 1))[0],
    )


def rows() -> list[tuple[str, Callable[[], object], str, float]]:
    """What is measured, how, its unit and its target."""
    boards, councils, planning = region()

    def year() -> object:
        return plan(boards, councils, year=YEAR, rules_on=date(2026, 11, 24), planning=planning)

    year()  # the holidays are read once
    return [(f"calendar of a year, {COUNCILS} councils and {BOARDS} boards", year, "s", TARGET)]
