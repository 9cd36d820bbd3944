"""Release: what staff of each group will see, who agreed to it, and the link on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import actions, assessed, employee_inputs
from vierkant_web.actions import Invalid
from vierkant_web.change import inputs_release as inputs
from vierkant_web.change.release_words import DONE, REFUSALS, standing_words
from vierkant_web.change.subnav import subnav
from vierkant_web.models import GroupPage
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.releases import Standing, published_view, standing, standings


def _place(request: HttpRequest, slug: str) -> Visit:
    """The visit of somebody who releases or coordinates.

    Raises:
        Http404: not there, or not a member.
        PermissionDenied: a member with another role.
    """
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    if not place.access.may(Permission.RELEASE) and not place.access.may(Permission.MANAGE):
        raise PermissionDenied
    return place


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Every group, how its release stands and for whom it waits."""
    place = _place(request, slug)
    found = inputs.offers(place)
    stands = standings(place.variant)
    linked = set(GroupPage.objects.filter(variant=place.variant).values_list("group", flat=True))
    rows = [_row(place, offer, stands.get(offer.group) or Standing(), linked) for offer in found or ()]
    known = {offer.group for offer in found or ()}
    # A group that left the dossier may still be on show: it must be possible to take it back.
    gone = [
        group
        for group, stand in stands.items()
        if stand.published and group not in known and found is not None
    ]
    rows += [_row(place, inputs.Offer(group, group, "", None, gettext("This group is no longer in the dossier.")),
                  stands[group], linked) for group in gone]  # fmt: skip
    return render(
        request,
        "change/release.html",
        {
            "place": place,
            **subnav(place, "change_release"),
            "rows": rows,
            "unreadable": found is None,
            "fill_in_url": assessed.fill_in_url(place),
            "people_url": assessed.fill_in_url(place, "people"),
        },
    )


def _row(place: Visit, offer: inputs.Offer, stand: Standing, linked: set[str]) -> dict[str, Any]:
    return {
        "offer": offer,
        "url": _address(place, offer.group),
        "has_link": offer.group in linked,
        **standing_words(offer.digest, offer.refusal, stand),
    }


def _list(place: Visit) -> str:
    return reverse("change_release", kwargs={"slug": place.cooperation.slug}) + place.query


def _address(place: Visit, group: str, page: str = "") -> str:
    kwargs = {"slug": place.cooperation.slug, **({"group": group} if group else {})}
    name = "change_release_group" if group else "change_release_general"
    return reverse(name + page, kwargs=kwargs) + place.query


def _offer(place: Visit, group: str, stand: Standing) -> inputs.Offer:
    found = inputs.offers(place, group)
    if found:
        return found[0]
    if not stand.published and not any(stand.by_role.values()):
        raise Http404
    return inputs.Offer(group, group, "", None, gettext("This group is no longer in the dossier."))


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, slug: str, group: str = "") -> HttpResponse:
    """One group: what staff will see, what changed, and the buttons of who looks."""
    place = _place(request, slug)
    stand = standing(place.variant, group)
    offer = _offer(place, group, stand)
    if request.method == "POST":
        _act(request, place, offer)
        return HttpResponseRedirect(_address(place, group))
    shown = published_view(stand)
    link = GroupPage.objects.filter(variant=place.variant, group=group).first()
    context = {
        "place": place,
        **subnav(place, "change_release"),
        **_row(place, offer, stand, {group} if link else set()),
        "stand": stand,
        "page": employee_inputs.content(offer.view, translation.get_language() or "nl") if offer.view else None,
        "differences": inputs.differences(shown, offer.view) if shown and offer.view else [],
        "may_release": place.access.may(Permission.RELEASE) and place.variant.archived is None,
        "own_release": stand.by_role.get(place.access.role.value) if place.access.role else None,
        "on_show": shown is not None,
        "link": link,
        "short_address": request.build_absolute_uri(reverse("my_step")),
        "preview_url": _address(place, group, "_preview") if offer.view else "",
        "letter_url": _address(place, group, "_letter"),
        "impact_url": assessed.fill_in_url(place, "impact"),
        "breadcrumb": [{"title": gettext("Release"), "url": _list(place)}],
    }  # fmt: skip
    return render(request, "change/release_group.html", context)


def _act(request: HttpRequest, place: Visit, offer: inputs.Offer) -> None:
    """What a button asks for; a refusal becomes a sentence on the next page."""
    wish = request.POST.get("do", "")
    variant, about = place.variant, offer.group
    link = GroupPage.objects.filter(variant=place.variant, group=offer.group).first()
    try:
        if wish == "release" and offer.view is not None:
            actions.release_card(
                variant=variant,
                group=about,
                view=offer.view,
                seen=request.POST.get("seen", ""),
                by=place.user,
            )
        elif wish == "withdraw":
            actions.withdraw_release(variant=variant, group=about, by=place.user)
        elif wish == "link":
            actions.make_link(variant=variant, group=about, by=place.user)
        elif wish == "replace" and link is not None:
            actions.replace_link(page=link, by=place.user)
        elif wish == "unlink" and link is not None:
            actions.withdraw_link(page=link, by=place.user)
        else:
            messages.error(request, gettext("Nothing was changed. Choose one of the buttons on this page."))
            return
    except Invalid as error:
        messages.error(request, str(REFUSALS[error.code]))
    else:
        messages.success(request, str(DONE[wish]))


@require_safe
def preview(request: HttpRequest, slug: str, group: str = "") -> HttpResponse:
    """The whole page as staff will see it."""
    place = _place(request, slug)
    offer = _offer(place, group, standing(place.variant, group))
    if offer.view is None:
        raise Http404
    language = translation.get_language() or "nl"
    own = _address(place, group, "_preview")
    names = ("page_url", "other_url", "print_url", "help_url", "offline_url", "start_url")
    context = {
        "page": employee_inputs.content(offer.view, language),
        "language": language,
        "preview": True,
        "urls": dict.fromkeys(names, own),
    }
    return render(request, "my_step/page.html", context)


@require_safe
def letter(request: HttpRequest, slug: str, group: str = "") -> HttpResponse:
    """A letter or poster with the short address and the code, to print."""
    place = _place(request, slug)
    stand = standing(place.variant, group)
    link = GroupPage.objects.filter(variant=place.variant, group=group).first()
    shown = published_view(stand)
    if link is None or shown is None:
        raise Http404
    language = translation.get_language() or "nl"
    context = {
        "page": employee_inputs.content(shown, language),
        "language": language,
        "code": link.code,
        "short_address": request.build_absolute_uri(reverse("my_step")).split("://", 1)[1].rstrip("/"),
        "back_url": _address(place, group),
    }
    return render(request, "my_step/letter.html", context)
