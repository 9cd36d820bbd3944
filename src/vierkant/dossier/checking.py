"""From plain tables to a `Dossier`: each section is validated apart, so that one fault does not hide another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vierkant.dossier.crosschecks import cross_problems
from vierkant.dossier.defaults import (
    DEFAULT_SOURCE,
    default_source_of,
    default_source_problems,
    with_default_source,
    without_shorthand,
)
from vierkant.dossier.faults import LIST_SECTIONS, problem_of, unknown_section, where_of
from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.salvage import Usable, salvage, writable
from vierkant.dossier.sections import SCHEMA_VERSION, SECTIONS, Dossier
from vierkant.quantities import Message

__all__ = ["DEFAULT_SOURCE", "LIST_SECTIONS", "check_plain", "validate_section", "with_default_source"]


def check_plain(plain: Mapping[str, Any]) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """The dossier, or None and all problems: unknown sections, faults in each section, then what does not fit together.

    What does not fit together is also looked for among what is right in a section with faults.
    """
    version = plain.get("schema_version", SCHEMA_VERSION)
    if version != SCHEMA_VERSION or isinstance(version, (bool, float)):
        return None, (_version_problem(version),)
    known = (*SECTIONS, "schema_version", DEFAULT_SOURCE)
    problems = [unknown_section(name) for name in plain if name not in known]
    problems.extend(default_source_problems(plain))
    ready: dict[str, Any] = {}
    usable: dict[str, Usable] = {}
    for name in SECTIONS:
        if name not in plain:
            continue
        content = without_shorthand(plain, name)
        value, found = validate_section(name, content)
        problems.extend(found)
        if value is not None:
            ready[name] = value
            usable[name] = Usable(value, complete=True)
        else:
            usable[name] = salvage(name, content, adapter(name))
    problems.extend(_between_sections(plain, usable))
    problems.sort(key=_order)
    return (None if problems else Dossier(**ready)), tuple(problems)


def validate_section(name: str, content: Any) -> tuple[Any | None, list[Problem]]:
    """One section by itself: its value, or None and its problems. Text for a number is refused, not guessed."""
    try:
        content, unwritable = writable(content)
    except TypeError:
        return None, [Problem(Message("dossier.problem.not_finite"), Where(section=name))]
    problems = [Problem(message, where_of(name, content, path)) for path, message in unwritable.items()]
    try:
        value = adapter(name).validate_json(json.dumps(content, allow_nan=False), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [problem_of(name, content, item) for item in details if item["loc"] not in unwritable]
        return None, problems
    return (None if problems else value), problems


@cache
def adapter(name: str) -> TypeAdapter[Any]:
    """The validator of one section."""
    return TypeAdapter(Dossier.model_fields[name].rebuild_annotation())


def _version_problem(version: Any) -> Problem:
    where = Where(fields=("schema_version",))
    if isinstance(version, int) and not isinstance(version, bool):
        arguments = {"found": str(version)[:40], "known": str(SCHEMA_VERSION)}
        action = Message("dossier.problem.version_action")
        return Problem(Message("dossier.problem.version", arguments), where, action)
    arguments = {"found": str(version)[:40]}
    action = Message("dossier.problem.version_form_action", {"known": str(SCHEMA_VERSION)})
    return Problem(Message("dossier.problem.whole_number", arguments), where, action)


def _between_sections(plain: Mapping[str, Any], usable: Mapping[str, Usable]) -> Iterator[Problem]:
    """What does not fit together, with the rows numbered as in the file."""
    broken = frozenset(name for name, part in usable.items() if not part.complete)
    parts = {name: part.value for name, part in usable.items() if part.value is not None}
    for problem in cross_problems(Dossier.model_construct(**parts), broken=broken):
        section = problem.where.section or ""
        unknown = problem.message.arguments.get("source")
        if unknown is not None and unknown == default_source_of(plain, section):
            continue  # said once, at the default source itself
        part = usable.get(section)
        yield _renumbered(problem, part.rows) if part is not None and part.rows is not None else problem


def _renumbered(problem: Problem, rows: tuple[int, ...]) -> Problem:
    where = problem.where
    if where.row is not None:
        where = replace(where, row=rows[where.row - 1])
    arguments = dict(problem.message.arguments)
    if "row" in arguments:
        arguments["row"] = str(rows[int(str(arguments["row"])) - 1])
    return replace(problem, where=where, message=replace(problem.message, arguments=arguments))


def _order(problem: Problem) -> tuple[int, int]:
    section = problem.where.section
    return (SECTIONS.index(section) if section in SECTIONS else -1, problem.where.row or 0)
