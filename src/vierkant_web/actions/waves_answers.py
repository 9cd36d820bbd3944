"""Answer with a code, and correct it until closing. No account, no audit event, no time: nothing tells who or when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from vierkant_web.actions.errors import Invalid
from vierkant_web.actions.waves import has_closed
from vierkant_web.models import Wave, WaveAnswer, WaveCode, WaveGroup, WaveSecret, WaveState
from vierkant_web.models.wave_code import code_digest

MOST_ITEMS = 1000
TEXT_LIMIT = 5000
"""The questionnaire sets its own, lower limit; this one only guards the database."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What whoever holds a code may see: the questionnaire as it was frozen, and the own answers until now."""

    wave: Wave
    group: WaveGroup
    setup: Mapping[str, Any]
    given: Mapping[str, Any] | None
    """None: nothing was sent with this code yet."""
    open_given: Mapping[str, str]


def find_answering(*, code: str, now: datetime | None = None) -> Answering:
    """The questionnaire that belongs to a code.

    Raises:
        Invalid: ``unknown_code`` (also after closing: the codes are gone then), ``not_open_yet`` or ``closed``.
    """
    row = _find(code, now or timezone.now())
    answer = WaveAnswer.objects.filter(code=row).values_list("content", "open_content").first()
    given, texts = answer if answer else (None, None)
    return Answering(row.wave, row.group, row.wave.setup, given, texts or {})


def submit_answers(
    *,
    code: str,
    content: Mapping[str, int | float | None],
    open_content: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> None:
    """Keep these answers instead of what was sent with this code before.

    ``content`` was checked against the questionnaire of `find_answering`.

    Raises:
        Invalid: as `find_answering`, ``too_long``, ``unreadable``.
    """
    texts = {key: text for key, text in (open_content or {}).items() if text.strip()}
    if len(content) > MOST_ITEMS or not all(map(_is_value, content.values())):
        raise Invalid("unreadable")
    if len(texts) > MOST_ITEMS or any(len(text) > TEXT_LIMIT for text in texts.values()):
        raise Invalid("too_long", limit=TEXT_LIMIT)
    with transaction.atomic():
        # The lock makes an answer and the closing wait for each other: it counts, or it is refused.
        row = _find(code, now or timezone.now(), lock=True)
        WaveAnswer.objects.update_or_create(
            code=row,
            defaults={"content": dict(content), "open_content": texts},
            create_defaults={
                "wave": row.wave,
                "group": row.group,
                "content": dict(content),
                "open_content": texts,
            },
        )


def _is_value(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def _find(code: str, now: datetime, *, lock: bool = False) -> WaveCode:
    candidates = [
        code_digest(secret, code)
        for secret in WaveSecret.objects.exclude(wave__state=WaveState.WITHDRAWN).values_list(
            "secret", flat=True
        )
    ]
    row = WaveCode.objects.select_related("group").filter(digest__in=candidates).first()
    if row is None:
        raise Invalid("unknown_code")
    waves = Wave.objects.select_for_update() if lock else Wave.objects
    wave = waves.get(pk=row.wave_id)
    if lock and not WaveCode.objects.filter(pk=row.pk).exists():  # the closing was first
        raise Invalid("closed")
    row.wave = wave
    if wave.state in (WaveState.DRAFT, WaveState.SIGNED) or (wave.opens_at and now < wave.opens_at):
        raise Invalid("not_open_yet", opens_at=wave.opens_at)
    if has_closed(wave, now) or wave.state != WaveState.OPEN:
        raise Invalid("closed")
    return row
