"""Overzicht: how do we stand? The human side first, then the other stumbling blocks, the K's and what comes next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext

from vierkant_web import assessed
from vierkant_web.dossier.inputs_dates import deadlines
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit

SHOWN = 5
"""Findings and gaps shown at once; the rest stands on the page of its block."""

PAGE_OF_BLOCK = {"people": "mensen", "overhead": "cijfers", "grip": "vorm", "interests": "cijfers"}
PAGE_OF_K = {"costs": "cijfers", "quality": "waarom", "client_focus": "waarom", "vulnerability": "waarom"}


def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "dossier/overview.html", _context)


def _context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    blocks = [{**block, "url": _word_url(place, PAGE_OF_BLOCK[block["id"]])} for block in result["blocks"]]
    urgent = [
        {"block": block["id"], **item}
        for block in blocks
        for item in block["findings"]
        if item["level"] == "red"
    ]
    return {
        "subnav": _subnav(place),
        "subnav_label": gettext("About this cooperation"),
        "people": blocks[0],
        "others": blocks[1:],
        "four_ks": [{**item, "url": _word_url(place, PAGE_OF_K[item["id"]])} for item in result["four_ks"]],
        "urgent": urgent[:SHOWN],
        "urgent_more": max(0, len(urgent) - SHOWN),
        "missing": _missing(place, result["missing"]),
        "measures": [item for block in blocks for item in block["measures"]],
        "deadlines": deadlines(current.plain, timezone.localdate()),
        "next_decision": current.plain.get("cooperation", {}),
        "decision_url": assessed.fill_in_url(place, "cooperation"),
        "assumed": len(result["assumed"]),
        "figures": result["figures"],
        "may_write": place.access.may(Permission.WRITE),
        "fill_in_url": assessed.fill_in_url(place),
        "measures_url": assessed.fill_in_url(place, "measures"),
    }


def _subnav(place: Visit) -> list[dict[str, Any]]:
    """The other pages about this dossier."""
    pages = (
        ("overview", gettext("Overview")),
        (
            "fill_in",
            gettext("Fill in") if place.access.may(Permission.WRITE) else gettext("Read the dossier"),
        ),
        ("variants", gettext("Variants")),
        ("history", gettext("History")),
        ("exchange", gettext("Import and export")),
        ("members", gettext("Who takes part")),
    )
    slug = {"slug": place.cooperation.slug}
    return [
        {"title": title, "url": reverse(name, kwargs=slug) + place.query, "current": name == "overview"}
        for name, title in pages
        if name != "members" or place.access.role is not None
    ]


def _missing(place: Visit, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is missing. For who is not a member without gaps that name a function: one person may do it."""
    if place.access.role is None:
        rows = [row for row in rows if "function" not in row["what"]["arguments"]]
    return assessed.missing_by_kind(place, rows)


def _word_url(place: Visit, word: str) -> str:
    return f"/s/{place.cooperation.slug}/{word}/{place.query}"


patterns: Patterns = [
    path("", overview, name="overview"),
    path("stand.json", assessed.state, name="assessment_state"),
    path("opnieuw/", assessed.again, name="assessment_again"),
    path("stop/", assessed.cancel, name="assessment_cancel"),
]
