"""Kwaliteit: how deep is the expertise, now and together, and how will people see that it got better?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, waarom
from vierkant_web.four_ks import experience, inputs_quality
from vierkant_web.four_ks.views import address
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "quality"
PARTS = (PART, "sources")


@require_safe
def quality(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "four_ks/quality.html", _page, parts=PARTS)


def _page(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    shared = {
        **waarom.subnav(place, "four_ks_quality"),
        "experience": experience,
        "may_write": place.access.may(Permission.WRITE),
        "expertise_url": assessed.fill_in_url(place, "expertise"),
        "indicators_url": assessed.fill_in_url(place, "indicators"),
        "quality": None,
    }
    found = result.get(PART)
    if found is None:
        return shared
    is_member = place.access.role is not None
    shown = inputs_quality.visible(found, is_member=is_member)
    return {
        **shared,
        "quality": shown,
        "indicators": inputs_quality.by_k(shown["indicators"]),
        "points_to_person": any(row["points_to_person"] for row in shown["expertise"]),
        "chart": inputs_quality.drawing(found, _chart_address(place), is_member=is_member),
        "findings": assessed.findings(shown["findings"]),
        "missing": assessed.missing_by_kind(place, shown["missing"]),
    }


def _chart_address(place: Visit) -> Any:
    return lambda kind: address(place, "four_ks_quality_chart", name="depth", kind=kind)


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The chart of expertise, made for who looks."""
    place = visit(request, slug)
    charts = inputs_quality.charts(is_member=place.access.role is not None)
    return assessed.drawn(place, charts, name, PART, kind, parts=(PART,))
