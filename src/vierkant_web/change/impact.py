"""Impact: what changes for which group, on which aspect, as the project and the group's own lead see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from vierkant_web import assessed
from vierkant_web.change import inputs_impact as inputs
from vierkant_web.change.rights import may_write
from vierkant_web.change.subnav import subnav
from vierkant_web.change.words import ASPECTS, SIZES, STATUS_LEVELS, STATUSES, size
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "people"
NEEDED = ("people.impact", "partners", "sources")
Cell = tuple[int | None, int | None]
"""The score of the project and of the lead."""


def impact(request: HttpRequest, slug: str) -> HttpResponse:
    """The heat map, how firm each card is, what stands out and who has not scored yet."""
    return assessed.page(request, slug, "change/impact.html", _impact, members_only=True, parts=NEEDED)


def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The heat map as a picture or its specification.

    Raises:
        Http404: no such chart, no assessment yet, or the visitor is not a member.
    """
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return assessed.drawn(place, inputs.CHARTS, name, PART, kind, ("people.impact",))


def _address(place: Visit) -> Callable[[str], str]:
    kwargs = {"slug": place.cooperation.slug, "name": "impact"}
    return lambda kind: reverse("change_impact_chart", kwargs={**kwargs, "kind": kind}) + place.query


def _impact(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    found = result[PART].get("impact")
    shared = {
        **subnav(place, "change_impact"),
        "impact": found,
        "people_url": assessed.fill_in_url(place, "people"),
        "may_write": place.access.may(Permission.WRITE),
    }
    if not found:
        return shared
    names = {partner["id"]: partner["name"] for partner in result["partners"]}
    cards = [with_words(place, card, names) for card in inputs.heaviest_first(found)]
    return shared | {
        "columns": list(ASPECTS.values()),
        "legend": [{"score": score, "word": word} for score, word in enumerate(SIZES)],
        "rows": heat_rows(cards),
        "chart": inputs.drawing(result[PART], _address(place)) if cards else None,
        "not_scored": inputs.not_scored(cards),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


def with_words(place: Visit, card: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """A card with the words and addresses that a page needs around it."""
    kwargs = {"slug": place.cooperation.slug, "group": card["group"]}
    return {
        **card,
        "partner_name": names.get(card["partner"]),
        "status_word": STATUSES[card["status"]],
        "status_level": STATUS_LEVELS[card["status"]],
        "url": reverse("change_group", kwargs=kwargs) + place.query,
        "card_url": reverse("change_card", kwargs=kwargs) + place.query if may_write(place, "impact") else "",
        "lead_url": reverse("change_lead", kwargs=kwargs) + place.query
        if may_write(place, "lead_scores", card["partner"] or "")
        else "",
    }


def heat_rows(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cards with ``cells``: every pair of scores looks the same wherever it stands, so it is made once."""
    made: dict[Cell, str] = {}

    def cell(row: dict[str, Any]) -> str:
        key = (row["project"], row["lead"])
        if key not in made:
            words = {"word": size(row["project"]), "large": abs(row["gap"] or 0) >= inputs.LARGE_GAP}
            made[key] = render_to_string("change/heat_cell.html", {**row, **words})
        return made[key]

    return [{**card, "cells": [cell(row) for row in card["aspects"]]} for card in cards]
