"""All draws of a program: its results with their bands, the same for any number of workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from vierkant.business_case.correlations import groups
from vierkant.business_case.distributions import Floats, Variable
from vierkant.business_case.expressions import Program
from vierkant.business_case.inputs import Correlation
from vierkant.business_case.machine import Machine, machine_of, results
from vierkant.business_case.quantiles import PROBABILITIES, rank
from vierkant.business_case.results import Band
from vierkant.business_case.tally import Share, Tally, band_of, block_sums, count_in, tally_of

MINIMUM_DRAWS = 10
"""Below this there is no tenth percentile."""
PIECE = 8192
"""Draws that are computed in one go; the first piece also shows between which values the quantiles lie."""

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Draws:
    """The results of a program over all draws. ``names`` are its outputs."""

    names: tuple[str, ...]
    seed: int
    count: int
    _program: Program = field(repr=False)
    _variables: tuple[Variable, ...] = field(repr=False)
    _correlations: tuple[Correlation, ...] = field(repr=False)
    _bands: dict[str, Band] = field(repr=False)
    _negative: dict[str, float] = field(repr=False)
    _rows: dict[str, Floats] = field(repr=False)

    def band(self, name: str) -> Band:
        """Mean, P10, median and P90 of a result.

        Raises:
            KeyError: no such result.
        """
        return self._bands[name]

    def bands(self, names: Iterable[str] | None = None) -> tuple[Band, ...]:
        """The bands of these results, or of all in the order of ``names``."""
        return tuple(self._bands[name] for name in (self.names if names is None else names))

    def below_zero(self, name: str) -> float:
        """The share of draws in which a result is below zero.

        Raises:
            KeyError: no such result.
        """
        return self._negative[name]

    def row(self, name: str, count: int | None = None) -> Floats:
        """All draws of one result, or the first ``count`` of them. Shape (count,).

        They are not kept, but computed again from the seed when they are asked for.

        Raises:
            KeyError: no such result.
        """
        size = self.count if count is None else min(count, self.count)
        if len(self._rows.get(name, ())) < size:
            part = self._program.only([name])
            machine = machine_of(
                part, self._variables, groups(self._variables, self._correlations), self.seed
            )
            self._rows[name] = _row(machine, name, size)
        return self._rows[name][:size]


def simulate(
    program: Program,
    variables: Sequence[Variable],
    correlations: Sequence[Correlation] = (),
    *,
    seed: int = 0,
    draws: int = 100_000,
    progress: Progress | None = None,
) -> Draws:
    """Run all draws of a program.

    Correlations that are not possible are left out; `check_correlations` names them.

    Args:
        program: what to compute.
        variables: every input of the program, and others that it does not use.
        correlations: between uncertain inputs.
        seed: from 0 up to 2**64; one seed gives one result, bit for bit.
        draws: at least ten.
        progress: is told the share that is done; what it raises ends the calculation.

    Raises:
        KeyError: an input of the program is no variable.
        ValueError: seed or draws out of range, an impossible distribution, or a result that is no number.
    """
    if draws < MINIMUM_DRAWS:
        raise ValueError(f"at least {MINIMUM_DRAWS} draws")
    machine = machine_of(program, variables, groups(variables, correlations), seed)
    bands, negative = _summaries(machine, draws, progress or (lambda share: None))
    for name, value in machine.tape.certain.items():
        bands[name] = Band(value, value, value, value)
        negative[name] = float(value < 0)
    wrong = [name for name in program.outputs if not np.isfinite(bands[name].mean)]
    if wrong:
        raise ValueError(f"not a number, or too large to count with: {', '.join(wrong[:5])}")
    return Draws(
        names=program.outputs,
        seed=seed,
        count=draws,
        _program=program,
        _variables=tuple(variables),
        _correlations=tuple(correlations),
        _bands=bands,
        _negative=negative,
        _rows={},
    )


def _summaries(machine: Machine, draws: int, progress: Progress) -> tuple[dict[str, Band], dict[str, float]]:
    size = min(PIECE, draws)
    pilot = results(machine, 0, size)
    progress(size / draws)
    if size == draws:
        found = [_whole_band(row) for row in pilot]
        negative = (pilot < 0).mean(axis=1)
    else:
        tally = tally_of(pilot, draws)
        share = tally.share(expected=_expected(tally, pilot, draws))
        count_in(tally, share, pilot, 0)
        for start in range(size, draws, PIECE):
            stop = min(start + PIECE, draws)
            count_in(tally, share, results(machine, start, stop - start), start)
            progress(stop / draws)
        found = _finished(machine, tally, [share])
        negative = share.negative / draws
    outputs = machine.tape.outputs
    return (
        {name: found[place] for name, place in outputs.items()},
        {name: float(negative[place]) for name, place in outputs.items()},
    )


def _expected(tally: Tally, pilot: Floats, draws: int) -> int:
    """Draws that will lie inside the brackets of a result, as far as the pilot shows."""
    if not len(pilot):
        return 0
    inside = np.zeros(len(pilot), dtype=np.int64)
    for column in range(len(PROBABILITIES)):
        lower, upper = tally.brackets[:, column, :1], tally.brackets[:, column, 1:]
        inside += ((pilot > lower) & (pilot < upper)).sum(axis=1)
    return int(inside.max() / pilot.shape[1] * draws)


def _whole_band(values: Floats) -> Band:
    count = len(values)
    ordered = np.sort(values)
    low, median, high = (float(ordered[rank(share, count)]) for share in PROBABILITIES)
    return Band(mean=float(block_sums(values[None])[0].sum()) / count, low=low, median=median, high=high)


def _finished(machine: Machine, tally: Tally, shares: list[Share]) -> list[Band]:
    found: list[Band] = []
    names = {place: name for name, place in machine.tape.outputs.items()}
    for row in range(machine.tape.places):
        band = band_of(tally, shares, row)
        found.append(band if band is not None else _whole_band(_row(machine, names[row], tally.draws)))
    return found


def _row(machine: Machine, name: str, count: int) -> Floats:
    """All draws of one result of a machine. Shape (count,)."""
    if name in machine.tape.certain:
        return np.full(count, machine.tape.certain[name])
    place = machine.tape.outputs[name]
    found = np.empty(count)
    for start in range(0, count, PIECE):
        stop = min(start + PIECE, count)
        found[start:stop] = results(machine, start, stop - start)[place]
    return found
