"""What is said about the whole: who carries a loss, which group stands out, and what nobody wrote down yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vierkant.cost_sharing.ingredients import missing
from vierkant.cost_sharing.key_words import enumerated
from vierkant.cost_sharing.ranges import gain_range
from vierkant.cost_sharing.results import AGREED, Game, KeyAmount, KeyResult, Stability
from vierkant.cost_sharing.sharing_input import SharingInput
from vierkant.quantities import (
    Certainty,
    Finding,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)

TAX = frozenset({"key_not_use", "key_partly_use", "pays_out", "prices_above_cost"})
"""Findings about tax; they stand with their key and, of the shown key, with the whole."""


SLIGHT = 0.01
"""Less than this part of the cost alone is within what nobody can estimate: said, but not red."""


def findings_of(
    given: SharingInput,
    game: Game,
    keys: Sequence[KeyResult],
    shown: KeyResult | None,
    stability: Stability,
) -> Iterator[Finding]:
    """Everything to do something about; ``shown`` is the key that was chosen or agreed."""
    if _costs_more(game):
        yield _loss(game)
    elif stability.possible is False and stability.margin is not None:
        group = _names(given, stability.partners)
        yield _finding("no_stable_key", Level.AMBER, group=group, loss=_euro(-stability.margin.value))
    if shown is not None:
        yield from _of_shown(given, keys, shown)
        yield from shown.findings
    yield from given.findings


def _loss(game: Game) -> Finding:
    """That together is dearer than alone: red when that is sure, amber when the range of the advantage holds zero."""
    saving = game.saving
    words: dict[str, MessageArgument] = {"loss": _euro(-saving.value)}
    unsure = _unsure(game)
    if saving.low is not None and saving.high is not None and unsure:
        words |= {"low": _euro(saving.low), "high": _euro(saving.high)}
    return Finding(
        "cooperation_costs_more",
        Level.AMBER if unsure else Level.RED,
        Message(f"cost_sharing.finding.cooperation_costs_more{'_unsure' if unsure else ''}", words),
        Message("cost_sharing.finding.cooperation_costs_more_action"),
        certainty=Certainty.MEDIUM,
    )


def _of_shown(given: SharingInput, keys: Sequence[KeyResult], shown: KeyResult) -> Iterator[Finding]:
    rows = {row.partner: row for row in shown.amounts}
    for partner in shown.dearer_than_alone:
        row = rows[partner]
        words: dict[str, MessageArgument] = {"key": shown.label, "partner": given.partners[partner]}
        yield _better_off(given, shown, "dearer_than_alone", (partner,), _weight(row), words, -row.gain)
    groups = [group for group in shown.subgroups if len(group.partners) > 1]
    if not groups:
        return
    largest = max(groups, key=lambda group: group.gain)
    holding = [key.label for key in keys if key.stable]
    action = Message("cost_sharing.finding.group_better_off_no_key_action")
    if holding:
        action = Message("cost_sharing.finding.group_better_off_action", {"keys": enumerated(holding)})
    words = {"key": shown.label, "group": _names(given, largest.partners)}
    found = _better_off(given, shown, "group_better_off", largest.partners, Level.AMBER, words, largest.gain)
    yield replace(found, action=action)


def _better_off(
    given: SharingInput,
    shown: KeyResult,
    name: str,
    partners: Sequence[str],
    level: Level,
    words: dict[str, MessageArgument],
    gain: float,
) -> Finding:
    """That a group is better off without the rest; where the range of that holds zero, that it may be."""
    amount = "loss" if name == "dearer_than_alone" else "gain"
    action = Message(
        f"cost_sharing.finding.{name}_action", {"partner": words["partner"]} if "partner" in words else {}
    )
    shares = {row.partner: row.share for row in shown.amounts}
    likely = gain_range(given, {given.ids.index(partner): shares[partner] for partner in partners})
    if likely is None or likely[0] > 0:
        text = Message(f"cost_sharing.finding.{name}", {**words, amount: _euro(gain)})
        return Finding(name, level, text, action, certainty=Certainty.MEDIUM)
    low, high = likely
    text = Message(f"cost_sharing.finding.{name}_unsure", {**words, "low": _euro(low), "high": _euro(high)})
    return Finding(name, Level.AMBER, text, action, certainty=Certainty.LOW)


def missing_of_design(given: SharingInput) -> Iterator[Missing]:
    """What the partners still have to say about their key."""
    design = given.design
    if given.agreed is None and (design is None or design.key is None):
        yield missing("key_design", "no_key")
        return
    if design is None or not design.reason:
        yield missing("key_design", "reason")
    if design is None or design.recalibrate_years is None:
        yield missing("key_design", "recalibrate")


def headline(
    given: SharingInput, game: Game, keys: Sequence[KeyResult], shown: KeyResult | None
) -> tuple[Level, Message]:
    """How it stands, in one sentence."""
    if _costs_more(game):
        if _unsure(game):
            return Level.AMBER, _headline("costs_more_unsure")
        return Level.RED, _headline("costs_more", loss=_euro(-game.saving.value))
    if shown is None:
        computed = [key for key in keys if key.amounts and key.id != AGREED]
        stable = sum(key.stable is True for key in computed)
        return Level.UNKNOWN, _headline("no_key", stable=_count(stable), computed=_count(len(computed)))
    if not shown.amounts:
        return Level.UNKNOWN, _headline("not_computed")
    if shown.dearer_than_alone:
        partners = _names(given, shown.dearer_than_alone)
        level = max((_weight(row) for row in shown.amounts), key=(Level.AMBER, Level.RED).index)
        return level, _headline("dearer", key=shown.label, partners=partners)
    if shown.subgroups:
        largest = max(shown.subgroups, key=lambda group: group.gain)
        group = _names(given, largest.partners)
        return Level.AMBER, _headline("unstable", key=shown.label, group=group)
    if shown.stable is None:
        return Level.AMBER, _headline("searched", key=shown.label)
    return Level.GREEN, _headline("stable", key=shown.label)


def _weight(row: KeyAmount) -> Level:
    return Level.RED if -row.gain > SLIGHT * abs(row.alone) else Level.AMBER


def _costs_more(game: Game) -> bool:
    """Working together costs more than everybody alone, by a cent or more."""
    return game.saving.value < 0


def _unsure(game: Game) -> bool:
    """The range of the advantage holds zero."""
    return game.saving.high is not None and game.saving.high > 0


def _names(given: SharingInput, partners: Sequence[str]) -> Message:
    return enumerated([given.partners[name] for name in partners])


def _euro(value: float) -> Number:
    return Number(value, Unit.EURO)


def _count(value: int) -> Number:
    return Number(value, Unit.NUMBER)


def _headline(name: str, **arguments: MessageArgument) -> Message:
    return Message(f"cost_sharing.headline.{name}", arguments)


def _finding(name: str, level: Level, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"cost_sharing.finding.{name}", arguments),
        action=Message(f"cost_sharing.finding.{name}_action", arguments),
        certainty=Certainty.MEDIUM,
    )
