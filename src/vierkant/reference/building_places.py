"""The table of municipalities and of abolished ones after new facts: residents, areas, town halls, redivisions."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vierkant.reference.building_files import Gathered
from vierkant.reference.finances_table import csv_text
from vierkant.reference.import_problems import Problems

Row = dict[str, str]

_POPULATION = "population_"
WHOLE_COUNTRY = 0.9
"""A list with less than this share of the municipalities of today is an extract: it says nothing about who is gone."""

_LAST_DAY_UNTIL = 2017
"""The register gives the last day of existence for what ended before this year, and the first day after it later."""


@dataclass(slots=True)
class Places:
    """The two tables as rows of text, by code, and what is new in them."""

    today: dict[str, Row]
    gone: dict[str, Row]
    changed: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def table_rows(text: str) -> dict[str, Row]:
    """The rows of a table by code."""
    return {row["code"]: dict(row) for row in csv.DictReader(text.splitlines())}


def places_after(found: Gathered, today: str, gone: str, problems: Problems) -> Places:
    """The tables with the new facts in them.

    Args:
        found: what the files say.
        today: the text of the table of municipalities.
        gone: the text of the table of abolished municipalities.
        problems: gets what cannot be done: a new municipality of which too little is known.
    """
    tables = Places(table_rows(today), table_rows(gone))
    before = {code: dict(row) for code, row in tables.today.items()}
    _abolish(tables, found)
    _begin(tables, found, problems)
    _residents(tables, found)
    _register(tables, found)
    tables.changed = sum(row != before.get(code) for code, row in tables.today.items())
    return tables


def places_text(rows: Mapping[str, Row], fixed: Iterable[str], *, by_code: bool) -> str:
    """The table: the fixed columns, then residents by year."""
    years = sorted({name for row in rows.values() for name in row if name.startswith(_POPULATION)})
    columns = [*fixed, *years]
    order = sorted(rows) if by_code else list(rows)
    return csv_text([columns, *([rows[code].get(name, "") for name in columns] for code in order)])


def _latest(found: Gathered) -> tuple[int, frozenset[str]] | None:
    """The latest year with residents, and the municipalities that have them."""
    years = [row.year for row in found.residents]
    if not years:
        return None
    year = max(years)
    return year, frozenset(row.code for row in found.residents if row.year == year and row.residents)


def _abolish(tables: Places, found: Gathered) -> None:
    """Who is gone: by the register, or missing in a list of residents of the whole country."""
    ended: dict[str, date] = {}
    for item in found.organisations:
        if item.code in tables.today and item.ended_on is not None and item.ended_on.year >= _LAST_DAY_UNTIL:
            ended[item.code] = item.ended_on
    latest = _latest(found)
    if latest is not None:
        year, codes = latest
        known = [code for code in tables.today if code in codes]
        if len(known) >= WHOLE_COUNTRY * len(tables.today):
            for code in tables.today:
                if code not in codes:
                    ended.setdefault(code, date(year, 1, 1))
    for code, day in ended.items():
        row = tables.today.pop(code)
        kept = {name: row[name] for name in row if name in ("code", "name", "aliases") or _is_year(name)}
        empty = {"successors": "", "basis": "", "certainty": ""}
        tables.gone = {code: {**kept, "end_date": day.isoformat(), **empty}, **tables.gone}
    tables.removed = tuple(sorted(ended))


def _is_year(name: str) -> bool:
    return name.startswith(_POPULATION)


def _begin(tables: Places, found: Gathered, problems: Problems) -> None:
    """Who is new: in the latest list of residents, with name, province and area from the other files."""
    latest = _latest(found)
    new = sorted(latest[1] - set(tables.today) - set(tables.gone)) if latest is not None else []
    organisations = {item.code: item for item in found.organisations if item.code}
    areas = {item.code: item for item in found.areas}
    provinces = {row["province_code"]: row["province"] for row in tables.today.values()}
    added = []
    for code in new:
        organisation, boundary, area = organisations.get(code), found.boundaries.get(code), areas.get(code)
        name = boundary.name if boundary else organisation.name if organisation else ""
        province = (
            (boundary.province_code if boundary else None)
            or (area.province_code if area else None)
            or (organisation.province_code if organisation else None)
        )
        size = organisation.area_km2 if organisation else None
        if not name or province not in provinces or size is None:
            problems.file("new_municipality", code=code, name=name or code)
            continue
        tables.today[code] = {
            "code": code,
            "name": name,
            "aliases": "",
            "province_code": province,
            "province": provinces[province],
            "area_km2": f"{size:.2f}",
        }
        added.append(code)
    tables.added = tuple(added)


def _residents(tables: Places, found: Gathered) -> None:
    for row in found.residents:
        place = tables.today.get(row.code) or tables.gone.get(row.code)
        if place is not None and row.residents:
            place[f"{_POPULATION}{row.year}"] = str(row.residents)


def _register(tables: Places, found: Gathered) -> None:
    """Area, seats and the place of the town hall, where the register gives them."""
    for item in found.organisations:
        row = tables.today.get(item.code or "")
        if row is None:
            continue
        if item.area_km2:
            row["area_km2"] = f"{item.area_km2:.2f}"
        if item.council_seats:
            row["council_seats"] = str(item.council_seats)
        if item.address is not None and item.address.latitude is not None:
            row["latitude"] = f"{item.address.latitude:.5f}"
            row["longitude"] = f"{item.address.longitude:.5f}"
        if item.name and item.name not in (row["name"], *row["aliases"].split("|")):
            row["aliases"] = "|".join(filter(None, (row["aliases"], item.name)))


MUNICIPALITY_COLUMNS = (
    "code",
    "name",
    "aliases",
    "province_code",
    "province",
    "area_km2",
    "urbanity",
    "latitude",
    "longitude",
    "council_seats",
)
ABOLISHED_COLUMNS = ("code", "name", "aliases", "end_date", "successors", "basis", "certainty")
