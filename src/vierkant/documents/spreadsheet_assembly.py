"""Entries of all sheets to the plain tables of one dossier, remembering in which cell every field stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vierkant.documents.spreadsheet_grid import Entry, Grid
from vierkant.documents.spreadsheet_layout import ANY, PRESENT, Column, Shape, Sheet, sheets
from vierkant.documents.spreadsheet_words import header
from vierkant.documents.workbook import Position

Path = tuple[str, ...]

KEY = "[key]"
"""Last step of the path to the cell with a key itself, beside the path to what stands under that key."""

_PARENTS = {
    "task_parts": "tasks",
    "function_parts": "functions",
    "expertise_parts": "expertise",
    "channels_parts": "channels",
    "processes_parts": "processes",
    "products_parts": "products",
    "positions_scores": "positions",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands. Without a position its sheet, column or row is missing, which is reported already."""

    sheet: str
    position: Position | None


@dataclass(slots=True)
class Assembly:
    """Plain tables, and the spot of each field by section, row (1-based, in a list) and path."""

    plain: dict[str, Any] = field(default_factory=lambda: {"schema_version": 1})
    spots: dict[tuple[str, int | None, Path], Spot] = field(default_factory=dict)


def assemble(grids: Mapping[str, Grid]) -> Assembly:
    """The plain tables of the dossier. What does not fit together is noted in the grid where it stands."""
    assembly = Assembly()
    for sheet in sheets():
        grid = grids.get(sheet.key)
        if grid is None:
            if sheet.shape not in (Shape.INNER, Shape.LINES):
                _unusable(assembly, sheet)
        elif sheet.shape is Shape.RECORD:
            _record(assembly, grid)
        elif sheet.shape is Shape.ROWS:
            _rows(assembly, grid)
        elif sheet.shape is Shape.MAPPING:
            _mapping(assembly, grid)
        elif sheet.section == "agreements":
            _agreement_parts(assembly, grid)
        elif sheet.section == "coalition_costs":
            _coalitions(assembly, grid)
        elif sheet.shape is Shape.LINES:
            _lines(assembly, grid, grids.get(_PARENTS[sheet.key]))
        else:
            _inner(assembly, grid, grids.get(_PARENTS[sheet.key]))
    for grid in grids.values():
        _check_absent(assembly, grid)
    return assembly


def _unusable(assembly: Assembly, sheet: Sheet) -> None:
    """Make the section invalid, so that other sections are not judged by its absence."""
    assembly.plain[sheet.section] = None
    assembly.spots[sheet.section, None, ()] = Spot("", None)


def _record(assembly: Assembly, grid: Grid) -> None:
    section = grid.sheet.section
    for entry in grid.entries:
        _remember(assembly, grid, entry, None, ())
        present = entry.values.get(PRESENT)
        table = _nested(entry, grid.sheet.columns)
        table.pop("present", None)
        if table or present is True:
            assembly.plain[section] = table


def _rows(assembly: Assembly, grid: Grid) -> None:
    section = grid.sheet.section
    rows: list[dict[str, Any]] = []
    for number, entry in enumerate(grid.entries, 1):
        _remember(assembly, grid, entry, number, ())
        rows.append(_nested(entry, grid.sheet.columns))
    if not any(grid.heads.values()):  # the headers are gone, so no row could be read
        _unusable(assembly, grid.sheet)
    else:
        assembly.plain[section] = rows


def _mapping(assembly: Assembly, grid: Grid) -> None:
    key_column = grid.sheet.columns[0]
    if grid.heads.get(key_column) is None:
        _unusable(assembly, grid.sheet)
        return
    table: dict[str, Any] = {}
    for entry, (key,) in _keyed(grid):
        _remember(assembly, grid, entry, None, (key,))
        assembly.spots[grid.sheet.section, None, (key,)] = Spot(grid.title, entry.places[key_column])
        table[key] = _nested(entry, grid.sheet.columns[1:])
    assembly.plain[grid.sheet.section] = table


def _inner(assembly: Assembly, grid: Grid, parent: Grid | None) -> None:
    """What each partner brings to a task or a function, put into the row of that task or function."""
    section = grid.sheet.section
    rows: list[dict[str, Any]] | None = assembly.plain.get(section)
    if not isinstance(rows, list) or parent is None or parent.heads.get(parent.sheet.columns[0]) is None:
        return  # the rows they belong to cannot be read; that is reported there
    numbers: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        numbers.setdefault(str(row.get("id", "")).strip(), number)
    unsure = "" in numbers or any(problem.where.fields == ("id",) for problem in parent.problems)
    parent_column, partner_column = grid.sheet.columns[:2]
    for entry, (item, partner) in _keyed(grid):
        if item not in numbers and unsure:
            continue  # it may well be the row whose key cannot be read
        if item not in numbers:
            names = ", ".join(name for name in numbers if name) or "–"
            where = entry.places[parent_column]
            grid.fault(
                where, "unknown_item", column=parent_column, key=item[:80], sheet=parent.title, names=names
            )
            continue
        number = numbers[item]
        outer = grid.sheet.columns[2].path[0]
        table: dict[str, Any] = rows[number - 1].setdefault(outer, {})
        key = Spot(grid.title, entry.places[partner_column])
        assembly.spots[section, number, (outer, partner)] = key
        assembly.spots[section, number, (outer, partner, KEY)] = key
        for column in grid.sheet.columns[2:]:
            place = Spot(grid.title, entry.places[column])
            assembly.spots[section, number, _resolved(column, partner)] = place
        if outer == "parts":
            table[partner] = _nested(entry, grid.sheet.columns[2:], skip=2)
        elif grid.sheet.columns[2] in entry.values:
            table[partner] = entry.values[grid.sheet.columns[2]]
        elif entry.places[grid.sheet.columns[2]]:
            grid.fault(entry.places[grid.sheet.columns[2]], "missing_value", column=grid.sheet.columns[2])


def _agreement_parts(assembly: Assembly, grid: Grid) -> None:
    columns = grid.sheet.columns[1:]
    for column in columns:
        if column.path == ("cost_key", ANY, "value") or column.path == ("votes", ANY):
            assembly.spots["agreements", None, column.path[:1]] = Spot(grid.title, grid.heads.get(column))
    for entry, (partner,) in _keyed(grid):
        for name in ("cost_key", "votes"):
            key = Spot(grid.title, entry.places[grid.sheet.columns[0]])
            assembly.spots["agreements", None, (name, partner)] = key
            assembly.spots["agreements", None, (name, partner, KEY)] = key
        for column in columns:
            place = Spot(grid.title, entry.places[column])
            assembly.spots["agreements", None, _resolved(column, partner)] = place
        filled = [column for column in columns if column in entry.values]
        if filled and assembly.plain.get("agreements", {}) is not None:
            agreements = assembly.plain.setdefault("agreements", {})
            for column in filled:
                _set(agreements, _resolved(column, partner), entry.values[column])


def _coalitions(assembly: Assembly, grid: Grid) -> None:
    """The costs of each coalition, put into the record that says where they come from."""
    section, (key_column, column) = grid.sheet.section, grid.sheet.columns
    for entry, (name,) in _keyed(grid):
        assembly.spots[section, None, ("costs", name)] = Spot(grid.title, entry.places[column])
        assembly.spots[section, None, ("costs", name, KEY)] = Spot(grid.title, entry.places[key_column])
        if column not in entry.values:
            grid.fault(entry.places[column], "missing_value", column=column)
        elif assembly.plain.get(section, {}) is not None:
            table = assembly.plain.setdefault(section, {}).setdefault("costs", {})
            table[name] = entry.values[column]
    # a coalition that is missing because its row cannot be read, is reported at that row
    head = None if grid.problems else grid.heads.get(column)
    assembly.spots[section, None, ("costs",)] = Spot(grid.title, head)


def _lines(assembly: Assembly, grid: Grid, parent: Grid | None) -> None:
    """The rows that belong to a partner, in their order, put into the row of that partner."""
    section, (key_column, *columns) = grid.sheet.section, grid.sheet.columns
    rows: list[dict[str, Any]] | None = assembly.plain.get(section)
    if not isinstance(rows, list) or parent is None or grid.heads.get(key_column) is None:
        return  # the rows they belong to cannot be read; that is reported there
    outer = columns[0].path[0]
    numbers = {str(row.get("partner", "")).strip(): number for number, row in reversed([*enumerate(rows, 1)])}
    for entry in grid.entries:
        item = str(entry.values.get(key_column, "")).strip()
        if not item:
            text = header(key_column, grid.language)
            grid.fault(entry.places[key_column], "missing_key", column=key_column, text=text)
        elif item in numbers:
            number = numbers[item]
            lines: list[Any] = rows[number - 1].setdefault(outer, [])
            lines.append(_nested(entry, tuple(columns), skip=1))
            place = (outer, str(len(lines)))
            assembly.spots[section, number, place] = Spot(grid.title, entry.places[key_column])
            for column in columns:
                spot = Spot(grid.title, entry.places[column])
                assembly.spots[section, number, (*place, *column.path[1:])] = spot
        elif "" not in numbers:  # else it may well be the row whose partner cannot be read
            where, names = entry.places[key_column], ", ".join(numbers) or "–"
            grid.fault(
                where, "unknown_item", column=key_column, key=item[:80], sheet=parent.title, names=names
            )


def _check_absent(assembly: Assembly, grid: Grid) -> None:
    """Someone wrote that the section is not in the dossier, and yet it is filled in."""
    if grid.sheet.shape is Shape.RECORD and grid.sheet.section in assembly.plain:
        for entry in grid.entries:
            if entry.values.get(PRESENT) is False:
                grid.fault(entry.places[PRESENT], "said_absent", column=PRESENT)


def _keyed(grid: Grid) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Entries with what they are about; a row that does not say it, or says the same twice, is noted."""
    columns = grid.sheet.columns[: grid.sheet.keys]
    if any(grid.heads.get(column) is None for column in columns):
        return
    first: dict[tuple[str, ...], int] = {}
    for entry in grid.entries:
        missing = [column for column in columns if column not in entry.values]
        for column in missing:
            grid.fault(entry.places[column], "missing_key", column=column, text=header(column, grid.language))
        if missing:
            continue
        keys = tuple(str(entry.values[column]).strip() for column in columns)
        if keys in first:
            column = columns[-1]
            text = " / ".join(keys)[:80]
            grid.fault(entry.places[column], "same_key", column=column, key=text, row=str(first[keys]))
            continue
        first[keys] = entry.number
        yield entry, keys


def _remember(assembly: Assembly, grid: Grid, entry: Entry, number: int | None, prefix: Path) -> None:
    section = grid.sheet.section
    for column, position in entry.places.items():
        if prefix and column is grid.sheet.columns[0]:
            continue
        assembly.spots[section, number, (*prefix, *column.path)] = Spot(grid.title, position)
    if number is not None:
        first = next((position for position in entry.places.values() if position), None)
        assembly.spots[section, number, ()] = Spot(grid.title, first)


def _resolved(column: Column, partner: str) -> Path:
    return tuple(partner if step == ANY else step for step in column.path)


def _nested(entry: Entry, columns: tuple[Column, ...], skip: int = 0) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for column in columns:
        if column in entry.values:
            _set(table, column.path[skip:], entry.values[column])
    return table


def _set(table: dict[str, Any], path: Path, value: Any) -> None:
    for step in path[:-1]:
        table = table.setdefault(step, {})
    table[path[-1]] = value
