"""Whether the taakvelden add up to the municipality's own totals."""

from __future__ import annotations

from vierkant.baseline.results import Reconciliation, Statement
from vierkant.baseline.statements import delivered, latest, taakvelden, with_salaries
from vierkant.sources import parameters

RESERVES_AND_RESULT = ("0.10", "0.11")


def reconcile(code: str) -> tuple[Reconciliation, ...]:
    """Expenditure and salaries of the statements that the baseline uses, each beside the sum of its taakvelden.

    Reserves (0.10) and the result (0.11) are in neither. A statement without taakvelden gives nothing.
    """
    found: list[Reconciliation] = []
    for statement in dict.fromkeys(item for item in (latest(code), with_salaries(code)) if item is not None):
        found.extend(_of(code, statement))
    return tuple(found)


def _of(code: str, statement: Statement) -> list[Reconciliation]:
    rows = taakvelden(code, statement)
    if rows is None:
        return []
    own = delivered(code)[statement]
    counted = {each: row for each, row in rows.items() if each not in RESERVES_AND_RESULT}
    tolerance = round(parameters("baseline")["reconciliation.rounding"].value * (len(counted) + 1))

    def made(name: str, total: int, parts: int) -> Reconciliation:
        return Reconciliation(name, statement, total, parts, parts - total, tolerance, len(counted))

    found = [made("expenditure", own.expenditure, sum(row.expenditure for row in counted.values()))]
    salaries = [row.salaries for row in counted.values() if row.salaries is not None]
    if salaries:
        found.append(made("salaries", own.salaries, sum(salaries)))
    return found
