"""The navigation inside Sturing, the same on the pages of both its folders: only what exists, for who may see it."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.permissions import Visit

EVERYBODY, MEMBERS = "everybody", "members"
PAGES = (
    ("calendar", _("Calendar"), EVERYBODY),
    ("calendar_dates", _("Meeting dates"), MEMBERS),
    ("calendar_feeds", _("In your own agenda"), MEMBERS),
    ("grip", _("Grip"), EVERYBODY),
    ("grip_zienswijze", _("Joint zienswijze"), MEMBERS),
    ("calendar_arrangements_start", _("All arrangements"), EVERYBODY),
)
"""Name of the address, word, and who sees it, in the order of work."""


def subnav(place: Visit, current: str) -> dict[str, Any]:
    """``subnav`` and ``subnav_label`` for a template; ``current`` is the name of the page's own address.

    Empty for who would see one item only: a navigation of one leads nowhere.
    """
    items = []
    for name, title, who in PAGES:
        if who == MEMBERS and place.access.role is None:
            continue
        try:
            url = reverse(name, kwargs={"slug": place.cooperation.slug})
        except NoReverseMatch:
            continue
        items.append({"title": title, "url": url + place.query, "current": name == current})
    return {"subnav": items if len(items) > 1 else [], "subnav_label": gettext("Steering")}
