"""A variant of a cooperation: one way to do it ("BVO with three", "centrumgemeente with two")."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.cooperation import Cooperation


class Variant(models.Model):
    """A set of sections. One variant of a cooperation is its main one."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="variants")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=200)
    is_main = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    archived = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "variant"
        ordering: ClassVar[list[str]] = ["-is_main", "name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cooperation", "slug"], name="variant_slug_once"),
            models.UniqueConstraint(
                fields=["cooperation"], condition=models.Q(is_main=True), name="one_main_variant"
            ),
            models.CheckConstraint(
                condition=models.Q(is_main=False) | models.Q(archived__isnull=True),
                name="main_variant_not_archived",
            ),
        ]

    def __str__(self) -> str:
        return self.name
