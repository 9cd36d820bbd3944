"""What the comparison of the budgets of arrangements holds."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.business_case.bridge import Bridge
from vierkant.quantities import Computed, Explanation, Finding, Missing


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One arrangement in one year for one partner. Amounts in whole euros, shares from 0 up.

    ``previous_from`` is ``budget`` when the budget names the contribution of the year before, ``year_before`` when it
    is taken from the row of that year, None without one. ``index_gap`` is what the index costs above the agreed one.
    ``reserve_above`` is the reserve above its ceiling, 0 when it stays below.
    """

    id: str
    name: str
    register_number: str | None
    partner: str | None
    year: int
    contribution: int | None
    previous: int | None
    previous_from: str | None
    change: int | None
    change_share: float | None
    per_resident: float | None
    total: int | None
    share_of_total: float | None
    index_used: float | None
    index_agreed: float | None
    index_gap: int | None
    overhead: int | None
    overhead_share: float | None
    reserve: int | None
    reserve_ceiling: int | None
    reserve_above: int | None
    bridge: Bridge | None
    source: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class BudgetTotal:
    """All arrangements of one partner in one year.

    ``compared`` counts the rows with both years known; ``previous`` and ``change`` are of those rows only.
    """

    partner: str | None
    name: str | None
    year: int
    rows: int
    with_contribution: int
    compared: int
    contribution: int
    previous: int
    change: int
    change_share: float | None
    per_resident: float | None
    above_reference: int
    """Arrangements whose contribution grew more than the reference line."""


@dataclass(frozen=True, slots=True)
class BudgetComparison:
    """The budgets of arrangements side by side.

    ``methods`` explains the computed columns once, by their name in `BudgetRow`; ``reference`` is the national line.
    """

    rows: tuple[BudgetRow, ...]
    totals: tuple[BudgetTotal, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    reference: Computed
    methods: dict[str, Explanation]
