"""Hours of coordination as people measured them after the start, placed in the years of the calculation."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.years import YEARS


@dataclass(frozen=True, slots=True)
class Measured:
    """The hours of one year after the start, as measured: the names of the inputs that hold them.

    ``missing`` is the share of the partners that did not measure: for them the estimate counts.
    """

    year: int
    names: tuple[str, ...]
    missing: float


def measured_years(case: CaseInput, taking_part: frozenset[str]) -> tuple[Measured, ...]:
    """The years with measured hours, in order. Without a start year no calendar year can be placed.

    A row without a partner holds all partners together and comes before rows per partner. Rows of partners that
    bring in no cost count as well.
    """
    if case.start_year is None:
        return ()
    by_year: dict[int, list[tuple[str, str | None]]] = {}
    for row in case.coordination_hours:
        by_year.setdefault(row.year - case.start_year, []).append(
            (f"coordination.hours.{row.id}", row.partner)
        )
    found = []
    for year in sorted(by_year):
        if year not in YEARS:
            continue
        rows = by_year[year]
        together = tuple(name for name, partner in rows if partner is None)
        silent = taking_part - {partner for _, partner in rows if partner is not None}
        missing = 0.0 if together or not taking_part else len(silent) / len(taking_part)
        found.append(Measured(year, together or tuple(name for name, _ in rows), missing))
    return tuple(found)
