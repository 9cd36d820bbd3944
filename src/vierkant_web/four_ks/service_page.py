"""Klantgerichtheid: how long residents wait, when they can come, how far they go: now, at first, and together."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, waarom
from vierkant_web.four_ks import experience, inputs_service
from vierkant_web.four_ks.views import address
from vierkant_web.jobs.current import Current, current_assessment
from vierkant_web.permissions import Permission, Visit, visit

PART = "service"
PARTS = (PART, "sources")


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "four_ks/service.html", _page, parts=PARTS)


def _page(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    shared = {
        **waarom.subnav(place, "four_ks_service"),
        "experience": experience,
        "may_write": place.access.may(Permission.WRITE),
        "channels_url": assessed.fill_in_url(place, "channels"),
        "counters_url": assessed.fill_in_url(place, "counters"),
        "assumptions_url": assessed.fill_in_url(place, "assumptions"),
        "service": None,
    }
    found = result.get(PART)
    if found is None:
        return shared
    return {
        **shared,
        "service": inputs_service.shown(found, _chart_address(place)),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


def _chart_address(place: Visit) -> inputs_service.Address:
    return lambda channel, name, kind: address(
        place, "four_ks_service_chart", channel=channel, name=name, kind=kind
    )


@require_safe
def chart(request: HttpRequest, slug: str, channel: str, name: str, kind: str) -> HttpResponse:
    """A chart of one channel."""
    place = visit(request, slug)
    result = current_assessment(place, parts=(PART,)).result
    if result is None or not inputs_service.has_channel(result.get(PART), channel):
        raise Http404
    return assessed.drawn(place, inputs_service.charts(channel), name, PART, kind, parts=(PART,))
