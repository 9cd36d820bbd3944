"""What each partner fills in alone and all open at the same moment: the rounds, and what the guide tells about them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.append_only import AppendOnly
from vierkant_web.models.section_revision import Section
from vierkant_web.models.variant import Variant


class RoundEvent(models.TextChoices):
    """What happened to a section that is opened together."""

    OPENED = "opened", _("Opened together")
    BEGUN = "begun", _("A new round begun")


class OpenedTogether(AppendOnly):
    """One moment: all parts of a section were opened, or a new round began. Append-only; the last one counts.

    ``parts`` of an opening: per partner what it had chosen (``handling``), and the number of the row of its revision
    when others may read it. A part that stays closed has no number: from here nothing leads to it.
    """

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="opened_together")
    section = models.CharField(max_length=20, choices=Section.choices)
    event = models.CharField(max_length=10, choices=RoundEvent.choices)
    parts: models.JSONField[Any, Any] = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "opened_together"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(event__in=RoundEvent.values), name="round_event_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["variant", "section", "id"], name="rounds_of_section")
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.event}"


class GuideText(models.Model):
    """What all may know of what only the guide read. A later text does not replace it: the last one is shown.

    ``text`` is emptied when the guide takes it back: it may hold what a partner told in confidence.
    """

    opening = models.ForeignKey(OpenedTogether, on_delete=models.PROTECT, related_name="texts")
    text = models.TextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "guide_text"
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"text {self.pk} of {self.opening_id}"
