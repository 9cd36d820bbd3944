"""Reads the tables beside this file, once, when first asked for.

A table with the same name in the folder that the environment variable ``VIERKANT_REFERENCE`` names is read instead:
that is where ``vierkant reference build`` and ``vierkant reference update`` put newer ones.
"""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from vierkant.quantities import Certainty
from vierkant.reference.facts import Abolished, Basis, Municipality, Taakveld
from vierkant.sources import Source

FOLDER = "VIERKANT_REFERENCE"
"""The environment variable that names a folder with tables of your own."""

_POPULATION = "population_"


def own_folder() -> Path | None:
    """The folder with tables of your own; None when the variable is not set or empty."""
    named = os.environ.get(FOLDER, "").strip()
    return Path(named).expanduser() if named else None


def is_own(name: str) -> bool:
    """Whether the table is read from the folder of your own."""
    folder = own_folder()
    return folder is not None and (folder / name).is_file()


def table_text(name: str) -> str:
    """The text of a table: of your own where there is one, otherwise the one that comes along.

    Raises:
        FileNotFoundError: there is no such table.
    """
    folder = own_folder()
    if folder is not None and (folder / name).is_file():
        return (folder / name).read_text(encoding="utf-8")
    return resources.files("vierkant.reference").joinpath(name).read_text(encoding="utf-8")


def shipped_text(name: str) -> str:
    """The text of the table that comes along; empty when none has that name."""
    found = resources.files("vierkant.reference").joinpath(name)
    return found.read_text(encoding="utf-8") if found.is_file() else ""


def table_names() -> tuple[str, ...]:
    """The names of all tables, those that come along and those of your own, in order."""
    shipped = {item.name for item in resources.files("vierkant.reference").iterdir()}
    folder = own_folder()
    own = {item.name for item in folder.iterdir()} if folder is not None and folder.is_dir() else set()
    return tuple(sorted(name for name in shipped | own if name.endswith(".csv")))


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(table_text(name).splitlines())


def _population(row: Mapping[str, str]) -> Mapping[int, int]:
    years = _population_columns(tuple(row))
    return MappingProxyType({year: int(row[name]) for name, year in years if row[name]})


@cache
def _population_columns(columns: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """The columns that hold residents, with their year."""
    named = (name for name in columns if name.startswith(_POPULATION))
    return tuple((name, int(name.removeprefix(_POPULATION))) for name in named)


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


@cache
def municipalities_by_code() -> Mapping[str, Municipality]:
    """The municipalities of today, in order of their code."""
    return {
        row["code"]: Municipality(
            code=row["code"],
            name=row["name"],
            aliases=_several(row["aliases"]),
            province_code=row["province_code"],
            province=row["province"],
            area_km2=float(row["area_km2"]),
            population=_population(row),
            urbanity=int(row["urbanity"]) if row.get("urbanity") else None,
            latitude=float(row["latitude"]) if row.get("latitude") else None,
            longitude=float(row["longitude"]) if row.get("longitude") else None,
            council_seats=int(row["council_seats"]) if row.get("council_seats") else None,
        )
        for row in _rows("municipalities.csv")
    }


@cache
def abolished_by_code() -> Mapping[str, Abolished]:
    """The abolished municipalities, the latest first."""
    rows = {row["code"]: row for row in _rows("abolished.csv")}
    direct = {code: tuple(row["successors"].split()) for code, row in rows.items()}
    return {
        code: Abolished(
            code=code,
            name=row["name"],
            aliases=_several(row["aliases"]),
            end_date=date.fromisoformat(row["end_date"]),
            successors=_existing(direct[code], direct),
            direct_successors=direct[code],
            basis=Basis(row["basis"] or "unknown"),
            certainty=Certainty(row["certainty"] or "low"),
            population=_population(row),
        )
        for code, row in rows.items()
    }


def _existing(codes: tuple[str, ...], direct: Mapping[str, tuple[str, ...]]) -> tuple[Municipality, ...]:
    """The municipalities of today at the end of every chain of successors, each once, in order of code."""
    today = municipalities_by_code()
    found: dict[str, Municipality] = {}
    seen: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        if code in today:
            found[code] = today[code]
        else:
            waiting.extend(direct[code])
    return tuple(found[code] for code in sorted(found))


@cache
def taakvelden_by_code() -> Mapping[str, tuple[Taakveld, ...]]:
    """Every taakveld, in the order of the Iv3 list; a code whose title changed has several, the latest last."""
    found: dict[str, tuple[Taakveld, ...]] = {}
    for row in _rows("taakvelden.csv"):
        item = Taakveld(
            code=row["code"],
            title=row["title"],
            first_year=int(row["first_year"]),
            last_year=int(row["last_year"]),
            parent=row["parent"] or None,
            certainty=Certainty(row["certainty"]),
        )
        found[item.code] = (*found.get(item.code, ()), item)
    return found


@cache
def _source_tables() -> Mapping[str, Mapping[str, object]]:
    shipped = resources.files("vierkant.reference").joinpath("sources.toml").read_text(encoding="utf-8")
    folder = own_folder()
    own = folder / "sources.toml" if folder is not None else None
    text = own.read_text(encoding="utf-8") if own is not None and own.is_file() else ""
    return {**tomllib.loads(shipped), **tomllib.loads(text)}


@cache
def source(name: str) -> Source:
    """Where a table comes from; `sources` gives the names.

    Raises:
        KeyError: there is no such table.
    """
    table = _source_tables()[name]
    return Source.model_validate({key: value for key, value in table.items() if key != "reference_date"})


def sources() -> tuple[str, ...]:
    """The names that `source` knows."""
    return tuple(_source_tables())


def reference_date(name: str) -> date:
    """The day that the facts of a table describe.

    Raises:
        KeyError: there is no such table.
    """
    found = _source_tables()[name]["reference_date"]
    if not isinstance(found, date):
        raise TypeError(f"sources.toml: {name}.reference_date is not a date")
    return found
