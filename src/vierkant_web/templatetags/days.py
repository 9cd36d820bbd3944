"""Days in tables: short, with the weekday, written as the language does."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.formats import date_format

from vierkant_web.templatetags.words import page_language

register = template.Library()


@register.filter
def short_day(value: date | None, year: int | None = None) -> str:
    """``do 8 jul 2027``, and ``Thu 8 Jul 2027`` in English; without the year when it is this one; a dash for None."""
    if value is None:
        return "–"
    return _written(value, "D j M" if value.year == year else "D j M Y")


@register.filter
def month_day(value: date) -> str:
    """``8 jul 2027``."""
    return _written(value, "j M Y")


def _written(value: date, pattern: str) -> str:
    text = date_format(value, pattern)
    # Dutch writes months and weekdays small; the catalogue of Django does so only for the long ones.
    return text.lower() if page_language() == "nl" else text
