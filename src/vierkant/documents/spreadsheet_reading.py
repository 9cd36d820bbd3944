"""A spreadsheet to a dossier: every problem at once, each with its sheet and cell; nothing half-read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vierkant.documents.spreadsheet_assembly import Assembly, assemble
from vierkant.documents.spreadsheet_grid import Grid, read_grid, shown
from vierkant.documents.spreadsheet_layout import Shape, sheets
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
from vierkant.dossier.checking import check_plain, validate_section
from vierkant.dossier.problems import DossierError, Problem, Where
from vierkant.dossier.reading import MAXIMUM_BYTES
from vierkant.dossier.sections import SCHEMA_VERSION, SECTIONS, Dossier
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


_HANGS_ON = {
    "task_parts": "tasks",
    "function_parts": "functions",
    "expertise_parts": "expertise",
    "channels_parts": "channels",
    "processes_parts": "processes",
    "products_parts": "products",
    "coalition_costs_table": "coalition_costs",
    "positions_scores": "positions",
    "positions": "positions_scores",
    "budget_changes": "budgets",
    "agreement_parts": "agreements",
    "lead_scores": "people",
    "crosswalk": "people",
}
"""What stands on the first sheet belongs to rows of the second; without that one it would be lost in silence."""

_IN_A_RECORD = {"agreements": ("cost_key", "votes"), "coalition_costs": ("costs",)}
"""Sections with one field per row of which a second sheet holds these fields."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, and what it says nothing about: that stays as it is in the dossier it is read into."""

    dossier: Dossier
    untouched: tuple[str, ...]
    """Sections of which the sheet is not in the file."""
    untouched_fields: Mapping[str, tuple[str, ...]]
    """Section → fields of which the row or the sheet is not in the file; the section itself is."""
    partners_untouched: tuple[str, ...]
    """Sections of which the sheet with what each partner brings is not in the file."""


def read(content: bytes, *, name: str) -> Dossier:
    """The dossier in the bytes of an xlsx file; ``name`` is how problems call the file. No sheet: nothing filled in.

    Raises:
        DossierError: the file cannot be used; it holds all problems, each with sheet and cell.
    """
    grids, problems, found = _opened(content, name)
    assembly = assemble(grids)
    dossier, faults = check_plain(_without_missing(assembly.plain, grids))
    problems = _all(problems, grids, assembly, faults)
    if problems or dossier is None:
        raise _refused(problems or list(faults), found, name)
    return dossier


def read_into(content: bytes, *, name: str) -> Reading:
    """The dossier in a file that is read into another one: what a missing sheet would hold is not judged.

    Raises:
        DossierError: see `read`.
    """
    grids, problems, found = _opened(content, name)
    assembly = assemble(grids)
    _dossier, faults = check_plain(assembly.plain)
    problems = _all(problems, grids, assembly, faults)
    if problems:
        raise _refused(problems, found, name)
    plain = _without_missing(assembly.plain, grids)
    parts = {
        section: validate_section(section, plain[section])[0] for section in SECTIONS if section in plain
    }
    missing = [sheet for sheet in sheets() if sheet.key not in grids]
    inner = [sheet for sheet in missing if sheet.shape is Shape.INNER]
    fields = {grid.sheet.section: tuple(grid.absent) for grid in grids.values() if grid.absent}
    for sheet in inner:
        if sheet.section in _IN_A_RECORD:
            fields[sheet.section] = (*fields.get(sheet.section, ()), *_IN_A_RECORD[sheet.section])
    return Reading(
        Dossier(**{section: value for section, value in parts.items() if value is not None}),
        tuple(sheet.section for sheet in missing if sheet.shape not in (Shape.INNER, Shape.LINES)),
        fields,
        tuple(sheet.section for sheet in inner if sheet.section not in _IN_A_RECORD),
    )


def _opened(content: bytes, name: str) -> tuple[dict[str, Grid], list[Problem], Sequence[WorkbookSheet]]:
    if len(content) > MAXIMUM_BYTES:
        raise _too_large(len(content), name)
    try:
        found = read_workbook(content)
    except UnreadableWorkbookError as error:
        raise _unreadable(error, name) from None
    _check_version(found, name)
    grids, problems = _grids(found)
    return grids, problems, found


def _without_missing(plain: Mapping[str, Any], grids: Mapping[str, Grid]) -> dict[str, Any]:
    """The plain tables without the sections of which the sheet is not there."""
    there = {
        grid.sheet.section for grid in grids.values() if grid.sheet.shape not in (Shape.INNER, Shape.LINES)
    }
    there.add("schema_version")
    return {name: content for name, content in plain.items() if name in there}


def _all(
    problems: Sequence[Problem], grids: Mapping[str, Grid], assembly: Assembly, faults: Sequence[Problem]
) -> list[Problem]:
    found = [*problems, *(problem for grid in grids.values() for problem in grid.problems)]
    return [*found, *located(faults, assembly, found)]


def _refused(problems: Sequence[Problem], found: Sequence[WorkbookSheet], name: str) -> DossierError:
    return DossierError([problem.in_file(name) for problem in _ordered(problems, found)])


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
    if not grids:
        titles = ", ".join(sheet_title(sheet.key, language) for sheet in sheets()[:6])
        problems.append(_problem("no_sheets", Where(), names=titles))
    for key, parent in _HANGS_ON.items():
        if key in grids and grids[key].entries and parent not in grids:
            title = sheet_title(parent, language)
            problems.append(_problem("missing_sheet", Where(section=parent, sheet=title), sheet=title))
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
