"""The assumptions behind the vulnerability: our parameters, the dossier's overrides, and what may not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vierkant.quantities import Certainty, Confidence, Figure, Finding, Input, Level, Message, Unit
from vierkant.sources import Parameter, overridden, parameters

_CONFIDENCE = {
    Certainty.HIGH: Confidence.PUBLISHED,
    Certainty.MEDIUM: Confidence.ESTIMATED,
    Certainty.LOW: Confidence.ASSUMED,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters by name, their rows for an explanation, and a finding for every override that cannot be."""

    parameters: Mapping[str, Parameter]
    inputs: Mapping[str, Input]
    findings: tuple[Finding, ...]

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

    @property
    def vacancy(self) -> float:
        """Share of the year that a place is vacant: turnover times the length of a vacancy, at most 1."""
        return min(1.0, self.value("turnover") * self.value("vacancy_years"))


def settings(assumptions: Mapping[str, Figure]) -> Settings:
    """The assumptions that count. An override that cannot be is not used and becomes a finding."""
    # The tables of client focus and risk have their own loader (`tables.table`).
    chosen = {key: item for key, item in overridden("four_ks", assumptions).items() if "." not in key}
    findings = []
    for name, parameter in chosen.items():
        if not _possible(parameter):
            chosen[name] = parameters("four_ks")[name]
            findings.append(_impossible(name))
    inputs = {
        name: _input(
            parameter, None if parameter == parameters("four_ks")[name] else assumptions[f"four_ks.{name}"]
        )
        for name, parameter in chosen.items()
    }
    return Settings(chosen, inputs, tuple(findings))


def _possible(parameter: Parameter) -> bool:
    numbers = [number for number in (parameter.value, parameter.low, parameter.high) if number is not None]
    if parameter.unit is Unit.SHARE:
        return all(0 <= number <= 1 for number in numbers)
    if parameter.name == "working_days":
        return all(0 < number <= 366 for number in numbers)
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
        decimals=2
        if parameter.unit is Unit.YEARS
        else 1
        if parameter.name in ("sickness", "turnover")
        else 0,
    )
