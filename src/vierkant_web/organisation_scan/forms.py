"""The forms of the comparison: what is done about a difference, and the file of an export."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vierkant_web.organisation_scan.words import ANSWERS

Row = dict[str, Any]
LONG = 4000
MOST_BYTES = 2_000_000
FIELDS = ("name", "meaning", "noticed_by", "answer", "text", "owner", "due", "hours", "done")
MOST_HOURS = 1_000_000


class DifferenceForm(forms.Form):
    """One difference: what it means, who notices it, and what is done."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("What is the difference?"),
        max_length=200,
        error_messages={"required": _("Write in a few words what differs.")},
    )
    meaning = forms.CharField(
        label=_("What does it mean at work?"),
        help_text=_("Write it for somebody who does the work: what changes on a normal day?"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    noticed_by = forms.CharField(
        label=_("Who will notice?"), help_text=_("Groups, not persons."), required=False, max_length=500
    )
    answer = forms.ChoiceField(
        label=_("What do you do about it?"), choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("The agreement, the measure, or why it may stay"),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
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
        label=_("How many hours does it take?"),
        help_text=_("All together, of everybody. Reserve them, or it will not happen."),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        localize=True,
        error_messages={
            "invalid": _("Write a number, such as 40."),
            "min_value": _("It cannot be below zero."),
            "max_value": _("That is more than anybody can spend. Check the number."),
        },
    )
    done = forms.BooleanField(label=_("This is done"), required=False)

    def full_clean(self) -> None:
        """A date that cannot be read goes back into a box that can show it."""
        super().full_clean()
        if self.is_bound and "due" in self.errors:
            self.fields["due"].widget.input_type = "text"

    def row(self, standing: Row | None) -> Row:
        """The answers as a row of the dossier; what the form does not ask stays as it stands."""
        data = {name: self.cleaned_data.get(name) for name in FIELDS}
        kept = {name: value for name, value in (standing or {}).items() if name not in FIELDS}
        due = data.pop("due")
        hours = data.pop("hours")
        row = {name: value for name, value in data.items() if value not in ("", None, False)}
        if due is not None:
            row["due"] = due.isoformat()
        if hours is not None:
            row["hours"] = _hours(hours, (standing or {}).get("hours"))
        return {**kept, **row}


def _hours(value: float, before: Any) -> Any:
    """A figure keeps its source and range as long as its value stays."""
    if isinstance(before, dict) and before.get("value") == value:
        return before
    return {"value": value, "confidence": "estimated"}


def initial(row: Row) -> Row:
    """What a form shows of a row."""
    hours = row.get("hours")
    value = hours.get("value") if isinstance(hours, dict) else hours
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return {**row, "hours": value}


class FileForm(forms.Form):
    """The export of one partner, and the GEMMA list when there is one."""

    use_required_attribute = False
    partner = forms.ChoiceField(label=_("Of which partner is it?"))
    file = forms.FileField(
        label=_("The file with applications"),
        help_text=_("A CSV, at most 2 MB: the export of the Softwarecatalogus, or a list of your own."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
            "missing": _("Choose a file first."),
        },
    )
    components = forms.FileField(
        label=_("The GEMMA list of reference components"),
        help_text=_(
            "If you have it: names that are spelled otherwise are found, and components get their number."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"empty": _("This file is empty.")},
    )

    def __init__(self, *arguments: Any, partners: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["partner"] = forms.ChoiceField(label=_("Of which partner is it?"), choices=partners)

    def content(self, name: str) -> bytes:
        """What is in a file, no more of it than shows that it is too large; nothing when none was chosen."""
        found = self.cleaned_data.get(name)
        return bytes(found.read(MOST_BYTES + 1)) if found else b""
