"""Which planned cells may be shown, and which items of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vierkant.privacy.answers import IntArray
from vierkant.privacy.floors import floor_reason
from vierkant.privacy.ledger import Ledger
from vierkant.privacy.plan import Plan
from vierkant.privacy.repair import Repair
from vierkant.privacy.rules import Reason, Rule
from vierkant.privacy.turnover import EarlierWaves
from vierkant.privacy.universe import Row, Universe

Progress = Callable[[float], None]
"""Called with the share of the work that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The outcome for the planned cells.

    Attributes:
        reasons: cell → why it is withheld; None when it is released.
        items: released cell → the items that may be shown.
        rows: released cell → its row.
    """

    reasons: Mapping[str, Reason | None]
    items: Mapping[str, frozenset[str]]
    rows: Mapping[str, Row]


def decide(
    plan: Plan,
    bodies: Mapping[str, Mapping[str, Any]],
    found: Universe,
    ledger: Ledger,
    rules: frozenset[Rule],
    progress: Progress,
) -> Decided:
    """Decide about every planned cell.

    Args:
        plan: of the wave.
        bodies: of its atoms.
        found: cells on the same unknowns.
        ledger: everything released before.
        rules: those that hold.
        progress: told how far it is.
    """
    fixed = [row for row in found.rows if row.fixed]
    stands = {row.columns.tobytes(): row for row in fixed}
    candidates = [row for row in found.rows if not row.fixed]
    # The same set of people was released before: that answer is given again, and says nothing new.
    again = {row.key: stands[row.columns.tobytes()] for row in candidates if row.columns.tobytes() in stands}
    candidates = [row for row in candidates if row.key not in again]
    reasons: dict[str, Reason | None] = {
        cell.key: None if cell.key in again else floor_reason(plan, cell, bodies, rules)
        for cell in plan.cells
    }
    earlier = (
        EarlierWaves(plan, bodies, ledger, plan.thresholds.respondents) if Rule.TURNOVER in rules else None
    )
    if earlier is not None:
        _against_earlier(plan, earlier, reasons, again)
    passing = [row for row in candidates if reasons[row.key] is None]
    others = [row for row in candidates if reasons[row.key] is not None]
    floor = plan.thresholds.respondents
    repair = Repair([*fixed, *passing], found.weights, floor, rules, others)
    repair.run(lambda done: progress(0.7 * done))
    for number, reason in repair.reasons.items():
        reasons[repair.rows[number].key] = reason
    if earlier is not None:
        _remainders_against_earlier(plan, earlier, reasons, {row.key: row.order for row in passing})
    kept = {row.key: row for row in passing if reasons[row.key] is None}
    items = _items(plan, found, [*fixed, *kept.values()], rules, lambda done: progress(0.7 + 0.3 * done))
    for key in kept:
        if not items[key]:
            reasons[key] = Reason.ITEMS
    return Decided(
        reasons,
        {key: shown for key, shown in items.items() if shown}
        | {key: row.items or frozenset() for key, row in again.items()},
        {key: row for key, row in kept.items() if items[key]} | again,
    )


def _against_earlier(
    plan: Plan, earlier: EarlierWaves, reasons: dict[str, Reason | None], again: Container[str]
) -> None:
    """Withhold the cells whose difference with an earlier wave is about too few people."""
    cells = [cell for cell in plan.cells if reasons[cell.key] is None and cell.key not in again]
    for cell, broken in zip(cells, earlier.broken([(cell.key, cell.groups) for cell in cells]), strict=True):
        if broken:
            reasons[cell.key] = Reason.TURNOVER


def _remainders_against_earlier(
    plan: Plan, earlier: EarlierWaves, reasons: dict[str, Reason | None], order: Mapping[str, int]
) -> None:
    """The same for what cells leave without their parts; the last part is withheld until nothing is broken."""
    while True:
        cells = [cell for cell in plan.cells if reasons[cell.key] is None]
        dropped = set()
        for parts in earlier.broken_remainders(cells):
            free = [part for part in parts.tolist() if cells[part].key in order]
            if free:
                dropped.add(cells[max(free, key=lambda part: (order[cells[part].key], part))].key)
        if not dropped:
            return
        reasons.update(dict.fromkeys(dropped, Reason.TURNOVER))


def _items(
    plan: Plan, found: Universe, rows: list[Row], rules: frozenset[Rule], progress: Progress
) -> dict[str, frozenset[str]]:
    """Cell → the items of which enough people answered, in the cell and in every combination of cells."""
    shown: dict[str, set[str]] = {row.key: set() for row in rows if not row.fixed}
    seen: dict[bytes, list[Row]] = {}
    for number, (item, answered) in enumerate(found.by_item.items()):
        here = [row for row in rows if row.items is None or item in row.items]
        pattern = answered.tobytes() + bytes(row.key in shown for row in here)
        if Rule.ITEMS not in rules or np.array_equal(answered, found.weights):
            seen[pattern] = [row for row in here if int(answered[row.columns].sum()) > 0]
        elif pattern not in seen:
            seen[pattern] = _enough(plan, here, answered, rules)
        for row in seen[pattern]:
            if not row.fixed:
                shown[row.key].add(item)
        progress((number + 1) / len(found.by_item))
    return {key: frozenset(items) for key, items in shown.items()}


def _enough(plan: Plan, rows: list[Row], answered: IntArray, rules: frozenset[Rule]) -> list[Row]:
    floor = plan.thresholds.respondents
    passing = [row for row in rows if row.fixed or int(answered[row.columns].sum()) >= floor]
    repair = Repair(passing, answered, floor, rules)
    repair.run(lambda _done: None)
    return [row for number, row in enumerate(passing) if repair.alive[number]]
