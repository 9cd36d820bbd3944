"""Ask for an assessment, and call it off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import Run, RunState, User, Variant
from vierkant_web.permissions import Permission, access_to, may_use_audience


def request_run(
    *,
    variant: Variant,
    audience: str,
    dossier: dict[str, Any],
    digest: str,
    draws: int,
    engine_version: str,
    by: User,
    seed: int = 0,
) -> Run:
    """The run that answers this question: the one there is, or a new one that waits for a worker.

    ``dossier`` must hold what the audience may see and nothing else (`visible_revisions`); ``digest`` is over
    all that decides the answer. A run that failed or was called off is put back to wait.

    Raises:
        Invalid: ``too_many_runs``: this user has enough runs under way.
        PermissionDenied: the audience is not one of the user's.
    """
    with audited("run.request", f"variant {variant.pk} audience {audience}", by) as entry:
        access = access_to(by, variant.cooperation)
        if not access.may(Permission.RUN) or not may_use_audience(access, audience):
            raise PermissionDenied
        key = {
            "variant": variant, "digest": digest, "audience": audience, "seed": seed, "draws": draws,
            "engine_version": engine_version,
        }  # fmt: skip
        run = Run.objects.filter(**key).first()
        if run is not None and run.state not in (RunState.FAILED, RunState.CANCELLED):
            entry.silent = True
            return run
        waiting = Run.objects.filter(requested_by=by, state__in=(RunState.WAITING, RunState.RUNNING))
        if waiting.count() >= settings.RUN_WAITING_PER_USER:
            raise Invalid("too_many_runs", limit=settings.RUN_WAITING_PER_USER)
        if run is not None:
            return _wait_again(run, by)
        try:
            with transaction.atomic():
                return Run.objects.create(**key, dossier=dossier, requested_by=by)
        except IntegrityError:  # somebody asked the same at the same moment
            entry.silent = True
            return Run.objects.get(**key)


def _wait_again(run: Run, by: User) -> Run:
    fresh = {
        "state": RunState.WAITING, "progress": 0.0, "cancel_requested": False, "lease_owner": "",
        "lease_until": None, "attempts": 0, "not_before": None, "error": "", "error_detail": "",
        "requested_by": by, "rules_on": timezone.localdate(), "started": None, "finished": None,
    }  # fmt: skip
    Run.objects.filter(pk=run.pk, state=run.state).update(**fresh)
    run.refresh_from_db()
    return run


def cancel_run(*, run: Run, by: User) -> Run:
    """Call a run off: at once when it waits, within a second or so when it is being computed.

    Raises:
        PermissionDenied: neither the one who asked for it nor the coordinator.
    """
    with audited("run.cancel", f"run {run.pk}", by) as entry:
        access = access_to(by, run.variant.cooperation)
        own = run.requested_by_id == by.pk and may_use_audience(access, run.audience)
        if not own and not access.may(Permission.MANAGE):
            raise PermissionDenied
        mine = Run.objects.filter(pk=run.pk)
        stopped = mine.filter(state=RunState.WAITING).update(
            state=RunState.CANCELLED, cancel_requested=True, finished=timezone.now()
        )
        asked = stopped or mine.filter(state=RunState.RUNNING).update(cancel_requested=True)
        entry.silent = not asked
        run.refresh_from_db()
    return run
