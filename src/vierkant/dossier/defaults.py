"""Shorthand that a file may use and a dossier does not have: one source for a section, parameters in tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.sections import SECTIONS
from vierkant.quantities import Message

DEFAULT_SOURCE = "default_source"
"""A table section → source, in a file only: it spares writing the same source at every figure of a section."""

_BY_PARTNER = frozenset({"parts", "qualified", "votes", "cost_key", "costs"})
"""Tables with a partner's key as name; a partner that is called "value" does not make such a table a figure."""


def without_shorthand(plain: Mapping[str, Any], section: str) -> Any:
    """The content of a section as the dossier holds it: default source filled in, parameter names written out."""
    content = plain[section]
    if section == "assumptions":
        content = _flat_names(content)
    source = default_source_of(plain, section)
    if source is None or section == "sources":
        return content
    if section == "assumptions" and isinstance(content, dict):
        return {key: with_default_source(item, source) for key, item in content.items()}
    return with_default_source(content, source)


def default_source_of(plain: Mapping[str, Any], section: str) -> str | None:
    """The default source that the file names for the section."""
    table = plain.get(DEFAULT_SOURCE)
    source = table.get(section) if isinstance(table, dict) else None
    return source if isinstance(source, str) else None


def with_default_source(content: Any, source: str) -> Any:
    """The section with ``source`` filled in at every figure that has none. Counts and texts are left alone."""
    if isinstance(content, dict):
        filled = {
            key: {name: with_default_source(inner, source) for name, inner in item.items()}
            if key in _BY_PARTNER and isinstance(item, dict)
            else with_default_source(item, source)
            for key, item in content.items()
        }
        # A row may have a field that is called "value"; a figure has no key of its own.
        is_figure = "value" in filled and "id" not in filled and not isinstance(filled["value"], dict)
        if is_figure and "source" not in filled:
            filled["source"] = source
        return filled
    if isinstance(content, list):
        return [with_default_source(item, source) for item in content]
    return content


def default_source_problems(plain: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the table itself: an unknown section, no text, a source that is not in the list."""
    table = plain.get(DEFAULT_SOURCE)
    if table is None:
        return []
    if not isinstance(table, dict):
        return [_bad_default(())]
    problems: list[Problem] = []
    known = plain.get("sources")
    for section, source in table.items():
        if section not in SECTIONS or not isinstance(source, str):
            problems.append(_bad_default((section,)))
        elif isinstance(known, dict | None) and source not in (known or {}):
            problems.append(
                Problem(
                    Message("dossier.problem.unknown_source", {"source": source[:60]}),
                    Where(DEFAULT_SOURCE, fields=(section,)),
                    Message("dossier.problem.unknown_source_action"),
                )
            )
    return problems


def _bad_default(fields: tuple[str, ...]) -> Problem:
    names = Message("dossier.problem.sections_are", {"names": ", ".join(SECTIONS)})
    return Problem(Message("dossier.problem.default_source"), Where(DEFAULT_SOURCE, fields=fields), names)


def _flat_names(content: Any) -> Any:
    """``business_case.wage = 1`` is a table in a table for TOML; the dossier has one name with a dot."""
    if not isinstance(content, dict):
        return content
    flat: dict[str, Any] = {}

    def walk(name: str, value: Any) -> None:
        if isinstance(value, dict) and value and not _looks_like_figure(value):
            for key, item in value.items():
                walk(f"{name}.{key}", item)
        else:
            flat[name] = value

    for key, value in content.items():
        walk(key, value)
    return flat


def _looks_like_figure(table: Mapping[str, Any]) -> bool:
    return not all(isinstance(item, (dict, int, float)) for item in table.values()) or bool(
        {"value", "low", "high"} & set(table)
    )
