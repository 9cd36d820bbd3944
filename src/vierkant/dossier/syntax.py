"""From text to plain tables, and what is wrong with the text itself when it is not TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from vierkant.dossier.problems import DossierError, Problem, Where
from vierkant.quantities import Message

MAXIMUM_DEPTH = 12
"""A figure of a partner's part of a task stands at depth 6; anything far deeper is not a dossier."""

_COMMA_NUMBER = re.compile(r"=\s*([+-]?\d[\d.]*),(\d+)")

_KEY_PART = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+"
_LONG_DOTTED_KEY = re.compile(rf"(?<![\w-])(?:{_KEY_PART}\.[ \t]*+){{40}}")
"""The TOML parser needs quadratic time for a key of thousands of parts; no dossier has a key of forty."""

_TOML_REASONS = (
    ("Cannot overwrite a value", "twice"),
    ("Cannot declare", "twice"),
    ("Cannot mutate immutable namespace", "twice"),
    ("Cannot redefine", "twice"),
    ("Duplicate inline table key", "twice"),
    ("Expected '=' after a key", "no_equals"),
    ("Unterminated string", "unterminated"),
    ("Expected \"'''\"", "unterminated"),
    ('Expected \'"""\'', "unterminated"),
    ('Expected "\'"', "unterminated"),
    ("Illegal character '\\n'", "unterminated"),
    ("Unclosed", "unclosed"),
    ("Expected ']'", "unclosed"),
    ("Expected newline or end of document", "rest_of_line"),
    ("Invalid value", "no_value"),
    ("Unescaped '\\\\' in a string", "backslash"),
    ("Invalid hex value", "backslash"),
)
_TOML_ACTIONS = {"twice": "twice_action", "no_value": "no_value_action"}
_JSON_REASONS = (
    ("Expecting property name", "no_key"),
    ("Expecting ',' delimiter", "no_comma"),
    ("Expecting ':' delimiter", "no_colon"),
    ("Expecting value", "no_value"),
    ("Unterminated string", "unterminated"),
    ("Extra data", "extra"),
    ("Invalid control character", "unterminated"),
    ("Invalid \\\\", "backslash"),
)


class _RepeatedKeyError(ValueError):
    """A JSON object has the same key twice; Python would silently keep the last."""


def plain_tables(text: str, *, name: str, is_json: bool) -> dict[str, Any]:
    """The tables in the text, dates as ISO text, so that TOML and JSON give the same.

    Raises:
        DossierError: not TOML or JSON, a key twice, or nested too deep; with the line where it is known.
    """
    if not is_json and _LONG_DOTTED_KEY.search(text):
        raise refused("too_deep", name, action="too_deep_action")
    try:
        plain = _json(text) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise _json_refused(error, name) from None
    except tomllib.TOMLDecodeError as error:
        raise _toml_refused(str(error), text, name) from None
    except _RepeatedKeyError as error:
        key = str(error)
        raise refused(
            "twice", name, line=_line_of_second(text, key), action="twice_action", key=key[:60]
        ) from None
    except RecursionError:
        raise refused("too_deep", name, action="too_deep_action") from None
    except ValueError:
        # Python refuses to read a whole number of more than 4300 digits.
        raise refused("huge_number", name, action="huge_number_action") from None
    if _too_deep(plain):
        raise refused("too_deep", name, action="too_deep_action")
    if not isinstance(plain, dict):
        raise refused("not_a_dossier", name, action="not_a_dossier_action")
    tables: dict[str, Any] = plain_values(plain)
    return tables


def plain_values(value: Any) -> Any:
    """Dates as ISO text, so that TOML and JSON give the same plain tables."""
    if isinstance(value, dict):
        return {str(key): plain_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_values(item) for item in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return value


def checked_values(plain: Any) -> dict[str, Any]:
    """Plain tables from elsewhere (an API, a database), held to the same depth as a file.

    Raises:
        DossierError: nested too deep.
    """
    if _too_deep(plain):
        raise refused("too_deep", "", action="too_deep_action")
    tables: dict[str, Any] = plain_values(plain)
    return tables


def refused(
    message: str, name: str, *, line: int | None = None, action: str | None = None, **arguments: str
) -> DossierError:
    """The error for a file that cannot be read at all."""
    todo = Message(f"dossier.problem.{action}", arguments) if action else None
    where = Where(file=name or None, line=line)
    return DossierError([Problem(Message(f"dossier.problem.{message}", arguments), where, todo)])


def _json(text: str) -> Any:
    # NaN and Infinity become floats here, so that the check can tell in which field they stand.
    return json.loads(text, object_pairs_hook=_no_key_twice)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _RepeatedKeyError(key)
            seen.add(key)
    return table


def _line_of_second(text: str, key: str) -> int | None:
    """The line of the second time; only sure when the key stands in the text twice and no more."""
    found = [match.start() for match in re.finditer(rf"{re.escape(json.dumps(key))}\s*:", text)]
    return text.count("\n", 0, found[1]) + 1 if len(found) == 2 else None


def _too_deep(value: Any) -> bool:
    layer = [value]
    for _ in range(MAXIMUM_DEPTH):
        layer = [
            item
            for parent in layer
            if isinstance(parent, (dict, list, tuple))
            for item in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not layer:
            return False
    return True


def _json_refused(error: json.JSONDecodeError, name: str) -> DossierError:
    if not error.doc.strip():
        return refused("empty_json", name, action="not_a_dossier_action")
    kind = next((kind for start, kind in _JSON_REASONS if error.msg.startswith(start)), "other")
    comma = re.search(r":\s*([+-]?\d[\d.]*),(\d+)", _line(error.doc, error.lineno))
    if comma and kind == "no_key":
        return _decimal_comma(comma, name, error.lineno)
    column = str(error.colno)
    return refused(f"json.{kind}", name, line=error.lineno, action="not_json_action", column=column)


def _toml_refused(reason: str, text: str, name: str) -> DossierError:
    place = re.search(r"at line (\d+), column (\d+)", reason)
    number = int(place.group(1)) if place else text.count("\n") + 1
    line = _line(text, number)
    comma = _COMMA_NUMBER.search(line)
    if comma:
        return _decimal_comma(comma, name, number)
    kind = next((kind for start, kind in _TOML_REASONS if reason.startswith(start)), "other")
    column = place.group(2) if place else str(len(line))
    action = _TOML_ACTIONS.get(kind, "not_toml_action")
    return refused(f"toml.{kind}", name, line=number, action=action, column=column, text=line.strip()[:60])


def _decimal_comma(match: re.Match[str], name: str, line: int) -> DossierError:
    whole, decimals = match.groups()
    return refused(
        "comma_in_file",
        name,
        line=line,
        action="comma_in_file_action",
        text=f"{whole},{decimals}",
        better=f"{whole.replace('.', '')}.{decimals}",
    )


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
