"""From one budget to the next: what every euro of the change is for, exact to the euro.

Amounts are whole numbers, so the parts and what is left unexplained always add up to the change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from vierkant.business_case.inputs import ArrangementBudget, BudgetCause, BudgetChange

UNEXPLAINED = "unexplained"


class Basis(StrEnum):
    """Of which amounts the change is taken."""

    CONTRIBUTION = "contribution"
    """What the partner pays."""
    TOTAL = "total"
    """The whole budget of the arrangement, when both contributions are not known."""


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One part of the change, in whole euros; ``start`` and ``end`` are the budget before and after it.

    ``proposed`` is True when nobody filled it in: the index of the budget times the budget of the year before.
    """

    cause: str
    amount: int
    start: int
    end: int
    texts: tuple[str, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """The change from ``previous`` to ``current``: the causes in a fixed order, and what is unexplained last.

    ``explained_share`` is 1 minus the unexplained part, measured against all movements in both directions, so that
    two large causes that cancel out cannot hide a gap; None when nothing moved.
    """

    basis: Basis
    previous: int
    current: int
    steps: tuple[BridgeStep, ...]
    explained_share: float | None

    @property
    def change(self) -> int:
        """Euro more (or less, below zero) than the year before."""
        return self.current - self.previous

    @property
    def unexplained(self) -> int:
        """Euro of the change that no cause explains."""
        return self.steps[-1].amount


def bridge(
    budget: ArrangementBudget, changes: Iterable[BudgetChange], *, previous: int | None = None
) -> Bridge | None:
    """The bridge of one budget, or None when the amounts of both years are not known.

    Args:
        budget: the budget of this year.
        changes: the causes that were filled in; those of other budgets are left out.
        previous: the contribution of the year before, where the budget itself does not say it.

    The contribution counts when both are known, else the whole budget. Without a change by index, the index that the
    budget uses gives a proposal (`proposed_index`).
    """
    before = budget.previous_contribution if budget.previous_contribution is not None else previous
    basis, after = Basis.CONTRIBUTION, budget.contribution
    if before is None or after is None:
        basis, before, after = Basis.TOTAL, budget.previous_total, budget.total
    if before is None or after is None:
        return None
    own = [change for change in changes if change.budget == budget.id]
    steps: list[BridgeStep] = []
    at = before
    for cause in BudgetCause:
        rows = [change for change in own if change.cause is cause]
        amount = sum(row.amount for row in rows)
        proposed = cause is BudgetCause.INDEX and not rows and budget.index_used is not None
        if proposed:
            amount = proposed_index(budget, before) or 0
        texts = tuple(row.text for row in rows if row.text)
        steps.append(BridgeStep(cause.value, amount, at, at + amount, texts, proposed))
        at += amount
    steps.append(BridgeStep(UNEXPLAINED, after - at, at, after))
    return Bridge(basis, before, after, tuple(steps), _explained(steps))


def proposed_index(budget: ArrangementBudget, before: int) -> int | None:
    """The index that the budget uses times the budget before, in whole euros, halves away from zero; None without."""
    return None if budget.index_used is None else whole_share(before, budget.index_used.value)


def whole_share(amount: int, share: float) -> int:
    """A share of an amount in whole euros, halves away from zero; the share counts as it is written (0.031)."""
    return int((Decimal(amount) * Decimal(str(share))).to_integral_value(ROUND_HALF_UP))


def _explained(steps: list[BridgeStep]) -> float | None:
    moved = sum(abs(step.amount) for step in steps)
    return None if moved == 0 else 1 - abs(steps[-1].amount) / moved
