"""Reading a dossier: bytes to a checked `Dossier`, or every problem at once; nothing half-read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from vierkant.dossier.checking import check_plain
from vierkant.dossier.lines import line_of
from vierkant.dossier.migrations import migrate
from vierkant.dossier.problems import DossierError, Problem, Where
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Message

MAXIMUM_BYTES = 5_000_000
"""A dossier of 300 tasks with 40 partners is under 1 MB; anything above this is another kind of file."""


def load(path: str | Path) -> Dossier:
    """The dossier in a TOML or JSON file.

    Raises:
        DossierError: the file cannot be used; it holds all problems, each with its place.
    """
    place = Path(path)
    try:
        size = place.stat().st_size
    except OSError:
        raise _refused("not_found", place.name, action="not_found_action") from None
    if place.is_dir():
        raise _refused("not_found", place.name, action="not_found_action")
    if size > MAXIMUM_BYTES:
        raise _too_large(size, place.name)
    try:
        content = place.read_bytes()
    except OSError:
        raise _refused("not_readable", place.name) from None
    return loads(content, name=place.name)


def loads(content: bytes | str, *, name: str = "dossier.toml") -> Dossier:
    """The dossier in the content of a file; ``name`` decides the format (``.json``, otherwise TOML).

    Raises:
        DossierError: see `load`.
    """
    plain, text = parse(content, name=name)
    dossier, problems = check_plain(migrate(plain))
    if dossier is None:
        raise DossierError([_with_line(problem, text, name) for problem in problems])
    return dossier


def parse(content: bytes | str, *, name: str) -> tuple[dict[str, Any], str]:
    """The plain tables of a file and its text.

    Raises:
        DossierError: not UTF-8, or not TOML or JSON; with line and column.
    """
    if len(content) > MAXIMUM_BYTES:
        raise _too_large(len(content), name)
    if isinstance(content, bytes):
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise _refused("not_utf8", name, line=line, action="not_utf8_action") from None
    else:
        text = content
    is_json = name.lower().endswith(".json")
    try:
        plain = json.loads(text, parse_constant=_no_constant) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise _refused(
            "not_json", name, line=error.lineno, reason=error.msg, action="not_json_action"
        ) from None
    except tomllib.TOMLDecodeError as error:
        line = _toml_line(str(error))
        raise _refused("not_toml", name, line=line, reason=str(error), action="not_toml_action") from None
    except (ValueError, RecursionError) as error:
        raise _refused("not_json" if is_json else "not_toml", name, reason=str(error)[:200]) from None
    if not isinstance(plain, dict):
        raise _refused("not_a_dossier", name, action="not_a_dossier_action")
    return plain_values(plain), text


def from_plain(plain: Mapping[str, Any]) -> Dossier:
    """The dossier in plain tables (as a database or an API holds it).

    Raises:
        DossierError: see `load`.
    """
    dossier, problems = check_plain(migrate(plain_values(dict(plain))))
    if dossier is None:
        raise DossierError(problems)
    return dossier


def check(path: str | Path) -> tuple[Problem, ...]:
    """All problems of a file; empty when the dossier can be used."""
    try:
        load(path)
    except DossierError as error:
        return error.problems
    return ()


def plain_values(value: Any) -> Any:
    """Dates as ISO text, so that TOML and JSON give the same plain tables."""
    if isinstance(value, dict):
        return {str(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_values(item) for item in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value


def _no_constant(text: str) -> float:
    raise ValueError(f"{text} is not a number that a dossier can hold")


def _toml_line(text: str) -> int | None:
    _, _, rest = text.partition("at line ")
    digits = rest.split(",")[0].strip()
    return int(digits) if digits.isdigit() else None


def _with_line(problem: Problem, text: str, name: str) -> Problem:
    where = problem.where
    line = None if name.lower().endswith(".json") else line_of(text, where.section, where.row, where.fields)
    located = Where(where.section, where.row, where.name, where.fields, name, line)
    return Problem(problem.message, located, problem.action)


def _refused(
    message: str, name: str, *, line: int | None = None, reason: str = "", action: str | None = None
) -> DossierError:
    todo = Message(f"dossier.problem.{action}") if action else None
    arguments = {"reason": reason} if reason else {}
    return DossierError(
        [Problem(Message(f"dossier.problem.{message}", arguments), Where(file=name, line=line), todo)]
    )


def _too_large(size: int, name: str) -> DossierError:
    arguments = {"megabytes": f"{size / 1e6:.0f}", "maximum": f"{MAXIMUM_BYTES / 1e6:.0f}"}
    problem = Problem(
        Message("dossier.problem.too_large", arguments),
        Where(file=name),
        Message("dossier.problem.too_large_action"),
    )
    return DossierError([problem])
