"""The navigation inside Cijfers, the same on the pages of both its folders, for who may see it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.permissions import Visit
from vierkant_web.subnav import items

EVERYBODY, MEMBERS = "everybody", "members"
PAGES = (
    ("baseline", _("Baseline"), EVERYBODY),
    ("baseline_municipalities", _("The municipalities"), EVERYBODY),
    ("business_case", _("Business case"), EVERYBODY),
    ("business_case_budget", _("For the budget"), EVERYBODY),
    ("business_case_depth", _("In depth"), EVERYBODY),
    ("business_case_decision", _("Decision"), MEMBERS),
    ("business_case_arrangements", _("Budgets of arrangements"), EVERYBODY),
)
"""Name of the address, word, and who sees it, in the order of work."""


def subnav(place: Visit, current: str) -> dict[str, Any]:
    """``subnav`` and ``subnav_label`` for a template; ``current`` is the name of the page's own address."""
    seen = ((name, title) for name, title, who in PAGES if who == EVERYBODY or place.access.role is not None)
    return items(place, seen, current, gettext("Figures"))
