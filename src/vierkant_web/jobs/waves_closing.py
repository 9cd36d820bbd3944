"""Close a wave at its moment: from then on nothing links an answer to a code, also not in old bytes of the database."""

from __future__ import annotations

import logging
import secrets
from collections import defaultdict
from datetime import datetime
from typing import Any

from vierkant_web import backups
from vierkant_web.actions.audit import audited
from vierkant_web.actions.waves import about, destroy_codes, has_closed
from vierkant_web.models import OpenAnswer, Wave, WaveAnswer, WaveGroup, WaveRelease, WaveState
from vierkant_web.wiping import wipe

logger = logging.getLogger(__name__)
OPEN_TEXT_FLOOR = 10
"""Fewer texts than this of one organisation are never shown, so they are not kept either."""


def close_due_waves(now: datetime) -> int:
    """Close every wave whose closing moment is past; how many."""
    due = Wave.objects.filter(state=WaveState.OPEN, closes_at__lte=now).values_list("pk", flat=True)
    return sum(close_wave(key, now) for key in list(due))


def close_wave(key: int, now: datetime) -> bool:
    """Close one wave, in one transaction; False when another worker was first or its moment is not there yet.

    Codes, the secret of their digests and mail that waits are destroyed; answers are written anew in a random order,
    under new random keys, with their group alone; open answers stand apart, per organisation.
    """
    with audited("wave.close", f"wave {key}", None) as entry:
        wave = Wave.objects.select_for_update().get(pk=key)
        if wave.state != WaveState.OPEN or not has_closed(wave, now):
            entry.silent = True
            return False
        rows = list(WaveAnswer.objects.filter(wave=wave).values_list("group_id", "content", "open_content"))
        WaveAnswer.objects.filter(wave=wave).delete()
        destroy_codes(wave)
        chance = secrets.SystemRandom()
        chance.shuffle(rows)
        groups = {group.pk: group for group in wave.groups.all()}
        kept = _at_most_invited(rows, groups)
        answers = [
            WaveAnswer(wave=wave, group_id=group, content=content)
            for group, content, _texts in kept
            if any(value is not None for value in content.values())
        ]
        WaveAnswer.objects.bulk_create(answers, batch_size=500)
        texts = _open_answers(wave, kept, groups)
        chance.shuffle(texts)
        OpenAnswer.objects.bulk_create(texts, batch_size=500)
        WaveRelease.objects.create(wave=wave)
        wave.state, wave.wipe_pending = WaveState.CLOSED, True
        wave.save(update_fields=["state", "wipe_pending"])
    logger.info("%s closed", about(wave))
    return True


def wipe_pending_waves(now: datetime) -> bool:
    """Destroy what still stands in back-ups and in old bytes of the database; True when nothing is left to destroy."""
    pending = list(Wave.objects.filter(wipe_pending=True).only("pk", "state", "answers_deleted"))
    if not pending:
        return True
    ended = (WaveState.CLOSED, WaveState.RELEASED, WaveState.WITHDRAWN)
    deleted = sum(backups.forget_wave(wave) for wave in pending if wave.state in ended)
    if deleted:
        # Who made back-ups counts on having one: a fresh one takes the place of those that had to go.
        try:
            backups.make_backup(now)
        except (backups.BackupRefused, OSError) as error:
            logger.warning("no new back-up was made (%s): make one", type(error).__name__)
    if not wipe():
        return False
    # Only these: what was destroyed meanwhile waits for the next round.
    Wave.objects.filter(pk__in=[wave.pk for wave in pending]).update(wipe_pending=False)
    return True


def _at_most_invited(
    rows: list[tuple[int, dict[str, Any], Any]], groups: dict[int, WaveGroup]
) -> list[tuple[int, dict[str, Any], Any]]:
    """No group counts for more people than it has; the rows are shuffled, so chance decides which fall out."""
    kept = []
    number: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        number[row[0]] += 1
        if number[row[0]] <= groups[row[0]].invited:
            kept.append(row)
    return kept


def _open_answers(
    wave: Wave, rows: list[tuple[int, dict[str, Any], Any]], groups: dict[int, WaveGroup]
) -> list[OpenAnswer]:
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group, _content, written in rows:
        for question, text in (written or {}).items():
            texts[groups[group].organisation, question].append(text)
    chosen = (wave.setup.get("thresholds") or {}).get("open_text") or OPEN_TEXT_FLOOR
    floor = max(OPEN_TEXT_FLOOR, int(chosen))
    return [
        OpenAnswer(wave=wave, organisation=organisation, question=question, text=text)
        for (organisation, question), found in texts.items()
        if len(found) >= floor
        for text in found
    ]
