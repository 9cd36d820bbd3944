"""Is this the nucleolus? A test of the answer that knows nothing of how it was found.

Kohlberg (1971): order the coalitions by margin. Amounts are the prenucleolus just when at every level the coalitions
with at most that margin are balanced: positive multipliers exist with which their membership adds up to everybody
equally often. Then nobody in them can gain without another in them losing. For the nucleolus, partners who pay exactly
their cost alone may be added with multipliers from zero.

The levels are worked through from the smallest margin up, and only coalitions that do not follow from earlier levels
count, so that at most n - 1 levels matter whatever the number of coalitions. That a level is balanced is shown by a
linear program for its opposite: a change of the amounts that makes nobody in the level worse off and somebody better.
The program takes in few coalitions at first and the others only when its answer is at their cost.

Sources: Kohlberg 1971, *SIAM Journal on Applied Mathematics* 20; Nguyen 2016 and Benedek, Fliege & Nguyen 2021
(coalitions that follow from earlier levels can be left out).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import amounts_of, checked, coalition_sizes, subset_sums

if TYPE_CHECKING:
    from numpy import ndarray

ROUNDING = 1e-12
"""Of the largest cost, per partner: savings together below this are no savings."""
SETTLED = 1e-9
"""A sum of generic numbers below this is zero."""
WORSE = 1e-6
"""A change below this is none, where others change by 1."""
LOOK = 1 << 14
"""Coalitions of the smallest margins to look at first; there is seldom need of more."""
FARTHEST = 1e4
"""No change is larger, where others change by 1: memberships are 0 or 1."""
FIRST, MORE = 4, 3
"""Coalitions per partner that the linear program begins with, and that it takes in at a time."""


def is_nucleolus(costs: Any, amounts: Any, *, per_capita: bool = False, tolerance: float = 1e-9) -> bool:
    """True when the amounts are the nucleolus of the game; its prenucleolus when there is no imputation.

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.
        amounts: what each partner pays, shape (n,), in the unit of the costs.
        per_capita: margins per member.
        tolerance: margins that differ less are alike, as a share of the largest cost. Amounts that are wrong by less
            may pass.

    Raises:
        GameError: the costs are no game (see `games.checked`).
        ValueError: the amounts are not n finite numbers.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    game, n = checked(costs)
    given = amounts_of(amounts, n)
    largest = max(float(game.max()), -float(game.min()))
    alike = tolerance * (largest or 1.0)
    if abs(float(given.sum() - game[-1])) > alike:
        return False
    alone = game[1 << np.arange(n)]
    at_most = np.zeros(n, dtype=np.bool_)
    if alone.sum() - game[-1] >= -ROUNDING * n * largest:
        if (given > alone + alike).any():
            return False
        at_most = given >= alone - alike
    margins = game - subset_sums(given)
    if per_capita:
        margins[1:] /= coalition_sizes(n)[1:]
    margins[[0, -1]] = np.inf
    return _levels_are_balanced(margins, np.flatnonzero(at_most), n, alike)


def _levels_are_balanced(
    margins: ndarray[Any, Any], at_most: ndarray[Any, Any], n: int, alike: float
) -> bool:
    """Whether no change of the amounts can better a level. ``at_most``: partners who cannot pay more."""
    import numpy as np

    free, size, limit = _without(np.eye(n), np.ones((1, n))), LOOK, -np.inf
    masks = np.empty(0, dtype=np.int64)
    while free.shape[1]:
        masks = masks[_unsettled(masks, free)]
        level = margins[masks].min(initial=np.inf)
        if level > limit:
            # Nothing is left of the coalitions with the smallest margins, or others may share the level.
            masks, limit = _lowest(margins, size, alike)
            size *= 16
            continue
        tight = masks[margins[masks] <= level + alike]
        while len(tight):
            balanced = _balanced_part(tight, free, at_most)
            if balanced is None:
                return False
            # What is balanced stays as it is in every change that hurts nobody; the rest of the level is next.
            free = _without(free, balanced @ free)
            tight = tight[_unsettled(tight, free)]
    return True


def _lowest(margins: ndarray[Any, Any], size: int, alike: float) -> tuple[ndarray[Any, Any], float]:
    """The coalitions of the smallest margins, some ``size`` of them, and the highest level of which all are there."""
    import numpy as np

    if size >= len(margins):
        return np.arange(1, len(margins) - 1), np.inf
    limit = float(np.partition(margins, size)[size])
    return np.flatnonzero(margins <= limit + alike), limit


def _without(free: ndarray[Any, Any], rows: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """Of the changes (n, m) those, orthonormal, on which all rows (k, m) are zero."""
    import numpy as np

    _, sizes, basis = np.linalg.svd(rows)
    rank = int((sizes > WORSE).sum())
    left: ndarray[Any, Any] = free @ basis[rank:].T
    return left


def _unsettled(masks: ndarray[Any, Any], free: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """For each coalition, whether what it pays can change at all. Shape (k,), boolean.

    Two changes at random instead of all: for both to leave a coalition alone that a third one touches has chance zero.
    """
    import numpy as np

    some = free @ np.random.default_rng(1971).standard_normal((free.shape[1], 2))
    touched: ndarray[Any, Any] = np.abs(_sums_of(masks, some[:, 0])) > SETTLED
    touched |= np.abs(_sums_of(masks, some[:, 1])) > SETTLED
    return touched


def _sums_of(masks: ndarray[Any, Any], values: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """The sum over the members of each coalition, from tables for the low and the high partners. Shape (k,)."""
    low = len(values) // 2
    found: ndarray[Any, Any] = subset_sums(values[:low])[masks & ((1 << low) - 1)]
    found += subset_sums(values[low:])[masks >> low]
    return found


def _balanced_part(
    tight: ndarray[Any, Any], free: ndarray[Any, Any], at_most: ndarray[Any, Any]
) -> ndarray[Any, Any] | None:
    """Members (k, n) of some coalitions of the level that are balanced together; None when the level is not.

    None comes with a change in hand that betters some coalition of the level and hurts none.
    """
    import numpy as np

    n = len(free)
    chosen = tight[np.linspace(0, len(tight) - 1, min(len(tight), FIRST * n)).astype(np.int64)]
    while True:
        rows = (chosen[:, None] >> np.arange(n) & 1).astype(np.float64)
        change = _betterment(rows, free, at_most)
        if change is None:
            return rows
        gains = _sums_of(tight, change)
        order = np.argsort(gains, kind="stable")[: MORE * n]
        hurt = tight[order[gains[order] < -WORSE]]
        new = hurt[~np.isin(hurt, chosen)]
        if not len(new):
            return None
        chosen = np.concatenate([chosen, new])


def _betterment(
    rows: ndarray[Any, Any], free: ndarray[Any, Any], at_most: ndarray[Any, Any]
) -> ndarray[Any, Any] | None:
    """A change (n,) of what is saved by which some of the rows gain 1 and none loses; None when there is none."""
    import numpy as np
    from scipy.optimize import linprog

    along = rows @ free
    along[np.abs(along) < SETTLED] = 0.0  # or rounding would pass for a way to gain, of endless length
    limits = np.vstack([along, -along, -free[at_most]])
    bounds = np.concatenate([np.ones(len(rows)), np.zeros(len(rows) + len(at_most))])
    found: Any = linprog(
        -along.sum(axis=0), A_ub=limits, b_ub=bounds, bounds=(-FARTHEST, FARTHEST), method="highs"
    )
    if found.status != 0:
        raise ArithmeticError(f"the linear program of a level failed: {found.message}")
    if -found.fun < 0.5:  # a gain at all can be made a gain of 1
        return None
    change: ndarray[Any, Any] = free @ found.x
    return change
