"""Differences: what was found, what is done about it, and what still blocks the decision. Members only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from vierkant_web import actions, assessed
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Visibility
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs_differences as inputs
from vierkant_web.organisation_scan.showing import address
from vierkant_web.permissions import Permission, Visit, visit

ATTEMPTS = 5


def member(request: HttpRequest, slug: str) -> Visit:
    """The visit of a member.

    Raises:
        Http404: for everybody else.
    """
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return place


def may_write(place: Visit) -> bool:
    """Whether this visitor may say what is done about differences: not in a variant that was put away."""
    return place.variant.archived is None and place.access.may_write("", inputs.SECTION)


@require_safe
def differences(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    place, today = member(request, slug), timezone.localdate()
    try:
        scan = inputs.scan_now(visible_plain(place), today)
    except inputs.DossierError:  # the first page says what is wrong, and where
        return HttpResponseRedirect(address(place, "organisation_scan"))
    context: dict[str, Any] = {
        **subnav(place, "organisation_scan_differences"),
        "place": place,
        "scan": scan,
        "may_write": may_write(place),
        "may_fill_in": place.access.may(Permission.WRITE),
        "urls": {
            "structure": assessed.fill_in_url(place, "structure"),
            "rows": assessed.fill_in_url(place, inputs.SECTION),
            "add": address(place, "organisation_scan_difference_add"),
            "new": address(place, "organisation_scan_difference_new"),
            "summary": address(place, "organisation_scan_summary"),
        },
    }
    if scan is not None and scan["differences"] is not None:
        context |= _found(place, scan["differences"])
    return render(request, "organisation_scan/differences.html", context)


def _found(place: Visit, result: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {**row, "url": address(place, "organisation_scan_difference", row=row["id"])}
        for row in inputs.rows(result, timezone.localdate())
    ]
    return {
        "result": result,
        "rooms": inputs.found_by_room(result),
        "without_row": len(result["without_row"]),
        "rows": rows,
        "late": sum(row["state"] == "late" for row in rows),
        "findings": assessed.findings(result["findings"]),
    }


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add what was found with our suggestion: one, one for a whole room, or all."""
    place = member(request, slug)
    if not may_write(place):
        raise PermissionDenied
    number = _added(place, request.POST.get("found", "")[:120])
    if number is None:
        messages.error(request, gettext("Others are saving at this very moment. Press the button once more."))
    elif number == 0:
        messages.info(
            request, gettext("This difference is in the dossier already, or is not there any more.")
        )
    else:
        text = ngettext(
            "%(number)d difference is added with our suggestion. Make it your own: who sees to it, and when?",
            "%(number)d differences are added with our suggestion. Make them your own: who sees to it, and when?",
            number,
        )
        messages.success(request, text % {"number": number})
    return HttpResponseRedirect(address(place, "organisation_scan_differences") + "#answers")


def _added(place: Visit, wanted: str) -> int | None:
    """How many rows were added; None when others save so fast that there was no moment in between."""
    for _attempt in range(ATTEMPTS):
        latest = place.revisions().filter(section=inputs.SECTION, partner="").first()
        standing = list(latest.content or []) if latest is not None else []
        try:
            scan = inputs.scan_now(visible_plain(place), timezone.localdate())
        except inputs.DossierError:
            return 0
        if scan is None or scan["differences"] is None:
            return 0
        new = inputs.proposals(scan["differences"], wanted, [row["id"] for row in standing])
        content, problems = inputs.written([*standing, *new])
        if not new or problems:
            return 0
        try:
            actions.save_section(
                variant=place.variant,
                section=inputs.SECTION,
                content=content,
                based_on=latest.number if latest is not None else 0,
                visibility=None if latest is not None else Visibility.SHARED,
                by=place.user,
            )
        except (Conflict, Invalid):
            continue
        return len(new)
    return None
