"""A cooperation, and the municipalities in it: what the list of cooperations shows and filters on."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

_LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels and no look-alikes, so that no word appears by chance


class Kind(models.TextChoices):
    """Who cooperates."""

    INTERMUNICIPAL = "intermunicipal", _("Between municipalities")
    INTERNAL = "internal", _("Inside one municipality")
    NETWORK = "network", _("With residents, organisations or companies")


def new_slug(name: str) -> str:
    """A public identifier that can be read aloud and cannot be guessed: ``bollenstreek-k3f9x7``."""
    end = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"{slugify(name)[:40].strip('-') or 'samenwerking'}-{end}"


class Cooperation(models.Model):
    """A cooperation, planned or existing. Its content stands in the sections of its variants."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.INTERMUNICIPAL)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "cooperation"
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="cooperation_kind_known"),
            models.CheckConstraint(condition=~models.Q(name=""), name="cooperation_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The address of its first page."""
        return f"/s/{self.slug}/overzicht/"


class CooperationMunicipality(models.Model):
    """A municipality that takes part, as a copy for the list and its filter; the dossier is the source."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="municipalities")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "cooperation_municipality"
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cooperation", "code"], name="municipality_once_per_cooperation")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["code"], name="municipality_code")]

    def __str__(self) -> str:
        return self.name
