"""Growing in: from how the cost is divided today to the key, year by year, without driving anybody out on the way.

Every year the whole joint cost is covered and, where that can be, every subgroup pays at most what it would pay on its
own: the path never crosses the stability line. It stays as near as it can to a straight line. Where it cannot hold, the
path is the least bad one and says from which year it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.core import least_core_margin
from vierkant.cost_sharing.games import GameError, amounts_of, checked, subset_sums
from vierkant.quantities import Message, Number, Unit

if TYPE_CHECKING:
    from numpy import ndarray

MOST_YEARS = 20
_ROUNDING = 1e-9
"""Relative to the largest cost."""
_AT_ONCE = 32
_MOST_ROUNDS = 200
_CROSSING, _LARGEST, _ALL = 1e4, 1.0, 1e-3
"""Weights in the goal: first as little crossing as can be, then the largest distance, then all distances together."""


@dataclass(frozen=True, slots=True)
class GrowingIn:
    """The path from today to the key; all amounts in the unit of the costs.

    ``path`` (years + 1) rows of n: row 0 the joint cost divided as today, the last row the key. ``straight`` the same
    along a straight line. ``margins`` (years + 1) the room of the subgroup with least room in each year of the path,
    below zero in a year that does not hold, and ``masks`` that subgroup. ``straight_margins`` the same for the line.

    ``holds_from`` is the first year from which every year of the path holds, None when the key itself does not hold;
    ``straight_from`` the same for the straight line. ``bears`` (n,) is what each partner pays more than along the
    straight line, over all years together: above zero who pays for stability, below zero who is spared.
    """

    path: tuple[tuple[float, ...], ...]
    straight: tuple[tuple[float, ...], ...]
    margins: tuple[float, ...]
    masks: tuple[int, ...]
    straight_margins: tuple[float, ...]
    holds_from: int | None
    straight_from: int | None
    bears: tuple[float, ...]

    @property
    def today_holds(self) -> bool:
        """Whether the division of today keeps everybody in."""
        return self.margins[0] >= 0

    @property
    def is_straight(self) -> bool:
        """Whether the straight line itself is the path: nobody bears anything for it."""
        return self.path == self.straight


def growing_in(costs: Any, today: Any, goal: Any, years: int, *, most_rise: float | None = None) -> GrowingIn:
    """The path of growing in.

    Args:
        costs: (2**n,) cost of every coalition.
        today: (n,) what each pays today, from zero up; only the proportions count, they divide the joint cost.
        goal: (n,) what each pays by the key; adds up to the joint cost.
        years: from 1 to 20.
        most_rise: what a partner may rise in one year at most, in the unit of the costs; None for no limit. A limit
            under what the key itself asks per year is widened to that, otherwise the key is never reached.

    Raises:
        GameError: the costs are no game; today adds up to nothing; years out of range.
        ValueError: amounts that are not n numbers.

    Source: linear programming (HiGHS) with the subgroups added that the path would drive out.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    game, n = checked(costs)
    if not 1 <= years <= MOST_YEARS:
        arguments = {"years": Number(years, Unit.YEARS), "most": Number(MOST_YEARS, Unit.YEARS)}
        raise GameError(Message("key_design.years", arguments))
    paid, key = amounts_of(today, n), amounts_of(goal, n)
    if (paid < 0).any() or paid.sum() <= 0:
        raise GameError(Message("key_design.nothing_today"))
    start = paid * (game[-1] / paid.sum())
    parts = np.linspace(0.0, 1.0, years + 1)[:, None]
    straight = (1.0 - parts) * start + parts * key
    scale = float(np.abs(game).max()) or 1.0
    line = [least_core_margin(game, row) for row in straight]
    short = [year for year in range(1, years) if line[year][0] < -_ROUNDING * scale]
    pool = [1 << i for i in range(n)] + [(1 << n) - 1 ^ (1 << i) for i in range(n)]
    pool += [line[year][1] for year in short]
    path = straight.copy()
    if most_rise is not None:
        path = _Path(game, n, straight, scale, pool, most_rise).solved()
    else:
        # Without a limit on the rise every year stands alone; what one year asks for, the next is likely to ask too.
        for year in short:
            path[year] = _Path(game, n, straight[[0, year, -1]], scale, pool, None).solved()[1]
    return _told(game, path, straight, scale)


class _Path:
    """The linear program of the years between today and the key."""

    def __init__(
        self,
        game: ndarray[Any, Any],
        n: int,
        straight: ndarray[Any, Any],
        scale: float,
        pool: list[int],
        most_rise: float | None,
    ) -> None:
        self.game, self.n, self.straight, self.scale = game, n, straight, scale
        self.between = len(straight) - 2
        # Per year: n amounts, n distances from the line, the largest distance, how far stability is crossed.
        self.width = 2 * n + 2
        self.pool = pool
        self.most_rise = None if most_rise is None else max(most_rise, _steepest(straight))

    def solved(self) -> ndarray[Any, Any]:
        """The whole path, (years + 1, n); the pool grows with the subgroups that mattered."""
        path = self.straight.copy()
        if not self.between:
            return path
        centre = path.copy()
        for _ in range(_MOST_ROUNDS):
            path, crossing = self._solve()
            # Programs answer in corners. What is short halfway from where the earlier answers lie cuts deeper.
            centre = 0.5 * (centre + path)
            known = set(self.pool)
            fresh: list[int] = []
            for year in range(self.between):
                short = self._short(path[year + 1], crossing[year])
                if short:
                    fresh += short + self._short(centre[year + 1], crossing[year])
            fresh = [mask for mask in dict.fromkeys(fresh) if mask not in known]
            if not fresh:
                break
            self.pool += fresh
        return path

    def _short(self, amounts: ndarray[Any, Any], crossing: float) -> list[int]:
        """The subgroups that have less room than the program thought, the worst first."""
        import numpy as np

        room = self.game - subset_sums(amounts)
        room[0] = room[-1] = np.inf
        short = np.flatnonzero(room < -crossing - 10 * _ROUNDING * self.scale)
        if len(short) > _AT_ONCE:
            short = short[np.argpartition(room[short], _AT_ONCE)[:_AT_ONCE]]
        return [int(mask) for mask in short]

    def _solve(self) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import csr_matrix

        limits, bounds_above = self._limits()
        years, n, width = self.between, self.n, self.width
        covered = np.zeros((years, years * width))
        goal = np.zeros(years * width)
        bounds: list[tuple[float | None, float | None]] = []
        for year in range(years):
            first = year * width
            covered[year, first : first + n] = 1.0
            goal[first + n : first + 2 * n] = _ALL / n
            goal[first + 2 * n], goal[first + 2 * n + 1] = _LARGEST, _CROSSING
            bounds += [(None, None)] * n + [(0.0, None)] * (n + 2)
        total = self.game[-1] / self.scale
        found: Any = linprog(
            goal, A_ub=csr_matrix(limits), b_ub=bounds_above, A_eq=csr_matrix(covered),
            b_eq=np.full(years, total), bounds=bounds, method="highs-ds", options={"presolve": False},
        )  # fmt: skip
        answer = np.asarray(found.x).reshape(years, width)
        path = self.straight.copy()
        path[1:-1] = answer[:, :n] * self.scale
        # Rounding of the solver: every year covers the cost to the cent.
        path[1:-1] += ((self.game[-1] - path[1:-1].sum(axis=1)) / n)[:, None]
        return path, answer[:, -1] * self.scale

    def _limits(self) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """Rows and right sides, in units of the scale."""
        import numpy as np

        n, between = self.n, self.between
        masks = np.array(self.pool, dtype=np.int64)
        inside = ((masks[:, None] >> np.arange(n)) & 1).astype(np.float64)
        one, none = np.eye(n), np.zeros((n, n))
        # Of one year: no subgroup above its cost, but for the crossing; distances both ways; the largest of them.
        block = np.vstack(
            [
                np.hstack([inside, np.zeros((len(masks), n + 1)), -np.ones((len(masks), 1))]),
                np.hstack([one, -one, np.zeros((n, 2))]),
                np.hstack([-one, -one, np.zeros((n, 2))]),
                np.hstack([none, one, -np.ones((n, 1)), np.zeros((n, 1))]),
            ]
        )
        rows = np.kron(np.eye(between), block)
        costs, line = self.game[masks], self.straight[1:-1]
        right = np.concatenate([np.concatenate([costs, row, -row, np.zeros(n)]) for row in line])
        if self.most_rise is not None:
            # From year to year, also from today to the first and from the last to the key.
            step = np.hstack([one, np.zeros((n, n + 2))])
            rises = np.kron(np.eye(between + 1, between) - np.eye(between + 1, between, -1), step)
            known = np.zeros((between + 1, n))
            known[0], known[-1] = self.straight[0], known[-1] - self.straight[-1]
            rows = np.vstack([rows, rises])
            right = np.concatenate([right, (self.most_rise + known).ravel()])
        return rows, right / self.scale


def _steepest(straight: ndarray[Any, Any]) -> float:
    """What the partner that rises most pays more every year along the straight line."""
    return float((straight[1] - straight[0]).max())


def _told(
    game: ndarray[Any, Any], path: ndarray[Any, Any], straight: ndarray[Any, Any], scale: float
) -> GrowingIn:
    def clean(margin: float) -> float:
        return 0.0 if -100 * _ROUNDING * scale <= margin < 0 else float(margin)

    found = [least_core_margin(game, row) for row in path]
    line = [clean(least_core_margin(game, row)[0]) for row in straight]
    margins = [clean(margin) for margin, _ in found]
    bears = (path - straight).sum(axis=0)
    return GrowingIn(
        path=tuple(tuple(float(value) for value in row) for row in path),
        straight=tuple(tuple(float(value) for value in row) for row in straight),
        margins=tuple(margins),
        masks=tuple(mask for _, mask in found),
        straight_margins=tuple(line),
        holds_from=_from(margins),
        straight_from=_from(line),
        bears=tuple(0.0 if abs(value) < 1e-7 * scale else float(value) for value in bears),
    )


def _from(margins: list[float]) -> int | None:
    """The first year from which all hold; None when the last does not."""
    year = len(margins)
    while year and margins[year - 1] >= 0:
        year -= 1
    return year if year < len(margins) else None
