"""Staffing and budget: hours and money needed for people, beside what somebody decided to set free."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.change import inputs_ledger as inputs
from vierkant_web.change.addresses import address, group_address
from vierkant_web.change.rights import may_write
from vierkant_web.change.subnav import subnav
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Visit, visit

PART = "people"
NEEDED = (
    "people.ledger", "people.benchmarks", "people.benchmark_share", "people.share_needed", "people.share_reserved",
    "people.groups.0", "sources",
)  # fmt: skip
"""Of a large assessment only this is read: one group tells how hours lie over the phases."""
STATES = ("needed", "reserved", "decided", "spent")


@require_safe
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "change/ledger.html", _ledger, members_only=True, parts=NEEDED)


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """A chart of the ledger as a picture or its specification.

    Raises:
        Http404: no such chart, no assessment yet, or the visitor is not a member.
    """
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return assessed.drawn(place, inputs.CHARTS, name, PART, kind, ("people.ledger",))


def _ledger(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    people = result[PART]
    found = people["ledger"]
    shared = {
        **subnav(place, "change_ledger"),
        "ledger": found,
        "may_write": may_write(place, "ledger"),
        **{f"{name}_url": assessed.fill_in_url(place, name) for name in ("ledger", "people", "assumptions")},
    }
    if not found or found["totals"] is None:
        return shared
    groups = _groups(place, current)
    return shared | {
        "lines": inputs.lines(current.plain),
        "badges": _badges(),
        "documents_url": address(place, "documents"),
        "load_url": address(place, "change_load"),
        **_numbers(place, people, groups),
        "people": people,
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


def _badges() -> dict[str, str]:
    """Decided or not, made once: a ledger may have hundreds of lines."""
    words = {"green": _("decided"), "red": _("not decided")}
    return {
        level: render_to_string("components/status.html", {"level": level, "label": word})
        for level, word in words.items()
    }


def _groups(place: Visit, current: Current) -> dict[str, dict[str, Any]]:
    """The groups of the visible dossier by id, with their addresses."""
    url = group_address(place)
    return {
        row["id"]: {"name": row["name"], "url": url(row["id"])} for row in current.plain.get("people", ())
    }


def _numbers(place: Visit, people: dict[str, Any], groups: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The tiles, tables and pictures."""
    found = people["ledger"]

    def chart_address(name: str, kind: str) -> str:
        return address(place, "change_ledger_chart", name=name, kind=kind)

    names = ("hours", "euros")
    return {
        "tiles": [[found["totals"][f"{measure}_{state}"] for state in STATES] for measure in names],
        "kinds": inputs.with_cells(inputs.kinds(found)),
        "groups": inputs.with_cells([{**row, "known": groups.get(row["id"])} for row in found["groups"]]),
        "months": inputs.months(found),
        "load": inputs.load(found, groups),
        "phases": inputs.phases(people),
        "besides": inputs.besides(found),
        "months_chart": inputs.drawing(people, "ledger_months", chart_address),
        "hours_chart": inputs.drawing(people, "ledger_hours", chart_address),
        "euros_chart": inputs.drawing(people, "ledger_euros", chart_address),
    }
