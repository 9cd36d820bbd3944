"""The step of the questionnaire: one of ours, or a file of your own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from vierkant_web.survey import inputs
from vierkant_web.survey.saving import save_fields
from vierkant_web.survey.steps import prepared, saved, step_context

STEP = "vragen"
MOST_BYTES = 200_000
KEEP, OWN = "keep", "own"


class QuestionsForm(forms.Form):
    """Which questionnaire."""

    use_required_attribute = False
    choice = forms.ChoiceField(
        label=gettext_lazy("Which questionnaire do you use?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a questionnaire.")},
    )
    file = forms.FileField(
        label=gettext_lazy("Your own questionnaire"),
        help_text=gettext_lazy(
            "A text file (.toml), made like one of ours. Use only questions that you may use: the file says under which"
            " licence."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )

    def __init__(self, *args: Any, now: str, offers: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [(KEEP, gettext("What stands now: %(title)s") % {"title": now})] if now else []
        ours = [
            (row["key"], gettext("%(title)s (%(count)s questions, about %(minutes)s minutes)") % row)
            for row in offers
        ]
        field = self.fields["choice"]
        field.choices = [*kept, *ours, (OWN, gettext("A file of our own"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A file only when it is asked for, and then a readable one."""
        data = super().clean() or {}
        file = data.get("file")
        if data.get("choice") == OWN and not self.errors:
            if file is None:
                self.add_error("file", gettext("Choose a file."))
            elif file.size > MOST_BYTES:
                self.add_error("file", gettext("Choose a file of at most 200 kB."))
        return data


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Choose, and see everything that is asked."""
    place, wave = prepared(request, slug, number)
    shown, offers = inputs.shown(wave), inputs.shipped()
    now = shown["title"] if shown else ""
    sent = request.method == "POST"
    form = QuestionsForm(
        request.POST if sent else None, request.FILES if sent else None, now=now, offers=offers,
        initial={"choice": KEEP if now else ""},
    )  # fmt: skip
    problem, problems = "", []
    if form.is_bound and form.is_valid():
        if form.cleaned_data["choice"] == KEEP:
            return saved(request, place, wave, STEP)
        try:
            problem = save_fields(request, place, wave, {"questionnaire": _chosen(form)})
        except inputs.QuestionnaireError as error:
            problems = inputs.sentences(error.problems)
        else:
            if not problem:
                return saved(request, place, wave, STEP)
    context = {
        **step_context(place, wave, STEP),
        "form": form,
        "problem": problem,
        "problems": problems,
        "shown": shown,
        "offers": offers,
    }
    return render(request, "survey/questions.html", context, status=422 if form.is_bound else 200)


def _chosen(form: QuestionsForm) -> dict[str, Any]:
    if form.cleaned_data["choice"] != OWN:
        return inputs.shipped_questionnaire(form.cleaned_data["choice"])
    return inputs.own_questionnaire(form.cleaned_data["file"].read().decode("utf-8-sig", errors="replace"))
