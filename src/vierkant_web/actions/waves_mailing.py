"""Codes by mail: addresses and codes stand together only until a line is sent, and then the line is destroyed."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.actions.waves import about
from vierkant_web.actions.waves_codes import distinct_codes, keep_digests, may_make_codes
from vierkant_web.models import MailingLine, User, Wave, WaveCode, WaveGroup, WaveMail

CODE = "{code}"
SUBJECT_LIMIT, TEXT_LIMIT, ADDRESS_LIMIT = 200, 4000, 254
_NO_SERVER = ("console.EmailBackend", "filebased.EmailBackend", "dummy.EmailBackend")
"""These print or keep messages, with address and code, or lose them."""


@dataclass(frozen=True, slots=True)
class MailingState:
    """How the mailing stands: numbers, never to whom."""

    waiting: int
    sent: int
    failed: int


def queue_mailing(
    *,
    wave: Wave,
    addresses: Mapping[str, Sequence[str]],
    subject: str,
    text: str,
    new_code: Callable[[], str],
    by: User,
    replace: bool = False,
) -> int:
    """Make codes for these groups and put them beside their addresses, to be sent once the wave opens.

    ``addresses`` holds, by group, one address for each person invited; ``text`` has ``{code}`` where the code comes.
    Nobody gets to see these codes. An answer about a wrong address says its place, and never repeats it.

    Raises:
        Invalid: ``frozen``, ``no_mail_server``, ``no_code_in_text``, ``too_long``, ``unknown_group`` (group),
            ``number_of_addresses`` (group, invited, given), ``address_wrong`` (group, lines), ``address_twice`` (group,
            lines), or ``codes_exist``: give ``replace`` to let the codes of these groups stop working.
        PermissionDenied: ``by`` neither coordinates nor leads the change.
    """
    with audited("wave.mailing", about(wave), by):
        locked = may_make_codes(wave, by)
        _check_message(subject, text)
        groups = {group.key: group for group in locked.groups.all()}
        plain = {key: [address.strip() for address in given] for key, given in addresses.items()}
        _check_addresses(plain, groups)
        _make_room(locked, [groups[key] for key in plain], replace)
        WaveMail.objects.update_or_create(
            wave=locked, defaults={"subject": " ".join(subject.split()), "text": text.strip()}
        )
        codes = {key: distinct_codes(new_code, len(given)) for key, given in plain.items()}
        keep_digests(locked, {groups[key]: made for key, made in codes.items()})
        lines = [
            MailingLine(wave=locked, group=key, address=address, code=code)
            for key, given in plain.items()
            for address, code in zip(given, codes[key], strict=True)
        ]
        secrets.SystemRandom().shuffle(lines)
        MailingLine.objects.bulk_create(lines, batch_size=500)
    return len(lines)


def mailing_state(wave: Wave) -> MailingState:
    """How many wait, were sent, were refused."""
    mail = WaveMail.objects.filter(wave=wave).first()
    waiting = MailingLine.objects.filter(wave=wave).count()
    return MailingState(waiting, mail.sent if mail else 0, mail.failed if mail else 0)


def can_mail() -> bool:
    """Whether a mail server is set; without one a message would be printed, address and code together."""
    return not settings.EMAIL_BACKEND.endswith(_NO_SERVER)


def _check_message(subject: str, text: str) -> None:
    if not can_mail():
        raise Invalid("no_mail_server")
    if CODE not in text:
        raise Invalid("no_code_in_text")
    if len(subject) > SUBJECT_LIMIT or len(text) > TEXT_LIMIT:
        raise Invalid("too_long")


def _check_addresses(addresses: Mapping[str, list[str]], groups: Mapping[str, WaveGroup]) -> None:
    everywhere = Counter(address.casefold() for given in addresses.values() for address in given)
    for key, given in addresses.items():
        if key not in groups:
            raise Invalid("unknown_group", group=key)
        wrong = [line for line, address in enumerate(given, start=1) if not _is_address(address)]
        if wrong:
            raise Invalid("address_wrong", group=key, lines=wrong)
        twice = [line for line, address in enumerate(given, 1) if everywhere[address.casefold()] > 1]
        if twice:
            raise Invalid("address_twice", group=key, lines=twice)
        if len(given) != groups[key].invited:
            raise Invalid("number_of_addresses", group=key, invited=groups[key].invited, given=len(given))


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= ADDRESS_LIMIT


def _make_room(wave: Wave, groups: list[WaveGroup], replace: bool) -> None:
    codes = WaveCode.objects.filter(wave=wave, group__in=groups)
    if not codes.exists():
        return
    if not replace:
        raise Invalid("codes_exist")
    codes.delete()
    MailingLine.objects.filter(wave=wave, group__in=[group.key for group in groups]).delete()
    wave.wipe_pending = True
    wave.save(update_fields=["wipe_pending"])
