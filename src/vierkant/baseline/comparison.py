"""One figure among those of the size class: quartiles, place and share below."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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


def peers_of(code: str, size_class: SizeClass, values: Mapping[str, float], unit: Unit) -> Peers | None:
    """How the municipality stands in its size class; None without a figure of its own.

    ``values`` hold the figure of every municipality that has it, by code.
    """
    if code not in values:
        return None
    members = codes_of(size_class)
    found = [value for each, value in values.items() if each in members]
    value = values[code]
    first, middle, third = quartiles_of(found)
    return Peers(
        size_class=size_class,
        count=len(found),
        value=value,
        unit=unit,
        lowest=min(found),
        first_quartile=first,
        median=middle,
        third_quartile=third,
        highest=max(found),
        higher=sum(item > value for item in found),
        percentile=percentile_of(value, found),
    )
