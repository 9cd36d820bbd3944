"""Sturing › Grip: instruments, roles, complexity and questions; and the joint zienswijze."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.grip import inputs
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit
from vierkant_web.sturing import subnav

PARTS = ("grip", "agreed_form", "rules_on", "sources")


@require_safe
def grip(request: HttpRequest, slug: str) -> HttpResponse:
    """What councils can steer with and whether they do, who has which role, and what to ask."""
    return assessed.page(request, slug, "grip/grip.html", _grip, parts=PARTS)


def _grip(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    found = result["grip"]
    return {
        **subnav(place, "grip"),
        "grip": found,
        "groups": inputs.groups(found),
        "elsewhere": inputs.elsewhere(found),
        "counts": inputs.counts(found),
        "findings": assessed.findings(found["findings"]),
        "notices": [row for row in found["notices"] if row["id"] not in _ABOUT_POINTS],
        "measured": any(row["id"] == "bodies" for row in found["complexity"]),
        "may_write": place.access.may(Permission.WRITE),
        "urls": {name: assessed.fill_in_url(place, name) for name in ("roles", "instruments", "partners")},
        "zienswijze_url": _address(place, "grip_zienswijze") if place.access.role else "",
    }


@require_safe
def zienswijze(request: HttpRequest, slug: str) -> HttpResponse:
    """Per point which councils stand behind it, whether they can carry it, and what became of it. Members only."""
    return assessed.page(request, slug, "grip/zienswijze.html", _zienswijze, members_only=True, parts=PARTS)


def _zienswijze(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    rows = inputs.points(result["grip"])
    names = ("zienswijze_points", "council_views", "agreements", "partners")
    found = assessed.findings(result["grip"]["findings"])
    return {
        **subnav(place, "grip_zienswijze"),
        "points": [_with_addresses(place, row) for row in rows],
        "councils": inputs.councils(rows),
        "notices": [row for row in result["grip"]["notices"] if row["id"] in _ABOUT_POINTS],
        "findings": [row for row in found if row["id"].startswith(_FINDINGS)],
        "has_votes": any(row["votes_needed"] is not None for row in rows),
        "may_write": place.access.may(Permission.WRITE),
        "urls": {name: assessed.fill_in_url(place, name) for name in names},
    }


_ABOUT_POINTS = ("grip.notice.not_binding", "grip.notice.quota_assumed")
_FINDINGS = ("grip.without_reasons.", "grip.rejected_but_carries.", "grip.quota_out_of_reach")


def _with_addresses(place: Visit, point: dict[str, Any]) -> dict[str, Any]:
    """The point, with per council where its view is set by who may."""
    may = {view["partner"]: may_set(place, view["partner"]) for view in point["views"]}
    return {
        **point,
        "views": [
            {**view, "url": _address(place, "grip_view", point=point["id"], partner=view["partner"])}
            if may[view["partner"]]
            else view
            for view in point["views"]
        ],
    }


def may_set(place: Visit, partner: str) -> bool:
    """Whether this visitor may set the view of this council now: not in a variant that was put away."""
    return place.variant.archived is None and place.access.may_write(partner, inputs.SECTION)


def _address(place: Visit, page: str, /, **words: str) -> str:
    return reverse(page, kwargs={"slug": place.cooperation.slug, **words}) + place.query
