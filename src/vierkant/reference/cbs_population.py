"""Residents per municipality and year, from the tables of CBS: 70072ned and 03759ned, and the key figures (KWB)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vierkant.reference.cbs_odata import Page, Row, column
from vierkant.reference.import_problems import ImportProblem, Problems, refused

MEASURE = "M000352"
"""Version 4: the number of residents in 03759ned."""

TOTALS: Mapping[str, str] = {"Geslacht": "T001038", "Leeftijd": "10000", "BurgerlijkeStaat": "T001019"}
"""Version 4: the codes of all people together; other rows count a part of them."""

KWB_YEARS: Mapping[str, int] = {"85618NED": 2023, "85984NED": 2024, "86165NED": 2025}
"""Tables with one year each, without a column that says so."""

_RESIDENTS = ("TotaleBevolking", "AantalInwoners", "BevolkingOp1Januari")
_REGIONS = ("RegioS", "WijkenEnBuurten", "Gemeenten")
_CODE = re.compile(r"GM\d{4}")
_PERIOD = re.compile(r"(\d{4})(?:JJ00|0101)?")
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Residents:
    """Residents of a municipality on 1 January of the year."""

    code: str
    year: int
    residents: int


@dataclass(frozen=True, slots=True)
class Population:
    """The rows of a page about municipalities; regions of another kind are left out."""

    rows: tuple[Residents, ...]
    problems: tuple[ImportProblem, ...]


def has_population(page: Page) -> bool:
    """Whether the page holds residents."""
    if page.version == 4:
        return any(row.get("Measure") == MEASURE for row in page.rows)
    return column(page.rows, *_RESIDENTS) is not None and column(page.rows, *_REGIONS) is not None


def read_population(page: Page) -> Population:
    """The residents in a page of CBS.

    Raises:
        ImportFileError: the page has no column with residents or regions, or does not say of which year it is.
    """
    problems = Problems(page.name)
    kept: dict[tuple[str, int], int] = {}
    for number, code, period, value in _found(page):
        year = _PERIOD.fullmatch(period)
        if not year:
            problems.row("period", number, found=period[:40] or "–")
        elif value is None:
            continue  # a municipality that did not exist in that year
        elif not isinstance(value, (int, float)) or not 0 <= value <= _LARGEST or value != int(value):
            problems.row("residents", number, found=str(value)[:40], code=code)
        elif kept.setdefault((code, int(year.group(1))), int(value)) != int(value):
            problems.row("twice", number, code=code, year=year.group(1))
    rows = tuple(Residents(code, year, residents) for (code, year), residents in sorted(kept.items()))
    return Population(rows, problems.all())


def _found(page: Page) -> Iterator[tuple[int, str, str, object]]:
    """Number of the row, municipality, period and value."""
    if page.version == 4:
        for number, row in enumerate(page.rows, 1):
            whole = all(row.get(name, total) == total for name, total in TOTALS.items())
            if row.get("Measure") == MEASURE and whole and _is_municipality(row.get("RegioS")):
                yield number, str(row["RegioS"]), str(row.get("Perioden", "")), row.get("Value")
        return
    value, region = column(page.rows, *_RESIDENTS), column(page.rows, *_REGIONS)
    if value is None or region is None:
        raise refused("no_columns", page.name, names=", ".join((*_REGIONS[:1], *_RESIDENTS[:1])))
    fixed = KWB_YEARS.get((page.table or "").upper())
    if fixed is None and not any("Perioden" in row for row in page.rows):
        raise refused("no_year", page.name)
    for number, row in enumerate(page.rows, 1):
        if _is_municipality(row.get(region)):
            yield number, str(row[region]), str(row.get("Perioden") or fixed or ""), row.get(value)


def _is_municipality(value: object) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Area:
    """In which province a municipality lies, by the table of areas in the Netherlands (86059NED)."""

    code: str
    province_code: str
    province: str


def read_areas(page: Page) -> tuple[Area, ...]:
    """The provinces in the table of areas; the columns are known by what stands in them, as their numbers shift."""
    return tuple(_areas(page.rows))


def _areas(rows: Iterable[Row]) -> Iterator[Area]:
    for row in rows:
        code = row.get("RegioS")
        found = [key for key, value in row.items() if re.fullmatch(r"PV\d\d", str(value))]
        if not _is_municipality(code) or not found:
            continue
        number = int(found[0].rpartition("_")[2] or 0)
        name = next((str(value) for key, value in row.items() if key.endswith(f"_{number + 1}")), "")
        yield Area(str(code), str(row[found[0]]), name)
