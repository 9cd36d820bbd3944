"""What a key may do to tax: whether it follows use, whether it pays money out, whether prices hold a mark-up."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from vierkant.cost_sharing.ingredients import worth
from vierkant.cost_sharing.inputs import Ingredient, KeyKind
from vierkant.cost_sharing.key_words import enumerated
from vierkant.cost_sharing.keys import KeyAmounts, mixed_weights
from vierkant.cost_sharing.results import AGREED
from vierkant.cost_sharing.sharing_input import SharingInput
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Number, Unit

CORPORATION_TAX = "art. 8e lid 1 c Wet Vpb"
VAT = "art. 11 lid 1 u Wet OB"


def tax_findings(given: SharingInput, key: KeyAmounts, total: float) -> Iterator[Finding]:
    """What to have checked about one key; nothing inside one municipality.

    Rule T02: contributions in proportion to what is taken are the third condition of the exemption for cooperation.
    """
    if given.internal or key.amounts is None:
        return
    by_use = use_part(given, key.id)
    if by_use < 1:
        yield _finding("key_partly_use" if by_use > 0 else "key_not_use", CORPORATION_TAX)
    paid_out = [name for name, amount in zip(given.partners.values(), key.amounts, strict=True) if amount < 0]
    if paid_out:
        yield _finding("pays_out", VAT, partners=enumerated(paid_out))
    if key.id == KeyKind.USE and given.products:
        brought_in = fsum(worth(item, name) or 0.0 for item in given.products for name in given.ids)
        if brought_in > total:
            yield _finding("prices_above_cost", VAT, worth=_euro(brought_in), total=_euro(total))


def use_part(given: SharingInput, identifier: str) -> float:
    """Which part of a key follows use: 1 all of it, 0 nothing, a half for a part that is not known in advance."""
    design = given.design
    if identifier == KeyKind.USE:
        return 1.0
    if identifier == KeyKind.FIXED_AND_USE:
        return 1.0 - ((design.fixed_share if design else None) or 0.0)
    if identifier == KeyKind.BASE_AND_PLUS:
        return 1.0 if design and design.base_by is Ingredient.USE else 0.5
    if identifier == KeyKind.MIXED:
        weights = mixed_weights(given)
        return weights.get(Ingredient.USE, 0.0) / fsum(weights.values())
    if identifier == AGREED and given.agreed_by_use:
        return 1.0
    return 0.0


def _euro(value: float) -> Number:
    return Number(round(value, 2), Unit.EURO)


def _finding(name: str, source: str, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=Level.AMBER,
        text=Message(f"cost_sharing.finding.{name}", arguments),
        action=Message(f"cost_sharing.finding.{name}_action", arguments),
        source=source,
        certainty=Certainty.MEDIUM,
    )
