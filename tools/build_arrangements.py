"""Make the compact table of arrangements of `vierkant.reference` from an export of the national register.

    python tools/build_arrangements.py EXPORT --on 2026-05-16 [--powers FILE] [--out FOLDER]

Reads the export (``exportOO.xml``, ``.gz`` or ``.zip``) with the reader that users have too, and writes
``arrangements.csv``: the arrangements in force on the day, one per row, in order of their number. ``--powers`` is a
JSON list with the whole text of the powers per arrangement; the export that we hold has them shortened, so that the
word "centrum" would be missed in two of them. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from vierkant.reference.arrangements_table import COLUMNS, row_of
from vierkant.reference.register import Arrangement
from vierkant.reference.register_file import read_register

TABLES = Path(__file__).resolve().parent.parent / "src" / "vierkant" / "reference"


def centre_in_powers(path: Path) -> Mapping[str, bool]:
    """Number of the arrangement → whether its purpose or powers hold the word "centrum"."""
    found = {}
    for item in json.loads(path.read_text(encoding="utf-8")):
        texts = json.dumps([item["gr_meta"].get(key) for key in ("doel", "bevoegdheden")], ensure_ascii=False)
        found[item["identifiers"]["roo_id"]] = "centrum" in texts.lower()
    return found


def rows(arrangements: Iterable[Arrangement], centre: Mapping[str, bool]) -> list[dict[str, str]]:
    """The rows of the table, in order of the register's number."""
    ordered = sorted(arrangements, key=lambda item: int(item.id))
    return [row_of(item, centre=item.mentions_centre or centre.get(item.id, False)) for item in ordered]


def build(export: Path, on: date, powers: Path | None, out: Path) -> None:
    """Write the table.

    Raises:
        SystemExit: the export has records that are not right; a table must not be made from those.
    """
    register = read_register(export, name=export.name)
    if register.problems or not register.arrangements:
        raise SystemExit(
            f"{export}: {len(register.problems)} problems in {len(register.arrangements)} records"
        )
    centre = centre_in_powers(powers) if powers else {}
    with (out / "arrangements.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(register.in_force(on), centre))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make the table of arrangements from the register's export.")
    parser.add_argument("export", type=Path, help="exportOO.xml, .gz or .zip")
    parser.add_argument(
        "--on", type=date.fromisoformat, required=True, help="the day that the table describes"
    )
    parser.add_argument("--powers", type=Path, help="JSON with the whole text of the powers")
    parser.add_argument("--out", type=Path, default=TABLES, help="where the table goes")
    arguments = parser.parse_args()
    build(arguments.export, arguments.on, arguments.powers, arguments.out)


if __name__ == "__main__":
    main()
