"""Filters of Mijn stap."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

register = template.Library()


@register.filter
def time_needed(hours: float) -> str:
    """Hours as people say them: minutes up to one and a half hour, then hours."""
    minutes = round(hours * 60)
    if minutes < 90:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    text = number_format(round(hours, 1), 0 if round(hours, 1) == round(hours) else 1)
    return gettext("%(number)s hours") % {"number": text}
