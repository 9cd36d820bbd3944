"""What can still be used of a section with faults, so that the other faults come out in the same reading.

The result is only looked at for what does not fit together; it never becomes a dossier.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any

from pydantic import TypeAdapter, ValidationError

from vierkant.dossier.faults import LIST_SECTIONS
from vierkant.quantities import Message

_STAND_IN: dict[str, Any] = {"parts": {}, "qualified": 0}
"""In these tables a partner's key is still checked when what stands behind it is wrong."""

_ROW_STAND_IN: dict[str, dict[str, Any]] = {
    "partners": {"name": "?"},
    "tasks": {"name": "?"},
    "functions": {"name": "?"},
    "people": {"name": "?", "size": 1},
    "impact": {},
    "lead_scores": {},
    "aspects": {"aspect": "task"},
    "crosswalk": {"function": "?", "new_function": "?", "outcome": "changed", "people": 0},
    "interventions": {"name": "?", "kind": "article"},
    "communication": {"audience": "?", "message": "?"},
    "ledger": {"kind": "reserve"},
    "questions": {"question": "?"},
    "other_projects": {
        "name": "?", "hours_per_month": 0, "from_on": "0001-01-01", "until_on": "9999-12-31",
    },
    "clauses": {},
    "boards": {"name": "?"},
    "councils": {},
    "roles": {"role": "owner", "holder": "?"},
    "instruments": {},
    "zienswijze_points": {"text": "?"},
    "council_views": {"stance": "no_view"},
    "motives": {},
    "expertise": {"name": "?"},
    "indicators": {"name": "?"},
    "channels": {"name": "?"},
    "counters": {"name": "?"},
    "risks": {"name": "?"},
    "finances": {},
    "transition_costs": {"name": "?"},
    "coordination_hours": {"year": 2000, "hours": 0},
    "correlations": {"value": 0},
    "budgets": {"name": "?", "year": 2000},
    "budget_changes": {"cause": "index", "amount": 0},
    "cases": {"name": "?"},
    "structure": {},
    "mandates": {"decision": "?", "decider": "executive"},
    "employment": {"subject": "leave"},
    "processes": {"name": "?"},
    "applications": {"component": "?"},
    "trust": {},
    "differences": {"name": "?"},
    "key_inputs": {},
    "products": {"name": "?"},
    "voting_rules": {"name": "?"},
    "issues": {"name": "?"},
    "positions": {},
    "pacts": {"name": "?"},
    "withdrawal_facts": {},
    "measures": {"block": "people", "text": "?"},
}  # fmt: skip
"""Required fields: a row without them is still looked at for what it refers to."""

_ENTRY_STAND_IN: dict[str, Any] = {"sources": {"title": "?"}, "assumptions": 0}

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Usable:
    """What is right in a section. ``complete``: no key that another section may refer to was lost."""

    value: Any | None
    complete: bool
    rows: tuple[int, ...] | None = None
    """For a list: the number in the file of each row that is left."""


def writable(content: Any) -> tuple[Any, dict[Location, Message]]:
    """The content as JSON can hold it, and where something else stood: ``nan``, ``inf``, a huge number, half a letter.

    Raises:
        TypeError: a value of a type that no file can hold.
    """
    found: dict[Location, Message] = {}

    def walk(value: Any, path: Location) -> Any:
        if isinstance(value, dict):
            return {str(key): walk(item, (*path, str(key))) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [walk(item, (*path, number)) for number, item in enumerate(value)]
        if isinstance(value, float) and not isfinite(value):
            found[path] = Message("dossier.problem.number", {"found": str(value)})
            return 0
        if isinstance(value, int) and value.bit_length() > 1000:
            found[path] = Message("dossier.problem.huge_number")
            return 0
        if isinstance(value, str) and not value.isascii():
            text = value.encode("utf-8", "replace").decode("utf-8")
            if text != value:
                found[path] = Message("dossier.problem.half_letter")
            return text
        if value is None or isinstance(value, (str, int, float)):
            return value
        raise TypeError(type(value).__name__)

    return walk(content, ()), found


def salvage(name: str, content: Any, adapter: TypeAdapter[Any]) -> Usable:
    """The part of the section that can be validated after taking out what is wrong."""
    try:
        content, unwritable = writable(content)
    except TypeError:
        return Usable(None, complete=False)
    if name in LIST_SECTIONS:
        if isinstance(content, list):
            return _rows(name, content, adapter, list(unwritable))
        return Usable(None, complete=False)
    if not isinstance(content, dict):
        return Usable(None, complete=False)
    wrong = [*_locations(adapter, content), *unwritable]
    value = _validated(adapter, _pruned(content, wrong, _ENTRY_STAND_IN.get(name)))
    lost_key = any(location[-1:] == ("[key]",) for location in wrong)
    return Usable(value, complete=value is not None and not lost_key)


def _rows(name: str, content: list[Any], adapter: TypeAdapter[Any], unwritable: Iterable[Location]) -> Usable:
    kept: list[Any] = []
    numbers: list[int] = []
    for number, row in enumerate(content, 1):
        wrong = [path[1:] for path in unwritable if path[0] == number - 1]
        wrong += [path[1:] for path in _locations(adapter, [row])]
        found = None
        if not wrong:
            found = _validated(adapter, [row])
        elif isinstance(row, dict):
            found = _validated(adapter, [{**_ROW_STAND_IN[name], **_pruned(row, wrong, None)}])
        if found is not None:
            kept.extend(found)
            numbers.append(number)
    return Usable(tuple(kept), complete=len(kept) == len(content), rows=tuple(numbers))


def _pruned(table: dict[str, Any], locations: Iterable[Location], entry: Any | None) -> dict[str, Any]:
    """The table without the fields that are wrong; ``entry`` stands in for an entry whose key must stay known."""
    rest = dict(table)
    for location in locations:
        if not location:
            return {}
        field = str(location[0])
        if len(location) > 1 and field in _STAND_IN and isinstance(rest.get(field), dict):
            inner = dict(rest[field])
            if location[-1] == "[key]":
                inner.pop(str(location[1]), None)
            else:
                inner[str(location[1])] = _STAND_IN[field]
            rest[field] = inner
        elif entry is not None and location[-1] != "[key]":
            rest[field] = entry
        else:
            rest.pop(field, None)
    return rest


def _validated(adapter: TypeAdapter[Any], content: Any) -> Any | None:
    try:
        return adapter.validate_json(json.dumps(content), strict=True)
    except ValidationError:
        return None


def _locations(adapter: TypeAdapter[Any], content: Any) -> list[Location]:
    try:
        adapter.validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        return [detail["loc"] for detail in error.errors(include_url=False, include_context=False)]
    return []
