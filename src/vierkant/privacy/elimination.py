"""Exact elimination modulo a prime: which single unknowns follow from the cells with certainty.

Counting modulo a prime cannot miss a unit vector of the span as long as the rank is that of the rational numbers, and
a rank can only fall, which is tested with a second prime. What it could find too much only withholds a cell.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vierkant.privacy.cuts import BoolArray

PRIMES = (2_147_483_647, 2_147_483_629)
"""Below 2**31, so that a product fits in 63 bits."""


def exact_rows(member: NDArray[np.bool_]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """The columns that a combination of rows gives away, each with the rows that take part.

    Args:
        member: array ``(rows, columns)``.

    Returns:
        (column, rows) for every unit vector in the span.
    """
    first = _units(member, PRIMES[0])
    second = _units(member, PRIMES[1])
    return tuple(sorted({**dict(second), **dict(first)}.items()))


def _units(member: BoolArray, prime: int) -> list[tuple[int, tuple[int, ...]]]:
    rows, columns = member.shape
    table = np.concatenate([member.astype(np.int64), np.eye(rows, dtype=np.int64)], axis=1)
    rank = 0
    for column in range(columns):
        below = np.flatnonzero(table[rank:, column])
        if not len(below):
            continue
        pivot = rank + int(below[0])
        table[[rank, pivot]] = table[[pivot, rank]]
        table[rank] = table[rank] * pow(int(table[rank, column]), prime - 2, prime) % prime
        others = np.flatnonzero(table[:, column])
        others = others[others != rank]
        table[others] = (table[others] - table[others, column][:, None] * table[rank]) % prime
        rank += 1
        if rank == rows:
            break
    found = []
    for row in range(rank):
        where = np.flatnonzero(table[row, :columns])
        if len(where) == 1:
            found.append((int(where[0]), tuple(int(r) for r in np.flatnonzero(table[row, columns:]))))
    return found
