"""Asking for help without an account, and what the guide does with it. Nothing of it comes into the audit trail's text.

That somebody asked is written down nowhere but in the request itself: no audit event, no log line, no address.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import Cooperation, HelpKind, HelpRequest, User
from vierkant_web.permissions import Permission, access_to

DAYS_AFTER_HANDLING = 30
DAYS_AFTER_ASKING = 180
TEXT_LIMIT = 2000
REACH_LIMIT = 200


def ask_help(
    *,
    cooperation: Cooperation,
    kind: HelpKind | str,
    today: date,
    text: str = "",
    reach: str = "",
    group: str = "",
) -> HelpRequest:
    """Keep what an employee asks. ``group`` only when the employee says so.

    Raises:
        Invalid: ``kind_unknown``, ``too_long`` or ``nothing_asked``: a question without a text.
    """
    text, reach = text.strip(), reach.strip()
    if kind not in HelpKind.values:
        raise Invalid("kind_unknown")
    if len(text) > TEXT_LIMIT or len(reach) > REACH_LIMIT:
        raise Invalid("too_long")
    if not text and not reach:
        raise Invalid("nothing_asked")
    return HelpRequest.objects.create(
        cooperation=cooperation, kind=kind, text=text, reach=reach, group=group, created=today
    )


def handle_help(*, request: HelpRequest, today: date, by: User) -> None:
    """Put a request down as handled, or open again.

    Raises:
        PermissionDenied: ``by`` is not a guide here.
    """
    with audited("help.handle", f"help {request.pk}", by):
        _may_read(request, by)
        request.handled = None if request.handled else today
        request.save(update_fields=["handled"])


def delete_help(*, request: HelpRequest, by: User) -> None:
    """Delete a request for good.

    Raises:
        PermissionDenied: ``by`` is not a guide here.
    """
    with audited("help.delete", f"help {request.pk}", by):
        _may_read(request, by)
        request.delete()
    wipe()


def forget_old_help(*, today: date) -> int:
    """Delete what was handled 30 days ago or asked 180 days ago; how many."""
    old = Q(handled__lte=today - timedelta(days=DAYS_AFTER_HANDLING))
    old |= Q(created__lte=today - timedelta(days=DAYS_AFTER_ASKING))
    with transaction.atomic():
        number, _ = HelpRequest.objects.filter(old).delete()
    if number:
        wipe()
    return number


def wipe() -> None:
    """Take what was deleted out of the journal as well, where the database keeps one in a file of its own.

    SQLite overwrites what is deleted (``secure_delete``), but older pages wait in the journal until it is emptied.
    When somebody is reading just now, the next time empties it.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _may_read(request: HelpRequest, by: User) -> None:
    if not access_to(by, request.cooperation).may(Permission.READ_HELP):
        raise PermissionDenied
