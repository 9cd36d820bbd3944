"""Small real computations for the tests of the worker; they run in the computing process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

Report = Callable[[float], None]


def add(dossier: dict[str, Any], seed: int, draws: int, report: Report, rules_on: date) -> dict[str, Any]:
    """The sum of the terms, noted in a file so that a test can count how often it ran."""
    if "log" in dossier:
        with Path(dossier["log"]).open("a") as file:
            file.write(f"{dossier['terms']} {os.getpid()}\n")
    report(1.0)
    return {"sum": sum(dossier["terms"]) + seed, "draws": draws, "rules_on": rules_on.isoformat()}


def slow(dossier: dict[str, Any], seed: int, draws: int, report: Report, rules_on: date) -> dict[str, Any]:
    """Counts to ``steps`` in small sleeps, and notes that it began and that it ended."""
    log = Path(dossier["log"])
    with log.open("a") as file:
        file.write(f"begin {os.getpid()}\n")
    for step in range(dossier["steps"]):
        time.sleep(0.05)
        report((step + 1) / dossier["steps"])
    with log.open("a") as file:
        file.write("end\n")
    return {"steps": dossier["steps"]}


def fault(dossier: dict[str, Any], seed: int, draws: int, report: Report, rules_on: date) -> dict[str, Any]:
    """Fails, with the content of the dossier in its message."""
    raise RuntimeError(f"cannot work with {dossier}")


def dies(dossier: dict[str, Any], seed: int, draws: int, report: Report, rules_on: date) -> dict[str, Any]:
    """Is killed, as by a machine that is out of memory; after ``deaths`` times it succeeds."""
    log = Path(dossier["log"])
    with log.open("a") as file:
        file.write("try\n")
    if len(log.read_text().splitlines()) <= dossier["deaths"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return {"tries": len(log.read_text().splitlines())}
