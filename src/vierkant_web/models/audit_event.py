"""Who did what, when and from where; append-only, each event chained to the one before it."""

from __future__ import annotations

import hashlib
import json
from typing import ClassVar

from django.db import models

from vierkant_web.models.append_only import AppendOnly

START = "0" * 64
"""What the first event is chained to."""


class AuditResult(models.TextChoices):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    CONFLICT = "conflict"


class AuditEvent(AppendOnly):
    """Action, object, result, actor, origin and time (BIO2 8.15.01). Never content, never a secret.

    ``actor`` is the number of an account and not a name, so that an account can be closed while the chain holds.
    """

    number = models.PositiveBigIntegerField(unique=True)
    time = models.DateTimeField()
    action = models.CharField(max_length=60)
    object = models.CharField(max_length=200)
    result = models.CharField(max_length=10, choices=AuditResult.choices)
    actor = models.CharField(max_length=40)
    origin = models.CharField(max_length=80)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "audit_event"
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.result}"

    def computed_hash(self) -> str:
        """SHA-256 over the previous hash and all fields; lower-case hexadecimal."""
        fields = (
            self.previous, self.number, self.time.isoformat(), self.action, self.object, self.result, self.actor,
            self.origin,
        )  # fmt: skip
        return hashlib.sha256(json.dumps(fields, ensure_ascii=True).encode()).hexdigest()


class AuditChain(models.Model):
    """The end of the chain: one row, locked while an event is added, so that the chain never forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    class Meta:
        db_table = "audit_chain"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_chain")
        ]

    def __str__(self) -> str:
        return f"chain at {self.number}"
