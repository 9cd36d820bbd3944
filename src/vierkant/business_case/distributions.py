"""Uncertain inputs: distributions that meet their P10 and P90 exactly, and draws that do not depend on order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from math import inf, isclose, isfinite, log, sqrt

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case.elementary import exponential, normal_probability, normal_quantile
from vierkant.business_case.sampling import uniforms as uniforms
from vierkant.quantities import (
    Z90,
    Certainty,
    Confidence,
    Distribution,
    Figure,
    Finding,
    Level,
    Message,
    Unit,
)
from vierkant.sources import Parameter

Floats = NDArray[np.float64]
Values = float | Floats
"""One number when an input is certain, one per draw when it is not."""


@dataclass(frozen=True, slots=True)
class Variable:
    """An input of the calculation. ``low`` and ``high`` are P10 and P90, None when the input is certain.

    ``normal`` and ``lognormal`` have ``value`` as median, with a half of its own width on either side when the range
    is not symmetric; ``triangular`` has ``value`` as mode; ``uniform`` uses the range alone.
    ``floor`` cuts off below; it never lies above ``low``, so that P10 stays where it was.
    """

    name: str
    label: Message
    value: float
    low: float | None
    high: float | None
    distribution: str
    unit: Unit
    source: str | None
    certainty: Certainty
    confidence: Confidence
    floor: float | None = None
    decimals: int = 0

    @property
    def uncertain(self) -> bool:
        """True when the input has a range wider than nothing."""
        return self.low is not None and self.high is not None and self.high > self.low


_BY_CONFIDENCE: Mapping[Confidence, Certainty] = {
    Confidence.PUBLISHED: Certainty.HIGH,
    Confidence.MEASURED: Certainty.HIGH,
    Confidence.ESTIMATED: Certainty.MEDIUM,
    Confidence.ASSUMED: Certainty.LOW,
}


def from_figure(name: str, label: Message, figure: Figure, unit: Unit, decimals: int = 0) -> Variable:
    """An amount of the dossier: lognormal, because amounts are never below zero and err upwards.

    A range that starts at zero has no logarithm; it becomes normal, cut off at zero. A distribution that the figure
    names goes before that.
    """
    usual = Distribution.LOGNORMAL if figure.low is not None and figure.low > 0 else Distribution.NORMAL
    return Variable(
        name=name,
        label=label,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        distribution=figure.distribution or usual,
        unit=unit,
        source=figure.source,
        certainty=_BY_CONFIDENCE[figure.confidence],
        confidence=figure.confidence,
        floor=0.0,
        decimals=decimals,
    )


def from_parameter(parameter: Parameter, *, overridden: bool) -> Variable:
    """A parameter of ours, or what a dossier put in its place."""
    published = parameter.certainty is not Certainty.LOW
    return Variable(
        name=parameter.name,
        label=Message(f"business_case.parameter.{parameter.name}"),
        value=parameter.value,
        low=parameter.low,
        high=parameter.high,
        distribution=parameter.distribution if parameter.distribution != "fixed" else "normal",
        unit=parameter.unit,
        source=parameter.source,
        certainty=parameter.certainty,
        confidence=Confidence.ESTIMATED
        if overridden
        else (Confidence.PUBLISHED if published else Confidence.ASSUMED),
        decimals=0 if abs(parameter.value) >= 10 else 2,
    )


class Shape(IntEnum):
    """The kinds of distribution as the compiled calculation knows them."""

    NORMAL = 0
    LOGNORMAL = 1
    TRIANGULAR = 2
    UNIFORM = 3


@dataclass(frozen=True, slots=True)
class Marginal:
    """A distribution in numbers.

    ``numbers``: of a normal and a lognormal the centre, the slope per score and its lean, then 0, 0; of a triangle the
    share left of the mode, both ends and the squared reach of both sides; of a uniform the start and the width.
    """

    shape: Shape
    numbers: tuple[float, float, float, float, float]
    floor: float

    @property
    def of_score(self) -> bool:
        """True when the distribution is a function of the normal score, not of the probability."""
        return self.shape in (Shape.NORMAL, Shape.LOGNORMAL)


def marginal(variable: Variable) -> Marginal:
    """The distribution of an uncertain input.

    Raises:
        ValueError: the input has no range, or one that its distribution cannot have; the text names the input.
    """
    fault = fault_of(variable)
    if fault is not None:
        raise ValueError(f"{variable.name}: {FAULTS[fault]}")
    if variable.low is None or variable.high is None or not variable.uncertain:
        raise ValueError(f"{variable.name}: the input has no range")
    value, low, high = variable.value, variable.low, variable.high
    floor = -inf if variable.floor is None else variable.floor
    match variable.distribution:
        case Distribution.UNIFORM:
            # P10 and P90 leave a tenth on either side: an eighth of what lies between them.
            tail = (high - low) / 8
            return Marginal(Shape.UNIFORM, (low - tail, high - low + 2 * tail, 0.0, 0.0, 0.0), floor)
        case Distribution.TRIANGULAR:
            left, right = triangle_sides(value, low, high)
            width = left + right
            numbers = (left / width, value - left, value + right, width * left, width * right)
            return Marginal(Shape.TRIANGULAR, numbers, floor)
        case Distribution.LOGNORMAL:
            slope, lean = _two_halves(log(value / low), log(high / value))
            return Marginal(Shape.LOGNORMAL, (value, slope, lean, 0.0, 0.0), floor)
    slope, lean = _two_halves(value - low, high - value)
    return Marginal(Shape.NORMAL, (value, slope, lean, 0.0, 0.0), floor)


def _two_halves(below: float, above: float) -> tuple[float, float]:
    """Slope and lean, so that z·slope + |z|·lean is z·below/z₉₀ under zero and z·above/z₉₀ over it."""
    if isclose(below, above, rel_tol=1e-12):
        return above / Z90, 0.0
    return (above + below) / 2 / Z90, (above - below) / 2 / Z90


def quantile(variable: Variable, u: Floats) -> Values:
    """The values of the input at the probabilities ``u``; a plain number when it is certain.

    Raises:
        ValueError: a distribution that is not possible (`fault_of`).
    """
    if not variable.uncertain:
        return variable.value
    return values_at(marginal(variable), u)


def values_at(law: Marginal, u: Floats) -> Floats:
    """The values of a distribution at probabilities. Shape of ``u``."""
    if law.of_score:
        return values_of_scores(law, normal_quantile(u))
    first, second, third, fourth, fifth = law.numbers
    if law.shape is Shape.UNIFORM:
        return np.maximum(u * second + first, law.floor)
    left = np.sqrt(u * fourth) + second
    right = third - np.sqrt((1.0 - u) * fifth)
    return np.maximum(np.where(u < first, left, right), law.floor)


def values_of_scores(law: Marginal, z: Floats) -> Floats:
    """The values of a distribution at standard normal scores, as a correlation between inputs needs them."""
    if not law.of_score:
        return values_at(law, normal_probability(z))
    centre, slope, lean, _, _ = law.numbers
    found = z * slope
    if lean != 0.0:
        found += np.abs(z) * lean
    if law.shape is Shape.LOGNORMAL:
        found = exponential(found)
        found *= centre
    else:
        found += centre
    return np.maximum(found, law.floor)


FAULTS = {
    "not_finite": "value, low and high must be finite numbers",
    "low_above_high": "low is above high",
    "not_positive": "a lognormal range must lie above zero",
    "outside": "value must lie between low and high, also as the mode of a triangle between its P10 and P90",
    "unknown": "no such distribution",
}


def fault_of(variable: Variable) -> str | None:
    """What makes the distribution of an input impossible, as a key of `FAULTS`; None when it is possible."""
    numbers = [number for number in (variable.value, variable.low, variable.high) if number is not None]
    if not all(isfinite(number) for number in numbers):
        return "not_finite"
    if variable.low is None or variable.high is None:
        return None
    if variable.low > variable.high:
        return "low_above_high"
    if not variable.uncertain:
        return None
    if variable.distribution not in tuple(Distribution):
        return "unknown"
    if variable.distribution == Distribution.LOGNORMAL and variable.low <= 0:
        return "not_positive"
    if variable.distribution != Distribution.UNIFORM and not variable.low <= variable.value <= variable.high:
        return "outside"
    return None


def possible(variables: Iterable[Variable]) -> tuple[tuple[Variable, ...], tuple[Finding, ...]]:
    """The inputs with every impossible range left out, and a finding per input of which it was left out."""
    found: list[Variable] = []
    findings: list[Finding] = []
    for variable in variables:
        fault = fault_of(variable)
        if fault is None:
            found.append(variable)
            continue
        found.append(replace(variable, low=None, high=None))
        findings.append(
            Finding(
                id=f"simulation.distribution.{fault}",
                level=Level.RED,
                text=Message(f"simulation.distribution.{fault}", {"input": variable.label}),
                action=Message("simulation.distribution.action", {"input": variable.label}),
                source=variable.source,
                certainty=Certainty.HIGH,
            )
        )
    return tuple(found), tuple(findings)


def triangle_sides(mode: float, low: float, high: float) -> tuple[float, float]:
    """How far the triangle reaches on either side of its mode, so that P10 = low and P90 = high.

    With sides a and b: (a - (mode - low))² = 0.1·(a + b)·a and the same for b. Solved by repetition, which converges.

    Raises:
        ValueError: the mode is not between low and high.
    """
    if not low <= mode <= high:
        raise ValueError("the mode of a triangle must lie between its P10 and P90")
    near, far = mode - low, high - mode
    left, right = near + (high - low) / 10, far + (high - low) / 10
    for _ in range(500):
        width = left + right
        next_left, next_right = near + sqrt(0.1 * width * left), far + sqrt(0.1 * width * right)
        done = abs(next_left - left) + abs(next_right - right) <= 1e-14 * width
        left, right = next_left, next_right
        if done:
            break
    return left, right
