"""The calculation of a piece of the draws, compiled: the same bits as `machine.results`, many times as fast.

Importing this module imports numba: only `kernel` does so. A block of draws stays in the fastest memory from the random
number to the count.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numba import njit

from vierkant.business_case.constants import BLOCK
from vierkant.business_case.distributions import Shape
from vierkant.business_case.elementary_compiled import (
    Counts,
    Floats,
    Words,
    exponential,
    logarithm,
    normal_probability,
    normal_quantile,
    part,
    uniforms,
)
from vierkant.business_case.tape import Step

Tape = tuple[Counts, Floats]
Inputs = tuple[Counts, Floats, Words, Counts]
Tied = tuple[Words, Counts, Floats, Counts]
Work = tuple[Floats, Floats, Floats]
Keep = tuple[Floats, int, Floats]
Tallied = tuple[bool, Floats, Counts, Counts, Floats, Counts, Counts]

LOGNORMAL, TRIANGULAR, UNIFORM = int(Shape.LOGNORMAL), int(Shape.TRIANGULAR), int(Shape.UNIFORM)
DRAW, ADD, ADD_NUMBER, SUBTRACT = int(Step.DRAW), int(Step.ADD), int(Step.ADD_NUMBER), int(Step.SUBTRACT)
NUMBER_SUBTRACT, MULTIPLY = int(Step.NUMBER_SUBTRACT), int(Step.MULTIPLY)
MULTIPLY_NUMBER, DIVIDE, DIVIDE_NUMBER = int(Step.MULTIPLY_NUMBER), int(Step.DIVIDE), int(Step.DIVIDE_NUMBER)
NUMBER_DIVIDE, MAXIMUM, MAXIMUM_NUMBER = (
    int(Step.NUMBER_DIVIDE),
    int(Step.MAXIMUM),
    int(Step.MAXIMUM_NUMBER),
)
MINIMUM, MINIMUM_NUMBER, EXP, EXPM1, LOG = (
    int(Step.MINIMUM),
    int(Step.MINIMUM_NUMBER),
    int(Step.EXP),
    int(Step.EXPM1),
    int(Step.LOG),
)


@part
def _correlate(scores: Floats, starts: Counts, factors: Floats, factor_starts: Counts, mixed: Floats) -> None:
    """As the second half of `machine.scores`: from the scores as drawn to correlated ones, group by group."""
    for group in range(len(starts) - 1):
        first, size, at = starts[group], starts[group + 1] - starts[group], factor_starts[group]
        for row in range(size - 1, -1, -1):
            item = scores[first]
            factor = factors[at + row * size]
            for i in range(BLOCK):
                mixed[i] = item[i] * factor
            for column in range(1, row + 1):
                item = scores[first + column]
                factor = factors[at + row * size + column]
                for i in range(BLOCK):
                    mixed[i] += item[i] * factor
            item = scores[first + row]
            for i in range(BLOCK):
                item[i] = mixed[i]


@part
def _values(
    z: Floats,
    u: Floats,
    by_score: bool,
    shape: int,
    law: Floats,
    out: Floats,
    t: Floats,
    t_bits: Counts,
    s: Floats,
    s_bits: Counts,
) -> None:
    """As `distributions.values_at` and `values_of_scores`: from a score, or a probability, to a value."""
    a, b, d, e, f, floor = law[0], law[1], law[2], law[3], law[4], law[5]
    if by_score:
        for i in range(BLOCK):
            out[i] = z[i] * b + abs(z[i]) * d
        if shape == LOGNORMAL:
            exponential(out, z, False, t, t_bits, s, s_bits)
            for i in range(BLOCK):
                out[i] = max(z[i] * a, floor)
        else:
            for i in range(BLOCK):
                out[i] = max(out[i] + a, floor)
    elif shape == UNIFORM:
        for i in range(BLOCK):
            out[i] = max(u[i] * b + a, floor)
    else:
        for i in range(BLOCK):
            left = math.sqrt(u[i] * e) + b
            right = d - math.sqrt((1.0 - u[i]) * f)
            out[i] = max(left if u[i] < a else right, floor)


@part
def _draw(
    place: int,
    at: int,
    shapes: Counts,
    laws: Floats,
    keys: Words,
    places: Counts,
    scores: Floats,
    target: Floats,
    scratch: Floats,
    u_bits: Words,
    t_bits: Counts,
    s_bits: Counts,
) -> None:
    """As `machine.drawn`: the values of one input."""
    u, z, w, depth = scratch[0], scratch[1], scratch[2], scratch[3]
    t, s = scratch[4], scratch[5]
    shape, member = shapes[place], places[place]
    by_score = shape != TRIANGULAR and shape != UNIFORM
    if member < 0:
        uniforms(keys[place, 0], keys[place, 1], at, u, u_bits)
        if by_score:
            normal_quantile(u, z, w, depth, t, t_bits, s, s_bits)
    elif by_score:
        drawn = scores[member]
        for i in range(BLOCK):
            z[i] = drawn[i]
    else:
        normal_probability(scores[member], u, w, t, t_bits, s, s_bits)
    _values(z, u, by_score, shape, laws[place], target, t, t_bits, s, s_bits)


@part
def _pair(code: int, a: Floats, b: Floats, out: Floats) -> None:
    """A step with two rows."""
    if code == ADD:
        for i in range(BLOCK):
            out[i] = a[i] + b[i]
    elif code == SUBTRACT:
        for i in range(BLOCK):
            out[i] = a[i] - b[i]
    elif code == MULTIPLY:
        for i in range(BLOCK):
            out[i] = a[i] * b[i]
    elif code == DIVIDE:
        for i in range(BLOCK):
            out[i] = a[i] / b[i]
    elif code == MAXIMUM:
        for i in range(BLOCK):
            out[i] = a[i] if (a[i] > b[i]) | (a[i] != a[i]) else b[i]
    else:
        for i in range(BLOCK):
            out[i] = a[i] if (a[i] < b[i]) | (a[i] != a[i]) else b[i]


@part
def _with_number(code: int, a: Floats, number: float, out: Floats) -> None:
    """A step with one row and a number."""
    if code == ADD_NUMBER:
        for i in range(BLOCK):
            out[i] = a[i] + number
    elif code == NUMBER_SUBTRACT:
        for i in range(BLOCK):
            out[i] = number - a[i]
    elif code == MULTIPLY_NUMBER:
        for i in range(BLOCK):
            out[i] = a[i] * number
    elif code == DIVIDE_NUMBER:
        for i in range(BLOCK):
            out[i] = a[i] / number
    elif code == NUMBER_DIVIDE:
        for i in range(BLOCK):
            out[i] = number / a[i]
    elif code == MAXIMUM_NUMBER:
        for i in range(BLOCK):
            out[i] = a[i] if (a[i] > number) | (a[i] != a[i]) else number
    else:
        for i in range(BLOCK):
            out[i] = a[i] if (a[i] < number) | (a[i] != a[i]) else number


@part
def _sum(values: Floats) -> float:
    """The sum of a block in the order of `tally.block_sums`."""
    a, b, d, e, f, g, h, k = (
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        values[5],
        values[6],
        values[7],
    )
    for i in range(8, BLOCK, 8):
        a += values[i]
        b += values[i + 1]
        d += values[i + 2]
        e += values[i + 3]
        f += values[i + 4]
        g += values[i + 5]
        h += values[i + 6]
        k += values[i + 7]
    total: float = ((((((a + b) + d) + e) + f) + g) + h) + k
    return total


@part
def _count(
    values: Floats,
    size: int,
    brackets: Floats,
    below: Counts,
    at_most: Counts,
    inside: Floats,
    used: int,
    codes: Counts,
) -> int:
    """As `tally.count_in` for one result. Gives the new number of draws inside the brackets."""
    for column in range(3):
        lower = brackets[column, 0]
        under, upto = 0, 0
        for i in range(size):
            under += 1 if values[i] < lower else 0
            upto += 1 if values[i] <= lower else 0
        below[column] += under
        at_most[column] += upto
    first_low, middle_low, last_low = brackets[0, 0], brackets[1, 0], brackets[2, 0]
    first_high, middle_high, last_high = brackets[0, 1], brackets[1, 1], brackets[2, 1]
    for i in range(size):
        v = values[i]
        within = (v > first_low) & (v < first_high)
        within |= (v > middle_low) & (v < middle_high)
        within |= (v > last_low) & (v < last_high)
        codes[i] = np.int64(within)
    room = len(inside)
    if used + size <= room:
        for i in range(size):
            # Written always and kept when within: a step without a jump.
            inside[used] = values[i]
            used += codes[i]
    else:
        for i in range(size):
            if codes[i] and used < room:
                inside[used] = values[i]
            used += codes[i]
    return used


@part
def _negative(values: Floats, size: int) -> int:
    found = 0
    for i in range(size):
        found += 1 if values[i] < 0.0 else 0
    return found


@part
def _scores(tied: Tied, at: int, work: Work) -> None:
    """As `machine.scores`, for one block."""
    member_keys, starts, factors, factor_starts = tied
    _, scores, scratch = work
    u, w, depth, t, s = scratch[0], scratch[2], scratch[3], scratch[4], scratch[5]
    u_bits, t_bits, s_bits = u.view(np.uint64), t.view(np.int64), s.view(np.int64)
    for member in range(len(member_keys)):
        uniforms(member_keys[member, 0], member_keys[member, 1], at, u, u_bits)
        normal_quantile(u, scores[member], w, depth, t, t_bits, s, s_bits)
    _correlate(scores, starts, factors, factor_starts, w)


@part
def _keep(target: Floats, output: int, at: int, first: int, size: int, spare: Floats, keep: Keep) -> None:
    """The sum of a block of one result, and the draws themselves where they are wanted."""
    kept, kept_at, sums = keep
    values = target
    if size < BLOCK:
        # What lies beyond the last draw adds nothing.
        for i in range(BLOCK):
            spare[i] = target[i] if i < size else 0.0
        values = spare
    sums[output, at // BLOCK] = _sum(values)
    if len(kept):
        kept[output, kept_at + first : kept_at + first + size] = target[:size]


def run_piece(
    tape: Tape, inputs: Inputs, tied: Tied, start: int, count: int, work: Work, keep: Keep, counts: Tallied
) -> None:
    """Draws ``start`` … ``start + count`` of a tape; ``start`` is the start of a block.

    Args:
        tape: a row (step, target, left, right, output) per instruction, and its number.
        inputs: shape, numbers, keys of the stream and place among the correlated scores per input.
        tied: keys of the members of groups, where groups start, factors of all groups and where those start.
        start: the first draw.
        count: how many.
        work: rows, scores and spare blocks of one worker.
        keep: where results go from which column on, unless it has no rows; the sums per block.
        counts: whether to count, brackets, then the counts of one worker: see `tally.Tally`.
    """
    steps, numbers = tape
    shapes, laws, keys, places = inputs
    rows, scores, scratch = work
    counting, brackets, below, at_most, inside, used, negative = counts
    u, w, t, s = scratch[0], scratch[2], scratch[4], scratch[5]
    u_bits, t_bits, s_bits = u.view(np.uint64), t.view(np.int64), s.view(np.int64)
    for first in range(0, count, BLOCK):
        at = start + first
        size = min(BLOCK, count - first)
        _scores(tied, at, work)
        for place in range(len(steps)):
            code, left, output = steps[place, 0], steps[place, 2], steps[place, 4]
            target = rows[steps[place, 1]]
            if code == DRAW:
                _draw(left, at, shapes, laws, keys, places, scores, target, scratch, u_bits, t_bits, s_bits)
            elif code in (EXP, EXPM1):
                exponential(rows[left], target, code == EXPM1, t, t_bits, s, s_bits)
            elif code == LOG:
                logarithm(rows[left], target, t, t_bits, s, s_bits)
            elif code in (ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM):
                _pair(code, rows[left], rows[steps[place, 3]], target)
            else:
                _with_number(code, rows[left], numbers[place], target)
            if output >= 0:
                _keep(target, output, at, first, size, w, keep)
                if counting:
                    used[output] = _count(
                        target,
                        size,
                        brackets[output],
                        below[output],
                        at_most[output],
                        inside[output],
                        used[output],
                        t_bits,
                    )
                    negative[output] += _negative(target, size)


def compiled(*, cached: bool) -> Callable[..., None]:
    """`run_piece`, compiled at its first call, or read from the folder of `numba.config.CACHE_DIR`."""
    made: Callable[..., None] = njit(nogil=True, error_model="numpy", cache=cached)(run_piece)
    return made
