"""Motieven: why would each partner cooperate, where does that collide, and does cooperation bring it?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, waarom
from vierkant_web.four_ks import experience, inputs_motives
from vierkant_web.four_ks.views import chart_address
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "motives"
PARTS = (PART, "sources")


@require_safe
def motives(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "four_ks/motives.html", _page, parts=PARTS)


def _page(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    shared = {
        **waarom.subnav(place, "four_ks_motives"),
        "experience": experience,
        "may_write": place.access.may(Permission.WRITE),
        "motives_url": assessed.fill_in_url(place, "motives"),
        "motives": None,
    }
    found = result.get(PART)
    if found is None:
        return shared
    return {
        **shared,
        "motives": inputs_motives.shown(found),
        "chart": inputs_motives.drawing(found, chart_address(place)),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The chart of points."""
    return assessed.drawn(visit(request, slug), inputs_motives.CHARTS, name, PART, kind, parts=(PART,))
