"""The address of the page for the employees of one group: a code on paper, no account."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models

from vierkant_web.models.cooperation import Cooperation
from vierkant_web.models.variant import Variant

LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""No vowels and no look-alikes: no word appears by chance, and it can be read aloud."""
GROUPS_OF_LETTERS, LETTERS_PER_GROUP = 3, 5
"""27 letters and digits, fifteen places: 71 bits, so that nobody finds a page by trying."""


def new_code() -> str:
    """A code in groups of five, such as ``k3f9x-7bmrt-pq2vz``."""
    return "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(LETTERS_PER_GROUP)) for _ in range(GROUPS_OF_LETTERS)
    )


class GroupPage(models.Model):
    """One link for one group (empty: the general page). A link that is withdrawn is deleted, not marked."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="group_pages")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="group_pages")
    group = models.CharField(max_length=60, blank=True, default="")
    code = models.CharField(max_length=20, unique=True, default=new_code)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateField(auto_now_add=True)

    class Meta:
        db_table = "group_page"
        ordering: ClassVar[list[str]] = ["group"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["variant", "group"], name="one_link_per_group")
        ]

    def __str__(self) -> str:
        # Never the code: what is printed somewhere may be kept somewhere.
        return f"page of {self.group or 'everybody'}"
