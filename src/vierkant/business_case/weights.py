"""What weighs most and what turns the outcome, for the net present value of all partners together."""

from __future__ import annotations

from vierkant.business_case.results import TornadoBar
from vierkant.business_case.results_beside import Flip
from vierkant.business_case.rows import ALL, Rows, outcome, prefix_of
from vierkant.business_case.sensitivity import flips, tornado

MOST = 12
"""Turning points that are kept: no reader decides on the thirteenth."""


def bars(rows: Rows) -> tuple[TornadoBar, ...]:
    """The inputs that move the result most, largest first: each at its P10 and P90, others at their median."""
    name = f"{prefix_of(ALL)}.npv_10"
    return tornado(outcome(rows.streams), rows.model.every, output=name, draws=rows.found)


def turning_points(rows: Rows) -> tuple[Flip, ...]:
    """The values at which the result after ten years is zero: likely ones first, then those nearest to the median."""
    found = [
        Flip(
            name=point.variable.name,
            label=point.variable.label,
            unit=point.variable.unit,
            value=point.median,
            flips_at=point.at,
            low=point.variable.low,
            high=point.variable.high,
            within=point.variable.low <= point.at <= point.variable.high,
            source=point.variable.source,
            certainty=point.variable.certainty,
        )
        for point in flips(outcome(rows.streams), rows.model.every, output=f"{prefix_of(ALL)}.npv_10")
        if point.at is not None and point.variable.low is not None and point.variable.high is not None
    ]
    found.sort(key=_far)
    return tuple(found[:MOST])


def _far(point: Flip) -> tuple[bool, float]:
    """How far the turning point lies from what is counted with, in widths of the range."""
    width = max(point.high - point.low, 1e-12)
    return not point.within, abs(point.flips_at - point.value) / width
