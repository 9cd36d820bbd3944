"""The assumptions of one table of the parameters (``four_ks.service.…``, ``four_ks.risk.…``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vierkant.quantities import (
    Certainty,
    Confidence,
    Distribution,
    Figure,
    Finding,
    Input,
    Level,
    Message,
    Unit,
)
from vierkant.sources import Parameter, overridden, parameters

_CONFIDENCE = {
    Certainty.HIGH: Confidence.PUBLISHED,
    Certainty.MEDIUM: Confidence.ESTIMATED,
    Certainty.LOW: Confidence.ASSUMED,
}
_BELOW_ONE = ("risk.certainty", "service.phone_norm_share", "service.counter_norm_share")
"""Shares that cannot be all: no number of people and no amount is enough for everything."""


@dataclass(frozen=True, slots=True)
class Table:
    """Parameters of one table by their own name, their rows for an explanation, and what could not be used."""

    parameters: Mapping[str, Parameter]
    inputs: Mapping[str, Input]
    findings: tuple[Finding, ...]

    def value(self, name: str) -> float:
        """The value that counts."""
        return self.parameters[name].value

    def figure(self, name: str) -> Figure:
        """The parameter as a figure with its range and distribution."""
        item = self.parameters[name]
        ranged = item.low is not None and item.distribution != "fixed"
        return Figure(
            value=item.value,
            low=item.low if ranged else None,
            high=item.high if ranged else None,
            distribution=Distribution(item.distribution) if ranged else None,
        )

    def low(self, name: str) -> float:
        """P10, or the value when there is no range."""
        low = self.parameters[name].low
        return self.value(name) if low is None else low

    def high(self, name: str) -> float:
        """P90, or the value when there is no range."""
        high = self.parameters[name].high
        return self.value(name) if high is None else high


def table(name: str, assumptions: Mapping[str, Figure]) -> Table:
    """The assumptions of a table. An override that cannot be is not used and becomes a finding."""
    prefix = f"{name}."
    ours = parameters("four_ks")
    chosen, inputs, findings = {}, {}, []
    for key, parameter in overridden("four_ks", assumptions).items():
        if not key.startswith(prefix):
            continue
        counts = parameter if _possible(parameter) else ours[key]
        if counts is not parameter:
            findings.append(_impossible(key))
        own = assumptions[f"four_ks.{key}"] if counts != ours[key] else None
        chosen[key.removeprefix(prefix)] = counts
        inputs[key.removeprefix(prefix)] = _input(counts, own)
    return Table(chosen, inputs, tuple(findings))


def _possible(parameter: Parameter) -> bool:
    numbers = [number for number in (parameter.value, parameter.low, parameter.high) if number is not None]
    if parameter.name in _BELOW_ONE:
        return all(0 < number < 1 for number in numbers)
    if parameter.unit is Unit.SHARE:
        return all(0 <= number <= 1 for number in numbers)
    if parameter.name == "service.detour":
        return all(1 <= number <= 10 for number in numbers)
    return all(0 <= number <= 1e6 for number in numbers)


def _impossible(key: str) -> Finding:
    label = Message(f"four_ks.parameter.{key}")
    return Finding(
        id=f"impossible_{key.replace('.', '_')}",
        level=Level.RED,
        text=Message("four_ks.finding.impossible", {"name": label}),
        action=Message("four_ks.action.impossible", {"name": label}),
        certainty=Certainty.HIGH,
    )


def _input(parameter: Parameter, own: Figure | None) -> Input:
    return Input(
        label=Message(f"four_ks.parameter.{parameter.name}"),
        value=parameter.value,
        unit=parameter.unit,
        confidence=own.confidence if own else _CONFIDENCE[parameter.certainty],
        source=parameter.source,
        low=parameter.low,
        high=parameter.high,
        decimals=1 if parameter.unit in (Unit.YEARS, Unit.NUMBER) else 0,
    )
