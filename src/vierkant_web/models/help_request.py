"""What an employee asks for help, to somebody outside the line. Without account, without phase, without time of day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.cooperation import Cooperation


class HelpKind(models.TextChoices):
    """What somebody would like."""

    QUESTION = "question", _("An answer to a question")
    TRAINING = "training", _("A training or course")
    PRACTICE = "practice", _("An hour to practise")
    BUDDY = "buddy", _("A colleague beside me (buddy)")
    CONVERSATION = "conversation", _("A conversation")


class HelpRequest(models.Model):
    """One request. Really deleted some time after it was handled; read by the guide alone."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="help_requests")
    group = models.CharField(max_length=60, blank=True, default="")
    """Only when the employee says so; never taken from the address of the page."""
    kind = models.CharField(max_length=20, choices=HelpKind.choices)
    text = models.TextField(max_length=2000, blank=True, default="")
    reach = models.CharField(max_length=200, blank=True, default="")
    """How the guide can reach this person, in the person's own words; may stay empty."""
    created = models.DateField()
    """The day and not the time: with the time, somebody could lay it beside another log."""
    handled = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "help_request"
        ordering: ClassVar[list[str]] = ["created", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kind__in=HelpKind.values), name="help_kind_known")
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
