"""One sheet of a workbook to entries: columns by their header, rows by their label, each value with its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from vierkant.documents.spreadsheet_cells import decode
from vierkant.documents.spreadsheet_layout import LATER_FIELDS, LATER_PARTS, PRESENT, Column, Shape, Sheet
from vierkant.documents.spreadsheet_text import from_cell
from vierkant.documents.spreadsheet_words import (
    FIELD,
    HINT,
    LANGUAGES,
    group_header,
    header,
    headers,
    intro,
    known_columns,
    known_labels,
    known_record_headers,
    normal,
    record_fields,
    record_header,
    record_parts,
    row_label,
    sheet_title,
)
from vierkant.documents.workbook import Cell, Position, WorkbookSheet, coordinate
from vierkant.dossier.problems import Problem, Where
from vierkant.quantities import Message
from vierkant.terms import Language

_HEADER_AMONG = 200
"""Headers stand in row 4 as we write them; someone may have put rows above them."""


@dataclass(slots=True)
class Entry:
    """One item of a sheet: what is filled in, and the cell of every column (None: the column is missing)."""

    number: int
    values: dict[Column, Any] = field(default_factory=dict)
    places: dict[Column, Position | None] = field(default_factory=dict)


@dataclass(slots=True)
class Grid:
    """A sheet as it was found. ``heads`` holds the header cell of each column (or the label of each row)."""

    sheet: Sheet
    title: str
    language: Language
    entries: list[Entry] = field(default_factory=list)
    heads: dict[Column, Position | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    """Fields of a record sheet that an older download does not have; they stay as they are."""

    def fault(
        self,
        position: Position | None,
        name: str,
        *,
        action: str | None = None,
        column: Column | None = None,
        **arguments: str,
    ) -> None:
        """Note a problem; ``name`` is its message, ``action`` by default the message of that name."""
        self.problems.append(
            Problem(
                Message(f"spreadsheet.problem.{name}", arguments),
                self.where(position, column),
                Message(f"spreadsheet.problem.{action or f'{name}_action'}", arguments),
            )
        )

    def where(self, position: Position | None, column: Column | None = None) -> Where:
        """The place of a cell of this sheet."""
        # A column with a key, or one that says a section is there, is no field of the dossier itself.
        keys = () if self.sheet.section == "sources" else self.sheet.columns[: self.sheet.keys]
        is_field = column is not None and column not in keys and column is not PRESENT
        steps = (column.field, column.part) if column is not None and is_field else ()
        fields = tuple(step for step in steps if step)
        return Where(
            section=self.sheet.section,
            fields=fields,
            sheet=self.title,
            cell=coordinate(*position) if position else None,
        )


def read_grid(found: WorkbookSheet, sheet: Sheet, language: Language) -> Grid:
    """The entries of one sheet, with everything that is wrong with its build or its cells."""
    grid = Grid(sheet, found.title, language)
    known: Mapping[str, Any] = (
        known_record_headers() if sheet.shape is Shape.RECORD else dict(known_columns(sheet))
    )
    row = _header_row(found.cells, known)
    if row is None:
        grid.fault(None, "no_header", names=", ".join(headers(sheet, language)))
        grid.heads = dict.fromkeys(sheet.columns)
        return grid
    named = _named_columns(grid, found.cells, row, known.get)
    _check_outside(grid, found.cells, row)
    if sheet.shape is Shape.RECORD:
        _read_record(grid, found.cells, row, named)
    else:
        _read_rows(grid, found.cells, row, named)
    return grid


def shown(cell: Cell | None) -> str:
    """The text of a cell for a message, or to compare with a header."""
    if cell is None or cell.value is None:
        return ""
    text = from_cell(cell.value) if isinstance(cell.value, str) else str(cell.value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _header_row(cells: Mapping[Position, Cell], known: Mapping[str, Any]) -> int | None:
    counts: dict[int, int] = {}
    for (row, _), cell in cells.items():
        if row <= _HEADER_AMONG and normal(shown(cell)) in known:
            counts[row] = counts.get(row, 0) + 1
    return max(counts, key=lambda row: (counts[row], -row)) if counts else None


def _named_columns(
    grid: Grid, cells: Mapping[Position, Cell], row: int, find: Callable[[str], Any]
) -> dict[Any, int]:
    """What each column number is, by its header; unknown and double ones are noted."""
    named: dict[Any, int] = {}
    for number, cell in sorted(_cells_of(cells, row).items()):
        what = find(normal(shown(cell)))
        if what is None:
            grid.fault((row, number), "unknown_column", text=shown(cell))
        elif what in named:
            grid.fault((row, number), "column_twice", text=shown(cell), cell=coordinate(row, named[what]))
        else:
            named[what] = number
    return named


def _cells_of(cells: Mapping[Position, Cell], row: int) -> dict[int, Cell]:
    return {number: cell for (at, number), cell in cells.items() if at == row}


@cache
def _texts_above(sheet: Sheet) -> frozenset[str]:
    found: set[str] = set()
    for each in LANGUAGES:
        found |= {sheet_title(sheet.key, each), intro(sheet.key, each)}
        found |= {group_header(column, each) for column in sheet.columns if column.figure}
    return frozenset(normal(text) for text in found)


def _check_outside(grid: Grid, cells: Mapping[Position, Cell], row: int) -> None:
    """What stands above the headers or in a column without one would be lost: it is a problem."""
    headed = _cells_of(cells, row)
    above: list[Position] = []
    nameless: dict[int, int] = {}
    for (at, number), cell in cells.items():
        if at < row and normal(_whole(cell)) not in _texts_above(grid.sheet):
            above.append((at, number))
        elif at > row and number not in headed:
            nameless[number] = min(at, nameless.get(number, at))
    for position in above:
        grid.fault(position, "above_header", row=str(row))
    for number, at in nameless.items():  # one per column: what to do is the same for all its cells
        grid.fault((at, number), "nameless_column", row=str(row))


def _whole(cell: Cell) -> str:
    return from_cell(cell.value) if isinstance(cell.value, str) else str(cell.value)


def _read_rows(grid: Grid, cells: Mapping[Position, Cell], row: int, named: Mapping[Column, int]) -> None:
    for column in grid.sheet.columns:
        grid.heads[column] = (row, named[column]) if column in named else None
        if column not in named and column.part not in LATER_PARTS:
            grid.fault(None, "missing_column", text=header(column, grid.language), row=str(row))
    by_number = {number: column for column, number in named.items()}
    entries: dict[int, Entry] = {}
    for (at, number), cell in cells.items():
        if at <= row or number not in by_number:
            continue
        entry = entries.get(at)
        if entry is None:
            places = {column: (at, n) if (n := named.get(column)) else None for column in grid.sheet.columns}
            entry = entries[at] = Entry(at, places=places)
        _put(grid, entry, by_number[number], (at, number), cell)
    grid.entries = [entries[at] for at in sorted(entries)]


def _read_record(grid: Grid, cells: Mapping[Position, Cell], row: int, named: Mapping[str, int]) -> None:
    needed = (FIELD, *record_parts(grid.sheet))
    for part in needed:
        if part not in named and part not in LATER_PARTS:
            grid.fault(None, "missing_column", text=record_header(part, grid.language), row=str(row))
    if FIELD not in named:
        grid.heads = dict.fromkeys(grid.sheet.columns)
        return
    rows = _labelled_rows(grid, cells, row, named)
    entry = Entry(row)
    columns = {(column.field, column.part or "value"): column for column in grid.sheet.columns}
    for (name, part), column in columns.items():
        at, number = rows.get(name), named.get(part)
        grid.heads[column] = (at, named[FIELD]) if at else None
        entry.places[column] = (at, number) if at and number else None
    used = {position: column for column, position in entry.places.items() if position}
    labelled = {at: name for name, at in rows.items()}
    free = {named[FIELD], named.get(HINT)}
    for position, cell in sorted(cells.items()):
        if position in used:
            _put(grid, entry, used[position], position, cell)
        elif position[0] in labelled and position[1] in named.values() and position[1] not in free:
            grid.fault(position, "no_figure_here")
    grid.entries = [entry]


def _labelled_rows(
    grid: Grid, cells: Mapping[Position, Cell], row: int, named: Mapping[str, int]
) -> dict[str, int]:
    """Field → the row with its label; unknown, double and missing ones are noted."""
    rows: dict[str, int] = {}
    numbers = sorted({at for at, number in cells if at > row and number in named.values()})
    for at in numbers:
        position = (at, named[FIELD])
        text = shown(cells.get(position))
        name = known_labels(grid.sheet).get(normal(text))
        if not text:
            grid.fault(position, "missing_key", text=record_header(FIELD, grid.language))
        elif name is None:
            grid.fault(position, "unknown_row", text=text)
        elif name in rows:
            grid.fault(position, "row_twice", text=text, cell=coordinate(rows[name], named[FIELD]))
        else:
            rows[name] = at
    later = LATER_FIELDS.get(grid.sheet.section, frozenset())
    absent = [name for name in record_fields(grid.sheet) if name not in rows]
    if later and later.isdisjoint(rows):  # all of them: an older download, not a row that someone removed
        grid.absent = [name for name in absent if name in later]
    for name in (name for name in absent if name not in grid.absent):
        above = record_header(FIELD, grid.language)
        grid.fault(None, "missing_row", text=row_label(grid.sheet, name, grid.language), header=above)
    return rows


def _put(grid: Grid, entry: Entry, column: Column, position: Position, cell: Cell) -> None:
    decoded = decode(cell, column, grid.language)
    entry.values[column] = decoded.value
    if decoded.fault is not None:
        where = grid.where(position, column)
        grid.problems.append(Problem(decoded.fault.message, where, decoded.fault.action))
