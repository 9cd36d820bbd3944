"""The shares that a key can be made of: each a way to divide that people can explain in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.inputs import Ingredient, Product
from vierkant.cost_sharing.sharing_input import Game, SharingInput
from vierkant.quantities import Message, Missing

if TYPE_CHECKING:
    from numpy import ndarray

Values = tuple[float, ...] | tuple[Missing, ...]
"""A number per partner, or what must be filled in first."""


def ingredient_values(given: SharingInput, game: Game) -> Mapping[Ingredient, Values]:
    """What each ingredient counts, by partner, or what is missing for it."""
    return {item: _VALUES[item](given, game) for item in Ingredient}


def shares_of(values: Sequence[float]) -> ndarray[Any, Any]:
    """Shares, together 1, of numbers that add up to more than zero. Shape (n,)."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    return np.array(values, dtype=np.float64) / fsum(values)


def known_values(values: Values) -> tuple[float, ...] | None:
    """The numbers, or None when something is missing."""
    found = tuple(item for item in values if isinstance(item, (int, float)))
    return found if len(found) == len(values) and found else None


def ingredient_shares(given: SharingInput, game: Game) -> Mapping[Ingredient, ndarray[Any, Any]]:
    """The ingredients that can be computed, as shares of shape (n,), together 1."""
    found = {}
    for item, values in ingredient_values(given, game).items():
        numbers = known_values(values)
        if numbers is not None:
            found[item] = shares_of(numbers)
    return found


def missing_of(values: Values) -> tuple[Missing, ...]:
    """What is missing; nothing when the values are there."""
    return tuple(item for item in values if isinstance(item, Missing))


def missing(section: str, name: str, partner: str | None = None, **arguments: str) -> Missing:
    """Something that a key needs."""
    return Missing(
        section,
        Message(f"cost_sharing.missing.{name}", dict(arguments)),
        Message(f"cost_sharing.missing_cost.{name}", dict(arguments)),
        partner,
    )


def worth(product: Product, partner: str) -> float | None:
    """Price times quantity of what a partner takes; 0 when it takes nothing, None without a price."""
    part = product.parts.get(partner)
    if product.price is None:
        return None
    return product.price.value * part.quantity.value if part and part.quantity else 0.0


def _equal(given: SharingInput, game: Game) -> tuple[float, ...]:
    return (1.0,) * game.n


def _residents(given: SharingInput, game: Game) -> Values:
    if given.internal:
        return (missing("partners", "residents_inside"),)
    lacking = [name for name in given.ids if not given.residents.get(name)]
    if lacking:
        return tuple(
            missing("partners", "residents", name, partner_name=given.partners[name]) for name in lacking
        )
    return tuple(given.residents[name] for name in given.ids)


def _use(given: SharingInput, game: Game) -> Values:
    if not given.products:
        if given.task_use is None:
            return (missing("products", "use"),)
        return _above_zero(tuple(given.task_use[name] for name in given.ids), "use", "products")
    lacking = (*_incomplete(given.products), *silent_about_products(given))
    if lacking:
        return lacking
    taken = tuple(fsum(worth(item, name) or 0.0 for item in given.products) for name in given.ids)
    return _above_zero(taken, "quantities", "products")


def _incomplete(products: Sequence[Product]) -> tuple[Missing, ...]:
    """Products without a price, or that nobody takes."""
    found = [missing("products", "price", product=item.name) for item in products if item.price is None]
    found += [
        missing("products", "quantity", product=item.name)
        for item in products
        if not any(part.quantity is not None for part in item.parts.values())
    ]
    return tuple(found)


def silent_about_products(given: SharingInput) -> tuple[Missing, ...]:
    """Partners that fill in no quantity of any product, or keep all of them to themselves: that is not zero."""
    taking = {
        name
        for product in given.products
        for name, part in product.parts.items()
        if part.quantity is not None
    }
    return tuple(
        missing("products", "quantity_of", name, partner_name=given.partners[name])
        for name in given.ids
        if taking and name not in taking
    )


def _historic(given: SharingInput, game: Game) -> Values:
    found = []
    for name, present in zip(given.ids, given.present, strict=True):
        own = given.key_inputs.get(name)
        found.append(own.historic.value if own is not None and own.historic is not None else present)
    return _above_zero(tuple(found), "historic", "key_inputs")


def _grant(given: SharingInput, game: Game) -> Values:
    found, lacking = [], []
    for name in given.ids:
        own = given.key_inputs.get(name)
        if own is None or own.grant is None:
            lacking.append(missing("key_inputs", "grant", name, partner_name=given.partners[name]))
        else:
            found.append(own.grant.value)
    return tuple(lacking) or _above_zero(tuple(found), "grants", "key_inputs")


def _stand_alone(given: SharingInput, game: Game) -> Values:
    alone = tuple(float(cost) for cost in game.alone)
    if min(alone) < 0:
        return (missing("coalition_costs", "alone_negative"),)
    return _above_zero(alone, "alone", "tasks")


def _above_zero(values: tuple[float, ...], name: str, section: str) -> Values:
    """The values, when together they are more than nothing."""
    return values if fsum(values) > 0 else (missing(section, name),)


_VALUES: Mapping[
    Ingredient, Callable[[SharingInput, Game], Values]
] = {
    Ingredient.EQUAL: _equal,
    Ingredient.RESIDENTS: _residents,
    Ingredient.USE: _use,
    Ingredient.HISTORIC: _historic,
    Ingredient.GRANT: _grant,
    Ingredient.STAND_ALONE: _stand_alone,
}  # fmt: skip
