"""The questions about positions: one small form per issue and body, and one about what may happen with the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vierkant_web.positions import inputs

Row = dict[str, Any]
LONGEST_FEAR = 1000
FIELDS = ("position", "regional", "importance", "fear")
NUMBERS = ("position", "regional", "importance")


class ScoreForm(forms.Form):
    """What one body thinks of one issue. Nothing is required: saying nothing is something else than no preference."""

    use_required_attribute = False
    position = forms.ChoiceField(
        label=_("What do you want, seen from your own municipality?"),
        required=False,
        widget=forms.RadioSelect,
    )
    importance = forms.ChoiceField(label=_("How much does it matter to you?"), required=False)
    regional = forms.ChoiceField(
        label=_("And seen from what is good for the region?"),
        help_text=_("Where the two differ, there is something to give or to ask."),
        required=False,
    )
    fear = forms.CharField(
        label=_("What are you afraid to lose?"),
        help_text=_("Write about the organisation, never about persons."),
        required=False,
        max_length=LONGEST_FEAR,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Make this shorter: at most 1,000 characters.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        nothing = [("", _("We say nothing about it yet"))]
        self.fields["position"].choices = [*inputs.stances(), *nothing]  # type: ignore[attr-defined]
        self.fields["regional"].choices = [*nothing, *inputs.stances()]  # type: ignore[attr-defined]
        self.fields["importance"].choices = [("", _("Choose")), *inputs.importances()]  # type: ignore[attr-defined]

    def clean(self) -> Row:
        """Who says how much it matters, says what it wants."""
        data: Row = super().clean() or {}
        if data.get("importance") and not data.get("position") and not self.errors:
            self.add_error("position", _("Say what you want: that it matters is only half of it."))
        return data

    @property
    def is_filled(self) -> bool:
        """Whether something was filled in, or something is wrong."""
        if self.is_bound:
            return any(self.data.get(self.add_prefix(name)) for name in FIELDS)
        return any(self.initial.get(name) not in (None, "") for name in FIELDS)

    def score(self) -> Row:
        """The answers as the dossier holds them; empty when nothing was filled in."""
        data: Row = {name: self.cleaned_data.get(name) for name in FIELDS}
        row: Row = {name: int(data[name]) for name in NUMBERS if data[name] not in (None, "")}
        return row | ({"fear": data["fear"]} if data["fear"] else {})


class HandlingForm(forms.Form):
    """What may happen with the answers, and whether they are ready."""

    use_required_attribute = False
    handling = forms.ChoiceField(
        label=_("What may happen with your answers, once all partners are ready?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what may happen with your answers.")},
    )
    ready = forms.BooleanField(
        label=_("We are ready: it may be opened together"),
        help_text=_("All see that you are ready, and nothing else. You can take it back until it is opened."),
        required=False,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["handling"].choices = inputs.handlings()  # type: ignore[attr-defined]


class Answers:
    """All forms of one partner: per issue four bodies, and what may happen with it."""

    def __init__(self, issues: list[Row], row: Mapping[str, Any], data: QueryDict | None = None) -> None:
        self.issues = issues
        scores = {(item.get("issue"), item.get("body", "executive")): item for item in row.get("scores", ())}
        self.forms = {
            (issue["id"], body): ScoreForm(
                data, prefix=f"{issue['id']}.{body}", initial=_initial(scores.get((issue["id"], body), {}))
            )
            for issue in issues
            for body in inputs.BODIES
        }
        self.handling = HandlingForm(
            data, initial={"handling": row.get("handling", "private"), "ready": row.get("ready", False)}
        )
        known = {issue["id"] for issue in issues}
        self.gone = [item for item in row.get("scores", ()) if item.get("issue") not in known]
        """Answers about issues that are not in the list any more; saving leaves them out."""

    @property
    def shown(self) -> list[Row]:
        """The issues with the forms of each body, for the template."""
        return [
            {
                "issue": issue,
                "number": number,
                "bodies": [
                    {
                        "body": body,
                        "word": inputs.body_word(body),
                        "form": self.forms[issue["id"], body],
                        "first": body == "executive",
                    }
                    for body in inputs.BODIES
                ],
            }
            for number, issue in enumerate(self.issues, 1)
        ]

    def is_valid(self) -> bool:
        """Check all of them; everything that is wrong is told at once."""
        checked = [form.is_valid() for form in (*self.forms.values(), self.handling)]
        return all(checked)

    @property
    def problems(self) -> list[Row]:
        """Everything that is wrong, in the order of the page."""
        found = []
        for (issue, body), form in self.forms.items():
            title = next(item["name"] for item in self.issues if item["id"] == issue)
            for name, errors in form.errors.items():
                where = (
                    f"#field-{form[name].auto_id}"
                    if form[name].use_fieldset
                    else f"#{form[name].id_for_label}"
                )
                found += [
                    {"label": f"{title}, {inputs.body_word(body).lower()}", "text": text, "url": where}
                    for text in errors
                ]
        for name, errors in self.handling.errors.items():
            label = str(self.handling.fields[name].label)
            found += [
                {"label": label, "text": text, "url": f"#field-{self.handling[name].auto_id}"}
                for text in errors
            ]
        return found

    def row(self) -> Row:
        """The answers as the dossier holds them."""
        scores = [
            {"issue": issue, "body": body, **score}
            for (issue, body), form in self.forms.items()
            if (score := form.score())
        ]
        data = self.handling.cleaned_data
        return {"scores": scores, "handling": data["handling"], "ready": data["ready"]}


def _initial(score: Mapping[str, Any]) -> Row:
    return {name: "" if score.get(name) is None else str(score[name]) for name in FIELDS}
