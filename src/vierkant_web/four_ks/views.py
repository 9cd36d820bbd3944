"""Waarom: why cooperate? The four K's at a glance, the motives first, each with the page where it stands in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed, waarom
from vierkant_web.four_ks import experience, inputs_motives
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit

PARTS = ("four_ks", "motives", "vulnerability.singles", "risks.headline", "risks.level", "sources")
"""What the page reads of the assessment."""

PAGES = {
    "costs": "business_case",
    "quality": "four_ks_quality",
    "client_focus": "four_ks_service",
    "vulnerability": "four_ks_vulnerability",
}

SECTIONS = {
    "costs": "tasks",
    "quality": "expertise",
    "client_focus": "channels",
    "vulnerability": "functions",
}
"""Where a K of which nothing is known yet is filled in."""


@require_safe
def why(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "four_ks/why.html", _why, parts=PARTS)


def _why(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    motives = result.get("motives")
    return {
        **waarom.subnav(place, "four_ks"),
        "motives": inputs_motives.shown(motives) if motives else None,
        "chart": inputs_motives.drawing(motives, chart_address(place)) if motives else None,
        "motives_url": address(place, "four_ks_motives"),
        "standings": [_standing(place, row) for row in result["four_ks"]],
        "risks": risks if (risks := result.get("risks") or {}).get("headline") else None,
        "risks_url": address(place, "four_ks_risks"),
        "experience": experience,
        "may_write": place.access.may(Permission.WRITE),
        "fill_in_motives_url": assessed.fill_in_url(place, "motives"),
    }


def _standing(place: Visit, row: dict[str, Any]) -> dict[str, Any]:
    titles = {
        "costs": gettext("Costs"),
        "quality": gettext("Quality"),
        "client_focus": gettext("Client focus"),
        "vulnerability": gettext("Vulnerability"),
    }
    links = {
        "costs": gettext("All figures, per year and per partner"),
        "quality": gettext("Expertise and indicators"),
        "client_focus": gettext("Telephone, desk and travel"),
        "vulnerability": gettext("Days with too few people, per function"),
    }
    name = row["id"]
    return {
        **row,
        "title": titles[name],
        "link": links[name],
        "url": address(place, PAGES[name]),
        "fill_in_url": assessed.fill_in_url(place, SECTIONS[name]),
    }


def chart_address(place: Visit) -> Callable[[str], str]:
    """Where the chart of motives is drawn, by kind (``svg``, ``json``)."""
    return lambda kind: address(place, "four_ks_motives_chart", name="motives", kind=kind)


def address(place: Visit, page: str, **more: str) -> str:
    """The address of a page of this cooperation, with the variant that is looked at."""
    return reverse(page, kwargs={"slug": place.cooperation.slug, **more}) + place.query
