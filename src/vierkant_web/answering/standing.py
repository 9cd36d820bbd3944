"""When a questionnaire opens and closes, in words, and what is promised to who answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from vierkant_web.answering import inputs
from vierkant_web.models import Wave, WaveState

REMEMBERED = timedelta(days=90)
"""So long after a closing somebody who comes with an old code is told so."""


def moment_in_words(moment: datetime) -> str:
    """``3 december 2026, 23:59 uur``."""
    local = timezone.localtime(moment)
    day = date_format(local, "DATE_FORMAT")
    return gettext("%(day)s, %(time)s") % {"day": day, "time": date_format(local, "H:i")}


def closed_on(now: datetime | None = None) -> str:
    """The last closing on this site, as a day; of which cooperation it was stays unsaid."""
    until = now or timezone.now()
    found = (
        Wave.objects.filter(closes_at__lte=until, closes_at__gte=until - REMEMBERED)
        .filter(state__in=(WaveState.OPEN, WaveState.CLOSED, WaveState.RELEASED))
        .order_by("-closes_at")
        .values_list("closes_at", flat=True)
        .first()
    )
    return date_format(timezone.localtime(found), "DATE_FORMAT") if found else ""


def about_wave(wave: Wave, setup: Mapping[str, Any]) -> dict[str, Any]:
    """What is promised: who sees what, from how many people, until when, and where to ask."""
    found = inputs.about(setup)
    return {
        **found,
        "closes": moment_in_words(wave.closes_at) if wave.closes_at else "",
        "tables": [_table(dimensions) for dimensions in found["tables"]],
    }


def _table(dimensions: tuple[str, ...]) -> str:
    words = {
        "organisation": gettext("per organisation"),
        "family": gettext("per kind of work"),
        "team": gettext("per team"),
    }
    return gettext(" and ").join(words.get(name, name) for name in dimensions) or gettext(
        "everybody together"
    )
