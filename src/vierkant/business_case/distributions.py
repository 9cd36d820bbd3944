"""Uncertain inputs: distributions that meet their P10 and P90 exactly, and draws that do not depend on order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import isclose, log, sqrt

import numpy as np
from numpy.typing import NDArray

from vierkant.quantities import Z90, Certainty, Confidence, Figure, Message, Unit
from vierkant.sources import Parameter

Floats = NDArray[np.float64]
Values = float | Floats
"""One number when an input is certain, one per draw when it is not."""

_SMALLEST = 2.0**-54
"""In place of a uniform draw of exactly 0, whose normal quantile would be minus infinity."""


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

    A range that starts at zero has no logarithm; it becomes normal, cut off at zero.
    """
    lognormal = figure.low is not None and figure.low > 0
    return Variable(
        name=name,
        label=label,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        distribution="lognormal" if lognormal else "normal",
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


def uniforms(seed: int, name: str, start: int, count: int) -> Floats:
    """Draws ``start`` … ``start + count`` of one input, each strictly between 0 and 1. Shape (count,).

    The generator is keyed by seed and name and counts; neither the block size, nor the order of the inputs, nor
    another input that comes or goes changes a draw. Philox gives four numbers for each count.
    """
    key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
    bits = np.random.Philox(key=np.array([seed, key], dtype=np.uint64))
    skip = start % 4
    if start >= 4:
        bits.advance(start // 4)
    return np.maximum(np.random.Generator(bits).random(count + skip)[skip:], _SMALLEST)


def quantile(variable: Variable, u: Floats) -> Values:
    """The values of the input at the probabilities ``u``; a plain number when it is certain.

    Raises:
        ValueError: a lognormal range that is not above zero, or a triangle whose mode is outside its range.
    """
    if not variable.uncertain or variable.low is None or variable.high is None:
        return variable.value
    if variable.distribution == "uniform":
        tail = (variable.high - variable.low) / 8
        return _floored(variable.low - tail + (variable.high - variable.low + 2 * tail) * u, variable.floor)
    if variable.distribution == "triangular":
        return _floored(_triangular(variable.value, variable.low, variable.high, u), variable.floor)
    # SciPy's normal quantile; the import is here because only an uncertain input needs SciPy.
    from scipy.special import ndtri

    z: Floats = ndtri(u)
    z /= Z90
    if variable.distribution == "lognormal":
        if variable.low <= 0:
            raise ValueError(f"{variable.name}: a lognormal range must lie above zero")
        logarithms = _two_halves(z, log(variable.value / variable.low), log(variable.high / variable.value))
        np.exp(logarithms, out=logarithms)
        logarithms *= variable.value
        return logarithms
    spread = _two_halves(z, variable.value - variable.low, variable.high - variable.value)
    spread += variable.value
    return _floored(spread, variable.floor)


def _two_halves(z: Floats, below: float, above: float) -> Floats:
    """``z * below`` under zero and ``z * above`` over it, without a branch per draw. Uses ``z`` up."""
    if isclose(below, above, rel_tol=1e-12):
        z *= above
        return z
    lean = np.abs(z)
    lean *= (above - below) / 2
    z *= (above + below) / 2
    z += lean
    return z


def _floored(values: Floats, floor: float | None) -> Floats:
    return values if floor is None else np.maximum(values, floor, out=values)


def _triangular(mode: float, low: float, high: float, u: Floats) -> Floats:
    """Quantiles of the triangle with this mode and these P10 and P90."""
    left, right = triangle_sides(mode, low, high)
    width = left + right
    if width == 0:
        return np.full_like(u, mode)
    return np.where(
        u < left / width,
        mode - left + np.sqrt(u * width * left),
        mode + right - np.sqrt((1 - u) * width * right),
    )


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
