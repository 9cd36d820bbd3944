"""From draws to what people read: bands per year, net present value, payback, the deepest point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

import numpy as np

from vierkant.business_case.distributions import Floats
from vierkant.business_case.results import FIRST_YEAR, LAST_YEAR, YEARS, Band
from vierkant.business_case.simulation import Simulation

PROBABILITIES = (0.1, 0.5, 0.9)
SAMPLE_STEP = 61
"""One draw in so many brackets a quantile."""


def rank(probability: float, count: int) -> int:
    """The position of a quantile among ``count`` sorted draws: the smallest draw with that share at or below it."""
    return min(max(ceil(probability * count - 1e-9) - 1, 0), count - 1)


def band(values: Floats) -> Band:
    """Mean, P10, median and P90 of all draws; the quantiles are draws themselves, nothing is interpolated."""
    count = len(values)
    sample = np.sort(values[::SAMPLE_STEP])
    low, median, high = (_selected(values, sample, rank(p, count)) for p in PROBABILITIES)
    return Band(mean=float(values.mean()), low=low, median=median, high=high)


def _selected(values: Floats, sample: Floats, place: int) -> float:
    """The draw at a place in the order of all draws. Exact.

    A sorted sample brackets it, so that only the draws inside the bracket need ordering (Floyd & Rivest 1975); if
    the bracket misses, all draws are ordered.
    """
    share = place / len(values)
    middle, margin = share * len(sample), 5 * sqrt(share * (1 - share) * len(sample)) + 2
    lower = sample[max(int(middle - margin), 0)]
    upper = sample[min(int(middle + margin), len(sample) - 1)]
    inside = values[(values >= lower) & (values <= upper)]
    position = place - int(np.count_nonzero(values < lower))
    if 0 <= position < len(inside):
        return float(np.partition(inside, position)[position])
    return float(np.partition(values, place)[place])


def scaled(source: Band, factor: float) -> Band:
    """The band of ``factor`` times the draws; a negative factor turns low and high round."""
    low, high = (source.low, source.high) if factor >= 0 else (source.high, source.low)
    return Band(
        mean=source.mean * factor + 0.0,
        low=low * factor + 0.0,
        median=source.median * factor + 0.0,
        high=high * factor + 0.0,
    )


ZERO = Band(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The core figures of the whole or of one partner, without words."""

    net: tuple[Band, ...]
    cumulative: tuple[Band, ...]
    npv_5: Band
    npv_10: Band
    negative_npv_5: float
    negative_npv_10: float
    peak_funding: Band
    payback_shares: tuple[float, ...]
    npv_10_draws: Floats


def whole(simulation: Simulation) -> Numbers:
    """The figures of all partners together."""
    growing = simulation.scale.sum(axis=0) + simulation.planned.sum(axis=0)
    return summarise(simulation, _net(simulation, growing, simulation.stranded.sum(axis=0), 1.0))


def partner(simulation: Simulation, index: int) -> Numbers:
    """The figures of one partner: its own savings and overhead, and its share of the joint costs."""
    growing = simulation.scale[index] + simulation.planned[index]
    share = simulation.model.key[index]
    return summarise(simulation, _net(simulation, growing, simulation.stranded[index], share))


def promised(simulation: Simulation) -> Numbers:
    """The figures when every plan is kept to the letter, from the year in which it counts in full."""
    return summarise(simulation, _promised_net(simulation))


def _net(simulation: Simulation, growing: Floats, stranded: Floats, share: float) -> Iterator[Floats]:
    for position in range(len(YEARS)):
        net = growing * simulation.ramps[position]
        _subtract_costs(simulation, net, stranded, share, position)
        yield net


def _promised_net(simulation: Simulation) -> Iterator[Floats]:
    stranded = simulation.stranded.sum(axis=0)
    for position, year in enumerate(YEARS):
        net = simulation.kept * simulation.ramps[position]
        for start, saving in simulation.promised.items():
            if year >= start:
                net += saving
        _subtract_costs(simulation, net, stranded, 1.0, position)
        yield net


def _subtract_costs(
    simulation: Simulation, net: Floats, stranded: Floats, share: float, position: int
) -> None:
    timing = simulation.timing
    if timing.stranded[position]:
        net -= stranded * timing.stranded[position]
    if timing.coordination[position]:
        net -= simulation.coordination * (share * timing.coordination[position])
    if timing.once[position]:
        net -= simulation.once * (share * timing.once[position])


def summarise(simulation: Simulation, nets: Iterator[Floats]) -> Numbers:
    """The figures of a series of yearly results, one array of draws per year of `YEARS`."""
    running = np.zeros(simulation.draws)
    present = np.zeros(simulation.draws)
    deepest = np.zeros(simulation.draws)
    net_bands, cumulative_bands, cumulative = [], [], []
    after_five = present
    for year, weight, net in zip(YEARS, simulation.timing.discount, nets, strict=True):
        net_bands.append(band(net))
        running = running + net
        present += net * weight
        np.minimum(deepest, running, out=deepest)
        cumulative_bands.append(band(running))
        cumulative.append(running)
        if year == 5:
            after_five = present.copy()
    return Numbers(
        net=tuple(net_bands),
        cumulative=tuple(cumulative_bands),
        npv_5=band(after_five),
        npv_10=band(present),
        negative_npv_5=float((after_five < 0).mean()),
        negative_npv_10=float((present < 0).mean()),
        peak_funding=band(-deepest + 0.0),
        payback_shares=payback_shares(cumulative),
        npv_10_draws=present,
    )


def payback_shares(cumulative: list[Floats]) -> tuple[float, ...]:
    """The share of draws whose cumulative result is at or above zero from year 0, 1, … 10 on, and was not before."""
    draws = len(cumulative[0])
    since = np.ones(draws, dtype=bool)
    at_or_before: list[int] = []
    for position in range(len(YEARS) - 1, -FIRST_YEAR - 1, -1):
        since &= cumulative[position] >= 0
        at_or_before.append(int(since.sum()))
    at_or_before.reverse()
    counts = [at_or_before[0]] + [later - earlier for earlier, later in pairwise(at_or_before)]
    return tuple(count / draws for count in counts)


def payback_year(shares: tuple[float, ...], probability: float) -> int | None:
    """The year by which this share of the draws has its money back, or None when that is never within ten years."""
    reached = 0.0
    for year, share in zip(range(LAST_YEAR + 1), shares, strict=True):
        reached += share
        if reached >= probability - 1e-12:
            return year
    return None
