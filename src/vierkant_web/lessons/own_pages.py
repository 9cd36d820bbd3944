"""Cases of the users themselves: take one along as a file, and read in the file of somebody else."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from vierkant_web import actions, assessed
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.jobs.current import visible_plain
from vierkant_web.lessons import inputs
from vierkant_web.lessons.views import subnav
from vierkant_web.permissions import Permission, Visit, visit

ATTEMPTS = 5
KINDS = {"toml": "application/toml", "json": "application/json"}


class CaseForm(forms.Form):
    """The file of a case."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Which file did you get?"),
        help_text=_("A case from Vierkant, of another cooperation (.toml or .json). At most 100 KB."),
        widget=forms.FileInput(attrs={"accept": ".toml,.json"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
            "missing": _("Choose a file first."),
        },
    )

    def content(self) -> bytes:
        """What is in the file, no more of it than shows that it is too large."""
        return bytes(self.cleaned_data["file"].read(inputs.MAXIMUM_BYTES + 1))


@require_safe
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """The own cases, each with its file, and the form for a file of somebody else."""
    return _page(request, visit(request, slug), CaseForm())


def _page(
    request: HttpRequest, place: Visit, form: CaseForm, wrong: list[str] | None = None, status: int = 200
) -> HttpResponse:
    rows = [inputs.own_shown(item) for item in inputs.own_cases(visible_plain(place))]
    context = {
        **subnav(place, "lessons_own"),
        "place": place,
        "rows": [{**row, **_addresses(place, row["id"])} for row in rows],
        "form": form if may_add(place) else None,
        "wrong": wrong,
        "cases_url": assessed.fill_in_url(place, inputs.SECTION),
        "preview_url": _address(place, "lessons_preview"),
        "may_write": may_add(place),
    }
    return render(request, "lessons/own.html", context, status=status)


def may_add(place: Visit) -> bool:
    """Whether this visitor may write cases now: not in a variant that was put away."""
    return place.variant.archived is None and place.access.may_write("", inputs.SECTION)


def _addresses(place: Visit, identifier: str) -> dict[str, str]:
    return {
        "url": _address(place, "lessons_own_case", case=identifier),
        **{f"{kind}_url": _address(place, "lessons_own_file", case=identifier, kind=kind) for kind in KINDS},
    }


def _address(place: Visit, page: str, /, **words: str) -> str:
    return reverse(page, kwargs={"slug": place.cooperation.slug, **words}) + place.query


def _find(place: Visit, identifier: str) -> Any:
    for item in inputs.own_cases(visible_plain(place)):
        if item.id == identifier:
            return item
    raise Http404


@require_safe
def own_case(request: HttpRequest, slug: str, case: str) -> HttpResponse:
    """One own case."""
    place = visit(request, slug)
    found = inputs.own_shown(_find(place, case))
    back = _address(place, "lessons_own")
    context = {
        **subnav(place, "lessons_own"),
        "place": place,
        "case": {**found, **_addresses(place, case)},
        "may_write": may_add(place),
        "cases_url": assessed.fill_in_url(place, inputs.SECTION),
        "breadcrumb": [{"title": gettext("Own cases and sharing"), "url": back}, {"title": found["name"]}],
    }
    return render(request, "lessons/own_case.html", context)


@require_safe
def download(request: HttpRequest, slug: str, case: str, kind: str) -> HttpResponse:
    """One own case as a file: nothing else of the dossier is in it."""
    if kind not in KINDS:
        raise Http404
    found = _find(visit(request, slug), case)
    return HttpResponse(
        inputs.file_of(found, cast(Any, kind)),
        content_type=f"{KINDS[kind]}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="casus-{found.id}.{kind}"'},
    )


def _writer(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug, Permission.WRITE)
    if not may_add(place):
        raise PermissionDenied
    return place


@require_POST
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is wrong with a file, or the case in it, to look at before it is saved."""
    place = _writer(request, slug)
    form = CaseForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, form, status=422)
    try:
        found = inputs.read_file(form.content())
    except inputs.CaseFileError as error:
        return _page(request, place, CaseForm(), inputs.problems(error), status=422)
    context = {
        **subnav(place, "lessons_own"),
        "place": place,
        "case": inputs.own_shown(found),
        "text": inputs.file_of(found, "toml"),
        "save_url": _address(place, "lessons_save"),
        "back_url": _address(place, "lessons_own"),
    }
    return render(request, "lessons/preview.html", context)


@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Save the case that was looked at, at the end of the own cases."""
    place = _writer(request, slug)
    try:
        found = inputs.read_file(request.POST.get("text", ""))
    except inputs.CaseFileError as error:
        return _page(request, place, CaseForm(), inputs.problems(error), status=422)
    wrong, identifier = _saved(place, found)
    if wrong:
        return _page(request, place, CaseForm(), wrong, status=422)
    messages.success(request, gettext("The case is saved. It is compared with yours from now on."))
    return HttpResponseRedirect(_address(place, "lessons_own_case", case=identifier))


def _saved(place: Visit, found: Any) -> tuple[list[str], str]:
    """Why the case could not be saved, in sentences, and the id that it got.

    A case comes on top of what others save at this moment, so then it is tried again on what they saved.
    """
    identifier = ""
    for _attempt in range(ATTEMPTS):
        latest = place.revisions().filter(section=inputs.SECTION, partner="").first()
        content, wrong, identifier = inputs.with_case(list(latest.content or []) if latest else [], found)
        if wrong:
            return wrong, identifier
        try:
            actions.save_section(
                variant=place.variant,
                section=inputs.SECTION,
                content=content,
                based_on=latest.number if latest else 0,
                by=place.user,
            )
        except Conflict:
            continue
        except Invalid:
            break
        return [], identifier
    return [gettext("Others are saving at this very moment. Choose the file once more.")], identifier
