"""The zienswijze clock: from meeting days and terms to a year in which no council comes too late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from vierkant.calendar.board_plan import plan_board
from vierkant.calendar.board_year import BoardYear, Setting, in_cycle
from vierkant.calendar.council_rows import lost_meetings
from vierkant.calendar.holidays import working_days
from vierkant.calendar.inputs import Board, Council, Planning
from vierkant.calendar.results import BoardPlan, Calendar, Conflict
from vierkant.calendar.routes import CouncilAgenda
from vierkant.calendar.terms import known_from, terms
from vierkant.calendar.words import day as in_words
from vierkant.calendar.words import names
from vierkant.quantities import Level, Message

FIRST_YEAR, LAST_YEAR = 1985, 2100
"""The years for which there are terms and holidays."""

WEIGHT = {Level.RED: 0, Level.AMBER: 1, Level.UNKNOWN: 2, Level.GREEN: 3}
"""The order of conflicts: the heaviest first."""

Row = TypeVar("Row", Board, Council)


def plan(
    boards: Sequence[Board],
    councils: Sequence[Council],
    *,
    year: int,
    rules_on: date,
    planning: Planning | None = None,
) -> Calendar:
    """The calendar of a year: every day of the act per board, the last safe days per council, and what conflicts.

    The same input gives the same calendar; nothing depends on the clock. ``rules_on`` is the day on which the rules
    are asked: a term counts when it was in force on the earlier of that day and the day it is about. Days of other
    years, councils that nobody knows and rows that occur twice are left out and told in ``notices``.

    Args:
        boards: the boards, each with its own form; without a form the terms of an openbaar lichaam count.
        councils: the councils with their meetings, committees and recess.
        year: the budget is that of the year after, the accounts those of the year before.
        rules_on: the day of the rules.
        planning: what the region agreed on.
    """
    notices: list[Message] = []
    if not FIRST_YEAR <= year <= LAST_YEAR or rules_on < known_from():
        notices.append(Message("calendar.notice.unknown_year", {"year": str(year)}))
        return Calendar(year, rules_on, (), (), (), tuple(notices))
    chosen = planning or Planning()
    own_boards = _once(boards, notices, lambda board: board.name)
    own_councils = _once(councils, notices, lambda council: council.name or council.id)
    notices.extend(_agreed_in_another_year(chosen, year))
    setting = _setting(own_councils.values(), chosen, year, rules_on)
    agendas = setting.agendas
    plans: list[BoardPlan] = []
    conflicts: list[Conflict] = []
    for board in own_boards.values():
        board_year = BoardYear(board, setting)
        board_plan, found = plan_board(board_year)
        plans.append(board_plan)
        conflicts.extend(found)
        notices.extend(board_year.notices)
        notices.extend(_about_form(board_year))
    conflicts.extend(item for agenda in agendas.values() if (item := lost_meetings(agenda, year)))
    notices.extend(_not_filled_in(own_boards.values(), agendas))
    used = {item.term for board_plan in plans for item in board_plan.milestones}
    return Calendar(
        year=year,
        rules_on=rules_on,
        boards=tuple(plans),
        terms=tuple(term for term in terms() if term.id in used),
        conflicts=tuple(sorted(conflicts, key=_order)),
        notices=tuple(notices),
    )


def _setting(councils: Iterable[Council], planning: Planning, year: int, rules_on: date) -> Setting:
    """What is the same for every board."""
    days = working_days(year)
    recess = frozenset(
        day
        for period in planning.recess
        for day in range(
            max(period.first.toordinal(), days.first), min(period.last.toordinal(), days.last) + 1
        )
    )
    agendas = {council.id: CouncilAgenda(council, planning.recess, days, year) for council in councils}
    return Setting(year, rules_on, planning, days, agendas, recess)


def _order(item: Conflict) -> tuple[int, date, str, str, str]:
    return (WEIGHT[item.level], item.on or date.max, item.board or "", item.product or "", item.council or "")


def _once(rows: Iterable[Row], notices: list[Message], name: Callable[[Row], str]) -> dict[str, Row]:
    """Each row once, by its key; the first one counts."""
    found: dict[str, Row] = {}
    for row in rows:
        if row.id in found:
            notices.append(Message("calendar.notice.twice", {"name": name(row), "key": row.id}))
        else:
            found[row.id] = row
    return found


def _agreed_in_another_year(planning: Planning, year: int) -> list[Message]:
    """Days that the region agreed on for another year: they are left out, and told once."""
    found = (("kadernota_by", planning.kadernota_by), ("draft_budget_by", planning.draft_budget_by))
    return [
        Message(
            "calendar.notice.other_year",
            {
                "board": Message("calendar.region"),
                "field": Message(f"calendar.field.{name}"),
                "day": in_words(day),
                "year": str(year),
            },
        )
        for name, day in found
        if day is not None and not in_cycle(day, year)
    ]


def _about_form(year: BoardYear) -> list[Message]:
    """What follows from the form: no budget of its own, no term of the act at all, or a meeting too few."""
    name = {"board": year.board.name, "year": str(year.setting.year)}
    if year.board.form is None:
        return [Message("calendar.notice.no_form", name)]
    if not year.is_wgr:
        return [Message("calendar.notice.not_wgr", name)]
    if not year.has_budget:
        return [Message("calendar.notice.no_budget", name)]
    chosen = {year.budget_on, year.accounts_on} - {None}
    if year.meetings and len({*year.meetings, *year.changes, *chosen}) == 1:
        return [Message("calendar.notice.one_meeting", name)]
    return []


def _not_filled_in(boards: Iterable[Board], agendas: Mapping[str, CouncilAgenda]) -> list[Message]:
    """What the calendar counts as nothing while nobody filled it in; each told once, with names."""
    rows = list(agendas.values())
    known = [agenda for agenda in rows if agenda.is_known]
    found = (
        ("no_meetings", [agenda.name for agenda in rows if not agenda.is_known]),
        ("no_agenda_days", [agenda.name for agenda in known if agenda.council.agenda_days is None]),
        (
            "no_committee_days",
            [item.name for item in known if item.has_committees and item.council.committee_days is None],
        ),
        ("no_papers_days", [board.name for board in boards if board.meetings and board.agenda_days is None]),
    )
    return [Message(f"calendar.notice.{name}", {"names": names(values)}) for name, values in found if values]


def moved(boards: Sequence[Board], board: str, old: date, new: date) -> tuple[Board, ...]:
    """The boards as they would be when one meeting moves to another day: also where that meeting adopts something.

    A day on which the board does not meet, or a board that nobody knows, changes nothing.
    """
    return tuple(_with_move(row, old, new) if row.id == board else row for row in boards)


def _with_move(board: Board, old: date, new: date) -> Board:
    def move(days: tuple[date, ...]) -> tuple[date, ...]:
        return tuple(sorted({new if day == old else day for day in days}))

    def one(day: date | None) -> date | None:
        return new if day == old else day

    return board.model_copy(
        update={
            "meetings": move(board.meetings),
            "budget_on": one(board.budget_on),
            "accounts_on": one(board.accounts_on),
            "budget_changes_on": move(board.budget_changes_on),
        }
    )
