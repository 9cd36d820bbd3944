"""The baseline per partner: what open data say, what only the partner can tell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from vierkant_web import assessed, cijfers
from vierkant_web.baseline import inputs
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import visit

PAGE = "baseline"


@require_safe
def baseline(request: HttpRequest, slug: str) -> HttpResponse:
    """The partners, each with its baseline."""
    place = visit(request, slug)
    context = {
        "place": place,
        "partners": inputs.partners_of(visible_plain(place)),
        "partners_url": assessed.fill_in_url(place, "partners"),
        **cijfers.subnav(place, PAGE),
    }
    return render(request, "baseline/baseline.html", context)


patterns: Patterns = [path("nulmeting/", baseline, name=PAGE)]
