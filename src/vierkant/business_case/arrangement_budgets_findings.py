"""What stands out in the budgets of arrangements, and what is missing in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from vierkant.business_case.arrangement_budgets_results import BudgetRow, BudgetTotal
from vierkant.business_case.arrangement_budgets_words import OWN, REFERENCE_SHARE
from vierkant.business_case.inputs import ArrangementBudget
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Missing, Number, Unit

UNEXPLAINED_SHARE = 0.25
"""From here on the unexplained part asks a question. Our judgement: no norm is known."""
OVEREXPLAINED = 1.0
_ORDER = {Level.RED: 0, Level.AMBER: 1, Level.UNKNOWN: 2, Level.GREEN: 3}
_PRINCIPLES = (
    "Uitgangspunten gemeenschappelijke regelingen Noord-Holland Noord, "
    "https://www.yumpu.com/nl/document/view/48845904/uitgangspunten-gemeenschappelijke-regelingen-aan-de-raad-"
)


def findings(
    budgets: Sequence[ArrangementBudget],
    rows: Sequence[BudgetRow],
    totals: Sequence[BudgetTotal],
    *,
    before_of: Callable[[ArrangementBudget], int | None],
) -> tuple[Finding, ...]:
    """All findings, the gravest first; within a level in the order of the rows."""
    by_id = {item.id: item for item in budgets}
    found = [item for row in rows for item in _of_row(row, by_id[row.id], before_of(by_id[row.id]))]
    found.extend(item for total in totals for item in _of_total(total))
    return tuple(sorted(found, key=lambda item: _ORDER[item.level]))


def _of_row(row: BudgetRow, budget: ArrangementBudget, before: int | None) -> Iterator[Finding]:
    about: dict[str, MessageArgument] = {"name": row.name, "year": str(row.year)}
    if row.reserve_above:
        amounts = {"above": row.reserve_above, "ceiling": row.reserve_ceiling or 0}
        yield _finding("reserve_above", row.id, Level.AMBER, {**about, **amounts}, _PRINCIPLES)
    if row.index_gap is not None and row.index_gap > 0:
        numbers: dict[str, MessageArgument] = {
            "used": Number(row.index_used or 0.0, Unit.SHARE, 1),
            "agreed": Number(row.index_agreed or 0.0, Unit.SHARE, 1),
            "gap": row.index_gap,
        }
        yield _finding("index_above", row.id, Level.AMBER, {**about, **numbers}, _PRINCIPLES)
    yield from _about_bridge(row, about)
    if before is not None and budget.previous_contribution not in (None, before):
        amounts = {"here": budget.previous_contribution or 0, "there": before}
        yield _finding("two_previous", row.id, Level.AMBER, {**about, **amounts}, OWN)
    if row.overhead_share is not None and row.overhead_share > OVEREXPLAINED:
        yield _finding("overhead_too_large", row.id, Level.RED, about, OWN)


def _about_bridge(row: BudgetRow, about: dict[str, MessageArgument]) -> Iterator[Finding]:
    if row.bridge is None or row.bridge.explained_share is None:
        return
    if row.bridge.explained_share <= 1 - UNEXPLAINED_SHARE:
        amounts = {"rest": row.bridge.unexplained, "change": row.bridge.change}
        yield _finding("unexplained", row.id, Level.AMBER, {**about, **amounts}, OWN, Certainty.LOW)


def _of_total(total: BudgetTotal) -> Iterator[Finding]:
    if total.change_share is not None and total.change_share > REFERENCE_SHARE:
        numbers: dict[str, MessageArgument] = {
            "partner": total.name or "",
            "year": str(total.year),
            "share": Number(total.change_share, Unit.SHARE, 1),
            "change": total.change,
        }
        name = "total_rises" if total.name else "total_rises_all"
        about = f"{total.partner or 'all'}-{total.year}"
        # The limit is our choice: that share was found for outcomes above a budget, not for one budget after another
        yield _finding(name, about, Level.AMBER, numbers, OWN, Certainty.LOW)


def _finding(
    name: str,
    about: str,
    level: Level,
    arguments: dict[str, MessageArgument],
    source: str,
    certainty: Certainty = Certainty.MEDIUM,
) -> Finding:
    return Finding(
        id=f"budgets.{name}.{about}",
        level=level,
        text=Message(f"budgets.finding.{name}", arguments),
        action=Message(f"budgets.action.{name}"),
        source=source,
        certainty=certainty,
    )


def missing(rows: Sequence[BudgetRow]) -> tuple[Missing, ...]:
    """What is not filled in, once per kind with the number of rows that lack it."""
    if not rows:
        return (Missing("budgets", Message("budgets.missing.none"), Message("budgets.missing.none_cost")),)
    lacking = {
        "contribution": sum(row.contribution is None for row in rows),
        "previous": sum(row.contribution is not None and row.previous is None for row in rows),
        "partner": sum(row.partner is None for row in rows),
        "index": sum(row.index_used is None or row.index_agreed is None for row in rows),
        "reserve": sum(row.reserve is None or row.reserve_ceiling is None for row in rows),
        "overhead": sum(row.overhead is None for row in rows),
    }
    return tuple(
        Missing(
            "budgets",
            Message(f"budgets.missing.{name}", {"number": number, "rows": len(rows)}),
            Message(f"budgets.missing.{name}_cost"),
        )
        for name, number in lacking.items()
        if number
    )
