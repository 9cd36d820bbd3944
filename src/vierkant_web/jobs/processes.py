"""One computation at a time in a process of its own, that can really be stopped."""

from __future__ import annotations

import logging
import os
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from vierkant_web.jobs import execution

logger = logging.getLogger(__name__)
START_SECONDS = 60.0
"""How long a new process may take to import what it needs."""


class ComputingProcess:
    """An executor with one process.

    Spawn, never fork: a fork would share the worker's database connection, and would wait for ever for the threads of
    a compiled calculation (`vierkant.compiled`).
    """

    def __init__(self, compiled_folder: Path | None = None) -> None:
        context = get_context("spawn")
        self._progress = context.Value("d", 0.0)
        self._executor: Executor = ProcessPoolExecutor(
            max_workers=1,
            mp_context=context,
            initializer=execution.prepare,
            initargs=(self._progress, compiled_folder),
        )
        self._identity = self._executor.submit(execution.own_identity).result(timeout=START_SECONDS)

    def submit(
        self, job: str, dossier: dict[str, Any], seed: int, draws: int, rules_on: date
    ) -> Future[dict[str, Any]]:
        """Start computing."""
        self._progress.value = 0.0
        return self._executor.submit(execution.execute, job, dossier, seed, draws, rules_on)

    @property
    def progress(self) -> float:
        """How far the computation says it is, 0 to 1."""
        return float(self._progress.value)

    def stop(self) -> None:
        """End the process now, whatever it is doing. The object is of no use afterwards."""
        with suppress(ProcessLookupError):
            os.kill(self._identity, signal.SIGKILL)
        self._executor.shutdown(wait=True, cancel_futures=True)
