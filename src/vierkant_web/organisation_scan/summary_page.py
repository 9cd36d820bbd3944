"""One page for the steering group: on the screen and as PDF. Members only."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web.jobs.current import visible_plain
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs_differences as inputs
from vierkant_web.organisation_scan.differences_page import member
from vierkant_web.organisation_scan.showing import address
from vierkant_web.permissions import Visit
from vierkant_web.templatetags.words import page_language


def _found(place: Visit) -> tuple[dict[str, Any] | None, str]:
    """The comparison as it stands (None when there is none, or it cannot be right), and the name of the cooperation."""
    try:
        scan = inputs.scan_now(visible_plain(place), timezone.localdate())
    except inputs.DossierError:
        scan = None
    return scan, place.cooperation.name


@require_safe
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    """The page on the screen."""
    place = member(request, slug)
    scan, name = _found(place)
    if scan is None:
        return redirect(address(place, "organisation_scan"))
    back = address(place, "organisation_scan_differences")
    context = {
        **subnav(place, "organisation_scan_differences"),
        "place": place,
        "paper": inputs.summary_shown(scan, name, timezone.localdate()),
        "pdf_url": address(place, "organisation_scan_summary_pdf"),
        "breadcrumb": [
            {"title": gettext("Differences"), "url": back},
            {"title": gettext("For the steering group")},
        ],
    }
    return render(request, "organisation_scan/summary.html", context)


@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a file."""
    place, today = member(request, slug), timezone.localdate()
    scan, name = _found(place)
    if scan is None:
        return redirect(address(place, "organisation_scan"))
    response = HttpResponse(inputs.summary_pdf(scan, name, today), content_type="application/pdf")
    # Slugs and dates only: nothing that somebody typed stands in the name.
    file = f"{place.cooperation.slug}-{place.variant.slug}-organisaties-{today.isoformat()}-{page_language()}.pdf"
    response["Content-Disposition"] = str(content_disposition_header(True, file))
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = page_language()
    return response
