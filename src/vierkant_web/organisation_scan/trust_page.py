"""Vertrouwen: who is ready, opening together at one moment, what all may see, and what the guide tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vierkant.terms import SECTION_WORDS
from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.actions.opened_together import LONGEST_TEXT
from vierkant_web.assessed import picture_of
from vierkant_web.models import OpenedTogether
from vierkant_web.opened_together import MEDIATOR, SHARED, Round, Standing, contents, standing
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs_trust
from vierkant_web.organisation_scan.inputs_trust import SECTION
from vierkant_web.permissions import Permission, Visit, visit

NAME = "organisation_scan_trust"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page of trust is made from."""

    place: Visit
    names: dict[str, str]
    own: Any
    standing: Standing

    @classmethod
    def find(cls, request: HttpRequest, slug: str, permission: Permission = Permission.READ) -> Scene:
        """Read it for this visitor.

        Raises:
            Http404: not there, or the visitor is no member.
            PermissionDenied: a member who may not do this.
        """
        place = visit(request, slug, Permission.READ)
        if place.access.role is None:
            raise Http404
        if not place.access.may(permission):
            raise PermissionDenied
        names, own = inputs_trust.readable(place)
        return cls(place, names, own, standing(place.variant, SECTION, list(names)))

    def address(self, name: str, **more: Any) -> str:
        """An address of this room, for the variant of this visit."""
        return reverse(name, kwargs={"slug": self.place.cooperation.slug, **more}) + self.place.query

    def shown(self, opened: Round, *, latest: bool) -> dict[str, Any]:
        """What this visitor may read of an opening: what was shared, and what its own partner filled in."""
        found = contents(self.place.variant, SECTION, opened.parts, SHARED)
        if latest and self.standing.is_opened and self.own is not None:
            found[self.place.access.partner] = self.own
        return found


@require_safe
def trust(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return render(request, "organisation_scan/trust.html", _page(Scene.find(request, slug)))


def _page(scene: Scene) -> dict[str, Any]:
    place, found = scene.place, scene.standing
    last = found.rounds[0] if found.rounds else None
    own_url = _own_url(scene)
    return {
        "place": place,
        **subnav(place, NAME),
        "standing": found,
        "ready": [{"name": scene.names[key], "ready": ready} for key, ready in found.partners.items()],
        "waits_for": [scene.names[key] for key in found.waits_for],
        "own_url": own_url,
        "own_ready": found.partners.get(place.access.partner, False),
        "may_open": place.access.may(Permission.MANAGE) and place.variant.archived is None,
        "may_mediate": place.access.may(Permission.MEDIATE),
        "partners_url": reverse("fill_in_step", kwargs={"slug": place.cooperation.slug,
                                                        "word": SECTION_WORDS["partners"]}) + place.query,
        "unwritten": _unwritten(scene),
        "members_url": scene.address("members"),
        "open_url": scene.address(f"{NAME}_open"),
        "begin_url": scene.address(f"{NAME}_begin"),
        "guide_url": scene.address(f"{NAME}_guide"),
        "last": _round(scene, last, latest=True) if last is not None else None,
        "earlier": [_round(scene, item, latest=False) for item in found.rounds[1:]],
    }  # fmt: skip


def _own_url(scene: Scene) -> str:
    """Where this visitor fills in for its own partner; empty when it may not."""
    place, partner = scene.place, scene.place.access.partner
    writes = (
        partner in scene.names and place.access.may_write(partner, SECTION) and place.variant.archived is None
    )
    if not writes or scene.standing.is_opened:
        return ""
    return scene.address("fill_in_part", word=SECTION_WORDS[SECTION], partner=partner)


def _unwritten(scene: Scene) -> list[str]:
    """The partners for whom nobody can fill it in: without an editor all wait for ever."""
    access = scene.place.access
    own = {access.partner} if access.may_write(access.partner, SECTION) else set()
    return [scene.names[key] for key in scene.standing.waits_for if key not in access.edited_partners | own]


def _round(scene: Scene, opened: Round, *, latest: bool) -> dict[str, Any]:
    found = scene.shown(opened, latest=latest)
    result = inputs_trust.assessed(found, scene.names)
    return {
        "round": opened,
        "choices": [
            {
                "name": scene.names.get(part.partner, part.partner),
                "words": _choice(part.handling, part.revision),
            }
            for part in opened.parts
        ],
        "result": result,
        "only_own": set(found) == {scene.place.access.partner},
        "statements": inputs_trust.statements(result) if result else None,
        "chart": inputs_trust.drawing(result, _chart_of(scene, opened)) if result and latest else None,
        "mediated": bool(opened.with_handling(MEDIATOR)),
    }


def _choice(handling: str, revision: int | None) -> str:
    if handling == SHARED:
        return (
            _("shares it with all partners")
            if revision
            else _("wanted to share, but nobody else did: it stays closed")
        )
    return _("only through the guide outside the line") if handling == MEDIATOR else _("keeps it private")


def _chart_of(scene: Scene, opened: Round) -> Callable[[str], str]:
    return lambda kind: scene.address(f"{NAME}_chart", number=opened.number, kind=kind)


@require_safe
def chart(request: HttpRequest, slug: str, number: int, kind: str) -> HttpResponse:
    """The chart of an opening, with what this visitor may read of it."""
    scene = Scene.find(request, slug)
    for place, opened in enumerate(scene.standing.rounds):
        if opened.number == number:
            result = inputs_trust.assessed(scene.shown(opened, latest=place == 0), scene.names)
            if result is not None:
                return picture_of(inputs_trust.spec(result), kind)
    raise Http404


@require_POST
def open_together(request: HttpRequest, slug: str) -> HttpResponse:
    """The coordinator opens all of it at one moment."""
    scene = Scene.find(request, slug, Permission.MANAGE)
    try:
        actions.open_together(variant=scene.place.variant, section=SECTION, by=scene.place.user)
    except Invalid as error:
        messages.warning(request, _refusal(error, scene))
    else:
        messages.success(request, _("Opened. Everybody sees the same from this moment."))
    return HttpResponseRedirect(scene.address(NAME))


@require_POST
def begin_round(request: HttpRequest, slug: str) -> HttpResponse:
    """The coordinator lets all partners fill in again."""
    scene = Scene.find(request, slug, Permission.MANAGE)
    try:
        actions.begin_round(variant=scene.place.variant, section=SECTION, by=scene.place.user)
    except Invalid as error:
        messages.warning(request, _refusal(error, scene))
    else:
        messages.success(
            request, _("A new round has begun. Every partner can change its answers, alone again.")
        )
    return HttpResponseRedirect(scene.address(NAME))


def _refusal(error: Invalid, scene: Scene) -> str:
    if error.code == "not_all_ready":
        names = ", ".join(scene.names.get(key, key) for key in error.details["partners"])
        return _("Nothing was opened: not everybody is ready. We wait for %(names)s.") % {"names": names}
    if error.code == "too_few_partners":
        return _("Nothing was opened: it takes at least two partners.")
    if error.code == "archived":
        return _("This variant was put away. Take it back first.")
    if error.code == "opened_already":
        return _("Somebody opened it just now.")
    return _("There is nothing open, so there is no new round to begin.")


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """What partners left to the guide, side by side, and what all may know of it. For the guide alone."""
    scene = Scene.find(request, slug, Permission.MEDIATE)
    return render(request, "organisation_scan/trust_guide.html", _for_guide(scene))


def _for_guide(scene: Scene, typed: str | None = None, fault: str = "") -> dict[str, Any]:
    place = scene.place
    rounds = []
    for opened in scene.standing.rounds:
        read = contents(place.variant, SECTION, opened.parts, MEDIATOR)
        result = inputs_trust.assessed(read, scene.names)
        rounds.append({
            "round": opened,
            "result": result,
            "statements": inputs_trust.statements(result) if result else None,
            "names": [scene.names.get(part.partner, part.partner) for part in opened.with_handling(MEDIATOR)],
        })  # fmt: skip
    return {
        "place": place,
        **subnav(place, NAME),
        "rounds": rounds,
        "tell_url": scene.address(f"{NAME}_tell"),
        "back_url": scene.address(NAME),
        "typed": typed,
        "fault": fault,
        "longest": LONGEST_TEXT,
    }


@require_POST
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the text of the guide for everybody, or take it back."""
    scene = Scene.find(request, slug, Permission.MEDIATE)
    if not scene.standing.rounds:
        raise Http404
    opening = OpenedTogether.objects.get(pk=scene.standing.rounds[0].row)
    if "take_back" in request.POST:
        actions.take_back(opening=opening, by=scene.place.user)
        messages.success(request, _("Taken back. Nobody can read it any more."))
        return HttpResponseRedirect(scene.address(f"{NAME}_guide"))
    text = request.POST.get("text", "")
    try:
        actions.tell_all(opening=opening, text=text, by=scene.place.user)
    except Invalid as error:
        words = {
            "text_missing": _("Write what all may know."),
            "too_large": _("This is too long. Write at most %(longest)s characters.")
            % {"longest": LONGEST_TEXT},
        }
        fault = words.get(error.code, _("No partner left its answers to you in this round."))
        context = _for_guide(scene, text, fault)
        return render(request, "organisation_scan/trust_guide.html", context, status=422)
    messages.success(request, _("Saved. All members of the cooperation can read it."))
    return HttpResponseRedirect(scene.address(NAME))
