"""The largest margin that weights over given keys can reach, by (mixed-integer) programming with rows made on demand.

A mix of keys with weights that add up to 1 leaves coalition S the room ``sum_j weight_j * (costs[S] - amounts_j(S))``.
So the best mix is the best strategy in a game of the keys against the coalitions. Of the 2**n coalitions only a few
matter: we start with the obvious ones, solve, look at all coalitions, add those that have less room than the answer
says, and solve again until none is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import checked, subset_sums

if TYPE_CHECKING:
    from numpy import ndarray

TOLERANCE = 1e-9
"""Relative to the largest cost: less than this is rounding."""
_SOLVER_SCALE = 1e4
"""The solver's own tolerance is absolute (1e-7): costs are scaled to this, so that it is 1e-11 of the largest."""
_AT_ONCE = 12
"""Coalitions that are added in one round."""
_MOST_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Weights:
    """The best weights and what they leave.

    ``weights`` shape (k,); ``margin`` the least room that a coalition has; ``mask`` that coalition. ``proven`` is
    False when the search stopped early because no weights can reach what was asked (``margin`` is then what these
    weights leave, and ``bound`` what no weights can exceed).
    """

    weights: ndarray[Any, Any]
    margin: float
    mask: int
    bound: float


class Rows:
    """A game, keys over it, and the coalitions that were seen to matter.

    Args:
        costs: (2**n,) cost of every coalition.
        shares: (k, n) share of the joint cost that each key gives to each partner; every row adds up to 1.
        free: weights may be negative (the keys are then only a basis of all divisions).

    Raises:
        GameError: the costs are no game.
    """

    def __init__(self, costs: Any, shares: Any, *, free: bool = False) -> None:
        import numpy as np  # heavy: `vierkant --help` must not wait for it

        self.costs, self.n = checked(costs)
        self.total = float(self.costs[-1])
        self.amounts = self.total * np.asarray(shares, dtype=np.float64)
        self.free = free
        largest = max(float(np.abs(self.costs).max()), float(np.abs(self.amounts).max(initial=0.0)))
        self.scale = largest or 1.0
        self.tolerance = TOLERANCE * self.scale
        everybody = (1 << self.n) - 1
        first = [1 << i for i in range(self.n)] + [everybody ^ (1 << i) for i in range(self.n)]
        self.masks: list[int] = []
        self._known: set[int] = set()
        self._table = np.empty((0, len(self.amounts)))
        self.add(first)
        for key in np.eye(len(self.amounts)):
            self.add(self.tightest(key)[0])

    def add(self, masks: Any) -> bool:
        """Remember coalitions; False when all were known."""
        import numpy as np

        fresh = [int(mask) for mask in dict.fromkeys(map(int, masks)) if 0 < mask < len(self.costs) - 1]
        fresh = [mask for mask in fresh if mask not in self._known]
        self._known.update(fresh)
        self.masks.extend(fresh)
        if fresh:
            self._table = np.vstack([self._table, self.room_of(fresh)])
        return bool(fresh)

    def room_of(self, masks: Any) -> ndarray[Any, Any]:
        """What each key alone leaves to each of these coalitions: (rows, k)."""
        import numpy as np

        found = np.asarray(masks, dtype=np.int64)
        inside = (found[:, None] >> np.arange(self.n)) & 1
        room: ndarray[Any, Any] = self.costs[found][:, None] - inside @ self.amounts.T
        return room

    def margins(self, weights: Any) -> ndarray[Any, Any]:
        """What a mix leaves to every coalition, (2**n,); infinite for nobody and for all together."""
        import numpy as np

        room: ndarray[Any, Any] = self.costs - subset_sums(np.asarray(weights) @ self.amounts)
        room[0] = room[-1] = np.inf
        return room

    def tightest(self, weights: Any) -> tuple[list[int], list[float]]:
        """The coalitions with least room in a mix, and that room; the least first."""
        import numpy as np

        room = self.margins(weights)
        count = min(_AT_ONCE, len(room) - 1)
        found = np.argpartition(room, count)[:count] if count < len(room) else np.arange(len(room))
        found = found[np.argsort(room[found], kind="stable")]
        return [int(mask) for mask in found], [float(value) for value in room[found]]

    def best(
        self, *, most: int | None = None, step: float | None = None, enough: float | None = None
    ) -> Weights:
        """The weights with the largest margin.

        Args:
            most: keys with a weight above 0, at most; None for no limit.
            step: weights are multiples of this; None for any weight.
            enough: stop as soon as it is proven that no weights reach this margin.

        Returns:
            The weights; their margin is that of a look at all coalitions. ``bound`` is what the solver proved.
        """
        import numpy as np

        weights = np.full(len(self.amounts), 1.0 / len(self.amounts))
        bound = float("inf")
        for _ in range(_MOST_ROUNDS):
            solved = self._solved(most, step)
            if solved is None:  # cannot be: weights always exist
                break
            weights, bound = solved
            masks, room = self.tightest(weights)
            if enough is not None and bound < enough:
                break
            lacking = [mask for mask, left in zip(masks, room, strict=True) if left < bound - self.tolerance]
            if not self.add(lacking):
                break
        masks, room = self.tightest(weights)
        return Weights(weights, room[0], masks[0], bound)

    def _solved(self, most: int | None, step: float | None) -> tuple[ndarray[Any, Any], float] | None:
        """The best weights for the coalitions that are known, and their margin there."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        k = len(self.amounts)
        unit = step or 1.0
        whole = round(1.0 / unit) if step else 1.0
        per_unit = _SOLVER_SCALE / self.scale
        # Variables: k weights in units of the step, k switches (one when the key is used), the margin.
        rows = np.hstack(
            [
                self._table * (unit * per_unit),
                np.zeros((len(self._table), k)),
                -np.ones((len(self._table), 1)),
            ]
        )
        together = np.concatenate([np.ones(k), np.zeros(k + 1)])
        constraints = [LinearConstraint(rows, 0.0, np.inf), LinearConstraint(together, whole, whole)]
        low, high = np.zeros(2 * k + 1), np.full(2 * k + 1, float(whole))
        low[-1], high[-1] = -np.inf, np.inf
        high[k : 2 * k] = 1.0
        whole_numbers = np.zeros(2 * k + 1)
        if self.free:
            low[:k], high[:k] = -np.inf, np.inf
        if step:
            whole_numbers[:k] = 1
        if most is not None and most < k:
            whole_numbers[k : 2 * k] = 1
            switches = np.hstack([np.eye(k), -whole * np.eye(k), np.zeros((k, 1))])
            used = np.concatenate([np.zeros(k), np.ones(k), [0.0]])
            constraints += [LinearConstraint(switches, -np.inf, 0.0), LinearConstraint(used, 0.0, most)]
        goal = np.zeros(2 * k + 1)
        goal[-1] = -1.0
        found: Any = milp(
            goal,
            constraints=constraints,
            integrality=whole_numbers,
            bounds=Bounds(low, high),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        units = np.round(found.x[:k]) if step else found.x[:k]
        if not self.free:
            units = np.maximum(units, 0.0)
            units[units < 1e-9 * whole] = 0.0
        return units / units.sum(), float(found.x[-1]) / per_unit

    def multipliers(self) -> tuple[list[int], list[float]]:
        """Weights over coalitions that show that no mix of the keys leaves more than `best`: at most k coalitions.

        They come from the dual of the linear program over the coalitions that are known; call `best` first.
        """
        import numpy as np
        from scipy.optimize import linprog

        k = len(self.amounts)
        per_unit = _SOLVER_SCALE / self.scale
        rows = np.hstack([-self._table * per_unit, np.ones((len(self._table), 1))])
        bounds = [((None if self.free else 0.0), None)] * k + [(None, None)]
        goal = np.zeros(k + 1)
        goal[-1] = -1.0
        together = np.concatenate([np.ones(k), [0.0]])[None, :]
        found: Any = linprog(
            goal,
            A_ub=rows,
            b_ub=np.zeros(len(rows)),
            A_eq=together,
            b_eq=[1.0],
            bounds=bounds,
            method="highs-ds",
        )
        prices = -np.asarray(found.ineqlin.marginals)
        support = np.flatnonzero(prices > 1e-9)
        return [self.masks[int(row)] for row in support], [float(prices[row]) for row in support]
