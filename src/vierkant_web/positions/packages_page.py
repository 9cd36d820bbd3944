"""Pakketten: sets of agreements in which everybody gains, made from what all partners may read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.assessed import picture_of
from vierkant_web.belangen import subnav
from vierkant_web.opened_together import SHARED, contents
from vierkant_web.opened_together_page import Scene
from vierkant_web.positions import inputs
from vierkant_web.positions.map_page import ROOM

NAME = "positions_packages"
YES, NO = "in", "uit"
KEPT_SECONDS = 3600
Row = dict[str, Any]


@require_safe
def packages(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; ``?onderwerp-<id>=in`` or ``=uit`` fixes the answer to an issue."""
    scene = Scene.find(request, slug, ROOM)
    given = inputs.around(scene.place)
    shared = _shared(scene)
    fixed = _fixed(given, request.GET)
    found = _found(given, shared, fixed) if shared else None
    may_write = scene.place.access.may_write("", inputs.PACTS) and scene.place.variant.archived is None
    context = {
        "place": scene.place,
        **subnav(scene.place, NAME),
        "problems": given.problems,
        "issues": [{**issue, "fixed": fixed.get(issue["id"], "")} for issue in given.issues],
        "any_fixed": bool(fixed),
        "is_opened": scene.standing.is_opened,
        "found": found,
        "shown": _shown(scene, given, found) if found else [],
        "chart": _chart(scene, found, fixed),
        "positions_url": scene.address("positions"),
        "issues_url": assessed.fill_in_url(scene.place, "issues"),
        "pact_url": scene.address("positions_pact_new") if may_write else "",
        "joiner": "&" if scene.place.query else "?",
        "own_hidden": _own_hidden(scene),
    }
    return render(request, "positions/packages.html", context)


@require_safe
def chart(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What each partner gets in each package, as a chart; with the same fixed answers as the page."""
    scene = Scene.find(request, slug, ROOM)
    given, shared = inputs.around(scene.place), _shared(scene)
    found = _found(given, shared, _fixed(given, request.GET)) if shared else None
    if not found or not found["packages"]:
        raise Http404
    return picture_of(inputs.spec("packages", found), kind)


def _shared(scene: Scene) -> Row:
    """What all partners may read of the last opening; the same for everybody who looks."""
    if not scene.standing.rounds:
        return {}
    return contents(scene.place.variant, inputs.SECTION, scene.standing.rounds[0].parts, SHARED)


def _fixed(given: inputs.Around, asked: QueryDict) -> dict[str, str]:
    answers = {issue["id"]: asked.get(f"onderwerp-{issue['id']}", "") for issue in given.issues}
    return {issue: answer for issue, answer in answers.items() if answer in (YES, NO)}


def _found(given: inputs.Around, shared: Row, fixed: dict[str, str]) -> Row | None:
    """The packages; calculated once for what all may read, for the page, its chart and everybody who looks."""
    key = "packages-" + inputs.fingerprint(given, shared, fixed)
    found: Row | None = cache.get(key)
    if found is None:
        found = inputs.packages(
            given,
            shared,
            must=[issue for issue, answer in fixed.items() if answer == YES],
            must_not=[issue for issue, answer in fixed.items() if answer == NO],
        )
        cache.set(key, found, KEPT_SECONDS)
    return found


def _own_hidden(scene: Scene) -> bool:
    """Whether the partner of this visitor filled in what does not count here, because not all may read it."""
    rounds, own = scene.standing.rounds, scene.place.access.partner
    counted = {part.partner for part in rounds[0].shared} if rounds else set()
    return bool(own and scene.own and own not in counted)


def _shown(scene: Scene, given: inputs.Around, found: Row) -> list[Row]:
    """The packages; with each what it would be to the partner of this visitor, when that was not counted."""
    own: list[Row] = []
    if _own_hidden(scene):
        own = inputs.own_outcomes(given, scene.place.access.partner, scene.own, found)
    return [
        {
            **one,
            "accepted": [item for item in one["items"] if item["accepted"]],
            "left_out": [item for item in one["items"] if not item["accepted"]],
            "own": own[number] if own else None,
        }
        for number, one in enumerate(found["packages"])
    ]


def _chart(scene: Scene, found: Row | None, fixed: dict[str, str]) -> Row | None:
    if not found or not found["packages"]:
        return None
    asked = urlencode({f"onderwerp-{issue}": answer for issue, answer in fixed.items()})

    def address(kind: str) -> str:
        plain = scene.address("positions_packages_chart", kind=kind)
        return plain if not asked else f"{plain}{'&' if '?' in plain else '?'}{asked}"

    return inputs.drawing("packages", found, address)
