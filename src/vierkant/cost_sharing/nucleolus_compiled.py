"""The nucleolus of a pool of coalitions, compiled: stage for stage what `nucleolus_pool` does.

Importing this module imports numba.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numba import njit

from vierkant.cost_sharing.nucleolus_compiled_simplex import part, proven, simplex
from vierkant.cost_sharing.nucleolus_pool import IN_SPAN, PERTURBATIONS, SUPPORT, Counts, Flags, Floats

FIRST_PERTURBATION, SECOND_PERTURBATION, NO_PERTURBATION = PERTURBATIONS


@part
def settle(free: Floats, m: int, direction: Floats) -> bool:
    """Turn the free directions so that the last one bears all of ``direction``; True when that one is not free now."""
    length = 0.0
    for j in range(m):
        length += direction[j] * direction[j]
    if length <= IN_SPAN:
        return False
    length = math.sqrt(length)
    # A reflection that takes the direction to the last axis (Householder).
    direction[m - 1] += length if direction[m - 1] >= 0.0 else -length
    square = 0.0
    for j in range(m):
        square += direction[j] * direction[j]
    for i in range(len(free)):
        along = 0.0
        for j in range(m):
            along += free[i, j] * direction[j]
        along *= 2.0 / square
        for j in range(m):
            free[i, j] -= along * direction[j]
    return True


@part
def look_along(
    masks: Counts,
    weights: Floats,
    costs: Floats,
    amounts: Floats,
    free: Floats,
    columns: Floats,
    slacks: Floats,
    live: Flags,
) -> None:
    """Every coalition along the free directions, what it has left, and whether it is settled."""
    n, m = len(amounts), columns.shape[1] - 1
    for place in range(len(masks)):
        total, length = costs[place], 0.0
        columns[place, m] = weights[place]
        for j in range(m):
            columns[place, j] = 0.0
        for i in range(n):
            if masks[place] >> i & 1:
                total -= amounts[i]
                for j in range(m):
                    columns[place, j] += free[i, j]
        for j in range(m):
            length += columns[place, j] * columns[place, j]
        slacks[place] = total
        if length <= IN_SPAN:
            live[place] = False


@part
def settle_proof(
    masks: Counts, basis: Counts, multipliers: Floats, stage: int, m: int, free: Floats, stage_of: Counts
) -> int:
    """Take what a stage has proven out of the free directions: how many are left."""
    n = len(free)
    direction = np.empty(n)
    for k in range(len(basis)):
        if multipliers[k] > SUPPORT and m > 0:
            stage_of[basis[k]] = stage
            for j in range(m):
                direction[j] = 0.0
                for i in range(n):
                    if masks[basis[k]] >> i & 1:
                        direction[j] += free[i, j]
            if settle(free, m, direction):
                m -= 1
    return m


@part
def moved(
    masks: Counts,
    weights: Floats,
    costs: Floats,
    tolerance: float,
    amounts: Floats,
    margins: Floats,
    stage_of: Counts,
) -> bool:
    """Whether later stages have moved what earlier ones settled."""
    for place in range(len(masks)):
        if stage_of[place] >= 0:
            left = costs[place] - margins[stage_of[place]] * weights[place]
            for i in range(len(amounts)):
                if masks[place] >> i & 1:
                    left -= amounts[i]
            if not abs(left) <= 10.0 * tolerance:
                return True
    return False


def solve_pool(
    masks: Counts,
    weights: Floats,
    costs: Floats,
    free: Floats,
    vectors: Floats,
    tolerance: float,
    amounts: Floats,
    margins: Floats,
    probes: Floats,
) -> int:
    """As `nucleolus_pool.solve_pool`: the number of stages, or -1 when one could not be proven.

    ``amounts`` holds the start and then the answer; ``free`` the free directions (n, n - 1) and then nothing of use.
    """
    n, m, stage = len(amounts), len(amounts) - 1, 0
    live, slacks = np.empty(len(masks), dtype=np.bool_), np.empty(len(masks))
    stage_of = np.empty(len(masks), dtype=np.int64)
    for place in range(len(masks)):
        live[place], stage_of[place] = True, -1
    while m > 0:
        columns = np.empty((len(masks), m + 1))
        look_along(masks, weights, costs, amounts, free, columns, slacks, live)
        basis, multipliers, prices = np.empty(m + 1, dtype=np.int64), np.empty(m + 1), np.empty(m + 1)
        found = False
        for perturbation in (FIRST_PERTURBATION, SECOND_PERTURBATION, NO_PERTURBATION):
            found = simplex(columns, slacks, live, tolerance, perturbation, basis, multipliers, prices)
            found = found and proven(columns, slacks, live, basis, multipliers, prices, tolerance)
            if found:
                break
        if not found:
            return -1
        margins[stage] = prices[m]
        for i in range(n):
            for axis in range(2):
                probes[stage, i, axis] = 0.0
                for j in range(m):
                    probes[stage, i, axis] += free[i, j] * vectors[j, axis]
            for j in range(m):
                amounts[i] += free[i, j] * prices[j]
        left = settle_proof(masks, basis, multipliers, stage, m, free, stage_of)
        if left == m:
            return -1
        m = left
        stage += 1
    return -1 if moved(masks, weights, costs, tolerance, amounts, margins, stage_of) else stage


def compiled(*, cached: bool) -> Callable[..., int]:
    """`solve_pool`, compiled at its first call, or read from the folder of `numba.config.CACHE_DIR`."""
    made: Callable[..., int] = njit(nogil=True, error_model="numpy", cache=cached)(solve_pool)
    return made
