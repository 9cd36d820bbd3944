"""A case of one's own as a file to share: ``vierkant-case``, version 1, as TOML or as JSON.

The file holds the case and nothing else of the dossier. Reading says everything that is wrong with it at once.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from vierkant.lessons.inputs import OwnCase
from vierkant.quantities import Confidence, Figure, Message

FORMAT, VERSION = "vierkant-case", 1
MAXIMUM_BYTES = 100_000
"""A case is a page of text; what is larger is no case."""
KNOWN = ("format", "version", "case")
MOST_PROBLEMS = 50
MAXIMUM_DEPTH = 8
"""A range stands at depth 3; what is nested far deeper is no case."""
LARGEST_NUMBER = 10**18
"""Python does not write a whole number of thousands of digits, and a case has none."""
_KEY_PART = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+"
_LONG_DOTTED_KEY = re.compile(rf"(?<![\w-])(?:{_KEY_PART}\.[ \t]*+){{40}}")
"""The TOML parser needs quadratic time for a key of thousands of parts; no case has a key of forty."""


class CaseFileError(ValueError):
    """A file that holds no usable case; ``problems`` says all that is wrong, for people."""

    def __init__(self, problems: tuple[Message, ...]) -> None:
        super().__init__("; ".join(problem.id for problem in problems))
        self.problems = problems


def write_case(case: OwnCase, form: Literal["toml", "json"] = "toml") -> str:
    """The case as a file; what nobody filled in is left out, and so are references to sources of the dossier."""
    content = _without_sources(case).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    content = {"id": case.id, "name": case.name, "outcome": case.outcome.value, **content}
    if "motives" in content:
        content["motives"] = sorted(content["motives"])
    if form == "json":
        whole = {"format": FORMAT, "version": VERSION, "case": content}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    lines = [f"format = {_toml(FORMAT)}", f"version = {VERSION}", "", "[case]"]
    lines += [f"{name} = {_toml(value)}" for name, value in content.items()]
    return "\n".join(lines) + "\n"


def _without_sources(case: OwnCase) -> OwnCase:
    """The case without references to the list of sources of its dossier, which does not travel along.

    A published number whose source is lost on the way is an estimate to who reads it.
    """
    figures = {name: getattr(case, name) for name in ("largest_share", "saving_planned", "saving_realised")}
    return case.model_copy(
        update={name: _alone(figure) for name, figure in figures.items() if figure is not None}
    )


def _alone(figure: Figure) -> Figure:
    known = Confidence.ESTIMATED if figure.confidence is Confidence.PUBLISHED else figure.confidence
    return figure.model_copy(update={"source": None, "confidence": known})


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_toml(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, str):
        # JSON and TOML write a text the same way, but for this one character
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)


def read_case(text: str | bytes) -> OwnCase:
    """The case in a file that somebody shared, TOML or JSON.

    Raises:
        CaseFileError: with all that is wrong.
    """
    table = _table(_text(text))
    problems = _about_the_file(table)
    if problems:
        raise CaseFileError(problems)
    try:
        # As JSON, so that a text for a number or a choice is read as strictly as in a dossier
        found_case = OwnCase.model_validate_json(json.dumps(table["case"], default=_no_date), strict=True)
    except ValidationError as error:
        found = [_problem(item, table["case"]) for item in error.errors(include_url=False)[:MOST_PROBLEMS]]
        raise CaseFileError(tuple(found)) from error
    return _without_sources(found_case)


def _text(text: str | bytes) -> str:
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    if len(raw) > MAXIMUM_BYTES:
        limit = MAXIMUM_BYTES // 1000
        raise CaseFileError((Message("lessons.file.too_large", {"size": len(raw) // 1000, "limit": limit}),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseFileError((Message("lessons.file.no_text"),)) from None


def _table(text: str) -> Mapping[str, Any]:
    if not text.strip():
        raise CaseFileError((Message("lessons.file.empty"),))
    is_json = text.lstrip().startswith("{")
    if not is_json and _LONG_DOTTED_KEY.search(text):
        raise CaseFileError((Message("lessons.file.syntax_end"),))
    try:
        found = json.loads(text, parse_constant=_refused) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise CaseFileError((Message("lessons.file.syntax", {"line": error.lineno}),)) from None
    except tomllib.TOMLDecodeError as error:
        line = int("".join(filter(str.isdigit, str(error).partition("line ")[2].partition(",")[0])) or 0)
        said = Message("lessons.file.syntax", {"line": line}) if line else Message("lessons.file.syntax_end")
        raise CaseFileError((said,)) from None
    except (ValueError, RecursionError):
        raise CaseFileError((Message("lessons.file.syntax_end"),)) from None
    if not _can_be_written(found):
        raise CaseFileError((Message("lessons.file.syntax_end"),))
    return found if isinstance(found, Mapping) else {}


def _can_be_written(value: Any, depth: int = 0) -> bool:
    """Whether a value can be told to people: not nested without end, no endless number, no half characters."""
    if depth > MAXIMUM_DEPTH:
        return False
    if isinstance(value, Mapping):
        return all(_can_be_written(item, depth + 1) for pair in value.items() for item in pair)
    if isinstance(value, list):
        return all(_can_be_written(item, depth + 1) for item in value)
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    return not isinstance(value, int) or abs(value) < LARGEST_NUMBER


def _refused(name: str) -> float:
    raise ValueError(name)


def _no_date(value: Any) -> str:
    """TOML knows dates; a case has none, so it is told like any other text in the wrong place."""
    return str(value)


def _about_the_file(table: Mapping[str, Any]) -> tuple[Message, ...]:
    if table.get("format") != FORMAT:
        return (Message("lessons.file.format"),)
    version = table.get("version")
    if version != VERSION or isinstance(version, (bool, float)):
        return (Message("lessons.file.version", {"found": str(version)[:20], "known": VERSION}),)
    problems = [
        Message("lessons.file.unknown", {"name": str(name)[:60]}) for name in table if name not in KNOWN
    ]
    if not isinstance(table.get("case"), Mapping):
        problems.append(Message("lessons.file.no_case"))
    return tuple(problems[:MOST_PROBLEMS])


def _problem(error: ErrorDetails, case: Mapping[str, Any]) -> Message:
    """What is wrong with one field, and what would be right."""
    place = error["loc"]
    name = str(place[0]) if place else ""
    if error["type"] == "extra_forbidden" and len(place) == 1:
        return Message("lessons.file.unknown", {"name": name[:60]})
    field = Message(f"lessons.field.{name}")
    if error["type"] == "missing" and len(place) == 1:
        return Message("lessons.file.needed", {"field": field})
    written = str(case.get(name, ""))[:60]
    return Message(
        "lessons.file.wrong",
        {"field": field, "found": written, "reason": _reason(error["type"], error.get("ctx"))},
    )


def _reason(kind: str, context: Mapping[str, Any] | None) -> Message:
    limits = context or {}
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = limits["ge"] if kind == "greater_than_equal" else limits["le"]
        # As text, so that a year is not written with a point in it
        return Message(f"lessons.file.reason.{kind}", {"bound": f"{bound:g}" if bound < 1e6 else str(bound)})
    if kind == "enum":
        return Message(
            "lessons.file.reason.enum",
            {"choices": str(limits.get("expected", "")).replace("'", "").replace(" or ", ", ")},
        )
    if kind in ("string_too_long", "string_too_short"):
        bound = limits.get("max_length", limits.get("min_length", 0))
        return Message(f"lessons.file.reason.{kind}", {"bound": bound})
    return Message(f"lessons.file.reason.{_REASONS.get(kind, 'other')}")


_REASONS = {
    "string_pattern_mismatch": "identifier",
    "string_type": "text",
    "int_type": "whole",
    "int_from_float": "whole",
    "int_parsing": "whole",
    "frozen_set_type": "list",
    "list_type": "list",
    "float_type": "number",
    "figure.not_a_number": "number",
    "figure.decimal_comma": "decimal_comma",
    "figure.not_a_share": "share",
    "figure.half_range": "half_range",
    "figure.low_above_high": "range",
    "figure.value_outside_range": "range",
    "figure.published_without_source": "source",
    "figure.negative": "negative",
}
