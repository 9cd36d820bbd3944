"""A decision that was sealed: the numbers of the decided variant, under a fingerprint; append-only."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from vierkant_web.models.append_only import AppendOnly
from vierkant_web.models.variant import Variant


class Seal(AppendOnly):
    """One sealed decision. A later one does not replace it: both stay, and the latest counts.

    ``content`` holds numbers and keys of what all partners may see, and no text that somebody wrote; it is opaque here.
    """

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="seals")
    sealed_on = models.DateField()
    """The day of the decision."""
    fingerprint = models.CharField(max_length=64)
    content: models.JSONField[Any, Any] = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "seal"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["variant", "-id"], name="seals_of_variant")
        ]

    def __str__(self) -> str:
        return f"{self.sealed_on} {self.fingerprint[:8]}"
