"""The table for the budget as spreadsheet and as text with semicolons: real numbers, and sums as formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from vierkant.business_case.budget_table import BudgetTable
from vierkant.documents.paper_files import timeless
from vierkant.documents.paper_sheet import put, tab
from vierkant.documents.paper_sheet_looks import SheetLooks
from vierkant.quantities import Message
from vierkant.terms import Language, render

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Line = tuple[str, Sequence[int] | None, str]
"""Label, whole euros per year or None for a heading, and what the line is: ``head``, ``row``, ``sum`` or ``note``."""

WHOLE_EUROS = "#,##0;[Red]-#,##0"


def word(name: str, language: Language, **arguments: str) -> str:
    """A text of the table."""
    return render(Message(f"business_case.budget.{name}", arguments), language)


def lines(table: BudgetTable, language: Language) -> Iterator[Line]:
    """The lines of a table from top to bottom, for page, spreadsheet and text alike."""
    for name in ("structural", "incidental"):
        yield word(name, language), None, "head"
        for row in getattr(table, name):
            yield render(row.label, language), row.amounts, "row"
        yield word(f"{name}_total", language), getattr(table, f"{name}_total"), "sum"
    yield word("total", language), table.total, "sum"
    yield word("growth", language), table.growth, "note"
    if table.reserve is not None:
        yield word("reserve", language), table.reserve, "note"
    if table.key_shift is not None and any(table.key_shift):
        yield word("key_shift", language), table.key_shift, "note"


def budget_csv(tables: Sequence[BudgetTable], language: Language) -> bytes:
    """All tables below each other, as Dutch spreadsheets open it: semicolons, and a mark that says UTF-8."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for table in tables:
        writer.writerow([_harmless(table.name), *table.years])
        for label, amounts, _ in lines(table, language):
            writer.writerow([_harmless(label), *(amounts or ())])
        writer.writerow([])
    writer.writerow([word("means", language)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _harmless(text: str) -> str:
    """A name that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def budget_workbook(tables: Sequence[BudgetTable], language: Language, today: date) -> bytes:
    """One sheet for each table; subtotals and total are formulas, and give what the page shows."""
    import openpyxl  # here because the command line must start fast

    book = openpyxl.Workbook()
    looks = SheetLooks.make()
    taken: set[str] = set()
    for number, table in enumerate(tables):
        name = tab(table.name, taken)
        taken.add(name)
        page = book.active if number == 0 else book.create_sheet()
        page.title = name
        _sheet(page, table, language, looks)
        looks.print_setup(page, word("page", language))
    book.properties.creator = "Vierkant"
    stream = BytesIO()
    book.save(stream)
    return timeless(stream.getvalue(), today)


def _sheet(page: Worksheet, table: BudgetTable, language: Language, looks: SheetLooks) -> None:
    put(page, 1, 1, word("title", language, partner=table.name), looks)
    page.cell(1, 1).font, page.cell(1, 1).alignment = looks.title, looks.one_line
    put(page, 2, 1, word("means", language), looks)
    page.cell(2, 1).alignment = looks.one_line
    heading = word("year" if table.calendar else "year_after_start", language)
    put(page, 4, 1, heading, looks)
    looks.head(page.cell(4, 1))
    looks.width(page, 1, 52)
    for column, year in enumerate(table.years, 2):
        page.cell(4, column).value = year
        looks.head(page.cell(4, column))
        looks.width(page, column, 13)
    sums: list[int] = []
    first = 0
    for place, (label, amounts, what) in enumerate(lines(table, language), 5):
        put(page, place, 1, label, looks)
        if amounts is None:
            first = place + 1
            page.cell(place, 1).font = looks.heading
            continue
        for column, amount in enumerate(amounts, 2):
            cell = page.cell(place, column)
            cell.value = amount if what != "sum" else _formula(cell, first, place, sums)
            cell.number_format = WHOLE_EUROS
            if what == "sum":
                cell.font = looks.bold
        if what == "sum":
            page.cell(place, 1).font = looks.bold
            sums.append(place)
    page.freeze_panes = page.cell(5, 2)


def _formula(cell: Any, first: int, place: int, sums: Sequence[int]) -> str | int:
    """The sum of the rows since the heading; the last sum adds up the two before it."""
    letter = cell.column_letter
    if len(sums) == 2:
        return "=" + "+".join(f"{letter}{row}" for row in sums)
    return f"=SUM({letter}{first}:{letter}{place - 1})" if first < place else 0
