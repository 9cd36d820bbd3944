"""How amounts are written in the tables of finances, and read back: one row per municipality, one cell per report.

``finances.csv`` has a column per report (``2024X005``) and in each cell seven amounts in thousands of euros, in the
order of `AMOUNTS`; a municipality that did not deliver the report has an empty cell. ``taakvelden_2024X005.csv`` has a
column per taakveld and in each cell the expenditure, with ``/`` and the salaries behind it where these are known; an
empty cell is no amount, and a municipality that did not deliver has no row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from vierkant.reference.tables import table_text

AMOUNTS = (
    "expenditure",
    "income",
    "salaries",
    "hired_staff",
    "transfers_to_arrangements",
    "overhead",
    "overhead_salaries",
)
FINANCES = "finances.csv"
_NOT_DELIVERED = "-"
"""The municipality existed and had to deliver, but there is nothing; an empty cell: it had no report of that year."""

_UNKNOWN = "/?"
"""Behind the first cell of a municipality whose salaries are not known, in a table where those of others are."""


def taakvelden_table(report: str) -> str:
    """The name of the table of a report (``2024X005``)."""
    return f"taakvelden_{report}.csv"


@cache
def _lines(name: str) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """The columns after the code, and code → the rest of its line, split only when asked for."""
    head, *lines = table_text(name).splitlines()
    parted = (line.partition(",") for line in lines)
    return tuple(head.split(",")[1:]), {code: rest for code, _, rest in parted}


def reports() -> tuple[str, ...]:
    """The reports in the table of finances, in order of year; the budget before the accounts."""
    return _lines(FINANCES)[0]


def has_row(code: str) -> bool:
    """Whether the municipality is in the table of finances."""
    return code in _lines(FINANCES)[1]


@cache
def amounts(code: str) -> Mapping[str, tuple[int, ...] | None]:
    """Report → the amounts in thousands of euros, None when it was not delivered; without reports it did not owe."""
    columns, lines = _lines(FINANCES)
    return _amounts_from(columns, lines.get(code, ""))


@cache
def taakveld_amounts(code: str, report: str) -> Mapping[str, tuple[int, int | None]] | None:
    """Taakveld → expenditure and salaries in thousands of euros; None when there is no report.

    Raises:
        FileNotFoundError: there is no table of this report.
    """
    columns, lines = _lines(taakvelden_table(report))
    line = lines.get(code)
    if line is None:
        return None
    return _taakvelden_from(columns, line, salaries=_with_salaries(report))


@cache
def _with_salaries(report: str) -> bool:
    return any("/" in line for line in _lines(taakvelden_table(report))[1].values())


def finances_from(text: str) -> tuple[tuple[str, ...], dict[str, dict[str, tuple[int, ...] | None]]]:
    """The table of finances as its reports and code → report → amounts; the other way round than `finances_text`."""
    head, *lines = text.splitlines()
    columns = tuple(head.split(",")[1:])
    parted = (line.partition(",") for line in lines)
    return columns, {code: _amounts_from(columns, rest) for code, _, rest in parted}


def _amounts_from(columns: Sequence[str], line: str) -> dict[str, tuple[int, ...] | None]:
    cells = zip(columns, line.split(","), strict=False)
    return {
        report: None if cell == _NOT_DELIVERED else tuple(map(int, cell.split()))
        for report, cell in cells
        if cell
    }


def taakvelden_from(text: str) -> tuple[tuple[str, ...], dict[str, dict[str, tuple[int, int | None]]]]:
    """The table of one report as its taakvelden and code → taakveld → expenditure and salaries."""
    head, *lines = text.splitlines()
    columns = tuple(head.split(",")[1:])
    salaries = any("/" in line for line in lines)
    parted = (line.partition(",") for line in lines)
    return columns, {code: _taakvelden_from(columns, rest, salaries=salaries) for code, _, rest in parted}


def _taakvelden_from(
    columns: Sequence[str], line: str, *, salaries: bool
) -> dict[str, tuple[int, int | None]]:
    found: dict[str, tuple[int, int | None]] = {}
    known = salaries and _UNKNOWN not in line
    for taakveld, cell in zip(columns, line.split(","), strict=True):
        spent, _, paid = cell.removesuffix(_UNKNOWN).partition("/")
        found[taakveld] = (int(spent or 0), int(paid or 0) if known else None)
    return found


def finances_text(rows: Mapping[str, Mapping[str, Sequence[int] | None]], reports: Sequence[str]) -> str:
    """The table of finances.

    Args:
        rows: code → report → the amounts in the order of `AMOUNTS`, None when it was not delivered.
        reports: the columns.
    """
    body = ([code, *(_amounts_cell(rows[code], report) for report in reports)] for code in sorted(rows))
    return csv_text([["code", *reports], *body])


def _amounts_cell(row: Mapping[str, Sequence[int] | None], report: str) -> str:
    if report not in row:
        return ""
    found = row[report]
    return _NOT_DELIVERED if found is None else " ".join(map(str, found))


def taakvelden_text(
    rows: Mapping[str, Mapping[str, tuple[int, int | None]]], taakvelden: Sequence[str]
) -> str:
    """The table of one report.

    Args:
        rows: code → taakveld → expenditure, and salaries where these are known.
        taakvelden: the columns.
    """
    known = {code for code, cells in rows.items() if any(paid is not None for _, paid in cells.values())}
    body = []
    for code in sorted(rows):
        cells = [_taakveld_cell(*rows[code].get(each, (0, None))) for each in taakvelden]
        if known and code not in known:
            cells[0] += _UNKNOWN
        body.append([code, *cells])
    return csv_text([["code", *taakvelden], *body])


def _taakveld_cell(spent: int, paid: int | None) -> str:
    return f"{spent or ''}/{paid}" if paid else str(spent or "")


def csv_text(lines: Iterable[Iterable[str]]) -> str:
    """Rows of cells as CSV with Unix line ends."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def forget() -> None:
    """Read the tables again at the next question; for tests and after a build."""
    for function in (_lines, amounts, taakveld_amounts, _with_salaries):
        function.cache_clear()
