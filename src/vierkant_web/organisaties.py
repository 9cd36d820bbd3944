"""The navigation inside Organisaties, the same on the pages of both its folders, for who may see it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.permissions import Visit
from vierkant_web.subnav import items

EVERYBODY, MEMBERS = "everybody", "members"
PAGES = (
    ("organisation_scan", _("Side by side"), EVERYBODY),
    ("organisation_scan_structure", _("Structure"), EVERYBODY),
    ("organisation_scan_processes", _("Processes"), EVERYBODY),
    ("organisation_scan_culture", _("Culture"), MEMBERS),
    ("organisation_scan_trust", _("Trust"), MEMBERS),
    ("organisation_scan_differences", _("Differences"), MEMBERS),
    ("survey", _("Surveys"), MEMBERS),
)
"""Name of the address, word, and who sees it, in the order of work."""


def subnav(place: Visit, current: str) -> dict[str, Any]:
    """``subnav`` and ``subnav_label`` for a template; ``current`` is the name of the page's own address."""
    seen = ((name, title) for name, title, who in PAGES if who == EVERYBODY or place.access.role is not None)
    return items(place, seen, current, gettext("Organisations"))
