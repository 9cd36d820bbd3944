"""From plain tables to a `Dossier`: each section is validated apart, so that one fault does not hide another."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from vierkant.dossier.crosschecks import cross_problems
from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.sections import SCHEMA_VERSION, SECTIONS, Dossier
from vierkant.quantities import Message

DEFAULT_SOURCE = "default_source"
"""A table section → source, in a file only: it spares writing the same source at every figure of a section."""

LIST_SECTIONS = frozenset({"partners", "tasks", "functions", "people", "measures"})

_FAMILIARS = {
    "samenwerking": "cooperation",
    "deelnemers": "partners",
    "gemeenten": "partners",
    "taken": "tasks",
    "functies": "functions",
    "mensen": "people",
    "medewerkers": "people",
    "groepen": "people",
    "vormvragen": "form_answers",
    "antwoorden": "form_answers",
    "afspraken": "agreements",
    "maatregelen": "measures",
    "aannames": "assumptions",
    "bronnen": "sources",
}
"""Dutch words someone may write for a section; only used to suggest the right one."""

_BOUNDS = {
    "greater_than_equal": ("at_least", "ge"),
    "greater_than": ("more_than", "gt"),
    "less_than_equal": ("at_most", "le"),
    "less_than": ("less_than", "lt"),
    "string_too_short": ("too_short", "min_length"),
    "string_too_long": ("too_long", "max_length"),
}


def check_plain(plain: Mapping[str, Any]) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """The dossier, or None and all problems: unknown sections, faults in each section, then what does not fit together.

    What does not fit together is also looked for among the sections that are right in themselves.
    """
    problems: list[Problem] = []
    version = plain.get("schema_version", SCHEMA_VERSION)
    if version != SCHEMA_VERSION or isinstance(version, bool):
        arguments = {"found": str(version)[:40], "known": str(SCHEMA_VERSION)}
        problems.append(
            Problem(
                Message("dossier.problem.version", arguments),
                Where(fields=("schema_version",)),
                Message("dossier.problem.version_action"),
            )
        )
        return None, tuple(problems)
    known = set(Dossier.model_fields)
    problems.extend(_unknown_section(name) for name in plain if name not in known and name != DEFAULT_SOURCE)
    defaults = plain.get(DEFAULT_SOURCE)
    problems.extend(_default_source_problems(defaults))
    ready: dict[str, Any] = {}
    for name in known - {"schema_version"}:
        if name not in plain:
            continue
        content = plain[name]
        if isinstance(defaults, dict) and isinstance(defaults.get(name), str):
            content = with_default_source(content, defaults[name])
        value, found = validate_section(name, content)
        problems.extend(found)
        if value is not None:
            ready[name] = value
    broken = frozenset(plain) - frozenset(ready)
    problems.extend(cross_problems(Dossier.model_construct(**ready), broken=broken))
    problems.sort(key=_order)
    return (None if problems else Dossier(**ready)), tuple(problems)


def _default_source_problems(defaults: Any) -> Iterator[Problem]:
    if defaults is None:
        return
    table = defaults if isinstance(defaults, dict) else {"?": None}
    for section, source in table.items():
        if section not in SECTIONS or not isinstance(source, str):
            names = Message("dossier.problem.sections_are", {"names": ", ".join(SECTIONS)})
            yield Problem(
                Message("dossier.problem.default_source"), Where(DEFAULT_SOURCE, fields=(section,)), names
            )


def validate_section(name: str, content: Any) -> tuple[Any | None, list[Problem]]:
    """One section by itself: its value, or None and its problems. Text for a number is refused, not guessed."""
    try:
        text = json.dumps(content, allow_nan=False)
    except (TypeError, ValueError):
        return None, [Problem(Message("dossier.problem.not_finite"), Where(section=name))]
    try:
        return _adapter(name).validate_json(text, strict=True), []
    except ValidationError as error:
        return None, [_problem(name, content, detail) for detail in error.errors(include_url=False)]


def with_default_source(content: Any, source: str) -> Any:
    """The section with ``source`` filled in at every figure that has none. Counts and texts are left alone."""
    if isinstance(content, dict):
        filled = {key: with_default_source(item, source) for key, item in content.items()}
        if "value" in filled and "source" not in filled and not isinstance(filled["value"], dict):
            filled["source"] = source
        return filled
    if isinstance(content, list):
        return [with_default_source(item, source) for item in content]
    return content


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(Dossier.model_fields[name].rebuild_annotation())


@cache
def field_names(section: str) -> tuple[str, ...]:
    """All field names that may stand anywhere in a section, to suggest one for a misspelt key."""
    names: set[str] = set()
    for model in _models(Dossier.model_fields[section].annotation):
        names.update(model.model_fields)
    return tuple(sorted(names))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for item in annotation.model_fields.values():
            yield from _models(item.annotation)
    for argument in get_args(annotation):
        yield from _models(argument)


def _unknown_section(name: str) -> Problem:
    close = _FAMILIARS.get(name.lower()) or next(
        iter(difflib.get_close_matches(name, SECTIONS, 1, 0.6)), None
    )
    action = (
        Message("dossier.problem.did_you_mean", {"name": close})
        if close
        else Message("dossier.problem.sections_are", {"names": ", ".join(SECTIONS)})
    )
    return Problem(
        Message("dossier.problem.unknown_section", {"name": name[:60]}), Where(section=name[:60]), action
    )


def _problem(section: str, content: Any, detail: ErrorDetails) -> Problem:
    where = _where(section, content, detail["loc"])
    message, action = _words(section, where, detail)
    return Problem(message, where, action)


def _where(section: str, content: Any, location: tuple[int | str, ...]) -> Where:
    steps = list(location)
    row: int | None = None
    name: str | None = None
    if section in LIST_SECTIONS and steps and isinstance(steps[0], int):
        row = steps.pop(0) + 1  # type: ignore[operator]
        item = content[row - 1] if isinstance(content, list) else None
        name = str(item["id"])[:60] if isinstance(item, dict) and "id" in item else None
    fields = tuple(str(step) for step in steps if step not in ("[key]",))
    return Where(section=section, row=row, name=name, fields=fields)


def _words(section: str, where: Where, detail: ErrorDetails) -> tuple[Message, Message | None]:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind.startswith("figure."):
        arguments = {key: _short(value) for key, value in context.items()}
        return Message(f"dossier.problem.{kind}", arguments), Message(
            f"dossier.problem.{kind}_action", arguments
        )
    if kind == "extra_forbidden":
        return _unknown_key(section, where)
    if kind == "missing":
        return Message("dossier.problem.missing"), Message("dossier.problem.missing_action")
    if kind in _BOUNDS:
        message, limit = _BOUNDS[kind]
        return Message(f"dossier.problem.{message}", {"limit": _short(context[limit])}), None
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return Message("dossier.problem.whole_number", {"found": _short(detail["input"])}), None
    if kind in ("float_type", "float_parsing", "finite_number"):
        return Message("dossier.problem.number", {"found": _short(detail["input"])}), None
    if kind in ("enum", "literal_error"):
        arguments = {"found": _short(detail["input"]), "expected": context["expected"].replace(" or ", ", ")}
        return Message("dossier.problem.not_one_of", arguments), None
    if kind == "bool_type":
        return Message("dossier.problem.yes_or_no", {"found": _short(detail["input"])}), None
    if kind.startswith("date"):
        return Message("dossier.problem.date", {"found": _short(detail["input"])}), None
    if kind == "string_pattern_mismatch":
        return _pattern(where, detail)
    if kind.endswith("_type"):
        return Message("dossier.problem.shape", {"found": _short(detail["input"])}), None
    return Message("dossier.problem.other", {"reason": detail["msg"]}), None


def _unknown_key(section: str, where: Where) -> tuple[Message, Message | None]:
    name = where.fields[-1] if where.fields else ""
    close = difflib.get_close_matches(name, field_names(section), 1, 0.6)
    action = Message("dossier.problem.did_you_mean", {"name": close[0]}) if close else None
    return Message("dossier.problem.unknown_key", {"name": name[:60]}), action


def _pattern(where: Where, detail: ErrorDetails) -> tuple[Message, Message | None]:
    found = _short(detail["input"])
    last = where.fields[-1] if where.fields else ""
    known = {"municipality", "taakveld", "url", "id"}
    return Message("dossier.problem.pattern", {"found": found}), Message(
        f"dossier.problem.pattern_{last if last in known else 'id'}"
    )


def _short(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _order(problem: Problem) -> tuple[int, int]:
    section = problem.where.section
    return (SECTIONS.index(section) if section in SECTIONS else -1, problem.where.row or 0)
