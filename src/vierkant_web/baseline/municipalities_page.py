"""The partners on the map, beside each other, and beside all municipalities of the Netherlands."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from vierkant_web import assessed, cijfers
from vierkant_web.baseline import inputs
from vierkant_web.baseline.shown import drawing
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.templatetags.words import page_language, say

PAGE, CHART = "baseline_municipalities", "baseline_country_chart"
FIRST = "overhead"
"""The figure that is compared when none was chosen."""


@require_safe
def municipalities(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipalities among the partners."""
    place = visit(request, slug)
    plain = visible_plain(place)
    partners = inputs.partners_of(plain)
    codes = inputs.codes_of(partners)
    chosen = _chosen(request.GET.get("cijfer", FIRST)) or _chosen(FIRST)
    context = {
        "place": place,
        "kind": inputs.kind_of(plain),
        "codes": codes,
        "others": [item.name for item in partners if item.municipality not in codes],
        "facts": inputs.facts(partners),
        "together": inputs.together(partners),
        "distances": inputs.distances(partners),
        "map": inputs.shapes(codes),
        "partners_url": assessed.fill_in_url(place, "partners"),
        "may_write": place.access.may(Permission.WRITE),
        "choices": [{"id": item.id, "label": item.label} for item in inputs.figure_choices()],
        **cijfers.subnav(place, PAGE),
        **(_comparison(place, chosen, codes) if chosen else {}),
    }
    return render(request, "baseline/municipalities.html", context)


def _chosen(name: str) -> inputs.Choice | None:
    return next((item for item in inputs.figure_choices() if item.id == name), None)


def _comparison(place: Visit, chosen: inputs.Choice, codes: tuple[str, ...]) -> dict[str, Any]:
    found = inputs.compare_all(chosen, codes)
    if found is None:
        return {"chosen": chosen.id}
    made = inputs.charts.country(inputs.to_plain(found), page_language())
    given = {} if place.variant.is_main else {"variant": place.variant.slug}
    query = f"?{urlencode(given)}" if given else ""
    src, spec = (
        reverse(CHART, kwargs={"slug": place.cooperation.slug, "name": chosen.id, "kind": kind}) + query
        for kind in ("svg", "json")
    )
    return {
        "chosen": chosen.id,
        "comparison": found,
        "basis": say(found.basis),
        "statement": inputs.statement(found.statement),
        "absent": [inputs.name_of(code) for code in found.absent],
        "chart": drawing(made, "country", src, spec),
    }


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The chart of all municipalities for one figure."""
    place = visit(request, slug)
    chosen = _chosen(name)
    codes = inputs.codes_of(inputs.partners_of(visible_plain(place)))
    found = inputs.compare_all(chosen, codes) if chosen else None
    if found is None or kind not in ("svg", "json"):
        raise Http404
    return assessed.picture_of(inputs.charts.country(inputs.to_plain(found), page_language()).spec, kind)


patterns: Patterns = [
    path("gemeenten/", municipalities, name=PAGE),
    path("gemeenten/grafiek/<slug:name>.<slug:kind>", chart, name=CHART),
]
