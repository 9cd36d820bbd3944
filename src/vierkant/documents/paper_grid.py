"""Amounts per group, purpose and month in the spreadsheet of the controller; every total is a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.documents.paper_files import storable
from vierkant.documents.paper_model import Grid, Paper
from vierkant.documents.paper_sheet_looks import SheetLooks

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD = 3
_PAIRS = (("hours_needed", "hours_decided"), ("euros_needed", "euros_decided"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a grid stands: its sheet, its first and last row of amounts, and the letter of its totals."""

    name: str
    last: int
    letter: str

    def column(self, letter: str) -> str:
        """A column of the grid, fixed."""
        return f"'{self.name}'!${letter}${_HEAD + 1}:${letter}${self.last}"


def write_grids(book: Any, paper: Paper, looks: SheetLooks, tabs: set[str]) -> None:
    """The overview and one sheet per grid; nothing when the paper has none."""
    if not paper.grids:
        return
    words = paper.grid_words
    overview = book.create_sheet(words["overview"])
    tabs.add(overview.title)
    places = {}
    for grid in paper.grids:
        page = book.create_sheet(grid.title)
        tabs.add(grid.title)
        places[grid.key] = _grid(page, grid, words, looks)
    _overview(overview, paper, places, looks)


def _text(page: Worksheet, row: int, column: int, text: str) -> Any:
    cell = page.cell(row, column)
    cell.value = storable(text)
    cell.data_type = "s"  # never a formula, whatever it begins with
    return cell


def _heads(page: Worksheet, texts: list[Any], looks: SheetLooks, row: int = _HEAD) -> None:
    for number, text in enumerate(texts, 1):
        if isinstance(text, str):
            _text(page, row, number, text)
        else:
            page.cell(row, number).value = text
            page.cell(row, number).number_format = "mmm yyyy"
        looks.head(page.cell(row, number))
        page.cell(row, number).alignment = looks.wrapped


def _grid(page: Worksheet, grid: Grid, words: dict[str, str], looks: SheetLooks) -> _Place:
    from openpyxl.utils import get_column_letter  # heavy

    _text(page, 1, 1, grid.title).font = looks.heading
    _heads(page, [words["group"], words["kind"], *grid.months, words["undated"], words["total"]], looks)
    last = _HEAD + max(len(grid.rows), 1)
    width = len(grid.months) + 4
    total, before = get_column_letter(width), get_column_letter(width - 1)
    for row, ((group, kind, values), left) in enumerate(zip(grid.rows, grid.undated, strict=True), _HEAD + 1):
        _text(page, row, 1, group)
        _text(page, row, 2, kind)
        for column, value in enumerate((*values, left), 3):
            if value:
                page.cell(row, column).value = value
                page.cell(row, column).number_format = grid.pattern
        page.cell(row, width).value = f"=SUM(C{row}:{before}{row})"
        page.cell(row, width).number_format = grid.pattern
    _text(page, last + 1, 1, words["total"]).font = looks.bold
    for column in range(3, width + 1):
        letter = get_column_letter(column)
        cell = page.cell(last + 1, column)
        cell.value = f"=SUM({letter}{_HEAD + 1}:{letter}{last})"
        cell.number_format, cell.font = grid.pattern, looks.bold
    for column in range(1, width + 1):
        page.column_dimensions[get_column_letter(column)].width = 34 if column < 3 else 11
    page.freeze_panes = page.cell(_HEAD + 1, 3)
    page.auto_filter.ref = f"A{_HEAD}:{total}{last}"
    return _Place(page.title, last, total)


def _overview(page: Worksheet, paper: Paper, places: dict[str, _Place], looks: SheetLooks) -> None:
    """Needed, decided and short, per group and per purpose; a group is found by its name in the first column."""
    words = paper.grid_words
    _text(page, 1, 1, words["overview"]).font = looks.heading
    _text(page, 2, 1, words["overview_text"])
    page.column_dimensions["A"].width = 46
    for letter in "BCDEFG":
        page.column_dimensions[letter].width = 15
    row = 4
    for title, letter, place in (("group", "A", 0), ("kind", "B", 1)):
        found = (item[:2] for grid in paper.grids for item in grid.rows)
        labels = list(dict.fromkeys(item[place] for item in found))
        row = _totals(page, row, words[title], letter, labels, paper, places, looks) + 2
    page.freeze_panes = "B2"


def _totals(
    page: Worksheet,
    row: int,
    title: str,
    letter: str,
    labels: list[str],
    paper: Paper,
    places: dict[str, _Place],
    looks: SheetLooks,
) -> int:
    words = paper.grid_words
    titles = {grid.key: grid.title for grid in paper.grids}
    heads = [title]
    for needed, decided in _PAIRS:
        heads += [titles[needed], titles[decided], words["short"]]
    _heads(page, heads, looks, row)
    first = row + 1
    for row, label in enumerate(labels, first):
        _text(page, row, 1, label)
        for column, needed, decided in ((2, *_PAIRS[0]), (5, *_PAIRS[1])):
            for shift, key in enumerate((needed, decided)):
                found = places[key]
                page.cell(
                    row, column + shift
                ).value = f"=SUMPRODUCT(({found.column(letter)}=$A{row})*{found.column(found.letter)})"
            a, b = "BC" if column == 2 else "EF"
            page.cell(row, column + 2).value = f"=MAX(0,{a}{row}-{b}{row})"
    _text(page, row + 1, 1, words["total"]).font = looks.bold
    for column, name in enumerate("BCDEFG", 2):
        page.cell(row + 1, column).value = f"=SUM({name}{first}:{name}{row})"
        page.cell(row + 1, column).font = looks.bold
        for line in range(first, row + 2):
            page.cell(line, column).number_format = "#,##0"
    return row + 1
