"""What would change the decision: each uncertain input alone at its P10 and P90, all others at their median."""

from __future__ import annotations

import numpy as np

from vierkant.business_case.distributions import Floats, Values, Variable, quantile, uniforms
from vierkant.business_case.flows import Flows, flows, full, ramp, timing
from vierkant.business_case.model import Model
from vierkant.business_case.results import YEARS, TornadoBar

LONGEST = 12
"""Bars that are shown; a reader does not decide on the thirteenth."""

CORRELATION_DRAWS = 10_000
"""Draws behind the rank correlations: the sampling error is then at most 0.01."""


def net_present_value(model: Model, found: Flows, size: int) -> Floats:
    """The net present value after ten years of all partners together, per set of inputs. Shape (size,)."""
    plan = timing({name: variable.value for name, variable in model.variables.items()})
    present = np.zeros(size)
    growing = sum((full(item, size) for item in (*found.scale, *found.planned)), np.zeros(size))
    stranded = sum((full(item, size) for item in found.stranded), np.zeros(size))
    once = full(found.transition, size) + full(found.change, size)
    yearly = full(found.coordination, size)
    for position, year in enumerate(YEARS):
        net = (
            growing * full(ramp(year, found.tau), size)
            - stranded * plan.stranded[position]
            - yearly * plan.coordination[position]
            - once * plan.once[position]
        )
        present += net * plan.discount[position]
    return present


def at_median(model: Model) -> dict[str, Values]:
    """Every input at its median, as plain numbers."""
    middle = np.array([0.5])
    return {
        name: float(np.asarray(quantile(variable, middle)).reshape(-1)[0])
        for name, variable in model.variables.items()
    }


def tornado(model: Model, *, seed: int, outcome: Floats) -> tuple[TornadoBar, ...]:
    """The inputs that move the net present value most, largest first.

    Args:
        model: the case.
        seed: of the simulation, to find the same draws back.
        outcome: the net present value after ten years per draw, shape (draws,).
    """
    uncertain = model.uncertain
    size = 2 * len(uncertain) + 1
    values = at_median(model)
    for place, variable in enumerate(uncertain):
        probabilities = np.full(size, 0.5)
        probabilities[2 * place], probabilities[2 * place + 1] = 0.1, 0.9
        values[variable.name] = quantile(variable, probabilities)
    present = net_present_value(model, flows(model, values), size)
    median = float(present[-1])
    swings = np.abs(present[1:-1:2] - present[0:-1:2])
    largest = np.argsort(-swings, kind="stable")[:LONGEST]
    places = [int(place) for place in largest if swings[place] > 0]
    return tuple(_bar(uncertain[place], place, present, median, seed, outcome) for place in places)


def _bar(
    variable: Variable, place: int, present: Floats, median: float, seed: int, outcome: Floats
) -> TornadoBar:
    low, high = float(present[2 * place]), float(present[2 * place + 1])
    if variable.low is None or variable.high is None:
        raise AssertionError("only an uncertain input has a bar")
    return TornadoBar(
        name=variable.name,
        label=variable.label,
        low_input=variable.low,
        high_input=variable.high,
        unit=variable.unit,
        npv_low_input=low,
        npv_high_input=high,
        npv_median=median,
        swing=abs(high - low),
        rank_correlation=rank_correlation(variable, seed, outcome[:CORRELATION_DRAWS]),
        changes_sign=(low < 0) != (high < 0),
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
