"""A tape with its distributions and streams as arrays, and the calculation of a piece of the draws in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case.correlations import Group
from vierkant.business_case.distributions import (
    Floats,
    Marginal,
    Variable,
    marginal,
    values_at,
    values_of_scores,
)
from vierkant.business_case.elementary import (
    exponential,
    exponential_less_one,
    logarithm,
    normal_quantile,
)
from vierkant.business_case.expressions import Program
from vierkant.business_case.sampling import Key, key_of, keyed_uniforms
from vierkant.business_case.tape import Step, Tape, tape_of


@dataclass(frozen=True, slots=True)
class Machine:
    """What is needed to compute any draw.

    Per input of the tape: its distribution, the key of its stream and its place among the correlated scores, or -1.
    The correlated scores are those of all members of all groups, in order; ``group_starts`` has one entry more.
    """

    tape: Tape
    laws: tuple[Marginal, ...]
    keys: tuple[Key, ...]
    score_places: tuple[int, ...]
    member_keys: tuple[Key, ...]
    group_starts: tuple[int, ...]
    factors: tuple[Floats, ...]


def machine_of(
    program: Program, variables: Sequence[Variable], groups: Sequence[Group], seed: int
) -> Machine:
    """The machine of a program.

    Raises:
        KeyError: an input of the program is no variable.
        ValueError: an impossible distribution (the text names the input), or a seed out of range.
    """
    by_name = {variable.name: variable for variable in variables}
    missing = [name for name in program.inputs if name not in by_name]
    if missing:
        raise KeyError(f"no variable for the input {missing[0]!r}")
    known = {name: by_name[name].value for name in program.inputs if not by_name[name].uncertain}
    tape = tape_of(program, known)
    used = set(tape.inputs)
    taken = [group for group in groups if used.intersection(group.names)]
    members = [name for group in taken for name in group.names]
    place = {name: number for number, name in enumerate(members)}
    starts = [0]
    for group in taken:
        starts.append(starts[-1] + len(group.names))
    return Machine(
        tape=tape,
        laws=tuple(marginal(by_name[name]) for name in tape.inputs),
        keys=tuple(key_of(seed, name) for name in tape.inputs),
        score_places=tuple(place.get(name, -1) for name in tape.inputs),
        member_keys=tuple(key_of(seed, name) for name in members),
        group_starts=tuple(starts),
        factors=tuple(group.factor for group in taken),
    )


def scores(machine: Machine, start: int, count: int) -> list[Floats]:
    """The correlated normal scores of the members of all groups, shape (count,) each."""
    found = [normal_quantile(keyed_uniforms(key, start, count)) for key in machine.member_keys]
    for group, factor in enumerate(machine.factors):
        first = machine.group_starts[group]
        # From the last to the first: a member needs the scores of those before it as they were drawn.
        for row in range(len(factor) - 1, -1, -1):
            mixed = found[first] * factor[row, 0]
            for column in range(1, row + 1):
                mixed += found[first + column] * factor[row, column]
            found[first + row] = mixed
    return found


def drawn(machine: Machine, place: int, start: int, count: int, correlated: Sequence[Floats]) -> Floats:
    """The values of one input of the tape."""
    at = machine.score_places[place]
    if at >= 0:
        return values_of_scores(machine.laws[place], correlated[at])
    return values_at(machine.laws[place], keyed_uniforms(machine.keys[place], start, count))


_PAIRS = {
    Step.ADD: np.add,
    Step.SUBTRACT: np.subtract,
    Step.MULTIPLY: np.multiply,
    Step.DIVIDE: np.divide,
    Step.MAXIMUM: np.maximum,
    Step.MINIMUM: np.minimum,
}
_NUMBER_RIGHT = {
    Step.ADD_NUMBER: np.add,
    Step.MULTIPLY_NUMBER: np.multiply,
    Step.DIVIDE_NUMBER: np.divide,
    Step.MAXIMUM_NUMBER: np.maximum,
    Step.MINIMUM_NUMBER: np.minimum,
}
_NUMBER_LEFT = {Step.NUMBER_SUBTRACT: np.subtract, Step.NUMBER_DIVIDE: np.divide}
_ALONE = {Step.EXP: exponential, Step.EXPM1: exponential_less_one, Step.LOG: logarithm}


def results(machine: Machine, start: int, count: int) -> NDArray[np.float64]:
    """All uncertain results of the tape for draws ``start`` … ``start + count``. Shape (places, count)."""
    correlated = scores(machine, start, count)
    rows = np.empty((machine.tape.rows, count))
    found = np.empty((machine.tape.places, count))
    with np.errstate(all="ignore"):
        for step in machine.tape.instructions:
            target = rows[step.target]
            if step.step is Step.DRAW:
                target[:] = drawn(machine, step.left, start, count, correlated)
            elif step.step in _PAIRS:
                _PAIRS[step.step](rows[step.left], rows[step.right], out=target)
            elif step.step in _NUMBER_RIGHT:
                _NUMBER_RIGHT[step.step](rows[step.left], step.number, out=target)
            elif step.step in _NUMBER_LEFT:
                _NUMBER_LEFT[step.step](step.number, rows[step.left], out=target)
            else:
                target[:] = _ALONE[step.step](rows[step.left])
            if step.output >= 0:
                found[step.output] = target
    return found
