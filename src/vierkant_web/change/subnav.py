"""The navigation inside Mensen, only for who may see it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.permissions import Access, Permission, Visit
from vierkant_web.subnav import items

EVERYBODY, MEMBERS, RELEASERS, HELPERS = "everybody", "members", "releasers", "helpers"
PAGES = (
    ("change", _("Overview of People"), EVERYBODY),
    ("change_impact", _("Impact"), MEMBERS),
    ("change_crosswalk", _("From old to new"), MEMBERS),
    ("change_load", _("Load"), MEMBERS),
    ("change_guidance", _("Guidance"), MEMBERS),
    ("change_ledger", _("Staffing and budget"), MEMBERS),
    ("change_questions", _("Questions"), MEMBERS),
    ("change_release", _("Release"), RELEASERS),
    ("change_help", _("Requests for help"), HELPERS),
)
"""Name of the address, word, and who sees it, in the order of work."""

_NEEDED = {RELEASERS: (Permission.RELEASE, Permission.MANAGE), HELPERS: (Permission.READ_HELP,)}
"""One of these is enough; who coordinates makes the links for staff."""


def _may_see(access: Access, who: str) -> bool:
    if who == EVERYBODY:
        return True
    return access.role is not None and (who == MEMBERS or any(map(access.may, _NEEDED[who])))


def subnav(place: Visit, current: str) -> dict[str, Any]:
    """``subnav`` and ``subnav_label`` for a template; ``current`` is the name of the page's own address."""
    seen = ((name, title) for name, title, who in PAGES if _may_see(place.access, who))
    return items(place, seen, current, gettext("People"))
