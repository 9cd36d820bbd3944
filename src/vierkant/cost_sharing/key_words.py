"""What is said about each key: its name, one sentence for a council, how it is computed, and how simple it is."""

from __future__ import annotations

from collections.abc import Sequence

from vierkant.cost_sharing.game_keys import GAME_KEYS
from vierkant.cost_sharing.inputs import Ingredient, KeyKind
from vierkant.cost_sharing.keys import KeyAmounts, mixed_weights
from vierkant.cost_sharing.results import AGREED, CostsSource
from vierkant.cost_sharing.sharing_input import Game, SharingInput
from vierkant.quantities import (
    Certainty,
    Confidence,
    Explanation,
    Input,
    Message,
    MessageArgument,
    Number,
    Unit,
)

_THEORY = frozenset(
    {
        KeyKind.STAND_ALONE,
        KeyKind.EQUAL_SAVINGS,
        KeyKind.ENSC,
        KeyKind.SCRB,
        KeyKind.SHAPLEY,
        KeyKind.NUCLEOLUS,
        KeyKind.PER_CAPITA_NUCLEOLUS,
    }
)
"""Keys that have a name in the theory."""

_UNITS = {KeyKind.RESIDENTS: Unit.RESIDENTS}
KNOWN = Confidence.ESTIMATED
"""The cost of a combination that does not exist is always an estimate."""
FEW_FIGURES = 3
"""Up to this many figures anybody can check the own contribution."""


def label(identifier: str) -> Message:
    """The name of a key on screen."""
    return Message(f"cost_sharing.label.{identifier}")


def technical(identifier: str) -> Message | None:
    """The name in the theory, when there is one."""
    return Message(f"cost_sharing.technical.{identifier}") if identifier in _THEORY else None


def enumerated(names: Sequence[str | Message]) -> Message:
    """``a, b and c`` in the language of the reader."""
    items = [
        name if isinstance(name, Message) else Message("cost_sharing.list.one", {"name": name})
        for name in names
    ]
    if not items:
        return Message("cost_sharing.list.one", {"name": "–"})
    found = items[-1]
    for place, item in enumerate(reversed(items[:-1])):
        if place == 0:
            found = Message("cost_sharing.list.two", {"first": item, "second": found})
        else:
            found = Message("cost_sharing.list.more", {"first": item, "rest": found})
    return found


def sentence(given: SharingInput, identifier: str) -> Message:
    """What the key does, in one sentence without a name from the theory."""
    design = given.design
    if identifier == KeyKind.FIXED_AND_USE and design is not None and design.fixed_share is not None:
        share = Number(design.fixed_share, Unit.SHARE)
        return Message("cost_sharing.sentence.fixed_and_use_share", {"share": share})
    if identifier == KeyKind.MIXED:
        parts = [_weighed(item, weight) for item, weight in mixed_weights(given).items()]
        if parts:
            return Message("cost_sharing.sentence.mixed", {"mix": enumerated(parts)})
        return Message("cost_sharing.sentence.mixed_open")
    return Message(f"cost_sharing.sentence.{identifier}")


def _weighed(item: Ingredient, weight: float) -> Message:
    how = Message(f"cost_sharing.ingredient.{item.value}")
    decimals = 0 if abs(weight * 100 - round(weight * 100)) < 1e-9 else 1
    return Message(
        "cost_sharing.ingredient.part", {"weight": Number(weight, Unit.SHARE, decimals), "how": how}
    )


def figures(given: SharingInput, identifier: str, partners: int) -> int:
    """How many figures a councillor must know to check the own contribution; see `docs/methods/cost_sharing.md`."""
    everything: int = 2**partners - 1
    products = len(given.products)
    use = 2 * products + 2 if products else FEW_FIGURES
    plus = sum(product.plus for product in given.products)
    counts: dict[str, int] = {
        AGREED: 2,
        KeyKind.EQUAL: 2,
        KeyKind.USE: use,
        KeyKind.FIXED_AND_USE: use + 2,
        KeyKind.BASE_AND_PLUS: FEW_FIGURES + 2 * plus + 1,
        KeyKind.MIXED: 1 + 3 * max(len(mixed_weights(given)), 1),
        KeyKind.EQUAL_SAVINGS: 4,
        KeyKind.ENSC: partners + 1,
        KeyKind.SCRB: 2 * partners + 1,
        KeyKind.SHAPLEY: everything,
        KeyKind.NUCLEOLUS: everything,
        KeyKind.PER_CAPITA_NUCLEOLUS: everything,
    }
    return counts.get(identifier, FEW_FIGURES)


def simplicity(identifier: str, count: int) -> int:
    """1: a few figures that everybody knows. 2: more of them. 3: costs of other combinations. 4: all combinations."""
    if identifier in (KeyKind.SHAPLEY, KeyKind.NUCLEOLUS, KeyKind.PER_CAPITA_NUCLEOLUS):
        return 4
    if identifier in (KeyKind.ENSC, KeyKind.SCRB):
        return 3
    return 1 if count <= FEW_FIGURES else 2


def explanation(given: SharingInput, game: Game, key: KeyAmounts) -> Explanation:
    """How the amounts of a key are made, once for all partners."""
    inputs = [Input(Message("cost_sharing.input.total"), game.total, Unit.EURO_PER_YEAR, KNOWN)]
    inputs += _inputs(given, game, key)
    sources = [row.source for row in given.key_inputs.values() if row.source is not None]
    uses_inputs = key.id in (KeyKind.HISTORIC, KeyKind.GRANT)
    return Explanation(
        method=Message(f"cost_sharing.method.{_method(key)}", {"sentence": sentence(given, key.id)}),
        inputs=tuple(inputs),
        sources=tuple(dict.fromkeys(sources)) if uses_inputs else (),
        certainty=Certainty.MEDIUM if given.source is CostsSource.TABLE else Certainty.LOW,
    )


def _method(key: KeyAmounts) -> str:
    if key.id == KeyKind.SHAPLEY and key.sample is not None:
        return "shapley_sampled"
    if key.id in (AGREED, KeyKind.EQUAL, KeyKind.BASE_AND_PLUS) or key.id in GAME_KEYS:
        return key.id
    return "shares" if key.values else "combined"


def _inputs(given: SharingInput, game: Game, key: KeyAmounts) -> list[Input]:
    """The number of each partner that the key divides by."""
    names = given.partners.values()
    if key.id in GAME_KEYS:
        rows = [("alone", game.alone)]
        if key.id in (KeyKind.ENSC, KeyKind.SCRB):
            rows.append(("extra", game.total - game.without))
        return [
            _input(label, {"partner": name}, float(cost), Unit.EURO_PER_YEAR, KNOWN)
            for label, costs in rows
            for name, cost in zip(names, costs, strict=True)
        ]
    if key.values and key.id != KeyKind.EQUAL:
        basis = Message(f"cost_sharing.basis.{key.id}")
        unit = _UNITS.get(KeyKind(key.id), Unit.EURO_PER_YEAR)
        return [
            _input("value", {"how": basis, "partner": name}, value, unit, Confidence.ESTIMATED)
            for name, value in zip(names, key.values, strict=True)
        ]
    if key.shares is not None and key.id != KeyKind.EQUAL:
        return [
            _input("share", {"partner": name}, float(share), Unit.SHARE, Confidence.ESTIMATED, 1)
            for name, share in zip(names, key.shares, strict=True)
        ]
    return []


def _input(
    name: str,
    arguments: dict[str, MessageArgument],
    value: float,
    unit: Unit,
    confidence: Confidence,
    decimals: int = 0,
) -> Input:
    return Input(Message(f"cost_sharing.input.{name}", arguments), value, unit, confidence, decimals=decimals)
