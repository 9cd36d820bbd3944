"""The conditions of a wave, on one page, for whoever signs them: works council and privacy officer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from vierkant_web.actions import Invalid
from vierkant_web.actions.waves_signing import NOTE_LIMIT, sign_wave, signatures_that_stand
from vierkant_web.models import SIGNING_ROLE, Condition, Wave
from vierkant_web.permissions import Permission, Visit
from vierkant_web.survey import inputs, inputs_groups, inputs_plan
from vierkant_web.survey.places import address, member_place, shared, wave_of
from vierkant_web.survey.words import LEGAL_BASES, refusal


class SignForm(forms.Form):
    """One condition."""

    use_required_attribute = False
    condition = forms.ChoiceField(widget=forms.HiddenInput)
    on = forms.DateField(
        label=gettext_lazy("Date of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={
            "required": gettext_lazy("Fill in the date of the decision."),
            "invalid": gettext_lazy("Write a date as day-month-year, such as 31-01-2027."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Reference or conditions"),
        help_text=gettext_lazy("Such as the number of the letter or report. No names of people."),
        required=False,
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, for_all: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Consent belongs to each undertaking: who acts for several says by what right (WOR 27).
        if for_all:
            self.fields["note"].required = True
            self.fields["note"].label = gettext("By what right do you sign for all organisations?")
            self.fields["note"].help_text = gettext(
                "Such as: joint works council by the decision of 12 March, or a letter of each of them. No names."
            )
            self.fields["note"].error_messages["required"] = gettext(
                "Say by what right you sign for all organisations."
            )
        self.fields["condition"].choices = Condition.choices  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """A date that cannot be read goes back into a box that can show it."""
        super().full_clean()
        if self.is_bound and "on" in self.errors:
            self.fields["on"].widget.input_type = "text"


@require_http_methods(["GET", "HEAD", "POST"])
def conditions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The whole configuration, who signed what, and the buttons of who looks."""
    place = member_place(request, slug)
    wave = wave_of(place, number)
    wrong: SignForm | None = None
    if request.method == "POST":
        if not place.access.may(Permission.SIGN):
            raise PermissionDenied
        # A refusal needs no right of others.
        for_all = _for_all(place, wave) and request.POST.get("answer") == "yes"
        form = SignForm(request.POST, prefix=_prefix(request.POST.get("sign", "")), for_all=for_all)
        if form.is_valid():
            _sign(request, place, wave, form)
            return HttpResponseRedirect(address(place, "survey_sign", number=number))
        wrong = form
    return render(request, "survey/sign.html", _context(place, wave, wrong), status=422 if wrong else 200)


def _prefix(condition: str) -> str:
    return condition if condition in Condition.values else Condition.DPIA_OUTCOME.value


def _sign(request: HttpRequest, place: Visit, wave: Wave, form: SignForm) -> None:
    agreed = request.POST.get("answer") == "yes"
    try:
        sign_wave(
            wave=wave,
            condition=form.cleaned_data["condition"],
            seen=request.POST.get("seen", ""),
            on=form.cleaned_data["on"],
            note=form.cleaned_data["note"],
            agreed=agreed,
            by=place.user,
        )
    except Invalid as error:
        messages.error(request, refusal(error.code, error.details))
    else:
        done = (
            gettext("You signed.")
            if agreed
            else gettext("Your refusal was recorded. The survey cannot open like this.")
        )
        messages.success(request, done)


def _context(place: Visit, wave: Wave, wrong: SignForm | None) -> dict[str, Any]:
    setup = inputs.setup_of(wave).to_plain()
    return {
        **shared(place, wave, gettext("Conditions")),
        "setup": setup,
        "basis": LEGAL_BASES.get(setup.get("legal_basis", ""), ""),
        "response": round(100 * setup["thresholds"]["response"]),
        "questionnaire": inputs.shown(wave),
        "rows": inputs_groups.rows(wave),
        "tables": inputs_plan.preview(wave),
        "seen": wave.digest,
        "problems": [row for row in inputs.problems(wave) if row["level"] == "red"],
        "conditions": _conditions(place, wave, wrong),
        "own_url": address(place, "survey_sign", number=wave.number),
        "for_all": _for_all(place, wave),
    }


def _conditions(place: Visit, wave: Wave, wrong: SignForm | None) -> list[dict[str, Any]]:
    """Each condition with its signatures, and a form for who may sign it."""
    names = wave.setup.get("organisations") or {}
    standing = signatures_that_stand(wave)
    rows = []
    for condition in Condition:
        own = [row for row in standing if row.condition == condition]
        mine = place.access.may(Permission.SIGN) and place.access.role == SIGNING_ROLE[condition]
        form = SignForm(
            prefix=condition.value,
            initial={"condition": condition.value, "on": _today()},
            for_all=_for_all(place, wave),
        )
        if wrong is not None and wrong.prefix == condition.value:
            form = wrong
        rows.append(
            {
                "id": condition.value,
                "title": condition.label,
                "who": SIGNING_ROLE[condition].label,
                "signatures": [
                    {"row": row, "organisation": names.get(row.organisation, row.organisation)} for row in own
                ],
                "form": form if mine else None,
                "signed": any(row.agreed and row.by_id == place.user.pk for row in own),
            }
        )
    return rows


def _for_all(place: Visit, wave: Wave) -> bool:
    """Whether this visitor would sign for more than one employer."""
    return not place.access.partner and len(wave.setup.get("organisations") or {}) > 1


def _today() -> date:
    return timezone.localdate()
