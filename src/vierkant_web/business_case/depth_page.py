"""In depth: every number behind the case, and what each of them does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, cijfers
from vierkant_web.business_case import inputs, sections
from vierkant_web.business_case.views import chart_address, task_rows
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Visit

PART = "business_case"


@require_safe
def depth(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "business_case/depth.html", _depth, parts=(PART, "sources"))


def _depth(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    case = result[PART] and sections.named(result[PART], result["sources"])
    shared = {
        **cijfers.subnav(place, "business_case_depth"),
        "case": case,
        "may_write": place.access.may("write"),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
        "assumptions_url": assessed.fill_in_url(place, "assumptions"),
        "correlations_url": assessed.fill_in_url(place, "correlations"),
        "hours_url": assessed.fill_in_url(place, "coordination_hours"),
    }
    return shared | _numbers(place, case) if case else shared


def _numbers(place: Visit, case: dict[str, Any]) -> dict[str, Any]:
    return {
        "charts": [inputs.drawing(case, name, chart_address(place, name)) for name in inputs.DEPTH_CHARTS],
        "tasks": task_rows(place, case),
        "parameters": inputs.parameter_rows(case),
        "case_inputs": inputs.input_rows(case),
        "transition": inputs.transition_rows(case),
        "years": case["calendar_years"] or case["years"],
    }
