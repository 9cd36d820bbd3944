"""Prepare a wave: make it, save its setup, say what was done with it, withdraw it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import (
    Cooperation,
    MailingLine,
    User,
    Wave,
    WaveAnswer,
    WaveCode,
    WaveGroup,
    WaveRelease,
    WaveSecret,
    WaveState,
)
from vierkant_web.permissions import Access, Permission, access_to

PREPARING = (WaveState.DRAFT, WaveState.SIGNED)
CLOSED_STATES = (WaveState.CLOSED, WaveState.RELEASED)
FOLLOW_UP_LIMIT = 4000
MOST_GROUPS = 1000


@dataclass(frozen=True, slots=True)
class _Read:
    """What the rows need of a setup; everything else in it is opaque here."""

    groups: tuple[tuple[str, str, str, int], ...]
    """Key, name, organisation, invited."""
    opens_at: datetime | None
    closes_at: datetime | None
    delete_answers_on: date | None


def digest_of_setup(setup: Mapping[str, Any]) -> str:
    """SHA-256 over the setup, whatever the order of its keys; lower-case hexadecimal."""
    plain = json.dumps(setup, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def create_wave(*, cooperation: Cooperation, by: User, setup: Mapping[str, Any] | None = None) -> Wave:
    """A new wave in preparation. There is at most one wave in preparation or open at a time.

    Raises:
        Invalid: ``unfinished_wave`` (details: ``number``) or as `save_setup`.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.create", f"cooperation {cooperation.pk}", by) as entry:
        locked = Cooperation.objects.select_for_update().get(pk=cooperation.pk)
        if not access_to(by, locked).may(Permission.SURVEY):
            raise PermissionDenied
        last = Wave.objects.filter(cooperation=locked).order_by("-number").first()
        if last is not None and last.state in (*PREPARING, WaveState.OPEN):
            raise Invalid("unfinished_wave", number=last.number)
        number = last.number + 1 if last else 1
        wave = Wave(cooperation=locked, number=number, key=f"wave-{number}", created_by=by)
        _fill(wave, dict(setup or {}))
        entry.object = about(wave)
    return wave


def save_setup(*, wave: Wave, setup: Mapping[str, Any], seen: str, by: User) -> Wave:
    """Save the setup of a wave in preparation.

    The key of the wave and what was done with the one before it (`set_follow_up`) are put in by themselves. ``seen``
    is the digest of the setup that was on the screen. What was signed was signed for another digest: a change puts the
    wave back to preparation. When the groups or their sizes change, codes that were made are destroyed.

    Raises:
        Invalid: ``frozen``, ``setup_changed`` or ``setup_unreadable``.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.setup", about(wave), by) as entry:
        locked, access = locked_wave(wave, by)
        if not access.may(Permission.SURVEY):
            raise PermissionDenied
        if locked.state not in PREPARING:
            raise Invalid("frozen")
        if locked.digest != seen:
            raise Invalid("setup_changed")
        before = locked.digest
        _fill(locked, dict(setup))
        entry.silent = locked.digest == before
    return locked


def set_follow_up(*, wave: Wave, text: str, by: User) -> Wave:
    """Write what was done with a closed wave; the next one does not open before this is filled in.

    Raises:
        Invalid: ``not_closed`` or ``too_long``.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.follow_up", about(wave), by):
        locked, access = locked_wave(wave, by)
        if not access.may(Permission.SURVEY):
            raise PermissionDenied
        if locked.state not in CLOSED_STATES:
            raise Invalid("not_closed")
        locked.followed_up = text.strip()
        if len(locked.followed_up) > FOLLOW_UP_LIMIT:
            raise Invalid("too_long", limit=FOLLOW_UP_LIMIT)
        locked.save(update_fields=["followed_up"])
        later = Wave.objects.filter(cooperation=locked.cooperation_id, state__in=PREPARING).first()
        if later is not None:  # what was done is part of what is signed for the next wave
            _fill(later, dict(later.setup))
    return locked


def withdraw_wave(*, wave: Wave, by: User) -> Wave:
    """Call a wave off before its closing: codes, answers and mail that waits are destroyed.

    Raises:
        Invalid: ``closed_already``.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.withdraw", about(wave), by) as entry:
        locked, access = locked_wave(wave, by)
        if not access.may(Permission.SURVEY):
            raise PermissionDenied
        if locked.state in CLOSED_STATES or (locked.state == WaveState.OPEN and has_closed(locked)):
            raise Invalid("closed_already")
        if locked.state == WaveState.WITHDRAWN:
            entry.silent = True
            return locked
        WaveAnswer.objects.filter(wave=locked).delete()
        destroy_codes(locked)
        locked.state, locked.wipe_pending = WaveState.WITHDRAWN, True
        locked.save(update_fields=["state", "wipe_pending"])
    return locked


def retry_release(*, wave: Wave, by: User) -> Wave:
    """Let the release of a closed wave be tried again after it failed.

    Raises:
        Invalid: ``not_failed``.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.retry_release", about(wave), by):
        locked, access = locked_wave(wave, by)
        if not access.may(Permission.SURVEY):
            raise PermissionDenied
        failed = WaveRelease.objects.filter(wave=locked, wave__answers_deleted=False).exclude(error="")
        if not failed.update(error="", attempts=0, progress=0.0, lease_until=None, lease_owner=""):
            raise Invalid("not_failed")
    return locked


def has_closed(wave: Wave, now: datetime | None = None) -> bool:
    """Whether the closing moment is past, also when no worker has closed the wave yet."""
    return wave.closes_at is not None and (now or timezone.now()) >= wave.closes_at


def destroy_codes(wave: Wave) -> None:
    """Delete codes, the secret of their digests, and mail that waits. The caller sets ``wipe_pending``."""
    MailingLine.objects.filter(wave=wave).delete()
    WaveCode.objects.filter(wave=wave).delete()
    WaveSecret.objects.filter(wave=wave).delete()


def locked_wave(wave: Wave, by: User) -> tuple[Wave, Access]:
    """The row, locked where the database has row locks, and what the user may do with it."""
    locked = Wave.objects.select_for_update(of=("self",)).select_related("cooperation").get(pk=wave.pk)
    return locked, access_to(by, locked.cooperation)


def about(wave: Wave) -> str:
    """How the audit trail names a wave."""
    return f"wave {wave.pk}"


def _fill(wave: Wave, setup: dict[str, Any]) -> None:
    _complete(wave, setup)
    read, digest = _read(setup), digest_of_setup(setup)
    if digest == wave.digest:
        return
    wave.setup, wave.digest, wave.state = setup, digest, WaveState.DRAFT
    wave.opens_at, wave.closes_at = read.opens_at, read.closes_at
    wave.delete_answers_on = read.delete_answers_on
    if wave.pk:
        before = set(wave.groups.values_list("key", "invited"))
        if before != {(key, invited) for key, _name, _organisation, invited in read.groups}:
            wave.wipe_pending = wave.wipe_pending or WaveCode.objects.filter(wave=wave).exists()
            destroy_codes(wave)
    wave.save()
    wave.groups.exclude(key__in=[group[0] for group in read.groups]).delete()
    for key, name, organisation, invited in read.groups:
        WaveGroup.objects.update_or_create(
            wave=wave,
            key=key,
            defaults={"name": name, "organisation": organisation, "invited": invited},
        )


def _complete(wave: Wave, setup: dict[str, Any]) -> None:
    last = (
        Wave.objects.filter(cooperation=wave.cooperation_id, state__in=CLOSED_STATES)
        .order_by("-number")
        .first()
    )
    done = {"previous": last.key, "previous_done": last.followed_up or None} if last else {}
    for name in ("previous", "previous_done"):
        setup.pop(name, None)
    setup |= {"key": wave.key} | {name: value for name, value in done.items() if value}


def _read(setup: Mapping[str, Any]) -> _Read:
    try:
        groups = tuple(
            (
                str(group["key"]),
                str(group["name"]),
                str(group["organisation"]),
                int(group.get("invited", 0)),
            )
            for group in setup.get("groups") or ()
        )
        read = _Read(
            groups,
            _moment(setup.get("opens_at")),
            _moment(setup.get("closes_at")),
            date.fromisoformat(str(setup["delete_answers_on"])) if setup.get("delete_answers_on") else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid("setup_unreadable") from error
    keys = [group[0] for group in groups]
    if len(set(keys)) != len(keys) or len(keys) > MOST_GROUPS:
        raise Invalid("setup_unreadable")
    if any(not key or len(key) > 60 or len(name) > 200 or len(organisation) > 60 or invited < 0
           for key, name, organisation, invited in groups):  # fmt: skip
        raise Invalid("setup_unreadable")
    return read


def _moment(text: Any) -> datetime | None:
    if not text:
        return None
    moment = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment
