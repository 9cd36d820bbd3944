"""Numbers without a unit, written as short as they are."""

from __future__ import annotations

from django import template

from vierkant.terms import plain_number
from vierkant_web.templatetags.words import page_language

register = template.Library()
MOST_DECIMALS = 2


@register.filter
def shortest(value: float | None) -> str:
    """With as many decimals as needed, two at most: ``16``, ``1,5``, ``0,25``. None becomes a dash."""
    if value is None:
        return "–"
    decimals = next(
        (places for places in range(MOST_DECIMALS) if round(value, places) == round(value, MOST_DECIMALS)),
        MOST_DECIMALS,
    )
    return plain_number(value, decimals, page_language())
