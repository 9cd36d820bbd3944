"""Vorm: in which form? The verdict on the five forms with the article for every yes and no, and what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from vierkant_web import assessed
from vierkant_web.jobs.current import Current
from vierkant_web.legal_form import inputs
from vierkant_web.permissions import Visit


def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "legal_form/form.html", _context)


def _context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    advice = result["legal_form"]
    grip = next(block for block in result["blocks"] if block["id"] == "grip")
    shared = {
        "advice": advice,
        "grip": grip,
        "missing": [{**row, "url": assessed.fill_in_url(place, row["section"])} for row in grip["missing"]],
        "other_form": inputs.other_form(result["agreed_form"]),
        "may_write": place.access.may("write"),
        "answers_url": assessed.fill_in_url(place, "form_answers"),
        "agreements_url": assessed.fill_in_url(place, "agreements"),
        "cooperation_url": assessed.fill_in_url(place, "cooperation"),
        "people_url": f"/s/{place.cooperation.slug}/mensen/{place.query}",
    }
    return shared | _advice(advice, result["agreed_form"]) if advice else shared


def _advice(advice: dict[str, Any], agreed: str | None) -> dict[str, Any]:
    cards = inputs.forms(advice, agreed)
    return {
        "forms": cards,
        "counts": inputs.counts(advice),
        "agreed": inputs.agreed_card(cards),
        "comparison": inputs.comparison(advice),
    }
