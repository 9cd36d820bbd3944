"""What the check of the dossier found, brought to the cell in which it stands and to the words of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vierkant.documents.spreadsheet_assembly import KEY, Assembly, Path, Spot
from vierkant.documents.workbook import coordinate
from vierkant.dossier.problems import Problem, Where
from vierkant.quantities import Message

_PARTS = {
    "low_above_high": "low",
    "half_range": "low",
    "published_without_source": "source",
    "distribution_without_range": "distribution",
    "lognormal_not_positive": "distribution",
}
"""Which cell of a figure a problem points at; the value when it is not named here."""

_ABOUT_A_KEY = frozenset(
    {
        "unknown_partner", "pattern", "too_long", "nobody_costs", "coalition_twice", "partner_twice_in_coalition",
    }
)  # fmt: skip
"""Problems with the key of an entry, and not with what stands beside it."""

_ACTIONS = {
    "dossier.problem.figure.not_a_share": "spreadsheet.problem.share_action",
    "dossier.problem.figure.published_without_source": "spreadsheet.problem.published_action",
}
"""What to do reads differently in a spreadsheet than in a text file."""


def located(problems: Sequence[Problem], assembly: Assembly, reported: Iterable[Problem]) -> list[Problem]:
    """The problems with sheet and cell. Left out is what follows from a cell, column or sheet reported already."""
    taken = {(problem.where.sheet, problem.where.cell) for problem in reported if problem.where.cell}
    found: list[Problem] = []
    for problem in problems:
        spot = _spot(problem, assembly)
        if spot is None:
            found.append(problem)
        elif spot.position is not None:
            cell = coordinate(*spot.position)
            if (spot.sheet, cell) not in taken:
                found.append(_worded(problem, spot.sheet, cell, assembly))
    return found


def _spot(problem: Problem, assembly: Assembly) -> Spot | None:
    where = problem.where
    if where.section is None:
        return None
    for path in _paths(problem):
        spot = assembly.spots.get((where.section, where.row, path))
        if spot is not None:
            return spot
    return None


def _paths(problem: Problem) -> Iterator[Path]:
    """From the most exact place to the whole row."""
    fields = problem.where.fields
    name = problem.message.id.rsplit(".", 1)[-1]
    if ".figure." in problem.message.id:
        yield (*fields, _PARTS.get(name, "value"))
    if name == "unknown_source":
        yield (*fields, "source")
    if name in _ABOUT_A_KEY:
        yield (*fields, KEY)
    for length in range(len(fields), -1, -1):
        yield fields[:length]


def _worded(problem: Problem, sheet: str, cell: str, assembly: Assembly) -> Problem:
    action = problem.action
    if problem.message.id in _ACTIONS:
        action = Message(_ACTIONS[problem.message.id])
    where: Where = replace(problem.where, sheet=sheet, cell=cell)
    section = problem.where.section or ""
    return Problem(
        _row_of_sheet(problem.message, section, assembly),
        where,
        _row_of_sheet(action, section, assembly) if action else None,
    )


def _row_of_sheet(message: Message, section: str, assembly: Assembly) -> Message:
    """A message that names a row of the list names the row of the sheet instead."""
    arguments: Mapping[str, object] = message.arguments
    row = arguments.get("row")
    if not isinstance(row, str) or not row.isdigit():
        return message
    spot = assembly.spots.get((section, int(row), ()))
    if spot is None or spot.position is None:
        return message
    return Message(message.id, {**message.arguments, "row": str(spot.position[0])})
