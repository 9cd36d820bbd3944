"""What is said about the costs that are shared: the advantage, whether any key can hold, and how it was counted."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.game_keys import ORDERS, Balance
from vierkant.cost_sharing.games import MOST_EXACT
from vierkant.cost_sharing.key_words import KNOWN, enumerated
from vierkant.cost_sharing.ranges import HIGH, LOW, MOST_BALANCED
from vierkant.cost_sharing.results import CostsSource, Stability
from vierkant.cost_sharing.results import Game as GameResult
from vierkant.cost_sharing.sharing_input import Game, SharingInput
from vierkant.cost_sharing.stability import MOST_LISTED, held, least_gain
from vierkant.quantities import (
    Certainty,
    Computed,
    Explanation,
    Input,
    Message,
    MessageArgument,
    Number,
    Unit,
)

if TYPE_CHECKING:
    from numpy import ndarray


def game(given: SharingInput, costs: Game) -> GameResult:
    """What there is to share."""
    alone = float(costs.alone.sum())
    saving = alone - costs.total
    totals, alones, savings = given.drawn_total, None, None
    if given.drawn is not None and totals is not None:
        alones = given.drawn[:, [1 << place for place in range(costs.n)]].sum(axis=1)
        savings = alones - totals
    name = "saves" if saving >= 0 else "costs_more_unsure" if may_save(given, costs) else "costs_more"
    words: dict[str, MessageArgument] = {"total": _euro(costs.total), "alone": _euro(alone)}
    words["saving" if saving >= 0 else "loss"] = _euro(abs(saving))
    source = Message(f"cost_sharing.method.costs_{given.source.value}")
    difference = Explanation(
        Message("cost_sharing.method.difference"),
        (
            Input(Message("cost_sharing.label.alone"), alone, Unit.EURO_PER_YEAR, KNOWN),
            Input(Message("cost_sharing.label.total"), costs.total, Unit.EURO_PER_YEAR, KNOWN),
        ),
        certainty=_certainty(given),
    )
    counted = Explanation(source, _partners(given, costs), certainty=_certainty(given))
    return GameResult(
        total=_computed("total", costs.total, counted, totals),
        alone=_computed("alone", alone, counted, alones),
        saving=_computed("saving", saving, difference, savings),
        coalitions=2**costs.n - 1,
        text=Message(f"cost_sharing.game.{name}", words),
    )


def may_save(given: SharingInput, costs: Game) -> bool:
    """Whether working together may be cheaper after all: above zero in at least one of ten draws."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    if given.drawn is None or given.drawn_total is None:
        return False
    alone = given.drawn[:, [1 << place for place in range(costs.n)]].sum(axis=1)
    return bool(np.quantile(alone - given.drawn_total, 0.9) > 0)


def stability(given: SharingInput, costs: Game, balance: Balance | None) -> Stability:
    """Whether any division of the cost keeps everybody in."""
    if balance is None or not isfinite(balance.margin):
        return Stability(None, None, (), Message("cost_sharing.stability.unknown"))
    how = held(costs, balance.amounts, listed=False, seed=given.seed)
    group = tuple(given.ids[place] for place in how.tightest)
    names = enumerated([given.partners[name] for name in group])
    shown = margin("most_margin", balance.margin, proven=balance.proven)
    least = least_gain(balance.amounts)
    if balance.margin < -least:
        more = costs.total > float(costs.alone.sum())
        told = "impossible" if not more else "costs_more_unsure" if may_save(given, costs) else "costs_more"
        text = _say(told, group=names, loss=_euro(-balance.margin))
        return Stability(False, shown, group, text)
    if not balance.proven:
        return Stability(None, shown, group, Message("cost_sharing.stability.unknown_room"))
    if balance.margin <= least:
        return Stability(True, shown, group, _say("possible_zero", group=names))
    return Stability(True, shown, group, _say("possible", group=names, margin=_euro(balance.margin)))


def margin(name: str, value: float, *, proven: bool) -> Computed | None:
    """A margin as a shown number; None for one partner, who has no group to fear."""
    if not isfinite(value):
        return None
    method = name if proven else "margin_searched"
    return Computed(
        id=f"cost_sharing.{name}",
        label=Message(f"cost_sharing.label.{name}"),
        value=round(value, 2) + 0.0,
        unit=Unit.EURO_PER_YEAR,
        explanation=Explanation(Message(f"cost_sharing.method.{method}")),
    )


def method(given: SharingInput, costs: Game) -> Message:
    """What was counted and what was estimated."""
    words: dict[str, MessageArgument] = {"partners": Number(costs.n, Unit.NUMBER)}
    if costs.costs is None:
        words |= {"most": Number(MOST_EXACT, Unit.NUMBER), "orders": Number(ORDERS, Unit.NUMBER)}
        counted = Message("cost_sharing.method.sampled", words)
    else:
        words["coalitions"] = Number(2**costs.n - 1, Unit.NUMBER)
        name = "exact" if costs.n <= MOST_LISTED else "exact_short"
        counted = Message(f"cost_sharing.method.{name}", words)
    return Message("cost_sharing.method.two", {"first": counted, "second": _ranges(given, costs)})


def _ranges(given: SharingInput, costs: Game) -> Message:
    if given.drawn_total is None:
        return Message("cost_sharing.method.ranges_none")
    draws = {"draws": Number(len(given.drawn_total), Unit.NUMBER)}
    if given.drawn is None:
        return Message("cost_sharing.method.ranges_some", draws)
    return Message(f"cost_sharing.method.ranges_{'all' if costs.n <= MOST_BALANCED else 'most'}", draws)


def _partners(given: SharingInput, costs: Game) -> tuple[Input, ...]:
    return tuple(
        Input(Message("cost_sharing.input.alone", {"partner": name}), float(cost), Unit.EURO_PER_YEAR, KNOWN)
        for name, cost in zip(given.partners.values(), costs.alone, strict=True)
    )


def _computed(
    name: str, value: float, explanation: Explanation, drawn: ndarray[Any, Any] | Any | None
) -> Computed:
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    low = high = None
    if drawn is not None:
        found = np.quantile(drawn, [LOW, HIGH], method="inverted_cdf")
        low, high = (
            round(min(float(found[0]), value), 2) + 0.0,
            round(max(float(found[1]), value), 2) + 0.0,
        )
    return Computed(
        id=f"cost_sharing.{name}",
        label=Message(f"cost_sharing.label.{name}"),
        value=round(value, 2) + 0.0,
        unit=Unit.EURO_PER_YEAR,
        explanation=explanation,
        low=low,
        high=high,
    )


def _certainty(given: SharingInput) -> Certainty:
    return Certainty.MEDIUM if given.source is CostsSource.TABLE else Certainty.LOW


def _euro(value: float) -> Number:
    return Number(round(value, 2) + 0.0, Unit.EURO)


def _say(name: str, **arguments: MessageArgument) -> Message:
    return Message(f"cost_sharing.stability.{name}", arguments)
