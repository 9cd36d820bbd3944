"""Mensen: what changes for whom, is time reserved, and what must start early?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.change import inputs
from vierkant_web.change.addresses import address
from vierkant_web.change.subnav import subnav
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit

PART = "people"
FIRST = 5
"""Groups in a list of who needs attention first."""


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "change/people.html", _people)


def _people(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    is_member = place.access.role is not None
    everybody = result[PART]
    shown = inputs.visible(everybody, is_member=is_member)
    block = next(row for row in result["blocks"] if row["id"] == "people")
    names = {partner["id"]: partner["name"] for partner in result["partners"]}
    groups = [group_card(place, names, row) for row in shown["groups"]]
    return {
        **subnav(place, "change"),
        "people": shown,
        "stand": block,
        "findings": assessed.findings(block["findings"]),
        "employees": [row for row in groups if not row["managers"]],
        "managers": [row for row in groups if row["managers"]],
        "has_managers": any(row["managers"] for row in everybody["groups"]),
        "is_member": is_member,
        "chart": inputs.drawing(everybody, _address(place), is_member=is_member) if groups else None,
        "phases": everybody["groups"][0]["phases"] if everybody["groups"] else [],
        "missing": assessed.missing_by_kind(place, shown["missing"]),
        **forms(place),
        **(_for_members(place, everybody, groups) if is_member else {}),
    }


def _for_members(
    place: Visit, people: Mapping[str, Any], groups: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Who needs attention first, what is decided, and the ways on: never for others, as impact and ledger are not."""
    without = [row for row in groups if row["id"] in set(people["coverage"]["without_step"])]
    cards = {card["group"]: card["load"] for card in people["impact"]["cards"]}
    known = {row["id"]: row for row in groups}
    heaviest = [{**known[group], "load": cards[group]} for group in people["impact"]["heaviest"][:FIRST]]
    pages = ("impact", "guidance", "ledger")
    return {
        "decided": people["ledger"]["totals"] and people["ledger"]["totals"]["hours_decided"],
        "heaviest": [row for row in heaviest if row["load"]],
        "without_step": without[:FIRST],
        "more_without_step": max(0, len(without) - FIRST),
        **{f"{name}_url": address(place, f"change_{name}") for name in pages},
    }


def forms(place: Visit) -> dict[str, Any]:
    """Where the human side is filled in, and whether this visitor may."""
    names = ("people", "measures", "agreements", "assumptions")
    return {
        "may_write": place.access.may(Permission.WRITE),
        "staff_file_url": address(place, "change_staff_file"),
        **{f"{name}_url": assessed.fill_in_url(place, name) for name in names},
    }


def group_card(place: Visit, names: Mapping[str, str], row: dict[str, Any]) -> dict[str, Any]:
    """A group with its partner's name, its address and its findings in order."""
    kwargs = {"slug": place.cooperation.slug, "group": row["id"]}
    url = reverse("change_group", kwargs=kwargs) + place.query
    findings = assessed.findings(row["findings"])
    return {**row, "partner_name": names.get(row["partner"]), "url": url, "findings": findings}


def _address(place: Visit) -> Any:
    kwargs = {"slug": place.cooperation.slug, "name": "hours"}
    return lambda kind: reverse("change_chart", kwargs={**kwargs, "kind": kind}) + place.query


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """The chart of hours, made for who looks."""
    place = visit(request, slug)
    charts = inputs.charts(is_member=place.access.role is not None)
    return assessed.drawn(place, charts, name, PART, kind)
