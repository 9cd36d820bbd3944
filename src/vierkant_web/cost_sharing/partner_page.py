"""Wat betekent dit voor ons: one page that a councillor reads in two minutes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed, belangen, leaving_price
from vierkant_web.cost_sharing import inputs_partner
from vierkant_web.cost_sharing.keys_page import PART, addresses, partner_url
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Visit, visit

NAME = "cost_sharing_partners"
PARTS = (PART, "kind", "sources", "voting.partners", "partners", leaving_price.PRICES)
"""What the page needs of a large assessment."""


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is of a partner sees that one at once; others choose."""
    place = visit(request, slug)
    if place.access.role is not None and place.access.partner:
        return redirect(partner_url(place, place.access.partner))

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        found = result.get(PART)
        return {
            **belangen.subnav(place, NAME),
            "found": found,
            "rows": _links(place, found) if found else [],
            **addresses(place, result),
        }

    return assessed.page(request, slug, "cost_sharing/choose.html", context, parts=PARTS)


@require_safe
def partner(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """The page of the council of one partner."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        name = _name(place, result, partner)
        found = result.get(PART)
        row = inputs_partner.row_of(found, partner) if found else None
        shared = {
            **belangen.subnav(place, NAME),
            "name": name,
            "row": row,
            "found": found,
            "breadcrumb": _trail(place, name),
            **addresses(place, result),
        }
        if found is None or row is None:
            return shared
        return shared | _about(place, result, row)

    return assessed.page(request, slug, "cost_sharing/partner.html", context, parts=PARTS)


def _about(place: Visit, result: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    found = result[PART]
    about = inputs_partner.shown(found, row)
    voted = inputs_partner.votes(result, row["id"], about["own"])
    leaving = leaving_price.beside(place, result, row["id"])
    price = leaving["leaving"]["rows"][0] if leaving["leaving"] else None
    return {
        **about,
        **leaving,
        "votes": voted,
        "votes_url": reverse("voting_power", kwargs={"slug": place.cooperation.slug}) + place.query,
        "questions": inputs_partner.questions(found, row, about, voted, price),
        "others_links": [item for item in _links(place, found) if item["id"] != row["id"]],
    }


def _links(place: Visit, found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"id": row["id"], "name": row["name"], "text": row["text"], "url": partner_url(place, row["id"])}
        for row in found["partners"]
    ]


def _name(place: Visit, result: dict[str, Any], partner: str) -> str:
    """The name of a partner in the dossier, also of one that does not share the cost yet.

    Raises:
        Http404: no such partner.
    """
    for row in result["partners"]:
        if row["id"] == partner:
            return str(row["name"])
    if partner == place.access.partner:
        return partner.capitalize()  # a variant may be without the visitor's own partner
    raise Http404


def _trail(place: Visit, name: str) -> list[dict[str, str]]:
    url = reverse(PART, kwargs={"slug": place.cooperation.slug}) + place.query
    return [{"title": gettext("Who pays"), "url": url}, {"title": name, "url": ""}]
