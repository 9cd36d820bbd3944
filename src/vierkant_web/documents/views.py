"""Documenten: which reports there are, for whom, and the report itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from vierkant_web import assessed
from vierkant_web.documents import inputs, papers
from vierkant_web.documents.readers import Reader, assessment, chosen, readers
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.templatetags.words import page_language


@require_safe
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    place = visit(request, slug)
    # Papers are made from that of the visitor's own audience; of the others the page tells whether they are there.
    found = [
        (reader, assessment(place, reader, parts=("partners",) if number else ()))
        for number, reader in enumerate(readers(place))
    ]
    made = papers.rows(place, found[0][1])  # the visitor's own audience comes first
    context = {
        "place": place,
        "reports": [_row(place, reader, current) for reader, current in found],
        "papers": [row for row in made if not row["is_decision"]],
        "decision_papers": [row for row in made if row["is_decision"]],
        "is_member": place.access.role is not None,
        "waits": any(current.is_open for _reader, current in found),
        "state_url": _url(place, "documents_state"),
        "may_write": place.access.may(Permission.WRITE),
        "fill_in_url": assessed.fill_in_url(place),
        "exchange_url": _exchange(place),
    }
    return render(request, "documents/documents.html", context)


def _row(place: Visit, reader: Reader, current: Current) -> dict[str, Any]:
    result = current.result
    names = {item["id"]: item["name"] for item in result["partners"]} if result else {}
    url = _url(place, "documents_report", reader=reader.word)
    other = "en" if page_language() == "nl" else "nl"
    return {
        "reader": reader,
        "partner": names.get(reader.partner, reader.partner),
        "current": current,
        "made": current.run.finished if current.run else None,
        "url": url,
        "other_url": f"{url}{'&' if '?' in url else '?'}taal={other}",
        "again_url": _url(place, "documents_again", reader=reader.word),
    }


def _url(place: Visit, name: str, **words: str) -> str:
    return reverse(name, kwargs={"slug": place.cooperation.slug, **words}) + place.query


def _exchange(place: Visit) -> str | None:
    """Where the dossier itself is taken out as a file, when that page exists."""
    try:
        return _url(place, "exchange")
    except NoReverseMatch:
        return None


@require_safe
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the assessments behind the reports are, for the script on a page that waits."""
    place = visit(request, slug)
    found = [assessment(place, reader, parts=("partners",)) for reader in readers(place)]
    waiting = [current for current in found if current.is_open]
    if not waiting:
        return JsonResponse({"state": "done", "progress": 1.0, "text": ""})
    progress = min(current.run.progress for current in waiting if current.run is not None)
    return JsonResponse(
        {"state": "running", "progress": progress, "text": gettext("The assessment is being made.")}
    )


@require_POST
def again(request: HttpRequest, slug: str, reader: str) -> HttpResponse:
    """Ask anew for an assessment that failed or was called off."""
    place = visit(request, slug)
    assessment(place, chosen(place, reader), again=True)
    return redirect(_url(place, "documents"))


@require_safe
def report(request: HttpRequest, slug: str, reader: str) -> HttpResponse:
    """The report as a file; back to the page while there is no assessment to make it from."""
    place = visit(request, slug)
    wanted = chosen(place, reader)
    today = timezone.localdate()
    language = page_language()
    if request.GET.get("taal") in ("nl", "en"):
        language = "en" if request.GET["taal"] == "en" else "nl"
    made = inputs.pdf(assessment(place, wanted), language, today, place.cooperation)
    if made is None:
        return redirect(_url(place, "documents"))
    # Slugs and dates only: nothing that somebody typed stands in the name.
    name = f"{place.cooperation.slug}-{place.variant.slug}-{reader}-{today.isoformat()}-{language}.pdf"
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response
