"""Stemmen ontwerpen: votes and a quota that give each partner the power of a chosen principle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from vierkant_web import actions, assessed, belangen
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.models import Visibility
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.voting_power import inputs_designer as inputs
from vierkant_web.voting_power.views import address

DECIDES, NAME, USE = "voting_power", "voting_power_designer", "voting_power_use"


@require_safe
def design(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; for members, because it is a proposal that nobody made yet."""
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    wish, given = inputs.Wish.read(request.GET), inputs.around(place)
    context = _around(request, place, given) | {
        "wish": wish,
        "made": inputs.designed(given, wish) if len(given.names) > 1 else None,
    }
    return render(request, "voting_power/designer.html", context)


def _around(request: HttpRequest, place: Visit, given: inputs.Around) -> dict[str, Any]:
    back = address(place, DECIDES)
    return {
        "place": place,
        "menu_word": "belangen",
        **belangen.subnav(place, DECIDES),
        "breadcrumb": [
            {"title": gettext("Who decides"), "url": back},
            {"title": gettext("Design the votes"), "url": ""},
        ],
        "based_on": given.number,
        "back_url": back,
        "own_url": reverse(NAME, kwargs={"slug": place.cooperation.slug}),
        "use_url": address(place, USE),
        "variant": request.GET.get("variant", ""),
        "may_write": _may_write(place),
        "partners_url": assessed.fill_in_url(place, "partners"),
    }


def _may_write(place: Visit) -> bool:
    return place.variant.archived is None and place.access.may_write("", inputs.SECTION)


@require_POST
def use(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the designed votes into the agreements, unless others changed those in the meantime."""
    place = visit(request, slug, Permission.WRITE)
    if not _may_write(place):
        raise PermissionDenied
    given = inputs.around(place)
    asked = inputs.asked_votes(given, request.POST)
    seen = request.POST.get("based_on", "")
    if asked is None or not (seen.isascii() and seen.isdecimal() and len(seen) < 10):
        messages.error(request, gettext("These votes do not fit the partners any more. Design them again."))
        return HttpResponseRedirect(address(place, NAME))
    return _save(request, place, given, asked, int(seen))


def _save(
    request: HttpRequest, place: Visit, given: inputs.Around, asked: tuple[dict[str, int], int], seen: int
) -> HttpResponse:
    content, problems = inputs.with_votes(given.content, *asked)
    for problem in problems:
        messages.error(request, problem)
    if problems:
        return HttpResponseRedirect(address(place, NAME))
    try:
        actions.save_section(
            variant=place.variant, section=inputs.SECTION, content=content, based_on=seen, by=place.user,
            visibility=None if given.number else Visibility.SHARED,
        )  # fmt: skip
    except Conflict as conflict:
        return _changed(request, place, given, asked, conflict)
    except Invalid:
        messages.error(request, gettext("The agreements could not be saved. Look at them and try again."))
        return HttpResponseRedirect(address(place, NAME))
    messages.success(request, gettext("The votes stand in the agreements. We calculate anew."))
    return HttpResponseRedirect(address(place, DECIDES))


def _changed(
    request: HttpRequest,
    place: Visit,
    given: inputs.Around,
    asked: tuple[dict[str, int], int],
    conflict: Conflict,
) -> HttpResponse:
    """Somebody saved the agreements in the meantime: both are shown, and nothing is saved until somebody chooses."""
    current = conflict.current
    context = _around(request, place, given) | {
        "based_on": current.number if current else 0,
        "theirs": inputs.standing_votes(current.content if current else None, given.names),
        "theirs_quota": (current.content or {}).get("quota") if current else None,
        "yours": [
            {"id": name, "name": given.names[name], "votes": votes} for name, votes in asked[0].items()
        ],
        "quota": asked[1],
    }
    return render(request, "voting_power/changed.html", context, status=409)
