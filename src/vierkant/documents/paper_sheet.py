"""A paper as spreadsheet: the text on the first sheet, every table on a sheet of its own, totals as formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from vierkant.documents.paper_files import storable, timeless
from vierkant.documents.paper_grid import write_grids
from vierkant.documents.paper_model import GAP, Paper, ValueCell
from vierkant.documents.paper_sheet_looks import SheetLooks
from vierkant.documents.report_blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Notes,
    Panel,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD = 3
"""Row of the heads on the sheet of a table."""
_LONGEST_TAB = 31
_TAB_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def sheet(paper: Paper) -> bytes:
    """The bytes of the .xlsx file; the same paper gives the same bytes."""
    import openpyxl  # here because the command line must start fast

    book = openpyxl.Workbook()
    looks = SheetLooks.make()
    text = book.active
    text.title = tab(paper.title, set())
    tables = list(_tables(paper))
    tabs = {text.title}
    names = []
    for _place, table in tables:
        names.append(tab(table.caption, tabs))
        tabs.add(names[-1])
    _text(text, paper, {id(table): name for (_place, table), name in zip(tables, names, strict=True)}, looks)
    write_grids(book, paper, looks, tabs)
    for (_place, table), name in zip(tables, names, strict=True):
        _table(book.create_sheet(name), table, looks)
    for page in book.worksheets:
        looks.print_setup(page, paper.words["page"])
    properties = book.properties
    properties.creator, properties.title = "Vierkant", storable(f"{paper.title} – {paper.kicker}")[:255]
    properties.language = "nl-NL" if paper.language == "nl" else "en-GB"
    stream = BytesIO()
    book.save(stream)
    return timeless(stream.getvalue(), paper.today)


def tab(text: str, taken: set[str]) -> str:
    """A name for a sheet: short, with no forbidden characters, and not taken."""
    words = _TAB_FORBIDDEN.sub(" ", storable(text)).split()
    name = ""
    for word in words:
        if len(name) + len(word) + 1 > _LONGEST_TAB - 3:
            break
        name = f"{name} {word}".strip()
    name = name.rstrip(",;.") or text[: _LONGEST_TAB - 3]
    number, found = 1, name
    while found.casefold() in {item.casefold() for item in taken}:
        number += 1
        found = f"{name} {number}"
    return found


def _tables(paper: Paper) -> Iterator[tuple[int, Table]]:
    yield from ((0, table) for table in paper.tables)
    for number, chapter in enumerate(paper.chapters, 1):
        yield from ((number, block) for block in chapter.blocks if isinstance(block, Table))


def _text(page: Worksheet, paper: Paper, names: dict[int, str], looks: SheetLooks) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 100
    row = _Rows(page, looks)
    row.put(paper.title, font=looks.title)
    row.put(paper.kicker)
    if paper.draft:
        row.put(paper.draft, font=looks.bold)
    for text in paper.missing:
        row.put("", f"• {text}")
    row.put("", paper.lead)
    for term, text in paper.facts:
        row.put(term, text)
    for table in paper.tables:
        row.link(table.caption, names[id(table)])
    for number, chapter in enumerate(paper.chapters, 1):
        row.skip()
        row.put(f"{number}  {chapter.title}" if paper.numbered else chapter.title, font=looks.heading)
        for block in chapter.blocks:
            _write(row, block, names)


def _write(row: _Rows, block: Block, names: dict[int, str]) -> None:
    if isinstance(block, Paragraph):
        row.put("", block.text)
    elif isinstance(block, Heading):
        row.put(block.text, font=row.looks.bold)
    elif isinstance(block, Table):
        row.link(block.caption, names[id(block)])
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            row.put("", (f"{number}. " if block.ordered else "• ") + _whole(item))
    elif isinstance(block, Notes):
        for note in block.items:
            row.put(note.word, "\n".join(part for part in (note.text, note.action, note.basis) if part))
    elif isinstance(block, Panel):
        row.put(block.title, "\n".join((block.text, *map(_whole, block.rows))), font=row.looks.bold)
    else:
        raise TypeError(f"a paper holds no {type(block).__name__}")


def _whole(item: Cell) -> str:
    return f"{item.text}\n{item.note}" if item.note else item.text


class _Rows:
    """Rows of the sheet with text, one below the other."""

    def __init__(self, page: Worksheet, looks: SheetLooks) -> None:
        self.page, self.looks, self._row = page, looks, 0

    def skip(self) -> None:
        """An empty row."""
        self._row += 1

    def put(self, left: str, right: str = "", *, font: Any = None) -> None:
        """One row: a word on the left, the text on the right."""
        self._row += 1
        for number, text in enumerate((left, right), 1):
            if text:
                put(self.page, self._row, number, text, self.looks)
        if font is not None:
            cell = self.page.cell(self._row, 1)
            cell.font, cell.alignment = font, self.looks.one_line

    def link(self, caption: str, name: str) -> None:
        """Where a table stands."""
        from openpyxl.worksheet.hyperlink import Hyperlink  # heavy

        self.put("", caption)
        cell = self.page.cell(self._row, 2)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.font = self.looks.link


def put(page: Worksheet, row: int, column: int, text: str, looks: SheetLooks) -> None:
    """A text, never a formula, whatever it begins with; a gap gets its colour."""
    cell = page.cell(row, column)
    cell.value = storable(text)
    cell.data_type = "s"
    cell.alignment = looks.wrapped
    if GAP.search(text):
        cell.fill = looks.gap


def _table(page: Worksheet, table: Table, looks: SheetLooks) -> None:
    """A table with its heads; a second line of a cell gets a column of its own behind it."""
    put(page, 1, 1, table.caption, looks)
    page.cell(1, 1).font, page.cell(1, 1).alignment = looks.heading, looks.one_line
    noted = [any(row[place].note for row in table.rows) for place in range(len(table.columns))]
    place = 1
    for column, has_note, cells in zip(table.columns, noted, zip(*table.rows, strict=True), strict=True):
        _column(page, place, column, cells, table.total, looks)
        if has_note:
            _notes_column(page, place + 1, cells, looks)
        place += 1 + has_note
    page.freeze_panes = page.cell(_HEAD + 1, 2)


def _column(
    page: Worksheet, place: int, column: Column, cells: tuple[Cell, ...], total: bool, looks: SheetLooks
) -> None:
    put(page, _HEAD, place, column.title, looks)
    looks.head(page.cell(_HEAD, place))
    longest = max((len(cell.text) for cell in cells), default=0)
    looks.width(page, place, 14 if column.number else min(50, max(14, longest // 2 + 8)))
    last = _HEAD + len(cells)
    for row, item in enumerate(cells, _HEAD + 1):
        if total and row == last and column.number and all(isinstance(cell, ValueCell) for cell in cells):
            letter = page.cell(row, place).column_letter
            page.cell(row, place).value = f"=SUM({letter}{_HEAD + 1}:{letter}{last - 1})"
            page.cell(row, place).number_format = getattr(item, "pattern", "General")
        elif isinstance(item, ValueCell) and item.value is not None:
            page.cell(row, place).value = item.value
            page.cell(row, place).number_format = item.pattern
            page.cell(row, place).alignment = looks.top
        elif item.text:
            put(page, row, place, item.text, looks)
        if item.strong or (total and row == last):
            page.cell(row, place).font = looks.bold


def _notes_column(page: Worksheet, place: int, cells: tuple[Cell, ...], looks: SheetLooks) -> None:
    title = page.cell(_HEAD, place - 1).value
    put(page, _HEAD, place, f"{title} *", looks)
    looks.head(page.cell(_HEAD, place))
    looks.width(page, place, 28)
    for row, item in enumerate(cells, _HEAD + 1):
        if item.note:
            put(page, row, place, item.note, looks)
