"""Make the tables of finances, borders and neighbours of `vierkant.reference` from a folder with the raw files.

    python tools/build_finances.py DATA_FOLDER [--out FOLDER]

Reads ``finance/iv3_*.csv`` and ``municipalities/gemeenten_2026.geojson``; writes ``finances.csv``,
``taakvelden_<report>.csv``, ``boundaries.csv`` and ``neighbours.csv``. The same input gives the same bytes. Users make
the same tables from the official formats with ``vierkant reference build``; the raw files here are lists that were
made of those, and this script stops when they contradict each other.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from vierkant.reference.adjacency import adjacency
from vierkant.reference.boundaries_table import boundaries_text, neighbours_text, rounded
from vierkant.reference.finances_table import finances_text, taakvelden_text
from vierkant.reference.renumbering import main_taakveld

Row = dict[str, str]

TABLES = Path(__file__).resolve().parent.parent / "src" / "vierkant" / "reference"
COLUMNS = (
    "lasten",
    "baten",
    "salarissen_L1_1",
    "ingeleend_personeel_L3_5_1",
    "overdrachten_gr_L4_3_3",
    "overhead_lasten_0_4",
    "overhead_salarissen",
)
"""In the order of `vierkant.reference.finances_table.AMOUNTS`."""

WITH_SALARIES = ("2023X005", "2025X000")
WITHOUT_SALARIES = ("2024X005", "2026X000")
RESERVES_AND_RESULT = ("0.10", "0.11")


def read(path: Path) -> list[Row]:
    """The rows of a CSV file, as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def finances(raw: list[Row]) -> str:
    """The table of totals. Expenditure of 0 means that the report was not delivered."""
    rows: dict[str, dict[str, tuple[int, ...] | None]] = defaultdict(dict)
    for item in raw:
        found = tuple(int(item[name]) for name in COLUMNS)
        rows[item["gm_code"]][item["verslagsoort_code"]] = found if found[0] else None
    # CBS has no rows at all of those that did not deliver this one.
    for code, reports in rows.items():
        if "2024X005" in reports and "2025X000" not in reports:
            rows[code]["2025X000"] = None
    return finances_text(rows, sorted({report for reports in rows.values() for report in reports}))


def _order(code: str) -> tuple[int, list[int], str]:
    """The order of the Iv3 list: 0.5, 0.61, 0.7, 0.8; subdivisions behind the taakveld that they divide."""
    main, rest = code.split(".")
    return int(main), [int(digit) for digit in rest.rstrip("abcd")], rest


Amounts = dict[str, dict[str, tuple[int, int | None]]]


def _whole(raw: list[Row], column: str) -> dict[tuple[str, str], int]:
    return {(item["gm_code"], item["taakveld"]): int(item[column] or 0) for item in raw}


def taakvelden(finance: Path, report: str) -> str:
    """The table of one report; where there are salaries, with the subdivisions that come with them."""
    spent = _whole(read(finance / f"iv3_lasten_per_taakveld_{report}.csv"), "lasten_x1000")
    delivered = {code for (code, _), amount in spent.items() if amount}
    if report in WITHOUT_SALARIES:
        rows: Amounts = {code: {} for code in delivered}
        for (code, name), amount in spent.items():
            if code in delivered:
                rows[code][name] = (amount, None)
        return taakvelden_text(rows, sorted({name for _, name in spent}, key=_order))
    raw = read(finance / f"iv3_taakveld_baten_lasten_salarissen_{report}.csv")
    raw = [item for item in raw if item["taakveld"] not in RESERVES_AND_RESULT]
    detail, paid = _whole(raw, "lasten"), _whole(raw, "salarissen_L1_1")
    added = _added(detail), _added(paid)
    for key in {*spent, *added[0]}:
        if spent.get(key, 0) != added[0].get(key, 0):
            raise SystemExit(
                f"{report} {key}: {spent.get(key)} in one list, {added[0].get(key)} in the other"
            )
    rows = {code: {} for code in delivered}
    for totals, salaries in ((detail, paid), added):
        for (code, name), amount in totals.items():
            if code in delivered:
                rows[code][name] = (amount, salaries[code, name])
    return taakvelden_text(rows, sorted({name for row in rows.values() for name in row}, key=_order))


def _added(detail: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Main taakvelden, with their subdivisions added in."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (code, name), amount in detail.items():
        found[code, main_taakveld(name)] += amount
    return dict(found)


def places(path: Path) -> tuple[str, str]:
    """The tables of borders and of neighbours."""
    areas: dict[str, list[tuple[tuple[int, int], ...]]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings = [rounded(ring) for polygon in polygons for ring in polygon]
        areas[feature["properties"]["gm_code"]] = [ring for ring in rings if ring]
    found = adjacency(areas)
    return boundaries_text(areas), neighbours_text(areas, found.borders, found.points)


def build(data: Path, out: Path) -> None:
    """Make the tables.

    Raises:
        SystemExit: the raw files contradict each other.
    """
    finance = data / "finance"
    boundaries, neighbours = places(data / "municipalities" / "gemeenten_2026.geojson")
    texts = {
        "finances.csv": finances(read(finance / "iv3_gemeenten_2017_2026.csv")),
        "boundaries.csv": boundaries,
        "neighbours.csv": neighbours,
    }
    for report in (*WITH_SALARIES, *WITHOUT_SALARIES):
        texts[f"taakvelden_{report}.csv"] = taakvelden(finance, report)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8", newline="")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description="Make the tables of finances and borders from the raw files."
    )
    parser.add_argument("data", type=Path, help="folder with municipalities/ and finance/")
    parser.add_argument("--out", type=Path, default=TABLES, help="where the tables go")
    arguments = parser.parse_args()
    build(arguments.data, arguments.out)


if __name__ == "__main__":
    main()
