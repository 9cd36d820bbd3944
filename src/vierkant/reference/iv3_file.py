"""Reads Iv3: the unedited financial data of municipalities, as pages of the service of CBS or as CSV in bulk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vierkant.reference.cbs_odata import Page, Value
from vierkant.reference.import_bytes import Source, csv_rows
from vierkant.reference.import_problems import Problems, refused
from vierkant.reference.lookup import find_abolished, find_municipality

MISSING = -99998
"""What the bulk files write for "nothing"; real amounts can be negative too, so only this exact number."""

MUNICIPALITY_TABLES: Mapping[int, str] = {
    2017: "45038NED",
    2018: "45042NED",
    2019: "45046NED",
    2020: "45050NED",
    2021: "45054NED",
    2022: "45059NED",
    2023: "45063NED",
    2024: "45067NED",
    2025: "45071NED",
    2026: "45078NED",
}
"""Year → the table with the Iv3 data of municipalities."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "municipality": ("Gemeenten", "Gemeente"),
    "taakveld": ("TaakveldBalanspost", "FunctieKostenplaatsBalanspost"),
    "category": ("Categorie", "CategorieBalanspost", "Categorieen"),
    "report": ("Verslagsoort", "Verslagsoorten"),
    "first": ("k_1ePlaatsing_1", "k_1stePlaatsing_1", "1ePlaatsing_1"),
    "second": ("k_2ePlaatsing_2", "k_2dePlaatsing_2", "2ePlaatsing_2"),
}
"""Our name → the names that the tables of the years give it; the newest first."""

_AMOUNTS = ("second", "first")
"""The publications, the one that goes before first."""

_REPORT = re.compile(r"(20\d\d)X00\d")
_TAAKVELD = re.compile(r"\d\.\d{1,3}[a-z]?")
_TOTAL = re.compile(r"\d|[LB]\d|T\d*|Totaal", re.IGNORECASE)
_CATEGORY = re.compile(r"[LB]\d(?:\.\d{1,2}){1,3}")
_BALANCE = re.compile(r"[AP]\d.*|[AP]|Primo|Ultimo", re.IGNORECASE)
_LARGEST = 1_000_000_000
"""Thousands of euros in one cell; all municipalities together spend a tenth of that."""


@dataclass(frozen=True, slots=True)
class Iv3Row:
    """One amount: what a municipality spent (category L…) or received (B…) on a taakveld, in thousands of euros."""

    code: str
    report: str
    taakveld: str
    category: str
    amount: int


def is_iv3(page: Page) -> bool:
    """Whether the page holds Iv3 data of municipalities."""
    names = {key for row in page.rows[:1] for key in row}
    return all(names & set(_COLUMNS[name]) for name in ("municipality", "taakveld", "category", "report"))


def is_iv3_header(header: Iterable[str]) -> bool:
    """Whether the first line of a CSV is that of Iv3 data of municipalities."""
    names = {cell.strip() for cell in header}
    return all(names & set(_COLUMNS[name]) for name in ("municipality", "taakveld", "category", "report"))


def rows_of_page(page: Page, problems: Problems) -> Iterator[Iv3Row]:
    """The amounts in a page of the service; what is not right is added to ``problems`` and left out.

    Raises:
        ImportFileError: columns are missing.
    """
    if not page.rows:
        return
    places = _places(tuple(dict.fromkeys(key for row in page.rows for key in row)), page.name)
    reader = _Reader(problems)
    for number, row in enumerate(page.rows, 1):
        cells = {ours: row.get(theirs) for ours, theirs in places.items()}
        found = reader.row(number, cells)
        if found is not None:
            yield found


def rows_of_csv(source: Source, problems: Problems) -> Iterator[Iv3Row]:
    """The amounts in a bulk file, row by row. Cells may hold a code with its label, and the name of a municipality.

    Raises:
        ImportFileError: the file cannot be read, or columns are missing.
    """
    rows = csv_rows(source, name=problems.name)
    header = [cell.strip() for cell in next(rows)]
    places = {ours: header.index(theirs) for ours, theirs in _places(header, problems.name).items()}
    reader = _Reader(problems)
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) < len(header):
            problems.row("short_row", number, found=len(row), wanted=len(header))
            continue
        found = reader.row(number, {ours: row[place] for ours, place in places.items()})
        if found is not None:
            yield found


def _places(names: Iterable[str], file: str) -> dict[str, str]:
    """Our name → theirs. One of the two publications may be missing, the other columns may not."""
    there = set(names)
    found = {ours: next((name for name in theirs if name in there), "") for ours, theirs in _COLUMNS.items()}
    missing = [_COLUMNS[ours][0] for ours, theirs in found.items() if not theirs and ours not in _AMOUNTS]
    if not any(found[ours] for ours in _AMOUNTS):
        missing.append(_COLUMNS["second"][0])
    if missing:
        raise refused("no_columns", file, names=", ".join(missing))
    return {ours: theirs for ours, theirs in found.items() if theirs}


class _Reader:
    """Reads cells; the same few texts come back in hundreds of thousands of rows, so their meaning is remembered."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._municipalities: dict[str, str | None] = {}
        self._kept: dict[tuple[str, str], tuple[str, bool]] = {}

    def row(self, number: int, cells: Mapping[str, Value]) -> Iv3Row | None:
        category, category_known = self._key("category", cells)
        taakveld, taakveld_known = self._key("taakveld", cells)
        report, report_known = self._key("report", cells)
        # Balance sheets, and totals that are in the file beside what they add up.
        if any(kind.fullmatch(text) for kind in (_BALANCE, _TOTAL) for text in (category, taakveld)):
            return None
        for kind, text, known in (
            ("category", category, category_known),
            ("taakveld", taakveld, taakveld_known),
            ("report", report, report_known),
        ):
            if not known:
                self._problems.row(kind, number, found=text[:40] or "–")
                return None
        code = self._municipality(str(cells.get("municipality") or ""))
        if code is None:
            found = str(cells.get("municipality") or "–").strip()
            self._problems.row("municipality", number, found=found[:60])
            return None
        amount = self._amount(number, cells)
        return None if amount is None else Iv3Row(code, report, taakveld, category, amount)

    def _key(self, name: str, cells: Mapping[str, Value]) -> tuple[str, bool]:
        """The code without its label and spaces, and whether it is of the expected shape."""
        text = str(cells.get(name) or "")
        found = self._kept.get((name, text))
        if found is None:
            shape = {"category": _CATEGORY, "taakveld": _TAAKVELD, "report": _REPORT}[name]
            code = text.strip().partition(" ")[0]
            found = self._kept[name, text] = (code, shape.fullmatch(code) is not None)
        return found

    def _municipality(self, text: str) -> str | None:
        if text not in self._municipalities:
            self._municipalities[text] = _municipality(text.strip())
        return self._municipalities[text]

    def _amount(self, number: int, cells: Mapping[str, Value]) -> int | None:
        """The second publication where there is one, otherwise the first; None for nothing."""
        for name in _AMOUNTS:
            value = cells.get(name)
            if value is None or value == "":
                continue
            try:
                amount = float(value)
            except ValueError:
                self._problems.row("amount", number, found=str(value)[:40])
                return None
            if amount == MISSING:
                continue
            if not abs(amount) <= _LARGEST:
                self._problems.row("amount", number, found=str(value)[:40])
                return None
            return round(amount)
        return None


def _municipality(text: str) -> str | None:
    """The code: as written, also for one that is not in the tables yet; otherwise of the name or the label."""
    if re.fullmatch(r"GM\d{4}", text):
        return text
    if re.match(r"GM\d{4} ", text):
        return text[:6]
    found = find_municipality(text) or find_abolished(text) if text else None
    return found.code if found else None
