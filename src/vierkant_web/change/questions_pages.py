"""Questions of groups and the answers, with date and decider; a question and its answer are written in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from vierkant_web import assessed
from vierkant_web.change import rows_in_place
from vierkant_web.change.addresses import address, group_address
from vierkant_web.change.forms_plan import QuestionForm
from vierkant_web.change.rights import may_write
from vierkant_web.change.saving import CardChanged, mark
from vierkant_web.change.subnav import subnav
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Visit, visit

SECTION = "questions"
Row = dict[str, Any]
FIELDS = ("question", "group", "answer", "answered_on", "answer_by", "decided_by")


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """All questions, the open ones first; who may write adds one here."""
    place = _member(request, slug)
    dossier = visible_plain(place)
    groups = _groups(dossier)
    if request.method != "POST":
        return _page(request, place, dossier, QuestionForm(groups=groups))
    if not may_write(place, SECTION):
        raise PermissionDenied
    form = QuestionForm(request.POST, groups=groups)
    if form.is_valid():
        row = form.answers()
        problems = rows_in_place.add(place, SECTION, row["question"][:40], row)
        if not problems:
            messages.success(request, gettext("The question is saved."))
            return HttpResponseRedirect(address(place, "change_questions"))
        for problem in problems:
            form.add_error(None, problem)
    return _page(request, place, dossier, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """One question in its form, to answer or to change it.

    Raises:
        Http404: no such question, or the visitor is not a member.
        PermissionDenied: a member who may not write the questions.
    """
    place = _member(request, slug)
    row, seen = rows_in_place.standing(place, SECTION, question)
    if row is None:
        raise Http404
    if not may_write(place, SECTION):
        raise PermissionDenied
    groups = _groups(visible_plain(place), row.get("group"))
    if request.method != "POST":
        return _form_page(request, place, question, QuestionForm(initial=row, groups=groups), seen)
    form = QuestionForm(request.POST, groups=groups)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return _form_page(request, place, question, form, seen, status=422)
    try:
        problems = rows_in_place.change(place, SECTION, question, form.answers(), seen)
    except CardChanged as changed:
        [rows] = changed.standing.values()
        theirs = _differences(form, rows[0] if rows else {})
        return _form_page(request, place, question, form, mark(changed.standing), status=409, theirs=theirs)
    if problems:
        for problem in problems:
            form.add_error(None, problem)
        return _form_page(request, place, question, form, seen, status=422)
    messages.success(request, gettext("The question is saved."))
    return HttpResponseRedirect(address(place, "change_questions"))


def _member(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return place


def _groups(dossier: Row, named: str | None = None) -> list[tuple[str, Any]]:
    """The groups to choose from. One that the question names stays a choice, also when this visitor does not see it."""
    found = {row["id"]: row["name"] for row in dossier.get("people", ())}
    if named:
        found.setdefault(named, gettext("A group that you do not see, or that is gone"))
    return list(found.items())


def ordered(rows: Sequence[Row], today: str) -> list[Row]:
    """Open questions first, by the promised day (those without one before all), then answers, newest first."""
    found = [
        {**row, "late": not row.get("answer") and "" < (row.get("answer_by") or "") < today} for row in rows
    ]
    waiting = sorted(
        (row for row in found if not row.get("answer")), key=lambda row: row.get("answer_by") or ""
    )
    answered = sorted(
        (row for row in found if row.get("answer")),
        key=lambda row: row.get("answered_on") or "",
        reverse=True,
    )
    return [*waiting, *answered]


def _page(
    request: HttpRequest, place: Visit, dossier: Row, form: QuestionForm, *, status: int = 200
) -> HttpResponse:
    names = {row["id"]: row["name"] for row in dossier.get("people", ())}
    url = group_address(place)
    writes = may_write(place, SECTION)
    rows = [
        {
            **row,
            "group_name": names.get(row.get("group", "")),
            "group_url": url(row["group"]) if row.get("group") in names else "",
            "url": address(place, "change_question", question=row["id"]) if writes else "",
        }
        for row in ordered(dossier.get(SECTION, ()), timezone.localdate().isoformat())
    ]
    context = {
        "place": place,
        **subnav(place, "change_questions"),
        "waiting": [row for row in rows if not row.get("answer")],
        "answered": [row for row in rows if row.get("answer")],
        "late": sum(row["late"] for row in rows),
        "form": form,
        "may_write": writes,
        "fill_in_url": assessed.fill_in_url(place, SECTION),
        "release_url": address(place, "change_release") if place.access.may("release") else "",
    }
    return render(request, "change/questions.html", context, status=status)


def _differences(form: QuestionForm, theirs: Row) -> list[Row]:
    """What differs between the form and what stands, field by field."""
    yours = form.answers()
    return [
        {"label": form.fields[name].label, "theirs": theirs.get(name), "yours": yours.get(name)}
        for name in FIELDS
        if theirs.get(name) != yours.get(name)
    ]


def _form_page(
    request: HttpRequest,
    place: Visit,
    identifier: str,
    form: QuestionForm,
    seen: str,
    *,
    status: int = 200,
    theirs: list[Row] | None = None,
) -> HttpResponse:
    back = address(place, "change_questions")
    context = {
        "place": place,
        "form": form,
        "seen": seen,
        "theirs": theirs,
        "action": address(place, "change_question", question=identifier),
        "back_url": back,
        "breadcrumb": [
            {"title": gettext("People"), "url": address(place, "change")},
            {"title": gettext("Questions"), "url": back},
            {"title": gettext("Answer")},
        ],
    }
    return render(request, "change/question_form.html", context, status=status)
