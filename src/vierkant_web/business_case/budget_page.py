"""For the controller: the money of one partner per year, as a municipal budget asks it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from vierkant_web import assessed, cijfers
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Visit

PART = "business_case"


def budget(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of one partner; ``?deelnemer=`` chooses which."""
    chosen = request.GET.get("deelnemer", "")

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        case = result[PART]
        rows = case["partners"] if case else []
        partner = next((row for row in rows if row["id"] == chosen), rows[0] if rows else None)
        return {
            **cijfers.subnav(place, "business_case_budget"),
            "case": case,
            "partners": rows,
            "partner": partner,
            "tasks_url": assessed.fill_in_url(place, "tasks"),
        }

    return assessed.page(request, slug, "business_case/budget.html", context)
