"""Risico's: what must each partner be able to bear, now and after the start, and can it?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, waarom
from vierkant_web.four_ks import inputs_risk
from vierkant_web.four_ks.views import address
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "risks"
PARTS = (PART, "sources")


@require_safe
def risks(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "four_ks/risks.html", _page, parts=PARTS)


def _page(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    shared = {
        **waarom.subnav(place, "four_ks_risks"),
        "may_write": place.access.may(Permission.WRITE),
        "risks_url": assessed.fill_in_url(place, "risks"),
        "finances_url": assessed.fill_in_url(place, "finances"),
        "assumptions_url": assessed.fill_in_url(place, "assumptions"),
        "risks": None,
    }
    found = result.get(PART)
    if found is None:
        return shared
    return {
        **shared,
        "risks": inputs_risk.shown(
            found, lambda name, kind: address(place, "four_ks_risks_chart", name=name, kind=kind)
        ),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """A chart of the risks."""
    return assessed.drawn(visit(request, slug), inputs_risk.CHARTS, name, PART, kind, parts=(PART,))
