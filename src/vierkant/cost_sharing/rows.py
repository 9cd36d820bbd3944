"""The least core of more partners than can be counted: only the groups that matter become rows of the program.

A linear program looks for the amounts that leave every group in it the most room; a search then looks for a group that
is not in it and has less room; that one joins, and so on. The room that the program finds is never below the true one,
because groups can only be missing. So a result below zero proves that no allocation keeps everybody in. A result above
zero is proven only when every group was looked at; otherwise it says that a search found nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import checked, subset_sums
from vierkant.cost_sharing.sampled import CostOf, costs_of_ends, finite_costs

if TYPE_CHECKING:
    from numpy import ndarray

MOST_ENUMERATED = 16
"""Partners up to which every group is looked at."""
TOLERANCE = 1e-9
"""Relative to the costs: a group with this little less room than the program says changes nothing."""
_KEPT_PER_ROUND = 60
"""Groups that join the program in one round, at most."""
_EXCHANGED = 8
"""Groups with least room of which exchanges of two partners are looked at."""
_PARTS = 1 << 20
"""Booleans in one batch of neighbours."""


@dataclass(frozen=True, slots=True, eq=False)
class RowGeneration:
    """Amounts that leave every group the most room, as far as is known."""

    margin: float
    """The room that the best allocation leaves, in the unit of the costs; the true one is never above this."""
    amounts: ndarray[Any, Any]
    """What each partner pays, shape (n,); adds up to the joint cost."""
    found_margin: float
    """The least room that was found for these amounts; equal to ``margin`` (but for rounding) when ``settled``."""
    tightest: tuple[int, ...]
    """The partners of the group that has it."""
    settled: bool
    """No group with less room was found any more, before the rounds ran out."""
    proven: bool
    """Every group was looked at: ``margin`` and ``amounts`` are exact."""
    rows: int
    rounds: int

    @property
    def surely_empty(self) -> bool:
        """It is proven that no allocation keeps every group in, whether or not every group was looked at."""
        return self.margin < 0


def least_core_by_rows(
    cost_of: CostOf,
    n: int,
    *,
    seed: int = 0,
    starts: int = 48,
    most_rounds: int = 200,
    enumerated: int = MOST_ENUMERATED,
    progress: Callable[[float], None] | None = None,
) -> RowGeneration:
    """The allocation that leaves every group the most room, by row generation.

    Args:
        cost_of: costs of many coalitions at once: a boolean array of shape (k, n) in, a float array of shape (k,) out.
            Nobody costs 0.
        n: number of partners, from 1.
        seed: of the search, a whole number from 0.
        starts: groups from which the search begins in every round, from 1; it changes one partner, or exchanges two,
            as long as that lowers the room of the group.
        most_rounds: programs that are solved, at most, from 1.
        enumerated: partners up to which every group is looked at instead of a search, at most 28.
        progress: called with a share (0..1) of the rounds; an exception raised in it stops the calculation.

    Raises:
        GameError: nobody costs something, a coalition has no finite cost, or more partners than can be enumerated.
        ValueError: a number is outside its bounds, or ``cost_of`` does not give one cost per coalition.

    Source: Hallefjord, Helming and Jørnsten 1995 (constraint generation for cooperative games).
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    if n < 1 or starts < 1 or most_rounds < 1:
        raise ValueError("n, starts and most_rounds are at least 1")
    joint = costs_of_ends(cost_of, n)
    if n == 1:
        return RowGeneration(inf, np.array([joint]), inf, (), True, True, 0, 0)
    look: _Search | _Table = _Table(cost_of, n) if n <= enumerated else _Search(cost_of, n, seed, starts)
    pool = _Pool(n)
    ends = np.concatenate([np.eye(n, dtype=np.bool_), ~np.eye(n, dtype=np.bool_)])
    pool.add(ends, finite_costs(cost_of, ends))
    return _generated(look, pool, joint, most_rounds, progress)


def _generated(
    look: _Search | _Table,
    pool: _Pool,
    joint: float,
    most_rounds: int,
    progress: Callable[[float], None] | None,
) -> RowGeneration:
    """Solve, search, add what was found, and again."""
    import numpy as np

    n = pool.masks.shape[1]
    scale = max(float(np.abs(pool.costs).max()), abs(joint)) or 1.0
    best = _Best(-inf, np.zeros(n), np.zeros(n, dtype=np.bool_))
    for number in range(1, most_rounds + 1):
        margin, amounts, tight = pool.solve(joint, scale)
        enough = margin - TOLERANCE * scale
        # Halfway to the best amounts so far: the program jumps from corner to corner, and corners tell little.
        points = [amounts] if best.room == -inf else [(amounts + best.amounts) / 2, amounts]
        added = 0
        for point in points:
            masks, costs = look.groups(point, pool.masks[tight])
            best = best.or_better(point, np.concatenate([masks, pool.masks]), np.append(costs, pool.costs))
            room = costs - masks @ amounts
            short = np.flatnonzero(room < enough)
            short = short[np.argsort(room[short], kind="stable")[:_KEPT_PER_ROUND]]
            added = pool.add(masks[short], costs[short])
            if added or best.room >= enough:
                break
        settled = best.room >= enough or not added
        if progress is not None:
            progress(1.0 if settled else number / most_rounds)
        if settled:
            break
    return RowGeneration(
        margin,
        best.amounts,
        best.room,
        tuple(np.flatnonzero(best.group).tolist()),
        settled,
        settled and look.complete,
        len(pool.costs),
        number,
    )


@dataclass(frozen=True, slots=True)
class _Best:
    """The amounts that leave the most room of all that were looked at."""

    room: float
    amounts: ndarray[Any, Any]
    group: ndarray[Any, Any]

    def or_better(
        self, amounts: ndarray[Any, Any], masks: ndarray[Any, Any], costs: ndarray[Any, Any]
    ) -> _Best:
        room = costs - masks @ amounts
        lowest = int(room.argmin())
        return self if room[lowest] <= self.room else _Best(float(room[lowest]), amounts, masks[lowest])


class _Pool:
    """The groups in the program."""

    def __init__(self, n: int) -> None:
        import numpy as np

        self.masks = np.zeros((0, n), dtype=np.bool_)
        self.costs = np.zeros(0)
        self._known: set[bytes] = set()

    def add(self, masks: ndarray[Any, Any], costs: ndarray[Any, Any]) -> int:
        """Add groups that are not there yet, and tell how many."""
        import numpy as np

        fresh = []
        for row, mask in enumerate(masks):
            name = mask.tobytes()
            if name not in self._known and mask.any() and not mask.all():
                self._known.add(name)
                fresh.append(row)
        self.masks = np.concatenate([self.masks, masks[fresh]])
        self.costs = np.concatenate([self.costs, costs[fresh]])
        return len(fresh)

    def solve(self, joint: float, scale: float) -> tuple[float, ndarray[Any, Any], ndarray[Any, Any]]:
        """The most room for the groups in the program, amounts with it, and which groups have no more."""
        import numpy as np
        from scipy.optimize import linprog

        rows, n = self.masks.shape
        less = np.ones((rows, n + 1))
        less[:, :n] = self.masks
        whole = np.append(np.ones(n), 0.0)[None, :]
        found = linprog(
            np.append(np.zeros(n), -1.0),
            A_ub=less,
            b_ub=self.costs / scale,
            A_eq=whole,
            b_eq=[joint / scale],
            bounds=(None, None),
            method="highs",
        )
        if found.status != 0:
            raise RuntimeError(f"the linear program was not solved: {found.message}")
        amounts = found.x[:n] * scale
        # What rounding leaves of the joint cost is shared out, so that the amounts add up.
        amounts += (joint - amounts.sum()) / n
        return float(found.x[n] * scale), amounts, np.flatnonzero(found.slack < TOLERANCE)


class _Table:
    """Looks at every group."""

    complete = True

    def __init__(self, cost_of: CostOf, n: int) -> None:
        import numpy as np

        self._n = n
        self._game = np.empty(1 << n)
        batch = max(1, _PARTS // n)
        for start in range(0, 1 << n, batch):
            masks = np.arange(start, min(start + batch, 1 << n))
            self._game[start : start + len(masks)] = finite_costs(cost_of, _held(masks, n))
        checked(self._game)

    def groups(
        self, amounts: ndarray[Any, Any], tight: ndarray[Any, Any]
    ) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """The group with the least room in each of many parts of the table, and their costs."""
        import numpy as np

        del tight
        room = self._game - subset_sums(amounts)
        room[[0, -1]] = inf
        table = room.reshape(-1, 1 << min(self._n, max(3, self._n - 6)))
        masks = table.argmin(axis=1) + np.arange(len(table)) * table.shape[1]
        return _held(masks, self._n), self._game[masks]


class _Search:
    """Looks for groups with little room by changing one partner at a time, from many starts."""

    complete = False

    def __init__(self, cost_of: CostOf, n: int, seed: int, starts: int) -> None:
        import numpy as np

        self._cost_of = cost_of
        self._n = n
        self._starts = starts
        self._generator = np.random.default_rng(seed)

    def groups(
        self, amounts: ndarray[Any, Any], tight: ndarray[Any, Any]
    ) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """Groups that no change of one partner, nor an exchange of two, gives less room, and their costs."""
        import numpy as np

        drawn = self._generator.random((self._starts, self._n))
        masks = drawn < self._generator.random((self._starts, 1))
        # From where the program has no room left: neighbours of those groups are the likely ones.
        chosen = self._generator.permutation(len(tight))[: self._starts]
        masks = self._proper(np.concatenate([masks, tight[chosen]]))
        costs = finite_costs(self._cost_of, masks)
        masks, costs = self._descend(masks, costs, amounts, exchange=False)
        masks, rows = np.unique(masks, axis=0, return_index=True)
        costs = costs[rows]
        # Exchanging two partners is a long look, and pays where there is least room.
        least = np.argsort(costs - masks @ amounts, kind="stable")[:_EXCHANGED]
        near = self._descend(masks[least], costs[least], amounts, exchange=True)
        near = self._descend(*near, amounts, exchange=False)
        masks, rows = np.unique(np.concatenate([near[0], masks]), axis=0, return_index=True)
        return masks, np.concatenate([near[1], costs])[rows]

    def _proper(self, masks: ndarray[Any, Any]) -> ndarray[Any, Any]:
        """Neither nobody nor all together: one partner is changed."""
        import numpy as np

        rows = np.flatnonzero((masks.sum(axis=1) % self._n) == 0)
        masks[rows, self._generator.integers(self._n, size=len(rows))] ^= True
        return masks

    def _descend(
        self,
        masks: ndarray[Any, Any],
        costs: ndarray[Any, Any],
        amounts: ndarray[Any, Any],
        *,
        exchange: bool,
    ) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """Step to the neighbour with the least room until there is none with less."""
        import numpy as np

        masks, costs = masks.copy(), costs.copy()
        room = costs - masks @ amounts
        active = np.arange(len(masks))
        least = TOLERANCE * (np.abs(costs).max() + np.abs(amounts).max())
        while len(active):
            moved = []
            size = max(1, _PARTS // (self._n**2 * (self._n if exchange else 1)))
            for start in range(0, len(active), size):
                rows = active[start : start + size]
                near, owner = _exchanged(masks[rows]) if exchange else _changed(masks[rows])
                if not len(near):
                    continue
                near_costs = finite_costs(self._cost_of, near)
                near_room = near_costs - near @ amounts
                order = np.lexsort((near_room, owner))
                best = order[np.unique(owner[order], return_index=True)[1]]
                better = best[near_room[best] < room[rows[owner[best]]] - least]
                target = rows[owner[better]]
                masks[target], costs[target], room[target] = (
                    near[better],
                    near_costs[better],
                    near_room[better],
                )
                moved.append(target)
            active = np.concatenate(moved) if moved else active[:0]
        return masks, costs


def _changed(masks: ndarray[Any, Any]) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
    """Every group with one partner in or out, without nobody and all together; and the row it comes from."""
    import numpy as np

    count, n = masks.shape
    near = (masks[:, None, :] ^ np.eye(n, dtype=np.bool_)).reshape(-1, n)
    owner = np.repeat(np.arange(count), n)
    proper = (near.sum(axis=1) % n) != 0
    return near[proper], owner[proper]


def _exchanged(masks: ndarray[Any, Any]) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
    """Every group with one partner out and another in; and the row it comes from."""
    import numpy as np

    owner, out, into = np.nonzero(masks[:, :, None] & ~masks[:, None, :])
    near = masks[owner]
    places = np.arange(len(near))
    near[places, out], near[places, into] = False, True
    return near, owner


def _held(masks: ndarray[Any, Any], n: int) -> ndarray[Any, Any]:
    """Bitmasks as booleans, shape (k, n)."""
    import numpy as np

    return (masks[:, None] >> np.arange(n) & 1).astype(np.bool_)
