"""The Shapley value of a cost game, exactly, in one reading of the table of costs, without compiled code.

What partner i pays is a weighted sum of all costs: those of groups with i count for it, those without i against it, by
weights that depend on the size of the group only. The part without i follows from the part with i, because together
the partners pay the joint cost. Cut the bitmask in a low and a high part, and the table becomes a matrix. Weighting by
size and adding up over rows and columns is then a product of matrices for every block of rows: a block is small enough
to stay in the fast memory of a processor, and nothing as large as the table is ever made.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import checked, coalition_sizes, shaped

if TYPE_CHECKING:
    from numpy import ndarray

_LOW_BITS, _ROW_BITS = 11, 5
"""Columns and rows of a block, as powers of two: half a megabyte."""
_Sums = tuple["ndarray[Any, Any]", "ndarray[Any, Any]"]


def shapley(costs: Any) -> ndarray[Any, Any]:
    """What each partner adds to the cost, averaged over all orders in which the partners could have joined.

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``; n up to 28.

    Returns:
        Amounts, shape (n,), in the unit of the costs; they add up to the joint cost.

    Raises:
        GameError: the costs are no game (see `games.checked`).

    Source: Shapley 1953. Time O(2**n); beside the game a few megabytes.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    game, n = shaped(costs)
    low = min(n, _LOW_BITS)
    with np.errstate(invalid="ignore", over="ignore"):
        by_column, by_row = _weighted_sums(game, n, low)
        with_partner = np.array(_with_each(by_column, low) + _with_each(by_row, n - low))
        amounts = with_partner + (game[-1] - with_partner.sum()) / n
    # Every cost counts, so one that is missing leaves no amount untouched; looking for it first would cost a reading.
    if not np.isfinite(amounts).all():
        checked(game)
    return np.asarray(amounts)


def _weighted_sums(game: ndarray[Any, Any], n: int, low: int) -> _Sums:
    """The costs times the weight of their size, added up over the high part of the bitmask, and over the low part."""
    import numpy as np

    table = game.reshape(-1, 1 << low)
    rows = min(len(table), 1 << _ROW_BITS)
    weights, of_size, sizes = _parts(n, low, rows)
    columns, high_sizes, place = len(of_size), coalition_sizes(n - low), np.arange(rows)
    by_row, by_column = np.empty(len(table)), np.zeros((weights.shape[1], 1 << low))
    for start in range(0, len(table), rows):
        block, base = table[start : start + rows], int(high_sizes[start])
        by_row[start : start + rows] = (block @ weights[:, base : base + columns])[place, sizes]
        by_column[base : base + columns] += of_size @ block
    return (by_column * weights.T).sum(axis=0), by_row


def _with_each(sums: ndarray[Any, Any], n: int) -> list[float]:
    """For each of n partners the sum over all coalitions that have it, by folding the array in half."""
    found = [0.0] * n
    for partner in reversed(range(n)):
        half = len(sums) // 2
        found[partner] = float(sums[half:].sum())
        sums = sums[:half] + sums[half:]
    return found


def size_weights(n: int) -> list[float]:
    """The weight of the costs of a group of each size from 0 to n, for every partner in it.

    With ``w(s) = s! (n - s - 1)! / n!``, partner i pays the sum of ``w(s - 1) c(S)`` over groups with i less the sum of
    ``w(s) c(S)`` over groups without. The second is the same for all partners but for its ``w(s) c(S)`` over groups
    with i; hence ``w(s - 1) + w(s)`` for groups with i, and what is left is equal for all.
    """
    chance = [1.0 / n]
    for size in range(1, n):
        chance.append(chance[-1] * size / (n - size))
    return [0.0, *(before + at for before, at in zip(chance, [*chance[1:], 0.0], strict=True))]


@lru_cache(maxsize=32)
def _parts(n: int, low: int, rows: int) -> tuple[ndarray[Any, Any], ndarray[Any, Any], ndarray[Any, Any]]:
    """For a block of rows: weights by column and size of the row, which rows have which size, the size of each."""
    import numpy as np

    sizes = coalition_sizes(rows.bit_length() - 1)
    of_size = (sizes == np.arange(rows.bit_length())[:, None]).astype(np.float64)
    by_size = np.array(size_weights(n))
    weights = by_size[coalition_sizes(low)[:, None] + np.arange(n - low + 1)]
    return weights, of_size, sizes
