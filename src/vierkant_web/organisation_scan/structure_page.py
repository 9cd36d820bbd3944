"""Structure: terms of employment, who decides and how the partners are built, side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.jobs.current import Current
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs
from vierkant_web.organisation_scan.showing import address, chart
from vierkant_web.permissions import Permission, Visit

PART = "organisation_scan"
NEEDED = (f"{PART}.structure", f"{PART}.partners", "sources")


@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "organisation_scan/structure.html", _structure, parts=NEEDED)


def _structure(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    scan = result.get(PART) or {}
    found = scan.get("structure")
    sections = ("structure", "mandates", "employment")
    shared = {
        **subnav(place, "organisation_scan_structure"),
        "found": found,
        "may_write": place.access.may(Permission.WRITE),
        "urls": {name: assessed.fill_in_url(place, name) for name in sections},
    }
    if not found:
        return shared
    is_member = place.access.role is not None
    names = scan.get("partners") or {}
    work, left_out = inputs.same_work(found["same_work"], names) if is_member else ([], 0)
    return {
        **shared,
        "names": list(names.values()),
        "employment": inputs.subjects(found["employment"]),
        "mandates": inputs.decisions(found["mandates"]),
        "structure": inputs.subjects(found["structure"]),
        "chart": chart(place, "opbouw", scan),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
        "is_member": is_member,
        "work": work,
        "left_out": left_out,
        "crosswalk_url": address(place, "change_crosswalk") if is_member else "",
        "differences_url": address(place, "organisation_scan_differences") if is_member else "",
    }
