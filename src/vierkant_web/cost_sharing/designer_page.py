"""Sleutel ontwerpen: choose building blocks and weights, see at once what they do, and use the key."""

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
from vierkant_web.actions import Conflict, Invalid, Part
from vierkant_web.cost_sharing import inputs_designer as inputs
from vierkant_web.cost_sharing import inputs_designer_saving as saving
from vierkant_web.cost_sharing import inputs_designer_shown as shown
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Section, Visibility
from vierkant_web.permissions import Permission, Visit, visit

NAME, USE, KEYS = "cost_sharing_designer", "cost_sharing_use", "cost_sharing"
DESIGN, AGREEMENTS = Section.KEY_DESIGN.value, Section.AGREEMENTS.value


@require_safe
def design(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; for members, because it is a proposal that nobody made yet.

    Raises:
        Http404: who is no member.
    """
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    plain = visible_plain(place)
    given = inputs.ground_of(plain)
    context = _around(request, place, given)
    if given.ground is None:
        return render(request, "cost_sharing/designer.html", context)
    ground = given.ground
    wish = inputs.read_wish(request.GET, ground, plain.get(DESIGN) or {})
    found = None
    if wish.searching:
        wish, found = inputs.found_mix(ground, wish)
    effect = inputs.effect(given, wish)
    context |= {
        "wish": wish,
        "fields": shown.fields(ground, wish, _section_urls(place)),
        "found": shown.searched(ground, found),
        "outcome": shown.outcome(ground, effect) if effect else None,
        "path": shown.path(ground, effect.path) if effect else None,
        "growth": shown.over_time(ground, effect) if effect else None,
        "total": round(wish.total, 3),
        "design": plain.get(DESIGN) or {},
        "standing": shown.standing(plain.get(DESIGN) or {}),
        "seen": _seen(place),
        "from_table": ground.source == "table",
    }
    return render(request, "cost_sharing/designer.html", context)


def _around(request: HttpRequest, place: Visit, given: inputs.Ground) -> dict[str, Any]:
    kwargs = {"slug": place.cooperation.slug}
    return {
        "place": place,
        "menu_word": "belangen",
        **belangen.subnav(place, NAME),
        "given": given,
        "most_live": inputs.MOST_LIVE,
        "own_url": reverse(NAME, kwargs=kwargs),
        "use_url": reverse(USE, kwargs=kwargs) + place.query,
        "keys_url": reverse(KEYS, kwargs=kwargs) + place.query,
        "table_url": reverse("cost_sharing_table", kwargs=kwargs) + place.query,
        "fill_in_url": assessed.fill_in_url(place, DESIGN),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
        "variant": request.GET.get("variant", ""),
        "may_write": _may_write(place),
    }


def _section_urls(place: Visit) -> dict[str, str]:
    """Where what an ingredient lacks is filled in."""
    names = ("partners", "products", "key_inputs", "tasks", "coalition_costs")
    return {name: assessed.fill_in_url(place, name) for name in names}


def _may_write(place: Visit) -> bool:
    return place.variant.archived is None and place.access.may_write("", DESIGN)


def _seen(place: Visit) -> dict[str, int]:
    """The numbers of the revisions that the form is filled from. One query."""
    rows = place.revisions().filter(section__in=(DESIGN, AGREEMENTS), partner="")
    return {DESIGN: 0, AGREEMENTS: 0, **dict(rows.values_list("section", "number"))}


@require_POST
def use(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the key in the dossier, and in the agreements when that was asked, unless others changed it meanwhile."""
    place = visit(request, slug, Permission.WRITE)
    if not _may_write(place):
        raise PermissionDenied
    plain = visible_plain(place)
    given = inputs.ground_of(plain)
    again = reverse(NAME, kwargs={"slug": slug})
    if given.ground is None:
        messages.error(request, gettext("There is nothing to divide any more. Look at the costs first."))
        return HttpResponseRedirect(again + place.query)
    wish = inputs.read_wish(request.POST, given.ground, {})
    asked, problems = saving.asked(request.POST, plain, given.ground, wish)
    if asked is None:
        for problem in problems:
            messages.error(request, problem)
        return HttpResponseRedirect(f"{again}?{saving.query_of(request.POST)}")
    return _save(request, place, asked, plain, wish)


def _save(
    request: HttpRequest, place: Visit, asked: saving.Asked, plain: dict[str, Any], wish: inputs.Wish
) -> HttpResponse:
    parts = [
        Part(section, "", content, None if asked.seen.get(section) else Visibility.SHARED)
        for section, content in asked.contents.items()
    ]
    try:
        actions.save_many(
            variant=place.variant,
            parts=parts,
            based_on={(section, ""): asked.seen.get(section, 0) for section in asked.contents},
            by=place.user,
        )
    except Conflict:
        return _changed(request, place, plain, wish)
    except Invalid:
        messages.error(request, gettext("The key could not be saved. Look at it and try again."))
        return HttpResponseRedirect(reverse(NAME, kwargs={"slug": place.cooperation.slug}) + place.query)
    messages.success(request, gettext("This key now stands in the dossier. We calculate anew."))
    return HttpResponseRedirect(reverse(KEYS, kwargs={"slug": place.cooperation.slug}) + place.query)


def _changed(request: HttpRequest, place: Visit, plain: dict[str, Any], wish: inputs.Wish) -> HttpResponse:
    """Somebody saved the key or the agreements meanwhile: both are shown, nothing is saved until somebody chooses."""
    given = inputs.ground_of(plain)
    context = _around(request, place, given) | {
        "theirs": shown.standing(plain.get(DESIGN) or {}),
        "yours": shown.weights_of(wish),
        "posted": saving.fields_again(request.POST, _seen(place)),
    }
    return render(request, "cost_sharing/designer_changed.html", context, status=409)
