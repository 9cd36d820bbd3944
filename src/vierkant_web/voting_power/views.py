"""Stemmen: who decides, who can block, how many councils are still needed, and what if the votes were others?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, belangen
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.voting_power import inputs

PART = "voting"
NAME = "voting_power"
PARTS = (PART, "kind", "sources", "positions.issues")
"""What the page needs of a large assessment."""


@require_safe
def decides(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        found = result.get(PART)
        shared = {
            **belangen.subnav(place, NAME),
            "found": found,
            "is_internal": result.get("kind") == "internal",
            "may_write": place.access.may(Permission.WRITE),
            "is_member": place.access.role is not None,
            "agreements_url": assessed.fill_in_url(place, "agreements"),
            "rules_url": assessed.fill_in_url(place, "voting_rules"),
            "designer_url": address(place, "voting_power_designer"),
        }
        return shared | _found(place, request, result) if found else shared

    return assessed.page(request, slug, "voting_power/decides.html", context, parts=PARTS)


def _found(place: Visit, request: HttpRequest, result: dict[str, Any]) -> dict[str, Any]:
    found = result[PART]
    return {
        "findings": inputs.findings(found),
        "drawing": inputs.drawing(found, lambda kind: _chart(place, kind)),
        "rules": inputs.rules(found),
        "councils": inputs.councils(found, result.get("positions")),
        "missing": assessed.missing_by_kind(place, found["missing"]),
        "trial": inputs.trial(found, request.GET),
        "own_url": reverse(NAME, kwargs={"slug": place.cooperation.slug}),
        "variant": request.GET.get("variant", ""),
    }


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """Power beside votes, residents and costs, as a picture or a specification."""
    return assessed.drawn(visit(request, slug), inputs.CHARTS, name, PART, kind, (PART,))


def address(place: Visit, name: str) -> str:
    """The address of a page of this folder, in the variant of the visitor."""
    return reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query


def _chart(place: Visit, kind: str) -> str:
    kwargs = {"slug": place.cooperation.slug, "name": "power", "kind": kind}
    return reverse("voting_power_chart", kwargs=kwargs) + place.query
