"""The small forms in place: planning something of the library, and a question with its answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vierkant_web.change.forms import DayField

Row = dict[str, Any]
Choices = Iterable[tuple[str, Any]]
LONG, SHORT, QUESTION = 4000, 200, 1000
"""Characters, as the dossier allows."""
ROLE = _("A role, such as director of operations. Never a name.")


class _RowForm(forms.Form):
    """One row of a section; what is not filled in does not stand in the row."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """A date that cannot be read goes back into a box that can show it."""
        super().full_clean()
        for name in self.errors if self.is_bound else ():
            if isinstance(self.fields.get(name), DayField):
                self.fields[name].widget.input_type = "text"

    def answers(self) -> Row:
        """The answers that were given, by the name in the dossier."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


class PlanForm(_RowForm):
    """Something of the library, planned for groups in a period."""

    name = forms.CharField(label=_("What is planned?"), max_length=SHORT)
    groups = forms.MultipleChoiceField(
        label=_("For which groups?"), help_text=_("Tick none if it is for all groups."), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    from_on = DayField(label=_("From which day?"))
    until_on = DayField(label=_("Until which day?"))
    owner = forms.CharField(label=_("Who sees to it?"), help_text=ROLE, max_length=SHORT, required=False)

    def __init__(self, *args: Any, groups: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = list(groups)  # type: ignore[attr-defined]

    def clean(self) -> Row:
        """The last day does not come before the first."""
        found: Row = super().clean() or {}
        if found.get("from_on") and found.get("until_on") and found["until_on"] < found["from_on"]:
            self.add_error("until_on", _("The last day comes before the first."))
        return found


class QuestionForm(_RowForm):
    """A question of a group, with its answer or the day on which the answer comes."""

    question = forms.CharField(
        label=_("The question"), help_text=_("In the words of who asks. No names."), max_length=QUESTION,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    group = forms.ChoiceField(label=_("Of which group?"), required=False)
    answer = forms.CharField(
        label=_("The answer"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    answered_on = DayField(label=_("Answered on"))
    answer_by = DayField(
        label=_("When does the answer come?"),
        help_text=_("Needed while there is no answer: a day gives more rest than a promise."),
    )
    decided_by = forms.CharField(label=_("Who decides?"), help_text=ROLE, max_length=SHORT, required=False)

    def __init__(self, *args: Any, groups: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("Of everybody")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> Row:
        """An answer has a day, and without an answer there is a day on which it comes."""
        found: Row = super().clean() or {}
        if found.get("answer") and not found.get("answered_on") and "answered_on" not in self.errors:
            self.add_error("answered_on", _("Say on which day it was answered."))
        if (
            found.get("question")
            and not found.get("answer")
            and not found.get("answer_by")
            and "answer_by" not in self.errors
        ):
            self.add_error("answer_by", _("Promise a day, or write the answer."))
        return found
