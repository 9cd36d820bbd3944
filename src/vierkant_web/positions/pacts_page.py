"""Afspraken: what still has to be agreed, what the decision waits for, and changing it row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import rows_of_part
from vierkant_web.actions import Conflict
from vierkant_web.belangen import subnav
from vierkant_web.permissions import Visit, visit
from vierkant_web.positions import inputs
from vierkant_web.positions.forms_pacts import FIELDS, PactForm, initial
from vierkant_web.rows_of_part import RowChanged, Standing

NAME = "positions_pacts"
Row = dict[str, Any]
LONGEST_KEY = 50


def _member(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return place


def _may_write(place: Visit) -> bool:
    return place.variant.archived is None and place.access.may_write("", inputs.PACTS)


def _writer(request: HttpRequest, slug: str) -> Visit:
    place = _member(request, slug)
    if not _may_write(place):
        raise PermissionDenied
    return place


def _address(place: Visit, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"slug": place.cooperation.slug, **more}) + place.query


@require_safe
def pacts(request: HttpRequest, slug: str) -> HttpResponse:
    """The page: what the decision waits for first, then what is open, then what was made."""
    place = _member(request, slug)
    given = inputs.around(place)
    today = timezone.localdate().isoformat()
    rows = [_shown(place, given, row, today) for row in inputs.pacts(given)]
    context = {
        "place": place,
        **subnav(place, NAME),
        "problems": given.problems,
        "rows": rows,
        "blocking": [row for row in rows if row["blocks"]],
        "late": [row for row in rows if row["is_late"]],
        "may_write": _may_write(place),
        "new_url": _address(place, "positions_pact_new"),
        "positions_url": _address(place, "positions"),
    }
    return render(request, "positions/pacts.html", context)


def _shown(place: Visit, given: inputs.Around, row: Row, today: str) -> Row:
    words = {"owner": _("who sees to it"), "due": _("a date"), "text": _("what must stand in it")}
    between = [given.partners.get(partner, partner) for partner in row["between"]]
    return {
        **row,
        "between_names": inputs.listed(between) if between else _("all partners"),
        "lacks_words": inputs.listed([words[name] for name in row["lacks"]]),
        "is_late": bool(not row["done"] and row["due"] and row["due"] < today),
        "url": _address(place, "positions_pact", row=row["id"]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new agreement to make; ``?onderwerp=<id>`` begins with an issue of the map."""
    place = _writer(request, slug)
    given = inputs.around(place)
    if request.method != "POST":
        return _page(request, place, _form(given, initial=_begin(given, request.GET.get("onderwerp", ""))))
    form = _form(given, request.POST)
    if not form.is_valid():
        return _page(request, place, form, status=422)
    identifier = _free(form.cleaned_data["name"], _standing(place, "").ids)
    problems = _saved(place, identifier, {"id": identifier, **form.row(None)}, rows_of_part.mark(None))
    return _answered(request, place, form, problems)


def _begin(given: inputs.Around, key: str) -> Row:
    issue = next((item for item in given.issues if item["id"] == key), None)
    if issue is None:
        return initial({})
    return initial({"issue": issue["id"], "name": issue["name"], "text": issue.get("proposal") or ""})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, row: str) -> HttpResponse:
    """The form of one row; saving goes back to all of them."""
    place = _writer(request, slug)
    found = _standing(place, row)
    if found.row is None:
        raise Http404
    given = inputs.around(place)
    if request.method != "POST":
        return _page(request, place, _form(given, initial=initial(found.row)), found.seen, found.row)
    seen, form = request.POST.get("seen", ""), _form(given, request.POST)
    is_removal = "remove" in request.POST
    if not is_removal and not form.is_valid():
        return _page(request, place, form, seen, found.row, status=422)
    wanted = None if is_removal else {"id": row, **form.row(found.row)}
    try:
        problems = _saved(place, row, wanted, seen)
    except RowChanged as changed:
        return _changed(request, place, form, changed.standing)
    return _answered(request, place, form, problems, seen, found.row)


def _form(given: inputs.Around, data: Any = None, **options: Any) -> PactForm:
    issues = [(issue["id"], issue["name"]) for issue in given.issues]
    return PactForm(data, issues=issues, partners=list(given.partners.items()), **options)


def _standing(place: Visit, row: str) -> Standing:
    return rows_of_part.standing(place, inputs.PACTS, "", lambda item: bool(item.get("id") == row))


def _free(name: str, taken: frozenset[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold().encode("ascii", "ignore").decode()).strip("-")
    base = plain[:LONGEST_KEY].strip("-") or "afspraak"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def _saved(place: Visit, row: str, wanted: Row | None, seen: str) -> list[str]:
    """Save one row, or take it away; gives what is wrong with it in sentences, and then nothing was saved.

    Raises:
        RowChanged: somebody changed it in the meantime.
    """
    if wanted is not None:
        content, problems = inputs.written_pacts([wanted])
        if problems:
            return problems
        [wanted] = content
    try:
        rows_of_part.put(place, inputs.PACTS, "", lambda item: bool(item.get("id") == row), wanted, seen)
    except Conflict:
        return [_("Others are saving at this very moment. Press the button once more.")]
    return []


def _answered(
    request: HttpRequest,
    place: Visit,
    form: PactForm,
    problems: list[str],
    seen: str = "",
    row: Row | None = None,
) -> HttpResponse:
    if problems:
        for problem in problems:
            form.add_error(None, problem)
        return _page(request, place, form, seen, row, status=422)
    messages.success(request, _("Taken away.") if "remove" in request.POST else _("Saved."))
    return HttpResponseRedirect(_address(place, NAME))


def _changed(request: HttpRequest, place: Visit, form: PactForm, standing: Row | None) -> HttpResponse:
    """Two people on one row: nothing is written, both versions are shown."""
    theirs = initial(standing or {})
    form.is_valid()
    yours = {name: form.cleaned_data.get(name) for name in FIELDS}
    rows = [
        {
            "label": form.fields[name].label,
            "theirs": _word(form, name, theirs),
            "yours": _word(form, name, yours),
        }
        for name in FIELDS
        if _word(form, name, theirs) != _word(form, name, yours)
    ]
    return _page(request, place, form, rows_of_part.mark(standing), standing, theirs=rows, status=409)


def _word(form: PactForm, name: str, row: Mapping[str, Any]) -> str:
    value = row.get(name)
    if name in ("issue", "between"):
        words: dict[Any, Any] = dict(form.fields[name].choices)  # type: ignore[attr-defined]
        chosen = value if isinstance(value, list) else [value] if value else []
        return ", ".join(str(words.get(item, item)) for item in chosen)
    if name in ("before_decision", "done"):
        return _("yes") if value else _("no")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def _page(
    request: HttpRequest,
    place: Visit,
    form: PactForm,
    seen: str = "",
    row: Row | None = None,
    *,
    theirs: list[Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    back = _address(place, NAME)
    title = row["name"] if row else _("An agreement to make")
    context = {
        "place": place,
        "form": form,
        "seen": seen,
        "row": row,
        "theirs": theirs,
        "title": title,
        "back_url": back,
        "breadcrumb": [{"title": _("Agreements to make"), "url": back}, {"title": title}],
    }
    return render(request, "positions/pact.html", context, status=status)
