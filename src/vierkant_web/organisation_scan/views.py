"""Organisaties: where the partners are alike, where they differ, what is unknown, and what is done about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from vierkant_web import assessed
from vierkant_web.jobs.current import Current
from vierkant_web.organisaties import subnav
from vierkant_web.permissions import Permission, Visit

PART = "organisation_scan"


def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The rooms in short, people first, and the next step."""
    return assessed.page(request, slug, "organisation_scan/start.html", _start, parts=(PART,))


def _start(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    return {
        **subnav(place, "organisation_scan"),
        "scan": result.get(PART),
        "may_write": place.access.may(Permission.WRITE),
        "fill_in_url": assessed.fill_in_url(place, "structure"),
    }
