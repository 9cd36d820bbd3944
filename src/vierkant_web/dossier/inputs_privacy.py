"""Personal data in a file where counts are expected: the file is refused before anything of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.change.staff_privacy import cell_kind, header_word, names_in
from vierkant.dossier.problems import Problem
from vierkant.dossier.sections import Dossier

_TITLES = {"spreadsheet.problem.unknown_column": "text", "dossier.problem.unknown_key": "name"}
"""What a file has too many of → the argument with its title."""


def personal_titles(problems: Sequence[Problem]) -> list[Problem]:
    """The columns or fields that a dossier does not have and whose title says: one row per person."""
    found = []
    for problem in problems:
        name = _TITLES.get(problem.message.id)
        if name is not None and header_word(str(problem.message.arguments.get(name, "")).replace("_", " ")):
            found.append(problem)
    return found


def points_to_persons(dossier: Dossier) -> bool:
    """Whether the groups, teams, functions or roles are called after people, or hold their numbers or addresses."""
    columns = list(_columns(dossier))
    return any(names_in(column, certain_only=True) for column in columns) or any(
        cell_kind(text) is not None for column in columns for text in column
    )


def _columns(dossier: Dossier) -> Iterator[list[str]]:
    yield [group.name for group in dossier.people]
    yield [group.team for group in dossier.people if group.team]
    yield [line.function for line in dossier.crosswalk if line.function]
    yield [line.new_function for line in dossier.crosswalk if line.new_function]
    yield [role.holder for role in dossier.roles]
    yield [row.owner for row in dossier.risks if row.owner]
    yield [row.owner for row in dossier.indicators if row.owner]
    yield [row.owner for row in dossier.differences if row.owner]
    yield [row.noticed_by for row in dossier.differences if row.noticed_by]
    yield [row.owner for row in dossier.pacts if row.owner]
