"""The register of what was ever released in a cooperation; append-only and chained."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from vierkant_web.models.append_only import AppendOnly
from vierkant_web.models.cooperation import Cooperation
from vierkant_web.models.wave import Wave


class LedgerEntry(AppendOnly):
    """One entry. The chain (each entry holds the digest of the one before) is checked by who reads it."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="ledger_entries")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="ledger_entries")
    number = models.PositiveIntegerField()
    content: models.JSONField[Any, Any] = models.JSONField()
    digest = models.CharField(max_length=64)
    """SHA-256 over number, digest of the row before and content: guards the rows as they are stored."""

    class Meta:
        db_table = "ledger_entry"
        ordering: ClassVar[list[str]] = ["cooperation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cooperation", "number"], name="ledger_numbered_once")
        ]

    def __str__(self) -> str:
        return f"entry {self.number}"
