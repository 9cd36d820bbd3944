"""One difference: what it means, who notices, what is done, by whom and when. Changed in place, row by row."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from vierkant_web import rows_of_part
from vierkant_web.actions import Conflict
from vierkant_web.organisation_scan import inputs_differences as inputs
from vierkant_web.organisation_scan.differences_page import may_write, member
from vierkant_web.organisation_scan.forms import FIELDS, DifferenceForm, initial
from vierkant_web.organisation_scan.showing import address
from vierkant_web.permissions import Visit
from vierkant_web.rows_of_part import RowChanged, Standing

Row = dict[str, Any]


def _writer(request: HttpRequest, slug: str) -> Visit:
    place = member(request, slug)
    if not may_write(place):
        raise PermissionDenied
    return place


def _standing(place: Visit, row: str) -> Standing:
    return rows_of_part.standing(place, inputs.SECTION, "", lambda item: bool(item.get("id") == row))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A difference that somebody saw; nothing is found for it."""
    place = _writer(request, slug)
    if request.method != "POST":
        return _page(request, place, DifferenceForm(initial={"answer": "measure"}))
    form = DifferenceForm(request.POST)
    if not form.is_valid():
        return _page(request, place, form, status=422)
    identifier = inputs.free_id(form.cleaned_data["name"], _standing(place, "").ids)
    problems = _saved(place, identifier, {"id": identifier, **form.row(None)}, rows_of_part.mark(None))
    return _answered(request, place, form, problems)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, row: str) -> HttpResponse:
    """The form of one row; saving goes back to all of them."""
    place = _writer(request, slug)
    found = _standing(place, row)
    if found.row is None:
        raise Http404
    if request.method != "POST":
        return _page(request, place, DifferenceForm(initial=initial(found.row)), found.seen, found.row)
    seen = request.POST.get("seen", "")
    form = DifferenceForm(request.POST)
    is_removal = "remove" in request.POST
    if not is_removal and not form.is_valid():
        return _page(request, place, form, seen, found.row, status=422)
    wanted = None if is_removal else {"id": row, **form.row(found.row)}
    try:
        problems = _saved(place, row, wanted, seen)
    except RowChanged as changed:
        return _changed(request, place, form, changed.standing)
    return _answered(request, place, form, problems, seen, found.row)


def _saved(place: Visit, row: str, wanted: Row | None, seen: str) -> list[str]:
    """Save one row, or take it away; gives what is wrong with it in sentences, and then nothing was saved.

    Raises:
        RowChanged: somebody changed it in the meantime.
    """
    if wanted is not None:
        content, problems = inputs.written([wanted])
        if problems:
            return problems
        [wanted] = content
    try:
        rows_of_part.put(place, inputs.SECTION, "", lambda item: bool(item.get("id") == row), wanted, seen)
    except Conflict:
        return [gettext("Others are saving at this very moment. Press the button once more.")]
    return []


def _answered(
    request: HttpRequest,
    place: Visit,
    form: DifferenceForm,
    problems: list[str],
    seen: str = "",
    row: Row | None = None,
) -> HttpResponse:
    if problems:
        for problem in problems:
            form.add_error(None, problem)
        return _page(request, place, form, seen, row, status=422)
    text = gettext("Taken away.") if "remove" in request.POST else gettext("Saved.")
    messages.success(request, text)
    return HttpResponseRedirect(address(place, "organisation_scan_differences") + "#answers")


def _changed(request: HttpRequest, place: Visit, form: DifferenceForm, standing: Row | None) -> HttpResponse:
    """Two people on one row: nothing is written, both versions are shown."""
    theirs = initial(standing or {})
    form.is_valid()
    yours = {name: form.cleaned_data.get(name) for name in FIELDS}
    rows = [
        {"label": form.fields[name].label, "theirs": theirs.get(name, ""), "yours": yours[name]}
        for name in FIELDS
        if str(theirs.get(name) or "") != str(yours[name] or "")
    ]
    return _page(request, place, form, rows_of_part.mark(standing), standing, theirs=rows, status=409)


def _page(
    request: HttpRequest,
    place: Visit,
    form: DifferenceForm,
    seen: str = "",
    row: Row | None = None,
    *,
    theirs: list[Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    back = address(place, "organisation_scan_differences")
    title = row["name"] if row else gettext("A difference that you saw")
    context = {
        "place": place,
        "form": form,
        "seen": seen,
        "row": row,
        "theirs": theirs,
        "title": title,
        "back_url": back,
        "breadcrumb": [{"title": gettext("Differences"), "url": back}, {"title": title}],
    }
    return render(request, "organisation_scan/difference.html", context, status=status)
