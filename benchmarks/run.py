"""``make bench``: what Vierkant promises about speed, measured and printed as one table.

These are measurements, not tests: on a busy machine they come out slower. Where a peer does the same, the ratio of
the two in one run says more than the seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Instead of the folder of this script: its modules may bear the name of one of the standard library.
sys.path[0] = str(ROOT)
EXAMPLE = ROOT / "examples" / "hltsamen.toml"
REPEATS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure beside what it must reach; None where there is no promise."""

    name: str
    measured: float
    unit: str
    target: float | None = None

    def line(self) -> str:
        """As printed."""
        target = "" if self.target is None else f"{self.target:g} {self.unit}"
        verdict = "" if self.target is None else ("ok" if self.measured <= self.target else "MISSED")
        return f"{self.name:<62} {self.measured:>9.3f} {self.unit:<5} {target:>10}  {verdict}"


def fastest(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """The fastest of some runs, in seconds: the others waited for something else on the machine."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def command_line() -> Iterator[Row]:
    """Starting the command line."""
    command = [sys.executable, "-m", "vierkant.cli", "--help"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

    def start() -> None:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)

    yield Row("vierkant --help", fastest(start), "s", 0.3)


def engine() -> Iterator[Row]:
    """Assessing the real case on one core, after import."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else set()
    if cores:
        os.sched_setaffinity(0, {min(cores)})
    from vierkant.dossier import assess, dumps, load, loads

    dossier = load(EXAMPLE)
    today = date(2026, 11, 24)
    assess(dossier, today=today, draws=1000)
    yield Row(
        "assessment of the example, 100,000 draws, one core",
        fastest(lambda: assess(dossier, today=today, draws=100_000)),
        "s",
        1.0,
    )
    text = dumps(dossier, "toml")
    yield Row("reading and checking the example", fastest(lambda: loads(text)), "s")
    if cores:
        os.sched_setaffinity(0, cores)  # what comes after is measured on all of them


def main() -> None:
    only = set(sys.argv[1:])
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "command_line": command_line,
        "web": _web,
        "my_step": _my_step,
        "engine": engine,
        "ledger": _ledger,
        "legal_form": _legal_form,
        "calendar": _calendar,
        "register": _register,
        "reference": _reference,
        "business_case": _business_case,
        "budgets": _budgets,
        "games": _games,
        "nucleolus": _nucleolus,
        "voting": _voting,
        "belangen": _belangen,
        "privacy": _privacy,
    }
    print(f"{'what':<62} {'measured':>9}       {'target':>10}", flush=True)
    missed = 0
    for name, part in parts.items():
        if only and name not in only:
            continue
        for row in part():
            print(row.line(), flush=True)
            missed += row.target is not None and row.measured > row.target
    print(f"\n{missed} target(s) missed" if missed else "\nall targets reached")


def _ledger() -> Iterator[Row]:
    from benchmarks.ledger import rows

    yield from (Row(name, fastest(action), unit, target) for name, action, unit, target in rows())


def _legal_form() -> Iterator[Row]:
    from benchmarks.legal_form import rows

    yield from (Row(name, fastest(action), unit, target) for name, action, unit, target in rows())


def _calendar() -> Iterator[Row]:
    from benchmarks.year import rows

    yield from (Row(name, fastest(action), unit, target) for name, action, unit, target in rows())


def _register() -> Iterator[Row]:
    from benchmarks.register import rows

    yield from (Row(name, fastest(action), unit, target) for name, action, unit, target in rows())


def _reference() -> Iterator[Row]:
    from benchmarks.reference import measured, rows

    yield from (Row(*row) for row in measured())
    yield from (Row(name, fastest(action), unit, target) for name, action, unit, target in rows())


def _business_case() -> Iterator[Row]:
    from benchmarks.business_case import rows

    yield from (Row(*row) for row in rows())


def _games() -> Iterator[Row]:
    from benchmarks.games import rows

    yield from (Row(*row) for row in rows())


def _nucleolus() -> Iterator[Row]:
    from benchmarks.nucleolus import rows

    yield from (Row(*row) for row in rows())


def _voting() -> Iterator[Row]:
    from benchmarks.voting import rows

    yield from (Row(*row) for row in rows())


def _belangen() -> Iterator[Row]:
    # The site runs in processes of its own.
    from benchmarks.belangen import rows

    yield from (Row(*row) for row in rows())


def _budgets() -> Iterator[Row]:
    from benchmarks.budgets import rows

    yield from (Row(name, fastest(action), unit, target) for name, action, unit, target in rows())


def _privacy() -> Iterator[Row]:
    from benchmarks.attacks.suite import rows
    from benchmarks.privacy import measured

    yield from (Row(*row) for row in measured())
    yield from (Row(*row) for row in rows())


def _my_step() -> Iterator[Row]:
    from benchmarks.my_step import rows

    yield from (Row(*row) for row in rows())


def _web() -> Iterator[Row]:
    # The web benchmark imports Django only in processes of its own.
    from benchmarks.web import rows

    yield from (Row(*row) for row in rows())


if __name__ == "__main__":
    main()
