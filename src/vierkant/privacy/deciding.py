"""Which planned cells may be shown, and which items of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vierkant.privacy.floors import floor_reason
from vierkant.privacy.ledger import Ledger
from vierkant.privacy.plan import Plan
from vierkant.privacy.rules import Reason, Rule
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
    reasons: dict[str, Reason | None] = {}
    candidates = {row.key: row for row in found.rows if not row.fixed}
    for cell in plan.cells:
        reasons[cell.key] = floor_reason(plan, cell, bodies, rules)
    kept = {key: row for key, row in candidates.items() if reasons[key] is None}
    items = {key: _items_with_enough(plan, found, row, rules) for key, row in kept.items()}
    progress(1.0)
    return Decided(reasons, items, kept)


def _items_with_enough(plan: Plan, found: Universe, row: Row, rules: frozenset[Rule]) -> frozenset[str]:
    floor = plan.thresholds.respondents if Rule.ITEMS in rules else 1
    return frozenset(
        item for item, answered in found.by_item.items() if int(np.sum(answered[row.columns])) >= floor
    )
