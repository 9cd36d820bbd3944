"""All draws of a case: block by block into whole arrays, so that results do not depend on the size of a block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from vierkant.business_case.distributions import Floats, Values, quantile, uniforms
from vierkant.business_case.flows import Flows, Timing, flows, ramp, timing
from vierkant.business_case.model import Model
from vierkant.business_case.results import YEARS

MINIMUM_DRAWS = 10
"""Below this there is no tenth percentile."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The draws of a case. First axis partner, task or year of the promise; last axis draw. Positive sizes, in euro.

    ``kept`` is the effect of tasks without a plan; ``promised`` holds the planned saving by the year from which it
    counts in full. ``ramps`` has one row per year of `YEARS`.
    """

    model: Model
    draws: int
    scale: Floats
    planned: Floats
    stranded: Floats
    baseline: Floats
    effect: Floats
    task_baseline: Floats
    kept: Floats
    promised: Mapping[int, Floats]
    coordination: Floats
    transition: Floats
    change: Floats
    ramps: Floats
    timing: Timing

    @property
    def once(self) -> Floats:
        """Everything that is spent once: the transition and the money reserved for people."""
        total: Floats = self.transition + self.change
        return total


def draw_values(model: Model, seed: int, start: int, count: int) -> dict[str, Values]:
    """The values of all inputs for draws ``start`` … ``start + count``."""
    return {
        name: quantile(variable, uniforms(seed, name, start, count)) if variable.uncertain else variable.value
        for name, variable in model.variables.items()
    }


def simulate(
    model: Model,
    *,
    seed: int,
    draws: int,
    chunk: int,
    progress: Callable[[float], None] | None = None,
) -> Simulation:
    """Run all draws.

    Raises:
        ValueError: seed, draws or chunk out of range.
    """
    if not 0 <= seed < 2**64:
        raise ValueError("the seed must be a whole number from 0 up to 2**64")
    if draws < MINIMUM_DRAWS or chunk < 1:
        raise ValueError(f"at least {MINIMUM_DRAWS} draws, in blocks of at least one")
    result = _empty(model, draws)
    for start in range(0, draws, chunk):
        stop = min(start + chunk, draws)
        _store(result, flows(model, draw_values(model, seed, start, stop - start)), slice(start, stop))
        if progress is not None:
            progress(stop / draws)
    return result


def _empty(model: Model, draws: int) -> Simulation:
    partners, tasks = len(model.partners), len(model.tasks)
    starts = {task.promised_from for task in model.tasks if task.plan}
    return Simulation(
        model=model,
        draws=draws,
        scale=np.zeros((partners, draws)),
        planned=np.zeros((partners, draws)),
        stranded=np.zeros((partners, draws)),
        baseline=np.zeros((partners, draws)),
        effect=np.zeros((tasks, draws)),
        task_baseline=np.zeros((tasks, draws)),
        kept=np.zeros(draws),
        promised={start: np.zeros(draws) for start in sorted(starts)},
        coordination=np.zeros(draws),
        transition=np.zeros(draws),
        change=np.zeros(draws),
        ramps=np.zeros((len(YEARS), draws)),
        timing=timing({name: variable.value for name, variable in model.variables.items()}),
    )


def _store(result: Simulation, found: Flows, at: slice) -> None:
    for target, items in (
        (result.scale, found.scale),
        (result.planned, found.planned),
        (result.stranded, found.stranded),
        (result.baseline, found.baseline),
        (result.effect, found.effect),
        (result.task_baseline, found.task_baseline),
    ):
        for row, item in zip(target, items, strict=True):
            row[at] = item
    for task, effect, promised in zip(result.model.tasks, found.effect, found.promised, strict=True):
        if task.plan:
            result.promised[task.promised_from][at] += promised
        else:
            result.kept[at] += effect
    result.coordination[at] = found.coordination
    result.transition[at] = found.transition
    result.change[at] = found.change
    for row, year in zip(result.ramps, YEARS, strict=True):
        row[at] = ramp(year, found.tau)
