"""The week of sending that serves most councils, and what every other week costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from vierkant.calendar.holidays import WorkingDays
from vierkant.calendar.results import WeekChoice, WeekOption
from vierkant.calendar.routes import CouncilAgenda
from vierkant.calendar.windows import Window
from vierkant.calendar.words import day as in_words
from vierkant.calendar.words import names
from vierkant.quantities import Message, MessageArgument

WEEK = 7
FRIDAY = 4
EARLIER = 13 * WEEK
"""How long before the last lawful day the first week lies that is compared: a quarter of a year."""
AROUND = 8 * WEEK
"""Weeks before and after the chosen day, where the act leaves the board free."""


def monday_of(day: int) -> int:
    """The Monday of the ISO week of an ordinal day (1 January of year 1 was a Monday)."""
    return day - (day - 1) % WEEK


def week_name(day: int) -> str:
    """``2027-W15``."""
    year, week, _ = date.fromordinal(day).isocalendar()
    return f"{year}-W{week:02d}"


def choose_week(
    board: str, window: Window, agendas: Sequence[CouncilAgenda], days: WorkingDays, year: int
) -> WeekChoice | None:
    """The best week to send, over the councils whose meetings are known; None when the window is not known."""
    if window.received is None or not window.is_statutory:
        return None
    known = [agenda for agenda in agendas if agenda.is_known]
    options = tuple(_option(window, known, days, *week) for week in _weeks(window, days, year))
    ready = [option for option in options if option.board_ready and option.councils]
    best = max(ready, key=_worth) if ready else None
    return WeekChoice(
        board, window.product, best, options, _text(best, known, _planned(options)), window.number
    )


def _worth(option: WeekOption) -> tuple[int, int, int, date]:
    """Most councils, then most room for the one with the least, then in all, then the latest."""
    least = -1 if option.slack_least is None else option.slack_least
    return (option.councils, least, option.slack_total, option.monday)


def _weeks(window: Window, days: WorkingDays, year: int) -> Iterator[tuple[int, int, bool, bool]]:
    """Monday, day of sending, whether the act allows it, and whether it is the planned week."""
    received, last_day = window.received, window.last_day
    assert received is not None  # noqa: S101 - `choose_week` looked
    if last_day is None:
        first, last = received - AROUND, received + AROUND
    else:
        start = max(date(year, 1, 1).toordinal(), last_day - EARLIER)
        if window.not_before is not None:
            start = max(start, min(window.not_before, last_day))
        first = min(start, received)
        last = max(last_day, received, window.needed_by or last_day)
    for monday in range(monday_of(first), last + 1, WEEK):
        is_planned = window.is_planned and monday <= received < monday + WEEK
        sent = days.before(monday + FRIDAY)
        if is_planned:
            sent = received
        elif last_day is not None and monday <= last_day < sent:
            sent = last_day
        if sent >= monday:
            yield monday, sent, last_day is None or sent <= last_day, is_planned


def _option(
    window: Window,
    known: Sequence[CouncilAgenda],
    days: WorkingDays,
    monday: int,
    sent: int,
    board_ready: bool,
    is_planned: bool,
) -> WeekOption:
    decide_by = window.decide_by(days, sent)
    assert decide_by is not None  # noqa: S101 - a statutory window has an end
    left_out, least, total, served = [], None, 0, 0
    counted = days.counted(sent)
    for agenda in known:
        slack = agenda.slack(sent, decide_by, counted)
        if slack is None:
            left_out.append(agenda.council.id)
            continue
        served, total = served + 1, total + slack
        least = slack if least is None else min(least, slack)
    return WeekOption(
        week_name(monday),
        date.fromordinal(monday),
        served,
        tuple(left_out),
        least,
        total,
        board_ready,
        is_planned,
    )


def _planned(options: Sequence[WeekOption]) -> WeekOption | None:
    return next((option for option in options if option.is_planned), None)


def _text(best: WeekOption | None, known: Sequence[CouncilAgenda], planned: WeekOption | None) -> Message:
    if not known:
        return Message("calendar.week.nothing_known")
    if best is None:
        return Message("calendar.week.none")
    name = {agenda.council.id: agenda.name for agenda in known}
    arguments: dict[str, MessageArgument] = {
        "week": str(int(best.week[-2:])),
        "monday": in_words(best.monday),
        "served": str(best.councils),
        "all": str(len(known)),
        "least": str(best.slack_least),
        "left_out": names([name[key] for key in best.left_out]),
    }
    if planned is not None and planned.week == best.week:
        return Message("calendar.week.is_planned", arguments)
    every = "calendar.week.the_only" if len(known) == 1 else "calendar.week.every"
    return Message("calendar.week.some" if best.left_out else every, arguments)
