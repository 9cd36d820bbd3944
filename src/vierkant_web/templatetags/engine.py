"""Filters that read results of the engine for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format

from vierkant.dossier.problems import Problem, explain
from vierkant.terms import source_in_words
from vierkant_web.templatetags.words import page_language

register = template.Library()


@register.filter
def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """What is wrong, where, and what to do: a line each."""
    return [explain(problem, page_language()) for problem in problems]


@register.filter
def day(value: date | str | None) -> str:
    """A date as people write it: ``9 februari 2027``; nothing for None."""
    if not value:
        return ""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return date_format(found, "DATE_FORMAT")


@register.filter
def item(table: Mapping[str, Any] | None, key: str) -> Any:
    """The entry of a table under a key that only the page knows; None when it is not there."""
    return table.get(key) if table else None


@register.filter
def public_source(source: str | None) -> str:
    """A source for a reader; nothing when it only names a file of this project."""
    if not source or source.startswith(("docs/", "src/")):
        return ""
    return source_in_words(source, page_language())


@register.filter
def source_name(key: str | None, table: Mapping[str, Any] | None = None) -> str:
    """A source as a reader knows it: the title from the dossier's own list, or the reference in words."""
    if not key:
        return ""
    found = table.get(key) if table else None
    if found is None:
        return source_in_words(public_source(key), page_language())
    parts = (found["title"], found.get("publisher"), str(found["year"]) if found.get("year") else "")
    return ", ".join(part for part in parts if part)


@register.filter
def source_names(keys: Iterable[str], table: Mapping[str, Any] | None = None) -> list[str]:
    """The sources of an explanation, each once, without those that only name a file of this project."""
    return list(dict.fromkeys(name for name in (source_name(key, table) for key in keys) if name))
