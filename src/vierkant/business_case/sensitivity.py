"""What would change the decision: inputs one at a time, all others at their median."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case.distributions import Floats, Values, Variable, quantile
from vierkant.business_case.draws import Draws
from vierkant.business_case.expressions import Program
from vierkant.business_case.results import TornadoBar

LONGEST = 12
"""Bars that are shown; a reader does not decide on the thirteenth."""
CORRELATION_DRAWS = 10_000
"""Draws behind the rank correlations: the sampling error is then at most 0.01."""
PLAUSIBLE = (0.01, 0.99)
"""Between these quantiles an input is plausible."""
INSIDE_POINTS = 41
BEYOND = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How far beyond the plausible range is looked, in distances of its end to the median."""
PARTS, ROUNDS = 16, 12
"""A bracket is cut in so many parts, so many times: 16**12 is more than a float can tell apart."""
INPUTS_AT_ONCE = 64


def tornado(
    program: Program, variables: Sequence[Variable], *, output: str, draws: Draws | None = None
) -> tuple[TornadoBar, ...]:
    """The inputs that move a result most, largest first; at most `LONGEST`, none that does not move it.

    Args:
        program: the calculation.
        variables: at least every input of the program.
        output: the result.
        draws: of a program with this output, for the rank correlations; without them these are 0.

    Raises:
        KeyError: no such output.
    """
    calculation, uncertain, middle = _at_median(program, variables, output)
    if not uncertain:
        return ()
    size = 2 * len(uncertain) + 1
    values: dict[str, Values] = dict(middle)
    for place, variable in enumerate(uncertain):
        probabilities = np.full(size, 0.5)
        probabilities[2 * place], probabilities[2 * place + 1] = 0.1, 0.9
        values[variable.name] = quantile(variable, probabilities)
    found = calculation.evaluate(values, size)[output]
    swings = np.abs(found[1:-1:2] - found[0:-1:2])
    largest = [int(place) for place in np.argsort(-swings, kind="stable")[:LONGEST] if swings[place] > 0]
    ranked = [uncertain[place].name for place in largest]
    correlations = (
        _rank_correlations(draws, ranked, output) if draws is not None else dict.fromkeys(ranked, 0.0)
    )
    return tuple(
        _bar(uncertain[place], found[2 * place : 2 * place + 2], float(found[-1]), correlations)
        for place in largest
    )


def _at_median(
    program: Program, variables: Sequence[Variable], output: str
) -> tuple[Program, list[Variable], dict[str, float]]:
    """The calculation of one result, its uncertain inputs, and every input at its median."""
    calculation = program.only([output])
    by_name = {variable.name: variable for variable in variables}
    used = [by_name[name] for name in calculation.inputs]
    half = np.array([0.5])
    middle = {variable.name: float(np.asarray(quantile(variable, half)).reshape(-1)[0]) for variable in used}
    return calculation, [variable for variable in used if variable.uncertain], middle


def _bar(variable: Variable, ends: Floats, median: float, correlations: Mapping[str, float]) -> TornadoBar:
    if variable.low is None or variable.high is None:
        raise AssertionError("only an uncertain input has a bar")
    low, high = float(ends[0]), float(ends[1])
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
        rank_correlation=correlations[variable.name],
        changes_sign=(low < 0) != (high < 0),
        source=variable.source,
        certainty=variable.certainty,
    )


def _rank_correlations(draws: Draws, names: Sequence[str], output: str) -> dict[str, float]:
    """Spearman's rank correlation of inputs with a result, over the first draws, correlations included."""
    outcome = _ranks(draws.row(output, CORRELATION_DRAWS))
    found = {}
    for name, values in draws.inputs(names, CORRELATION_DRAWS).items():
        ranks = _ranks(values)
        spread = float(np.sqrt((ranks**2).sum() * (outcome**2).sum()))
        found[name] = float((ranks * outcome).sum() / spread) if spread > 0 else 0.0
    return found


def _ranks(values: Floats) -> Floats:
    """Ranks around their mean; equal values share their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    mean_rank: Floats = np.cumsum(counts) - (counts + 1) / 2
    ranks: Floats = mean_rank[inverse]
    ranks -= ranks.mean()
    return ranks


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """The value of one input at which a result changes sign, all others at their median.

    ``at`` is None when it does not, as far as was looked; `plausible` says whether it lies between P1 and P99.
    """

    variable: Variable
    median: float
    at: float | None
    low: float
    """P1."""
    high: float
    """P99."""
    result: float
    """The result with all inputs at their median."""

    @property
    def plausible(self) -> bool:
        """True when the value at which the result turns is one that the input may well have."""
        return self.at is not None and self.low <= self.at <= self.high


def flips(program: Program, variables: Sequence[Variable], *, output: str) -> tuple[TurningPoint, ...]:
    """For every uncertain input of a result the value nearest to its median at which the result changes sign.

    It is looked for between P1 and P99, then up to eight times as far, but not below the floor of the input, nor at
    or below zero where its distribution cannot be there. In the order of the inputs of the program.

    Raises:
        KeyError: no such output.
    """
    calculation, uncertain, middle = _at_median(program, variables, output)
    found: list[TurningPoint] = []
    for start in range(0, len(uncertain), INPUTS_AT_ONCE):
        found.extend(_turning_points(calculation, output, uncertain[start : start + INPUTS_AT_ONCE], middle))
    return tuple(found)


def _turning_points(
    calculation: Program, output: str, uncertain: Sequence[Variable], middle: Mapping[str, float]
) -> list[TurningPoint]:
    grid = np.array([_grid(variable, middle[variable.name]) for variable in uncertain])
    results = _one_at_a_time(calculation, output, uncertain, middle, grid)
    brackets: list[tuple[float, float] | None] = []
    for values, outcome in zip(grid, results, strict=True):
        brackets.append(_nearest(values, outcome))
    turning = [place for place, bracket in enumerate(brackets) if bracket is not None]
    at = dict(zip(turning, _refined(calculation, output, uncertain, middle, turning, brackets), strict=True))
    result = float(calculation.evaluate(middle, 1)[output][0])
    return [
        TurningPoint(
            variable=variable,
            median=middle[variable.name],
            at=at.get(place),
            low=float(grid[place, len(BEYOND)]),
            high=float(grid[place, -len(BEYOND) - 1]),
            result=result,
        )
        for place, variable in enumerate(uncertain)
    ]


def _grid(variable: Variable, median: float) -> Floats:
    """Rising values: beyond P1, from P1 to P99 with the median in the middle, beyond P99."""
    half = INSIDE_POINTS // 2
    probabilities = np.concatenate(
        [np.linspace(PLAUSIBLE[0], 0.5, half + 1), np.linspace(0.5, PLAUSIBLE[1], half + 1)[1:]]
    )
    inside = np.asarray(quantile(variable, probabilities), dtype=np.float64)
    steps = np.array(BEYOND)
    below = inside[0] - (median - inside[0]) * steps[::-1]
    above = inside[-1] + (inside[-1] - median) * steps
    if variable.floor is not None:
        below = np.maximum(below, variable.floor)
    if variable.distribution == "lognormal":
        # Halfway to zero and on, instead of past it.
        below = np.maximum(below, inside[0] * 2.0 ** -steps[::-1])
    return np.concatenate([below, inside, above])


def _one_at_a_time(
    calculation: Program,
    output: str,
    uncertain: Sequence[Variable],
    middle: Mapping[str, float],
    points: Floats,
) -> Floats:
    """The result per input and point, all other inputs at their median. Shape of ``points``: (inputs, points)."""
    count, per_input = points.shape
    values: dict[str, Values] = dict(middle)
    for place, variable in enumerate(uncertain):
        column = np.full((count, per_input), middle[variable.name])
        column[place] = points[place]
        values[variable.name] = column.ravel()
    with np.errstate(all="ignore"):
        found: Floats = calculation.evaluate(values, points.size)[output].reshape(count, per_input)
    return found


def _nearest(values: Floats, outcome: Floats) -> tuple[float, float] | None:
    """The neighbouring points between which the sign changes, nearest to the median."""
    finite = np.isfinite(outcome)
    changes = np.flatnonzero((outcome[1:] < 0) != (outcome[:-1] < 0))
    changes = changes[finite[changes] & finite[changes + 1]]
    if not changes.size:
        return None
    middle = (len(values) - 1) / 2
    place = int(changes[np.argmin(np.abs(changes + 0.5 - middle))])
    return float(values[place]), float(values[place + 1])


def _refined(
    calculation: Program,
    output: str,
    uncertain: Sequence[Variable],
    middle: Mapping[str, float],
    turning: Sequence[int],
    brackets: Sequence[tuple[float, float] | None],
) -> list[float]:
    """The value at which the sign changes, for the inputs that have a bracket."""
    if not turning:
        return []
    ends: NDArray[np.float64] = np.array([brackets[place] for place in turning], dtype=np.float64)
    chosen = [uncertain[place] for place in turning]
    shares = np.linspace(0.0, 1.0, PARTS + 1)
    for _ in range(ROUNDS):
        points = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * shares
        points[:, -1] = ends[:, 1]
        negative = _one_at_a_time(calculation, output, chosen, middle, points) < 0
        first = np.argmax(negative[:, 1:] != negative[:, :-1], axis=1)
        rows = np.arange(len(chosen))
        ends = np.stack([points[rows, first], points[rows, first + 1]], axis=1)
    return [float(value) for value in ends.mean(axis=1)]
