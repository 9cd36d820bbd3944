"""The forms of the page about the text: the text to look in, and the checklist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

_YES_NO = (("", _("Not looked yet")), ("yes", _("Yes")), ("no", _("No")))
_PRESENT = (("", _("Not looked yet")), ("yes", _("In the text")), ("no", _("Not in the text")))
_TEXT_FIELDS: dict[str, tuple[Any, Any]] = {
    "concluded_on": (
        _("On which day was the arrangement concluded?"),
        _("Or the day on which you want to decide."),
    ),
    "amended_on": (_("On which day was it last changed?"), _("Leave it empty when you do not know.")),
    "exit_needs_consent": (
        _("Does leaving depend on the consent of the board or of other participants?"),
        _("The consent of the own council does not count: the act asks for that."),
    ),
    "general_board": (_("How many members does the general board have?"), ""),
    "executive_board": (_("How many members does the executive board have?"), _("Including the chair.")),
    "executive_from_general": (_("How many of them come from the general board?"), ""),
    "executive_municipalities": (_("From how many municipalities do they come?"), ""),
    "appointing_municipalities": (_("How many municipalities appoint a member of the board?"), ""),
    "all_councils_want_committee": (
        _("Did every council propose the joint advisory committee?"),
        _("Only if the text has such a committee."),
    ),
}
_DAYS = ("concluded_on", "amended_on")
_CHOICES = ("exit_needs_consent", "all_councils_want_committee")


class TextForm(forms.Form):
    """A text to look in: pasted, or a file."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Paste the text of the arrangement"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("A Word document (.docx) or a text file (.txt), at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
        error_messages={"empty": _("This file is empty.")},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not found.get("file") and not (found.get("text") or "").strip():
            raise forms.ValidationError(_("Paste a text, or choose a file."))
        return found


class ChecklistForm(forms.Form):
    """A line per clause, and what the text says about days, leaving and boards."""

    use_required_attribute = False

    def __init__(self, *args: Any, clauses: Sequence[str], asked: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = tuple(asked)
        for clause in clauses:
            self.fields[f"present_{clause}"] = forms.ChoiceField(
                choices=_PRESENT, required=False, label=_("Is it in the text?")
            )
            self.fields[f"place_{clause}"] = forms.CharField(
                max_length=200, required=False, label=_("Where does it stand?")
            )
        for name in self.asked:
            self.fields[name] = _field(name)

    def questions(self) -> Iterator[BoundField]:
        """The questions beside the clauses."""
        return (self[name] for name in self.asked)


def _field(name: str) -> forms.Field:
    label, hint = _TEXT_FIELDS[name]
    if name in _DAYS:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=label, help_text=hint, required=False, widget=widget)
    if name in _CHOICES:
        return forms.ChoiceField(
            choices=_YES_NO, label=label, help_text=hint, required=False, widget=forms.RadioSelect
        )
    return forms.IntegerField(label=label, help_text=hint, required=False, min_value=0, max_value=500)
