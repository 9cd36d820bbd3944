"""The worker: takes runs, computes them in processes of its own, keeps its leases, stops what was called off."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
import traceback
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from vierkant_web.actions import forget_old_help
from vierkant_web.jobs import leases
from vierkant_web.jobs.processes import ComputingProcess
from vierkant_web.jobs.waves import keep_waves
from vierkant_web.jobs.waves_mailing import send_waiting
from vierkant_web.jobs.waves_release import ReleaseSlot
from vierkant_web.models import Run, RunError

logger = logging.getLogger(__name__)
SWEEP_SECONDS = 10.0
TIDY_SECONDS = 24 * 3600.0


class Slot:
    """Room for one run at a time, with a process that is kept warm between runs."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.run: Run | None = None
        self._process: ComputingProcess | None = None
        self._future: Future[dict[str, Any]] | None = None
        self._since = 0.0
        self._renewed = 0.0

    def start(self) -> bool:
        """Take a run and start computing it; False when there is nothing to do."""
        if self._process is None:
            self._process = ComputingProcess(settings.DATA / "compiled")
        self.run = leases.take(self.owner)
        if self.run is None:
            return False
        self._since = self._renewed = time.monotonic()
        try:
            self._future = self._process.submit(
                settings.ASSESSMENT_JOB,
                self.run.dossier,
                self.run.seed,
                self.run.draws,
                self.run.rules_on,
            )
        except BrokenProcessPool:  # the process died while it had nothing to do: not the fault of this run
            self._clear(stop=True, after=lambda run: leases.give_back(run, counted=False))
        else:
            logger.info("run %s started, attempt %s", self.run.pk, self.run.attempts)
        return True

    def step(self) -> None:
        """Look once: write what is ready, keep the lease, stop what was called off or takes too long."""
        if self.run is None or self._future is None or self._process is None:
            return
        if self._future.done():
            self._write(self.run, self._future)
        elif time.monotonic() - self._renewed >= settings.RUN_HEARTBEAT_SECONDS:
            self._renewed = time.monotonic()
            if leases.is_cancelled(self.run):
                self._clear(stop=True, after=leases.cancel)
            elif time.monotonic() - self._since > settings.RUN_LIMIT_SECONDS:
                self._clear(stop=True, after=lambda run: leases.fail(run, RunError.TOO_LONG))
            elif not leases.renew(self.run, self._process.progress):
                logger.warning("run %s is no longer ours", self.run.pk)
                self._clear(stop=True)

    def _write(self, run: Run, future: Future[dict[str, Any]]) -> None:
        error = future.exception()
        if error is None:
            leases.finish(run, future.result())
            logger.info("run %s done in %.1f s", run.pk, time.monotonic() - self._since)
            self._clear()
        elif isinstance(error, BrokenProcessPool):
            logger.warning("run %s: its process ended", run.pk)
            last = run.attempts >= settings.RUN_ATTEMPTS
            self._clear(stop=True, after=leases.give_up if last else leases.give_back)
        else:
            # Where, not what: the message of an error may repeat what stands in a dossier.
            where = "".join(traceback.format_tb(error.__traceback__)[-3:])
            logger.error("run %s failed: %s\n%s", run.pk, type(error).__name__, where)
            leases.fail(run, RunError.FAULT, f"{type(error).__name__}\n{where}")
            self._clear()

    def _clear(self, *, stop: bool = False, after: Any = None) -> None:
        run, self.run, self._future = self.run, None, None
        if stop and self._process is not None:
            self._process.stop()
            self._process = None
        if after is not None and run is not None:
            after(run)

    def close(self) -> None:
        """Go home: what is being computed is given back and another worker starts it anew."""
        self._clear(stop=True, after=lambda run: leases.give_back(run, counted=False))


class Worker:
    """A loop over a few slots."""

    def __init__(self, slots: int | None = None) -> None:
        name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self.release = ReleaseSlot(f"{name}:waves")
        self.slots = [Slot(f"{name}:{place}") for place in range(slots or settings.WORKER_PROCESSES)]
        self._swept = self._tidied = float("-inf")

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop, or (for tests and scripts) until nothing is left to do."""
        try:
            while not self.stopping.is_set():
                try:
                    busy = self._round()
                except DatabaseError:
                    # A database that is away for a moment must not end the worker; the leases keep the runs safe.
                    logger.exception("the database did not answer; trying again")
                    close_old_connections()
                    busy = False
                if not busy and until_idle:
                    return
                self.stopping.wait(0.05 if busy else settings.RUN_POLL_SECONDS)
        finally:
            for slot in self.slots:
                slot.close()
            self.release.close()

    def _round(self) -> bool:
        self._keep_house()
        busy = self.release.step()
        for slot in self.slots:
            slot.step()
            busy = slot.run is not None or slot.start() or busy
        return busy

    def _keep_house(self) -> None:
        now = time.monotonic()
        if now - self._swept >= SWEEP_SECONDS:
            self._swept = now
            leases.sweep()
            keep_waves(timezone.now())
            send_waiting(timezone.now())
            close_old_connections()
        if now - self._tidied >= TIDY_SECONDS:
            self._tidied = now
            call_command("clearsessions")
            forget_old_help(today=timezone.localdate())
