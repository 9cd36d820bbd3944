"""What every page knows: the cooperation it is about, the menu, the visitor's own pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vierkant_web.folders import menu_words
from vierkant_web.models import Cooperation
from vierkant_web.permissions import Visit

MENU_TITLES = {
    "overzicht": _("Overview"),
    "waarom": _("Why"),
    "vorm": _("Legal form"),
    "cijfers": _("Figures"),
    "belangen": _("Interests"),
    "organisaties": _("Organisations"),
    "mensen": _("People"),
    "sturing": _("Steering"),
    "documenten": _("Documents"),
    "lessen": _("Lessons"),
}
"""The menu in the language of the page; a test holds the Dutch equal to `vierkant.terms.MENU`."""


def site(request: HttpRequest) -> dict[str, Any]:
    """``example_mode``, ``user_menu`` and, on a page that called `permissions.visit`, ``cooperation`` and ``menu``."""
    found: dict[str, Any] = {"example_mode": settings.EXAMPLE, "user_menu": _user_menu(request)}
    place = getattr(request, "visit", None)
    if isinstance(place, Visit):
        found["cooperation"] = place.cooperation
        found["menu"] = _menu(request, place.cooperation, place.query)
    return found


def _menu(request: HttpRequest, cooperation: Cooperation, query: str) -> list[dict[str, Any]]:
    rows = []
    for word in menu_words():
        url = f"/s/{cooperation.slug}/{word}/"
        rows.append({"title": MENU_TITLES[word], "url": url + query, "current": request.path.startswith(url)})
    return rows


def _user_menu(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    pages = (
        ("mfa_index", gettext("Sign-in methods")),
        ("account_change_password", gettext("Password")),
        ("account_email", gettext("E-mail address")),
        ("usersessions_list", gettext("Where you are signed in")),
    )
    rows = [{"title": title, "url": reverse(name)} for name, title in pages]
    return [{**row, "current": request.path == row["url"]} for row in rows]
