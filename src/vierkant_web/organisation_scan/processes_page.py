"""Processes and applications: who can teach whom, which products there are, and what can be joined when."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.jobs.current import Current
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs
from vierkant_web.organisation_scan.showing import address, chart
from vierkant_web.organisation_scan.words import (
    COMPARISONS,
    LANDSCAPE_LEVELS,
    LANDSCAPES,
    NOTICE_LEVELS,
    NOTICES,
)
from vierkant_web.permissions import Permission, Visit

PART = "organisation_scan"
NEEDED = (f"{PART}.processes", f"{PART}.partners", "partners", "sources")
FIRST_NOTICES, FIRST_JOINS, FIRST_COMPONENTS = 12, 12, 40
"""How many stand on the page at first; the others are one click away, or in the table below the chart."""
MOST_EXPLAINED = 60
"""With more inputs than this, every amount has its method and not all its inputs: they stand per component."""
MOST_TILES = 6
ALL = "alles"


@require_safe
def processes(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        return _processes(place, result, shows_all=ALL in request.GET)

    return assessed.page(request, slug, "organisation_scan/processes.html", context, parts=NEEDED)


def _may_read_in(place: Visit, result: dict[str, Any]) -> bool:
    """Whether there is a partner for which this visitor may write; an empty dossier has none."""
    return any(place.access.may_write(row["id"], "applications") for row in result.get("partners") or ())


def _processes(place: Visit, result: dict[str, Any], *, shows_all: bool) -> dict[str, Any]:
    scan = result.get(PART) or {}
    found = scan.get("processes")
    is_member = place.access.role is not None
    shared = {
        **subnav(place, "organisation_scan_processes"),
        "found": found,
        "may_write": place.access.may(Permission.WRITE),
        "urls": {name: assessed.fill_in_url(place, name) for name in ("processes", "applications")},
        "file_url": address(place, "organisation_scan_file") if _may_read_in(place, result) else "",
    }
    if not found:
        return shared
    return {
        **shared,
        "maturity": chart(place, "volwassenheid", scan),
        "means": found["means"],
        "explain_means": len(found["means"]) <= MOST_TILES,
        "teaching": inputs.teaching(found["processes"]),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
        "differences_url": address(place, "organisation_scan_differences") if is_member else "",
        "words": COMPARISONS,
        **_applications(place, scan, found, shows_all=shows_all),
    }


def _applications(
    place: Visit, scan: dict[str, Any], found: dict[str, Any], *, shows_all: bool
) -> dict[str, Any]:
    now = inputs.dated(found, timezone.localdate())
    lines = found["components"]
    rows = [
        {**row, "word": LANDSCAPES[row["landscape"]], "level": LANDSCAPE_LEVELS[row["landscape"]]}
        for row in inputs.components(lines if shows_all else lines[:FIRST_COMPONENTS])
    ]
    notices = [
        {**row, "word": NOTICES[row["state"]], "level": NOTICE_LEVELS[row["state"]]} for row in now["notices"]
    ]
    counts = {name: sum(row["landscape"] == name for row in lines) for name in LANDSCAPES}
    joins = inputs.joins(now, FIRST_JOINS)
    explained = sum(len(plan["sooner"]["explanation"]["inputs"]) for plan in joins if plan["sooner"])
    return {
        "components": rows,
        "components_more": len(lines) - len(rows),
        "all_url": _all_url(place),
        "counts": [{"word": LANDSCAPES[name], "count": count} for name, count in counts.items() if count],
        "doubles": sum(bool(row["double"]) for row in lines),
        "timeline": chart(place, "contracten", {**scan, "processes": {**found, "dated": now}}, dated=True),
        "joins": joins,
        "joins_more": len(now["joins"]) - len(joins),
        "explain": explained <= MOST_EXPLAINED,
        "notices": [row for row in notices if row["state"] != "ended"][:FIRST_NOTICES],
        "notices_more": max(0, sum(row["state"] != "ended" for row in notices) - FIRST_NOTICES),
        "contract_findings": assessed.findings(now["findings"]),
    }


def _all_url(place: Visit) -> str:
    found = address(place, "organisation_scan_processes")
    return f"{found}{'&' if '?' in found else '?'}{ALL}=ja#applications"
