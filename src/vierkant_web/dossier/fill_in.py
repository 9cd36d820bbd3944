"""Filling in a dossier in steps: an overview of the steps, a page per step, and what happens when two people save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import path, register_converter
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vierkant_web import actions
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.dossier import fill_in_saving as saving
from vierkant_web.dossier import fill_in_views as views
from vierkant_web.dossier.fill_in_doubts import Doubt, doubts, new_notes, times_a_thousand
from vierkant_web.dossier.fill_in_pages import Page
from vierkant_web.dossier.fill_in_readable import losses
from vierkant_web.dossier.fill_in_start import start as start_page
from vierkant_web.dossier.fill_in_steps import BY_SECTION, BY_WORD
from vierkant_web.dossier.fill_in_views import Spot
from vierkant_web.folders import Patterns
from vierkant_web.models import Visibility
from vierkant_web.permissions import visit


def _spot(request: HttpRequest, slug: str, word: str, partner: str) -> Spot:
    """The part of the dossier that the address is about.

    Raises:
        Http404: no such step or partner, or not for this user.
    """
    place = visit(request, slug)
    if word not in BY_WORD:
        raise Http404
    spot = Spot.find(place, BY_WORD[word], partner)
    if partner and (not spot.step.has_own_part or partner not in spot.partners):
        raise Http404
    return spot


@require_GET
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """All steps, how far each is, who fills in what, and the next useful step."""
    place = visit(request, slug)
    return render(request, "dossier/fill_in_start.html", start_page(place))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, word: str, partner: str = "") -> HttpResponse:
    """One step: the form for who may write, and words for who may read."""
    spot = _spot(request, slug, word, partner)
    if request.method != "POST":
        if not spot.may_write:
            return render(request, "dossier/fill_in_read.html", views.read(spot))
        return render(request, "dossier/fill_in_step.html", views.form(spot, spot.page()))
    if not spot.may_write:
        raise PermissionDenied
    return _post(request, spot)


def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """The same page for who links to a section by its name in the dossier."""
    return step(request, slug, BY_SECTION[section].word)


def _post(request: HttpRequest, spot: Spot) -> HttpResponse:
    page = spot.page(times_a_thousand(views.restored(request.POST)))
    confirmed = request.POST.get("confirm", "").split()
    lost = [loss for loss in losses(page) if loss.blocked or loss.key not in confirmed]
    if lost or not page.is_valid():
        return _refused(request, spot, page, lost)
    asked = doubts(page)
    if asked:
        return _refused(request, spot, page, [], asked)
    try:
        based_on = views.whole(request.POST.get("based_on"))
        number = saving.save(spot.place, page, based_on, spot.numbers)
    except Conflict:
        return _conflict(request, spot)
    except (Invalid, PermissionDenied) as error:
        page.faults.append(views.refusal(error, spot))
        return _refused(request, spot, page, [])
    saving.forget(request, spot.place, spot.key)
    if _is_script(request):
        return JsonResponse({"fields": {"based_on": str(number), **page.new_keys}})
    messages.success(request, _("Saved. The results are being worked out again."))
    for note in new_notes(page):
        messages.warning(request, note)
    return HttpResponseRedirect(views.onward(spot, request.POST.get("next", "")))


def _refused(
    request: HttpRequest, spot: Spot, page: Page, lost: list[Any], asked: Sequence[Doubt] = ()
) -> HttpResponse:
    """Nothing was saved, everything that was typed is still there."""
    if _is_script(request):
        detail = views.in_one_line(page, lost) or " ".join(f"{doubt.title}: {doubt.text}" for doubt in asked)
        return JsonResponse({"detail": detail}, status=422)
    context = views.form(spot, page, lost) | {"doubts": asked}
    return render(request, "dossier/fill_in_step.html", context, status=422)


def _conflict(request: HttpRequest, spot: Spot) -> HttpResponse:
    saving.put_aside(request, spot.place, spot.key, request.POST)
    if _is_script(request):
        return JsonResponse({"location": spot.address("fill_in_conflict")}, status=409)
    fresh = Spot.find(spot.place, spot.step, spot.partner)
    return render(request, "dossier/fill_in_conflict.html", views.conflict(fresh, request.POST), status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, slug: str, word: str, partner: str = "") -> HttpResponse:
    """Two people saved: both versions side by side, and the choice between them."""
    spot = _spot(request, slug, word, partner)
    yours = saving.waiting(request, spot.place, spot.key)
    if yours is None:
        return HttpResponseRedirect(spot.address())
    if not spot.may_write:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "dossier/fill_in_conflict.html", views.conflict(spot, yours))
    return _choose(request, spot, yours)


def _choose(request: HttpRequest, spot: Spot, yours: QueryDict) -> HttpResponse:
    """``theirs`` forgets the own text, ``mine`` puts it on top, ``edit`` goes back to the form with it."""
    choice, seen = request.POST.get("choice"), views.whole(request.POST.get("seen"))
    if choice == "theirs":
        saving.forget(request, spot.place, spot.key)
        messages.success(request, _("The other version stays as it is."))
        return HttpResponseRedirect(spot.address())
    page = spot.page(yours)
    if choice != "mine" or losses(page) or not page.is_valid():
        page.is_valid()
        other = views.conflict(spot, yours)["different"]
        shown = views.form(spot, page, losses(page)) | {"based_on": seen, "is_own_text": True, "other": other}
        return render(request, "dossier/fill_in_step.html", shown)
    try:
        saving.save(spot.place, page, seen, spot.numbers)
    except Conflict:
        fresh = Spot.find(spot.place, spot.step, spot.partner)
        return render(request, "dossier/fill_in_conflict.html", views.conflict(fresh, yours), status=409)
    saving.forget(request, spot.place, spot.key)
    messages.success(request, _("Your version was saved. The other one stays in the history."))
    return HttpResponseRedirect(spot.address())


@require_POST
def visibility(request: HttpRequest, slug: str, word: str, partner: str = "") -> HttpResponse:
    """Open or close a part."""
    spot = _spot(request, slug, word, partner)
    wanted = request.POST.get("visibility", "")
    if not spot.may_write or wanted not in [option.value for option in spot.visibilities]:
        raise PermissionDenied
    about: dict[str, Any] = {"variant": spot.place.variant, "section": spot.step.section, "partner": partner}
    about |= {
        "visibility": Visibility(wanted),
        "based_on": views.whole(request.POST.get("based_on")),
        "by": request.user,
    }
    try:
        if spot.key in spot.numbers:
            actions.set_visibility(**about)
        else:
            actions.save_section(content=[] if spot.step.is_own_rows else {}, **about)
    except Invalid as error:
        messages.warning(request, views.refusal(error, spot))
    except Conflict:
        messages.warning(request, _("Somebody saved this part just now. Look at it, then choose again."))
    else:
        messages.success(request, _("Changed who may see this."))
    return HttpResponseRedirect(spot.address())


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


class SectionConverter:
    """The name of a section in the dossier, as the Dutch word in the address."""

    regex = "|".join(BY_WORD)

    def to_python(self, value: str) -> str:
        """The name in the dossier."""
        return BY_WORD[value].section

    def to_url(self, value: str) -> str:
        """The word in the address."""
        if value not in BY_SECTION:
            raise ValueError(value)
        return BY_SECTION[value].word


register_converter(SectionConverter, "dossier_section")

patterns: Patterns = [
    path("invullen/", start, name="fill_in"),
    path("invullen/<dossier_section:section>/", section, name="fill_in_section"),
    path("invullen/<slug:word>/", step, name="fill_in_step"),
    path("invullen/<slug:word>/deel/<slug:partner>/", step, name="fill_in_part"),
    path("invullen/<slug:word>/zichtbaar/", visibility, name="fill_in_visibility_step"),
    path("invullen/<slug:word>/deel/<slug:partner>/zichtbaar/", visibility, name="fill_in_visibility_part"),
    path("invullen/<slug:word>/botsing/", conflict, name="fill_in_conflict_step"),
    path("invullen/<slug:word>/deel/<slug:partner>/botsing/", conflict, name="fill_in_conflict_part"),
]
