"""Cijfers: what does it cost and yield, for whom, and which figure would change the decision?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed, cijfers, leaving_price
from vierkant_web.business_case import inputs, sections
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Visit, visit

PART = "business_case"
PARTS = (PART, "business_case_missing", "blocks", "sources", "kind", leaving_price.PRICES)
"""What the page needs of a large assessment."""
ONE = (PART, "sources")
"""What the page of one task needs; that of a partner also shows what leaving costs."""


@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "business_case/figures.html", _figures, parts=PARTS)


def _figures(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    case = result[PART] and sections.named(result[PART], result["sources"])
    shared = {
        **cijfers.subnav(place, PART),
        **leaving_price.beside(place, result),
        "case": case,
        "findings": sections.findings(result),
        "interests_url": place_url(place, "voting_power"),
        "people": result["blocks"][0],
        "people_url": f"/s/{place.cooperation.slug}/mensen/{place.query}",
        "missing": [
            {**row, "url": assessed.fill_in_url(place, row["section"])} for row in sections.missing(result)
        ],
        "may_write": place.access.may("write"),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
        "assumptions_url": assessed.fill_in_url(place, "assumptions"),
    }
    return shared | _outcome(place, case) if case else shared


def _outcome(place: Visit, case: dict[str, Any]) -> dict[str, Any]:
    names = [row["name"] for row in case["partners"]]
    return {
        "lead": inputs.lead(case["total"]),
        "charts": {
            name: inputs.drawing(case, name, chart_address(place, name)) for name in inputs.MAIN_CHARTS
        },
        "plan": inputs.plan_beside_evidence(case),
        "partners": [{**row, "url": _url(place, "partner", row["id"])} for row in inputs.partner_rows(case)],
        "several": len(names) > 1,
        "alternatives": inputs.alternative_rows(case),
        "swings": inputs.swings(case),
        "flips": inputs.flips(case),
        "depth_url": place_url(place, "business_case_depth"),
        "budget_url": place_url(place, "business_case_budget"),
        "transition_url": assessed.fill_in_url(place, "transition_costs"),
    }


def place_url(place: Visit, name: str) -> str:
    """The address of a page of this folder, in the variant of the visitor."""
    return reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query


def chart_address(place: Visit, name: str, partner: str = "") -> Callable[[str], str]:
    """From ``svg`` or ``json`` to the address of a chart of the whole, or of one partner."""
    kwargs = {"slug": place.cooperation.slug, "name": name}
    if partner:
        kwargs["partner"] = partner
    view = "business_case_partner_chart" if partner else "business_case_chart"
    return lambda kind: reverse(view, kwargs={**kwargs, "kind": kind}) + place.query


def task_rows(place: Visit, case: dict[str, Any]) -> list[dict[str, Any]]:
    """The tasks with the address of their page."""
    return [{**row, "url": _url(place, "task", row["id"])} for row in case["tasks"]]


def _url(place: Visit, what: str, identifier: str) -> str:
    kwargs = {"slug": place.cooperation.slug, what: identifier}
    return reverse(f"business_case_{what}", kwargs=kwargs) + place.query


def _trail(place: Visit, name: str) -> list[dict[str, str]]:
    url = reverse(PART, kwargs={"slug": place.cooperation.slug}) + place.query
    return [{"title": gettext("Business case"), "url": url}, {"title": name, "url": ""}]


def _row(rows: list[dict[str, Any]], identifier: str) -> dict[str, Any]:
    for row in rows:
        if row["id"] == identifier:
            return row
    raise Http404


@require_safe
def task(request: HttpRequest, slug: str, task: str) -> HttpResponse:
    """One task: its cost now, the saving that counts and why, and how each number was made."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        case = result[PART] or {"tasks": [], "partners": []}
        row = sections.named(_row(case["tasks"], task), result["sources"])
        names = [partner["name"] for partner in case["partners"] if partner["id"] in row["partners"]]
        return {"task": row, "names": names, "breadcrumb": _trail(place, row["name"])}

    return assessed.page(request, slug, "business_case/task.html", context, parts=ONE)


@require_safe
def partner(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """One partner: its result, its share of the cost, its money per year."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        case = result[PART] or {"partners": []}
        row = sections.named(_row(inputs.partner_rows(case), partner), result["sources"])
        alone = inputs.for_partner(case, partner) or case
        drawn = [
            inputs.drawing(alone, name, chart_address(place, name, partner)) for name in inputs.PARTNER_CHARTS
        ]
        return {
            **leaving_price.beside(place, result, partner),
            "partner": row,
            "lead": inputs.lead(row["outcome"]),
            "charts": drawn,
            "case": case,
            "budget_url": f"{place_url(place, 'business_case_budget')}"
            f"{'&' if place.query else '?'}deelnemer={partner}",
            "breadcrumb": _trail(place, row["name"]),
        }

    return assessed.page(
        request, slug, "business_case/partner.html", context, parts=(*ONE, leaving_price.PRICES)
    )


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """One chart of the whole."""
    return assessed.drawn(visit(request, slug), inputs.CHARTS, name, PART, kind, (PART,))


@require_safe
def partner_chart(request: HttpRequest, slug: str, partner: str, name: str, kind: str) -> HttpResponse:
    """One chart of one partner."""
    return assessed.drawn(visit(request, slug), inputs.partner_charts(partner), name, PART, kind, (PART,))
