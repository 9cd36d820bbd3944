"""What it costs and yields, per year and partner, with ranges."""

from __future__ import annotations

from collections.abc import Callable

from vierkant.business_case.arrangement_budgets import compare_budgets
from vierkant.business_case.arrangement_budgets_results import BudgetComparison
from vierkant.business_case.bridge import bridge
from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.missing import missing
from vierkant.business_case.results import CaseResult

__all__ = ["BudgetComparison", "CaseInput", "CaseResult", "bridge", "compare_budgets", "evaluate", "missing"]


def evaluate(
    case: CaseInput,
    *,
    seed: int = 0,
    draws: int = 100_000,
    progress: Callable[[float], None] | None = None,
) -> CaseResult | None:
    """The business case of a cooperation, or None when there is nothing to count (`missing` says why).

    Args:
        case: the composed input.
        seed: a whole number from 0; the same seed gives the same draws for the same input names, so that variants
            of one cooperation are compared under the same luck.
        draws: number of draws, at least 10.
        progress: called with the finished share (0..1); an exception raised in it stops the calculation.

    Raises:
        ValueError: seed or draws out of range.
    """
    from vierkant.business_case import evaluation  # NumPy: `vierkant --help` must not wait for it

    return evaluation.evaluate(case, seed=seed, draws=draws, progress=progress)
