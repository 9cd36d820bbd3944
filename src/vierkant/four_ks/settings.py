"""The assumptions behind the vulnerability: our parameters, the dossier's overrides, and what may not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import hypot

from vierkant.quantities import Certainty, Confidence, Figure, Finding, Input, Level, Message, Unit
from vierkant.sources import Parameter, overridden, parameters

_CONFIDENCE = {
    Certainty.HIGH: Confidence.PUBLISHED,
    Certainty.MEDIUM: Confidence.ESTIMATED,
    Certainty.LOW: Confidence.ASSUMED,
}


_ONE_DECIMAL = ("sickness", "turnover", "spells")


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters by name, their rows for an explanation, and a finding for every override that cannot be."""

    parameters: Mapping[str, Parameter]
    inputs: Mapping[str, Input]
    findings: tuple[Finding, ...]
    presence_derived: bool
    """True when the presence is the product of its parts, False when the dossier gave its own."""

    def value(self, name: str) -> float:
        """The value that counts."""
        return self.parameters[name].value

    def presence(self, own: Figure | None) -> Input:
        """The chance that a qualified person is there: the function's own figure, otherwise the parameter."""
        if own is None:
            return self.inputs["presence"]
        return Input(
            label=self.inputs["presence"].label,
            value=own.value,
            unit=Unit.SHARE,
            confidence=own.confidence,
            source=own.source,
            low=own.low,
            high=own.high,
        )

    def changed(self, **values: float) -> Settings:
        """The same with other values, without their ranges; a derived presence follows its parts."""
        chosen = dict(self.parameters)
        for name, value in values.items():
            chosen[name] = chosen[name].model_copy(update={"value": value, "low": None, "high": None})
        if self.presence_derived:
            chosen["presence"] = _derived_presence(chosen)
        inputs = {**self.inputs, "presence": replace(self.inputs["presence"], value=chosen["presence"].value)}
        return replace(self, parameters=chosen, inputs=inputs)

    @property
    def vacancy(self) -> float:
        """Share of the year that a place is vacant: turnover times the length of a vacancy, at most 1."""
        return min(1.0, self.value("turnover") * self.value("vacancy_years"))


def settings(assumptions: Mapping[str, Figure]) -> Settings:
    """The assumptions that count. An override that cannot be is not used and becomes a finding."""
    # The tables of client focus and risk have their own loader (`tables.table`).
    chosen = {key: item for key, item in overridden("four_ks", assumptions).items() if "." not in key}
    findings = []
    own_presence = "four_ks.presence" in assumptions
    for name, parameter in chosen.items():
        if not _possible(parameter):
            chosen[name] = parameters("four_ks")[name]
            findings.append(_impossible(name))
            own_presence = own_presence and name != "presence"
    refused = {finding.id.removeprefix("impossible_") for finding in findings}
    if not own_presence:
        chosen["presence"] = _derived_presence(chosen)
    inputs = {
        name: _input(parameter, None if name in refused else assumptions.get(f"four_ks.{name}"))
        for name, parameter in chosen.items()
    }
    return Settings(chosen, inputs, tuple(findings), presence_derived=not own_presence)


PRESENCE_PARTS = ("part_time", "leave", "sickness")
"""What the presence of a person is made of."""


def _derived_presence(chosen: Mapping[str, Parameter]) -> Parameter:
    """Part-time factor × (1 − leave) × (1 − sickness); the range adds what each part does on its own."""
    value = _product({name: chosen[name].value for name in PRESENCE_PARTS})
    swings: dict[bool, list[float]] = {False: [], True: []}
    for name in PRESENCE_PARTS:
        for end in (chosen[name].low, chosen[name].high):
            if end is not None:
                moved = _product({other: chosen[other].value for other in PRESENCE_PARTS} | {name: end})
                swings[moved > value].append(moved - value)
    known = any(swings.values())
    return chosen["presence"].model_copy(
        update={
            "value": value,
            "low": max(0.0, value - hypot(*swings[False])) if known else None,
            "high": min(1.0, value + hypot(*swings[True])) if known else None,
        }
    )


def _product(parts: Mapping[str, float]) -> float:
    return parts["part_time"] * (1 - parts["leave"]) * (1 - parts["sickness"])


def _possible(parameter: Parameter) -> bool:
    numbers = [number for number in (parameter.value, parameter.low, parameter.high) if number is not None]
    if parameter.unit is Unit.SHARE:
        return all(0 <= number <= 1 for number in numbers)
    if parameter.name in ("working_days", "spells", "long_absence"):
        return all(0 < number <= 366 for number in numbers)
    if parameter.name == "critical_people":
        return all(number >= 1 for number in numbers)
    return all(number >= 0 for number in numbers)


def _impossible(name: str) -> Finding:
    label = Message(f"four_ks.parameter.{name}")
    return Finding(
        id=f"impossible_{name}",
        level=Level.RED,
        text=Message("four_ks.finding.impossible", {"name": label}),
        action=Message("four_ks.action.impossible", {"name": label}),
        certainty=Certainty.HIGH,
    )


def _input(parameter: Parameter, override: Figure | None) -> Input:
    return Input(
        label=Message(f"four_ks.parameter.{parameter.name}"),
        value=parameter.value,
        unit=parameter.unit,
        confidence=override.confidence if override else _CONFIDENCE[parameter.certainty],
        source=parameter.source,
        low=parameter.low,
        high=parameter.high,
        decimals=2 if parameter.unit is Unit.YEARS else 1 if parameter.name in _ONE_DECIMAL else 0,
    )
