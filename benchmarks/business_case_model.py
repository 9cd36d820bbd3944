"""One model twice: as a program for the engine, and written well in plain NumPy."""

from __future__ import annotations

import numpy as np

from vierkant.business_case.distributions import Variable, quantile
from vierkant.business_case.expressions import Graph, Node, Program, program
from vierkant.business_case.inputs import Correlation
from vierkant.quantities import Certainty, Confidence, Distribution, Message, Unit

PARTNERS, TASKS, EXTRAS = 20, 10, 14
YEARS = range(-1, 11)
RATE = 1.0225
SPENT = {-1: 0.3, 0: 0.4, 1: 0.2, 2: 0.1}
TIED = 0.5
"""Correlation between the prices of any two tasks."""
MIX = np.random.default_rng(0).dirichlet(np.ones(TASKS), PARTNERS)
"""How the staff of a partner is spread over the tasks."""


def variables() -> tuple[Variable, ...]:
    """Sixty uncertain inputs."""
    found: list[Variable] = []

    def add(name: str, distribution: Distribution, value: float, low: float, high: float) -> None:
        found.append(
            Variable(
                name=name,
                label=Message("business_case.label.baseline"),
                value=value,
                low=low,
                high=high,
                distribution=distribution,
                unit=Unit.NUMBER,
                source=None,
                certainty=Certainty.LOW,
                confidence=Confidence.ASSUMED,
            )
        )

    for partner in range(PARTNERS):
        size = 10.0 + partner
        add(f"fte.{partner}", Distribution.LOGNORMAL, size, size * 0.9, size * 1.2)
    for task in range(TASKS):
        add(f"price.{task}", Distribution.LOGNORMAL, 85_000, 75_000, 100_000)
        add(f"saved.{task}", Distribution.NORMAL, 0.06, -0.02, 0.14)
    for extra in range(EXTRAS):
        add(f"extra.{extra}", Distribution.UNIFORM, 1e5, 0.0, 2e5)
    add("tau", Distribution.LOGNORMAL, 2.75, 2.5, 3.0)
    add("level", Distribution.LOGNORMAL, 1.0, 0.5, 2.0)
    add("rate", Distribution.TRIANGULAR, 60.0, 50.0, 80.0)
    add("share", Distribution.TRIANGULAR, 0.05, 0.025, 0.1)
    add("stay", Distribution.NORMAL, 0.25, 0.1, 0.4)
    add("overhead", Distribution.LOGNORMAL, 30_200, 22_000, 40_000)
    return tuple(found)


def case_program() -> tuple[Program, tuple[Variable, ...], tuple[Correlation, ...]]:
    """The model for `simulate`."""
    graph = Graph()
    fte = [graph.input(f"fte.{partner}") for partner in range(PARTNERS)]
    price = [graph.input(f"price.{task}") for task in range(TASKS)]
    worth = [price[task] * graph.input(f"saved.{task}") for task in range(TASKS)]
    cost = [fte[p] * graph.total(float(MIX[p, t]) * price[t] for t in range(TASKS)) for p in range(PARTNERS)]
    saving = [
        fte[p] * graph.total(float(MIX[p, t]) * worth[t] for t in range(TASKS)) for p in range(PARTNERS)
    ]
    joint = graph.total(cost)
    steering = graph.input("level") * (500.0 + joint * 1e-4) * graph.input("rate")
    once = graph.input("share") * joint
    left = graph.input("stay").maximum(0.0) * graph.input("overhead")
    nets: list[list[Node]] = [[] for _ in range(PARTNERS + 1)]
    for place, year in enumerate(YEARS):
        ramp = 1.0 - ((-float(year)) / graph.input("tau")).exp() if year > 0 else graph.constant(0.0)
        shared = (
            steering * float(year >= 0)
            + once * SPENT.get(year, 0.0)
            + graph.input(f"extra.{place}") * 0.5
            + graph.input(f"extra.{(place + 7) % EXTRAS}") * 0.5
        ) * (1 / PARTNERS)
        for p in range(PARTNERS):
            nets[p].append(saving[p] * ramp - left * fte[p] * phased(year) - shared)
        nets[PARTNERS].append(graph.total(item[place] for item in nets[:PARTNERS]))
    outputs: dict[str, Node] = {}
    for owner, series in enumerate(nets):
        running, worth_now = graph.constant(0.0), graph.constant(0.0)
        for year, net in zip(YEARS, series, strict=True):
            running, worth_now = running + net, worth_now + net * RATE**-year
            outputs[f"{owner}.net.{year}"], outputs[f"{owner}.sum.{year}"] = net, running
            if year in (5, 10):
                outputs[f"{owner}.npv.{year}"] = worth_now
    tied = tuple(
        Correlation(first=f"price.{one}", second=f"price.{other}", value=TIED)
        for one in range(TASKS)
        for other in range(one)
    )
    return program(graph, outputs), variables(), tied


def phased(year: int) -> float:
    """The part of stranded overhead that is left in a year."""
    return max(0.0, 1 - year / 5) if year >= 0 else 0.0


def _drawn(draws: int) -> dict[str, np.ndarray]:
    """All inputs with the generator and the functions that are fastest in NumPy."""
    generator = np.random.default_rng(1)
    by_name = {variable.name: variable for variable in variables()}
    scores = generator.standard_normal((TASKS, draws))
    matrix = np.full((TASKS, TASKS), TIED) + (1 - TIED) * np.eye(TASKS)
    tied = np.linalg.cholesky(matrix) @ scores
    found = {}
    for name, variable in by_name.items():
        if variable.distribution in (Distribution.TRIANGULAR, Distribution.UNIFORM):
            ends = np.asarray(quantile(variable, np.array([1e-16, 1 - 1e-16])))
            if variable.distribution == Distribution.UNIFORM:
                found[name] = generator.uniform(ends[0], ends[1], draws)
            else:
                found[name] = generator.triangular(ends[0], variable.value, ends[1], draws)
            continue
        assert variable.low is not None
        assert variable.high is not None
        score = (
            tied[int(name.split(".")[1])] if name.startswith("price.") else generator.standard_normal(draws)
        )
        positive = variable.distribution == Distribution.LOGNORMAL
        middle, low, high = (
            np.log([variable.value, variable.low, variable.high])
            if positive
            else np.array([variable.value, variable.low, variable.high])
        )
        # Two halves of unequal width, without a branch per draw.
        spread = score * ((high - low) / 2 / 1.2815515655446004)
        spread += np.abs(score) * ((high + low - 2 * middle) / 2 / 1.2815515655446004)
        spread += middle
        found[name] = np.exp(spread, out=spread) if positive else spread
    return found


def plain_numpy(
    draws: int, *, with_spread: bool = False
) -> tuple[list[str], np.ndarray, np.ndarray] | list[np.ndarray]:
    """The model in plain NumPy, factored and in place: partner by partner, quantiles of its 26 rows in one call.

    Gives the summaries (mean, P10, median, P90, share below zero) per partner, or names, means and deviations.
    """
    value = _drawn(draws)
    price = np.stack([value[f"price.{task}"] for task in range(TASKS)])
    worth = price * np.stack([value[f"saved.{task}"] for task in range(TASKS)])
    fte = np.stack([value[f"fte.{partner}"] for partner in range(PARTNERS)])
    cost, saving = MIX @ price, MIX @ worth
    cost *= fte
    saving *= fte
    joint = cost.sum(axis=0)
    left = np.maximum(value["stay"], 0.0) * value["overhead"]
    steering = value["level"] * (500.0 + joint * 1e-4) * value["rate"]
    once = value["share"] * joint
    ramps = np.zeros((len(YEARS), draws))
    shared = np.empty((len(YEARS), draws))
    for place, year in enumerate(YEARS):
        if year > 0:
            np.subtract(1.0, np.exp(-year / value["tau"]), out=ramps[place])
        shared[place] = once * SPENT.get(year, 0.0)
        if year >= 0:
            shared[place] += steering
        shared[place] += 0.5 * value[f"extra.{place}"]
        shared[place] += 0.5 * value[f"extra.{(place + 7) % EXTRAS}"]
    shared *= 1 / PARTNERS
    whole = np.zeros((len(YEARS), draws))
    rows = np.empty((2 * len(YEARS) + 2, draws))
    found: list[np.ndarray] = []
    means, deviations = [], []
    for owner in range(PARTNERS + 1):
        _series(rows, whole, owner, saving, ramps, left, fte, shared)
        if with_spread:
            means.append(rows.mean(axis=1))
            deviations.append(rows.std(axis=1))
        found.append(_summary(rows))
    if with_spread:
        return _names(), np.concatenate(means), np.concatenate(deviations)
    return found


def _series(
    rows: np.ndarray,
    whole: np.ndarray,
    owner: int,
    saving: np.ndarray,
    ramps: np.ndarray,
    left: np.ndarray,
    fte: np.ndarray,
    shared: np.ndarray,
) -> None:
    """Net and cumulative result per year, and the net present value after 5 and 10 years, to ``rows``."""
    count = len(YEARS)
    nets, sums = rows[:count], rows[count : 2 * count]
    if owner < PARTNERS:
        np.multiply(ramps, saving[owner], out=nets)
        nets -= shared
        stranded = left * fte[owner]
        for place, year in enumerate(YEARS):
            if phased(year):
                nets[place] -= stranded * phased(year)
        whole += nets
    else:
        nets[:] = whole
    np.cumsum(nets, axis=0, out=sums)
    weights = np.array([RATE**-year for year in YEARS])
    until = weights * np.array([year <= 5 for year in YEARS])
    np.matmul(np.stack([until, weights]), nets, out=rows[2 * count :])


def _summary(rows: np.ndarray) -> np.ndarray:
    """Mean, share below zero, P10, median and P90 of every row, the quantiles in place."""
    draws = rows.shape[1]
    places = [draws // 10 - 1, draws // 2 - 1, draws * 9 // 10 - 1]
    mean, below = rows.mean(axis=1), (rows < 0).mean(axis=1)
    rows.partition(places, axis=1)
    return np.column_stack([mean, below, rows[:, places]])


def _names() -> list[str]:
    found = []
    for owner in range(PARTNERS + 1):
        found += [f"{owner}.net.{year}" for year in YEARS] + [f"{owner}.sum.{year}" for year in YEARS]
        found += [f"{owner}.npv.5", f"{owner}.npv.10"]
    return found
