"""Released and planned cells as sets of unknowns: what an attacker would write down as equations.

In the usual case the unknowns of one group in one wave are interchangeable, so they are one column with the number of
respondents as its weight, and other waves share no column with this one. When answers carry forward, or an attacker is
assumed to recognise a person, every person is a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vierkant.privacy.answers import Answers, Counted, IntArray
from vierkant.privacy.ledger import Ledger
from vierkant.privacy.plan import Plan


@dataclass(frozen=True, slots=True)
class Row:
    """One cell.

    Attributes:
        key: of the cell.
        wave: in which.
        table: of the cell.
        columns: sorted numbers of the unknowns in it.
        order: its place from coarse and old to fine and new.
        fixed: released before: it stands.
        items: those released, for a fixed row; None is all.
        content: what was published, for a fixed row.
    """

    key: str
    wave: str
    table: str
    columns: IntArray
    order: int
    fixed: bool = False
    items: frozenset[str] | None = None
    content: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Universe:
    """Everything on the same unknowns.

    Attributes:
        names: of the columns; the text that keys the rounding.
        weights: array ``(columns,)``: people behind each.
        by_item: item → array ``(columns,)`` of who answered it.
        rows: released before, then planned now.
    """

    names: tuple[str, ...]
    weights: IntArray
    by_item: Mapping[str, IntArray]
    rows: tuple[Row, ...]


class _Columns:
    """Numbers the unknowns as they come along."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.weights: list[int] = []
        self.lacking: dict[str, dict[int, int]] = {}

    def add(self, name: str, people: int, by_item: Mapping[str, int]) -> int:
        if name not in self.numbers:
            self.numbers[name] = len(self.numbers)
            self.weights.append(people)
            for item, answered in by_item.items():
                self.lacking.setdefault(item, {})[self.numbers[name]] = people - answered
        return self.numbers[name]


def atom_bodies(plan: Plan, counted: Counted, answers: Answers) -> dict[str, dict[str, Any]]:
    """What the ledger keeps of each atom: how many were asked and answered, never what."""
    bodies: dict[str, dict[str, Any]] = {}
    for number, key in enumerate(counted.atoms):
        respondents = int(counted.respondents[number])
        items = {item: int(by[number]) for item, by in counted.by_item.items() if by[number] != respondents}
        leaves = {leaf: counted.leaves[leaf] for leaf, target in plan.targets.items() if target == key}
        body: dict[str, Any] = {
            "invited": int(counted.invited[number]),
            "respondents": respondents,
            "items": items,
            "leaves": leaves,
            "asked": {group.key: group.invited for group in plan.groups if plan.targets[group.key] == key},
        }
        bodies[key] = body
    if answers.unknowns is not None:
        _add_unknowns(bodies, counted, answers)
    return bodies


def _add_unknowns(bodies: dict[str, dict[str, Any]], counted: Counted, answers: Answers) -> None:
    unknowns = answers.unknowns or ()
    for number, key in enumerate(counted.atoms):
        here = np.flatnonzero(counted.place == number)
        bodies[key]["unknowns"] = [unknowns[place] for place in here]
        bodies[key]["without"] = {
            item: sorted(unknowns[place] for place in here[np.isnan(answers.values[item][here])])
            for item in bodies[key]["items"]
        }


def _atom_columns(columns: _Columns, wave: str, key: str, body: Mapping[str, Any]) -> list[int]:
    if "unknowns" not in body:
        if not body["respondents"]:
            return []
        return [columns.add(f"{wave}\x1f{key}", body["respondents"], body["items"])]
    without = {item: set(names) for item, names in body["without"].items()}
    return [
        columns.add(name, 1, {item: 0 for item, names in without.items() if name in names})
        for name in body["unknowns"]
    ]


def universe(plan: Plan, bodies: Mapping[str, Mapping[str, Any]], ledger: Ledger) -> Universe:
    """Write down all cells that share an unknown with this wave: those of the ledger and those of the plan.

    Args:
        plan: of this wave.
        bodies: of its atoms, from `atom_bodies`.
        ledger: everything released before.
    """
    linked = any("unknowns" in body for body in bodies.values())
    columns = _Columns()
    rows = []
    atoms: dict[str, list[int]] = {}
    for entry in ledger.entries:
        if entry.wave != plan.wave and not linked:
            continue
        if entry.kind == "wave":
            atoms = {
                key: _atom_columns(columns, entry.wave, key, body)
                for key, body in entry.body["atoms"].items()
            }
        elif entry.kind == "cell":
            content = entry.body["content"]
            rows.append(
                Row(
                    str(entry.body["key"]), entry.wave, str(entry.body["table"]),
                    _sorted(atoms, entry.body["atoms"]), -1, True, frozenset(content["items"]), content,
                )
            )  # fmt: skip
    atoms = {key: _atom_columns(columns, plan.wave, key, body) for key, body in bodies.items()}
    depth = {table.key: number for number, table in enumerate(plan.tables)}
    rows += [
        Row(cell.key, plan.wave, cell.table, _sorted(atoms, cell.groups), depth[cell.table])
        for cell in plan.cells
    ]
    weights = np.array(columns.weights, np.int64)
    by_item = {item.key: _item_weights(weights, columns.lacking.get(item.key, {})) for item in plan.items}
    return Universe(tuple(columns.numbers), weights, by_item, tuple(rows))


def _sorted(atoms: Mapping[str, list[int]], keys: Any) -> IntArray:
    return np.array(sorted({number for key in keys for number in atoms[key]}), np.int64)


def _item_weights(weights: IntArray, lacking: Mapping[int, int]) -> IntArray:
    result = weights.copy()
    for number, people in lacking.items():
        result[number] -= people
    return result
