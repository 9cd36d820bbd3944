"""The simplest key that keeps everybody in, or why there is none.

A key is mixed from ingredients that people can explain in one sentence. Simple is: first as few ingredients as can be,
then round weights (5 %, then 1 %, then 0.1 %), then as much room as can be before somebody is better off alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.designer_proof import Certificate, certificate
from vierkant.cost_sharing.designer_rows import Rows, Weights
from vierkant.cost_sharing.games import GameError
from vierkant.cost_sharing.inputs import Ingredient
from vierkant.cost_sharing.nucleolus import NucleolusError, least_core
from vierkant.quantities import Message

if TYPE_CHECKING:
    from numpy import ndarray

STEPS = (0.05, 0.01, 0.001)
"""Round weights, the roundest first."""


@dataclass(frozen=True, slots=True)
class Mix:
    """A key mixed from ingredients.

    ``weights`` are above 0 and add up to 1; ``amounts`` (n,) what each partner pays, in the unit of the costs;
    ``margin`` the room of the subgroup with least room, ``mask`` that subgroup; ``step`` the multiple that all weights
    are of, None when they are not round.
    """

    weights: Mapping[Ingredient, float]
    amounts: tuple[float, ...]
    margin: float
    mask: int
    step: float | None


@dataclass(frozen=True, slots=True)
class NoMix:
    """The proof that no mix of the accepted ingredients keeps everybody in.

    ``certificate`` holds the subgroups that make it impossible, whatever the weights. ``nearest`` is the mix that
    comes closest (its margin is below zero; its ``mask`` gains most by leaving). ``divisible`` says whether any
    division of the cost would keep everybody in, ``most_room`` the margin of the best one. ``helps`` are
    the ingredients that would make a mix possible when they were accepted too, one by one; ``all_help`` says whether
    all ingredients together would.
    """

    certificate: Certificate
    nearest: Mix
    divisible: bool
    most_room: float
    helps: tuple[Ingredient, ...]
    all_help: bool


def mixed(costs: Any, ingredients: Mapping[Ingredient, Any], weights: Mapping[Ingredient, float]) -> Mix:
    """A mix with given weights, and the room it leaves.

    Args:
        costs: (2**n,) cost of every coalition.
        ingredients: share of the cost per partner, (n,), not negative and not all zero.
        weights: of ingredients that are there; they are scaled to add up to 1.

    Raises:
        GameError: the costs are no game, or no weight is above zero.
        ValueError: an ingredient is not there, or its shares are not n numbers from zero up.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    used = {item: weight for item, weight in weights.items() if weight > 0}
    if not used:
        raise GameError(Message("key_design.no_weights"))
    missing = [item.value for item in used if item not in ingredients]
    if missing:
        raise ValueError(f"no shares of {', '.join(missing)}")
    rows = _rows(costs, {item: ingredients[item] for item in used})
    given = np.array(list(used.values()))
    return _mix(rows, tuple(used), given / given.sum(), None)


def simplest_mix(
    costs: Any,
    ingredients: Mapping[Ingredient, Any],
    *,
    accepted: Iterable[Ingredient] | None = None,
    steps: Sequence[float] = STEPS,
) -> Mix | NoMix:
    """The simplest mix of accepted ingredients that no subgroup can better by leaving, or the proof that none exists.

    Args:
        costs: (2**n,) cost of every coalition, n at least 2.
        ingredients: every ingredient that can be computed: share of the cost per partner, (n,); scaled to sum 1.
        accepted: the ingredients that the partners can live with; None for all.
        steps: round weights to try, the roundest first; each divides 1.

    Returns:
        `Mix` with a margin of at least zero (less than 1e-9 of the largest cost below it counts as zero), or `NoMix`.

    Raises:
        GameError: the costs are no game, there is one partner only, or no accepted ingredient can be computed.
        ValueError: shares that are not n numbers from zero up.

    Source: linear and mixed-integer programming (HiGHS) with row generation; the proof is Farkas 1902.
    """
    wanted = tuple(ingredients) if accepted is None else tuple(dict.fromkeys(accepted))
    usable = {item: ingredients[item] for item in wanted if item in ingredients}
    if not usable:
        raise GameError(Message("key_design.no_ingredients"))
    rows = _rows(costs, usable)
    anything = rows.best()
    if anything.margin < -rows.tolerance:
        return _no_mix(rows, usable, anything, ingredients)
    for most in range(1, len(usable) + 1):
        free = rows.best(most=most, enough=-rows.tolerance)
        if free.bound < -rows.tolerance:
            continue
        for step in steps:
            found = rows.best(most=most, step=step, enough=-rows.tolerance)
            if found.margin >= -rows.tolerance:
                return _mix(rows, tuple(usable), found.weights, step)
    return _mix(rows, tuple(usable), anything.weights, None)


def _rows(costs: Any, ingredients: Mapping[Ingredient, Any]) -> Rows:
    import numpy as np

    shares = np.array([scaled(item, values) for item, values in ingredients.items()])
    rows = Rows(costs, shares)
    if rows.n < 2:
        raise GameError(Message("key_design.one_partner"))
    return rows


def scaled(item: Ingredient, values: Any) -> ndarray[Any, Any]:
    """The shares of one ingredient, adding up to 1.

    Raises:
        ValueError: not numbers from zero up, or all zero.
    """
    import numpy as np

    given = np.asarray(values, dtype=np.float64)
    total = given.sum()
    if given.ndim != 1 or not np.isfinite(given).all() or (given < 0).any() or total <= 0:
        raise ValueError(f"the shares of {item.value} must be numbers from zero up, not all zero")
    shares: ndarray[Any, Any] = given / total
    return shares


def _mix(rows: Rows, names: Sequence[Ingredient], weights: Any, step: float | None) -> Mix:
    masks, room = rows.tightest(weights)
    used = {name: float(weight) for name, weight in zip(names, weights, strict=True) if weight > 0}
    if step:  # exactly what people read: 0.35, not 0.35000000000000003
        used = {name: round(round(weight / step) * step, 6) for name, weight in used.items()}
    amounts = tuple(float(amount) for amount in weights @ rows.amounts)
    return Mix(used, amounts, room[0], masks[0], step)


def _no_mix(
    rows: Rows, usable: Mapping[Ingredient, Any], nearest: Weights, ingredients: Mapping[Ingredient, Any]
) -> NoMix:
    others = [item for item in ingredients if item not in usable]
    most_room = _most_room(rows)
    divisible = most_room >= -rows.tolerance
    helps: list[Ingredient] = []
    if divisible:
        helps = [item for item in others if _reaches(rows.costs, {**usable, item: ingredients[item]})]
    return NoMix(
        certificate(rows, tuple(usable)),
        _mix(rows, tuple(usable), nearest.weights, None),
        divisible,
        most_room,
        tuple(helps),
        bool(helps) or (divisible and len(others) > 1 and _reaches(rows.costs, ingredients)),
    )


def _most_room(rows: Rows) -> float:
    """The margin of the best division of the cost, made of anything."""
    import numpy as np

    try:
        return float(least_core(rows.costs)[0])
    except NucleolusError:  # the same by another program, slower
        return Rows(rows.costs, np.eye(rows.n), free=True).best().margin


def _reaches(costs: Any, ingredients: Mapping[Ingredient, Any]) -> bool:
    rows = _rows(costs, ingredients)
    found = rows.best(enough=-rows.tolerance)
    return found.margin >= -rows.tolerance
