"""Vertrouwen: who is ready, opening together at one moment, what all may see, and what the guide tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from vierkant.terms import SECTION_WORDS
from vierkant_web import opened_together_page as together
from vierkant_web.assessed import picture_of
from vierkant_web.opened_together import MEDIATOR, Round
from vierkant_web.opened_together_page import Room, Scene
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs_trust
from vierkant_web.organisation_scan.inputs_trust import SECTION
from vierkant_web.permissions import Permission

NAME = "organisation_scan_trust"


@require_safe
def trust(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    scene = Scene.find(request, slug, ROOM)
    rounds = scene.standing.rounds
    context = together.page(scene) | {
        "last": _round(scene, rounds[0], latest=True) if rounds else None,
        "earlier": [_round(scene, item, latest=False) for item in rounds[1:]],
    }
    return render(request, "organisation_scan/trust.html", context)


def _round(scene: Scene, opened: Round, *, latest: bool) -> dict[str, Any]:
    found = scene.shown(opened, latest=latest)
    result = inputs_trust.assessed(found, scene.names)
    return {
        "round": opened,
        "choices": together.choices(scene, opened),
        "result": result,
        "only_own": set(found) == {scene.place.access.partner},
        "statements": inputs_trust.statements(result) if result else None,
        "chart": inputs_trust.drawing(result, _chart_of(scene, opened)) if result and latest else None,
        "mediated": bool(opened.with_handling(MEDIATOR)),
    }


def _chart_of(scene: Scene, opened: Round) -> Callable[[str], str]:
    return lambda kind: scene.address(f"{NAME}_chart", number=opened.number, kind=kind)


@require_safe
def chart(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """The chart of an opening, with what this visitor may read of it."""
    scene = Scene.find(request, slug, ROOM)
    for place, opened in enumerate(scene.standing.rounds):
        if opened.number == number:
            result = inputs_trust.assessed(scene.shown(opened, latest=place == 0), scene.names)
            if result is not None:
                return picture_of(inputs_trust.spec(result), kind)
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
    """What partners left to the guide, side by side, and what all may know of it. For the guide alone."""
    return together.guide(request, Scene.find(request, slug, ROOM, Permission.MEDIATE))


@require_POST
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the text of the guide for everybody, or take it back."""
    return together.tell(request, Scene.find(request, slug, ROOM, Permission.MEDIATE))


def _for_guide(scene: Scene, opened: Round) -> dict[str, Any]:
    result = inputs_trust.assessed(scene.mediated(opened), scene.names)
    return {"result": result, "statements": inputs_trust.statements(result) if result else None}


def _fill_in(scene: Scene, partner: str) -> str:
    return scene.address("fill_in_part", word=SECTION_WORDS[SECTION], partner=partner)


ROOM = Room(
    section=SECTION,
    name=NAME,
    guide_template="organisation_scan/trust_guide.html",
    subnav=subnav,
    readable=inputs_trust.readable,
    fill_in=_fill_in,
    for_guide=_for_guide,
)
"""The room of trust."""
