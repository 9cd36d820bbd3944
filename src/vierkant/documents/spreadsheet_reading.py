"""A spreadsheet to a dossier: every problem at once, each with its sheet and cell; nothing half-read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vierkant.documents.spreadsheet_assembly import assemble
from vierkant.documents.spreadsheet_grid import Grid, read_grid, shown
from vierkant.documents.spreadsheet_layout import sheets
from vierkant.documents.spreadsheet_places import located
from vierkant.documents.spreadsheet_words import LANGUAGES, known_sheets, normal, sheet_title
from vierkant.documents.workbook import (
    MAXIMUM_CELLS,
    MAXIMUM_UNPACKED,
    UnreadableWorkbookError,
    WorkbookSheet,
    coordinate,
    read_workbook,
)
from vierkant.dossier.checking import check_plain
from vierkant.dossier.problems import DossierError, Problem, Where
from vierkant.dossier.reading import MAXIMUM_BYTES
from vierkant.dossier.sections import SCHEMA_VERSION, Dossier
from vierkant.quantities import Message
from vierkant.terms import Language, render

_ACTIONS = {
    "empty_file": "not_spreadsheet_action",
    "not_spreadsheet": "not_spreadsheet_action",
    "old_format": "save_as_action",
    "binary_format": "save_as_action",
    "open_document": "save_as_action",
    "password": "password_action",
    "damaged": "damaged_action",
    "unpacked_too_large": "too_large_action",
    "too_many_cells": "too_large_action",
}


def read(content: bytes, *, name: str) -> Dossier:
    """The dossier in the bytes of an xlsx file; ``name`` is how problems call the file.

    Raises:
        DossierError: the file cannot be used; it holds all problems, each with sheet and cell.
    """
    if len(content) > MAXIMUM_BYTES:
        raise _too_large(len(content), name)
    try:
        found = read_workbook(content)
    except UnreadableWorkbookError as error:
        raise _unreadable(error, name) from None
    _check_version(found, name)
    grids, problems = _grids(found)
    assembly = assemble(grids)
    dossier, faults = check_plain(assembly.plain)
    problems += [problem for grid in grids.values() for problem in grid.problems]
    problems += located(faults, assembly, problems)
    if problems or dossier is None:
        ordered = _ordered(problems or list(faults), found)
        raise DossierError([problem.in_file(name) for problem in ordered])
    return dossier


def _grids(found: Sequence[WorkbookSheet]) -> tuple[dict[str, Grid], list[Problem]]:
    """The sheets that are there, by key, and what is wrong with the set of them."""
    grids: dict[str, Grid] = {}
    problems: list[Problem] = []
    language = _language(found)
    for item in found:
        sheet = known_sheets().get(normal(item.title))
        if sheet is None:
            continue  # a sheet of the user's own
        if sheet.key in grids:
            problems.append(_problem("sheet_twice", Where(sheet=item.title), sheet=grids[sheet.key].title))
        else:
            grids[sheet.key] = read_grid(item, sheet, language)
    for sheet in sheets():
        if sheet.key not in grids:
            title = sheet_title(sheet.key, language)
            problems.append(_problem("missing_sheet", Where(section=sheet.section, sheet=title), sheet=title))
    return grids, problems


def _language(found: Sequence[WorkbookSheet]) -> Language:
    """The language of most sheets: problems name sheets and columns as they are in this file."""
    titles = {normal(item.title) for item in found}
    return max(LANGUAGES, key=lambda each: sum(normal(sheet_title(s.key, each)) in titles for s in sheets()))


def _check_version(found: Sequence[WorkbookSheet], name: str) -> None:
    labels = {normal(render("spreadsheet.guide.version", each)) for each in LANGUAGES}
    guides = {normal(sheet_title("guide", each)) for each in LANGUAGES}
    for item in found:
        if normal(item.title) not in guides:
            continue
        for (row, column), cell in item.cells.items():
            version = item.cells.get((row, column + 1))
            if normal(shown(cell)) in labels and version is not None and version.value != SCHEMA_VERSION:
                where = Where(sheet=item.title, cell=coordinate(row, column + 1), file=name)
                arguments = {"found": shown(version)[:40], "known": str(SCHEMA_VERSION)}
                message = Message("dossier.problem.version", arguments)
                raise DossierError([Problem(message, where, Message("spreadsheet.problem.version_action"))])


def _ordered(problems: Sequence[Problem], found: Sequence[WorkbookSheet]) -> list[Problem]:
    """As someone walks through the file: by sheet, row and column; a missing sheet first."""
    order: Mapping[str | None, int] = {item.title: number for number, item in enumerate(found)}

    def place(problem: Problem) -> tuple[int, int, int, str]:
        cell = problem.where.cell or ""
        letters = cell.rstrip("0123456789")
        return (
            order.get(problem.where.sheet, -1),
            int(cell[len(letters) :] or 0),
            len(letters),
            letters,
        )

    return sorted(problems, key=place)


def _problem(name: str, where: Where, **arguments: str) -> Problem:
    return Problem(
        Message(f"spreadsheet.problem.{name}", arguments),
        where,
        Message(f"spreadsheet.problem.{name}_action", arguments),
    )


def _unreadable(error: UnreadableWorkbookError, name: str) -> DossierError:
    arguments = {
        "reason": error.detail[:200] or "?",
        "maximum": str(
            MAXIMUM_UNPACKED // 1_000_000 if error.reason == "unpacked_too_large" else MAXIMUM_CELLS
        ),
    }
    message = Message(f"spreadsheet.problem.{error.reason}", arguments)
    action = Message(f"spreadsheet.problem.{_ACTIONS[error.reason]}")
    return DossierError([Problem(message, Where(file=name), action)])


def _too_large(size: int, name: str) -> DossierError:
    arguments = {"megabytes": f"{size / 1e6:.1f}", "maximum": f"{MAXIMUM_BYTES / 1e6:.0f}"}
    action = Message("dossier.problem.too_large_action")
    return DossierError([Problem(Message("dossier.problem.too_large", arguments), Where(file=name), action)])
