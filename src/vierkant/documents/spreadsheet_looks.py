"""How the spreadsheet looks and helps while filling in: styles, widths, choice lists, printing."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vierkant.documents.spreadsheet_layout import Column, Kind, Shape, Sheet
from vierkant.documents.spreadsheet_words import hint, long_choices, sheet_title, words, yes_no
from vierkant.documents.workbook import coordinate
from vierkant.quantities import LARGEST_FIGURE, Message, Unit
from vierkant.terms import Language, render

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_SPARE_ROWS = 1000
"""Rows below the data that already have choice lists."""
_FIRST_ROW = 5

_FORMATS = {
    Kind.TEXT: "@",
    Kind.KEYS: "@",
    Kind.DATES: "@",
    Kind.PERIODS: "@",
    Kind.SHARE: "0.0%",
    Kind.WHOLE: "0",
    Kind.YEAR: "0",
    Kind.DATE: "dd-mm-yyyy",
}
_UNIT_FORMATS = {Unit.FTE: "#,##0.0", Unit.RESIDENTS: "#,##0", Unit.HOURS: "#,##0"} | dict.fromkeys(
    (Unit.EURO, Unit.EURO_PER_YEAR, Unit.EURO_PER_FTE), "#,##0"
)
_LONG = frozenset(
    {
        "note", "what_changes", "text", "title", "goal", "withdrawal_terms", "information_terms", "stays", "changes",
        "message", "question", "answer", "work_that_stops", "change", "own_goal", "went_well", "went_wrong", "lesson",
        "reference", "reason", "proposal", "fear",
    }
)  # fmt: skip
_NAMES = frozenset(
    {"name", "owner", "publisher", "url", "licence", "assumption", "unit", "holder", "about", "document"}
)


def number_format(column: Column) -> str:
    """The number format of a column's cells; in a cell of text, what is typed stays text."""
    if column.kind is Kind.NUMBER or (column.kind is Kind.WHOLE and column.unit is not None):
        return _UNIT_FORMATS.get(column.unit, "General") if column.unit else "General"
    return _FORMATS.get(column.kind, "@")


def width(column: Column) -> float:
    """The width of a column, in characters."""
    if column.part in ("year", "low", "high", "value"):
        return 12
    if column.field in _LONG and not column.figure:
        return 50
    if column.kind in (Kind.DATES, Kind.PERIODS):
        return 36
    if column.field in _NAMES and not column.figure:
        return 30
    return 16


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of one workbook; text is dark on a light ground everywhere (contrast above 10 : 1)."""

    title: Any
    bold: Any
    link_font: Any
    header_fill: Any
    part_fill: Any
    input_fill: Any
    line: Any
    wrapped: Any
    across: Any
    heads: dict[bool, Any] = field(default_factory=dict)
    """The style of a header cell as the workbook numbers it, once it has one."""

    @classmethod
    def make(cls) -> Looks:
        """The styles, made once per workbook."""
        # openpyxl is loaded here because the command line must start fast
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        thin = Side(style="thin", color="7F8C9A")
        return cls(
            title=Font(bold=True, size=16),
            bold=Font(bold=True),
            link_font=Font(underline="single", color="0B4F8A"),
            header_fill=PatternFill("solid", fgColor="C9DDEF"),
            part_fill=PatternFill("solid", fgColor="E8F0F7"),
            input_fill=PatternFill("solid", fgColor="FFFBE6"),
            line=Border(left=thin, right=thin, top=thin, bottom=thin),
            wrapped=Alignment(wrap_text=True, vertical="top"),
            across=Alignment(horizontal="centerContinuous"),
        )

    def heading(self, page: Worksheet, row: int) -> None:
        """A heading within a sheet."""
        page.cell(row, 1).font = self.bold

    def link(self, page: Worksheet, row: int, title: str) -> None:
        """The cell with the name of a sheet leads to that sheet."""
        # openpyxl is loaded here because the command line must start fast
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell = page.cell(row, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!A1")
        cell.font = self.link_font
        page.cell(row, 2).alignment = self.wrapped

    def guide(self, page: Worksheet, rows: range) -> None:
        """The sheet that explains: topics on the left, sentences on the right."""
        page.cell(1, 1).font = self.title
        page.cell(2, 1).font = self.bold
        page.column_dimensions["A"].width = 30
        page.column_dimensions["B"].width = 100
        for row in rows:
            page.cell(row, 1).font = self.bold
            page.cell(row, 1).alignment = self.wrapped
            page.cell(row, 2).alignment = self.wrapped

    def lists(self, page: Worksheet, header_row: int) -> None:
        """The sheet with parameters."""
        page.cell(1, 1).font = self.title
        page.column_dimensions["A"].width = 46
        for number in range(1, page.max_column + 1):
            if page.cell(header_row, number).value:
                self.head(page, header_row, number)
            if number > 6:
                page.column_dimensions[coordinate(1, number).rstrip("1")].width = 46
        page.freeze_panes = page.cell(header_row + 1, 2)

    def head(self, page: Worksheet, row: int, number: int, *, part: bool = False) -> None:
        """A header cell; lighter for the parts of a figure that stand behind its value."""
        cell = page.cell(row, number)
        if part in self.heads:
            cell._style = copy(self.heads[part])  # hundreds are the same; looking each up again takes long
            return
        cell.font, cell.alignment, cell.border = self.bold, self.wrapped, self.line
        cell.fill = self.part_fill if part else self.header_fill
        self.heads[part] = cell._style

    def value(self, page: Worksheet, row: int, number: int, column: Column) -> None:
        """A filled cell of a table."""
        cell = page.cell(row, number)
        cell.number_format = number_format(column)
        if column.field in _LONG or column.field == "name" or column.kind in (Kind.DATES, Kind.PERIODS):
            cell.alignment = self.wrapped

    def input(self, page: Worksheet, row: int, number: int, column: Column) -> None:
        """A cell of a record sheet that may be filled in."""
        cell = page.cell(row, number)
        cell.number_format = number_format(column)
        cell.fill, cell.border, cell.alignment = self.input_fill, self.line, self.left()

    def left(self) -> Any:
        """Answers stand on the left, also numbers: they stand below each other without being a column."""
        # openpyxl is loaded here because the command line must start fast
        from openpyxl.styles import Alignment

        return Alignment(horizontal="left", vertical="top", wrap_text=True)


def finish_table(
    page: Worksheet, sheet: Sheet, header_row: int, last_row: int, language: Language, looks: Looks
) -> None:
    """Headers, widths, formats, choice lists and the table itself, when all rows are there."""
    # openpyxl is loaded here because the command line must start fast
    from openpyxl.utils import get_column_letter

    page.cell(1, 1).font = looks.title
    for number, column in enumerate(sheet.columns, 1):
        looks.head(page, header_row, number, part=column.figure and column.part != "value")
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = width(column)
        page.column_dimensions[letter].number_format = number_format(column)
        if column.figure and column.field:
            group = page.cell(header_row - 1, number)
            group.alignment, group.fill, group.font = looks.across, looks.part_fill, looks.bold
        rule = _rule(sheet, column, language)
        if rule is not None:
            rule.add(f"{letter}{header_row + 1}:{letter}{max(last_row, header_row) + _SPARE_ROWS}")
            page.add_data_validation(rule)
    for row in (1, 2):  # the format of the column is for data
        page.cell(row, 1).number_format = "General"
    page.row_dimensions[header_row].height = 48
    page.freeze_panes = page.cell(header_row + 1, 1 + max(sheet.keys, 1))
    _as_table(page, sheet, header_row, max(last_row, header_row + 1), len(sheet.columns))


def finish_record(
    page: Worksheet, sheet: Sheet, parts: Sequence[str], header_row: int, language: Language, looks: Looks
) -> None:
    """The same for a sheet with one field per row."""
    # openpyxl is loaded here because the command line must start fast
    from openpyxl.utils import get_column_letter

    page.cell(1, 1).font = looks.title
    widths = {"field": 42, "value": 60, "hint": 60}
    for number, part in enumerate(parts, 1):
        looks.head(page, header_row, number)
        page.column_dimensions[get_column_letter(number)].width = widths.get(part, 14)
    last = page.max_row
    for row in range(header_row + 1, last + 1):
        page.cell(row, 1).font, page.cell(row, 1).alignment = looks.bold, looks.wrapped
        page.cell(row, len(parts)).alignment = looks.wrapped
    fields = list(dict.fromkeys(column.field for column in sheet.columns))
    for column in sheet.columns:
        rule = _rule(sheet, column, language)
        if rule is not None:
            place = (header_row + 1 + fields.index(column.field), 1 + parts.index(column.part or "value"))
            rule.add(coordinate(*place))
            page.add_data_validation(rule)
    page.freeze_panes = page.cell(header_row + 1, 2)
    _as_table(page, sheet, header_row, last, len(parts))


def _as_table(page: Worksheet, sheet: Sheet, header_row: int, last_row: int, columns: int) -> None:
    """A real table: screen readers say the header of each cell, and new rows are taken in by themselves."""
    # openpyxl is loaded here because the command line must start fast
    from openpyxl.worksheet.table import Table, TableStyleInfo

    place = f"{coordinate(header_row, 1)}:{coordinate(last_row, columns)}"
    table = Table(displayName=f"vierkant_{sheet.key}", ref=place)
    stripes = sheet.shape is not Shape.RECORD
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=stripes)
    page.add_table(table)


def print_setup(page: Worksheet, language: Language, *, header_rows: str | None = None) -> None:
    """A4 on its side, as wide as one page, headers on every page, name and page number below."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    if header_rows:
        page.print_title_rows = header_rows
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = render("spreadsheet.footer.page", language)


def _lowest(column: Column) -> str:
    """The smallest number that a cell of the column takes, as a formula."""
    if not column.may_be_negative or column.part in ("year", "source"):
        return "0"
    return "-1" if column.kind is Kind.SHARE else f"-{LARGEST_FIGURE:.0f}"


def _rule(sheet: Sheet, column: Column, language: Language) -> DataValidation | None:
    """What a spreadsheet program refuses or offers in the cells of a column."""
    # openpyxl is loaded here because the command line must start fast
    from openpyxl.worksheet.datavalidation import DataValidation

    rule: DataValidation | None = None
    lowest = _lowest(column)
    if column.reference is not None and column.kind is not Kind.KEYS:
        key = "lists" if column.reference == "assumptions" else column.reference
        title = sheet_title(key, language)
        place = f"'{title}'!$A${_FIRST_ROW}:$A${_FIRST_ROW + _SPARE_ROWS}"
        rule = DataValidation(type="list", formula1=place, errorStyle="warning")
        text = render(Message("spreadsheet.hint.from_sheet", {"sheet": title}), language)
    else:
        text = hint(column, language)
    if column.kind in (Kind.CHOICE, Kind.YES_NO):
        choices = (
            words(column.choices, language)
            if column.choices
            else (yes_no(True, language), yes_no(False, language))
        )
        letter = long_choices(language).get(column.choices) if column.choices else None
        listed = f'"{",".join(choices)}"'
        if letter is not None:
            last = _FIRST_ROW + len(choices) - 1
            listed = f"'{sheet_title('lists', language)}'!${letter}${_FIRST_ROW}:${letter}${last}"
        rule = DataValidation(type="list", formula1=listed)
    elif column.kind is Kind.SHARE:
        rule = DataValidation(type="decimal", operator="between", formula1=lowest, formula2="1")
    elif column.kind is Kind.NUMBER and sheet.section != "assumptions":
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1=lowest)
    elif column.kind in (Kind.WHOLE, Kind.YEAR):
        rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1=lowest)
    elif column.kind is Kind.DATE:
        rule = DataValidation(type="date", operator="greaterThan", formula1="1")
    elif column.kind in (Kind.DATES, Kind.PERIODS):
        # Nothing is refused while typing: the cell only tells how to write several days in it.
        rule = DataValidation(
            type="textLength", operator="lessThan", formula1="32767", errorStyle="information"
        )
        rule.showInputMessage, rule.prompt = True, text[:250]
    if rule is not None:
        rule.allow_blank, rule.showErrorMessage = True, True
        rule.errorTitle = render("spreadsheet.hint.wrong", language)
        rule.error = text[:225]
    return rule
