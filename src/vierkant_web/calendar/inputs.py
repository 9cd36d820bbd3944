"""From the dossier that a visitor may see to the calendar of a year: computed in the page, kept per content.

The engine decides every date; here they are only put in the order of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from vierkant import calendar
from vierkant.calendar import charts
from vierkant.calendar.inputs import Board, Council, Product
from vierkant.calendar.plan import FIRST_YEAR, LAST_YEAR
from vierkant.calendar.results import Calendar
from vierkant.calendar.words import product_name
from vierkant.dossier.planning import boards_of, calendar_of, councils_of, year_of
from vierkant.dossier.problems import DossierError, Problem
from vierkant.dossier.reading import from_plain
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Chart, Message
from vierkant.terms import exists, render
from vierkant_web.jobs.current import content_digest
from vierkant_web.templatetags.words import page_language

KEPT = 24
"""Calendars that a process keeps: a few regions with a few what-ifs each."""


@dataclass(frozen=True, slots=True)
class Move:
    """One meeting of a board on another day, to see what it does; nothing is saved."""

    board: str
    old: date
    new: date

    def __str__(self) -> str:
        """As it stands in the address: ``<board>:<from>:<to>``."""
        return f"{self.board}:{self.old.isoformat()}:{self.new.isoformat()}"


@dataclass(frozen=True, slots=True)
class _Content:
    """A dossier in plain tables, known by its digest."""

    digest: str
    plain: Mapping[str, Any] = field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Year:
    """The calendar of a year, and how it stands without the move when one is tried."""

    calendar: Calendar
    before: Calendar | None
    boards: tuple[Board, ...]
    councils: Mapping[str, Council]
    move: Move | None

    def name_of(self, council: str) -> str:
        """The name of a council on screen."""
        found = self.councils.get(council)
        return (found.name or council) if found else council

    def product(self, product: str, number: int = 1) -> Message:
        """The name of a product in this year: ``de begroting 2028``."""
        return product_name(Product(product), self.calendar.year, number)


class YearError(Exception):
    """The dossier cannot be read; ``problems`` say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


def parse_move(text: str) -> Move | None:
    """What stands in the address as a move; None when it cannot be read."""
    parts = text.split(":")
    if len(parts) != 3:
        return None
    try:
        return Move(parts[0], date.fromisoformat(parts[1]), date.fromisoformat(parts[2]))
    except ValueError:
        return None


def parse_year(text: str | None) -> int | None:
    """A year for which there is a calendar; None for anything else."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) != 4:
        return None
    year = int(text)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def year_of_page(plain: Mapping[str, Any], wanted: int | None, today: date, move: Move | None) -> Year:
    """The calendar for the dossier that the visitor may see.

    Raises:
        YearError: the dossier has faults; they are shown with what to do.
    """
    content = _Content(content_digest(dict(plain)), plain)
    return _as_it_is(content, wanted, today) if move is None else _tried(content, wanted, today, move)


@lru_cache(maxsize=KEPT)
def _read(content: _Content) -> Dossier:
    try:
        return from_plain(content.plain)
    except DossierError as error:
        raise YearError(error.problems) from error


@lru_cache(maxsize=KEPT)
def _as_it_is(content: _Content, wanted: int | None, today: date) -> Year:
    dossier = _read(content)
    now = calendar_of(dossier, year=wanted or year_of(dossier, today), rules_on=today)
    councils = {council.id: council for council in councils_of(dossier)}
    return Year(now, None, boards_of(dossier), councils, None)


@lru_cache(maxsize=KEPT)
def _tried(content: _Content, wanted: int | None, today: date, move: Move) -> Year:
    """The same with one meeting on another day; as it is when that cannot be."""
    found = _as_it_is(content, wanted, today)
    if not _has_meeting(found.boards, move):
        return found
    after = calendar.plan(
        calendar.moved(found.boards, move.board, move.old, move.new),
        tuple(found.councils.values()),
        year=found.calendar.year,
        rules_on=found.calendar.rules_on,
        planning=_read(content).planning,
    )
    return replace(found, calendar=after, before=found.calendar, move=move)


def _has_meeting(boards: tuple[Board, ...], move: Move) -> bool:
    return any(board.id == move.board and move.old in meetings_of(board) for board in boards)


def meetings_of(board: Board) -> list[date]:
    """Every day on which the board meets, also one that was only chosen to adopt something."""
    chosen = (board.budget_on, board.accounts_on, *board.budget_changes_on)
    return sorted({*board.meetings, *(day for day in chosen if day is not None)})


def form_name(form: str | None) -> Message | None:
    """The name of a form as a message; None where the words of its room do not name it."""
    name = f"legal_form.form.{form}.name"
    return Message(name) if exists(name) else None


def board_chart(year: Year, board: str) -> Chart | None:
    """The picture of a board; None when there is no such board, or nothing to draw."""
    names = {key: year.name_of(key) for key in year.councils}
    return charts.route(year.calendar, board, names, page_language())


def chart_words(chart: Chart) -> dict[str, Any]:
    """What stands around the picture: the sentence, the table, the source."""
    language = page_language()
    summary = " ".join(render(message, language) for message in chart.summary)
    return {
        "alt": summary,
        "caption": summary,
        "source": render(chart.source, language),
        "columns": [{"title": render(name, language)} for name in chart.header],
        "rows": [list(row) for row in chart.rows],
    }
