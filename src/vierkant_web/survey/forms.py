"""The forms of the steps. Each knows which part of the setup it shows and what it makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vierkant_web.survey.inputs import FLOORS, moment
from vierkant_web.survey.words import LEGAL_BASES, TABLES

Plain = dict[str, Any]
LONG = 4000


class StepForm(forms.Form):
    """A step: what stands in the setup → the form → what it changes."""

    use_required_attribute = False

    @classmethod
    def shown(cls, setup: Mapping[str, Any]) -> Plain:
        """What the form shows at first."""
        return {name: setup.get(name) for name in cls.base_fields}

    def fields_of_setup(self) -> Plain:
        """What is saved; None takes a field away."""
        return {name: value if value != "" else None for name, value in self.cleaned_data.items()}


def _text(
    label: Any, hint: Any = "", *, rows: int = 4, most: int = LONG, required: bool = False
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, widget=widget)


class PurposeForm(StepForm):
    """What and why."""

    name = forms.CharField(
        label=_("What is this survey called?"),
        help_text=_("People who answer see this name. For example: How we work, spring 2027."),
        max_length=200,
        error_messages={"required": _("Give the survey a name.")},
    )
    purpose = _text(
        _("What will you use the results for?"),
        _("Say it so that an employee understands it. Use the results for nothing else."),
    )
    legal_basis = forms.ChoiceField(
        label=_("On which ground of the privacy law do you ask this?"),
        help_text=_(
            "Public task and legitimate interest are both named; it is not settled. Consent is weak at work. Ask your"
            " privacy officer."
        ),
        required=False,
        choices=[("", _("Not chosen yet")), *LEGAL_BASES.items()],
    )
    legal_basis_note = _text(_("Why this ground?"), rows=2)


class MomentField(forms.DateTimeField):
    """A day and a time, in the time of the Netherlands."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M", "%d-%m-%Y"]
        super().__init__(widget=widget, input_formats=formats, required=False, **kwargs)
        self.error_messages["invalid"] = _("Write a day and a time, such as 31-01-2027 09:00.")

    def prepare_value(self, value: Any) -> Any:
        """What the setup holds, in the time of the Netherlands; what somebody typed stays as it was typed."""
        if isinstance(value, str):
            try:
                found = datetime.fromisoformat(value)
            except ValueError:
                return value
            value = found if timezone.is_aware(found) else value
        return super().prepare_value(value)


class DatesForm(StepForm):
    """Opening, closing and the day on which answers go."""

    opens_at = MomentField(label=_("When does it open?"), help_text=_("Everybody begins at the same moment."))
    closes_at = MomentField(
        label=_("When does it close?"),
        help_text=_(
            "Two weeks suit most people, also those who work part-time. At this moment the codes are destroyed."
        ),
    )
    delete_answers_on = forms.DateField(
        label=_("On which day are the separate answers deleted?"),
        help_text=_(
            "The results of groups stay. Leave time to release them: the answers are needed for that."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": _("Write a date as day-month-year, such as 31-01-2027.")},
    )

    def full_clean(self) -> None:
        """What cannot be read goes back into a box that can show it."""
        super().full_clean()
        for name in self.errors if self.is_bound else ():
            if name in self.fields:
                self.fields[name].widget.input_type = "text"

    def fields_of_setup(self) -> Plain:
        found = super().fields_of_setup()
        for name, value in found.items():
            if isinstance(value, datetime):
                found[name] = moment(value if timezone.is_aware(value) else timezone.make_aware(value))
            elif isinstance(value, date):
                found[name] = value.isoformat()
        return found


def _people(label: Any, low: int, hint: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"min": low})
    return forms.IntegerField(label=label, help_text=hint, min_value=low, max_value=100, widget=widget)


class ThresholdsForm(StepForm):
    """From how many people, and which tables."""

    tables = forms.MultipleChoiceField(
        label=_("Which results may be shown?"),
        help_text=_(
            "You choose this now, and it cannot be added to later. Team and kind of work are never crossed."
        ),
        choices=[(key, name) for key, (name, _dimensions) in TABLES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one table.")},
    )
    respondents = _people(
        _("From how many people who answered may a result be shown?"),
        FLOORS["respondents"],
        _("Seven is our advice; fewer than five is never possible."),
    )
    invited = _people(_("And from how many people who were invited?"), FLOORS["respondents"])
    response = forms.IntegerField(
        label=_("And from which share that answered, in per cent?"), min_value=0, max_value=100
    )
    open_text = _people(
        _("How many people of an organisation must have written something, before the guide reads it?"),
        FLOORS["open_text"],
    )
    means = _people(_("From how many people may an average be shown?"), FLOORS["respondents"])

    @classmethod
    def shown(cls, setup: Mapping[str, Any]) -> Plain:
        limits = dict(setup["thresholds"])
        limits["response"] = round(100 * limits["response"])
        return {**limits, "tables": [table["key"] for table in setup["tables"]]}

    def fields_of_setup(self) -> Plain:
        found = dict(self.cleaned_data)
        chosen = set(found.pop("tables"))
        found["response"] = found["response"] / 100
        tables = [
            {"key": key, "dimensions": list(dims)} for key, (_name, dims) in TABLES.items() if key in chosen
        ]
        return {"thresholds": found, "tables": tables}


class ContactForm(StepForm):
    """How people get their code, and where they can ask."""

    channel = forms.ChoiceField(
        label=_("How do people get their code?"),
        help_text=_("Paper leaves no traces. Mail is easier, but mail servers keep who got which message."),
        choices=[("paper", _("On paper, handed out per group")), ("mail", _("By mail"))],
        widget=forms.RadioSelect,
    )
    works_council_contact = forms.CharField(
        label=_("Where can people ask the works council something?"),
        help_text=_("A role with a telephone number or room. Never a name."),
        required=False,
        max_length=200,
    )
    privacy_contact = forms.CharField(
        label=_("Where can people ask about their data?"),
        help_text=_("A role, such as the data protection officer, with how to reach it."),
        required=False,
        max_length=200,
    )


class FollowUpForm(forms.Form):
    """What was done with a survey."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("What did you do with the results?"),
        help_text=_("Staff read this before they are asked again. Say what changed, what did not, and why."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what you did, or why you did nothing.")},
    )


FORMS: Mapping[str, type[StepForm]] = {
    "waarom": PurposeForm,
    "planning": DatesForm,
    "drempels": ThresholdsForm,
    "uitnodigen": ContactForm,
}
