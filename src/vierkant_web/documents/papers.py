"""The papers: for members; requests to the works council and the executive's proposal only for who handles them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from vierkant.terms import SECTION_WORDS, Language
from vierkant_web import assessed
from vierkant_web.documents import inputs
from vierkant_web.jobs.current import Current, current_assessment
from vierkant_web.models import CardRelease, Role
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.releases import standings
from vierkant_web.templatetags.words import page_language

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def may_have(place: Visit, kind: str) -> bool:
    """Whether the visitor may have this paper."""
    if place.access.role is None:
        return False
    if kind == "executive_proposal":
        return place.access.may(Permission.WRITE) or place.access.role == Role.CONTROLLER
    handles = place.access.may(Permission.MANAGE) or place.access.may(Permission.RELEASE)
    return handles or kind not in inputs.PARTICIPATION


def rows(place: Visit, current: Current) -> list[dict[str, Any]]:
    """The papers that the visitor may have, with where to fill in what is missing."""
    if place.access.role is None:
        return []
    found = inputs.paper_list(current, page_language(), timezone.localdate())
    councils = _councils(place, current)
    return [_row(place, row, councils) for row in found if may_have(place, row["kind"])]


def _councils(place: Visit, current: Current) -> list[tuple[str, str]]:
    """For whom the visitor may have a paper of one partner: who is of a partner, for that partner alone."""
    found = inputs.councils(current)
    own = place.access.partner
    return [item for item in found if item[0] == own] if own else found


def _row(place: Visit, row: dict[str, Any], councils: list[tuple[str, str]]) -> dict[str, Any]:
    kind = row["kind"]
    chosen = councils if kind in inputs.OF_ONE_PARTNER and len(councils) > 1 else []
    return {
        **row,
        "files": [] if chosen else _files(place, row),
        "councils": [{"name": name, "files": _files(place, row, key)} for key, name in chosen],
        "is_decision": kind in inputs.DECISION,
        "places": _places(place, row["gaps"]),
    }


def _files(place: Visit, row: dict[str, Any], council: str = "") -> list[dict[str, str]]:
    word = {"slug": place.cooperation.slug, "word": row["word"]}
    more = f"{'&' if place.query else '?'}{urlencode({'raad': council})}" if council else ""
    return [
        {"form": form, "url": reverse("documents_paper", kwargs={**word, "form": form}) + place.query + more}
        for form in inputs.FORMS[row["kind"]]
    ]


def _places(place: Visit, gaps: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """What is missing per form: one line each, with its address for who may write."""
    places: dict[str, dict[str, Any]] = {}
    writes = place.access.may(Permission.WRITE)
    for gap in gaps:
        section = gap["section"]
        if section not in places:
            url = assessed.fill_in_url(place, section) if writes and section in SECTION_WORDS else None
            places[section] = {"where": gap["where"], "url": url, "gaps": []}
        text = f"{gap['what']} ({gap['about']})" if gap["about"] else gap["what"]
        places[section]["gaps"].append(text)
    return list(places.values())


@require_safe
def paper(request: HttpRequest, slug: str, word: str, form: str) -> HttpResponse:
    """A paper as a file; back to the page while there is no assessment to make it from."""
    place = visit(request, slug)
    kind = inputs.KIND_OF.get(word)
    if kind is None or form not in inputs.FORMS[kind] or not may_have(place, kind):
        raise Http404
    current = current_assessment(place)
    council = _council(place, current, kind, request.GET.get("raad", ""))
    today = timezone.localdate()
    language: Language = "en" if request.GET.get("taal", page_language()) == "en" else "nl"
    released = _released(place) if kind == "letter" else {}
    made = inputs.paper_file(kind, form, current, language, today, released, partner=council)
    if made is None:
        return redirect(reverse("documents", kwargs={"slug": slug}) + place.query)
    # Slugs and dates only: nothing that somebody typed stands in the name.
    whose = f"{word}-{council}" if council else word
    name = f"{place.cooperation.slug}-{place.variant.slug}-{whose}-{today.isoformat()}-{language}.{form}"
    response = HttpResponse(made, content_type=_TYPES[form])
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response


def _council(place: Visit, current: Current, kind: str, wanted: str) -> str | None:
    """Whose council or executive decides: as chosen, otherwise the visitor's own.

    Raises:
        Http404: the visitor may not have the paper of that council, or it is no council here.
    """
    if kind not in inputs.OF_ONE_PARTNER or current.result is None:
        return None
    councils = [key for key, _name in _councils(place, current)]
    if wanted and wanted not in councils:
        raise Http404
    return wanted or (councils[0] if len(councils) == 1 else None)


def _released(place: Visit) -> dict[str, Any]:
    """What staff see now, by group: the views on which HR and the works council agreed. Two queries."""
    numbers = [stand.published for stand in standings(place.variant).values() if stand.published is not None]
    found = CardRelease.objects.filter(pk__in=numbers).exclude(group="").values_list("group", "view")
    return {group: view for group, view in found if isinstance(view, dict)}
