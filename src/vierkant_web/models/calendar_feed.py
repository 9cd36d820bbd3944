"""An agenda that people subscribe to: by a secret address, of which only a fingerprint is kept."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import models

from vierkant_web.models.cooperation import Cooperation
from vierkant_web.models.variant import Variant

WHOLE_COOPERATION = ""
"""The value of ``council`` for the feed of all boards and councils together."""
SECRET_BYTES = 32
"""256 bits: nobody finds an address by trying."""
SECRET_LENGTH = 43
"""Letters of a secret in an address."""


def new_secret() -> str:
    """A secret for an address, of letters that need no escape in it."""
    return secrets.token_urlsafe(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    """What is kept of a secret. With so many bits of chance in it, a plain digest cannot be turned around."""
    return sha256(secret.encode()).hexdigest()


class CalendarFeed(models.Model):
    """One feed, of one council or of the whole cooperation, with what its audience may see.

    A feed that was withdrawn stays, so that it can be told who could read along until when; it answers nobody.
    """

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="calendar_feeds")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="calendar_feeds")
    council = models.CharField(max_length=60, blank=True, default=WHOLE_COOPERATION)
    audience = models.CharField(max_length=80)
    """``shared`` or ``partner:<id>``: that of the maker; never wider than what the maker may see now."""
    language = models.CharField(max_length=2, default="nl")
    digest = models.CharField(max_length=64, unique=True)
    """The fingerprint of the secret in the address. The secret itself is shown once and kept nowhere."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "calendar_feed"
        ordering: ClassVar[list[str]] = ["council", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="feed_withdrawal_is_complete",
            ),
            models.CheckConstraint(condition=~models.Q(audience="public"), name="feed_is_of_a_member"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["variant", "council"], name="feeds_of_variant")
        ]

    def __str__(self) -> str:
        # Never the address: what is printed somewhere may be kept somewhere.
        return f"feed of {self.council or 'everybody'}"

    @property
    def namespace(self) -> UUID:
        """What makes the identifiers of events unique in the world: the same for all feeds of one variant."""
        made = self.cooperation.created.isoformat()
        return uuid5(NAMESPACE_URL, f"vierkant:{self.cooperation_id}:{made}:{self.variant_id}")


class FeedEntry(models.Model):
    """How one event of a feed stood the last time, so that a change goes out as a change, and once."""

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="entries")
    uid = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    """Fingerprint of day, title and description."""
    on = models.DateField()
    """Kept for when the event is called off: then the calendar no longer has it. Its words are not kept."""
    sequence = models.PositiveIntegerField(default=0)
    modified = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "feed_entry"
        ordering: ClassVar[list[str]] = ["on", "uid"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["feed", "uid"], name="event_once_per_feed")
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.sequence}"
