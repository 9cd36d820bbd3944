"""What weighs most and what turns the outcome, for the net present value of all partners together."""

from __future__ import annotations

import numpy as np

from vierkant.business_case.distributions import Floats, Variable, quantile, uniforms
from vierkant.business_case.expressions import Program
from vierkant.business_case.results import TornadoBar
from vierkant.business_case.results_beside import Flip
from vierkant.business_case.rows import ALL, Rows, outcome_program, prefix_of, used_variables

LONGEST = 12
"""Bars that are shown; a reader does not decide on the thirteenth."""

CORRELATION_DRAWS = 10_000
"""Draws behind the rank correlations: the sampling error is then at most 0.01."""


def bars(rows: Rows) -> tuple[TornadoBar, ...]:
    """The inputs that move the result most, largest first: each at its P10 and P90, others at their median."""
    calculation = outcome_program(rows.streams)
    variables = used_variables(rows.streams, calculation)
    if not variables:
        return ()
    present = _ends(calculation, variables)
    swings = np.abs(present[1:-1:2] - present[0:-1:2])
    largest = [int(place) for place in np.argsort(-swings, kind="stable")[:LONGEST]]
    outcome = rows.found.row(f"{prefix_of(ALL)}.npv_10", CORRELATION_DRAWS)
    return tuple(
        _bar(
            variables[place],
            present[2 * place],
            present[2 * place + 1],
            present[-1],
            rows.found.seed,
            outcome,
        )
        for place in largest
        if swings[place] > 0
    )


def _ends(calculation: Program, variables: tuple[Variable, ...]) -> Floats:
    size = 2 * len(variables) + 1
    values = {}
    for place, variable in enumerate(variables):
        probabilities = np.full(size, 0.5)
        probabilities[2 * place], probabilities[2 * place + 1] = 0.1, 0.9
        values[variable.name] = quantile(variable, probabilities)
    return calculation.evaluate(values, size)["npv_10"]


def _bar(
    variable: Variable, low: float, high: float, median: float, seed: int, outcome: Floats
) -> TornadoBar:
    if variable.low is None or variable.high is None:
        raise AssertionError("only an uncertain input has a bar")
    return TornadoBar(
        name=variable.name,
        label=variable.label,
        low_input=variable.low,
        high_input=variable.high,
        unit=variable.unit,
        npv_low_input=float(low),
        npv_high_input=float(high),
        npv_median=float(median),
        swing=abs(float(high - low)),
        rank_correlation=rank_correlation(variable, seed, outcome),
        changes_sign=bool((low < 0) != (high < 0)),
        source=variable.source,
        certainty=variable.certainty,
    )


def rank_correlation(variable: Variable, seed: int, outcome: Floats) -> float:
    """Spearman's rank correlation of an input with the outcome; the input's draws are made again from the seed.

    Every distribution rises with its uniform draw, so that the draw has the ranks of the value.
    """
    drawn = uniforms(seed, variable.name, 0, len(outcome))
    ranks = [_ranks(drawn), _ranks(outcome)]
    centred = [items - items.mean() for items in ranks]
    spread = float(np.sqrt((centred[0] ** 2).sum() * (centred[1] ** 2).sum()))
    return float((centred[0] * centred[1]).sum() / spread) if spread > 0 else 0.0


def _ranks(values: Floats) -> Floats:
    """Ranks from 0; equal values share their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    mean_rank: Floats = ends - (counts + 1) / 2
    return mean_rank[inverse]


def turning_points(rows: Rows) -> tuple[Flip, ...]:
    """The values at which the outcome turns."""
    return ()
