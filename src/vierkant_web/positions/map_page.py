"""Standpunten: who is ready, opening together at one moment, the map of interests, and what the guide tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from vierkant_web import assessed
from vierkant_web import opened_together_page as together
from vierkant_web.assessed import picture_of
from vierkant_web.belangen import subnav
from vierkant_web.opened_together import MEDIATOR, SHARED, Round, contents
from vierkant_web.opened_together_page import Room, Scene
from vierkant_web.permissions import Permission
from vierkant_web.positions import inputs

NAME = "positions"


@require_safe
def positions(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    scene = Scene.find(request, slug, ROOM)
    given = inputs.around(scene.place)
    rounds = scene.standing.rounds
    may_write = scene.place.access.may_write("", inputs.PACTS) and scene.place.variant.archived is None
    context = together.page(scene) | {
        "problems": given.problems,
        "issues": given.issues,
        "issues_url": assessed.fill_in_url(scene.place, "issues"),
        "last": _round(scene, given, rounds[0], latest=True) if rounds else None,
        "earlier": [_round(scene, given, item, latest=False) for item in rounds[1:]],
        "packages_url": scene.address("positions_packages"),
        "pact_url": scene.address("positions_pact_new") if may_write else "",
        "joiner": "&" if scene.place.query else "?",
    }
    return render(request, "positions/positions.html", context)


def _round(scene: Scene, given: inputs.Around, opened: Round, *, latest: bool) -> dict[str, Any]:
    found = scene.shown(opened, latest=latest)
    result = inputs.assessed(given, found)
    return {
        "round": opened,
        "choices": together.choices(scene, opened),
        "mediated": bool(opened.with_handling(MEDIATOR)),
        "result": result,
        "findings": assessed.findings(result["findings"]) if result else [],
        "only_own": set(found) == {scene.place.access.partner},
        "own_added": _own_added(scene, opened, found) if latest else "",
        "chart": inputs.drawing("map", result, _chart_of(scene, opened)) if result and latest else None,
    }


def _own_added(scene: Scene, opened: Round, found: dict[str, Any]) -> str:
    """The partner of the visitor when what it filled in is on this page alone, and not on those of others."""
    own = scene.place.access.partner
    hidden = own in found and own not in {part.partner for part in opened.shared}
    return scene.names.get(own, own) if hidden else ""


def _chart_of(scene: Scene, opened: Round) -> Callable[[str], str]:
    return lambda kind: scene.address("positions_chart", number=opened.number, kind=kind)


@require_safe
def chart(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """The map of an opening as a chart, with what this visitor may read of it."""
    scene = Scene.find(request, slug, ROOM)
    for place, opened in enumerate(scene.standing.rounds):
        if opened.number == number:
            result = inputs.assessed(inputs.around(scene.place), scene.shown(opened, latest=place == 0))
            if result is not None:
                return picture_of(inputs.spec("map", result), kind)
    raise Http404


@require_POST
def open_together(request: HttpRequest, slug: str) -> HttpResponse:
    """The coordinator opens all of it at one moment."""
    return together.open_together(request, Scene.find(request, slug, ROOM, Permission.MANAGE))


@require_POST
def begin_round(request: HttpRequest, slug: str) -> HttpResponse:
    """The coordinator lets all partners fill in again."""
    return together.begin_round(request, Scene.find(request, slug, ROOM, Permission.MANAGE))


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """What partners left to the guide, beside what was shared, and what all may know of it. For the guide alone."""
    return together.guide(request, Scene.find(request, slug, ROOM, Permission.MEDIATE))


@require_POST
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the text of the guide for everybody, or take it back."""
    return together.tell(request, Scene.find(request, slug, ROOM, Permission.MEDIATE))


def _for_guide(scene: Scene, opened: Round) -> dict[str, Any]:
    """The guide sees the whole: what was left to the guide and what all read, with the packages for both."""
    left = scene.mediated(opened)
    everything = {**contents(scene.place.variant, scene.room.section, opened.parts, SHARED), **left}
    if not left:
        return {"result": None}
    given = inputs.around(scene.place)
    result = inputs.assessed(given, everything, with_packages=True)
    return {"result": result, "table": inputs.drawing("map", result, lambda _kind: "") if result else None}


def _fill_in(scene: Scene, partner: str) -> str:
    words = {"slug": scene.place.cooperation.slug, "partner": partner}
    return reverse("positions_form", kwargs=words) + scene.place.query


ROOM = Room(
    section=inputs.SECTION,
    name=NAME,
    guide_template="positions/guide.html",
    subnav=subnav,
    readable=inputs.readable,
    fill_in=_fill_in,
    for_guide=_for_guide,
)
"""The room of positions."""
