"""What runs in the process that computes. It has no database and no Django: a dossier goes in, a result comes out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import date
from multiprocessing import connection, parent_process
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from vierkant import compiled

Report = Callable[[float], None]
"""Tells how far a computation is, 0 to 1."""

_progress: Synchronized[float] | None = None


def prepare(progress: Synchronized[float], compiled_folder: Path | None = None) -> None:
    """Start of the process: remember where progress is written, and die when the worker dies.

    This process may compile the calculation of large cases, and keeps what it compiled in ``compiled_folder``.
    """
    global _progress
    _progress = progress
    compiled.allow(compiled_folder, lasting=True)
    threading.Thread(target=_die_with_the_worker, daemon=True).start()


def _die_with_the_worker() -> None:
    parent = parent_process()
    if parent is not None:
        # Without this, a worker that was killed leaves a process that computes for nobody.
        connection.wait([parent.sentinel])
        os._exit(1)


def execute(job: str, dossier: dict[str, Any], seed: int, draws: int, rules_on: date) -> dict[str, Any]:
    """Call the job (a dotted path) with the dossier; ``rules_on`` is the date for which rules of law are taken.

    Raises:
        Exception: whatever the job raises.
    """

    def report(share: float) -> None:
        if _progress is not None:
            _progress.value = min(max(float(share), 0.0), 1.0)

    report(0.0)
    result: dict[str, Any] = resolve_name(job)(dossier, seed, draws, report, rules_on)
    return result


def own_identity() -> int:
    """The number of this process, so that the worker can stop it."""
    return os.getpid()
