"""After the closing: what may be shown and what not, and the open answers for the guide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web.actions import Invalid
from vierkant_web.actions.waves_open_answers import (
    SUMMARY_LIMIT,
    organisations_with_open_answers,
    read_open_answers,
    write_open_summary,
)
from vierkant_web.models import OpenSummary, Wave, WaveState
from vierkant_web.permissions import Permission, Visit
from vierkant_web.survey import cells, inputs, inputs_cells, inputs_results
from vierkant_web.survey.places import address, member_place, shared, wave_of
from vierkant_web.survey.words import refusal

_AFTER = (WaveState.CLOSED, WaveState.RELEASED)


class SummaryForm(forms.Form):
    """What others may know of the open answers."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Your summary"),
        help_text=gettext_lazy(
            "In your own words: no quotation, no name, nothing that points to a person or a small team."
        ),
        max_length=SUMMARY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Write the summary first.")},
    )


@require_safe
def result(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is shown, what is withheld and why; and the summaries of open answers."""
    place = member_place(request, slug)
    wave = wave_of(place, number)
    if wave.state != WaveState.RELEASED:
        return HttpResponseRedirect(address(place, "survey_wave", number=number))
    decided = inputs_results.decided(wave)
    context = {
        **shared(place, wave, gettext("What may be shown")),
        "decided": decided,
        **(_numbers(place, wave, decided) if decided else {}),
        "summaries": _summaries(wave),
        "culture_url": address(place, "organisation_scan_culture"),
        "open_url": address(place, "survey_open_answers", number=number),
        "follow_up_url": address(place, "survey_follow_up", number=number),
    }
    return render(request, "survey/result.html", context)


def _numbers(place: Visit, wave: Wave, decided: dict[str, Any]) -> dict[str, Any]:
    """The addresses of the cells, the compact table of them, and the files."""
    found = inputs_cells.cells(wave)
    urls = cells.links(place, wave, found)
    for table in decided["tables"]:
        for row in table["shown"]:
            row["url"] = urls.get(row["key"], "")
    hidden = {row["name"]: row["reason"] for table in decided["tables"] for row in table["hidden"]}
    made = inputs_cells.compact(found, hidden)
    columns = (gettext("Group"), *made["titles"], gettext("Why not"))
    by_name = {cell["name"]: urls[key] for key, cell in found.items()}
    return {
        "columns": [{"title": title} for title in columns],
        "rows": [[{"text": row[0], "url": by_name.get(row[0], "")}, *row[1:]] for row in made["rows"]],
        "files": [
            {"form": form.upper(), "url": address(place, "survey_cells_file", number=wave.number, form=form)}
            for form in cells.FORMS
            if found
        ],
    }


def _summaries(wave: Wave) -> list[dict[str, Any]]:
    names = wave.setup.get("organisations") or {}
    rows = OpenSummary.objects.filter(wave=wave)
    return [{"organisation": names.get(row.organisation, row.organisation), "text": row.text} for row in rows]


@require_safe
def open_answers(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For the guide: of which organisations there is something to read."""
    place, wave = _guide(request, slug, number)
    found: tuple[str, ...] = ()
    problem = ""
    try:
        found = organisations_with_open_answers(wave=wave, by=place.user)
    except Invalid as error:
        problem = refusal(error.code, error.details)
    names = wave.setup.get("organisations") or {}
    written = set(OpenSummary.objects.filter(wave=wave).values_list("organisation", flat=True))
    context = {
        **shared(place, wave, gettext("Open answers")),
        "problem": problem,
        "open_text": inputs.setup_of(wave).thresholds.open_text,
        "rows": [
            {
                "name": names.get(key, key),
                "url": address(place, "survey_open_answers_of", number=number, organisation=key),
                "written": key in written,
            }
            for key in found
        ],
    }
    return render(request, "survey/open_answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_answers_of(request: HttpRequest, slug: str, number: int, organisation: str) -> HttpResponse:
    """Read the texts of one organisation, shuffled anew each time, and write the summary."""
    place, wave = _guide(request, slug, number)
    names = wave.setup.get("organisations") or {}
    if organisation not in names:
        raise Http404
    there = OpenSummary.objects.filter(wave=wave, organisation=organisation).first()
    form = SummaryForm(
        request.POST if request.method == "POST" else None, initial={"text": there.text if there else ""}
    )
    problem = _write(form, place, wave, organisation) if form.is_bound and form.is_valid() else ""
    if form.is_bound and form.is_valid() and not problem:
        messages.success(request, gettext("Saved. Members of the project can read your summary."))
        return HttpResponseRedirect(address(place, "survey_open_answers", number=number))
    texts, unreadable = _texts(place, wave, organisation)
    context = {
        **shared(place, wave, gettext("Open answers: %(name)s") % {"name": names[organisation]}),
        "form": form,
        "problem": problem or unreadable,
        "texts": texts,
        "may_write": bool(texts) or there is not None,
    }
    return render(request, "survey/open_answers_of.html", context, status=422 if form.is_bound else 200)


def _guide(request: HttpRequest, slug: str, number: int) -> tuple[Visit, Wave]:
    place = member_place(request, slug, Permission.READ_OPEN)
    wave = wave_of(place, number)
    if wave.state not in _AFTER:
        raise Http404
    return place, wave


def _write(form: SummaryForm, place: Visit, wave: Wave, organisation: str) -> str:
    try:
        write_open_summary(
            wave=wave, organisation=organisation, text=form.cleaned_data["text"], by=place.user
        )
    except Invalid as error:
        return refusal(error.code, error.details)
    return ""


def _texts(place: Visit, wave: Wave, organisation: str) -> tuple[list[dict[str, Any]], str]:
    questions = inputs_results.question_words(wave)
    try:
        found = read_open_answers(wave=wave, organisation=organisation, by=place.user)
    except Invalid as error:
        return [], refusal(error.code, error.details)
    return [
        {"question": questions.get(key.removeprefix("open."), key), "texts": texts} for key, texts in found
    ], ""
