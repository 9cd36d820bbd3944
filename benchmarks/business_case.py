"""How fast the business case is, against the NumPy that one would naturally write: draws × partners × tasks × years.

Run: python benchmarks/business_case.py
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.special import ndtri

from vierkant.business_case import CaseInput, evaluate
from vierkant.business_case.inputs import CasePartner, Task, TaskPart
from vierkant.business_case.model import build
from vierkant.business_case.results import YEARS
from vierkant.business_case.simulation import simulate
from vierkant.business_case.statistics import whole
from vierkant.quantities import Figure

DRAWS = 100_000
SIZES = ((3, 3), (3, 10), (5, 10), (20, 10))
LARGEST_PEER = 5
"""With more partners the natural way needs gigabytes."""
TAAKVELDEN = ("0.61", "0.1", "7.3", "0.2", "0.4", "6.1", "8.1", "2.1", "0.64", "4.2")


def case(partners: int, tasks: int) -> CaseInput:
    """A case in which every FTE has a range, every task one cost per FTE with a range, and a plan."""

    def ranged(value: float) -> Figure:
        return Figure(value=value, low=value * 0.9, high=value * 1.15)

    members = tuple(
        CasePartner(f"p{number}", f"Partner {number}", Figure(value=15_000 + 4_000 * number))
        for number in range(partners)
    )
    return CaseInput(
        partners=members,
        tasks=tuple(
            Task(
                id=f"t{number}",
                name=f"Task {number}",
                taakveld=TAAKVELDEN[number % len(TAAKVELDEN)],
                cost_per_fte=ranged(85_000),
                planned_saving=Figure(value=0.05),
                parts={
                    member.id: TaskPart(own_fte=ranged(5.0 + place)) for place, member in enumerate(members)
                },
            )
            for number in range(tasks)
        ),
        start_year=2027,
    )


def natural(partners: int, tasks: int, draws: int = DRAWS) -> np.ndarray:
    """The same size of model by broadcasting over (draws, partners, years), with np.percentile. Shape (3, P, 12)."""
    generator = np.random.default_rng(0)
    years = np.array(YEARS)
    uniform = generator.random((draws, partners, tasks))
    fte = np.exp(np.log(5.0 + np.arange(partners))[None, :, None] + 0.1 * ndtri(uniform))
    price = np.exp(np.log(85_000) + 0.1 * ndtri(generator.random((draws, 1, tasks))))
    saved = 0.025 + 0.02 * ndtri(generator.random((draws, 1, tasks)))
    saving = (fte * price * saved).sum(axis=2)
    tau = 2.75 + 0.2 * ndtri(generator.random((draws, 1, 1)))
    ramp = np.where(years > 0, 1 - np.exp(-np.maximum(years, 0) / tau), 0.0)
    joint = (fte * price).sum(axis=(1, 2))[:, None, None] / partners
    steering = 0.02 * np.exp(0.54 * ndtri(generator.random((draws, 1, 1)))) * joint
    once = (
        0.05 * joint * np.select([years == -1, years == 0, years == 1, years == 2], [0.3, 0.4, 0.2, 0.1], 0.0)
    )
    stranded = 7_550 * fte.sum(axis=2)[:, :, None] * np.clip(np.where(years >= 0, 1 - years / 5, 0), 0, None)
    net = saving[:, :, None] * ramp - steering * (years >= 0) - once - stranded
    np.percentile(net, [10, 50, 90], axis=0)
    np.percentile(net.sum(axis=1), [10, 50, 90], axis=0)
    np.percentile(net.sum(axis=1).cumsum(axis=1), [10, 50, 90], axis=0)
    return np.percentile(net.cumsum(axis=2), [10, 50, 90], axis=0)


def best(run: Callable[[], object], times: int = 3) -> float:
    """The shortest of a few runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def core(model_case: CaseInput) -> None:
    """Draws and the figures of the whole, without words, partners and charts."""
    whole(simulate(build(model_case), seed=0, draws=DRAWS, chunk=10_000))


def main() -> None:
    """Print one row per size. The peers run last: they need far more memory, and the peak of a process only rises."""
    evaluate(case(2, 2), draws=1000)
    rows = []
    for partners, tasks in SIZES:
        dossier = case(partners, tasks)
        ours = best(partial(evaluate, dossier, draws=DRAWS))
        inner = best(partial(core, dossier))
        rows.append((partners, tasks, ours, inner, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    print("partners  tasks  whole result s  draws/s  core s  peak MB  natural NumPy s  times as fast")
    for partners, tasks, ours, inner, memory in rows:
        line = f"{partners:8d}  {tasks:5d}  {ours:14.3f}  {DRAWS / ours:7.0f}  {inner:6.3f}  {memory:7.0f}"
        if partners > LARGEST_PEER:
            print(f"{line}  {'-':>15}  {'-':>13}")
            continue
        peer = best(partial(natural, partners, tasks), 1)
        print(f"{line}  {peer:15.3f}  {peer / ours:13.1f}")


if __name__ == "__main__":
    main()
