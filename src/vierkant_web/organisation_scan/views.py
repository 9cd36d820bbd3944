"""Organisaties: where the partners are alike, where they differ, what is unknown, and what is done about it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.jobs.current import Current, current_assessment
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs_start
from vierkant_web.organisation_scan.inputs import drawn
from vierkant_web.organisation_scan.showing import address
from vierkant_web.permissions import Permission, Visit, visit

PART = "organisation_scan"
NEEDED = (f"{PART}.partners", f"{PART}.structure", f"{PART}.processes", f"{PART}.differences")


@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The rooms in short, people first, and the next step."""
    return assessed.page(request, slug, "organisation_scan/start.html", _start, parts=NEEDED)


def _start(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    scan = result.get(PART) or {}
    is_member = place.access.role is not None
    shared = {
        **subnav(place, "organisation_scan"),
        "may_write": place.access.may(Permission.WRITE),
        "fill_in_url": assessed.fill_in_url(place, "structure"),
        "is_member": is_member,
        "asked": _asked(place) if is_member else [],
    }
    if not scan.get("structure") and not scan.get("processes"):
        return {**shared, "rooms": []}
    urls = {
        "structure": address(place, "organisation_scan_structure"),
        "processes": address(place, "organisation_scan_processes"),
        "differences": address(place, "organisation_scan_differences") if is_member else "",
    }
    return {
        **shared,
        "rooms": inputs_start.rooms(scan, urls),
        "felt": inputs_start.felt_first(scan),
        "step": inputs_start.next_step(scan),
        "differences": scan.get("differences"),
        "urls": urls,
        "missing": assessed.missing_by_kind(place, inputs_start.missing(scan)),
    }


def _asked(place: Visit) -> list[dict[str, str]]:
    """The rooms where people and partners are asked themselves."""
    rows = (
        (
            "organisation_scan_culture",
            _("Culture"),
            _("How people say that they work, and what they need together."),
        ),
        (
            "organisation_scan_trust",
            _("Trust"),
            _("What each partner fills in alone, and what is opened together."),
        ),
        ("survey", _("Surveys"), _("Ask everybody at once, so that nobody can be recognised.")),
    )
    return [{"url": address(place, name), "title": title, "text": text} for name, title, text in rows]


@require_safe
def chart(request: HttpRequest, slug: str, name: str, kind: str) -> HttpResponse:
    """One chart, as a picture or as its specification."""
    parts = {"opbouw": "structure", "volwassenheid": "processes", "contracten": "processes"}
    if name not in parts or kind not in ("svg", "json"):
        raise Http404
    place = visit(request, slug)
    result = current_assessment(place, parts=(f"{PART}.{parts[name]}",)).result
    made = drawn(name, (result or {}).get(PART) or {}, timezone.localdate())
    if made is None:
        raise Http404
    return assessed.picture_of(made.spec, kind)
