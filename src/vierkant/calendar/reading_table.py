"""Dates in a table: the cells of a CSV file, or of rows pasted from a spreadsheet or a page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from vierkant.calendar.reading_checks import Collector, Spot
from vierkant.calendar.reading_marks import Mark, marks, misspelt_month, plain
from vierkant.calendar.reading_results import DateKind, ReadDates
from vierkant.calendar.reading_text import MOST_CHARACTERS, Item, items, put
from vierkant.calendar.reading_words import kind_of
from vierkant.quantities import Level, Message

MOST_ROWS = 10_000
MOST_COLUMNS = 100
DELIMITERS = ";\t,|"
_DATE = re.compile(r"^\W*(?:datum|data|date|dates|dag|day|wanneer|when)\b", re.IGNORECASE)
_BEGIN = re.compile(r"^\W*(?:van(?:af)?|begin\w*|start\w*|from|eerste dag)\b", re.IGNORECASE)
_END = re.compile(r"^\W*(?:tot|t/m|eind\w*|end\w*|until|through|to|laatste dag)\b", re.IGNORECASE)
_KIND = re.compile(r"^\W*(?:soort|type|kind|categorie|category|orgaan)\b", re.IGNORECASE)
_NAME = re.compile(
    r"^\W*(?:naam|name|onderwerp|subject|titel|title|omschrijving|vergadering)\b", re.IGNORECASE
)
_TIME = re.compile(r"\b(?:tijd|time|uur)\b", re.IGNORECASE)
_SERIAL = re.compile(r"^[3-7][0-9]{4}(?:[.,]0+)?$")
_DAY_ZERO = date(1899, 12, 30)
"""The day before the first of a spreadsheet, which counts 29 February 1900 as a day."""


@dataclass(slots=True)
class _Columns:
    """What the header says of each column."""

    dates: set[int] = field(default_factory=set)
    begin: int | None = None
    end: int | None = None
    kind: int | None = None
    name: int | None = None
    kinds: dict[int, DateKind] = field(default_factory=dict)
    """Columns that hold the dates of one kind: a column "Raad" and a column "Commissie"."""


def rows_of(text: str) -> list[list[str]]:
    """The cells of every row. A quote that is never closed does not swallow the rest of the table.

    The delimiter is the one that stands most evenly in the first rows.
    """
    head = [line for line in text.splitlines()[:40] if line.strip()]
    delimiter = max(
        DELIMITERS, key=lambda sign: (sum(sign in line for line in head), -DELIMITERS.index(sign))
    )
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))
        except csv.Error:
            continue
        if not any(cell.count("\n") > 5 for row in rows for cell in row):
            return rows
    return [line.split(delimiter) for line in text.splitlines()]


def read_rows(rows: Sequence[Sequence[str]], *, year: int, usual: DateKind) -> ReadDates:
    """The dates in the cells; ``usual`` is the kind of a date about which neither row nor header says anything."""
    collector = Collector(year)
    columns, is_headed, left = _Columns(), False, MOST_CHARACTERS
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        cells = [plain(" ".join(cell.split())) for cell in row[:MOST_COLUMNS]]
        # Only what holds a number can be a date, and only that takes long to look through.
        left -= sum(len(cell) for cell in cells if re.search("[0-9]", cell))
        if left < 0:
            collector.problem(_spot(number, 0), Level.RED, "too_long", most=MOST_CHARACTERS)
            break
        if not any(cells):
            continue
        found = {place: marks(cell) for place, cell in enumerate(cells)}
        if not any(found.values()) and not is_headed and _is_header(cells):
            columns, is_headed = _columns(cells), True
            continue
        _read_row(cells, found, number, columns, collector, usual)
        if collector.is_full:
            break
    if len(rows) > MOST_ROWS:
        collector.problem(_spot(MOST_ROWS, 0), Level.RED, "too_many_lines", most=MOST_ROWS)
    if not collector.dates and not any(problem.level is Level.RED for problem in collector.problems):
        collector.problem(_spot(1, 0), Level.RED, "nothing_found" if rows else "empty")
    return collector.result()


def has_header(text: str) -> bool:
    """Whether a pasted text is a table with a header: its columns say what a date is, or where the name stands."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    return "\t" in head and not marks(plain(head)) and _is_header(head.split("\t"))


def _spot(row: int, column: int) -> Spot:
    letters, number = "", column
    while number >= 0:
        letters, number = chr(65 + number % 26) + letters, number // 26 - 1
    return Spot(row, Message("calendar_files.where.cell", {"row": row, "cell": f"{letters}{row}"}))


def _is_header(cells: Sequence[str]) -> bool:
    words = (_DATE, _BEGIN, _END, _KIND, _NAME, _TIME)
    return any(pattern.search(cell) for cell in cells for pattern in words) or any(map(kind_of, cells))


def _columns(cells: Sequence[str]) -> _Columns:
    columns = _Columns()
    for place, cell in enumerate(cells):
        kind = kind_of(cell)
        if _TIME.search(cell):
            continue
        if _DATE.search(cell):
            columns.dates.add(place)
            if kind is not None:
                columns.kinds[place] = kind
        elif _BEGIN.search(cell):
            columns.begin = place
        elif _END.search(cell):
            columns.end = place
        elif _KIND.search(cell):
            columns.kind = place
        elif _NAME.search(cell):
            columns.name = place
        elif kind is not None:
            columns.kinds[place] = kind
    return columns


def _read_row(
    cells: list[str], found: dict[int, list[Mark]], number: int, columns: _Columns, collector: Collector,
    usual: DateKind,
) -> None:  # fmt: skip
    for place in {*columns.dates, columns.begin, columns.end} & set(found):
        if place is not None and _SERIAL.match(cells[place]):
            found[place] = [_serial(cells[place])]
            collector.problem(_spot(number, place), Level.AMBER, "serial", text=cells[place])
    words = [cell for place, cell in enumerate(cells) if cell and not found[place]]
    kind, name = _row_kind(cells, words, columns), _row_name(cells, words, columns)
    if _has_period(found, columns) and columns.begin is not None and columns.end is not None:
        item = Item(found[columns.begin][0], found[columns.end][0], kind, name)
        put(collector, _spot(number, columns.begin), item, kind, usual, "; ".join(cells))
        return
    is_found = False
    for place, in_cell in found.items():
        for item in items(cells[place], in_cell) if in_cell else ():
            is_found = True
            own = item.kind or kind or columns.kinds.get(place)
            named = Item(item.first, item.last, own, item.name or name)
            put(
                collector,
                _spot(number, place),
                named,
                own,
                usual,
                cells[place] if item.name else "; ".join(cells),
            )
    if not is_found:
        _without_date(cells, number, columns, collector)


def _has_period(found: dict[int, list[Mark]], columns: _Columns) -> bool:
    begin, end = found.get(columns.begin or 0), found.get(columns.end or 0)
    return columns.begin is not None and columns.end is not None and bool(begin) and bool(end)


def _row_kind(cells: Sequence[str], words: Sequence[str], columns: _Columns) -> DateKind | None:
    if columns.kind is not None and columns.kind < len(cells):
        kind = kind_of(cells[columns.kind])
        if kind is not None:
            return kind
    return kind_of(" | ".join(words))


def _row_name(cells: Sequence[str], words: Sequence[str], columns: _Columns) -> str:
    if columns.name is not None and columns.name < len(cells) and cells[columns.name]:
        return cells[columns.name]
    return next((word for word in words if kind_of(word)), "")


def _serial(text: str) -> Mark:
    on = _DAY_ZERO + timedelta(days=int(text[:5]))
    return Mark(0, len(text), on.day, on.month, on.year, None)


def _without_date(cells: Sequence[str], number: int, columns: _Columns, collector: Collector) -> None:
    """A row without a date: wrong when something stands where a date should, or when it holds a number."""
    for place in sorted(columns.dates | set(columns.kinds)):
        if place < len(cells) and cells[place]:
            misspelt = misspelt_month(cells[place])
            if misspelt is not None:
                word, month = misspelt
                collector.problem(_spot(number, place), Level.RED, "misspelt_month", word=word, month=month)
            else:
                collector.problem(_spot(number, place), Level.RED, "no_date_in_cell", text=cells[place][:80])
            return
    if any(re.search("[0-9]", cell) for cell in cells):
        collector.problem(_spot(number, 0), Level.AMBER, "no_date", text="; ".join(cells)[:80])
