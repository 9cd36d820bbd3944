"""One-time codes: made, shown once, kept as keyed digests in an order that says nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from django.core.exceptions import PermissionDenied

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.actions.waves import PREPARING, about, destroy_codes, locked_wave
from vierkant_web.models import User, Wave, WaveCode, WaveGroup, WaveSecret
from vierkant_web.models.wave_code import code_digest, plain_code
from vierkant_web.permissions import Permission

MOST_RESERVE = 2
"""Spare codes per group. Nobody can say whose code was lost, so a lost code cannot be blocked: who lost one gets a
spare, that looks like all others. A group never counts for more answers than it has people: at closing chance decides
which fall out. More spares would let one person weigh more than a few others."""
CODE_LENGTH = 15


def make_codes(
    *, wave: Wave, new_code: Callable[[], str], by: User, reserve: int = 0, replace: bool = False
) -> dict[str, list[str]]:
    """As many codes per group as people invited, and ``reserve`` spare ones. Shown once: nothing can read them back.

    ``new_code`` is the maker of the survey engine. With ``replace`` all codes that were made before stop working, and
    mail that waits with them is destroyed. Keep what this returns in no session, cache, file or log.

    Raises:
        Invalid: ``frozen``, ``no_groups``, ``codes_exist``, ``reserve_too_large``.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.codes", about(wave), by):
        locked = may_make_codes(wave, by)
        if not 0 <= reserve <= MOST_RESERVE:
            raise Invalid("reserve_too_large", limit=MOST_RESERVE)
        groups = list(locked.groups.all())
        if not groups:
            raise Invalid("no_groups")
        if WaveCode.objects.filter(wave=locked).exists():
            if not replace:
                raise Invalid("codes_exist")
            destroy_codes(locked)
            locked.wipe_pending = True
            locked.save(update_fields=["wipe_pending"])
        codes = {group.key: distinct_codes(new_code, group.invited + reserve) for group in groups}
        keep_digests(locked, {group: codes[group.key] for group in groups})
    return codes


def may_make_codes(wave: Wave, by: User) -> Wave:
    """The locked wave, when codes may still be made for it.

    Raises:
        Invalid: ``frozen``.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    locked, access = locked_wave(wave, by)
    if not access.may(Permission.SURVEY):
        raise PermissionDenied
    if locked.state not in PREPARING:
        raise Invalid("frozen")
    return locked


def keep_digests(wave: Wave, codes: Mapping[WaveGroup, list[str]]) -> None:
    """Keep the digests of codes, shuffled over all groups: the order of paper or addresses is nowhere kept."""
    secret = WaveSecret.objects.get_or_create(wave=wave)[0].secret
    rows = [
        WaveCode(wave=wave, group=group, digest=code_digest(secret, code))
        for group, made in codes.items()
        for code in made
    ]
    secrets.SystemRandom().shuffle(rows)
    WaveCode.objects.bulk_create(rows, batch_size=500)


def distinct_codes(new_code: Callable[[], str], number: int) -> list[str]:
    """That many different codes.

    Raises:
        ValueError: the maker does not make codes of fifteen letters, or makes the same one again and again.
    """
    made: dict[str, str] = {}
    for _ in range(number + 100):
        if len(made) == number:
            break
        code = new_code()
        if len(plain_code(code)) != CODE_LENGTH:
            raise ValueError("not the code of a wave")
        made[plain_code(code)] = code
    if len(made) < number:
        raise ValueError("the maker of codes repeats itself")
    return list(made.values())
