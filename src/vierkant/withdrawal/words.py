"""Sentences and shown numbers of this room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Finding,
    Input,
    Level,
    Message,
    MessageArgument,
    Number,
    Unit,
)
from vierkant.sources import Parameter
from vierkant.withdrawal.ranges import Spread

METHODS = "docs/methods/withdrawal.md"
RULING = "ECLI:NL:RVS:2015:1198"


def message(name: str, **arguments: MessageArgument) -> Message:
    """A sentence of this room."""
    return Message(f"withdrawal.{name}", arguments)


def euros(value: float) -> Number:
    """An amount inside a sentence."""
    return Number(value, Unit.EURO)


def yearly(value: float) -> Number:
    """An amount per year inside a sentence."""
    return Number(value, Unit.EURO_PER_YEAR)


def percentage(value: float) -> Number:
    """A share inside a sentence."""
    return Number(value, Unit.SHARE)


def given(name: str, figure: Figure, unit: Unit, decimals: int = 0) -> Input:
    """A figure of the dossier as an input."""
    return Input(
        message(f"input.{name}"),
        figure.value,
        unit,
        figure.confidence,
        figure.source,
        figure.low,
        figure.high,
        decimals,
    )


def assumed(name: str, spread: Spread, unit: Unit, source: str | None = None, decimals: int = 0) -> Input:
    """A number that we estimated ourselves: shown as assumed."""
    low, high = (spread.low, spread.high) if spread.has_range else (None, None)
    return Input(
        message(f"input.{name}"), spread.value, unit, Confidence.ASSUMED, source, low, high, decimals
    )


def derived(name: str, spread: Spread, unit: Unit, rows: Iterable[Input]) -> Input:
    """A number with an explanation of its own, as an input of the next; assumed when one of its inputs is."""
    weak = any(row.confidence is Confidence.ASSUMED for row in rows)
    found = assumed(name, spread, unit)
    return found if weak else replace(found, confidence=Confidence.ESTIMATED)


def from_parameter(name: str, parameter: Parameter) -> Input:
    """One of our own parameters as an input: assumed, unless it rests on more than judgement."""
    confidence = Confidence.ASSUMED if parameter.certainty is Certainty.LOW else Confidence.ESTIMATED
    return Input(
        message(f"input.{name}"),
        parameter.value,
        parameter.unit,
        confidence,
        parameter.source,
        parameter.low,
        parameter.high,
        0 if parameter.unit is not Unit.NUMBER else 1,
    )


def distinct(rows: Iterable[Input]) -> list[Input]:
    """Each input once, in order; what several numbers rest on is shown once."""
    found: list[Input] = []
    for row in rows:
        if row not in found:
            found.append(row)
    return found


def explain(
    method: Message, inputs: Sequence[Input], certainty: Certainty | None = None, sources: Iterable[str] = ()
) -> Explanation:
    """The explanation of a number; its certainty is that of its weakest input, unless it is given."""
    weak = any(item.confidence is Confidence.ASSUMED for item in inputs)
    found = [item.source for item in inputs if item.source]
    return Explanation(
        method,
        tuple(inputs),
        tuple(dict.fromkeys([*sources, *found, METHODS])),
        certainty or (Certainty.LOW if weak else Certainty.MEDIUM),
    )


def shown(
    name: str,
    spread: Spread,
    unit: Unit,
    explanation: Explanation,
    decimals: int = 0,
    label: str | None = None,
) -> Computed:
    """A number with its range."""
    low, high = (spread.low, spread.high) if spread.has_range else (None, None)
    return Computed(
        f"withdrawal.{name}",
        message(f"label.{label or name}"),
        spread.value,
        unit,
        explanation,
        low,
        high,
        decimals,
    )


def finding(
    name: str,
    level: Level,
    source: str | None = None,
    certainty: Certainty = Certainty.MEDIUM,
    **arguments: MessageArgument,
) -> Finding:
    """A statement with what to do about it."""
    return Finding(
        f"withdrawal.{name}",
        level,
        message(f"finding.{name}", **arguments),
        message(f"action.{name}", **arguments),
        source,
        certainty,
    )
