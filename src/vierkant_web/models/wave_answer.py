"""What staff answered. No time, no counting key; after closing no link to a code either."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from vierkant_web.models.random_key import RandomKey
from vierkant_web.models.wave import Wave, WaveGroup
from vierkant_web.models.wave_code import WaveCode


class WaveAnswer(models.Model):
    """The answers of one respondent.

    While the wave is open the row is bound to a code, so that it can be corrected, and holds the open answers as well.
    At closing it is written anew with group and choices alone.
    """

    id = RandomKey()
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(WaveGroup, on_delete=models.CASCADE, related_name="+")
    code = models.OneToOneField(WaveCode, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    content: models.JSONField[Any, Any] = models.JSONField()
    """Item → value, checked before it came here."""
    open_content: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    """Open question → text; empty after closing."""

    class Meta:
        db_table = "wave_answer"

    def __str__(self) -> str:
        return "answer"


class OpenAnswer(models.Model):
    """One text, apart from the choices of who wrote it. Only exists where enough people of an organisation wrote."""

    id = RandomKey()
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="+")
    organisation = models.CharField(max_length=60)
    question = models.CharField(max_length=80)
    text = models.TextField(max_length=5000)

    class Meta:
        db_table = "open_answer"

    def __str__(self) -> str:
        return "open answer"


class OpenSummary(models.Model):
    """What a guide wrote about the open answers of one organisation. This is what others may read."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="summaries")
    organisation = models.CharField(max_length=60)
    text = models.TextField(max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateField(auto_now=True)

    class Meta:
        db_table = "open_summary"
        ordering: ClassVar[list[str]] = ["organisation"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["wave", "organisation"], name="one_summary_per_organisation")
        ]

    def __str__(self) -> str:
        return f"summary for {self.organisation}"
