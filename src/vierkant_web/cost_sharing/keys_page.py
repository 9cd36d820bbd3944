"""Wie betaalt: every key beside the others, whether it holds, and where the costs come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, belangen
from vierkant_web.cost_sharing import inputs
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "cost_sharing"
PARTS = (PART, "kind", "sources")
"""What the page needs of a large assessment."""
DRAWINGS = ("chosen", "keys", "margins")


@require_safe
def keys(request: HttpRequest, slug: str) -> HttpResponse:
    """All keys side by side."""
    return assessed.page(request, slug, "cost_sharing/keys.html", _context, parts=PARTS)


def _context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    found = result.get(PART)
    shared = {**belangen.subnav(place, PART), "found": found, **addresses(place, result)}
    if not found:
        return shared
    about_table, findings = inputs.about_table(assessed.findings(found["findings"]))
    return {
        **shared,
        "about_table": about_table,
        "findings": findings,
        "pushed_out": inputs.pushed_out(found),
        "reason": inputs.reason(found),
        "drawings": {
            name: inputs.drawing(name, found, _chart_address(place, name))
            for name in DRAWINGS
            if name != "chosen" or found["shown"]
        },
        "table": inputs.key_table(found),
        "per_resident": inputs.resident_table(found),
        "keys": inputs.keys(found),
        "open_keys": [
            {**key, "missing": assessed.missing_by_kind(place, key["missing"])}
            for key in inputs.open_keys(found)
        ],
        "missing": assessed.missing_by_kind(place, found["missing"]),
        "partners": [
            {**row, "url": partner_url(place, row["id"]), "own": row["id"] == place.access.partner}
            for row in found["partners"]
        ],
    }


def addresses(place: Visit, result: dict[str, Any]) -> dict[str, Any]:
    """Where to go on from the pages of this folder, and what the visitor may."""
    is_member = place.access.role is not None
    return {
        "is_internal": result.get("kind") == "internal",
        "may_write": place.access.may(Permission.WRITE),
        "key_url": assessed.fill_in_url(place, "key_design"),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
        "figures_url": _address(place, "business_case"),
        "designer_url": _address(place, "cost_sharing_designer") if is_member else "",
        "table_url": _address(place, "cost_sharing_table")
        if place.access.may_write("", "coalition_costs") and place.variant.archived is None
        else "",
    }


def _address(place: Visit, name: str) -> str:
    return reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query


def partner_url(place: Visit, partner: str) -> str:
    """The page of the council of one partner."""
    return (
        reverse("cost_sharing_partner", kwargs={"slug": place.cooperation.slug, "partner": partner})
        + place.query
    )


def _chart_address(place: Visit, name: str) -> Callable[[str], str]:
    kwargs = {"slug": place.cooperation.slug, "name": name}
    return lambda kind: reverse("cost_sharing_chart", kwargs={**kwargs, "kind": kind}) + place.query


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """A chart of the keys, as a picture or a specification."""
    return assessed.drawn(visit(request, slug), inputs.CHARTS, name, PART, kind, (PART,))
