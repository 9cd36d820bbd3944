"""Impact: what changes for which group, on which aspect, as the project and the group's own lead see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.change import inputs_impact as inputs
from vierkant_web.change.inputs import partner_names
from vierkant_web.change.rights import may_write
from vierkant_web.change.subnav import subnav
from vierkant_web.change.words import ASPECTS, SIZES, STATUS_LEVELS, STATUSES, size
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "people"
NEEDED = ("people.impact",)
"""Of a large assessment only this is read; the names of the partners stand in the dossier."""
Cell = tuple[int | None, int | None]
"""The score of the project and of the lead."""


@require_safe
def impact(request: HttpRequest, slug: str) -> HttpResponse:
    """The heat map, how firm each card is, what stands out and who has not scored yet."""
    return assessed.page(request, slug, "change/impact.html", _impact, members_only=True, parts=NEEDED)


@require_safe
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
    cards = with_words(place, inputs.heaviest_first(found), partner_names(current.plain))
    return shared | {
        "columns": list(ASPECTS.values()),
        "legend": [{"score": score, "word": word} for score, word in enumerate(SIZES)],
        "rows": heat_rows(cards),
        "chart": inputs.drawing(result[PART], _address(place)) if cards else None,
        "not_scored": inputs.not_scored(cards),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


def with_words(
    place: Visit, cards: Iterable[dict[str, Any]], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Cards with the words and addresses that a page needs around them; addresses of forms only for who may write."""
    group, card, lead = (_addresses(place, f"change_{name}") for name in ("group", "card", "lead"))
    writes_cards = may_write(place, "impact")
    writes_leads = {partner: may_write(place, "lead_scores", partner) for partner in ("", *names)}
    badges = {
        status: render_to_string(
            "components/status.html", {"level": STATUS_LEVELS[status], "label": STATUSES[status]}
        )
        for status in STATUSES
    }
    return [
        {
            **row,
            "partner_name": names.get(row["partner"]),
            "badge": badges[row["status"]],
            "url": group(row["group"]),
            "card_url": card(row["group"]) if writes_cards else "",
            "lead_url": lead(row["group"]) if writes_leads.get(row["partner"] or "") else "",
        }
        for row in cards
    ]


def _addresses(place: Visit, name: str) -> Callable[[str], str]:
    """Group → address. A page has hundreds of these: the pattern is looked up once."""
    pattern = reverse(name, kwargs={"slug": place.cooperation.slug, "group": "0"})
    before, after = pattern.split("/groep/0/")
    return lambda group: f"{before}/groep/{group}/{after}{place.query}"


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
