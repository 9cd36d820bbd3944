"""Open answers of a closed wave: the guide outside the line reads them, and writes what others may know."""

from __future__ import annotations

import secrets

from django.core.exceptions import PermissionDenied

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.actions.waves import about, locked_wave
from vierkant_web.models import OpenAnswer, OpenSummary, User, Wave
from vierkant_web.permissions import Permission, access_to

SUMMARY_LIMIT = 4000


def organisations_with_open_answers(*, wave: Wave, by: User) -> tuple[str, ...]:
    """Where enough people wrote something.

    Raises:
        Invalid: ``not_anonymous_yet``.
        PermissionDenied: ``by`` is not a guide here.
    """
    _may_read(wave, by)
    rows = OpenAnswer.objects.filter(wave=wave).values_list("organisation", flat=True)
    return tuple(sorted(set(rows)))


def read_open_answers(*, wave: Wave, organisation: str, by: User) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Per open question the texts of one organisation, in an order that is drawn anew each time.

    Raises:
        Invalid: ``not_anonymous_yet``, or ``too_few``: fewer wrote than the threshold, or all is deleted.
        PermissionDenied: ``by`` is not a guide here.
    """
    with audited("wave.read_open", f"{about(wave)}/{organisation}", by):
        _may_read(wave, by)
        texts: dict[str, list[str]] = {}
        rows = OpenAnswer.objects.filter(wave=wave, organisation=organisation)
        for question, text in rows.order_by("question").values_list("question", "text"):
            texts.setdefault(question, []).append(text)
        if not texts:
            raise Invalid("too_few")
        for found in texts.values():
            secrets.SystemRandom().shuffle(found)
    return tuple((question, tuple(found)) for question, found in texts.items())


def write_open_summary(*, wave: Wave, organisation: str, text: str, by: User) -> OpenSummary:
    """Write, or write anew, what others may know of the open answers of one organisation.

    Raises:
        Invalid: ``not_anonymous_yet``, ``too_few``, ``too_long`` or ``nothing_written``.
        PermissionDenied: ``by`` is not a guide here.
    """
    with audited("wave.summary", f"{about(wave)}/{organisation}", by):
        locked, _access = locked_wave(wave, by)
        _may_read(locked, by)
        if not text.strip():
            raise Invalid("nothing_written")
        if len(text) > SUMMARY_LIMIT:
            raise Invalid("too_long", limit=SUMMARY_LIMIT)
        there = OpenAnswer.objects.filter(wave=locked, organisation=organisation).exists()
        if not there and not OpenSummary.objects.filter(wave=locked, organisation=organisation).exists():
            raise Invalid("too_few")
        return OpenSummary.objects.update_or_create(
            wave=locked, organisation=organisation, defaults={"text": text.strip(), "by": by}
        )[0]


def _may_read(wave: Wave, by: User) -> None:
    if not access_to(by, wave.cooperation).may(Permission.READ_OPEN):
        raise PermissionDenied
    if not wave.is_anonymous:
        raise Invalid("not_anonymous_yet")
