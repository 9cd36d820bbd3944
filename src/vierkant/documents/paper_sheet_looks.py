"""How the spreadsheet of a paper looks, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class SheetLooks:
    """The styles of one workbook; text is dark on a light ground everywhere."""

    title: Any
    heading: Any
    bold: Any
    link: Any
    gap: Any
    head_fill: Any
    line: Any
    wrapped: Any
    one_line: Any
    top: Any

    @classmethod
    def make(cls) -> SheetLooks:
        """The styles, made once per workbook."""
        # openpyxl is loaded here because the command line must start fast
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        return cls(
            title=Font(bold=True, size=16, color="083F4C"),
            heading=Font(bold=True, size=13, color="083F4C"),
            bold=Font(bold=True),
            link=Font(underline="single", color="0B4F8A"),
            gap=PatternFill("solid", fgColor="FFEC99"),
            head_fill=PatternFill("solid", fgColor="C9DDEF"),
            line=Border(bottom=Side(style="medium", color="083F4C")),
            wrapped=Alignment(wrap_text=True, vertical="top"),
            one_line=Alignment(vertical="top"),
            top=Alignment(vertical="top", horizontal="right"),
        )

    def head(self, cell: Any) -> None:
        """The head of a column."""
        cell.font, cell.fill, cell.border = self.bold, self.head_fill, self.line

    def width(self, page: Worksheet, column: int, characters: float) -> None:
        """The width of a column in characters."""
        page.column_dimensions[page.cell(1, column).column_letter].width = characters

    def print_setup(self, page: Worksheet, page_word: str) -> None:
        """A4 on its side, as wide as one page, name and page number below."""
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.oddFooter.left.text = "&A"
        page.oddFooter.right.text = f"{page_word} &P / &N"
