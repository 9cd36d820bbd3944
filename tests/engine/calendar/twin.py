"""The calendar again, day by day, as one would do it on paper: slow, and obvious.

It knows the terms of 2022 and earlier from `facts` written out here, not from the data of the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from vierkant.calendar import Board, Council, Planning
from vierkant.reference.forms import LegalForm

DAY = timedelta(days=1)
CHANGE_2015, CHANGE_2022 = date(2015, 1, 1), date(2022, 7, 1)


def easter(year: int) -> date:
    """The Gregorian computus of Meeus, Jones and Butcher (Astronomical Algorithms, 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Art. 3 lid 1 and 2 of the Algemene termijnenwet, written out."""
    birthday = date(year, 4, 27 if year >= 2014 else 30)
    if birthday.weekday() == 6:
        birthday -= DAY
    sunday = easter(year)
    moving = {sunday - 2 * DAY, sunday + DAY, sunday + 39 * DAY, sunday + 50 * DAY}
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed | {birthday})


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def back(day: date) -> date:
    while not is_working(day):
        day -= DAY
    return day


def forth(day: date) -> date:
    while not is_working(day):
        day += DAY
    return day


def working_days(first: date, last: date) -> int:
    """Working days after the first day, up to and including the last; below zero the other way round."""
    if last < first:
        return -working_days(last, first)
    number, day = 0, first
    while day < last:
        day += DAY
        number += is_working(day)
    return number


def weeks_before(meeting: date, rules_on: date) -> int:
    """6, 8 or 12 weeks (law: version traps; gemeente.nu, the cycle before and after 1 July 2022)."""
    day = min(meeting, rules_on)
    return 6 if day < CHANGE_2015 else 8 if day < CHANGE_2022 else 12


def supervisor_day(year: int, rules_on: date) -> date:
    """The last day before 15 July, 1 August or 15 September."""
    for changed, last in ((CHANGE_2022, date(year, 9, 14)), (CHANGE_2015, date(year, 7, 31))):
        if min(last, rules_on) >= changed:
            return last
    return date(year, 7, 14)


@dataclass(frozen=True)
class Budget:
    """What the act and the board say about the draft budget."""

    on: date
    safe_on: date
    received: date
    ends: date
    decide_by: date
    supervisor: date


def budget_days(board: Board, planning: Planning, meeting: date, rules_on: date, year: int) -> Budget:
    weeks = timedelta(weeks=weeks_before(meeting, rules_on))
    papers = meeting - timedelta(days=board.agenda_days or 0)
    is_body = board.form in (None, LegalForm.OPENBAAR_LICHAAM)
    on, safe = meeting - weeks, back((papers if is_body else meeting) - weeks)
    agreed = planning.draft_budget_by
    received = sent(board.draft_budget_sent_on, year) or min(on, sent(agreed, year) or on)
    needed = min(meeting - DAY, papers, meeting - timedelta(days=planning.decide_days or 0))
    ends = forth(received + weeks)
    supervisor = min(forth(meeting + timedelta(days=14)), supervisor_day(year, rules_on))
    return Budget(on, safe, received, ends, decide_by(received, meeting, weeks, needed), supervisor)


def decide_by(received: date, meeting: date, weeks: timedelta, needed: date) -> date:
    return back(min(forth(received + weeks), needed))


def sent(day: date | None, year: int) -> date | None:
    """A day of sending that belongs to the year: from October before until September of it."""
    return day if day and (year - 1, 10) <= (day.year, day.month) <= (year, 9) else None


def meets(days: tuple[date, ...], day: date, council: Council, planning: Planning) -> bool:
    recess = (*council.recess, *planning.recess)
    return day in days and not any(item.first <= day <= item.last for item in recess)


def route(
    council: Council, planning: Planning, received: date, last: date
) -> tuple[str, date | None, date | None, date | None, int | None]:
    """From the last day back to the first: the first day that is right is the last that is safe."""
    between = 1 if council.committee_days is None else council.committee_days
    found_meeting, is_lost = False, False
    day = last
    while day >= received:
        is_lost = is_lost or day in council.meetings
        if meets(council.meetings, day, council, planning):
            found_meeting = True
            for committee in _committees(council, planning, received, day - timedelta(days=between)):
                first = committee or day
                receive_by = back(first - timedelta(days=council.agenda_days or 0))
                slack = working_days(received, receive_by)
                fit = "in_time" if receive_by >= received else "too_late"
                return fit, receive_by, committee, day, slack
        day -= DAY
    if found_meeting:
        return "no_committee", None, None, None, None
    return "in_recess" if is_lost else "no_meeting", None, None, None, None


def _committees(council: Council, planning: Planning, received: date, last: date) -> list[date | None]:
    """The last committee in time; a council without committees goes without."""
    if not council.committees:
        return [None]
    day = last
    while day >= received:
        if meets(council.committees, day, council, planning):
            return [day]
        day -= DAY
    return []
