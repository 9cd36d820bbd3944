"""The proof that no mix of given ingredients keeps everybody in: a few subgroups, and how heavy each counts.

Give every subgroup of the proof its multiplier, and add up what each ingredient leaves them: with every ingredient
together they come short. A mix of ingredients cannot give more than its ingredients, so with every mix one of these
subgroups is better off on its own (Farkas 1902). The proof is checked in exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.designer_rows import Rows
from vierkant.cost_sharing.games import members
from vierkant.cost_sharing.inputs import Ingredient

if TYPE_CHECKING:
    from numpy import ndarray

_MOST_COMPARED = 300
"""Subgroups, none of which lacks less with every ingredient than another, of which pairs are tried."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Subgroups that together make every mix impossible.

    ``masks`` and ``multipliers`` (above zero, adding up to 1) belong together. ``lacks`` says for every ingredient how
    much the subgroups come short with it, weighed by their multipliers, in the unit of the costs (above zero); the
    least of these is what every mix lacks at least. ``exact`` says that the proof was checked in exact fractions;
    ``fewest`` that no proof with fewer subgroups exists (else none of these can be missed).
    """

    masks: tuple[int, ...]
    multipliers: tuple[float, ...]
    lacks: Mapping[Ingredient, float]
    exact: bool
    fewest: bool

    @property
    def least(self) -> float:
        """What every mix lacks at least, in the unit of the costs."""
        return min(self.lacks.values())


def certificate(rows: Rows, names: Sequence[Ingredient]) -> Certificate:
    """The proof with the fewest subgroups that was found, for rows that no mix can satisfy (`Rows.best` below zero).

    One and two subgroups are looked for among all that matter; above that the subgroups come from the dual of the
    linear program, and those that can be missed are left out.
    """
    room = _all_rooms(rows)
    masks, multipliers, fewest = _single(room, rows.tolerance), [1.0], True
    if not masks:
        candidates, complete = _undominated(room)
        pair = _pair(room, candidates)
        if pair is not None:
            masks, multipliers = pair
        else:
            masks, multipliers = _irreducible(rows)
            fewest = complete and len(masks) == 3
    exact = proves(rows.costs, rows.amounts, masks, multipliers)
    lacks = -(multipliers @ rows.room_of(masks))
    found = {name: float(value) for name, value in zip(names, lacks, strict=True)}
    return Certificate(tuple(masks), tuple(multipliers), found, exact, fewest)


def proves(costs: Any, amounts: Any, masks: Sequence[int], multipliers: Iterable[float]) -> bool:
    """Whether the subgroups come short with every ingredient, in exact fractions.

    Args:
        costs: (2**n,).
        amounts: (k, n) what each partner pays by each ingredient. Its rows may miss the joint cost by rounding.
        masks: the subgroups.
        multipliers: how heavy each counts, above zero.
    """
    heavy = [Fraction(float(value)) for value in multipliers]
    if any(value <= 0 for value in heavy) or not masks:
        return False
    total = Fraction(float(costs[-1]))
    for row in amounts:
        exactly = [Fraction(float(amount)) for amount in row]
        paid = sum(exactly)
        factor = total / paid if paid else Fraction(1)
        left = sum(
            value * (Fraction(float(costs[mask])) - factor * sum(exactly[i] for i in members(mask)))
            for value, mask in zip(heavy, masks, strict=True)
        )
        if left >= 0:
            return False
    return True


def _all_rooms(rows: Rows) -> ndarray[Any, Any]:
    """What every ingredient leaves to every coalition, (2**n, k); nobody and all together never lack."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    return np.stack([rows.margins(key) for key in np.eye(len(rows.amounts))], axis=1)


def _single(room: ndarray[Any, Any], tolerance: float) -> list[int]:
    """A subgroup that comes short with every ingredient; empty when there is none.

    Of those that lack at least half of what the worst one lacks the smallest: that is the one people recognise.
    """
    import numpy as np

    worst = room.max(axis=1)
    if worst.min() >= -tolerance:
        return []
    candidates = np.flatnonzero(worst <= 0.5 * worst.min())
    sizes = np.array([int(mask).bit_count() for mask in candidates])
    return [int(candidates[np.lexsort((worst[candidates], sizes))[0]])]


def _undominated(room: ndarray[Any, Any]) -> tuple[list[int], bool]:
    """Subgroups that matter: no other one comes shorter with every ingredient. False when there are too many."""
    import numpy as np

    found: list[int] = []
    left = np.flatnonzero((room < 0).any(axis=1))
    while len(left) and len(found) < _MOST_COMPARED:
        part = room[left]
        best = int(part.sum(axis=1).argmin())
        found.append(int(left[best]))
        left = left[(part < part[best]).any(axis=1)]
    return found, not len(left)


def _pair(room: ndarray[Any, Any], masks: Sequence[int]) -> tuple[list[int], list[float]] | None:
    """Two subgroups that together come short with every ingredient, most of all pairs; None when there are none."""
    import numpy as np

    part = room[list(masks)]
    first, second = part[:, None, :], part[None, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = second / (second - first)
    low = np.where((first < 0) & (second >= 0), crossing, 0.0).max(axis=2)
    high = np.where((first >= 0) & (second < 0), crossing, 1.0).min(axis=2)
    never = ((first >= 0) & (second >= 0)).any(axis=2)
    width = np.where(never, -1.0, high - low)
    place = np.unravel_index(int(width.argmax()), width.shape)
    if width[place] <= 1e-9:
        return None
    one, two = (int(item) for item in place)
    weight = float(_heaviest(part[one], part[two], float(low[place]), float(high[place])))
    return [masks[one], masks[two]], [weight, 1.0 - weight]


def _heaviest(first: Any, second: Any, low: float, high: float) -> float:
    """The multiplier of the first subgroup between low and high with which the least lack is largest."""
    import numpy as np

    tries = np.linspace(low, high, 201)[1:-1]
    lacks = -(tries[:, None] * first + (1.0 - tries[:, None]) * second).max(axis=1)
    return float(tries[int(lacks.argmax())])


def _irreducible(rows: Rows) -> tuple[list[int], list[float]]:
    """The subgroups of the dual solution, without those that can be missed."""
    masks, multipliers = rows.multipliers()
    for mask in tuple(masks):
        rest = [item for item in masks if item != mask]
        found = _lack_of(rows, rest)
        if found is not None:
            masks, multipliers = rest, found
    together = sum(multipliers)
    return masks, [value / together for value in multipliers]


def _lack_of(rows: Rows, masks: Sequence[int]) -> list[float] | None:
    """Multipliers with which these subgroups come short with every ingredient; None when there are none."""
    import numpy as np
    from scipy.optimize import linprog

    if not masks:
        return None
    room = rows.room_of(masks) / rows.scale
    # Largest lack: least v with multipliers @ room <= v for every ingredient.
    limits = np.hstack([room.T, -np.ones((room.shape[1], 1))])
    together = np.concatenate([np.ones(len(masks)), [0.0]])[None, :]
    goal = np.concatenate([np.zeros(len(masks)), [1.0]])
    bounds = [(0.0, None)] * len(masks) + [(None, None)]
    found: Any = linprog(
        goal,
        A_ub=limits,
        b_ub=np.zeros(len(limits)),
        A_eq=together,
        b_eq=[1.0],
        bounds=bounds,
        method="highs-ds",
    )
    if found.status != 0 or found.x[-1] >= -1e-9 or (found.x[:-1] <= 0).any():
        return None
    return [float(value) for value in found.x[:-1]]
