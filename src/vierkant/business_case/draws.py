"""All draws of a program: its results with their bands, the same for any number of workers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite

import numpy as np

from vierkant.business_case.correlations import groups
from vierkant.business_case.distributions import Floats, Variable
from vierkant.business_case.expressions import Graph, Program
from vierkant.business_case.expressions import program as program_of
from vierkant.business_case.inputs import Correlation
from vierkant.business_case.machine import machine_of
from vierkant.business_case.pieces import NotFiniteError, Progress, Run
from vierkant.business_case.results import Band
from vierkant.business_case.tape import Tape

MINIMUM_DRAWS = 10
"""Below this there is no tenth percentile."""
KEPT_NUMBERS = 16_000_000
"""Draws of all results together up to which they are kept; more take too much memory and are made again."""
NO_NUMBER = "not a number, or too large to count with"


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

        Raises:
            KeyError: no such result.
        """
        return self.rows([name], count)[0]

    def rows(self, names: Sequence[str], count: int | None = None) -> list[Floats]:
        """All draws of some results, or the first ``count`` of them. Shape (count,) each.

        Of a large calculation they are not kept, but computed again from the seed, together, when asked for.

        Raises:
            KeyError: no such result.
        """
        size = self.count if count is None else min(count, self.count)
        missing = [name for name in dict.fromkeys(names) if len(self._rows.get(name, ())) < size]
        if missing:
            part = self._program.only(missing)
            machine = machine_of(
                part, self._variables, groups(self._variables, self._correlations), self.seed
            )
            rows = Run(machine, size, None, None).rows()
            self._rows.update(_named(machine.tape, rows))
        return [self._rows[name][:size] for name in names]

    def inputs(self, names: Iterable[str], count: int) -> dict[str, Floats]:
        """The first ``count`` draws of uncertain inputs, as they went into the results. Shape (count,) each.

        Raises:
            KeyError: no such input.
        """
        graph = Graph()
        part = program_of(graph, {name: graph.input(name) for name in names})
        machine = machine_of(part, self._variables, groups(self._variables, self._correlations), self.seed)
        return _named(machine.tape, Run(machine, min(count, self.count), None, None).rows())


def simulate(
    program: Program,
    variables: Sequence[Variable],
    correlations: Sequence[Correlation] = (),
    *,
    seed: int = 0,
    draws: int = 100_000,
    progress: Progress | None = None,
    workers: int | None = None,
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
        workers: threads of the compiled calculation; None takes one per processor, up to four.

    Raises:
        KeyError: an input of the program is no variable.
        ValueError: seed or draws out of range, an impossible distribution, or a result that is no number.
    """
    if draws < MINIMUM_DRAWS:
        raise ValueError(f"at least {MINIMUM_DRAWS} draws")
    machine = machine_of(program, variables, groups(variables, correlations), seed)
    tape = machine.tape
    kept = np.empty((tape.places, draws)) if tape.places * draws <= KEPT_NUMBERS else None
    try:
        found = Run(machine, draws, kept, workers).summarise(progress or (lambda share: None))
    except NotFiniteError as error:
        raise _no_number(tape, error.places) from error
    if wrong := [name for name, value in tape.certain.items() if not isfinite(value)]:
        raise ValueError(f"{NO_NUMBER}: {', '.join(wrong[:5])}")
    return Draws(
        names=program.outputs,
        seed=seed,
        count=draws,
        _program=program,
        _variables=tuple(variables),
        _correlations=tuple(correlations),
        _bands={name: found.bands[place] for name, place in tape.outputs.items()}
        | {name: Band(value, value, value, value) for name, value in tape.certain.items()},
        _negative={name: found.negative[place] for name, place in tape.outputs.items()}
        | {name: float(value < 0) for name, value in tape.certain.items()},
        _rows={} if kept is None else _named(tape, kept),
    )


def _no_number(tape: Tape, places: Sequence[int]) -> ValueError:
    wrong = [name for name, place in tape.outputs.items() if place in places]
    return ValueError(f"{NO_NUMBER}: {', '.join(wrong[:5])}")


def _named(tape: Tape, rows: Floats) -> dict[str, Floats]:
    certain = {name: np.full(rows.shape[1], value) for name, value in tape.certain.items()}
    return certain | {name: rows[place] for name, place in tape.outputs.items()}
