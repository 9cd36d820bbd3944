"""The part of JSON Schema 2020-12 that our schema uses, written from its text; unknown keywords are a fault."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description", "default", "format", "examples"}
TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


def errors(schema: Any, value: Any, root: dict[str, Any], place: str = "") -> list[str]:
    """What is wrong with the value; empty when it is valid."""
    if schema is True or schema is False:
        return [] if schema else [f"{place}: not allowed"]
    found: list[str] = []
    for keyword, rule in schema.items():
        if keyword in ("properties", "patternProperties", "additionalProperties"):
            continue
        if keyword == "format" and rule == "date" and isinstance(value, str):
            found += [] if _is_date(value) else [f"{place}: no date"]
        elif keyword not in ANNOTATIONS:
            found += CHECKS[keyword](rule, value, root, place)
    if isinstance(value, dict):
        found += _properties(schema, value, root, place)
    return found


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _properties(schema: dict[str, Any], value: dict[str, Any], root: dict[str, Any], place: str) -> list[str]:
    found: list[str] = []
    for name, item in value.items():
        known = [schema["properties"][name]] if name in schema.get("properties", {}) else []
        patterns = schema.get("patternProperties", {}).items()
        known += [rule for pattern, rule in patterns if re.search(pattern, name)]
        for rule in known or [schema.get("additionalProperties", True)]:
            found += errors(rule, item, root, f"{place}/{name}")
    return found


def _type(rule: str, value: Any, root: dict[str, Any], place: str) -> list[str]:
    wrong_bool = isinstance(value, bool) and rule in ("integer", "number")
    return [] if isinstance(value, TYPES[rule]) and not wrong_bool else [f"{place}: not {rule}"]


def _reference(rule: str, value: Any, root: dict[str, Any], place: str) -> list[str]:
    return errors(root["$defs"][rule.removeprefix("#/$defs/")], value, root, place)


def _any(rule: list[Any], value: Any, root: dict[str, Any], place: str) -> list[str]:
    tried = [errors(option, value, root, place) for option in rule]
    return [] if any(not found for found in tried) else [f"{place}: none of the options"]


def _items(rule: Any, value: Any, root: dict[str, Any], place: str) -> list[str]:
    if not isinstance(value, list):
        return []
    return [
        error for number, item in enumerate(value) for error in errors(rule, item, root, f"{place}/{number}")
    ]


def _names(rule: Any, value: Any, root: dict[str, Any], place: str) -> list[str]:
    return [error for name in value for error in errors(rule, name, root, f"{place}/{name}")]


def _if(kind: Any, test: Any) -> Any:
    def check(rule: Any, value: Any, _root: dict[str, Any], place: str) -> list[str]:
        applies = isinstance(value, kind) and not isinstance(value, bool)
        return [f"{place}: against {rule}"] if applies and not test(rule, value) else []

    return check


CHECKS: dict[str, Any] = {
    "type": _type,
    "$ref": _reference,
    "anyOf": _any,
    "items": _items,
    "propertyNames": _names,
    "const": lambda rule, value, root, place: [] if value == rule else [f"{place}: not {rule}"],
    "enum": lambda rule, value, root, place: [] if value in rule else [f"{place}: not one of {rule}"],
    "required": _if(dict, lambda rule, value: set(rule) <= set(value)),
    "minimum": _if((int, float), lambda rule, value: value >= rule),
    "exclusiveMinimum": _if((int, float), lambda rule, value: value > rule),
    "maximum": _if((int, float), lambda rule, value: value <= rule),
    "minLength": _if(str, lambda rule, value: len(value) >= rule),
    "maxLength": _if(str, lambda rule, value: len(value) <= rule),
    "maxProperties": _if(dict, lambda rule, value: len(value) <= rule),
    "maxItems": _if(list, lambda rule, value: len(value) <= rule),
    "pattern": _if(str, lambda rule, value: re.search(rule, value) is not None),
    "uniqueItems": _if(
        list, lambda rule, value: not rule or len(value) == len({str(item) for item in value})
    ),
}
