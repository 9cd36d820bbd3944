"""Uittreden: what does it cost to leave, for who leaves, who stays and the joint organisation?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed, belangen
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.withdrawal import inputs

PART = "withdrawal"
ALL = (PART, "kind", "sources")
"""What the page of all partners needs."""
SHARED = ("people", "discount_rate", "damage_years", "missing", "basis")
"""What the page of one partner needs of the whole."""


@require_safe
def everyone(request: HttpRequest, slug: str) -> HttpResponse:
    """All partners side by side, what the arrangement says, and what to agree on now."""
    return assessed.page(request, slug, "withdrawal/everyone.html", _everyone, parts=ALL)


def _everyone(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    found = result.get(PART)
    shared = {
        **belangen.subnav(place, PART),
        "found": found,
        "is_internal": result.get("kind") == "internal",
        "may_write": place.access.may(Permission.WRITE),
        "rule_url": assessed.fill_in_url(place, "withdrawal_rule"),
        "facts_url": assessed.fill_in_url(place, "withdrawal_facts"),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
    }
    if not found:
        return shared
    return {
        **shared,
        "own": next((row for row in found["prices"] if row["id"] == place.access.partner), None),
        "drawing": inputs.drawing("price", found, _chart_address(place, "price")),
        "table": inputs.price_table(found, lambda partner: _partner_url(place, partner)),
        "staff": inputs.staff_rows(found),
        "findings": assessed.findings(found["findings"]),
        "about_partners": inputs.partner_findings(found),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


@require_safe
def partner(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """One partner that could leave: the people, the three sides, and another method to try."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        found = _row(current.plain, result, partner)
        shared = result[PART]
        return {
            **belangen.subnav(place, PART),
            "partner": found,
            "people": shared["people"],
            "findings": assessed.findings(found["findings"]),
            "methods": inputs.method_table(found),
            "stayers": inputs.stayer_table(found),
            "years": inputs.year_table(found),
            "drawing": inputs.drawing("cash", found, _chart_address(place, "cash", partner))
            if found["leaver"]["cash"]
            else None,
            "missing": assessed.missing_by_kind(
                place, [row for row in shared["missing"] if row["partner"] == partner]
            ),
            "trial": inputs.trial(found, shared, request.GET),
            "own_url": _partner_url(place, partner, with_query=False),
            "variant": request.GET.get("variant", ""),
            "may_write": place.access.may(Permission.WRITE),
            "facts_url": assessed.fill_in_url(place, "withdrawal_facts"),
            "breadcrumb": _trail(place, found["name"]),
        }

    return assessed.page(request, slug, "withdrawal/partner.html", context, parts=_parts_of(partner))


def _parts_of(partner: str) -> Callable[[dict[str, Any]], tuple[str, ...]]:
    """The parts of the assessment about one partner: those of a large cooperation are many times as large."""

    def parts(plain: dict[str, Any]) -> tuple[str, ...]:
        place = _place_of(plain, partner)
        own = () if place is None else (f"{PART}.partners.{place}",)
        return (*own, *(f"{PART}.{name}" for name in SHARED), "sources")

    return parts


def _place_of(plain: Mapping[str, Any], partner: str) -> int | None:
    names = [row["id"] for row in plain.get("partners", ())]
    return names.index(partner) if partner in names else None


def _row(plain: Mapping[str, Any], result: Mapping[str, Any], partner: str) -> dict[str, Any]:
    """The partner in the stored assessment.

    Raises:
        Http404: no such partner, or nothing to count for it.
    """
    rows = (result.get(PART) or {}).get("partners") or {}
    found: dict[str, Any] | None = rows.get(str(_place_of(plain, partner)))
    if not found:
        raise Http404
    return found


def _trail(place: Visit, name: str) -> list[dict[str, str]]:
    url = reverse(PART, kwargs={"slug": place.cooperation.slug}) + place.query
    return [{"title": gettext("The price of leaving"), "url": url}, {"title": name, "url": ""}]


def _partner_url(place: Visit, partner: str, *, with_query: bool = True) -> str:
    url = reverse("withdrawal_partner", kwargs={"slug": place.cooperation.slug, "partner": partner})
    return url + place.query if with_query else url


def _chart_address(place: Visit, name: str, partner: str = "") -> Callable[[str], str]:
    kwargs = {"slug": place.cooperation.slug, "name": name}
    if partner:
        kwargs["partner"] = partner
    view = "withdrawal_partner_chart" if partner else "withdrawal_chart"
    return lambda kind: reverse(view, kwargs={**kwargs, "kind": kind}) + place.query


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """A chart of all partners."""
    return assessed.drawn(visit(request, slug), inputs.ALL_CHARTS, name, PART, kind, (PART,))


@require_safe
def partner_chart(request: HttpRequest, slug: str, partner: str, name: str, kind: str) -> HttpResponse:
    """A chart of one partner."""
    return assessed.drawn(visit(request, slug), inputs.partner_charts(partner), name, PART, kind, (PART,))
