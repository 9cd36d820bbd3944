"""Codes on their way by mail: the only place where an address stands beside a code, and only until it is sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from vierkant_web.models.random_key import RandomKey
from vierkant_web.models.wave import Wave


class WaveMail(models.Model):
    """The message of a wave, and how many were sent and refused; never to whom."""

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, primary_key=True, related_name="mail")
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    """With ``{code}`` where the code comes."""
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "wave_mail"

    def __str__(self) -> str:
        return f"mail of wave {self.wave_id}"


class MailingLine(models.Model):
    """One address and its code. Destroyed at once when it was sent, and never part of a backup."""

    id = RandomKey()
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="mailing_lines")
    group = models.CharField(max_length=60)
    address = models.CharField(max_length=254)
    code = models.CharField(max_length=30)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    """A worker that sends it puts this ahead, so that no other sends it as well."""

    class Meta:
        db_table = "mailing_line"
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        # Never the address or the code: what is printed somewhere may be kept somewhere.
        return f"mailing line of wave {self.wave_id}"
