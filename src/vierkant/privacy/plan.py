"""The table plan: which groups, which tables and which items a wave may show, decided before any answer arrives."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from vierkant.privacy.plan_checks import merge_targets, plan_problems
from vierkant.privacy.plan_parts import (
    PlanError,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Thresholds,
    Turnover,
)
from vierkant.quantities import Message, to_plain


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """One cell of the plan, after merges.

    Attributes:
        key: ``<table>`` or ``<table>:<value>/<value>``, unique in the plan.
        table: key of the table.
        values: of the dimensions of the table.
        groups: the groups in it, in the order of the plan; a group that was merged is in its target.
    """

    key: str
    table: str
    values: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a wave may show, from coarse tables to fine ones.

    Raises:
        PlanError: the plan contradicts itself or goes below a floor; holds all problems at once.
    """

    wave: str
    groups: tuple[PlannedGroup, ...]
    tables: tuple[PlannedTable, ...]
    items: tuple[PlannedItem, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)
    turnover: tuple[Turnover, ...] = ()
    _targets: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _cells: tuple[PlannedCell, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        problems = plan_problems(
            self.wave, self.groups, self.tables, self.items, self.thresholds, self.turnover
        )
        if problems:
            raise PlanError(problems)
        object.__setattr__(self, "_targets", MappingProxyType(merge_targets(self.groups)))
        object.__setattr__(self, "_cells", _planned_cells(self))

    @property
    def targets(self) -> Mapping[str, str]:
        """Group → the group that it is a part of after merges (itself when it stands alone)."""
        return self._targets

    @property
    def cells(self) -> tuple[PlannedCell, ...]:
        """The cells of all tables, in the order of the tables."""
        return self._cells

    @property
    def digest(self) -> str:
        """Of all that the plan says; what is signed before a wave opens."""
        return sha256(json.dumps(self.to_plain(), sort_keys=True).encode()).hexdigest()

    def to_plain(self) -> Mapping[str, Any]:
        """The plan as JSON values."""
        named = ("wave", "groups", "tables", "items", "thresholds", "turnover")
        return {name: to_plain(getattr(self, name)) for name in named}


def _planned_cells(plan: Plan) -> tuple[PlannedCell, ...]:
    cells = []
    standing = [group for group in plan.groups if plan.targets[group.key] == group.key]
    for table in plan.tables:
        members: dict[tuple[str, ...], list[str]] = {}
        for group in standing:
            if all(name in group.dimensions for name in table.dimensions):
                values = tuple(group.dimensions[name] for name in table.dimensions)
                members.setdefault(values, []).append(group.key)
        for values, groups in members.items():
            key = f"{table.key}:{'/'.join(values)}" if values else table.key
            cells.append(PlannedCell(key, table.key, values, tuple(groups)))
    return tuple(cells)


def small_cells(plan: Plan) -> tuple[Message, ...]:
    """The cells that can never be shown because too few people are asked, with the nearest one to merge with.

    They are no reason to refuse the plan: their people still count in the larger cells.
    """
    floor = max(plan.thresholds.invited, plan.thresholds.respondents)
    invited: Counter[str] = Counter()
    for group in plan.groups:
        invited[plan.targets[group.key]] += group.invited
    sizes = {cell.key: sum(invited[key] for key in cell.groups) for cell in plan.cells}
    dimensions = {group.key: group.dimensions for group in plan.groups}
    found = []
    for cell in plan.cells:
        size = sizes[cell.key]
        if size >= floor:
            continue
        home = dimensions[cell.groups[0]].get("organisation")
        near = [
            (sizes[other.key], other.key, " · ".join(other.values))
            for other in plan.cells
            if other.table == cell.table
            and other.key != cell.key
            and dimensions[other.groups[0]].get("organisation") == home
        ]
        said: dict[str, str | int] = {
            "cell": " · ".join(cell.values) or cell.key,
            "people": size,
            "floor": floor,
        }
        if near:
            found.append(Message("privacy.problem.small", {**said, "other": min(near)[2]}))
        else:
            found.append(Message("privacy.problem.small_alone", said))
    return tuple(found)
