"""Overzicht: how do we stand? The human side first, then the other stumbling blocks, the K's and what comes next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.dossier.inputs_dates import deadlines
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit

SHOWN = 5
"""Findings and gaps shown at once; the rest stands on the page of its block."""

HEAVIEST = 3
"""Groups with the biggest load that the page names."""

PAGE_OF_BLOCK = {"people": "mensen", "overhead": "cijfers", "grip": "vorm", "interests": "belangen"}
PAGE_OF_K = {
    "costs": "business_case",
    "quality": "four_ks_quality",
    "client_focus": "four_ks_service",
    "vulnerability": "four_ks_vulnerability",
}
"""The name of the address on which a K is shown in full."""


PARTS = (
    "goal", "partners", "blocks", "four_ks", "readiness", "missing", "assumed", "figures",
    "people.impact.cards", "people.impact.heaviest", "people.coverage.without_step", "people.ledger.totals",
    "people.ledger.decided",
)  # fmt: skip
"""What the page needs of a large assessment."""


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "dossier/overview.html", _context, parts=PARTS)


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
        "human": _human(place, result["people"]),
        "readiness": _readiness(place, result["readiness"]),
        "others": blocks[1:],
        "four_ks": [{**item, "url": _url(place, PAGE_OF_K[item["id"]])} for item in result["four_ks"]],
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


def _human(place: Visit, people: dict[str, Any]) -> dict[str, Any]:
    """What leads the page: the biggest load, who has no next step, and the hours needed against those decided."""
    is_member = place.access.role is not None
    cards = {card["group"]: card for card in people["impact"]["cards"] if is_member or not card["small"]}
    # An impact card is for who takes part, until HR and the works council have released it to staff.
    heaviest = [cards[name] for name in people["impact"]["heaviest"] if name in cards] if is_member else []
    without_step = people["coverage"]["without_step"]
    return {
        "heaviest": [card for card in heaviest if card["load"] is not None][:HEAVIEST],
        "without_step": [cards[name]["name"] for name in without_step if name in cards],
        "without_step_number": len(without_step),
        "totals": people["ledger"]["totals"],
        "decided": people["ledger"]["decided"],
        "urls": {
            name: reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query
            for name in ("change_impact", "change_guidance", "change_ledger")
        },
    }


def _readiness(place: Visit, readiness: dict[str, Any]) -> dict[str, Any]:
    """The reasons, the blocking ones first, each with where it is filled in."""
    reasons = sorted(readiness["reasons"], key=lambda item: assessed.WEIGHT[item["level"]])
    filled = [{**item, "url": assessed.fill_in_url(place, item["section"])} for item in reasons]
    return {**readiness, "reasons": filled}


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


def _url(place: Visit, name: str) -> str:
    return reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query


def _word_url(place: Visit, word: str) -> str:
    return f"/s/{place.cooperation.slug}/{word}/{place.query}"


patterns: Patterns = [
    path("", overview, name="overview"),
    path("stand.json", assessed.state, name="assessment_state"),
    path("opnieuw/", assessed.again, name="assessment_again"),
    path("stop/", assessed.cancel, name="assessment_cancel"),
]
