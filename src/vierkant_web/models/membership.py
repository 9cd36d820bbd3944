"""Who takes part in a cooperation, in which role and for which partner."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.cooperation import Cooperation


class Role(models.TextChoices):
    """What a member may do; `vierkant_web.permissions` holds the rules."""

    COORDINATOR = "coordinator", _("Coordinator")
    PARTNER_EDITOR = "partner_editor", _("Editor for a partner")
    CONTROLLER = "controller", _("Controller")
    HR_CHANGE = "hr_change", _("HR and change")
    WORKS_COUNCIL = "works_council", _("Works council")
    GUIDE = "guide", _("Guide outside the line")
    """The only one who reads what employees ask for help, and the open answers of a wave."""
    PRIVACY_OFFICER = "privacy_officer", _("Privacy officer")
    READER = "reader", _("Reader")


class Membership(models.Model):
    """One user in one cooperation. ``partner`` is the partner's identifier in the dossier, or empty."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    partner = models.CharField(_("partner"), max_length=60, blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "membership"
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "cooperation"], name="one_membership_per_cooperation"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=~models.Q(role=Role.PARTNER_EDITOR.value) | ~models.Q(partner=""),
                name="partner_editor_has_partner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.cooperation_id}"
