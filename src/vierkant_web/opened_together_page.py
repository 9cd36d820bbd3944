"""What pages have in common on which partners fill in alone and open together: who is ready, opening, and the guide.

A folder of pages says what its room is (`Room`), and keeps its own views: each finds a `Scene` and answers with it.
"""

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

from vierkant.terms import SECTION_WORDS
from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.actions.opened_together import LONGEST_TEXT
from vierkant_web.models import OpenedTogether
from vierkant_web.opened_together import MEDIATOR, SHARED, Round, Standing, contents, standing
from vierkant_web.permissions import Permission, Visit, visit


@dataclass(frozen=True, slots=True)
class Room:
    """One section that is opened together, and its pages."""

    section: str
    name: str
    """Of the address of its page; ``<name>_open``, ``_begin``, ``_guide`` and ``_tell`` are the others."""
    guide_template: str
    subnav: Callable[[Visit, str], dict[str, Any]]
    readable: Callable[[Visit], tuple[dict[str, str], Any]]
    """Partners by name in the order of the dossier, and what the partner of this visitor filled in."""
    fill_in: Callable[[Scene, str], str]
    """The address where this partner is filled in."""
    for_guide: Callable[[Scene, Round], dict[str, Any]]
    """What the page of the guide shows of one opening."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page of the room is made from."""

    room: Room
    place: Visit
    names: dict[str, str]
    own: Any
    standing: Standing

    @classmethod
    def find(
        cls, request: HttpRequest, slug: str, room: Room, permission: Permission = Permission.READ
    ) -> Scene:
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
        names, own = room.readable(place)
        return cls(room, place, names, own, standing(place.variant, room.section, list(names)))

    def address(self, name: str, **more: Any) -> str:
        """An address of this room, for the variant of this visit."""
        return reverse(name, kwargs={"slug": self.place.cooperation.slug, **more}) + self.place.query

    def shown(self, opened: Round, *, latest: bool) -> dict[str, Any]:
        """What this visitor may read of an opening: what was shared, and what its own partner filled in."""
        found = contents(self.place.variant, self.room.section, opened.parts, SHARED)
        if latest and self.standing.is_opened and self.own is not None:
            found[self.place.access.partner] = self.own
        return found

    def mediated(self, opened: Round) -> dict[str, Any]:
        """What was left to the guide; for who may mediate alone.

        Raises:
            PermissionDenied: the visitor is no guide, or a guide who belongs to a partner.
        """
        if not self.place.access.may(Permission.MEDIATE):
            raise PermissionDenied
        return contents(self.place.variant, self.room.section, opened.parts, MEDIATOR)


def page(scene: Scene) -> dict[str, Any]:
    """What ``opened_together/ready.html`` and the rest of the page of a room need."""
    place, found, name = scene.place, scene.standing, scene.room.name
    return {
        "place": place,
        **scene.room.subnav(place, name),
        "standing": found,
        "ready": [{"name": scene.names[key], "ready": ready} for key, ready in found.partners.items()],
        "waits_for": [scene.names[key] for key in found.waits_for],
        "own_url": own_url(scene),
        "own_ready": found.partners.get(place.access.partner, False),
        "may_open": place.access.may(Permission.MANAGE) and place.variant.archived is None,
        "may_mediate": place.access.may(Permission.MEDIATE),
        "partners_url": scene.address("fill_in_step", word=SECTION_WORDS["partners"]),
        "unwritten": _unwritten(scene),
        "members_url": scene.address("members"),
        "open_url": scene.address(f"{name}_open"),
        "begin_url": scene.address(f"{name}_begin"),
        "guide_url": scene.address(f"{name}_guide"),
    }


def own_url(scene: Scene) -> str:
    """Where this visitor fills in for its own partner; empty when it may not."""
    place, partner = scene.place, scene.place.access.partner
    writes = (
        partner in scene.names
        and place.access.may_write(partner, scene.room.section)
        and place.variant.archived is None
    )
    return scene.room.fill_in(scene, partner) if writes and not scene.standing.is_opened else ""


def _unwritten(scene: Scene) -> list[str]:
    """The partners for whom nobody can fill it in: without an editor all wait for ever."""
    access = scene.place.access
    own = {access.partner} if access.may_write(access.partner, scene.room.section) else set()
    return [scene.names[key] for key in scene.standing.waits_for if key not in access.edited_partners | own]


def choices(scene: Scene, opened: Round) -> list[dict[str, str]]:
    """What each partner chose, in words."""
    return [
        {"name": scene.names.get(part.partner, part.partner), "words": _choice(part.handling, part.revision)}
        for part in opened.parts
    ]


def _choice(handling: str, revision: int | None) -> str:
    if handling == SHARED:
        return (
            _("shares it with all partners")
            if revision
            else _("wanted to share, but nobody else did: it stays closed")
        )
    return _("only through the guide outside the line") if handling == MEDIATOR else _("keeps it private")


def open_together(request: HttpRequest, scene: Scene) -> HttpResponse:
    """The coordinator opens all of it at one moment. The scene was found with ``MANAGE``."""
    try:
        actions.open_together(variant=scene.place.variant, section=scene.room.section, by=scene.place.user)
    except Invalid as error:
        messages.warning(request, _refusal(error, scene))
    else:
        messages.success(request, _("Opened. Everybody sees the same from this moment."))
    return HttpResponseRedirect(scene.address(scene.room.name))


def begin_round(request: HttpRequest, scene: Scene) -> HttpResponse:
    """The coordinator lets all partners fill in again. The scene was found with ``MANAGE``."""
    try:
        actions.begin_round(variant=scene.place.variant, section=scene.room.section, by=scene.place.user)
    except Invalid as error:
        messages.warning(request, _refusal(error, scene))
    else:
        messages.success(
            request, _("A new round has begun. Every partner can change its answers, alone again.")
        )
    return HttpResponseRedirect(scene.address(scene.room.name))


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


def guide(request: HttpRequest, scene: Scene, typed: str | None = None, fault: str = "") -> HttpResponse:
    """What partners left to the guide, side by side, and what all may know of it. Found with ``MEDIATE``."""
    name = scene.room.name
    rounds = [
        {
            "round": opened,
            "names": [scene.names.get(part.partner, part.partner) for part in opened.with_handling(MEDIATOR)],
            **scene.room.for_guide(scene, opened),
        }
        for opened in scene.standing.rounds
    ]
    context = {
        "place": scene.place,
        **scene.room.subnav(scene.place, name),
        "rounds": rounds,
        "tell_url": scene.address(f"{name}_tell"),
        "back_url": scene.address(name),
        "typed": typed,
        "fault": fault,
        "longest": LONGEST_TEXT,
    }
    return render(request, scene.room.guide_template, context, status=422 if fault else 200)


def tell(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Keep the text of the guide for everybody, or take it back. Found with ``MEDIATE``."""
    if not scene.standing.rounds:
        raise Http404
    opening = OpenedTogether.objects.get(pk=scene.standing.rounds[0].row)
    if "take_back" in request.POST:
        actions.take_back(opening=opening, by=scene.place.user)
        messages.success(request, _("Taken back. Nobody can read it any more."))
        return HttpResponseRedirect(scene.address(f"{scene.room.name}_guide"))
    text = request.POST.get("text", "")
    try:
        actions.tell_all(opening=opening, text=text, by=scene.place.user)
    except Invalid as error:
        words = {
            "text_missing": _("Write what all may know."),
            "too_large": _("This is too long. Write at most %(longest)s characters.")
            % {"longest": LONGEST_TEXT},
        }
        return guide(
            request,
            scene,
            text,
            words.get(error.code, _("No partner left its answers to you in this round.")),
        )
    messages.success(request, _("Saved. All members of the cooperation can read it."))
    return HttpResponseRedirect(scene.address(scene.room.name))
