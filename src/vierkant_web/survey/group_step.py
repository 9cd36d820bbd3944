"""The step of the groups: from a file or typed, which are shown together, who came and went, and what that can show.

A file never touches the disk. One with names of people is refused as a whole: nothing of it is kept or shown again.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from vierkant_web import assessed
from vierkant_web.models import Wave
from vierkant_web.permissions import Visit
from vierkant_web.survey import inputs, inputs_groups, inputs_plan
from vierkant_web.survey.saving import previous_of, save_fields
from vierkant_web.survey.steps import prepared, saved, step_context

STEP = "groepen"
MOST_BYTES = inputs_groups.LARGEST


class GroupsForm(forms.Form):
    """A file, or rows."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("A file with groups"),
        help_text=gettext_lazy(
            "CSV with the columns group, organisation, team, family (kind of work) and people. One row for each group,"
            " never a row for each person. At most 1 MB."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
        error_messages={"empty": gettext_lazy("This file is empty.")},
    )
    typed = forms.CharField(
        label=gettext_lazy("Or type them here"),
        help_text=gettext_lazy(
            "The first row holds the names of the columns, with a semicolon between them."
        ),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of both."""
        data = super().clean() or {}
        file = data.get("file")
        if file is not None and file.size > MOST_BYTES:
            self.add_error("file", gettext("Choose a file of at most 1 MB."))
        elif file is None and not str(data.get("typed", "")).strip() and not self.errors:
            self.add_error("file", gettext("Choose a file, or type the groups."))
        return data


@csrf_exempt  # the check comes in `_answer`, after it is settled that the file stays in memory
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The page; a file is read in memory and never touches the disk."""
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _answer(request, slug, number)


@csrf_protect
def _answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    place, wave = prepared(request, slug, number)
    if request.method != "POST":
        return _page(request, place, wave, GroupsForm(initial={"typed": _heading()}))
    wish = request.POST.get("do", "")
    if wish == "read":
        return _read(request, place, wave)
    if wish == "propose":
        return _saved(request, place, wave, {"merges": inputs_groups.proposed_merges(wave)}, "stay")
    fields = _arranged(request, wave)
    return _saved(request, place, wave, fields, request.POST.get("then", ""))


def _heading() -> str:
    return gettext("group;organisation;team;family;people")


def _read(request: HttpRequest, place: Visit, wave: Wave) -> HttpResponse:
    form = GroupsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, wave, form, status=422)
    file = form.cleaned_data["file"]
    source = file.read() if file is not None else form.cleaned_data["typed"]
    found = inputs_groups.read(source, inputs.organisations(place))
    if found.problems:
        # What may hold names of people is not sent back either.
        again = GroupsForm(initial={"typed": _heading() if found.personal else form.cleaned_data["typed"]})
        return _page(request, place, wave, again, status=422, refused=found.problems, personal=found.personal)
    fields = {**found.fields, **inputs_groups.around(wave, found.fields, inputs.organisations(place))}
    return _saved(request, place, wave, fields, "stay")


def _arranged(request: HttpRequest, wave: Wave) -> dict[str, Any]:
    """Merges, partners and who came and went, from the table on the page."""
    keys = {row["key"] for row in inputs_groups.rows(wave)}
    merges = {key: target for key in keys if (target := request.POST.get(f"merge-{key}", "")) in keys - {key}}
    seen = {
        row["key"]: chosen
        for row in inputs_groups.partners(wave)
        if (chosen := request.POST.get(f"seen-{row['key']}", ""))
    }
    turnover = [
        {"group": key, "joined": _number(request, f"joined-{key}"), "left": _number(request, f"left-{key}")}
        for key in sorted(keys)
        if request.POST.get(f"joined-{key}") or request.POST.get(f"left-{key}")
    ]
    return {"merges": merges, "seen": seen, "turnover": turnover}


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _saved(request: HttpRequest, place: Visit, wave: Wave, fields: dict[str, Any], then: str) -> HttpResponse:
    problem = save_fields(request, place, wave, fields)
    if problem:
        return _page(
            request, place, wave, GroupsForm(initial={"typed": _heading()}), status=422, problem=problem
        )
    return saved(request, place, wave, STEP, then=then)


def _page(
    request: HttpRequest, place: Visit, wave: Wave, form: GroupsForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    rows = inputs_groups.rows(wave)
    context = {
        **step_context(place, wave, STEP),
        "form": form,
        "rows": rows,
        "people": sum(row["invited"] for row in rows),
        "proposed": [row for row in rows if row["proposed"] and row["proposed"] != row["merged"]],
        "partners": inputs_groups.partners(wave),
        "together": inputs_groups.EVERYBODY_ELSE,
        "tables": inputs_plan.preview(wave) if rows else [],
        "previous": previous_of(wave),
        "partners_url": ""
        if rows or inputs.organisations(place)
        else assessed.fill_in_url(place, "partners"),
        **more,
    }
    return render(request, "survey/groups.html", context, status=status)
