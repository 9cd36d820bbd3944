"""The budgets of all arrangements of a municipality on one page: what each asks, why it rose, and what it keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vierkant.business_case.arrangement_budgets_findings import findings, missing
from vierkant.business_case.arrangement_budgets_results import BudgetComparison, BudgetRow, BudgetTotal
from vierkant.business_case.arrangement_budgets_words import METHODS, REFERENCE_SHARE, reference
from vierkant.business_case.bridge import bridge, whole_share
from vierkant.business_case.inputs import ArrangementBudget, BudgetChange
from vierkant.quantities import Figure

__all__ = ["compare_budgets"]


def compare_budgets(
    budgets: Sequence[ArrangementBudget],
    changes: Iterable[BudgetChange] = (),
    *,
    residents: Mapping[str, float],
    partners: Mapping[str, str],
) -> BudgetComparison:
    """All budgets side by side, with the bridge of each and the totals of each partner and year.

    Args:
        budgets: the budgets, any number, partners and years mixed.
        changes: the causes that were filled in, of all budgets.
        residents: residents by partner id; a partner without them gets no amount per resident.
        partners: name by partner id, in the order in which totals are given.

    The rows come in the order of partner, year and name. Where a budget does not name the contribution of the year
    before, that of the row of that year counts (same partner and arrangement).
    """
    of_budget: dict[str, list[BudgetChange]] = defaultdict(list)
    for change in changes:
        of_budget[change.budget].append(change)
    before = _by_year(budgets)
    rows = [_row(item, of_budget[item.id], before, residents) for item in budgets]
    order = {partner: place for place, partner in enumerate(partners)}
    rows.sort(
        key=lambda row: (order.get(row.partner or "", len(order)), row.year, row.name.casefold(), row.id)
    )
    totals = _totals(rows, residents, partners)
    return BudgetComparison(
        rows=tuple(rows),
        totals=totals,
        findings=findings(budgets, rows, totals, before_of=lambda item: _year_before(item, before)),
        missing=missing(rows),
        reference=reference(),
        methods=dict(METHODS),
    )


Key = tuple[str, str, int]
"""Partner, arrangement, year."""


def _key(item: ArrangementBudget, year: int) -> Key:
    """An arrangement is known by its number in the register, else by its name."""
    return (item.partner or "", item.register_number or item.name.casefold(), year)


def _by_year(budgets: Iterable[ArrangementBudget]) -> dict[Key, int]:
    return {_key(item, item.year): item.contribution for item in budgets if item.contribution is not None}


def _year_before(item: ArrangementBudget, before: Mapping[Key, int]) -> int | None:
    return before.get(_key(item, item.year - 1))


def _row(
    item: ArrangementBudget,
    changes: Sequence[BudgetChange],
    before: Mapping[Key, int],
    residents: Mapping[str, float],
) -> BudgetRow:
    previous, known_from = item.previous_contribution, "budget"
    if previous is None:
        previous, known_from = _year_before(item, before), "year_before"
    change = None if previous is None or item.contribution is None else item.contribution - previous
    people = residents.get(item.partner or "")
    return BudgetRow(
        id=item.id,
        name=item.name,
        register_number=item.register_number,
        partner=item.partner,
        year=item.year,
        contribution=item.contribution,
        previous=previous,
        previous_from=None if previous is None else known_from,
        change=change,
        change_share=_ratio(change, previous),
        per_resident=_ratio(item.contribution, people),
        total=item.total,
        share_of_total=_ratio(item.contribution, item.total),
        index_used=_value(item.index_used),
        index_agreed=_value(item.index_agreed),
        index_gap=_index_gap(item, previous),
        overhead=item.overhead,
        overhead_share=_ratio(item.overhead, item.total),
        reserve=item.reserve,
        reserve_ceiling=item.reserve_ceiling,
        reserve_above=_above(item),
        bridge=bridge(item, changes, previous=previous),
        source=item.source,
        note=item.note,
    )


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value


def _ratio(part: float | None, whole: float | None) -> float | None:
    """None when one of both is unknown, or the whole is not above zero."""
    return None if part is None or whole is None or whole <= 0 else part / whole


def _index_gap(item: ArrangementBudget, previous: int | None) -> int | None:
    """What the index that was used costs the partner above the agreed one, euro; below zero when it is lower."""
    if item.index_used is None or item.index_agreed is None or previous is None:
        return None
    return whole_share(previous, item.index_used.value) - whole_share(previous, item.index_agreed.value)


def _above(item: ArrangementBudget) -> int | None:
    if item.reserve is None or item.reserve_ceiling is None:
        return None
    return max(0, item.reserve - item.reserve_ceiling)


def _totals(
    rows: Sequence[BudgetRow], residents: Mapping[str, float], partners: Mapping[str, str]
) -> tuple[BudgetTotal, ...]:
    """Per partner and year, in the order of the rows."""
    groups: dict[tuple[str | None, int], list[BudgetRow]] = defaultdict(list)
    for row in rows:
        groups[row.partner, row.year].append(row)
    return tuple(
        _total(partner, year, group, residents.get(partner or ""), partners.get(partner or ""))
        for (partner, year), group in groups.items()
    )


def _total(
    partner: str | None, year: int, rows: Sequence[BudgetRow], residents: float | None, name: str | None
) -> BudgetTotal:
    contribution = sum(row.contribution or 0 for row in rows)
    compared = [row for row in rows if row.change is not None]
    previous = sum(row.previous or 0 for row in compared)
    change = sum(row.change or 0 for row in compared)
    known = [row for row in rows if row.contribution is not None]
    return BudgetTotal(
        partner=partner,
        name=name,
        year=year,
        rows=len(rows),
        with_contribution=len(known),
        compared=len(compared),
        contribution=contribution,
        previous=previous,
        change=change,
        change_share=_ratio(change, previous),
        per_resident=_ratio(contribution, residents) if known else None,
        above_reference=sum((row.change_share or 0) > REFERENCE_SHARE for row in compared),
    )
