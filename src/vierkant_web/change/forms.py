"""The forms of an impact card: ten scores, and what people read.

Everything that is wrong is told at once, and all that was typed stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from vierkant_web.change.words import ASPECTS, SIZES, STATUSES

Row = dict[str, Any]
SCORES = [("", _("not scored")), *((str(score), str(score)) for score in range(len(SIZES)))]
ASPECT_FIELDS = ("changes", "stays", "on", "status", "answer_by")
CARD_FIELDS = (
    "changes", "stays", "status", "answer_by", "starts_on", "ends_on", "decided_by", "helped_by",
)  # fmt: skip
NOT_KNOWN = "not_yet_known"
LONG, SHORT = 4000, 200
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


def _long(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONG, widget=widget)


def _of(title: Any, question: Any) -> str:
    return f"{title}: {question}"


def _role(label: Any) -> forms.CharField:
    hint = _("A role, such as director of operations. Never a name.")
    return forms.CharField(label=label, help_text=hint, required=False, max_length=SHORT)


class ScoresForm(forms.Form):
    """The ten scores, 0 to 5; an aspect may stay open."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for aspect, title in ASPECTS.items():
            self.fields[aspect] = forms.ChoiceField(
                label=str(title), choices=SCORES, required=False, widget=forms.RadioSelect
            )

    def full_clean(self) -> None:
        """A date that cannot be read goes back into a box that can show it."""
        super().full_clean()
        for name in self.errors if self.is_bound else ():
            if isinstance(self.fields.get(name), DayField):
                self.fields[name].widget.input_type = "text"

    def scores(self) -> Row:
        """Aspect → score, without the open ones."""
        return {name: int(found) for name in ASPECTS if (found := self.cleaned_data.get(name))}

    def filled(self, names: Iterable[str], before: str = "") -> Row:
        """The answers that were given, by the name in the dossier."""
        return {name: value for name in names if (value := self.cleaned_data.get(before + name))}


class CardForm(ScoresForm):
    """What changes for one group, as the project sees it."""

    changes = _long(_("What changes?"), _("As the group itself would understand it, in a few sentences."))
    stays = _long(
        _("What stays the same?"), _("People ask this first. Name it, also when it speaks for itself.")
    )
    status = forms.ChoiceField(label=_("How firm is it?"), choices=list(STATUSES.items()), initial="intended")
    answer_by = DayField(
        label=_("When do staff hear what is not known?"),
        help_text=_("Needed when something is not yet known: a date gives more rest than a promise."),
    )
    starts_on = DayField(label=_("First day of the new situation"))
    ends_on = DayField(
        label=_("Last day of the support"), help_text=_("Not the first day: people learn afterwards.")
    )
    decided_by = _role(_("Who decides?"))
    helped_by = _role(_("Who helps?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_card = [("", _("as the whole card")), *STATUSES.items()]
        for aspect, title in ASPECTS.items():
            # The aspect stands in the label: in the list of errors ten dates look the same.
            self.fields |= {
                f"{aspect}_changes": _long(_of(title, _("what changes?")), rows=2),
                f"{aspect}_stays": _long(_of(title, _("what stays the same?")), rows=2),
                f"{aspect}_on": DayField(label=_of(title, _("from which day?"))),
                f"{aspect}_status": forms.ChoiceField(
                    label=_of(title, _("how firm is it?")), choices=as_card, required=False
                ),
                f"{aspect}_answer_by": DayField(label=_of(title, _("when do staff hear?"))),
            }

    def clean(self) -> Row:
        """What does not fit together, all at once."""
        data: Row = dict(super().clean() or {})
        text = _("Fill in the date on which staff hear the answer.")
        for before in ("", *(f"{aspect}_" for aspect in ASPECTS)):
            answer = f"{before}answer_by"
            if (
                data.get(f"{before}status") == NOT_KNOWN
                and not data.get(answer)
                and answer not in self.errors
            ):
                self.add_error(answer, text)
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The support cannot end before the new situation begins."))
        return data

    @property
    def aspects(self) -> list[dict[str, Any]]:
        """Per aspect its score, the fields behind it, and whether these are in use."""
        found = []
        for aspect in ASPECTS:
            more = [self[f"{aspect}_{name}"] for name in ASPECT_FIELDS]
            used = any(field.errors or field.value() for field in more)
            found.append({"id": aspect, "score": self[aspect], "more": more, "is_open": used})
        return found

    def card(self, group: str) -> Row:
        """The row of the section impact."""
        return {"id": group, **self.filled(CARD_FIELDS), **self.scores()}

    def aspect_rows(self, group: str, before: Iterable[Row]) -> list[Row]:
        """The rows of the section aspects; a row keeps its id, and a second one on an aspect stays as it is."""
        first: dict[str, Row] = {}
        others = [row for row in before if first.setdefault(row["aspect"], row) is not row]
        found = []
        for aspect in ASPECTS:
            filled = self.filled(ASPECT_FIELDS, f"{aspect}_")
            if filled:
                identifier = first[aspect]["id"] if aspect in first else f"{group[:40]}-{aspect}"
                found.append({"id": identifier, "group": group, "aspect": aspect, **filled})
        return found + others


class LeadForm(ScoresForm):
    """The same ten aspects as the group's own lead sees them."""

    note = _long(
        _("What should the project know?"), _("What do you see in the group that a number does not tell?")
    )

    @property
    def aspects(self) -> list[dict[str, Any]]:
        """The ten scores."""
        return [{"id": aspect, "score": self[aspect], "more": [], "is_open": False} for aspect in ASPECTS]

    def row(self, group: str) -> Row:
        """The row of the section lead_scores."""
        return {"id": group, **self.scores(), **self.filled(("note",))}


def initial_of(card: Mapping[str, Any] | None, aspects: Iterable[Mapping[str, Any]] = ()) -> Row:
    """The starting values of a form for what stands in the dossier."""
    found = {name: value for name, value in (card or {}).items() if name != "id"}
    for aspect in ASPECTS:
        if isinstance(found.get(aspect), int):
            found[aspect] = str(found[aspect])
    for row in aspects:
        for name in ASPECT_FIELDS:
            found.setdefault(f"{row['aspect']}_{name}", row.get(name))
    return found


def differences(form: ScoresForm, theirs: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every answer of a checked form that is not the one that stands: label, theirs, yours, in words."""
    rows = []
    for bound in form:
        yours, other = form.cleaned_data.get(bound.name) or "", theirs.get(bound.name) or ""
        if bound.name == "status":
            other = other or "intended"
        if str(yours) != str(other):
            rows.append({"label": bound.label, "theirs": _said(bound, other), "yours": _said(bound, yours)})
    return rows


def _said(bound: BoundField, value: Any) -> str:
    choices = dict(getattr(bound.field, "choices", ()))
    return str(choices.get(value, value))
