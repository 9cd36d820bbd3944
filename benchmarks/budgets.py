"""The budgets of twenty-five arrangements on one page, and the lessons nearest to a cooperation."""

from __future__ import annotations

from collections.abc import Callable

from vierkant.business_case import compare_budgets
from vierkant.business_case.inputs import ArrangementBudget, BudgetCause, BudgetChange
from vierkant.lessons import Features, nearest
from vierkant.lessons.inputs import Scope
from vierkant.quantities import Figure, FourK
from vierkant.reference.forms import Kind, LegalForm

ARRANGEMENTS = 25


def rows() -> list[tuple[str, Callable[[], object], str, float | None]]:
    """What is measured, how, its unit and its target."""
    budgets = [
        ArrangementBudget(
            id=f"b{number}",
            name=f"Arrangement {number}",
            partner="a",
            year=2027,
            previous_total=20_000_000 + number,
            total=21_000_000 + number,
            previous_contribution=1_000_000 + number,
            contribution=1_060_000 + 7 * number,
            index_used=Figure(value=0.045),
            index_agreed=Figure(value=0.041),
            reserve=900_000,
            reserve_ceiling=700_000,
            overhead=4_000_000,
        )
        for number in range(ARRANGEMENTS)
    ]
    changes = [
        BudgetChange(id=f"{budget.id}-{cause}", budget=budget.id, cause=cause, amount=9_000)
        for budget in budgets
        for cause in BudgetCause
    ]
    features = Features(
        Kind.INTERMUNICIPAL,
        LegalForm.BEDRIJFSVOERINGSORGANISATIE,
        Scope.PERMITS,
        90_000.0,
        3,
        0.47,
        frozenset({FourK.COSTS}),
    )
    return [
        (
            f"budgets of {ARRANGEMENTS} arrangements compared, with their bridges",
            lambda: compare_budgets(budgets, changes, residents={"a": 42_000.0}, partners={"a": "A"}),
            "s",
            1.0,
        ),
        ("nearest of all documented cases", lambda: nearest(features), "s", 0.05),
    ]
