"""Ranges through a formula: the house keeps P10 and P90 of every number, also of what leaving costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import hypot

from vierkant.quantities import Figure


@dataclass(frozen=True, slots=True)
class Spread:
    """A number with its P10 and P90; equal to the number when it has no range."""

    value: float
    low: float
    high: float

    @property
    def has_range(self) -> bool:
        """Whether P10 and P90 differ."""
        return self.high > self.low


def sure(value: float) -> Spread:
    """A number without a range."""
    return Spread(value, value, value)


def spread_of(figure: Figure) -> Spread:
    """The spread of a figure of the dossier."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return Spread(figure.value, low, high)


Formula = Callable[[Mapping[str, float]], float]


def through(formula: Formula, inputs: Mapping[str, Spread]) -> Spread:
    """The range of a formula of independent inputs.

    Every input goes to its P10 and its P90 while the others stay put; what that moves down, and what it moves up,
    adds up as independent errors do (root of the sum of squares). Exact for a sum of normal inputs, the usual first
    order for the rest.
    """
    central = {name: spread.value for name, spread in inputs.items()}
    value = formula(central)
    below, above = [], []
    for name, spread in inputs.items():
        if not spread.has_range:
            continue
        moved = [formula({**central, name: bound}) - value for bound in (spread.low, spread.high)]
        below.append(max(0.0, -min(moved)))
        above.append(max(0.0, max(moved)))
    return Spread(value, value - hypot(*below), value + hypot(*above))


def together(spreads: Iterable[Spread]) -> Spread:
    """One range over several methods: from the lowest P10 to the highest P90, the value halfway between the methods.

    Raises:
        ValueError: there is no spread.
    """
    found = list(spreads)
    values = [spread.value for spread in found]
    middle = values[0] if len(values) == 1 else (min(values) + max(values)) / 2
    return Spread(middle, min(spread.low for spread in found), max(spread.high for spread in found))
