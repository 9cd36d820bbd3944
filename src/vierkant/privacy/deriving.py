"""Which derived statistics may be computed, and computing them inside the controller."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vierkant.privacy.answers import Answers, CellAnswers, Counted, IntArray
from vierkant.privacy.deciding import Decided, Progress
from vierkant.privacy.derived import Derived, blurred, cell_answers, places, rounded
from vierkant.privacy.ledger import Ledger
from vierkant.privacy.plan import Plan
from vierkant.privacy.rules import Decision, Reason, Rule
from vierkant.privacy.span import Span, membership
from vierkant.privacy.turnover import remainders
from vierkant.privacy.universe import Universe


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was decided about derived statistics.

    Attributes:
        decisions: one for each, in the order in which they were asked.
        values: those that may be shown, as JSON values.
    """

    decisions: tuple[Decision, ...]
    values: tuple[tuple[Derived, Any], ...]


def derive(
    plan: Plan,
    answers: Answers,
    counted: Counted,
    found: Universe,
    decided: Decided,
    ledger: Ledger,
    derived: Sequence[Derived],
    key: bytes,
    rules: frozenset[Rule],
    progress: Progress,
) -> Statistics:
    """Compute the statistics whose cells are released and large, apart and in every combination.

    A statistic is not rounded to multiples of three, so the floor of means holds for the differences of its cells with
    those of all other statistics of this wave too.

    Args:
        plan: of the wave.
        answers: all of them.
        counted: the same, counted.
        found: cells on the same unknowns.
        decided: about the cells.
        ledger: everything released before.
        derived: what is asked.
        key: secret of the cooperation.
        rules: those that hold.
        progress: told how far it is.
    """
    if not derived:
        return Statistics((), ())
    floor = plan.thresholds.means if Rule.MEANS in rules else 1
    people = {cell: int(found.weights[row.columns].sum()) for cell, row in decided.rows.items()}
    large = {cell: items for cell, items in decided.items.items() if people[cell] >= floor}
    values = dict(answers.values)
    if Rule.ROUNDING in rules:
        values = blurred(plan, answers, _sets(plan, counted, large, floor), key)
    apart = _Apart(found, decided, ledger, plan.wave, floor)
    given: dict[str, CellAnswers] = {}
    decisions, computed = [], []
    for number, statistic in enumerate(derived):
        reason = None
        if any(cell not in decided.rows for cell in statistic.cells):
            reason = Reason.CELLS
        elif any(cell not in large for cell in statistic.cells) or not apart.take(statistic.cells):
            reason = Reason.MEANS
        decisions.append(Decision(statistic.key, reason is None, reason))
        if reason is None:
            for cell in statistic.cells:
                if cell not in given:
                    given[cell] = cell_answers(plan, counted, values, cell, decided.items[cell])
            answered = {cell: given[cell] for cell in statistic.cells}
            computed.append((statistic, rounded(statistic.compute(answered), statistic.decimals)))
        progress((number + 1) / len(derived))
    return Statistics(tuple(decisions), tuple(computed))


def _sets(plan: Plan, counted: Counted, large: Container[str], floor: int) -> dict[str, IntArray]:
    """Respondents of every large cell, shown or not, and of what is left of one without its parts of one table."""
    sets = {cell.key: places(plan, counted, cell.key) for cell in plan.cells}
    shown = [cell for cell in plan.cells if cell.key in large]
    inside = np.array([[atom in cell.groups for atom in counted.atoms] for cell in shown], np.float64)
    for cell, table, rest, _parts in remainders(
        inside.reshape(-1, len(counted.atoms)), [one.table for one in shown]
    ):
        left = np.isin(counted.place, np.flatnonzero(rest))
        sets[f"{shown[cell].key}\x1f{table}"] = np.flatnonzero(left).astype(np.int64)
    return {name: people for name, people in sets.items() if len(people) >= floor}


class _Apart:
    """Whether the cells of statistics differ by enough people, in every combination."""

    def __init__(self, found: Universe, decided: Decided, ledger: Ledger, wave: str, floor: int) -> None:
        self.floor = floor
        self.weights = found.weights
        self.numbers = {cell: number for number, cell in enumerate(decided.rows)}
        member = membership([row.columns for row in decided.rows.values()], len(found.weights))
        self.span = Span(member)
        self.used: set[int] = set()
        for entry in ledger.entries:
            if entry.kind == "derived" and entry.wave == wave:
                self.used |= {self.numbers[cell] for cell in entry.body["cells"] if cell in self.numbers}

    def take(self, cells: Sequence[str]) -> bool:
        """Use these cells, unless that would be about too few people."""
        wanted = self.used | {self.numbers[cell] for cell in cells}
        if wanted != self.used:
            rows = np.array(sorted(wanted), np.int64)
            if self.span.audit(rows, self.weights, self.floor).light:
                return False
            self.used = wanted
        return True
