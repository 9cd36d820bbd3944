"""Open a wave, when everything that must be there is there. From then on nothing of it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils import timezone

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.actions.waves import CLOSED_STATES, PREPARING, about, has_closed, locked_wave
from vierkant_web.actions.waves_checked import problems_of_setup
from vierkant_web.actions.waves_signing import missing_signatures
from vierkant_web.models import User, Wave, WaveState
from vierkant_web.permissions import Permission


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a wave cannot open yet."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


def reasons_not_to_open(wave: Wave, now: datetime) -> tuple[Reason, ...]:
    """Everything that is missing, at once.

    ``signature_missing`` (condition, organisation), ``setup_problem`` (problem), ``follow_up_missing`` (number),
    ``another_wave_open`` (number), ``date_missing``, ``closes_before_opening``, ``closes_in_the_past``,
    ``deletes_before_closing``, ``codes_missing`` (group).
    """
    problems = [Reason("setup_problem", {"problem": problem}) for problem in problems_of_setup(wave.setup)]
    return (
        *(
            Reason("signature_missing", {"condition": condition.value, "organisation": organisation})
            for condition, organisation in missing_signatures(wave)
        ),
        *_about_other_waves(wave),
        *(problems or _about_dates(wave)),
        *([Reason("closes_in_the_past")] if has_closed(wave, now) else ()),
        *_about_codes(wave),
    )


def open_wave(*, wave: Wave, by: User, now: datetime | None = None) -> Wave:
    """Open a wave: from its opening moment on it can be answered.

    Raises:
        Invalid: ``frozen``, or ``not_ready`` with all ``reasons`` (a tuple of `Reason`).
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.open", about(wave), by):
        locked, access = locked_wave(wave, by)
        if not access.may(Permission.SURVEY):
            raise PermissionDenied
        if locked.state not in PREPARING:
            raise Invalid("frozen")
        reasons = reasons_not_to_open(locked, now or timezone.now())
        if reasons:
            raise Invalid("not_ready", reasons=reasons)
        locked.state = WaveState.OPEN
        locked.save(update_fields=["state"])
    return locked


def _about_other_waves(wave: Wave) -> tuple[Reason, ...]:
    others = Wave.objects.filter(cooperation=wave.cooperation_id).exclude(pk=wave.pk).order_by("-number")
    open_one = others.filter(state=WaveState.OPEN).first()
    last = others.filter(state__in=CLOSED_STATES).first()
    found = [Reason("another_wave_open", {"number": open_one.number})] if open_one else []
    if last is not None and not last.followed_up:
        found.append(Reason("follow_up_missing", {"number": last.number}))
    return tuple(found)


def _about_dates(wave: Wave) -> tuple[Reason, ...]:
    # The check of the setup says this too, in words; the rows promise it to whoever answers.
    if wave.opens_at is None or wave.closes_at is None or wave.delete_answers_on is None:
        return (Reason("date_missing"),)
    found = [
        ("closes_before_opening", wave.closes_at <= wave.opens_at),
        ("deletes_before_closing", wave.delete_answers_on <= timezone.localdate(wave.closes_at)),
    ]
    return tuple(Reason(code) for code, wrong in found if wrong)


def _about_codes(wave: Wave) -> tuple[Reason, ...]:
    groups = list(wave.groups.annotate(made=Count("codes")).order_by("organisation", "key"))
    if not groups:
        return (Reason("codes_missing", {"group": ""}),)
    return tuple(
        Reason("codes_missing", {"group": group.key}) for group in groups if group.made < group.invited
    )
