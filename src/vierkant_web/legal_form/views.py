"""Vorm: in which form? The verdict on every form of this kind of cooperation, with the article, and what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.jobs.current import Current
from vierkant_web.legal_form import inputs
from vierkant_web.permissions import Visit

STEPS = 3
"""Steps for the agreed form shown here; all of them stand on the page What follows."""


@require_safe
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "legal_form/form.html", _context)


def _context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    grip = next(block for block in result["blocks"] if block["id"] == "grip")
    advice, agreed = result["legal_form"], result["agreed_form"]
    cards = inputs.forms(advice, agreed)
    return {
        "advice": advice,
        "grip": grip,
        "missing": [{**row, "url": assessed.fill_in_url(place, row["section"])} for row in grip["missing"]],
        "clashes": inputs.clashes(advice, grip["findings"]),
        "questions": inputs.questions(advice),
        "forms": cards,
        "groups": inputs.groups(cards),
        "counts": inputs.counts(advice),
        "agreed": inputs.agreed_card(cards),
        "other_form": inputs.other_form(agreed),
        "has_text": inputs.has_text(agreed),
        "steps": result["form_steps"][:STEPS],
        "more_steps": len(result["form_steps"]) - STEPS,
        "comparisons": inputs.comparisons(advice),
        "may_write": place.access.may("write"),
        "answers_url": assessed.fill_in_url(place, "form_answers"),
        "agreements_url": assessed.fill_in_url(place, "agreements"),
        "cooperation_url": assessed.fill_in_url(place, "cooperation"),
        "people_url": f"/s/{place.cooperation.slug}/mensen/{place.query}",
    }
