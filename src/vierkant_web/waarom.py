"""The navigation inside Waarom, the same on all its pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.permissions import Visit
from vierkant_web.subnav import items

PAGES = (
    ("four_ks", _("The four K's")),
    ("four_ks_motives", _("Motives")),
    ("four_ks_vulnerability", _("Vulnerability")),
    ("four_ks_quality", _("Quality")),
    ("four_ks_service", _("Client focus")),
    ("four_ks_risks", _("Risks")),
)
"""Name of the address and word, in the order in which people ask."""


def subnav(place: Visit, current: str) -> dict[str, Any]:
    """``subnav`` and ``subnav_label`` for a template; ``current`` is the name of the page's own address."""
    return items(place, PAGES, current, gettext("Why"))
