"""Who signed the conditions of a wave; append-only, over the digest of the setup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.append_only import AppendOnly
from vierkant_web.models.membership import Role
from vierkant_web.models.wave import Wave


class Condition(models.TextChoices):
    """What must be recorded before a wave opens."""

    WORKS_COUNCIL_CONSENT = "works_council_consent", _("Consent of the works council")
    DPIA_OUTCOME = "dpia_outcome", _("Outcome of the privacy assessment (DPIA)")
    PROCESSOR_AGREEMENT = "processor_agreement", _("Processor agreement")


SIGNING_ROLE: Mapping[Condition, Role] = {
    Condition.WORKS_COUNCIL_CONSENT: Role.WORKS_COUNCIL,
    Condition.DPIA_OUTCOME: Role.PRIVACY_OFFICER,
    Condition.PROCESSOR_AGREEMENT: Role.PRIVACY_OFFICER,
}
"""Who signs what."""


class WaveSignature(AppendOnly):
    """One condition signed, or (``agreed`` is False) refused or taken back. It holds for this digest alone."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=20)
    condition = models.CharField(max_length=30, choices=Condition.choices)
    organisation = models.CharField(max_length=60, blank=True, default="")
    """For which organisation; empty: for all that take part."""
    agreed = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True, default="")
    """Reference of the letter or report, and conditions."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()

    class Meta:
        db_table = "wave_signature"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(role=Role.WORKS_COUNCIL.value, condition="works_council_consent")
                | models.Q(
                    role=Role.PRIVACY_OFFICER.value, condition__in=["dpia_outcome", "processor_agreement"]
                ),
                name="signed_in_the_right_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.condition} {self.digest[:8]}"
