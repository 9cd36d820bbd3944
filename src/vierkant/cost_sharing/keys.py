"""Every key as amounts per partner, or what is missing before it can be computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.game_keys import GAME_KEYS, Balance, GameAmounts, balance_of, game_amounts
from vierkant.cost_sharing.ingredients import (
    Values,
    ingredient_values,
    known_values,
    missing,
    missing_of,
    shares_of,
    silent_about_products,
    worth,
)
from vierkant.cost_sharing.inputs import Ingredient, KeyKind
from vierkant.cost_sharing.results import AGREED
from vierkant.cost_sharing.sharing_input import Game, SharingInput, game_of
from vierkant.quantities import Missing

if TYPE_CHECKING:
    from numpy import ndarray

WHOLE = 1e-6
"""Weights that add up to 1 within this are whole."""


@dataclass(frozen=True, slots=True)
class KeyAmounts:
    """One key. Amounts are ``fixed + shares · (total - sum of fixed)``, or follow from the costs of all groups."""

    id: str
    """A `KeyKind`, or `AGREED`."""
    amounts: ndarray[Any, Any] | None
    """Euro per year, shape (n,); together the joint cost. None when something is missing."""
    missing: tuple[Missing, ...] = ()
    fixed: ndarray[Any, Any] | None = None
    shares: ndarray[Any, Any] | None = None
    """Shape (n,), together 1; None for a key that follows from the costs of the groups."""
    values: tuple[float, ...] = ()
    """What the shares follow from, by partner: residents, grants; () when that is not one list."""
    sample: GameAmounts | None = None
    """The estimate, when there are too many partners to count every group."""


def keys_of(given: SharingInput) -> tuple[KeyAmounts, ...]:
    """The agreed key when there is one, then every `KeyKind` in order.

    Raises:
        GameError: the costs are no game.
    """
    game = game_of(given)
    return keys_in(given, game, balance_of(game, given.seed))


def keys_in(given: SharingInput, game: Game, balance: Balance | None) -> tuple[KeyAmounts, ...]:
    """The same for a game of which the most balanced division is known, or could not be found."""
    values = ingredient_values(given, game)
    found = [] if given.agreed is None else [_agreed(given, game)]
    for kind in KeyKind:
        if kind in GAME_KEYS:
            found.append(_of_game(kind, given, game, balance))
        elif kind in _BUILT:
            found.append(_BUILT[kind](given, game, values))
        else:
            found.append(_simple(kind, game, values[Ingredient(kind.value)]))
    return tuple(found)


def _agreed(given: SharingInput, game: Game) -> KeyAmounts:
    agreed = given.agreed or {}
    return _by_shares(AGREED, game, shares_of([agreed[name] for name in given.ids]))


def _simple(kind: KeyKind, game: Game, values: Values) -> KeyAmounts:
    """A key of one ingredient."""
    numbers = known_values(values)
    if numbers is None:
        return KeyAmounts(kind.value, None, missing_of(values))
    return _by_shares(kind, game, shares_of(numbers), values=numbers)


def _by_shares(
    identifier: str,
    game: Game,
    shares: ndarray[Any, Any],
    *,
    values: tuple[float, ...] = (),
    fixed: ndarray[Any, Any] | None = None,
) -> KeyAmounts:
    amounts = shares * game.total
    if fixed is not None:
        amounts = fixed + shares * (game.total - float(fixed.sum()))
    return KeyAmounts(str(identifier), amounts, fixed=fixed, shares=shares, values=values)


def _fixed_and_use(given: SharingInput, game: Game, values: Mapping[Ingredient, Values]) -> KeyAmounts:
    use = values[Ingredient.USE]
    share = given.design.fixed_share if given.design else None
    lacking = missing_of(use)
    if share is None:
        lacking = (missing("key_design", "fixed_share"), *lacking)
    numbers = known_values(use)
    if lacking or numbers is None or share is None:
        return KeyAmounts(KeyKind.FIXED_AND_USE.value, None, lacking)
    return _by_shares(KeyKind.FIXED_AND_USE, game, share / game.n + (1.0 - share) * shares_of(numbers))


def _base_and_plus(given: SharingInput, game: Game, values: Mapping[Ingredient, Values]) -> KeyAmounts:
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    base = given.design.base_by if given.design else None
    plus = [product for product in given.products if product.plus]
    lacking: list[Missing] = []
    if base is None:
        lacking.append(missing("key_design", "base_by"))
    else:
        lacking += missing_of(values[base])
    if not plus:
        lacking.append(missing("products", "plus"))
    lacking += [missing("products", "price", product=item.name) for item in plus if item.price is None]
    lacking += [item for item in silent_about_products(given) if item not in lacking]
    numbers = known_values(values[base]) if base is not None else None
    if lacking or numbers is None:
        return KeyAmounts(KeyKind.BASE_AND_PLUS.value, None, tuple(lacking))
    own = np.array([fsum(worth(item, name) or 0.0 for item in plus) for name in given.ids])
    if float(own.sum()) > game.total:
        return KeyAmounts(KeyKind.BASE_AND_PLUS.value, None, (missing("products", "plus_above_total"),))
    return _by_shares(KeyKind.BASE_AND_PLUS, game, shares_of(numbers), fixed=own)


def mixed_weights(given: SharingInput) -> Mapping[Ingredient, float]:
    """The weights of the mixed key that are above zero."""
    weights = given.design.weights if given.design else {}
    return {item: weight for item, weight in weights.items() if weight > 0}


def _mixed(given: SharingInput, game: Game, values: Mapping[Ingredient, Values]) -> KeyAmounts:
    import numpy as np

    weights = mixed_weights(given)
    if not weights:
        return KeyAmounts(KeyKind.MIXED.value, None, (missing("key_design", "weights"),))
    lacking = [item for name in weights for item in missing_of(values[name])]
    whole = fsum(weights.values())
    if abs(whole - 1.0) > WHOLE:
        lacking.insert(0, missing("key_design", "weights_whole"))
    if lacking:
        return KeyAmounts(KeyKind.MIXED.value, None, tuple(lacking))
    shares = np.zeros(game.n)
    for name, weight in weights.items():
        shares += weight / whole * shares_of(known_values(values[name]) or ())
    return _by_shares(KeyKind.MIXED, game, shares)


_BUILT: Mapping[KeyKind, Callable[[SharingInput, Game, Mapping[Ingredient, Values]], KeyAmounts]] = {
    KeyKind.FIXED_AND_USE: _fixed_and_use,
    KeyKind.BASE_AND_PLUS: _base_and_plus,
    KeyKind.MIXED: _mixed,
}
"""Keys that take more than one list of numbers."""


def _of_game(kind: KeyKind, given: SharingInput, game: Game, balance: Balance | None) -> KeyAmounts:
    found = game_amounts(kind, game, given.seed, balance)
    if isinstance(found, Missing):
        return KeyAmounts(kind.value, None, (found,))
    return KeyAmounts(kind.value, found.amounts, sample=None if found.exact else found)
