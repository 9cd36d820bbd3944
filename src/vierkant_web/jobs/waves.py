"""Housekeeping of waves, done by the worker: close, wipe, delete what was promised, forget backups."""

from __future__ import annotations

import logging
import sqlite3
import traceback
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from vierkant_web import backups
from vierkant_web.actions.audit import audited
from vierkant_web.jobs.waves_closing import close_due_waves, wipe_pending_waves
from vierkant_web.jobs.waves_release import sweep
from vierkant_web.models import OpenAnswer, Wave, WaveAnswer, WaveState

logger = logging.getLogger(__name__)


def keep_waves(now: datetime) -> None:
    """One round. Each step is safe when several workers do it at once, and when one of them dies halfway."""
    for step in (close_due_waves, delete_old_answers, wipe_pending_waves, backups.delete_expired, _sweep):
        try:
            step(now)
        except (OSError, sqlite3.Error) as error:
            # A folder of back-ups that is away must not keep a wave open. Where, not what: the text may repeat content.
            where = "".join(traceback.format_tb(error.__traceback__)[-3:])
            logger.error("%s failed: %s\n%s", step.__name__, type(error).__name__, where)


def _sweep(_now: datetime) -> None:
    sweep()


def delete_old_answers(now: datetime) -> int:
    """Delete the answers of which the day of deletion has come; what was released stays. How many waves."""
    due = Wave.objects.filter(
        Q(state=WaveState.CLOSED) | Q(state=WaveState.RELEASED),
        answers_deleted=False,
        delete_answers_on__lte=timezone.localdate(now),
    )
    return sum(map(_delete_answers, list(due.values_list("pk", flat=True))))


def _delete_answers(key: int) -> bool:
    with audited("wave.delete_answers", f"wave {key}", None) as entry:
        wave = Wave.objects.select_for_update().get(pk=key)
        if wave.answers_deleted:
            entry.silent = True
            return False
        WaveAnswer.objects.filter(wave=wave).delete()
        OpenAnswer.objects.filter(wave=wave).delete()
        wave.answers_deleted, wave.wipe_pending = True, True
        wave.save(update_fields=["answers_deleted", "wipe_pending"])
    return True
