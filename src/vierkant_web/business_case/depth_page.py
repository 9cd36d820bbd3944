"""In depth: every number behind the case, and what each of them does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from vierkant_web import assessed, cijfers
from vierkant_web.business_case import inputs
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Visit

PART = "business_case"


def depth(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "business_case/depth.html", _depth)


def _depth(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    case = result[PART]
    return {
        **cijfers.subnav(place, "business_case_depth"),
        "case": case,
        "parameters": inputs.parameter_rows(case) if case else [],
        "may_write": place.access.may("write"),
        "assumptions_url": assessed.fill_in_url(place, "assumptions"),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
    }
