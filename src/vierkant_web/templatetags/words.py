"""Filters that put results of the engine into words, in the language of the page.

They give plain text: the template escapes it, also what somebody typed into a dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from vierkant import terms
from vierkant.quantities import Computed, Input, Level, Message, Unit

register = template.Library()


def page_language() -> terms.Language:
    """``nl`` or ``en``."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@register.filter
def say(message: Message | Mapping[str, Any] | str | None) -> str:
    """A message of the engine (or its JSON form, or its id) as a sentence; nothing for None."""
    return _kept_together(terms.render(message, page_language())) if message else ""


def _kept_together(text: str) -> str:
    """An amount never breaks over two lines."""
    return (
        text.replace("€ ", "€\u00a0")
        .replace(" miljoen", "\u00a0miljoen")
        .replace(" million", "\u00a0million")
    )


def _field(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name)


@register.filter
def quantity(computed: Computed | Input | Mapping[str, Any] | None) -> str:
    """A computed number with its unit."""
    return "–" if computed is None else _written(computed, "value")


@register.filter
def quantity_range(computed: Computed | Input | Mapping[str, Any] | None) -> str:
    """The range of a computed number: ``tussen … en …``; nothing when it has none."""
    if computed is None or _field(computed, "low") is None or _field(computed, "high") is None:
        return ""
    low, high = _written(computed, "low"), _written(computed, "high")
    if low == high:
        return low
    return f"tussen {low} en {high}" if page_language() == "nl" else f"between {low} and {high}"


def _written(computed: Any, which: str) -> str:
    unit, decimals = Unit(_field(computed, "unit")), _field(computed, "decimals") or 0
    return _kept_together(terms.number(_field(computed, which), unit, decimals, page_language()))


@register.filter
def number_of(value: float | None, unit: str = "number") -> str:
    """A bare number with a unit and, behind a colon, decimals: ``value|number_of:"fte:1"``."""
    name, _, decimals = unit.partition(":")
    return _kept_together(terms.number(value, Unit(name), int(decimals or 0), page_language()))


@register.filter
def confidence_word(confidence: str) -> str:
    """The word for how a figure is known: published, measured, estimated, assumed."""
    return terms.confidence(confidence, page_language())


@register.filter
def level_word(level: str) -> str:
    """The word for a level: act now, needs attention, in order, unknown."""
    return terms.render(f"quantities.level.{Level(level).value}", page_language())
