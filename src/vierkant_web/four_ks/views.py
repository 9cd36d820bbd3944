"""Waarom: why cooperate? The four K's in their order, vulnerability in full."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from vierkant_web import assessed
from vierkant_web.four_ks import experience, inputs
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "vulnerability"
FIGURES = "cijfers"
"""Word of the menu where the costs stand in full."""


def why(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "four_ks/why.html", _why)


def _why(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    is_member = place.access.role is not None
    shown = inputs.visible(result[PART], is_member=is_member)
    functions = [{**row, "url": _function_url(place, row["id"])} for row in shown["functions"]]
    return {
        **{row["id"]: row for row in result["four_ks"]},
        "vulnerability": {**shown, "functions": functions},
        "points_to_person": any(row["points_to_person"] for row in functions),
        "chart": inputs.drawing(result[PART], _address(place), is_member=is_member),
        "assumptions": inputs.assumptions(result[PART]),
        "findings": assessed.findings(shown["findings"]),
        "missing": assessed.missing_by_kind(place, shown["missing"]),
        "experience": experience,
        "figures_url": f"/s/{place.cooperation.slug}/{FIGURES}/{place.query}",
        **_forms(place),
    }


def _forms(place: Visit) -> dict[str, Any]:
    names = ("tasks", "functions", "measures", "assumptions")
    return {
        "may_write": place.access.may(Permission.WRITE),
        **{f"{name}_url": assessed.fill_in_url(place, name) for name in names},
    }


def _function_url(place: Visit, function: str) -> str:
    kwargs = {"slug": place.cooperation.slug, "function": function}
    return reverse("four_ks_function", kwargs=kwargs) + place.query


def _address(place: Visit) -> Any:
    kwargs = {"slug": place.cooperation.slug, "name": "uncovered"}
    return lambda kind: reverse("four_ks_chart", kwargs={**kwargs, "kind": kind}) + place.query


def function(request: HttpRequest, slug: str, function: str) -> HttpResponse:
    """One function: who can do it where, how often too few are there, and how each number was made."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        shown = inputs.visible(result[PART], is_member=place.access.role is not None)
        for row in shown["functions"]:
            if row["id"] == function:
                url = reverse("four_ks", kwargs={"slug": slug}) + place.query
                breadcrumb = [{"title": gettext("Why"), "url": url}, {"title": row["name"]}]
                return {"function": row, "breadcrumb": breadcrumb, **_forms(place)}
        raise Http404

    return assessed.page(request, slug, "four_ks/function.html", context)


def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The chart of days, made for who looks."""
    place = visit(request, slug)
    charts = inputs.charts(is_member=place.access.role is not None)
    return assessed.drawn(place, charts, name, PART, kind)
