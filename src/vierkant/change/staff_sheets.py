"""A workbook with counts per team: every sheet is searched for persons, then the sheet with counts is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from vierkant.change.staff_file import (
    MOST_COLUMNS,
    MOST_ROWS,
    StaffFileError,
    StaffFileFault,
    StaffProposal,
    read_staff,
)
from vierkant.quantities import Message

_READS_AS_COUNTS = frozenset({"empty", "no_count", "no_team"})
"""Faults of a sheet that holds something else than counts."""

Sheet = Mapping[tuple[int, int], object]
"""Filled cells: row and column, both from 1, to the value: text, a number, a date, or nothing."""


def sheet_rows(cells: Sheet) -> list[list[str]]:
    """The cells as rows of text; whole numbers without a point, dates as year-month-day.

    A cell beyond the largest table is kept in the last row and column that can be, so that the table is too large
    without one far-away cell making millions of empty ones, and the text is still searched for persons.
    """
    placed: dict[tuple[int, int], list[str]] = {}
    for (row, column), value in cells.items():
        text = _text(value)
        if text:
            place = (min(row, MOST_ROWS + 1), min(column, MOST_COLUMNS + 1))
            placed.setdefault(place, []).append(text)
    height = max((row for row, _ in placed), default=0)
    width = max((column for _, column in placed), default=0)
    rows = [[""] * width for _ in range(height)]
    for (row, column), texts in placed.items():
        rows[row - 1][column - 1] = " ".join(texts)
    return rows


def read_staff_sheets(sheets: Sequence[Sheet]) -> StaffProposal:
    """The groups that a workbook proposes: those of the first sheet that holds counts.

    Args:
        sheets: all of them, hidden ones too: names on another sheet are in the file just the same.

    Raises:
        StaffFileError: any sheet holds personal data, or no sheet holds counts that can be read. The number of the
            sheet stands in the message when there is more than one.
    """
    personal: list[StaffFileFault] = []
    first: StaffFileError | None = None
    proposal: StaffProposal | None = None
    for number, sheet in enumerate(sheets, 1):
        try:
            found = read_staff(sheet_rows(sheet))
        except StaffFileError as error:
            on_sheet = [_on_sheet(fault, number) if len(sheets) > 1 else fault for fault in error.faults]
            if error.personal:
                personal += on_sheet
            elif first is None or _says_less(first):
                first = StaffFileError(on_sheet, personal=False)
        else:
            proposal = proposal or found
    if personal:
        raise StaffFileError(personal, personal=True)
    if proposal is not None and (first is None or _says_less(first)):
        return proposal
    if first is None:
        return read_staff([])
    raise first


def _says_less(error: StaffFileError) -> bool:
    """True when the sheet is no table of counts at all: then the faults of another sheet say more."""
    return bool({fault.id for fault in error.faults} & _READS_AS_COUNTS)


def _on_sheet(fault: StaffFileFault, number: int) -> StaffFileFault:
    return replace(
        fault, message=Message("impact.staff.on_sheet", {"sheet": number, "message": fault.message})
    )


def _text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
