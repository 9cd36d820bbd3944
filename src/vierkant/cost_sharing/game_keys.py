"""The keys that follow from what every group would pay on its own, counted exactly or estimated from a sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.inputs import KeyKind
from vierkant.cost_sharing.rows import least_core_by_rows
from vierkant.cost_sharing.sampled import sampled_shapley
from vierkant.cost_sharing.separable import ensc, equal_savings, scrb
from vierkant.cost_sharing.shapley import shapley
from vierkant.cost_sharing.sharing_input import Game
from vierkant.quantities import Message, Missing, Number, Unit

if TYPE_CHECKING:
    from numpy import ndarray

ALIKE = 1e-9
"""Part of the largest cost below which nobody pays more than alone."""
STARTS, ROUNDS, FEWEST_ROUNDS = 16, 40, 5
"""Of the search for a division that holds, then: groups it begins from, and programs it solves, most and fewest."""
SEARCHED_IN_FULL = 40
"""Partners up to which the search gets all its programs."""
ORDERS = 2000
"""Orders of joining in the sample, with more partners than can be counted."""
_NOTHING = 1e-12
"""A sum below this part of its terms is nothing but rounding."""

_EXACT: Mapping[KeyKind, Callable[[Any], ndarray[Any, Any]]] = {
    KeyKind.EQUAL_SAVINGS: equal_savings,
    KeyKind.ENSC: ensc,
    KeyKind.SCRB: scrb,
    KeyKind.SHAPLEY: shapley,
}
BALANCED = (KeyKind.NUCLEOLUS, KeyKind.PER_CAPITA_NUCLEOLUS)
GAME_KEYS = (*_EXACT, *BALANCED)
"""Keys that follow from the costs of groups alone."""


@dataclass(frozen=True, slots=True)
class GameAmounts:
    """Amounts of shape (n,); ``low`` and ``high`` bound them when they are estimated."""

    amounts: ndarray[Any, Any]
    exact: bool = True
    low: ndarray[Any, Any] | None = None
    high: ndarray[Any, Any] | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The most balanced division: its margin and amounts, and whether that it is the best one was proven."""

    margin: float
    amounts: ndarray[Any, Any]
    proven: bool


def game_amounts(kind: KeyKind, game: Game, seed: int, balance: Balance | None) -> GameAmounts | Missing:
    """The amounts of a key of `GAME_KEYS`, or why they are not there.

    Args:
        kind: the key.
        game: the costs.
        seed: of the sample, with more partners than can be counted.
        balance: the most balanced division without the condition that nobody pays more than alone; None when it
            could not be found.
    """
    if game.costs is None:
        return _of_few(kind, game, seed)
    if kind is KeyKind.NUCLEOLUS:
        return _nucleolus(game, balance)
    if kind is KeyKind.PER_CAPITA_NUCLEOLUS:
        return _or_missing(lambda: _per_capita(game.costs))
    return GameAmounts(_EXACT[kind](game.costs))


def balance_of(game: Game, seed: int) -> Balance | None:
    """The most balanced division of a game; None when it could not be found.

    With too many partners to count every group, that no division holds can be proven, that one does cannot.
    """
    if game.costs is None:
        if game.cost_of is None:
            return None
        # A round costs as the square of the partners: beyond some forty there are fewer, and less is found.
        rounds = max(FEWEST_ROUNDS, ROUNDS * SEARCHED_IN_FULL**2 // max(game.n, SEARCHED_IN_FULL) ** 2)
        rows = least_core_by_rows(game.cost_of, game.n, seed=seed, starts=STARTS, most_rounds=rounds)
        never = rows.surely_empty
        return Balance(rows.margin if never else rows.found_margin, rows.amounts, rows.proven or never)
    from vierkant.cost_sharing.nucleolus import least_core  # heavy: its solver needs NumPy and SciPy
    from vierkant.cost_sharing.nucleolus_pool import NucleolusError

    try:
        margin, amounts = least_core(game.costs)
    except NucleolusError:
        return None
    return Balance(margin, amounts, proven=True)


def _nucleolus(game: Game, balance: Balance | None) -> GameAmounts | Missing:
    """The most balanced division is the nucleolus when nobody pays more than alone under it, or when nobody can."""
    if balance is not None:
        most = ALIKE * (abs(game.total) + float(abs(game.alone).max()))
        saves = float(game.alone.sum()) > game.total
        if not saves or bool((balance.amounts <= game.alone + most).all()):
            return GameAmounts(balance.amounts)
    from vierkant.cost_sharing.nucleolus import nucleolus  # heavy, as above

    return _or_missing(lambda: nucleolus(game.costs))


def _per_capita(costs: Any) -> ndarray[Any, Any]:
    from vierkant.cost_sharing.nucleolus import per_capita_nucleolus  # heavy, as above

    return per_capita_nucleolus(costs)


def _or_missing(found: Callable[[], ndarray[Any, Any]]) -> GameAmounts | Missing:
    from vierkant.cost_sharing.nucleolus_pool import NucleolusError  # heavy, as above

    try:
        return GameAmounts(found())
    except NucleolusError:
        return _missing("not_proven")


def _missing(name: str, **arguments: Number) -> Missing:
    return Missing(
        "coalition_costs",
        Message(f"cost_sharing.missing.{name}", dict(arguments)),
        Message(f"cost_sharing.missing_cost.{name}", dict(arguments)),
    )


def _of_few(kind: KeyKind, game: Game, seed: int) -> GameAmounts | Missing:
    """With too many partners to count every group: from the costs of each alone and of all but one, or a sample."""
    own = game.total - game.without
    rest = game.total - float(own.sum())
    if kind is KeyKind.EQUAL_SAVINGS:
        return GameAmounts(game.alone - (float(game.alone.sum()) - game.total) / game.n)
    if kind is KeyKind.ENSC:
        return GameAmounts(own + rest / game.n)
    if kind is KeyKind.SCRB:
        benefit = game.alone - own
        whole = float(benefit.sum())
        if abs(whole) <= _NOTHING * float(abs(game.alone).sum() + abs(own).sum()):
            return GameAmounts(own + rest / game.n)
        return GameAmounts(own + benefit * (rest / whole))
    if kind is KeyKind.SHAPLEY and game.cost_of is not None:
        found = sampled_shapley(game.cost_of, game.n, seed=seed, permutations=ORDERS)
        return GameAmounts(found.amounts, exact=False, low=found.low, high=found.high)
    return _missing("too_many_for_balance", partners=Number(game.n, Unit.NUMBER))
