"""The form in which a council's view on one point is set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vierkant_web.grip.words import NOT_YET, STANCES

Row = dict[str, Any]
FIELDS = ("stance", "change", "decided_on")
NOTHING = "nothing"
LONG = 4000
"""Characters, as the dossier allows."""


class DayField(forms.DateField):
    """A date, kept as the text that a dossier holds: 2027-01-31. What cannot be read as a date stays in sight."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(widget=widget, input_formats=formats, required=False, **kwargs)
        self.error_messages["invalid"] = _("Write a date as day-month-year, such as 31-01-2027.")

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return found.isoformat() if found else None

    def prepare_value(self, value: Any) -> Any:
        return value


class ViewForm(forms.Form):
    """What a council thinks of a point; choosing "nothing said yet" takes its view away."""

    use_required_attribute = False
    stance = forms.ChoiceField(
        label=_("What does the council think?"),
        choices=[*STANCES.items(), (NOTHING, NOT_YET)],
        widget=forms.RadioSelect,
    )
    change = forms.CharField(
        label=_("What would have to change?"),
        help_text=_(
            "Needed with “in favour if it changes”. Write it so that another council can agree with it."
        ),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decided_on = DayField(
        label=_("On which day did the council decide this?"),
        help_text=_("Leave it empty while it is a draft."),
    )

    def full_clean(self) -> None:
        """A date that cannot be read goes back into a box that can show it."""
        super().full_clean()
        if self.is_bound and "decided_on" in self.errors:
            self.fields["decided_on"].widget.input_type = "text"

    def clean(self) -> Row:
        """A condition without its text helps nobody."""
        data: Row = dict(super().clean() or {})
        if (
            data.get("stance") == "agrees_if_changed"
            and not data.get("change")
            and "change" not in self.errors
        ):
            self.add_error("change", _("Write what would have to change for this council."))
        return data

    def answers(self) -> Row | None:
        """The answers that were given, by the name in the dossier; None when the council has said nothing yet."""
        if self.cleaned_data["stance"] == NOTHING:
            return None
        return {name: value for name in FIELDS if (value := self.cleaned_data.get(name))}
