"""Facts about municipalities: the first and later questions, all of them at once, and reading official files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.register import BYTES, made_export

from vierkant import reference
from vierkant.reference import StatementKind
from vierkant.reference.adjacency import adjacency
from vierkant.reference.building import build
from vierkant.reference.cbs_odata import read_page
from vierkant.reference.import_problems import Problems
from vierkant.reference.iv3_file import rows_of_page
from vierkant.reference.iv3_totals import Iv3Totals

ROOT = Path(__file__).resolve().parent.parent
FIRST_TARGET = 0.060
LATER_TARGET = 0.001
MEMORY_TARGET = 200.0
"""Seconds, and megabytes. How fast the register is read stands in `benchmarks/register.py`."""

_FIRST = """
import time
from vierkant import reference
start = time.perf_counter()
reference.finances("GM0534")
reference.taakveld_finances("GM0534", 2025, reference.StatementKind.BUDGET)
print(time.perf_counter() - start)
"""
_REGISTER = """
import sys
from pathlib import Path
from vierkant.reference import read_register
found = read_register(Path(sys.argv[1]), name="made")
assert len(found.arrangements) > 1000
# Not getrusage: that begins with the peak of the process that started this one
status = Path("/proc/self/status").read_text()
print(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1000)
"""
ROWS = 10_000


def _told(code: str, *arguments: str) -> float:
    """What a new process prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _iv3_page() -> bytes:
    """A full page of the service of CBS, as large as the service gives."""
    codes = [item.code for item in reference.municipalities()]
    rows = [
        {
            "ID": number,
            "TaakveldBalanspost": f"{'0.4':<6}",
            "Categorie": f"{('L1.1', 'L3.8', 'B3.8')[number % 3]:<8}",
            "Gemeenten": f"{codes[number % len(codes)]:<9}",
            "Verslagsoort": "2025X000",
            "k_1ePlaatsing_1": None,
            "k_2ePlaatsing_2": float(number),
        }
        for number in range(ROWS)
    ]
    return json.dumps({"odata.metadata": "https://x/odata/45071NED/$metadata", "value": rows}).encode()


def _everything() -> None:
    """What a national comparison asks: all totals and all taakvelden of one report."""
    for item in reference.municipalities():
        reference.finances(item.code)
        reference.taakveld_finances(item.code, 2024, StatementKind.ACCOUNTS)


def measured() -> list[tuple[str, float, str, float | None]]:
    """What only a new process can tell: name, value, unit and target."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "exportOO.xml"
        path.write_bytes(made_export())
        memory = _told(_REGISTER, str(path))
    return [
        (
            "finances of a municipality, first question",
            min(_told(_FIRST) for _ in range(3)),
            "s",
            FIRST_TARGET,
        ),
        (f"memory for a register of {BYTES / 1e6:.1f} MB", memory, "MB", MEMORY_TARGET),
    ]


def rows() -> list[tuple[str, Callable[[], object], str, float | None]]:
    """What is measured, how, its unit and its target."""
    page = _iv3_page()
    folder = Path(tempfile.mkdtemp())
    areas = {
        code: [tuple((round(x * 1000), round(y * 1000)) for x, y in ring) for ring in rings]
        for code, rings in reference.boundaries().items()
    }

    def iv3() -> None:
        totals = Iv3Totals()
        totals.add(rows_of_page(read_page(page, name="page"), Problems("page")))
        assert totals.rows == ROWS

    _everything()
    return [
        (
            "finances of a municipality, later questions",
            lambda: reference.finances("GM0534"),
            "s",
            LATER_TARGET,
        ),
        (
            "taakvelden of a municipality, later questions",
            lambda: reference.taakveld_finances("GM0534", 2025, StatementKind.BUDGET),
            "s",
            LATER_TARGET,
        ),
        ("finances and taakvelden of all municipalities", _everything, "s", None),
        (f"reading a page of Iv3: {ROWS:,} rows, {len(page) / 1e6:.1f} MB", iv3, "s", None),
        ("neighbours from the borders of the country", lambda: adjacency(areas), "s", None),
        (
            "vierkant reference build, on the committed extracts",
            lambda: build(ROOT / "tests" / "data" / "official", folder, today=date(2026, 11, 24)),
            "s",
            None,
        ),
    ]


if __name__ == "__main__":
    from benchmarks.run import fastest

    for title, value, unit, _ in measured():
        print(f"{title:<62} {value:>9.4f} {unit}")
    for title, action, unit, _ in rows():
        print(f"{title:<62} {fastest(action):>9.4f} {unit}")
