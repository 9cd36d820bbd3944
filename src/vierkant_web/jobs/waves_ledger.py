"""The register of what was released, from and to the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.privacy import Disclosable, Ledger, LedgerError, disclosed
from vierkant_web.models import Cooperation, LedgerEntry, Wave


class LedgerMoved(Exception):  # noqa: N818 - another worker was first
    """Entries were decided on a register that grew in the meantime; nothing was added."""


def ledger_plain(cooperation: Cooperation) -> list[dict[str, Any]]:
    """All entries of a cooperation, oldest first, as `vierkant.privacy.Ledger.from_plain` reads (and verifies) them."""
    rows = LedgerEntry.objects.filter(cooperation=cooperation).order_by("number")
    return list(rows.values_list("content", flat=True))


def last_release(cooperation: Cooperation) -> str | None:
    """The digest of the last entry; None when nothing was ever released."""
    rows = LedgerEntry.objects.filter(cooperation=cooperation).order_by("-number")
    return rows.values_list("digest", flat=True).first()


def released_of(cooperation: Cooperation) -> Mapping[str, Disclosable[Any]]:
    """Everything that stands in the register, verified; nothing when it was changed after it was written."""
    try:
        return disclosed(Ledger.from_plain(ledger_plain(cooperation)))
    except LedgerError:
        return {}


def append_entries(wave: Wave, entries: Sequence[Mapping[str, Any]]) -> None:
    """Add entries behind those that stand. Call it in the transaction that releases the wave.

    Raises:
        django.db.IntegrityError: another worker added entries in the meantime; nothing is added.
        LedgerMoved: an entry does not follow on the last one.
    """
    last = LedgerEntry.objects.filter(cooperation=wave.cooperation_id).order_by("-number").first()
    number, before = (last.number, last.digest) if last else (0, None)
    for entry in entries:
        number += 1
        if entry["number"] != number or (before is not None and entry["before"] != before):
            raise LedgerMoved
        before = entry["digest"]
        LedgerEntry(
            cooperation=wave.cooperation, wave=wave, number=number, content=dict(entry), digest=before
        ).save()
