"""What HR and the works council released to staff, each for itself; append-only."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from vierkant_web.models.append_only import AppendOnly
from vierkant_web.models.membership import Role
from vierkant_web.models.variant import Variant

GENERAL = ""
"""The value of ``group`` for the general page: for who is in no group that may have a page of its own."""
RELEASING_ROLES = (Role.HR_CHANGE, Role.WORKS_COUNCIL)
"""Staff see something only after both said so."""


class CardRelease(AppendOnly):
    """One role released one view of one group, or (without a view) withdrew what it had released."""

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="releases")
    group = models.CharField(max_length=60, blank=True, default=GENERAL)
    role = models.CharField(max_length=20)
    view: models.JSONField[Any, Any] = models.JSONField(null=True)
    """What staff will see, without language; None: withdrawn, or emptied because something personal was in it."""
    digest = models.CharField(max_length=64, blank=True, default="")
    """Name of the view; empty when this row withdraws."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "card_release"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in RELEASING_ROLES]),
                name="release_by_a_releasing_role",
            ),
            models.CheckConstraint(
                condition=~models.Q(digest="") | models.Q(view__isnull=True), name="withdrawal_has_no_view"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["variant", "group", "id"], name="releases_of_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group or '-'} {self.role} {self.digest[:8] or 'withdrawn'}"

    @property
    def is_withdrawal(self) -> bool:
        """Whether this row takes back what the role had released."""
        return self.digest == ""

    @staticmethod
    def empty(releases: models.QuerySet[CardRelease]) -> int:
        """Take the views away, because something personal was in them; the rows stay. How many were emptied."""
        plain: models.QuerySet[CardRelease] = models.QuerySet(CardRelease)
        return plain.filter(pk__in=releases.filter(view__isnull=False).values("pk")).update(view=None)
