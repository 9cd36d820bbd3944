"""How much of the spread of a result each input explains: Sobol indices by pick and freeze, with their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vierkant.business_case.correlations import Group, groups
from vierkant.business_case.distributions import (
    Floats,
    Values,
    Variable,
    marginal,
    values_at,
    values_of_scores,
)
from vierkant.business_case.elementary import normal_quantile
from vierkant.business_case.expressions import Program
from vierkant.business_case.inputs import Correlation
from vierkant.business_case.sampling import uniforms

SIZE = 1024
SEPARATE = 40
"""Inputs or groups that get indices of their own; the others, which move the result least, are taken together."""
LOOKED_AT = 200
"""Of more units than this only those that go most with the result are looked at; the work grows with their square."""
AT_ONCE = 8
"""Frozen columns that are computed in one go."""
RESAMPLES = 200
INTERVAL = (0.05, 0.95)
NO_SPREAD = 1e-12
"""A result that varies less than this part of itself varies by rounding alone."""


@dataclass(frozen=True, slots=True)
class SobolIndex:
    """What one input, or a group of correlated inputs, explains of the variance of a result.

    ``first``: alone. ``total``: together with whatever it works with. ``…_low`` and ``…_high``: the middle 90 % of
    resamples. With many inputs the least important are one entry, for which ``rest`` is True.
    """

    names: tuple[str, ...]
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float
    rest: bool = False


def sobol(
    program: Program,
    variables: Sequence[Variable],
    correlations: Sequence[Correlation] = (),
    *,
    output: str,
    seed: int,
    size: int = SIZE,
    separate: int = SEPARATE,
) -> tuple[SobolIndex, ...]:
    """First and total indices of a result, largest total first; empty when the result does not vary.

    Two tables of inputs are drawn as Latin hypercubes (McKay et al. 1979); per input a third one is the first with
    that input from the second. First index: Saltelli et al. 2010; total: Jansen 1999. An index is about independent
    inputs, so that correlated inputs are taken from the second table together and get one index as a group.

    Args:
        program: the calculation.
        variables: at least every input of the program.
        correlations: as of `simulate`; impossible ones are left out.
        output: the result.
        seed: from 0 up to 2**64.
        size: rows of a table.
        separate: inputs or groups with indices of their own.

    Raises:
        KeyError: no such output.
        ValueError: a size below 16, or an impossible distribution.
    """
    if size < 16:
        raise ValueError("at least 16 rows")
    calculation = program.only([output])
    by_name = {variable.name: variable for variable in variables}
    tied = [group for group in groups(variables, correlations) if set(group.names) & set(calculation.inputs)]
    used = [by_name[name] for name in calculation.inputs]
    tables = [_table(used, tied, seed, which, size) for which in ("a", "b")]
    units = _units(used, tied)
    if not units:
        return ()
    if len(units) > separate:
        units = _merged(calculation, output, units, tables, separate)
    base, other = (calculation.evaluate(table, size)[output] for table in tables)
    mixed = _frozen(calculation, output, units, tables, size)
    return _indices(units, base, other, mixed, seed, rest=len(units) > separate)


def _table(
    used: Sequence[Variable], tied: Sequence[Group], seed: int, which: str, size: int
) -> dict[str, Values]:
    scores: dict[str, Floats] = {}
    for group in tied:
        drawn = np.array([normal_quantile(_column(seed, name, which, size)) for name in group.names])
        scores.update(zip(group.names, group.factor @ drawn, strict=True))
    found: dict[str, Values] = {}
    for variable in used:
        if not variable.uncertain:
            found[variable.name] = variable.value
        elif variable.name in scores:
            found[variable.name] = values_of_scores(marginal(variable), scores[variable.name])
        else:
            found[variable.name] = values_at(marginal(variable), _column(seed, variable.name, which, size))
    return found


def _column(seed: int, name: str, which: str, size: int) -> Floats:
    """One draw in each of ``size`` equal parts, in random order."""
    order = np.argsort(uniforms(seed, f"sobol/{which}/order/{name}", 0, size), kind="stable")
    return (order + uniforms(seed, f"sobol/{which}/place/{name}", 0, size)) / size


def _units(used: Sequence[Variable], tied: Sequence[Group]) -> list[tuple[str, ...]]:
    """What is frozen together: the members of a group that the program uses, or one input."""
    uncertain = [variable.name for variable in used if variable.uncertain]
    grouped = [tuple(name for name in group.names if name in uncertain) for group in tied]
    alone = sorted(set(uncertain).difference(*grouped))
    return grouped + [(name,) for name in alone]


def _merged(
    calculation: Program,
    output: str,
    units: list[tuple[str, ...]],
    tables: Sequence[dict[str, Values]],
    separate: int,
) -> list[tuple[str, ...]]:
    """The units that move the result most, and all others as the last one: by a first look at few rows."""
    few = 64
    short = [
        {name: value[:few] if isinstance(value, np.ndarray) else value for name, value in table.items()}
        for table in tables
    ]
    every, units = units, _going_along(calculation, output, units, tables[0])
    base = calculation.evaluate(short[0], few)[output]
    effect = ((_frozen(calculation, output, units, short, few) - base) ** 2).mean(axis=1)
    order = sorted(range(len(units)), key=lambda place: (-float(effect[place]), units[place]))
    chosen = [units[place] for place in sorted(order[:separate])]
    apart = set(chosen)
    return [*chosen, tuple(name for unit in every if unit not in apart for name in unit)]


def _going_along(
    calculation: Program, output: str, units: list[tuple[str, ...]], table: dict[str, Values]
) -> list[tuple[str, ...]]:
    """The units of which one goes up and down most with the result, in their order; all of them when they are few."""
    if len(units) <= LOOKED_AT:
        return units
    columns = np.array([table[name] for unit in units for name in unit])
    size = columns.shape[1]
    result = calculation.evaluate(table, size)[output]
    spread = columns.std(axis=1) * result.std()
    alike = ((columns - columns.mean(axis=1)[:, None]) @ (result - result.mean())) / size
    # Squared, and added over the members of a group: the part of the variance that a straight line explains.
    explained = np.divide(alike, spread, out=np.zeros_like(alike), where=spread > 0) ** 2
    starts = np.cumsum([0, *(len(unit) for unit in units[:-1])])
    parts = np.add.reduceat(explained, starts)
    return [units[place] for place in sorted(np.argsort(-parts, kind="stable")[:LOOKED_AT])]


def _frozen(
    calculation: Program,
    output: str,
    units: Sequence[tuple[str, ...]],
    tables: Sequence[dict[str, Values]],
    size: int,
) -> Floats:
    """The result of the first table with one unit from the second. Shape (units, size)."""
    found = np.empty((len(units), size))
    for start in range(0, len(units), AT_ONCE):
        chosen = units[start : start + AT_ONCE]
        values: dict[str, Values] = {}
        for name, column in tables[0].items():
            if not isinstance(column, np.ndarray):
                values[name] = column
                continue
            many = np.tile(column, (len(chosen), 1))
            for row, names in enumerate(chosen):
                if name in names:
                    many[row] = tables[1][name]
            values[name] = many.ravel()
        found[start : start + len(chosen)] = calculation.evaluate(values, len(chosen) * size)[output].reshape(
            len(chosen), size
        )
    return found


def _indices(
    units: Sequence[tuple[str, ...]], base: Floats, other: Floats, mixed: Floats, seed: int, *, rest: bool
) -> tuple[SobolIndex, ...]:
    size = len(base)
    # Around the mean: the estimators are exact for any shift, and large numbers do not cancel.
    middle = float(np.concatenate([base, other]).mean())
    base, other, mixed = base - middle, other - middle, mixed - middle
    if float(np.sqrt((base**2).mean())) <= NO_SPREAD * abs(middle):
        return ()
    parts = np.concatenate(
        [
            (other * (mixed - base)).T,
            0.5 * ((base - mixed) ** 2).T,
            np.stack([base + other, base**2 + other**2], axis=1) / 2,
        ],
        axis=1,
    )
    picked = (uniforms(seed, "sobol/resample", 0, RESAMPLES * size) * size).astype(np.int64)
    weights = np.zeros((RESAMPLES + 1, size))
    weights[0] = 1.0
    np.add.at(weights, (np.repeat(np.arange(1, RESAMPLES + 1), size), picked), 1.0)
    means = weights @ parts / size
    variance = means[:, -1] - means[:, -2] ** 2
    # A second draw without any spread says nothing; it counts as 0, not as a share beyond all numbers.
    known = np.where(variance > 0, variance, np.inf)[:, None]
    ratios = means[:, :-2] / known
    low, high = np.quantile(ratios[1:], INTERVAL, axis=0)
    count = len(units)
    found = [
        SobolIndex(
            names=names,
            first=float(ratios[0, place]),
            first_low=float(low[place]),
            first_high=float(high[place]),
            total=float(ratios[0, count + place]),
            total_low=float(low[count + place]),
            total_high=float(high[count + place]),
            rest=rest and place == count - 1,
        )
        for place, names in enumerate(units)
    ]
    return tuple(sorted(found, key=lambda index: (index.rest, -index.total, index.names)))
