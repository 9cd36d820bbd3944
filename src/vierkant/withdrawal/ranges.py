"""Ranges through a formula: the house keeps P10 and P90 of every number, also of what leaving costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
PathFormula = Callable[[Mapping[str, float]], Sequence[float]]


def through(formula: Formula, inputs: Mapping[str, Spread]) -> Spread:
    """The range of a formula of independent inputs.

    Every input goes to its P10 and its P90 while the others stay put; what that moves down, and what it moves up,
    adds up as independent errors do (root of the sum of squares). Exact for a sum of normal inputs, the usual first
    order for the rest.
    """
    return through_path(lambda values: (formula(values),), inputs)[0]


def through_path(formula: PathFormula, inputs: Mapping[str, Spread]) -> tuple[Spread, ...]:
    """The same for a formula that gives a row of numbers, such as one per year: the formula runs once per move."""
    central = {name: spread.value for name, spread in inputs.items()}
    middle = formula(central)
    moves = [
        [
            [moved - value for moved, value in zip(formula({**central, name: bound}), middle, strict=True)]
            for bound in (spread.low, spread.high)
        ]
        for name, spread in inputs.items()
        if spread.has_range
    ]
    found = []
    for place, value in enumerate(middle):
        pairs = [(down[place], up[place]) for down, up in moves]
        below = hypot(*(max(0.0, -min(pair)) for pair in pairs))
        above = hypot(*(max(0.0, max(pair)) for pair in pairs))
        found.append(Spread(value, value - below, value + above))
    return tuple(found)


def together(spreads: Iterable[Spread]) -> Spread:
    """One range over several methods: from the lowest P10 to the highest P90, the value halfway between the methods.

    Raises:
        ValueError: there is no spread.
    """
    found = list(spreads)
    values = [spread.value for spread in found]
    middle = values[0] if len(values) == 1 else (min(values) + max(values)) / 2
    return Spread(middle, min(spread.low for spread in found), max(spread.high for spread in found))
