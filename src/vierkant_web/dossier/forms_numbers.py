"""Numbers, dates and periods as people in the Netherlands write them, to and from the values of a dossier."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vierkant_web.dossier import inputs_days

_GROUPED = re.compile(r"^[1-9]\d{0,2}(\.\d{3})+$")
_ENGLISH = re.compile(r"^\d{1,3}(,\d{3})+\.\d+$")
_PLAIN = re.compile(r"^\d+(\.\d+)?$")


def parse_number(text: str) -> float:
    """``1.234,5``, ``1234,5``, ``€ 85.100``, ``12 %`` and ``0.85`` as a number.

    A point before exactly three digits groups thousands, as people write here; any other point is a decimal one.

    Raises:
        ValueError: this is not one number.
    """
    plain = re.sub(r"[\s\u00a0\u202f€%]|euro|,-+$|,–$", "", text.strip().lower()).replace("−", "-")
    sign = "-" if plain.startswith("-") else ""
    plain = plain.removeprefix("-" if sign else "+")
    if _ENGLISH.match(plain):
        plain = plain.replace(",", "")
    elif "," in plain:
        whole, _comma, decimals = plain.partition(",")
        plain = f"{whole.replace('.', '') if _is_grouped(whole) else whole}.{decimals}"
    elif _GROUPED.match(plain):
        plain = plain.replace(".", "")
    if not _PLAIN.match(plain):
        raise ValueError(text)
    return float(sign + plain)


def _is_grouped(whole: str) -> bool:
    return "." not in whole or bool(_GROUPED.match(whole))


def write_number(value: float | None) -> str:
    """A number as it stands in a form: all its decimals, none too many."""
    if value is None:
        return ""
    text = f"{value:,.8f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def tidy(value: float) -> float | int:
    """A whole number without decimals, so that the same figure is always stored the same."""
    return int(value) if float(value).is_integer() else value


class NumberField(forms.Field):
    """A number; with ``percent`` people write 12,5 and the dossier holds 0.125.

    ``below_zero``: a percentage may lie between -100 and 100. ``grouped`` False: no thousands, so 52.294 is 52,294.
    """

    widget = forms.TextInput

    def __init__(
        self, *, percent: bool = False, below_zero: bool = False, grouped: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.percent, self.lowest, self.grouped = percent, -100 if below_zero else 0, grouped
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return write_number(round(value * 100, 10) if self.percent else value)

    def to_python(self, value: Any) -> float | int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = parse_number(text if self.grouped else text.replace(".", ","))
        except ValueError as error:
            raise ValidationError(
                _("“%(text)s” is not a number. Write it like 1.234,5."), params={"text": text[:40]}
            ) from error
        if self.percent and not self.lowest <= number <= 100:
            words = _("Write a percentage from 0 to 100.")
            raise ValidationError(words if not self.lowest else _("Write a percentage from -100 to 100."))
        return tidy(round(number / 100, 12) if self.percent else number)


class WholeField(NumberField):
    """A whole number: people, votes, a year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else str(value)

    def to_python(self, value: Any) -> int | None:
        words = _("Write a whole number, in digits and without decimals.")
        try:
            number = super().to_python(value)
        except ValidationError as error:
            raise ValidationError(words) from error
        if number is not None and not isinstance(number, int):
            raise ValidationError(words)
        return number


class DayField(forms.DateField):
    """A date, kept as the text that a dossier holds: 2027-01-31."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)
        self.error_messages["invalid"] = _("Write a date as day-month-year, such as 31-01-2027.")

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return found.isoformat() if found else None

    def prepare_value(self, value: Any) -> Any:
        return value


def _all_or_why(found: inputs_days.Box, unclear: Any, impossible: Any) -> list[str]:
    """What stands in the box; or everything in it that is wrong, at once."""
    wrong = [ValidationError(unclear, params={"text": text[:60]}) for text in found.unclear]
    wrong += [ValidationError(impossible, params={"text": text[:60]}) for text in found.impossible]
    if wrong:
        raise ValidationError(wrong)
    return list(found.values)


class DaysField(forms.CharField):
    """Several days in one box, kept as a list of the texts that a dossier holds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=12_000, **kwargs)

    def to_python(self, value: Any) -> Any:
        return _all_or_why(
            inputs_days.days(str(value or "")),
            _("“%(text)s” is not a day. Write each day with its year, such as 15-4-2027."),
            _("%(text)s does not exist. Look how many days that month has."),
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(map(inputs_days.day, value))


class PeriodsField(forms.CharField):
    """Several periods in one box, one per line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=12_000, **kwargs)

    def to_python(self, value: Any) -> Any:
        return _all_or_why(
            inputs_days.periods(str(value or "")),
            _(
                "“%(text)s” is not a period. Write the first and the last day, such as 10-7-2027 to 22-8-2027."
            ),
            _("In %(text)s a day does not exist, or the last day comes before the first."),
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(map(inputs_days.period, value))
