"""Measured hours of coordination beside the estimate, for the years that have both."""

from __future__ import annotations

from vierkant.business_case.results_beside import CoordinationYear
from vierkant.business_case.rows import Rows


def coordination_years(rows: Rows) -> tuple[CoordinationYear, ...]:
    """One row for each year in which hours were measured, in order."""
    start = rows.model.case.start_year
    if start is None:
        return ()
    estimate = rows.band("hours")
    return tuple(
        CoordinationYear(
            year=row.year,
            calendar_year=start + row.year,
            measured_hours=rows.band(f"hours.{row.year}").mean,
            estimated_hours=estimate.mean,
            estimated_low=estimate.low,
            estimated_high=estimate.high,
            partial=row.missing > 0,
        )
        for row in rows.model.measured
    )
