"""Applications from a file: choose, look at what is in it, save in the part of the partner."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from vierkant_web import actions, rows_of_part
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Visibility
from vierkant_web.organisaties import subnav
from vierkant_web.organisation_scan import inputs_file as inputs
from vierkant_web.organisation_scan.forms import FileForm
from vierkant_web.organisation_scan.showing import address
from vierkant_web.permissions import Permission, Visit, visit

Row = dict[str, Any]
ATTEMPTS = 5


def _writer(request: HttpRequest, slug: str) -> tuple[Visit, list[tuple[str, str]], Row]:
    """The visit, the partners for which this visitor may write, and the dossier."""
    place = visit(request, slug, Permission.WRITE)
    plain = visible_plain(place)
    own = [(key, name) for key, name in inputs.partners(plain) if may_write(place, key)]
    if not own:
        raise PermissionDenied
    return place, own, plain


def may_write(place: Visit, partner: str) -> bool:
    """Whether this visitor may add applications of this partner now."""
    return place.variant.archived is None and place.access.may_write(partner, inputs.SECTION)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; sent back, everything that was found in the file. Nothing is saved yet."""
    place, own, plain = _writer(request, slug)
    if request.method != "POST":
        return _form(request, place, FileForm(partners=own))
    form = FileForm(request.POST, request.FILES, partners=own)
    if not form.is_valid():
        return _form(request, place, form, status=422)
    partner = form.cleaned_data["partner"]
    if rows_of_part.is_hidden(place, inputs.SECTION, partner):
        raise PermissionDenied
    found, wrong = inputs.read(
        form.content("file"), form.content("components"), partner, plain.get(inputs.SECTION, ())
    )
    proposal = inputs.shown(found)
    if not proposal["rows"]:
        return _form(request, place, form, proposal=proposal, wrong=wrong, status=422)
    context = {
        **_shared(place),
        "proposal": proposal,
        "wrong": wrong,
        "partner": partner,
        "partner_name": dict(own)[partner],
        "save_url": address(place, "organisation_scan_file_save"),
        "again_url": address(place, "organisation_scan_file"),
    }
    return render(request, "organisation_scan/file_preview.html", context)


def _shared(place: Visit) -> Row:
    back = address(place, "organisation_scan_processes")
    return {
        **subnav(place, "organisation_scan_processes"),
        "place": place,
        "back_url": back,
        "breadcrumb": [
            {"title": gettext("Processes"), "url": back},
            {"title": gettext("Applications from a file")},
        ],
    }


def _form(
    request: HttpRequest,
    place: Visit,
    form: FileForm,
    *,
    proposal: Row | None = None,
    wrong: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**_shared(place), "form": form, "proposal": proposal, "wrong": wrong}
    return render(request, "organisation_scan/file.html", context, status=status)


@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the rows that were looked at, behind those that the partner has."""
    place, own, _plain = _writer(request, slug)
    partner = request.POST.get("partner", "")
    rows = inputs.proposed(request.POST.get("rows", ""))
    if partner not in dict(own) or rows is None:
        raise Http404
    if rows_of_part.is_hidden(place, inputs.SECTION, partner):
        raise PermissionDenied
    number, problems = _saved(place, partner, rows)
    if problems:
        for problem in problems:
            messages.error(request, problem)
        return HttpResponseRedirect(address(place, "organisation_scan_file"))
    text = ngettext("%(number)d application is added.", "%(number)d applications are added.", number)
    messages.success(request, text % {"number": number})
    return HttpResponseRedirect(address(place, "organisation_scan_processes"))


def _saved(place: Visit, partner: str, rows: list[Row]) -> tuple[int, list[str]]:
    """How many rows are new, and why nothing was saved in sentences."""
    for _attempt in range(ATTEMPTS):
        latest = place.revisions().filter(section=inputs.SECTION, partner=partner).first()
        standing = list(latest.content or []) if latest is not None else []
        content, problems, number = inputs.added(standing, rows, partner)
        if problems or not number:
            return 0, problems[:10]
        try:
            actions.save_section(
                variant=place.variant,
                section=inputs.SECTION,
                partner=partner,
                content=content,
                based_on=latest.number if latest is not None else 0,
                visibility=None if latest is not None else Visibility.SHARED,
                by=place.user,
            )
        except Conflict:
            continue
        except Invalid:
            return 0, [
                gettext(
                    "These applications do not fit any more: a part holds at most two million characters."
                )
            ]
        return number, []
    return 0, [gettext("Others are saving at this very moment. Choose the file once more.")]
