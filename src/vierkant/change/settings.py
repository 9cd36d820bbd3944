"""The assumptions behind the human side: our parameters, the dossier's overrides, and what may not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vierkant.quantities import Certainty, Confidence, Figure, Finding, Input, Level, Message, Unit
from vierkant.sources import Parameter, overridden, parameters

PHASES = ("know", "want", "learn", "can", "keep")
"""Our own five phases, in the order in which most people pass them; nobody has to."""

KINDS = ("contact", "preparation", "practice")
"""What an hour of a phase is spent on."""

WINDOW = ("from_month", "until_month")
"""Between which months a phase lies, from the first day of the new situation; below zero is before it."""

LEAST_FLOOR = 5
"""The lowest floor that a dossier may choose for the smallest group: survey firms use 5 to 10. With less, a group of
two or three people could be shown by changing one number."""

_CONFIDENCE = {
    Certainty.HIGH: Confidence.PUBLISHED,
    Certainty.MEDIUM: Confidence.ESTIMATED,
    Certainty.LOW: Confidence.ASSUMED,
}

_FINE = {
    Unit.HOURS: 1,
    Unit.HOURS_PER_MONTH: 1,
    Unit.YEARS: 1,
    Unit.MONTHS: 1,
    Unit.NUMBER: 1,
    Unit.EURO_PER_KILOMETRE: 2,
}
"""Decimals of a parameter that is no whole number, on screen."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number with its P10 and P90; equal to the value when no range is known."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> Range:
        """The range for ``factor`` times as much (``factor`` at least 0)."""
        return Range(self.value * factor, self.low * factor, self.high * factor)


NOTHING = Range(0.0, 0.0, 0.0)


def together(parts: Iterable[Range]) -> Range:
    """The sum, with all parts low together or high together: they share one cause, how hard the change is."""
    items = tuple(parts)
    return Range(
        sum(item.value for item in items), sum(item.low for item in items), sum(item.high for item in items)
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters by name, their rows for an explanation, and a finding for every override that cannot be."""

    parameters: Mapping[str, Parameter]
    inputs: Mapping[str, Input]
    findings: tuple[Finding, ...]

    def range(self, name: str) -> Range:
        """The parameter with its range; nothing when it does not exist (a phase without such hours)."""
        found = self.parameters.get(name)
        if found is None:
            return NOTHING
        return Range(
            found.value,
            found.value if found.low is None else found.low,
            found.value if found.high is None else found.high,
        )

    def value(self, name: str) -> float:
        """The value that counts."""
        return self.parameters[name].value

    def rows(self, names: Iterable[str]) -> tuple[Input, ...]:
        """The rows of an explanation for those parameters that exist."""
        return tuple(self.inputs[name] for name in names if name in self.inputs)


def settings(assumptions: Mapping[str, Figure]) -> Settings:
    """The assumptions that count. An override that cannot be is not used and becomes a finding."""
    chosen = dict(overridden("change", assumptions))
    findings = []
    for name, parameter in chosen.items():
        if not _possible(parameter, parameters("change")[name]):
            chosen[name] = parameters("change")[name]
            findings.append(_impossible(name))
    inputs = {
        name: _input(
            parameter, None if parameter is parameters("change")[name] else assumptions[f"change.{name}"]
        )
        for name, parameter in chosen.items()
    }
    return Settings(chosen, inputs, tuple(findings))


def label(name: str) -> Message:
    """The words for a parameter; those of a phase are put together from the phase and what they are about."""
    parts = name.split(".")
    if parts[0] == "phase":
        phase = Message(f"change.phase.{parts[1]}.name")
        if parts[2] in WINDOW:
            return Message(f"change.parameter.phase_{parts[2]}", {"phase": phase})
        return Message("change.parameter.phase", {"phase": phase, "kind": Message(f"change.kind.{parts[2]}")})
    return Message(f"change.parameter.{name}")


def _possible(parameter: Parameter, own: Parameter) -> bool:
    """A share lies between 0 and 1; only what lies below zero in our own numbers may be below zero."""
    numbers = [number for number in (parameter.value, parameter.low, parameter.high) if number is not None]
    if own.name == "smallest_group" and parameter.value < LEAST_FLOOR:
        return False
    least = 0.0 if min(own.value, own.value if own.low is None else own.low) >= 0 else float("-inf")
    most = 1 if parameter.unit is Unit.SHARE else float("inf")
    return all(least <= number <= most for number in numbers)


def _impossible(name: str) -> Finding:
    action = Message("change.action.impossible", {"name": label(name)})
    if name == "smallest_group":
        action = Message("change.action.impossible_floor", {"name": label(name), "least": LEAST_FLOOR})
    return Finding(
        id=f"impossible_{name}",
        level=Level.RED,
        text=Message("change.finding.impossible", {"name": label(name)}),
        action=action,
        certainty=Certainty.HIGH,
    )


def _input(parameter: Parameter, override: Figure | None) -> Input:
    fine = parameter.unit in _FINE and parameter.value % 1 != 0
    return Input(
        label=label(parameter.name),
        value=parameter.value,
        unit=parameter.unit,
        confidence=override.confidence if override else _CONFIDENCE[parameter.certainty],
        source=parameter.source,
        low=parameter.low,
        high=parameter.high,
        decimals=_FINE[parameter.unit] if fine else 0,
    )
