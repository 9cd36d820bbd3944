"""The navigation inside Belangen, the same on the pages of its four folders, for who may see it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.permissions import Visit
from vierkant_web.subnav import items

EVERYBODY, MEMBERS = "everybody", "members"
PAGES = (
    ("cost_sharing", _("Who pays"), EVERYBODY),
    ("cost_sharing_partners", _("What it means for us"), EVERYBODY),
    ("cost_sharing_designer", _("Design a key"), MEMBERS),
    ("voting_power", _("Who decides"), EVERYBODY),
    ("positions", _("Who wants what"), MEMBERS),
    ("positions_packages", _("Packages"), MEMBERS),
    ("positions_pacts", _("Agreements to make"), MEMBERS),
    ("withdrawal", _("The price of leaving"), EVERYBODY),
)
"""Name of the address, word, and who sees it, in the order of work."""


def subnav(place: Visit, current: str) -> dict[str, Any]:
    """``subnav`` and ``subnav_label`` for a template; ``current`` is the name of the page's own address."""
    seen = ((name, title) for name, title, who in PAGES if who == EVERYBODY or place.access.role is not None)
    return items(place, seen, current, gettext("Interests"))
