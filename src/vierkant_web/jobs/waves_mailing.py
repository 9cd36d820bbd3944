"""Send the codes that wait. A line is destroyed as soon as it is sent; what stays is how many were sent and refused."""

from __future__ import annotations

import logging
import smtplib
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q

from vierkant_web.actions.waves_mailing import CODE, can_mail
from vierkant_web.models import MailingLine, Wave, WaveMail, WaveState

logger = logging.getLogger(__name__)
SECONDS_PER_ROUND = 2.0
"""The worker has more to do: its leases must be renewed in time."""
ATTEMPTS = 5
RETRY_MINUTES = 15
_PERMANENT = range(500, 600)


def send_waiting(now: datetime) -> int:
    """Send for about two seconds; how many lines were handled. Nothing goes before a wave opens or after it closes."""
    if not can_mail():
        return 0
    handled, until = 0, time.monotonic() + SECONDS_PER_ROUND
    connection: BaseEmailBackend | None = None
    try:
        while time.monotonic() < until:
            line = _take(now)
            if line is None:
                break
            connection = connection or get_connection()
            handled += 1
            if not _send(line, connection, now):
                break
    finally:
        if connection is not None:
            connection.close()
    if handled:
        _after(now)
    return handled


def _take(now: datetime) -> MailingLine | None:
    """Take one line, so that no other worker sends it as well; it comes back when this one dies."""
    ready = Q(not_before__isnull=True) | Q(not_before__lte=now)
    while True:
        line: MailingLine | None = (
            MailingLine.objects.filter(
                ready, wave__state=WaveState.OPEN, wave__opens_at__lte=now, wave__closes_at__gt=now
            )
            .select_related("wave__mail")
            .first()
        )
        if line is None:
            return None
        later = now + timedelta(minutes=RETRY_MINUTES)
        mine = MailingLine.objects.filter(ready, pk=line.pk, attempts=line.attempts)
        if mine.update(not_before=later, attempts=F("attempts") + 1):
            line.attempts += 1
            return line


def _send(line: MailingLine, connection: BaseEmailBackend, now: datetime) -> bool:
    """Send one line and destroy it; False when the mail server does not answer: then it waits for another time."""
    mail = line.wave.mail
    message = EmailMessage(
        mail.subject,
        mail.text.replace(CODE, line.code),
        settings.DEFAULT_FROM_EMAIL,
        [line.address],
        connection=connection,
    )
    try:
        message.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        # Which error and not its text: that repeats the address.
        logger.warning("a message of wave %s was not sent: %s", line.wave_id, type(error).__name__)
        if not _is_about_address(error):
            # The trouble is not this address: the line keeps its turns, until the wave closes.
            MailingLine.objects.filter(pk=line.pk).update(attempts=F("attempts") - 1)
            return False
        refused = _is_refused(error)
        if refused or line.attempts >= ATTEMPTS:
            _destroy(line, sent=False)
        return refused
    _destroy(line, sent=True)
    return True


def _is_about_address(error: Exception) -> bool:
    """Whether this one address is the trouble.

    A server that is away, a wrong password or a sender that is not allowed would otherwise destroy the codes of
    everybody, and an open wave gets no new ones.
    """
    return isinstance(error, (smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError, ValueError))


def _is_refused(error: Exception) -> bool:
    """Whether trying again is of no use: the server says that this address does not exist, or it cannot be written."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in _PERMANENT for code, _text in error.recipients.values())
    return isinstance(error, ValueError)


def _destroy(line: MailingLine, *, sent: bool) -> None:
    with transaction.atomic():
        if MailingLine.objects.filter(pk=line.pk).delete()[0]:
            name = "sent" if sent else "failed"
            WaveMail.objects.filter(wave=line.wave_id).update(**{name: F(name) + 1})


def _after(now: datetime) -> None:
    """Where nothing waits any more, what was destroyed is taken out of the files as well (`waves_closing`)."""
    ready = Wave.objects.filter(state=WaveState.OPEN, mail__isnull=False, closes_at__gt=now)
    ready.filter(mailing_lines__isnull=True, wipe_pending=False).update(wipe_pending=True)
