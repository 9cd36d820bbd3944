"""The most balanced way to share: the nucleolus, the nucleolus per head, and the least core.

The margin of a coalition is what it would cost alone less what it pays together. The nucleolus makes the smallest
margin as large as it can be, then the next smallest, and so on; per head, margins are divided by the number of
members. There is one answer only, it lies in the core whenever there is a core, and it depends on nobody's order.

Allocations are compared among those in which nobody pays more than alone (imputations). When cooperation costs more
than everybody alone there are none, and all allocations with the right total are compared (the prenucleolus), so that
the loss too is carried in the most balanced way.

The method takes few coalitions into account and looks at all others only to find which of them were forgotten: the
nucleolus of the pool (`nucleolus_pool`), one look at 2**n margins (`nucleolus_scan`), the forgotten ones that lack most
join the pool, until nobody is short. Then every stage is proven by its multipliers and by that last look together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import checked

if TYPE_CHECKING:
    from numpy import ndarray

    from vierkant.cost_sharing.nucleolus_pool import Pool, PoolAnswer

ALIKE = 1e-12
"""Share of the largest cost below which a difference is rounding: partners who save nothing together have one
imputation, and then there is nothing to choose."""
TIGHTNESS = 2e-12
"""Tolerance of the linear programs, as a share of the largest cost."""
SHORTNESS = 2e-11
"""The same of the look at all coalitions; well above that of the programs, so that what they solved is not short."""
JOINING = 6
"""Coalitions per partner that may join the pool at a time."""
MOST_ROUNDS = 1_000


class NucleolusError(ArithmeticError):
    """The answer could not be proven, so none is given. Rounding is the only known cause."""


@dataclass(frozen=True, slots=True)
class _Kernels:
    """The two parts that do the work, in NumPy or compiled."""

    solve_pool: Callable[..., PoolAnswer]
    short: Callable[..., ndarray[Any, Any]]


def nucleolus(costs: Any) -> ndarray[Any, Any]:
    """The nucleolus of a cost game.

    Args:
        costs: float array of shape (2**n,), by bitmask; ``costs[0] == 0``.

    Returns:
        Amounts (n,) in the unit of the costs; their sum is the cost of everybody together. Exact to about 1e-10 of the
        largest cost.

    Raises:
        GameError: the costs are no game (see `checked`).
        NucleolusError: the answer could not be proven.

    Source: Schmeidler 1969; method of docs/methods/nucleolus.md.
    """
    return _amounts(costs, per_capita=False)


def per_capita_nucleolus(costs: Any) -> ndarray[Any, Any]:
    """The nucleolus with margins per member of a coalition (weak nucleolus). As `nucleolus` otherwise.

    Source: Grotte 1970; Young, Okada & Hashimoto 1982 (there for cost games, as weak nucleolus).
    """
    return _amounts(costs, per_capita=True)


def least_core(costs: Any) -> tuple[float, ndarray[Any, Any]]:
    """The largest margin that every coalition can have at the same time, and amounts that give it.

    Args:
        costs: as of `nucleolus`.

    Returns:
        The margin: from 0 there is a core (nobody is better off without the others), below 0 some coalition always is,
        by at least that much; infinite for one partner, who has no coalition to fear. The amounts are those of the
        prenucleolus: of all that reach the margin the most balanced.

    Raises:
        GameError, NucleolusError: as `nucleolus`.

    Source: Maschler, Peleg & Shapley 1979.
    """
    game, n = checked(costs)
    if n == 1:
        return float("inf"), game[1:].copy()
    start = _equal_savings(game, n)
    largest = _largest(game)
    if not largest:
        return 0.0, start
    answer = _solved(game, start, largest, per_capita=False, bounded=False)
    return float(answer.margins[0]), answer.amounts


def _amounts(costs: Any, *, per_capita: bool) -> ndarray[Any, Any]:
    game, n = checked(costs)
    start = _equal_savings(game, n)
    largest = _largest(game)
    savings = sum(float(game[1 << partner]) for partner in range(n)) - float(game[-1])
    if n == 1 or abs(savings) <= ALIKE * n * largest:
        return start
    return _solved(game, start, largest, per_capita=per_capita, bounded=savings > 0.0).amounts


def _largest(game: ndarray[Any, Any]) -> float:
    return max(float(game.max()), -float(game.min()))


def _equal_savings(game: ndarray[Any, Any], n: int) -> ndarray[Any, Any]:
    """Everybody the cost alone less an equal part of what is saved: an imputation whenever there is one."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    alone = game[1 << np.arange(n)]
    amounts: ndarray[Any, Any] = alone - (alone.sum() - game[-1]) / n
    return amounts


def _solved(
    game: ndarray[Any, Any], start: ndarray[Any, Any], largest: float, *, per_capita: bool, bounded: bool
) -> PoolAnswer:
    """Rounds of pool and look, until nobody is short. ``bounded``: nobody may pay more than alone."""
    n = len(start)
    kernels, known = _kernels(n), _Known(game, n, per_capita=per_capita, bounded=bounded)
    # To begin with: the coalitions with the least margin at the start, one of each block at most.
    known.add(
        kernels.short(
            game, _nothing_settled(start), per_capita=False, tolerance=-float("inf"), most=JOINING * n
        )
    )
    for _ in range(MOST_ROUNDS):
        answer = kernels.solve_pool(known.pool(), start, TIGHTNESS * largest)
        lacking = kernels.short(
            game, answer, per_capita=per_capita, tolerance=SHORTNESS * largest, most=JOINING * n
        )
        if not len(lacking):
            return answer
        if not known.add(lacking):
            raise NucleolusError("coalitions of the pool are short")
    raise NucleolusError(f"no end after {MOST_ROUNDS} rounds")


def _nothing_settled(start: ndarray[Any, Any]) -> PoolAnswer:
    """The start as if it were an answer with one stage and a margin of nothing."""
    import numpy as np

    from vierkant.cost_sharing.nucleolus_pool import PoolAnswer, generic, sums_to_zero

    n = len(start)
    return PoolAnswer(start, np.zeros(1), (sums_to_zero(n) @ generic(n)[:-1])[None])


class _Known:
    """The coalitions of the pool, in the order in which they joined."""

    def __init__(self, game: ndarray[Any, Any], n: int, *, per_capita: bool, bounded: bool) -> None:
        self._game, self._per_capita, self._n = game, per_capita, n
        self._conditions = [1 << partner for partner in range(n)] if bounded else []
        self._masks: list[int] = []
        self._seen: set[int] = set()
        self.add([1 << partner for partner in range(n)])

    def add(self, masks: Any) -> bool:
        """Take coalitions in, each with everybody else beside it; True when there was a new one."""
        everybody, before = (1 << self._n) - 1, len(self._seen)
        for mask in map(int, masks):
            if mask not in self._seen:
                pair = (mask, everybody ^ mask)
                self._seen.update(pair)
                self._masks.extend(pair)
        return len(self._seen) > before

    def pool(self) -> Pool:
        """As the solver takes it."""
        import numpy as np

        from vierkant.cost_sharing.nucleolus_pool import Pool

        masks = np.array(self._masks + self._conditions, dtype=np.int64)
        weights = np.ones(len(masks))
        if self._per_capita:
            weights = np.bitwise_count(masks).astype(np.float64)
        weights[len(self._masks) :] = 0.0
        return Pool(masks, weights, self._game[masks])


def _kernels(n: int) -> _Kernels:
    from vierkant.cost_sharing import nucleolus_kernel, nucleolus_pool, nucleolus_scan

    made = nucleolus_kernel.ready(n)
    if made is not None:
        return _Kernels(made.solve_pool, made.short)
    return _Kernels(nucleolus_pool.solve_pool, nucleolus_scan.short)
