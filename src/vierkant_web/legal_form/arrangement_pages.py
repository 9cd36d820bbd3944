"""Vorm › Tekst: the text of the arrangement held against the act, and a checklist that is filled in here.

A pasted text or a file is only looked through; nothing of it is kept. What it proposes counts after somebody saved it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from vierkant_web import actions, assessed
from vierkant_web.actions import Conflict, Part
from vierkant_web.jobs.current import visible_plain
from vierkant_web.legal_form import inputs_arrangement as inputs
from vierkant_web.legal_form.forms_arrangement import ChecklistForm, TextForm
from vierkant_web.legal_form.inputs_choice import agreed_form, chosen_form, kind_of
from vierkant_web.models import Visibility
from vierkant_web.permissions import Visit, visit
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import say

SECTIONS = (inputs.CLAUSES, inputs.TEXT)


@csrf_exempt  # the check comes in `_answer`, after it is settled that the file stays in memory
@require_http_methods(["GET", "HEAD", "POST"])
def arrangement(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; a file is read in memory and never touches the disk."""
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _answer(request, slug)


@csrf_protect
def _answer(request: HttpRequest, slug: str) -> HttpResponse:
    place = visit(request, slug)
    spot = _Spot(place, request.GET.get("form"))
    if request.method != "POST" or spot.form is None:
        return spot.page(request)
    if not spot.may_write:
        raise PermissionDenied
    return _save(request, spot) if "save" in request.POST else _find(request, spot)


class _Spot:
    """The page for one visitor and one form: what stands in the dossier, and how it is shown."""

    def __init__(self, place: Visit, asked: str | None) -> None:
        self.place = place
        self.plain = visible_plain(place)
        self.agreed = agreed_form(self.plain)
        self.choices = inputs.choices(kind_of(self.plain), self.agreed)
        form = chosen_form(asked, self.agreed)
        self.form = form if form in {row["form"] for row in self.choices} else None
        self.may_write = place.variant.archived is None and all(
            place.access.may_write("", section) for section in SECTIONS
        )

    @property
    def address(self) -> str:
        """Of this page about this form."""
        url = (
            reverse("legal_form_arrangement", kwargs={"slug": self.place.cooperation.slug}) + self.place.query
        )
        if self.form is None or self.form == self.agreed:
            return url
        return f"{url}{'&' if self.place.query else '?'}form={self.form.value}"

    def checklist(self, *args: Any, **more: Any) -> ChecklistForm:
        """The checklist of the form."""
        assert self.form is not None  # noqa: S101 - only asked for when a form was chosen
        clauses, asked = inputs.listed_clauses(self.form), inputs.fields_of(self.form)
        return ChecklistForm(*args, clauses=clauses, asked=asked, **more)

    def numbers(self) -> dict[str, int]:
        """The number of the revision of both parts that stands. One query."""
        rows = (
            self.place.revisions().filter(section__in=SECTIONS, partner="").values_list("section", "number")
        )
        return {**dict.fromkeys(SECTIONS, 0), **dict(rows)}

    def page(self, request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page; ``more`` overrides."""
        context: dict[str, Any] = {
            "place": self.place,
            "menu_word": "vorm",
            "form": self.form,
            "choices": self.choices,
            "is_agreed": self.form is not None and self.form == self.agreed,
            "own_url": reverse("legal_form_arrangement", kwargs={"slug": self.place.cooperation.slug}),
            "action": self.address,
            "variant": request.GET.get("variant", ""),
            "may_write": self.may_write,
            "agreements_url": assessed.fill_in_url(self.place, "agreements"),
            "documents_url": f"/s/{self.place.cooperation.slug}/documenten/{self.place.query}",
        }
        if self.form is not None:
            context |= {
                "check": inputs.checked(self.form, self.plain, timezone.localdate()),
                "proposals": None,
            }
            context["names"] = {row["clause"]: row["name"] for row in context["check"]["clauses"]}
            if self.may_write:
                context |= {"text_form": TextForm(), "numbers": self.numbers()}
                context["list"] = self.checklist(initial=inputs.initial(self.form, self.plain, None))
        context |= more
        if "list" in context:
            context["groups"] = _with_fields(
                context["check"]["groups"], context["list"], context["proposals"]
            )
        return render(request, "legal_form/arrangement.html", context, status=status)


def _with_fields(
    groups: dict[str, Any], form: ChecklistForm, proposals: dict[str, Any] | None
) -> dict[str, Any]:
    """The clauses with their two fields and what a text proposed for them."""
    found = (proposals or {}).get("clauses", {})
    return {
        name: [
            {
                **state,
                "is_present": form[f"present_{state['clause']}"],
                "stands": form[f"place_{state['clause']}"],
                "found": found.get(state["clause"], ()),
            }
            for state in states
        ]
        for name, states in groups.items()
    }


def _find(request: HttpRequest, spot: _Spot) -> HttpResponse:
    """Look through a text and show what it proposes; nothing is kept."""
    form = TextForm(request.POST, request.FILES)
    assert spot.form is not None  # noqa: S101 - `_answer` saw to it
    if not form.is_valid():
        return spot.page(request, status=422, text_form=form)
    file = form.cleaned_data["file"]
    try:
        text = inputs.read_text(file.read()) if file else form.cleaned_data["text"]
        proposals = inputs.find(text, spot.form)
    except inputs.UnreadableTextError as error:
        form.add_error("file" if file else "text", say(error.message))
        return spot.page(request, status=422, text_form=form)
    values = inputs.initial(spot.form, spot.plain, proposals)
    number = len(proposals["clauses"])
    told = ngettext("We found a place for one clause.", "We found a place for %(number)s clauses.", number)
    return spot.page(
        request, proposals=proposals, list=spot.checklist(initial=values), told=told % {"number": number}
    )


def _save(request: HttpRequest, spot: _Spot) -> HttpResponse:
    """Save the checklist; what somebody else saved in the meantime is shown beside it first."""
    assert spot.form is not None  # noqa: S101 - `_answer` saw to it
    form = spot.checklist(request.POST)
    if not form.is_valid():
        return spot.page(request, status=422, list=form, numbers=_seen(request))
    parts, problems = _parts(inputs.filled_in(spot.form, form.cleaned_data, spot.plain), spot)
    if problems:
        for problem in problems:
            form.add_error(None, problem)
        return spot.page(request, status=422, list=form, numbers=_seen(request))
    seen = {(section, ""): number for section, number in _seen(request).items()}
    try:
        actions.save_many(variant=spot.place.variant, parts=parts, based_on=seen, by=spot.place.user)
    except Conflict:
        return spot.page(request, status=409, list=form, theirs=_differences(form, spot))
    messages.success(request, gettext("The checklist is saved."))
    return HttpResponseRedirect(spot.address)


def _seen(request: HttpRequest) -> dict[str, int]:
    """The numbers of the revisions that the form was filled from."""
    texts = {section: request.POST.get(f"seen_{section}", "") for section in SECTIONS}
    return {section: int(text) if text.isascii() and text.isdigit() else 0 for section, text in texts.items()}


def _parts(contents: dict[str, Any], spot: _Spot) -> tuple[list[Part], list[str]]:
    """Both parts as the dossier writes them; an empty part is not begun."""
    parts, problems = [], []
    standing = spot.numbers()
    for section, content in contents.items():
        if not content and not standing[section]:
            continue
        plain, wrong = written_section(section, content)
        problems += wrong
        empty: Any = [] if section == inputs.CLAUSES else {}
        visibility = None if standing[section] else Visibility.SHARED
        parts.append(Part(section, "", empty if plain is None else plain, visibility))
    return parts, problems


def _differences(form: ChecklistForm, spot: _Spot) -> list[dict[str, Any]]:
    """What stands now and differs from the form, field by field."""
    assert spot.form is not None  # noqa: S101 - `_answer` saw to it
    theirs = inputs.initial(spot.form, spot.plain, None)
    names = inputs.names()
    found = []
    for name, field in form.fields.items():
        yours = form.cleaned_data.get(name)
        if (theirs.get(name) or "") == (yours.isoformat() if isinstance(yours, date) else yours or ""):
            continue
        clause = name.removeprefix("present_").removeprefix("place_")
        shown = dict(getattr(field, "choices", ()))
        found.append(
            {
                "clause": names.get(clause),
                "label": field.label,
                "theirs": shown.get(theirs.get(name), theirs.get(name)),
                "yours": shown.get(yours, yours),
            }
        )
    return found
