"""Adds Iv3 rows up to the totals that the tables hold: per municipality and report, and per taakveld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vierkant.reference.finances_table import AMOUNTS
from vierkant.reference.iv3_file import Iv3Row
from vierkant.reference.renumbering import main_taakveld

RESERVES_AND_RESULT = frozenset({"0.10", "0.11"})
"""Changes of reserves and the result are bookkeeping: they are no expenditure or income."""

OVERHEAD = "0.4"
SALARIES, HIRED_STAFF, TRANSFERS = "L1.1", "L3.5.1", "L4.3.3"

Reports = dict[str, dict[str, tuple[int, ...] | None]]


@dataclass(slots=True)
class Iv3Totals:
    """Code → report → the amounts in the order of `AMOUNTS`, and code → taakveld → expenditure and salaries.

    Thousands of euros. Fed row by row, so that a file of any length needs little memory.
    """

    totals: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    taakvelden: dict[str, dict[str, dict[str, list[int]]]] = field(default_factory=dict)
    rows: int = 0

    def add(self, rows: Iterable[Iv3Row]) -> None:
        """Add rows: expenditure has a category L…, income B…."""
        places = {name: place for place, name in enumerate(AMOUNTS)}
        for row in rows:
            self.rows += 1
            if row.taakveld in RESERVES_AND_RESULT:
                continue
            found = self.totals.setdefault((row.code, row.report), [0] * len(AMOUNTS))
            if row.category.startswith("B"):
                found[places["income"]] += row.amount
                continue
            for name in _kinds(row):
                found[places[name]] += row.amount
            cells = self.taakvelden.setdefault(row.report, {}).setdefault(row.code, {})
            for taakveld in {row.taakveld, main_taakveld(row.taakveld)}:
                cell = cells.setdefault(taakveld, [0, 0])
                cell[0] += row.amount
                if row.category == SALARIES:
                    cell[1] += row.amount

    def merge(self, other: Iv3Totals) -> None:
        """Add the totals of another file."""
        self.rows += other.rows
        for key, amounts in other.totals.items():
            known = self.totals.setdefault(key, [0] * len(AMOUNTS))
            known[:] = [first + second for first, second in zip(known, amounts, strict=True)]
        for report, codes in other.taakvelden.items():
            for code, cells in codes.items():
                row = self.taakvelden.setdefault(report, {}).setdefault(code, {})
                for taakveld, (spent, paid) in cells.items():
                    cell = row.setdefault(taakveld, [0, 0])
                    cell[:] = [cell[0] + spent, cell[1] + paid]

    @property
    def reports(self) -> frozenset[str]:
        """The reports of which there are amounts."""
        return frozenset(report for _, report in self.totals)

    def finances(self) -> Reports:
        """What goes in the table of finances: a report without expenditure was not delivered."""
        found: Reports = {}
        for (code, report), amounts in self.totals.items():
            found.setdefault(code, {})[report] = tuple(amounts) if amounts[0] else None
        return found

    def delivered(self, report: str) -> Mapping[str, Mapping[str, tuple[int, int | None]]]:
        """What goes in the table of one report: only municipalities that delivered it."""
        return {
            code: {taakveld: (cell[0], cell[1]) for taakveld, cell in cells.items()}
            for code, cells in self.taakvelden.get(report, {}).items()
            if self.totals[code, report][0]
        }


def _kinds(row: Iv3Row) -> Iterable[str]:
    """The totals in which an amount of expenditure counts."""
    yield "expenditure"
    if row.category == SALARIES:
        yield "salaries"
    elif row.category == HIRED_STAFF:
        yield "hired_staff"
    elif row.category == TRANSFERS:
        yield "transfers_to_arrangements"
    if row.taakveld == OVERHEAD:
        yield "overhead"
        if row.category == SALARIES:
            yield "overhead_salaries"
