"""Per council and product: the last safe route, how it stands, and why it does not fit when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vierkant.calendar.board_year import BoardYear
from vierkant.calendar.inputs import Product
from vierkant.calendar.results import Conflict, CouncilDates
from vierkant.calendar.routes import CouncilAgenda, Fit, Route
from vierkant.calendar.windows import Window
from vierkant.calendar.words import day as in_words
from vierkant.calendar.words import product_name
from vierkant.quantities import Level, Message, MessageArgument
from vierkant.sources import parameters

LITTLE_ROOM = int(parameters("calendar")["little_room"].value)
"""Working days under which there is little room."""


def council_rows(year: BoardYear, window: Window) -> Iterator[CouncilDates]:
    """One row per council that takes part."""
    decide_by = None if window.received is None else window.decide_by(year.days, window.received)
    for agenda in year.agendas:
        yield _row(year, window, agenda, decide_by)


def _row(year: BoardYear, window: Window, agenda: CouncilAgenda, decide_by: int | None) -> CouncilDates:
    received = window.received
    known = received is not None and decide_by is not None and agenda.is_known
    if not known or received is None or decide_by is None:
        return _dates(year, window, agenda, decide_by, None, Level.UNKNOWN, ())
    if decide_by < received and not window.is_statutory:
        return _dates(year, window, agenda, None, None, Level.AMBER, ())
    route = agenda.route(received, decide_by)
    level = _level(route, window.is_statutory)
    conflicts: tuple[Conflict, ...] = ()
    if route.fit is not Fit.IN_TIME:
        conflicts = (_conflict(year, window, agenda, route, level, decide_by),)
    return _dates(year, window, agenda, decide_by, route, level, conflicts)


def _level(route: Route, is_statutory: bool) -> Level:
    """What does not fit is red where the act gives councils a term, and amber where they may speak but need not."""
    if route.fit is not Fit.IN_TIME:
        return Level.RED if is_statutory else Level.AMBER
    return Level.AMBER if (route.slack or 0) < LITTLE_ROOM else Level.GREEN


def _dates(
    year: BoardYear,
    window: Window,
    agenda: CouncilAgenda,
    decide_by: int | None,
    route: Route | None,
    level: Level,
    conflicts: tuple[Conflict, ...],
) -> CouncilDates:
    received = window.received
    return CouncilDates(
        board=year.board.id,
        product=window.product,
        council=agenda.council.id,
        received_on=_day(received),
        receive_by=_day(route.receive_by) if route else None,
        committee_on=_day(route.committee) if route else None,
        decide_on=_day(route.decide) if route else None,
        ends_on=None if received is None else _day(window.term_end(year.days, received)),
        slack=route.slack if route else None,
        level=level,
        conflicts=conflicts,
        decide_by=_day(decide_by),
        meeting_on=_day(window.meeting),
        number=window.number,
    )


def _conflict(
    year: BoardYear, window: Window, agenda: CouncilAgenda, route: Route, level: Level, decide_by: int
) -> Conflict:
    received = window.received
    assert received is not None  # noqa: S101 - a route was looked for
    arguments: dict[str, MessageArgument] = {
        "council": agenda.name,
        "board": year.board.name,
        "product": product_name(window.product, year.setting.year, window.number),
        "received": in_words(date.fromordinal(received)),
        "until": in_words(date.fromordinal(decide_by)),
    }
    if route.receive_by is not None and route.decide is not None and route.slack is not None:
        arguments |= {
            "receive_by": in_words(date.fromordinal(route.receive_by)),
            "decide": in_words(date.fromordinal(route.decide)),
            "late": str(-route.slack),
        }
    earlier = earlier_sending(year, window, agenda, received, decide_by)
    # No board meets about a draft of the arrangement: what helps there is another day of sending.
    name = "regulation" if window.product is Product.DRAFT_REGULATION else route.fit.value
    if earlier is not None:
        name, arguments["send_by"] = f"{name}_earlier", in_words(date.fromordinal(earlier))
    return Conflict(
        kind=route.fit.value,
        board=year.board.id,
        product=window.product,
        council=agenda.council.id,
        on=date.fromordinal(decide_by),
        level=level,
        text=Message(f"calendar.conflict.{route.fit.value}", arguments),
        action=Message(f"calendar.action.{name}", arguments),
    )


def earlier_sending(
    year: BoardYear, window: Window, agenda: CouncilAgenda, received: int, decide_by: int
) -> int | None:
    """The last earlier day of sending with which this council would be in time; None when there is none.

    Sending earlier also lets the term end earlier, so the day is only given when it holds.
    """
    sent = agenda.last_before(decide_by)
    if sent is None or sent >= received:
        return None
    ends = window.decide_by(year.days, sent)
    return (
        sent if ends is not None and agenda.slack(sent, ends, year.days.counted(sent)) is not None else None
    )


def lost_meetings(agenda: CouncilAgenda, year: int) -> Conflict | None:
    """Meetings that the council listed inside its own recess: told once."""
    lost = [day for day in agenda.lost if day.year == year]
    if not lost:
        return None
    arguments: dict[str, MessageArgument] = {
        "council": agenda.name,
        "first": in_words(lost[0]),
        "count": str(len(lost)),
    }
    name = "council_meetings_in_recess" if len(lost) > 1 else "council_meeting_in_recess"
    return Conflict(
        kind=Fit.IN_RECESS.value,
        board=None,
        product=None,
        council=agenda.council.id,
        on=lost[0],
        level=Level.AMBER,
        text=Message(f"calendar.conflict.{name}", arguments),
        action=Message("calendar.action.council_meeting_in_recess"),
    )


def _day(value: int | None) -> date | None:
    return None if value is None else date.fromordinal(value)
