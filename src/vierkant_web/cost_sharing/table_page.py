"""Kosten per combinatie: a table that the partners computed themselves, from a file or pasted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import actions, assessed, belangen
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.cost_sharing import inputs_table as inputs
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Section, Visibility
from vierkant_web.permissions import Permission, Visit, visit

NAME, KEYS = "cost_sharing_table", "cost_sharing"
SECTION = Section.COALITION_COSTS.value


def _writer(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug, Permission.WRITE)
    if place.variant.archived is not None or not place.access.may_write("", SECTION):
        raise PermissionDenied
    return place


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; sent back, everything that is wrong at once, or the table in the dossier."""
    place = _writer(request, slug)
    plain = visible_plain(place)
    if request.method != "POST":
        return _page(request, place, plain)
    if "weg" in request.POST:
        return _save(request, place, plain, {}, gettext("The table is out. The business case counts again."))
    given = inputs.read(request.POST, request.FILES.get("bestand"), plain)
    if given.problems:
        return _page(request, place, plain, given, status=422)
    return _save(
        request, place, plain, given.content, gettext("The table is saved. We calculate anew."), given
    )


def _page(
    request: HttpRequest,
    place: Visit,
    plain: dict[str, Any],
    given: inputs.Given | None = None,
    *,
    status: int = 200,
    is_changed: bool = False,
) -> HttpResponse:
    kwargs = {"slug": place.cooperation.slug}
    context = {
        "place": place,
        "menu_word": "belangen",
        **belangen.subnav(place, KEYS),
        "breadcrumb": [
            {"title": gettext("Who pays"), "url": reverse(KEYS, kwargs=kwargs) + place.query},
            {"title": gettext("Costs per combination"), "url": ""},
        ],
        "given": given or inputs.standing(plain),
        "partners": inputs.names(plain),
        "fits": inputs.fits(plain),
        "has_table": bool((plain.get(SECTION) or {}).get("costs")),
        "seen": _seen(place),
        "is_changed": is_changed,
        "own_url": reverse(NAME, kwargs=kwargs) + place.query,
        "template_url": reverse("cost_sharing_template", kwargs=kwargs) + place.query,
        "partners_url": assessed.fill_in_url(place, "partners"),
    }
    return render(request, "cost_sharing/table.html", context, status=status)


def _seen(place: Visit) -> int:
    found = place.revisions().filter(section=SECTION, partner="").values_list("number", flat=True).first()
    return found or 0


def _save(
    request: HttpRequest,
    place: Visit,
    plain: dict[str, Any],
    content: Any,
    told: str,
    given: inputs.Given | None = None,
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    try:
        actions.save_section(
            variant=place.variant,
            section=SECTION,
            content=content,
            based_on=number,
            visibility=None if number else Visibility.SHARED,
            by=place.user,
        )
    except Conflict:
        return _page(request, place, plain, given, status=409, is_changed=True)
    except Invalid:
        messages.error(request, gettext("The table could not be saved. Try again."))
        return HttpResponseRedirect(reverse(NAME, kwargs={"slug": place.cooperation.slug}) + place.query)
    messages.success(request, told)
    return HttpResponseRedirect(reverse(KEYS, kwargs={"slug": place.cooperation.slug}) + place.query)


@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The table to fill in, with every combination and the costs that stand there now."""
    place = _writer(request, slug)
    plain = visible_plain(place)
    if not inputs.fits(plain):
        return HttpResponseRedirect(reverse(NAME, kwargs={"slug": slug}) + place.query)
    # The mark at the start tells a spreadsheet that the letters are UTF-8.
    response = HttpResponse("\ufeff" + inputs.template(plain), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kosten-per-combinatie.csv"'
    return response
