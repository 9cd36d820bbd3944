"""One figure among those of the size class: quartiles, place and share below."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import quantiles

from vierkant.baseline.results import Peers
from vierkant.quantities import Unit
from vierkant.reference import SizeClass, municipalities


@cache
def codes_of(size_class: SizeClass) -> frozenset[str]:
    """The municipalities of today in a size class."""
    return frozenset(item.code for item in municipalities() if item.size_class is size_class)


def quartiles_of(values: Collection[float]) -> tuple[float, float, float]:
    """First quartile, median and third quartile, interpolated between the ranks; of one value three times itself.

    Raises:
        ValueError: no values.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("quartiles of nothing")
    if len(ordered) == 1:
        return ordered[0], ordered[0], ordered[0]
    first, middle, third = quantiles(ordered, n=4, method="inclusive")
    return first, middle, third


def percentile_of(value: float, values: Collection[float]) -> float:
    """The share of the values below this one, 0 to 1; equals count half."""
    below = sum(item < value for item in values)
    equal = sum(item == value for item in values)
    return (below + equal / 2) / len(values)


@dataclass(frozen=True, slots=True)
class Spread:
    """The figures of a size class from low to high, and their quartiles."""

    size_class: SizeClass
    ordered: tuple[float, ...]
    quartiles: tuple[float, float, float]


def spread_of(values: Mapping[str, float], size_class: SizeClass) -> Spread | None:
    """What the municipalities of a size class have; None when none of them has the figure.

    ``values`` hold the figure of every municipality that has it, by code.
    """
    members = codes_of(size_class)
    ordered = tuple(sorted(value for code, value in values.items() if code in members))
    return Spread(size_class, ordered, quartiles_of(ordered)) if ordered else None


def peers_of(value: float, spread: Spread, unit: Unit) -> Peers:
    """How one of the figures of a size class stands among the others."""
    ordered = spread.ordered
    below, upto = bisect_left(ordered, value), bisect_right(ordered, value)
    first, middle, third = spread.quartiles
    return Peers(
        size_class=spread.size_class,
        count=len(ordered),
        value=value,
        unit=unit,
        lowest=ordered[0],
        first_quartile=first,
        median=middle,
        third_quartile=third,
        highest=ordered[-1],
        higher=len(ordered) - upto,
        percentile=(below + upto) / 2 / len(ordered),
    )
