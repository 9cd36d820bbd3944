"""What the papers for councils may say about people: totals in which nobody can be recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.change.inputs import Group
from vierkant.documents.report_text import Plain

_STEP = 10
"""Counts and hours are rounded to tens: less the groups that other papers name they give nobody away."""
_PAY = frozenset(("salary_guarantee", "travel"))


def totals_only(people: Plain, groups: Sequence[Group], floor: int, joins_costs: bool) -> dict[str, Any]:
    """The human side without groups: how many people about, hours and euros in all, and hours per phase.

    Args:
        people: the human side of the assessment.
        groups: of the dossier.
        floor: fewer people than this have no number at all.
        joins_costs: a salary guarantee or travel rests on a few people.
    """
    size = sum(group.size for group in groups)
    ledger = people.get("ledger") or {}
    found: dict[str, Any] = {
        "about": None,
        "phases": (),
        "totals": None,
        "decided": ledger.get("decided", False),
    }
    if size < floor:
        return found
    totals = {
        name: item
        for name, item in (ledger.get("totals") or {}).items()
        if not _rests_on_small(ledger, name, groups, floor)
    }
    if joins_costs and _is_pay_alone(ledger):
        totals = {name: item for name, item in totals.items() if not name.startswith("euros")}
    return {**found, "about": _rounded(size), "phases": _phases(people), "totals": totals or None}


def _rounded(value: float) -> int:
    return max(_STEP, round(value / _STEP) * _STEP)


def _rests_on_small(ledger: Plain, name: str, groups: Sequence[Group], floor: int) -> bool:
    """Whether a small group is in this total and no other group: less what is for nobody in particular it is theirs."""
    small = {group.id for group in groups if group.size < floor}
    inside = [row["id"] in small for row in ledger.get("groups", ()) if row["id"] and row.get(name)]
    return bool(inside) and all(inside)


def _is_pay_alone(ledger: Plain) -> bool:
    """Whether the euros are for a guarantee or travel and nothing else: then the total is somebody's pay."""
    others = [row for row in ledger.get("kinds", ()) if row["id"] not in _PAY]
    return not any(row["euros_needed"] or row["euros_decided"] for row in others)


def _phases(people: Plain) -> tuple[tuple[Any, int], ...]:
    """Label and hours of each phase over all groups together."""
    found: dict[str, tuple[Any, float]] = {}
    for group in people.get("groups", ()):
        for phase in group["phases"]:
            label, hours = found.get(phase["id"], (phase["label"], 0.0))
            found[phase["id"]] = (label, hours + _value(phase["total"]))
    return tuple((label, _rounded(hours)) for label, hours in found.values() if hours)


def _value(item: Mapping[str, Any] | None) -> float:
    return float(item["value"]) if item else 0.0
