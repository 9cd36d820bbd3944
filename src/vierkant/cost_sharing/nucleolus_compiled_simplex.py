"""One stage of the nucleolus of a pool, compiled: the simplex of `nucleolus_pool`, and the proof of its answer.

Importing this module imports numba. A pool has some hundreds of coalitions and at most 28 partners, so that plain
loops over small arrays beat every library call.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from vierkant.cost_sharing.nucleolus_pool import (
    MOST_PIVOTS,
    PROOF,
    REFRESH,
    SMALLEST_INDEPENDENT,
    SMALLEST_PIVOT,
    SUPPORT,
    Counts,
    Flags,
    Floats,
)

part = njit(nogil=True, error_model="numpy")
"""A function that becomes part of another one and is compiled with it."""

TIE = 1e-13


@part
def invert(columns: Floats, basis: Counts, inverse: Floats, work: Floats) -> bool:
    """``inverse`` of the matrix whose columns are the rows ``basis`` of ``columns``; False when there is none."""
    size = len(basis)
    for i in range(size):
        for j in range(size):
            work[i, j] = columns[basis[j], i]
            inverse[i, j] = 1.0 if i == j else 0.0
    for j in range(size):
        pivot = j
        for i in range(j + 1, size):
            if abs(work[i, j]) > abs(work[pivot, j]):
                pivot = i
        if abs(work[pivot, j]) < 1e-12:
            return False
        for k in range(size):
            work[j, k], work[pivot, k] = work[pivot, k], work[j, k]
            inverse[j, k], inverse[pivot, k] = inverse[pivot, k], inverse[j, k]
        scale = 1.0 / work[j, j]
        for k in range(size):
            work[j, k] *= scale
            inverse[j, k] *= scale
        for i in range(size):
            factor = work[i, j]
            if i != j and factor != 0.0:
                for k in range(size):
                    work[i, k] -= factor * work[j, k]
                    inverse[i, k] -= factor * inverse[j, k]
    return True


@part
def sort(order: Counts, count: int, ranks: Floats) -> None:
    """The first ``count`` of ``order`` by rising rank (Shell 1959: that of NumPy takes a second to compile)."""
    gap = count // 2
    while gap > 0:
        for i in range(gap, count):
            place, k = order[i], i
            while k >= gap and ranks[order[k - gap]] > ranks[place]:
                order[k] = order[k - gap]
                k -= gap
            order[k] = place
        gap //= 2


@part
def first_basis(columns: Floats, slacks: Floats, live: Flags, m: int, basis: Counts, known: Floats) -> bool:
    """As `nucleolus_pool._first_basis`; False when the pool does not settle everything."""
    ranks, order, asked = np.empty(len(slacks)), np.empty(len(slacks), dtype=np.int64), 0
    for place in range(len(slacks)):
        if live[place] and columns[place, m] > 0.0:
            ranks[place] = slacks[place] / columns[place, m]
            order[asked] = place
            asked += 1
    sort(order, asked, ranks)
    rest, found = np.empty(m), 0
    for k in range(asked):
        place = order[k]
        for j in range(m):
            rest[j] = columns[place, j]
        for _ in range(2):
            for i in range(found):
                along = 0.0
                for j in range(m):
                    along += rest[j] * known[i, j]
                for j in range(m):
                    rest[j] -= along * known[i, j]
        length = 0.0
        for j in range(m):
            length += rest[j] * rest[j]
        length = math.sqrt(length)
        if length > SMALLEST_INDEPENDENT:
            for j in range(m):
                known[found, j] = rest[j] / length
            basis[found] = place
            found += 1
            if found == m:
                basis[m] = basis[0] ^ 1
                return True
    return False


@part
def price(slacks: Floats, basis: Counts, inverse: Floats, prices: Floats) -> None:
    """The prices of the rows that make the slack of every column of the basis zero."""
    size = len(basis)
    for j in range(size):
        total = 0.0
        for i in range(size):
            total += slacks[basis[i]] * inverse[i, j]
        prices[j] = total


@part
def entering(
    columns: Floats, slacks: Floats, live: Flags, prices: Floats, inside: Flags, tolerance: float, bland: bool
) -> int:
    """The column with the least slack at these prices, by Bland's rule the first one below zero; -1 for none."""
    least, found = -tolerance, -1
    for place in range(len(slacks)):
        if live[place] and not inside[place]:
            left = slacks[place]
            for j in range(len(prices)):
                left -= prices[j] * columns[place, j]
            if left < least:
                found = place
                if bland:
                    return found
                least = left
    return found


@part
def leaving(change: Floats, multipliers: Floats, basis: Counts, bland: bool) -> int:
    """As `nucleolus_pool._leaving`."""
    least, found = math.inf, -1
    for i in range(len(basis)):
        if change[i] > SMALLEST_PIVOT:
            ratio = multipliers[i] / change[i]
            tied = bland and found >= 0 and abs(ratio - least) <= TIE
            if (tied and basis[i] < basis[found]) or (not tied and ratio < least):
                least, found = min(least, ratio), i
    return found


@part
def exchange(
    columns: Floats,
    basis: Counts,
    inverse: Floats,
    multipliers: Floats,
    change: Floats,
    new: int,
    place: int,
) -> None:
    """Column ``new`` takes the ``place`` in the basis."""
    size = len(basis)
    length = multipliers[place] / change[place]
    for i in range(size):
        multipliers[i] = max(multipliers[i] - length * change[i], 0.0)
    multipliers[place] = length
    for j in range(size):
        inverse[place, j] /= change[place]
    for i in range(size):
        if i != place:
            for j in range(size):
                inverse[i, j] -= change[i] * inverse[place, j]
    basis[place] = new


@part
def simplex(
    columns: Floats,
    slacks: Floats,
    live: Flags,
    tolerance: float,
    perturbation: float,
    basis: Counts,
    multipliers: Floats,
    prices: Floats,
) -> bool:
    """As `nucleolus_pool._simplex`; the answer is in the last three arguments, and False says that there is none."""
    size = len(basis)
    inverse, work, change = np.empty((size, size)), np.empty((size, size)), np.empty(size)
    inside = np.zeros(len(slacks), dtype=np.bool_)
    if not first_basis(columns, slacks, live, size - 1, basis, work) or not invert(
        columns, basis, inverse, work
    ):
        return False
    for i in range(size):
        multipliers[i] = max(inverse[i, size - 1], 0.0)
        multipliers[i] += perturbation * (1.0 + (i * 7919 + 13) % 101 / 101.0)
        inside[basis[i]] = True
    bland = perturbation == 0.0
    ended = False
    for step in range(MOST_PIVOTS):
        if step % REFRESH == REFRESH - 1 and not invert(columns, basis, inverse, work):
            return False
        price(slacks, basis, inverse, prices)
        new = entering(columns, slacks, live, prices, inside, tolerance, bland)
        if new < 0:
            ended = True
            break
        for i in range(size):
            total = 0.0
            for j in range(size):
                total += inverse[i, j] * columns[new, j]
            change[i] = total
        place = leaving(change, multipliers, basis, bland)
        if place < 0:
            return False
        inside[basis[place]] = False
        inside[new] = True
        exchange(columns, basis, inverse, multipliers, change, new, place)
    # Without the perturbation, and from the columns themselves instead of what many steps made of them.
    if not ended or not invert(columns, basis, inverse, work):
        return False
    price(slacks, basis, inverse, prices)
    sharpen(columns, slacks, basis, inverse, prices, change)
    for i in range(size):
        multipliers[i] = inverse[i, size - 1]
    return True


@part
def sharpen(
    columns: Floats, slacks: Floats, basis: Counts, inverse: Floats, prices: Floats, left: Floats
) -> None:
    """One more step towards the exact prices: those of what the rounding of the inverse has left."""
    size = len(basis)
    for i in range(size):
        left[i] = slacks[basis[i]]
        for j in range(size):
            left[i] -= columns[basis[i], j] * prices[j]
    for j in range(size):
        for i in range(size):
            prices[j] += left[i] * inverse[i, j]


@part
def proven(
    columns: Floats,
    slacks: Floats,
    live: Flags,
    basis: Counts,
    multipliers: Floats,
    prices: Floats,
    tolerance: float,
) -> bool:
    """As `nucleolus_pool._proven`."""
    size = len(basis)
    balance = np.zeros(size)
    balance[size - 1] = -1.0
    for i in range(size):
        if multipliers[i] < -SUPPORT:
            return False
        if multipliers[i] > SUPPORT:
            left = slacks[basis[i]]
            for j in range(size):
                balance[j] += multipliers[i] * columns[basis[i], j]
                left -= prices[j] * columns[basis[i], j]
            if abs(left) > 5.0 * tolerance:
                return False
    for j in range(size):
        if not abs(balance[j]) <= PROOF:
            return False
    for place in range(len(slacks)):
        if live[place]:
            left = slacks[place]
            for j in range(size):
                left -= prices[j] * columns[place, j]
            if not left >= -5.0 * tolerance:
                return False
    return True
