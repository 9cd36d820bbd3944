"""What must fit together about grip: references that exist, days that are meetings, sizes of boards that can be."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from datetime import date

from vierkant.calendar.inputs import Board, Council, Period
from vierkant.dossier.crosschecks_municipalities import code_problem
from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.sections import Dossier
from vierkant.grip.instruments import instrument_ids
from vierkant.legal_form.inputs import ArrangementText
from vierkant.quantities import Message, MessageArgument

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""A meeting outside these years is a slip of the keys: nobody plans that far, and the act is not that old."""

_DAYS_OF_BOARD = (
    "kadernota_sent_on", "draft_budget_sent_on", "accounts_sent_on", "budget_on", "accounts_on", "regulation_sent_on",
)  # fmt: skip
_SIZES = (
    ("executive_from_general", "executive_board"),
    ("executive_from_general", "general_board"),
    ("executive_municipalities", "executive_board"),
)
"""The first number cannot be more than the second."""


def grip_problems(dossier: Dossier, *, broken: Collection[str]) -> Iterator[Problem]:
    """All problems; what refers to a section in ``broken`` is not judged."""
    yield from _references(dossier, broken)
    yield from _instruments(dossier)
    yield from _municipalities(dossier, broken)
    yield from _far_days(dossier)
    for number, board in enumerate(dossier.boards, 1):
        yield from _not_a_meeting(board, number)
    if dossier.arrangement_text is not None:
        yield from _text(dossier.arrangement_text)


def _problem(problem: str, where: Where, action: str | None = None, /, **arguments: str) -> Problem:
    todo = Message(f"dossier.problem.{action or f'{problem}_action'}", arguments)
    return Problem(Message(f"dossier.problem.{problem}", arguments), where, todo)


def _unknown(problem: str, name: str, known: Collection[str], where: Where, otherwise: str) -> Problem:
    """Something is named that does not exist; what was probably meant, or which ones there are."""
    kind = problem.removeprefix("unknown_")
    close = difflib.get_close_matches(name, known, 1, 0.6)
    if close:
        return _problem(problem, where, "did_you_mean", **{kind: name, "name": close[0]})
    names = ", ".join(sorted(known)[:30]) or "–"
    return _problem(problem, where, otherwise, **{kind: name, "names": names})


def _references(dossier: Dossier, broken: Collection[str]) -> Iterator[Problem]:
    councils = [council.id for council in dossier.councils]
    boards = [board.id for board in dossier.boards]
    points = [point.id for point in dossier.zienswijze_points]
    if "councils" not in broken:
        for number, board in enumerate(dossier.boards, 1):
            for place, name in enumerate(board.councils, 1):
                if name not in councils:
                    where = Where("boards", number, board.id, ("councils", str(place)))
                    yield _unknown("unknown_council", name, councils, where, "councils_are")
    if "boards" not in broken:
        for number, point in enumerate(dossier.zienswijze_points, 1):
            if point.board is not None and point.board not in boards:
                where = Where("zienswijze_points", number, point.id, ("board",))
                yield _unknown("unknown_board", point.board, boards, where, "boards_are")
    if "zienswijze_points" not in broken:
        for number, view in enumerate(dossier.council_views, 1):
            if view.point not in points:
                where = Where("council_views", number, view.id, ("point",))
                yield _unknown("unknown_point", view.point, points, where, "points_are")


def _instruments(dossier: Dossier) -> Iterator[Problem]:
    known = known_instruments()
    for number, use in enumerate(dossier.instruments, 1):
        if use.id not in known:
            where = Where("instruments", number, use.id, ("id",))
            yield _unknown("unknown_instrument", use.id, known, where, "instruments_are")


def known_instruments() -> frozenset[str]:
    """The keys of the instruments that councils have."""
    return frozenset(instrument_ids())


def _municipalities(dossier: Dossier, broken: Collection[str]) -> Iterator[Problem]:
    partners = {partner.id: partner.municipality for partner in dossier.partners}
    for number, council in enumerate(dossier.councils, 1):
        code = council.municipality
        if code is None:
            continue
        where = Where("councils", number, council.id, ("municipality",))
        wrong = code_problem(code, council.name, where)
        if wrong is not None:
            yield wrong
            continue
        other = partners.get(council.partner or "")
        if "partners" not in broken and other is not None and other != code:
            partner = council.partner or ""
            yield _problem("council_of_two", where, code=code, partner=partner, other=other)


def _far_days(dossier: Dossier) -> Iterator[Problem]:
    rows = [("boards", number, row.id, _days(row)) for number, row in enumerate(dossier.boards, 1)]
    rows += [("councils", number, row.id, _days(row)) for number, row in enumerate(dossier.councils, 1)]
    for section, number, name, days in rows:
        for field, day in days:
            yield from _far(day, Where(section, number, name, (field,)))
    if dossier.planning is not None:
        planning = dossier.planning
        for field in ("kadernota_by", "draft_budget_by"):
            yield from _far(getattr(planning, field), Where("planning", fields=(field,)))
        for day in _far_edges(planning.recess):
            yield from _far(day, Where("planning", fields=("recess",)))


def _days(row: Board | Council) -> Iterator[tuple[str, date | None]]:
    """Every day of a board or a council, with its field. Days are sorted on reading: their place says nothing."""
    if isinstance(row, Board):
        yield from ((name, getattr(row, name)) for name in _DAYS_OF_BOARD)
        yield from (("budget_changes_on", day) for day in row.budget_changes_on)
    else:
        yield from (("committees", day) for day in row.committees)
    yield from (("meetings", day) for day in row.meetings)
    yield from (("recess", day) for day in _far_edges(row.recess))


def _far_edges(periods: tuple[Period, ...]) -> Iterator[date]:
    """Of each period that lies far away the one day that says so."""
    for period in periods:
        yield period.last if _is_near(period.first) else period.first


def _is_near(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _far(day: date | None, where: Where) -> Iterator[Problem]:
    if day is not None and not _is_near(day):
        years = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        yield _problem("far_day", where, day=day.isoformat(), **years)


def _not_a_meeting(board: Board, number: int) -> Iterator[Problem]:
    """The board decides in a meeting. Without any meetings the day itself is all that is known, and good enough."""
    if not board.meetings:
        return
    chosen = [("budget_on", board.budget_on), ("accounts_on", board.accounts_on)]
    chosen += [("budget_changes_on", day) for day in board.budget_changes_on]
    for name, day in chosen:
        if day is not None and day not in board.meetings:
            nearest = min(board.meetings, key=lambda meeting: (abs(meeting - day), meeting))
            where = Where("boards", number, board.id, (name,))
            yield _problem("not_a_meeting", where, day=day.isoformat(), nearest=nearest.isoformat())


def _text(text: ArrangementText) -> Iterator[Problem]:
    if text.concluded_on and text.amended_on and text.amended_on < text.concluded_on:
        days = {"begin": text.concluded_on.isoformat(), "end": text.amended_on.isoformat()}
        yield _problem("days_out_of_order", Where("arrangement_text", fields=("amended_on",)), **days)
    for smaller, larger in _SIZES:
        part, whole = getattr(text, smaller), getattr(text, larger)
        if part is not None and whole is not None and part > whole:
            where = Where("arrangement_text", fields=(smaller,))
            name = Message(f"dossier.field.{larger}")
            arguments: dict[str, MessageArgument] = {"part": str(part), "whole": str(whole), "field": name}
            yield Problem(
                Message("dossier.problem.more_than_all", arguments),
                where,
                Message("dossier.problem.more_than_all_action"),
            )
