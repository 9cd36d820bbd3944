"""Writes the audit trail, in the same transaction as what it tells, and checks its chain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from vierkant_web.actions.errors import Conflict
from vierkant_web.models import AuditChain, AuditEvent, User
from vierkant_web.models.audit_event import START, AuditResult
from vierkant_web.origin import current_origin


@dataclass(slots=True)
class Entry:
    """What will be written at the end of an action; ``object`` may be filled in once it is known."""

    object: str
    silent: bool = False
    """Nothing changed, so there is nothing to tell."""


def record(*, action: str, about: str, by: User | None, result: AuditResult = AuditResult.DONE) -> AuditEvent:
    """Add an event to the end of the chain.

    Never give content, names or secrets: ``about`` names a row (``variant 12/tasks/hillegom``).
    """
    with transaction.atomic():
        chain, _ = AuditChain.objects.select_for_update().get_or_create(pk=1)
        event = AuditEvent(
            number=chain.number + 1,
            time=datetime.now(UTC),
            action=action,
            object=about[:200],
            result=result,
            actor=f"user {by.pk}" if by else "system",
            origin=current_origin()[:80],
            previous=chain.hash,
        )
        event.hash = event.computed_hash()
        event.save()
        chain.number, chain.hash = event.number, event.hash
        chain.save()
    return event


@contextmanager
def audited(action: str, about: str, by: User | None) -> Iterator[Entry]:
    """One transaction with its audit row. A refusal or a conflict undoes the work and is written down as well."""
    entry = Entry(about)
    try:
        with transaction.atomic():
            yield entry
            if not entry.silent:
                record(action=action, about=entry.object, by=by)
    except PermissionDenied:
        record(action=action, about=entry.object, by=by, result=AuditResult.REFUSED)
        raise
    except Conflict:
        record(action=action, about=entry.object, by=by, result=AuditResult.CONFLICT)
        raise


def first_broken_event() -> int | None:
    """The number of the first event that was changed, removed or put in between; None when the chain holds."""
    previous, expected = START, 1
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=1000):
        sound = event.number == expected and event.previous == previous
        if not sound or event.hash != event.computed_hash():
            return expected
        previous, expected = event.hash, expected + 1
    chain = AuditChain.objects.filter(pk=1).first()
    end = (chain.number, chain.hash) if chain else (0, START)
    return None if end == (expected - 1, previous) else expected
