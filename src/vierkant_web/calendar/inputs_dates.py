"""Between dates that somebody typed, pasted or uploaded and the boards and councils of the dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vierkant.calendar import reading
from vierkant.calendar.inputs import Period
from vierkant.calendar.reading import MOST_BYTES, DateKind, FoundDate, ReadDates, ReadProblem
from vierkant.dossier.planning import boards_of, councils_of, year_of
from vierkant.dossier.problems import DossierError, Problem
from vierkant.dossier.reading import from_plain
from vierkant.quantities import to_plain
from vierkant.terms import render
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import page_language

__all__ = ["MOST_BYTES", "NotReadableError", "Place", "Target", "merged", "read", "targets", "written"]

Row = dict[str, Any]
_FIELDS = {DateKind.MEETING.value: "meetings", DateKind.COMMITTEE.value: "committees"}


class NotReadableError(Exception):
    """The dossier has faults; ``problems`` say which."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Target:
    """A board or a council whose dates can be filled in; ``partner`` is the part in which its row stands.

    ``row`` is the row as it stands; of a council that has none yet only its key. ``key`` is for forms.
    """

    section: str
    partner: str
    id: str
    name: str
    row: Row = field(compare=False)

    @property
    def key(self) -> str:
        """``boards:ab`` or ``councils:lisse``."""
        return f"{self.section}:{self.id}"

    @property
    def is_board(self) -> bool:
        """A board has no committees."""
        return self.section == "boards"

    def dates(self, name: str) -> list[str]:
        """What stands in ``meetings``, ``committees`` or ``recess``."""
        return [str(item) for item in self.row.get(name, ())]

    def count(self, name: str, year: int) -> int:
        """How many of these begin in the year."""
        return sum(text.startswith(f"{year}-") for text in self.dates(name))


@dataclass(frozen=True, slots=True)
class Place:
    """Everybody of whom dates can be filled in, and the year that a page shows first."""

    targets: tuple[Target, ...]
    year: int


def targets(plain: Mapping[str, Any], today: date) -> Place:
    """The boards and councils of the dossier, those of partners without a row of their own among them.

    Raises:
        NotReadableError: the dossier has faults.
    """
    try:
        dossier = from_plain(plain)
    except DossierError as error:
        raise NotReadableError(error.problems) from error
    rows = {(name, row["id"]): row for name in ("boards", "councils") for row in plain.get(name, ())}
    boards = [
        Target("boards", "", row.id, row.name, rows.get(("boards", row.id)) or _new_board(row))
        for row in boards_of(dossier)
    ]
    councils = [
        Target(
            "councils",
            row.partner or "",
            row.id,
            row.name or row.id,
            rows.get(("councils", row.id), {"id": row.id}),
        )
        for row in councils_of(dossier)
    ]
    return Place((*councils, *boards), year_of(dossier, today))


def _new_board(board: Any) -> Row:
    """The row of the board that the agreed form brings along, while nobody filled in a board."""
    return {"id": board.id, "name": board.name}


def read(
    target: Target, year: int, *, text: str = "", source: bytes | None = None, name: str = ""
) -> tuple[list[Row], list[Row]]:
    """The dates that were understood, each with its problems, and the problems of what was not taken over.

    Plain values, so that they can travel in the page until somebody saves them.
    """
    is_file = source is not None
    found = (
        reading.read_file(source or b"", name, year=year) if is_file else reading.read_dates(text, year=year)
    )
    shown = _in_lines(found)
    rows = [_row(target, item, shown.pop(item.line, ())) for item in found.dates]
    return rows, [_problem(problem) for problems in shown.values() for problem in problems]


def _in_lines(found: ReadDates) -> dict[int, list[ReadProblem]]:
    lines: dict[int, list[ReadProblem]] = {}
    for problem in found.problems:
        lines.setdefault(problem.line, []).append(problem)
    return lines


def _row(target: Target, item: FoundDate, problems: Iterable[ReadProblem]) -> Row:
    kind = item.kind
    if target.is_board and kind is DateKind.COMMITTEE:
        kind = DateKind.OTHER
    return {
        "where": to_plain(item.where),
        "first": item.first.isoformat(),
        "last": item.last.isoformat(),
        "kind": kind.value,
        "name": item.name,
        "text": item.text,
        "problems": [_problem(problem) for problem in problems],
    }


def _problem(problem: ReadProblem) -> Row:
    return {
        "level": problem.level.value,
        "where": to_plain(problem.where),
        "text": to_plain(problem.text),
        "action": to_plain(problem.action),
    }


def kinds(target: Target, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a date can be, with the word for it: a period is no meeting, a board has no committee."""
    found = list(DateKind)
    if row["first"] != row["last"]:
        found = [DateKind.RECESS, DateKind.OTHER]
    elif target.is_board:
        found.remove(DateKind.COMMITTEE)
    words = {kind: kind.value for kind in found}
    words[DateKind.MEETING] = "board" if target.is_board else "council"
    return [(kind.value, render(f"calendar_files.kind.{words[kind]}", page_language())) for kind in found]


def merged(row: Mapping[str, Any], chosen: Iterable[Mapping[str, Any]], *, replace: bool) -> Row:
    """The row with these dates added; ``replace``: instead of what stood there, per kind and year.

    What is of another kind or in another year than any of the new dates always stays.
    """
    new: dict[str, set[tuple[str, str, str]]] = {"meetings": set(), "committees": set(), "recess": set()}
    for item in chosen:
        if item["kind"] in _FIELDS:
            new[_FIELDS[item["kind"]]].add((item["first"], item["first"], ""))
        elif item["kind"] == DateKind.RECESS.value:
            new["recess"].add((item["first"], item["last"], item["name"]))
    content = dict(row)
    for name, dates in new.items():
        if not dates:
            continue
        years = {first[:4] for first, _last, _name in dates}
        kept = [item for item in row.get(name, ()) if not (replace and str(item)[:4] in years)]
        content[name] = (
            _periods(kept, dates) if name == "recess" else sorted({*map(str, kept), *(d[0] for d in dates)})
        )
    return content


def _periods(kept: Iterable[Any], new: Iterable[tuple[str, str, str]]) -> list[str]:
    """Periods in order; the same days count once, with the name that they had."""
    found: dict[tuple[str, str], str] = {}
    for item in kept:
        period = Period.model_validate(str(item))
        found[period.first.isoformat(), period.last.isoformat()] = period.name
    for first, last, name in new:
        found.setdefault((first, last), name)
    return [f"{first}/{last} {name}".strip() for (first, last), name in sorted(found.items())]


def written(target: Target, row: Row) -> tuple[Row | None, list[str]]:
    """The row as its part of the dossier holds it, and what is wrong with it in sentences."""
    own = {"partner": target.partner} if target.partner else {}
    content, problems = written_section(target.section, [{**row, **own}])
    if not content:
        return None, problems
    return {key: item for key, item in content[0].items() if key != "partner" or not own}, []
