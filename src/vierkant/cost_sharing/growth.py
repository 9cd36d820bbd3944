"""Growth and shrink: does a key keep holding when residents and use change, and when must it be looked at again.

Two ways to treat a key over the years. *Fixed*: the shares of today stay until somebody changes them. *Moving*: the
shares follow the figures of each year. What is fixed breaks first; the first year in which somebody is better off
without the others is the year by which the key must be calibrated anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.core import least_core_margin
from vierkant.cost_sharing.games import checked

if TYPE_CHECKING:
    from numpy import ndarray

YEARS = 10
STRESS = 0.10
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Changed:
    """The game and the keys when every partner has grown by its own factor.

    ``costs`` (2**n,) cost of every coalition; ``keys`` what each pays by each key, (n,), together the joint cost.
    """

    costs: Any
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeyOverTime:
    """One key over the years; index 0 is now. Margins in the unit of the costs, below zero: somebody is better off.

    ``fixed`` with the shares of now, ``moving`` with the shares of each year; ``fixed_masks`` and ``moving_masks``
    the subgroups with least room. ``recalibrate`` the first year in which the fixed shares do not hold (0 when they do
    not hold now), ``breaks`` the first in which the moving shares do not; None when they hold all years.
    """

    fixed: tuple[float, ...]
    moving: tuple[float, ...]
    fixed_masks: tuple[int, ...]
    moving_masks: tuple[int, ...]
    recalibrate: int | None
    breaks: int | None


@dataclass(frozen=True, slots=True)
class Stress:
    """One partner grows or shrinks alone: what it does to each key with the shares of now.

    ``margins`` and ``masks`` by key; ``factor`` 1.10 or 0.90.
    """

    partner: int
    factor: float
    margins: Mapping[str, float]
    masks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Growth:
    """The keys over the years and under stress. ``factors`` (n,) what each partner has become after all years."""

    keys: Mapping[str, KeyOverTime]
    stress: tuple[Stress, ...]
    factors: tuple[float, ...]

    def keeps_holding(self, key: str) -> bool:
        """Whether the key with the shares of now holds in all years and whoever grows or shrinks alone."""
        over_time = self.keys[key]
        return over_time.recalibrate is None and all(case.margins[key] >= 0 for case in self.stress)


def growth(
    changed: Callable[[Sequence[float]], Changed],
    rates: Sequence[float],
    *,
    years: int = YEARS,
    stress: float = STRESS,
) -> Growth:
    """Every key over the years and with each partner a tenth larger or smaller.

    Args:
        changed: from a factor per partner (1 is as now) to the game and the keys.
        rates: (n,) growth of each partner over all ``years`` together (0.08, -0.05), above -1.
        years: how far to look.
        stress: the part by which each partner grows and shrinks alone.

    Raises:
        GameError: a changed game is no game.
        ValueError: a rate of -1 or less, or no years.
    """
    if years < 1 or any(rate <= -1 for rate in rates):
        raise ValueError("years from 1, rates above -1")
    now = changed([1.0] * len(rates))
    shares = {key: _shares(amounts) for key, amounts in now.keys.items()}
    moves = any(rate != 0 for rate in rates)
    points = [
        changed([(1.0 + rate) ** (year / years) for rate in rates]) if moves and year else now
        for year in range(years + 1)
    ]
    cases = [
        (partner, factor, changed([factor if i == partner else 1.0 for i in range(len(rates))]))
        for partner in range(len(rates))
        for factor in (1.0 - stress, 1.0 + stress)
    ]
    return Growth(
        keys={key: _over_time(key, shares[key], points) for key in now.keys},
        stress=tuple(_stressed(partner, factor, point, shares) for partner, factor, point in cases),
        factors=tuple(1.0 + rate for rate in rates),
    )


def _shares(amounts: Any) -> ndarray[Any, Any]:
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    given = np.asarray(amounts, dtype=np.float64)
    total = given.sum()
    shares: ndarray[Any, Any] = given / total if total else given * 0.0
    return shares


def _room(costs: Any, amounts: Any) -> tuple[float, int]:
    """The margin and its subgroup; what is only rounding counts as zero."""
    game, _ = checked(costs)
    margin, mask = least_core_margin(game, amounts)
    rounding = _ROUNDING * float(abs(game).max())
    return (0.0 if -rounding <= margin < 0 else margin), mask


def _over_time(key: str, shares: Any, points: Sequence[Changed]) -> KeyOverTime:
    fixed = [_room(point.costs, shares * float(point.costs[-1])) for point in points]
    moving = [_room(point.costs, point.keys[key]) for point in points]
    return KeyOverTime(
        fixed=tuple(margin for margin, _ in fixed),
        moving=tuple(margin for margin, _ in moving),
        fixed_masks=tuple(mask for _, mask in fixed),
        moving_masks=tuple(mask for _, mask in moving),
        recalibrate=_first_below(fixed),
        breaks=_first_below(moving),
    )


def _first_below(rooms: Sequence[tuple[float, int]]) -> int | None:
    return next((year for year, (margin, _) in enumerate(rooms) if margin < 0), None)


def _stressed(partner: int, factor: float, point: Changed, shares: Mapping[str, Any]) -> Stress:
    total = float(point.costs[-1])
    found = {key: _room(point.costs, part * total) for key, part in shares.items()}
    return Stress(
        partner,
        factor,
        {key: margin for key, (margin, _) in found.items()},
        {key: mask for key, (_, mask) in found.items()},
    )
