"""Release closed waves: one at a time, in a computing process of its own, under a lease; the register is chained."""

from __future__ import annotations

import logging
import time
import traceback
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from vierkant_web.actions.audit import audited
from vierkant_web.jobs.processes import ComputingProcess
from vierkant_web.jobs.waves_ledger import LedgerMoved, append_entries, ledger_plain
from vierkant_web.models import Wave, WaveAnswer, WaveRelease, WaveState

logger = logging.getLogger(__name__)


def plain_of(wave: Wave) -> dict[str, Any]:
    """What the computing process needs of a closed wave: answers without keys, in no order."""
    rows = list(WaveAnswer.objects.filter(wave=wave).values_list("group__key", "content"))
    rows.sort(key=lambda row: (row[0], sorted((key, str(value)) for key, value in row[1].items())))
    return {
        "setup": wave.setup,
        "groups": [group for group, _content in rows],
        "values": [content for _group, content in rows],
        "ledger": ledger_plain(wave.cooperation),
        "key": rounding_key(wave.cooperation_id),
    }


def rounding_key(cooperation: int) -> str:
    """The secret with which counts of a cooperation are rounded, hexadecimal; it stands in no database or backup."""
    return salted_hmac("vierkant_web.rounding", str(cooperation), algorithm="sha256").hexdigest()


def take(owner: str) -> WaveRelease | None:
    """The oldest closed wave that waits to be released and is really anonymous; None when there is none.

    Waves of one cooperation go in their order: what was released before decides what may be released now.
    """
    now = timezone.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    waiting = (
        WaveRelease.objects.filter(
            free,
            wave__state=WaveState.CLOSED,
            wave__wipe_pending=False,
            wave__answers_deleted=False,
            attempts__lt=settings.RUN_ATTEMPTS,
            error="",
        )
        .select_related("wave__cooperation")
        .order_by("wave__number", "pk")
    )
    for task in waiting:
        earlier = Wave.objects.filter(
            cooperation=task.wave.cooperation_id, number__lt=task.wave.number, state=WaveState.CLOSED
        )
        if earlier.exclude(answers_deleted=True).exclude(~Q(release_task__error="")).exists():
            continue
        taken = WaveRelease.objects.filter(free, pk=task.pk, attempts=task.attempts).update(
            lease_owner=owner, lease_until=_until(), attempts=F("attempts") + 1, progress=0.0
        )
        if taken:
            task.attempts += 1
            return task
    return None


def finish(task: WaveRelease, entries: list[dict[str, Any]]) -> bool:
    """Write what was decided into the register, all of it or nothing; False when another worker was first."""
    try:
        with audited("wave.release", f"wave {task.pk}", None) as entry:
            wave = Wave.objects.select_for_update().get(pk=task.pk)
            if wave.state != WaveState.CLOSED:
                entry.silent = True
                return False
            append_entries(wave, entries)
            wave.state = WaveState.RELEASED
            wave.save(update_fields=["state"])
            _end(task, progress=1.0)
    except (IntegrityError, LedgerMoved):
        # Decided on a register that grew meanwhile: it is decided again.
        _end(task)
        return False
    return True


def sweep() -> int:
    """End what nobody will end: a release of which every attempt died with its worker; how many."""
    dead = WaveRelease.objects.filter(
        attempts__gte=settings.RUN_ATTEMPTS,
        error="",
        lease_until__lt=timezone.now(),
        wave__state=WaveState.CLOSED,
    )
    return int(dead.update(error="stopped", lease_until=None, lease_owner=""))


class ReleaseSlot:
    """Room for one release at a time; the process ends with it, so that no answer stays in its memory."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.task: WaveRelease | None = None
        self._process: ComputingProcess | None = None
        self._future: Future[dict[str, Any]] | None = None
        self._renewed = 0.0

    def step(self) -> bool:
        """Look once; True while there is something to do."""
        if self.task is None:
            return self._start()
        if self._future is None or self._process is None:
            return False
        if self._future.done():
            self._write(self.task, self._future)
        elif time.monotonic() - self._renewed >= settings.RUN_HEARTBEAT_SECONDS:
            self._renewed = time.monotonic()
            if not self._renew(self.task, self._process.progress):
                self._clear()
        return True

    def _start(self) -> bool:
        self.task = take(self.owner)
        if self.task is None:
            return False
        self._process = ComputingProcess()
        self._renewed = time.monotonic()
        plain = plain_of(self.task.wave)
        self._future = self._process.submit(settings.WAVE_RELEASE_JOB, plain, 0, 0, timezone.localdate())
        return True

    def _write(self, task: WaveRelease, future: Future[dict[str, Any]]) -> None:
        error = future.exception()
        if error is None:
            if finish(task, future.result()["entries"]):
                logger.info("wave %s released", task.pk)
        elif isinstance(error, BrokenProcessPool) and task.attempts < settings.RUN_ATTEMPTS:
            self._mine(task).update(lease_until=None, lease_owner="")
        else:
            # Where, not what: the text of an error may repeat an answer.
            where = "".join(traceback.format_tb(error.__traceback__)[-3:])
            logger.error("release of wave %s failed: %s\n%s", task.pk, type(error).__name__, where)
            _end(task, error=type(error).__name__[:60])
        self._clear()

    def _mine(self, task: WaveRelease) -> Any:
        return WaveRelease.objects.filter(pk=task.pk, lease_owner=self.owner, attempts=task.attempts)

    def _renew(self, task: WaveRelease, progress: float) -> bool:
        return bool(self._mine(task).update(lease_until=_until(), progress=min(max(progress, 0.0), 1.0)))

    def _clear(self) -> None:
        self.task, self._future = None, None
        if self._process is not None:
            self._process.stop()
            self._process = None

    def close(self) -> None:
        """Go home: another worker starts it anew."""
        if self.task is not None:
            self._mine(self.task).update(lease_until=None, lease_owner="", attempts=F("attempts") - 1)
        self._clear()


def _until() -> Any:
    return timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)


def _end(task: WaveRelease, **values: Any) -> None:
    WaveRelease.objects.filter(pk=task.pk).update(lease_until=None, lease_owner="", **values)
