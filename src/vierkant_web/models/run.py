"""An assessment that was asked for: the order, its progress and its result in one row. The row is the queue."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.variant import Variant


class RunState(models.TextChoices):
    """Where a run is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being computed")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class RunError(models.TextChoices):
    """Why a run failed, in words for the reader; ``Run.error_detail`` is for the operator."""

    NONE = "", ""
    FAULT = "fault", _("The computation met a fault. Please report it; your dossier is unharmed.")
    STOPPED = "stopped", _("The computation stopped three times before it was ready. Please report it.")
    TOO_LONG = "too_long", _("The computation took longer than it may. Use fewer draws and try again.")


class Run(models.Model):
    """One assessment of one dossier for one audience.

    ``dossier`` is what was assessed, so that the result can be made again in two years. A worker holds a run by
    a lease: ``lease_owner`` until ``lease_until``. When it dies, the lease runs out and another takes over.
    """

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="runs")
    digest = models.CharField(max_length=64)
    audience = models.CharField(max_length=80)
    seed = models.BigIntegerField(default=0)
    draws = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=40)
    rules_on = models.DateField(default=timezone.localdate)
    """The date for which the rules of law are taken; kept, so that the answer can be made again."""
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    progress = models.FloatField(default=0.0)
    cancel_requested = models.BooleanField(default=False)
    lease_owner = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=20, choices=RunError.choices, blank=True, default="")
    error_detail = models.TextField(blank=True, default="")
    dossier: models.JSONField[Any, Any] = models.JSONField()
    result: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "run"
        ordering: ClassVar[list[str]] = ["-created", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The variant is part of the key: two cooperations with an equal dossier never share a run, so that
            # nobody learns from a ready answer what another has written.
            models.UniqueConstraint(
                fields=["variant", "digest", "audience", "seed", "draws", "engine_version"],
                name="one_run_per_question",
            ),
            models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=models.Q(progress__gte=0.0, progress__lte=1.0), name="progress_is_a_share"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.DONE.value) | models.Q(result__isnull=False),
                name="done_has_result",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["created"],
                condition=models.Q(state__in=[RunState.WAITING.value, RunState.RUNNING.value]),
                name="runs_to_do",
            ),
            models.Index(fields=["variant", "audience", "-created"], name="runs_of_variant"),
        ]

    def __str__(self) -> str:
        return f"run {self.pk} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in (RunState.WAITING, RunState.RUNNING)
