"""The form of one agreement that still has to be made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Row = dict[str, Any]
LONG = 4000
MOST = 1_000_000_000
FIELDS = ("name", "issue", "between", "text", "before_decision", "owner", "due", "hours", "euros", "done")
_WRONG_NUMBER = {
    "invalid": _("Write a number, such as 40."),
    "min_value": _("It cannot be below zero."),
    "max_value": _("That is too much. Check the number."),
}


class PactForm(forms.Form):
    """What must be agreed, between whom, by when, and whether the decision waits for it."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("What must be agreed?"),
        max_length=200,
        error_messages={"required": _("Write in a few words what must be agreed.")},
    )
    issue = forms.ChoiceField(label=_("About which issue is it?"), required=False)
    between = forms.MultipleChoiceField(
        label=_("Between whom?"),
        help_text=_("Choose nobody when it is between all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label=_("What was agreed, or what must stand in it?"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    before_decision = forms.BooleanField(
        label=_("This must be agreed before the decision"),
        help_text=_("As long as it is open, the decision waits for it."),
        required=False,
    )
    owner = forms.CharField(
        label=_("Who sees to it?"), help_text=_("A role, not a name."), required=False, max_length=200
    )
    due = forms.DateField(
        label=_("When is it ready?"),
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a date as day-month-year, such as 31-01-2027.")},
    )
    hours = forms.FloatField(
        label=_("How many hours does it take?"), required=False, min_value=0, max_value=MOST, localize=True,
        error_messages=_WRONG_NUMBER,
    )  # fmt: skip
    euros = forms.FloatField(
        label=_("What does it cost, once?"), required=False, min_value=0, max_value=MOST, localize=True,
        error_messages=_WRONG_NUMBER,
    )  # fmt: skip
    done = forms.BooleanField(label=_("This was agreed"), required=False)

    def __init__(
        self, *arguments: Any, issues: list[tuple[str, str]], partners: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.fields["issue"].choices = [("", _("About none of them")), *issues]  # type: ignore[attr-defined]
        self.fields["between"].choices = partners  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """A date that cannot be read goes back into a box that can show it."""
        super().full_clean()
        if self.is_bound and "due" in self.errors:
            self.fields["due"].widget.input_type = "text"

    def row(self, standing: Row | None) -> Row:
        """The answers as a row of the dossier; what the form does not ask stays as it stands."""
        before = standing or {}
        data: Row = {name: self.cleaned_data.get(name) for name in FIELDS}
        kept = {name: value for name, value in before.items() if name not in FIELDS}
        row: Row = {name: value for name, value in data.items() if value not in ("", None, False, [])}
        row["before_decision"] = bool(data["before_decision"])
        if data["due"] is not None:
            row["due"] = data["due"].isoformat()
        for name in ("hours", "euros"):
            if data[name] is not None:
                row[name] = _figure(data[name], before.get(name))
        return {**kept, **row}


def _figure(value: float, before: Any) -> Any:
    """A figure keeps its source and range as long as its value stays."""
    if isinstance(before, dict) and before.get("value") == value:
        return before
    return {"value": value, "confidence": "estimated"}


def initial(row: Mapping[str, Any]) -> Row:
    """What a form shows of a row."""
    shown = {"before_decision": True, **row}
    for name in ("hours", "euros"):
        figure = row.get(name)
        value = figure.get("value") if isinstance(figure, Mapping) else figure
        shown[name] = int(value) if isinstance(value, float) and value.is_integer() else value
    return shown
