"""The queue: taking a run, keeping it, giving it back. Every step is one compare-and-swap on the row.

A step only changes a row that is still as it was seen, and counts how many rows it changed: 0 means that another
worker was first. That holds on SQLite (one writer at a time) and on PostgreSQL (rows are locked by the update).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from vierkant_web.models import Run, RunError, RunState

OUT_OF_ATTEMPTS = "the process that computed it ended at every attempt"
RETRY_SECONDS = 5.0
"""How long a run waits after its process died, times the number of attempts."""


def _to_do(now: datetime) -> QuerySet[Run]:
    ready = Q(state=RunState.WAITING) & (Q(not_before__isnull=True) | Q(not_before__lte=now))
    abandoned = Q(state=RunState.RUNNING, lease_until__lt=now)
    return Run.objects.filter(ready | abandoned)


def take(owner: str) -> Run | None:
    """Take the oldest run that waits or was abandoned; None when there is nothing to do."""
    # A run lost to another worker is not an empty queue: look again.
    while True:
        now = timezone.now()
        candidate = (
            _to_do(now)
            .filter(attempts__lt=settings.RUN_ATTEMPTS, cancel_requested=False)
            .order_by("created", "id")
            .values("pk", "state", "attempts", "lease_owner")
            .first()
        )
        if candidate is None:
            return None
        taken = (
            _to_do(now)
            .filter(**candidate, cancel_requested=False)
            .update(
                state=RunState.RUNNING,
                lease_owner=owner,
                lease_until=now + timedelta(seconds=settings.RUN_LEASE_SECONDS),
                attempts=F("attempts") + 1,
                started=now,
                progress=0.0,
            )
        )
        if taken:
            return Run.objects.get(pk=candidate["pk"])


def _held(run: Run) -> QuerySet[Run]:
    """The row as long as it is ours: same owner and same attempt."""
    return Run.objects.filter(
        pk=run.pk, state=RunState.RUNNING, lease_owner=run.lease_owner, attempts=run.attempts
    )


def renew(run: Run, progress: float) -> bool:
    """Keep the run and tell how far it is; False when it is no longer ours."""
    until = timezone.now() + timedelta(seconds=settings.RUN_LEASE_SECONDS)
    return bool(_held(run).update(lease_until=until, progress=min(max(progress, 0.0), 1.0)))


def is_cancelled(run: Run) -> bool:
    """Whether somebody called it off (or the row is gone)."""
    row = Run.objects.filter(pk=run.pk).values_list("cancel_requested", flat=True).first()
    return row is None or row


def _end(run: Run, state: RunState, **values: Any) -> bool:
    changed = _held(run).update(
        state=state, finished=timezone.now(), lease_owner="", lease_until=None, **values
    )
    return bool(changed)


def finish(run: Run, result: dict[str, Any]) -> bool:
    """Write the result; False when the run is no longer ours (another wrote the same answer)."""
    return _end(run, RunState.DONE, result=result, progress=1.0, error=RunError.NONE, error_detail="")


def fail(run: Run, error: RunError, detail: str = "") -> bool:
    """End the run without a result; ``detail`` is for the operator and holds no content of a dossier."""
    return _end(run, RunState.FAILED, error=error, error_detail=detail[:2000])


def give_up(run: Run) -> bool:
    """End a run whose process died at every attempt."""
    return fail(run, RunError.STOPPED, OUT_OF_ATTEMPTS)


def cancel(run: Run) -> bool:
    """End a run that was called off."""
    return _end(run, RunState.CANCELLED)


def give_back(run: Run, *, counted: bool = True) -> bool:
    """Let another try: the process died (counted), or this worker is going home (not counted)."""
    pause = timedelta(seconds=RETRY_SECONDS * run.attempts) if counted else timedelta()
    return bool(
        _held(run).update(
            state=RunState.WAITING,
            lease_owner="",
            lease_until=None,
            progress=0.0,
            not_before=timezone.now() + pause,
            attempts=run.attempts if counted else run.attempts - 1,
        )
    )


def sweep() -> int:
    """End what nobody will end: runs out of attempts, runs called off while their worker was dead."""
    now = timezone.now()
    open_rows = _to_do(now)
    cancelled = open_rows.filter(cancel_requested=True).update(
        state=RunState.CANCELLED, finished=now, lease_owner="", lease_until=None
    )
    failed = open_rows.filter(cancel_requested=False, attempts__gte=settings.RUN_ATTEMPTS).update(
        state=RunState.FAILED,
        error=RunError.STOPPED,
        error_detail=OUT_OF_ATTEMPTS,
        finished=now,
        lease_owner="",
        lease_until=None,
    )
    return cancelled + failed
