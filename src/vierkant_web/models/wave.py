"""A wave: one questionnaire for all staff of a cooperation, with one opening and one closing moment."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.cooperation import Cooperation


class WaveState(models.TextChoices):
    """How far a wave is."""

    DRAFT = "draft", _("In preparation")
    SIGNED = "signed", _("Conditions signed")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    RELEASED = "released", _("Released")
    WITHDRAWN = "withdrawn", _("Withdrawn")


FROZEN_STATES = (WaveState.OPEN, WaveState.CLOSED, WaveState.RELEASED)
"""From opening on nothing of the setup ever changes; the database refuses it as well."""


class Wave(models.Model):
    """One wave. ``setup`` holds the whole questionnaire, so that no upgrade changes a wave that is open.

    Nothing in it says how many answered: while a wave is open nobody counts.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    """The name of the wave in the register of what was released."""
    setup: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    """SHA-256 over the setup: what signatures are for."""
    state = models.CharField(max_length=10, choices=WaveState.choices, default=WaveState.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    delete_answers_on = models.DateField(null=True, blank=True)
    answers_deleted = models.BooleanField(default=False)
    wipe_pending = models.BooleanField(default=False)
    """Something of this wave was destroyed and may still stand in old pages of the database file."""
    followed_up = models.TextField(max_length=4000, blank=True, default="")
    """What was done with the results; the next wave does not open before this is filled in."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateField(auto_now_add=True)

    class Meta:
        db_table = "wave"
        ordering: ClassVar[list[str]] = ["cooperation", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cooperation", "number"], name="wave_numbered_once"),
            models.UniqueConstraint(
                fields=["cooperation"], condition=models.Q(state="open"), name="one_open_wave"
            ),
            models.CheckConstraint(condition=models.Q(state__in=WaveState.values), name="wave_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[state.value for state in FROZEN_STATES])
                | models.Q(opens_at__isnull=False, closes_at__isnull=False, delete_answers_on__isnull=False),
                name="open_wave_has_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"wave {self.number} {self.state}"

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing links an answer to a code any more, also not in old pages of the database file."""
        closed = self.state in (WaveState.CLOSED, WaveState.RELEASED)
        return closed and (self.answers_deleted or not self.wipe_pending)


class WaveGroup(models.Model):
    """The group to which codes are bound, as it stood when the setup was saved."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="groups")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=60)
    invited = models.PositiveIntegerField()

    class Meta:
        db_table = "wave_group"
        ordering: ClassVar[list[str]] = ["organisation", "key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["wave", "key"], name="wave_group_once")
        ]

    def __str__(self) -> str:
        return self.key


class WaveRelease(models.Model):
    """The release of a closed wave as a piece of work: who computes it, how far it is, why it failed."""

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, primary_key=True, related_name="release_task")
    lease_owner = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    progress = models.FloatField(default=0.0)
    error = models.CharField(max_length=60, blank=True, default="")
    """Name of the fault, never its text: that could repeat an answer."""

    class Meta:
        db_table = "wave_release"

    def __str__(self) -> str:
        return f"release of wave {self.wave_id}"
