"""What pages that show an assessment have in common: the page, its waiting room, its charts.

A page is the same view whether the assessment is ready or not: when it is not, it says so and fills itself in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from vierkant.terms import SECTION_WORDS, Language
from vierkant_web.actions import cancel_run
from vierkant_web.jobs.current import Current, Needed, current_assessment
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.pictures import picture
from vierkant_web.templatetags.words import page_language

Context = Callable[[Visit, dict[str, Any], Current], dict[str, Any]]
"""Makes what the template needs from the stored assessment."""

ChartMaker = Callable[[Mapping[str, Any], Language], Any]
"""From the part of an assessment (plain JSON) and a language to a chart of the engine."""

PICTURE_SECONDS = 7 * 24 * 3600
WEIGHT = {"red": 0, "amber": 1, "unknown": 2, "green": 3}
"""The order of levels on a page, the heaviest first."""


def page(
    request: HttpRequest,
    slug: str,
    template: str,
    context: Context,
    *,
    members_only: bool = False,
    parts: Needed = (),
) -> HttpResponse:
    """The page about the assessment that this visitor may see, or its waiting room.

    ``parts`` are what the page needs of a large assessment (`current_assessment`); without it the page gets all.

    Raises:
        Http404: the page is for members only and the visitor is none.
    """
    place = visit(request, slug)
    if members_only and place.access.role is None:
        raise Http404
    current = current_assessment(place, parts=parts)
    shared = {"place": place, "current": current, "menu_word": request.path.split("/")[3]}
    result = current.result
    if result is None:
        return render(request, "assessed/not_ready.html", {**shared, **_waiting(place, current)})
    return render(request, template, {**shared, "assessment": result, **context(place, result, current)})


def _waiting(place: Visit, current: Current) -> dict[str, Any]:
    word = {"slug": place.cooperation.slug}
    return {
        "state_url": reverse("assessment_state", kwargs=word) + place.query,
        "cancel_url": reverse("assessment_cancel", kwargs=word) + place.query,
        "again_url": reverse("assessment_again", kwargs=word) + place.query,
        "fill_in_url": fill_in_url(place),
        "may_write": place.access.may(Permission.WRITE),
    }


def fill_in_url(place: Visit, section: str | None = None) -> str:
    """Where a section is filled in; without a section, where filling in starts."""
    slug = place.cooperation.slug
    if section is None:
        return reverse("fill_in", kwargs={"slug": slug}) + place.query
    return reverse("fill_in_step", kwargs={"slug": slug, "word": SECTION_WORDS[section]}) + place.query


@require_safe
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """How far it is, for the script on a page that waits."""
    current = current_assessment(visit(request, slug))
    progress = current.run.progress if current.run is not None else 0.0
    return JsonResponse({"state": current.state, "progress": progress, "text": _progress_text(progress)})


def _progress_text(progress: float) -> str:
    if progress <= 0:
        return gettext("Waiting for its turn.")
    return gettext("%(percent)s%% done.") % {"percent": round(progress * 100)}


@require_POST
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask anew for an assessment that failed or was called off."""
    place = visit(request, slug)
    current_assessment(place, again=True)
    return redirect(reverse("overview", kwargs={"slug": slug}) + place.query)


@require_POST
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call off the assessment that is under way."""
    place = visit(request, slug)
    current = current_assessment(place)
    if current.run is not None and current.is_open:
        cancel_run(run=current.run, by=place.user)
    return redirect(reverse("overview", kwargs={"slug": slug}) + place.query)


def chart(
    request: HttpRequest, slug: str, charts: Mapping[str, ChartMaker], name: str, part: str, kind: str
) -> HttpResponse:
    """One chart as a picture (``svg``) or as its specification (``json``), from the part of the assessment.

    Raises:
        Http404: no such chart, or no assessment yet.
    """
    return drawn(visit(request, slug), charts, name, part, kind)


def drawn(
    place: Visit, charts: Mapping[str, ChartMaker], name: str, part: str, kind: str, parts: Sequence[str] = ()
) -> HttpResponse:
    """The same for a visit that was found already, where the charts depend on who looks; ``parts`` as in `page`.

    Raises:
        Http404: no such chart, or no assessment yet.
    """
    result = current_assessment(place, parts=parts).result
    if result is None or name not in charts or result.get(part) is None:
        raise Http404
    return picture_of(charts[name](result[part], page_language()).spec, kind)


def picture_of(spec: dict[str, Any], kind: str) -> HttpResponse:
    """A chart as its specification (``json``) or as a picture, which is drawn once."""
    if kind == "json":
        return JsonResponse(spec)
    key = "picture-" + sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
    svg = cache.get(key)
    if svg is None:
        svg = picture(spec)
        cache.set(key, svg, PICTURE_SECONDS)
    return HttpResponse(svg, content_type="image/svg+xml")


def findings(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings as a page shows them: heaviest first."""
    return sorted(rows, key=lambda row: WEIGHT[row["level"]])


def missing_by_kind(place: Visit, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is missing, once per kind (``more`` counts the others), with the address of its form."""
    kinds: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        kind = (row["section"], row["what"]["id"])
        if kind in kinds:
            kinds[kind]["more"] += 1
        else:
            kinds[kind] = {**row, "more": 0, "url": fill_in_url(place, row["section"])}
    return list(kinds.values())
