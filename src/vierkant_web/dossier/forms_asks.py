"""What a form asks, written down once: from it come the fields, the content of the dossier and the readable version.

An `Ask` is one key of a row of the dossier. A figure is one number on screen; how it is known, its source, its year
and its range stand in a disclosure behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier.forms_numbers import DayField, DaysField, NumberField, PeriodsField, WholeField

Words = str | Promise
Choices = Sequence[tuple[str, Words]]
Row = Mapping[str, Any]

ASSUMED = "assumed"
OPEN = "open"
"""A yes/no question that nobody answered yet."""
PUBLISHED = "published"
CONFIDENCES: Choices = (
    (ASSUMED, _("Assumed: nobody measured it yet")),
    ("estimated", _("Estimated: worked out from other figures")),
    ("measured", _("Measured: from our own records")),
    (PUBLISHED, _("Published: it stands in a source that others can read")),
)
FIGURES = ("figure", "share", "growth")
PERCENTAGES = ("share", "growth")
"""Figures that people write as a percentage; a growth may lie below zero."""
SPREADS: Choices = (
    ("", _("Let us choose")),
    ("normal", _("Around the middle, as far up as down")),
    ("lognormal", _("Lopsided: it may turn out much higher, never below zero")),
    ("triangular", _("A triangle: the further from the middle, the less likely")),
    ("uniform", _("Everything between lowest and highest is as likely")),
)
"""How a range is spread, in words for people."""
_ANY_ROW = "\x00"
_DETAILS = ("confidence", "source", "year", "low", "high", "distribution")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    ``kind``: text, long, day, days, periods, whole, number, percent, figure, share, growth, choice, choices, score,
    yes_no or tick.
    """

    name: str
    kind: str
    label: Words
    hint: Words = ""
    why: Words = ""
    unit: Words = ""
    choices: Choices = ()
    required: bool = False
    more: bool = False
    """Stands behind "more about this": not needed to begin with."""
    counts: bool = False
    """Without it the row counts as partly filled in."""
    group: Words = ""
    """The heading above this question and those after it."""
    default: Any = None
    suggestions: str = ""
    """The id of a list of suggestions in the page."""
    depends_on: str = ""
    """The yes/no question that must be answered with yes before this one makes sense."""
    readonly_names: tuple[str, ...] = ()
    maximum: int | None = None
    beside: bool = False
    """Stands beside the question before it when that one may stand beside another too."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question as a template shows it."""

    ask: Ask
    bound: BoundField
    details: tuple[BoundField, ...] = ()
    range: tuple[BoundField, ...] = ()
    spread: BoundField | None = None
    known: Words = ""
    depends_on: str = ""

    @property
    def details_html(self) -> str:
        """How the figure is known, its source, year and range. A page has hundreds of these, nearly all the same:
        each kind is rendered once, and after that only the name of its row is put in.
        """
        form: Any = self.bound.form
        base = f"{self.bound.html_name}__"
        bounds = (*self.details, *self.range, *((self.spread,) if self.spread else ()))
        if any(bound.errors for bound in bounds):
            return self._render()
        key = (self.ask.kind, *(str(bound.value() or "") for bound in bounds), base.count("__prefix__"))
        if key not in form.context.rendered:
            form.context.rendered[key] = self._render().replace(base, _ANY_ROW)
        html: str = form.context.rendered[key].replace(_ANY_ROW, base)
        return mark_safe(html)  # noqa: S308 - made by the template

    def _render(self) -> str:
        shown = {"details": self.details, "range": self.range, "spread": self.spread}
        return render_to_string("dossier/fill_in_details.html", shown)

    @property
    def has_open_details(self) -> bool:
        """Whether something in the disclosure asks for attention."""
        bounds = (self.bound, *self.details, *self.range, *((self.spread,) if self.spread else ()))
        return any(bound.errors for bound in bounds) and bool(self.details)


@dataclass
class Context:
    """What the fields need to know: the sources that may be named, by key."""

    sources: Choices = ()
    rendered: dict[tuple[Any, ...], str] = field(default_factory=dict)
    """Disclosures that this page has already made: most rows have the same one."""


class AskForm(forms.Form):
    """The form of one row. Made by `ask_form`."""

    use_required_attribute = False
    asks: tuple[Ask, ...]
    context: Context

    @property
    def items(self) -> list[Item]:
        """The questions in order, each with its disclosure."""
        return [self._item(ask) for ask in self.asks]

    @property
    def main_items(self) -> list[Item]:
        """What is asked at once."""
        return [item for item in self.items if not item.ask.more]

    @property
    def main_groups(self) -> list[list[Item]]:
        """The same in groups: what stands beside each other is one group."""
        groups: list[list[Item]] = []
        for item in self.main_items:
            joins = item.ask.beside and not item.ask.group and groups and groups[-1][-1].ask.beside
            if joins:
                groups[-1].append(item)
            else:
                groups.append([item])
        return groups

    @property
    def more_items(self) -> list[Item]:
        """What stands behind "more about this"."""
        return [item for item in self.items if item.ask.more]

    @property
    def more_is_open(self) -> bool:
        """Whether something behind the disclosure asks for attention."""
        return any(
            bound.errors
            for item in self.more_items
            for bound in (item.bound, *item.details, *item.range, *((item.spread,) if item.spread else ()))
        )

    def _item(self, ask: Ask) -> Item:
        depends_on = self.add_prefix(ask.depends_on) if ask.depends_on else ""
        if ask.kind not in FIGURES:
            return Item(ask, self[ask.name], depends_on=depends_on)
        details = tuple(self[f"{ask.name}__{name}"] for name in _DETAILS)
        return Item(
            ask,
            self[ask.name],
            details[:2],
            details[2:5],
            details[5],
            _known(details[0].value()) if self[ask.name].value() not in (None, "") else "",
        )

    def clean(self) -> dict[str, Any]:
        """A figure holds together before the dossier is asked: words about a field belong at that field."""
        data = dict(super().clean() or {})
        for ask in self.asks:
            if ask.kind in FIGURES and data.get(ask.name) is None and ask.name not in self.errors:
                if any(data.get(f"{ask.name}__{name}") is not None for name in ("low", "high")):
                    self.add_error(
                        ask.name, _("Fill in the number itself too, or clear its lowest and highest.")
                    )
            elif ask.kind in FIGURES:
                self._check_range(data, ask)
                self._check_spread(data, ask)
                self._check_source(data, f"{ask.name}__confidence", f"{ask.name}__source")
        if {"confidence", "source"} <= self.fields.keys():
            self._check_source(data, "confidence", "source")
        return data

    def _check_range(self, data: Mapping[str, Any], ask: Ask) -> None:
        """The dossier would tell a share as 0.2; people wrote 20%. Other figures it tells as they were written."""
        if ask.kind not in PERCENTAGES:
            return
        value, low, high = (data.get(name) for name in (ask.name, f"{ask.name}__low", f"{ask.name}__high"))
        if value is not None and low is not None and high is not None and not low <= value <= high:
            self.add_error(
                ask.name,
                _("This number does not lie between its lowest and highest. Correct one of the three."),
            )

    def _check_spread(self, data: Mapping[str, Any], ask: Ask) -> None:
        """The dossier would say it at the number; the words belong at the choice."""
        spread, low, high = (data.get(f"{ask.name}__{name}") for name in ("distribution", "low", "high"))
        if spread and (low is None or high is None):
            self.add_error(
                f"{ask.name}__distribution", _("Fill in a lowest and a highest too, or let us choose.")
            )
        elif spread == "lognormal" and low is not None and low <= 0:
            self.add_error(
                f"{ask.name}__distribution",
                _("This can only be when the lowest lies above zero. Choose another one."),
            )

    def _check_source(self, data: Mapping[str, Any], confidence: str, source: str) -> None:
        if data.get(confidence) == PUBLISHED and not data.get(source):
            self.add_error(
                source, _("Choose the source where it was published, or choose another way it is known.")
            )

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in: what is set already does not count."""
        names = (
            name
            for ask in self.asks
            if ask.kind not in ("tick", "yes_no") and ask.default is None
            for name in (
                ask.name,
                *(f"{ask.name}__{part}" for part in ("low", "high") if ask.kind in FIGURES),
            )
        )
        answered = any(
            self.data.get(self.add_prefix(ask.name)) in ("yes", "no")
            for ask in self.asks
            if ask.kind == "yes_no"
        )
        return not answered and not any(
            str(self.data.get(self.add_prefix(name)) or "").strip() for name in names
        )

    def row(self) -> dict[str, Any]:
        """The content for the dossier; what was left empty is left out."""
        found: dict[str, Any] = {}
        for ask in self.asks:
            value = self._value(ask)
            if value is None:
                continue
            table, _dot, key = ask.name.partition(".")
            if key:
                found.setdefault(table, {})[key] = value
            else:
                found[ask.name] = value
        return found

    def _makes_sense(self, ask: Ask) -> bool:
        """Whether the question that this one depends on, and the one behind that, are answered with yes."""
        if not ask.depends_on:
            return True
        needed = next((other for other in self.asks if other.name == ask.depends_on), None)
        is_yes = self.cleaned_data.get(ask.depends_on) == "yes"
        return is_yes and (needed is None or self._makes_sense(needed))

    def _value(self, ask: Ask) -> Any:
        data = self.cleaned_data
        value = data.get(ask.name)
        if not self._makes_sense(ask):
            return None
        if ask.kind == "yes_no":
            return {"yes": True, "no": False}.get(value or "")
        if ask.kind == "tick":
            return None if value == ask.default or (ask.default is None and not value) else bool(value)
        if value in (None, "", []):
            return None
        if ask.kind in FIGURES:
            details = {name: data.get(f"{ask.name}__{name}") for name in _DETAILS}
            return {"value": value} | {name: part for name, part in details.items() if part not in (None, "")}
        if ask.kind == "choices":
            return sorted(value)
        return value


def _known(confidence: Any) -> Words:
    return dict(CONFIDENCES).get(str(confidence or ASSUMED), "")


def ask_form(asks: Iterable[Ask], context: Context, *, rows: bool = False) -> type[AskForm]:
    """The form class for these questions; with ``rows`` it also has a hidden key and a box to remove it."""
    asks = tuple(asks)
    fields: dict[str, Any] = {}
    for ask in asks:
        fields[ask.name] = _field(ask, context)
        if ask.kind in FIGURES:
            fields |= {f"{ask.name}__{name}": made for name, made in _detail_fields(ask, context).items()}
    if rows:
        fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)
        fields["DELETE"] = forms.BooleanField(required=False, label=_("Remove"))
    return type("RowForm", (AskForm,), fields | {"asks": asks, "context": context})


def _field(ask: Ask, context: Context) -> forms.Field:
    common: dict[str, Any] = {"label": ask.label, "help_text": ask.hint, "required": ask.required}
    made: forms.Field
    if ask.kind in FIGURES:
        made = NumberField(percent=ask.kind in PERCENTAGES, below_zero=ask.kind == "growth", **common)
    elif ask.kind in ("number", "percent"):
        made = NumberField(grouped=False, percent=ask.kind == "percent", **common)
    elif ask.kind == "whole":
        made = WholeField(**common)
    elif ask.kind == "day":
        made = DayField(**common)
    elif ask.kind in ("days", "periods"):
        made = DaysField(**common) if ask.kind == "days" else PeriodsField(**common)
    elif ask.kind == "tick":
        made = forms.BooleanField(**common)
    elif ask.kind == "yes_no":
        options = [*ask.choices, (OPEN, _("Not known yet"))]
        made = forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    elif ask.kind == "choices":
        made = forms.MultipleChoiceField(choices=ask.choices, widget=forms.CheckboxSelectMultiple, **common)
    elif ask.kind == "score":
        made = forms.TypedChoiceField(choices=ask.choices, coerce=int, empty_value=None, **common)
    elif ask.kind == "choice":
        choices = context.sources if ask.name == "source" else ask.choices
        made = forms.ChoiceField(choices=choices, **common)
    else:
        widget = forms.Textarea(attrs={"rows": 3}) if ask.kind == "long" else forms.TextInput()
        made = forms.CharField(
            widget=widget, max_length=ask.maximum or (4000 if ask.kind == "long" else 200), **common
        )
    if ask.required:
        made.error_messages["required"] = _("Fill this in.")
    if ask.kind in ("choice", "choices"):
        made.error_messages["invalid_choice"] = _("This is no longer in the list. Choose another one.")
    if ask.suggestions:
        made.widget.attrs["list"] = ask.suggestions
    return made


def _detail_fields(ask: Ask, context: Context) -> dict[str, forms.Field]:
    kind: dict[str, Any] = {"percent": ask.kind in PERCENTAGES, "below_zero": ask.kind == "growth"}
    return {
        "confidence": forms.ChoiceField(
            label=_("How is it known?"), choices=CONFIDENCES, required=False, initial=ASSUMED
        ),
        "source": forms.ChoiceField(label=_("Source"), choices=context.sources, required=False),
        "year": WholeField(label=_("Year of the figure"), required=False),
        "low": NumberField(
            label=_("Probably not below"), required=False, **kind,
            help_text=_("In nine out of ten cases it is higher than this."),
        ),
        "high": NumberField(
            label=_("Probably not above"), required=False, **kind,
            help_text=_("In nine out of ten cases it is lower than this."),
        ),
        "distribution": forms.ChoiceField(
            label=_("How is it spread between lowest and highest?"), required=False, choices=SPREADS,
            help_text=_("Only together with a lowest and a highest."),
        ),
    }  # fmt: skip


def initial_of(asks: Iterable[Ask], row: Row) -> dict[str, Any]:
    """The starting values of the fields for a row of the dossier."""
    values: dict[str, Any] = {"id": row.get("id", "")}
    for ask in asks:
        value = cell(ask, row)
        if ask.kind in FIGURES:
            figure = value if isinstance(value, Mapping) else {"value": value} if value is not None else {}
            values[ask.name] = figure.get("value")
            values |= {f"{ask.name}__{name}": figure.get(name) for name in _DETAILS if name in figure}
        elif ask.kind == "yes_no":
            values[ask.name] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else OPEN
        else:
            values[ask.name] = ask.default if value is None else value
    return values


def cell(ask: Ask, row: Row) -> Any:
    """The value of a question in a row; a dot in its name leads into a table."""
    table, _dot, key = ask.name.partition(".")
    value = row.get(table)
    return value.get(key) if key and isinstance(value, Mapping) else None if key else value
