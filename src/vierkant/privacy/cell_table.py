"""What is published of one cell: shares in multiples of three, means to a tenth, the respondents as a band."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from vierkant.privacy.answers import Counted, IntArray
from vierkant.privacy.plan import Plan
from vierkant.privacy.plan_parts import PlannedItem
from vierkant.privacy.rounding import (
    CLASSES_FROM,
    published_respondents,
    rounded_division,
    rounded_mean,
    uniform,
)
from vierkant.privacy.rules import Rule

CellTable = Mapping[str, Any]
"""``{"respondents": {"at_least", "at_most"}, "items": {key: item}}``, where an item is
``{"respondents", "out_of", "counts": {class: int}, "shares": {class: float}, "mean": float or None}``."""


def cell_table(
    plan: Plan,
    counted: Counted,
    atoms: IntArray,
    items: Collection[str],
    people: Sequence[str],
    key: bytes,
    rules: frozenset[Rule],
) -> CellTable:
    """The published content of a cell.

    Args:
        plan: of the wave.
        counted: its answers.
        atoms: which atoms are in the cell.
        items: those that may be shown of it.
        people: names of the unknowns in it, sorted: the same set of people is rounded the same.
        key: secret of the cooperation.
        rules: without ROUNDING the counts are exact, for attack tests only.
    """
    floor = plan.thresholds.respondents
    set_of_people = "\x1e".join(people)
    shown = {}
    for item in plan.items:
        if item.key not in items:
            continue
        options = counted.options[item.key][atoms].sum(axis=0)
        if Rule.ROUNDING in rules:
            shown[item.key] = _rounded(item, options, plan, (set_of_people, item.key), key, rules)
        else:
            shown[item.key] = _exact(item, options)
    respondents = int(counted.respondents[atoms].sum())
    return {"respondents": _band(respondents, floor), "items": shown}


def _band(respondents: int, floor: int) -> dict[str, int]:
    highest = published_respondents(respondents)
    return {"at_least": max(floor, highest - 2), "at_most": highest}


def classes(points: int, respondents: int) -> tuple[str, ...]:
    """The names of the shares that are published of an item."""
    if points % 2 == 0:
        return ("favourable", "unfavourable")
    return (
        ("favourable", "neutral", "unfavourable") if respondents >= CLASSES_FROM else ("favourable", "other")
    )


def class_counts(options: IntArray, names: tuple[str, ...]) -> IntArray:
    """People per class, from people per option."""
    points = len(options)
    high = int(options[(points + 1) // 2 :].sum())
    low = int(options[: points // 2].sum())
    respondents = int(options.sum())
    if len(names) == 3:
        return np.array([high, respondents - high - low, low], np.int64)
    return np.array([high, respondents - high], np.int64)


def _rounded(
    item: PlannedItem,
    options: IntArray,
    plan: Plan,
    parts: tuple[str, str],
    key: bytes,
    rules: frozenset[Rule],
) -> dict[str, Any]:
    respondents = int(options.sum())
    names = classes(item.points, respondents)
    division = rounded_division(class_counts(options, names), uniform(key, "share", *parts))
    total = published_respondents(respondents)
    mean = None
    if respondents >= plan.thresholds.means or Rule.MEANS not in rules:
        points_given = float(options @ np.arange(1, item.points + 1))
        mean = rounded_mean(points_given, respondents, item.points, uniform(key, "mean", *parts))
    return {
        "respondents": _band(respondents, plan.thresholds.respondents),
        "out_of": total,
        "counts": dict(zip(names, division, strict=True)),
        "shares": {name: round(number / total, 3) for name, number in zip(names, division, strict=True)},
        "mean": mean,
    }


def _exact(item: PlannedItem, options: IntArray) -> dict[str, Any]:
    respondents = int(options.sum())
    names = classes(item.points, respondents)
    counts = [int(number) for number in class_counts(options, names)]
    return {
        "respondents": {"at_least": respondents, "at_most": respondents},
        "out_of": respondents,
        "counts": dict(zip(names, counts, strict=True)),
        "shares": {name: number / respondents for name, number in zip(names, counts, strict=True)},
        "mean": float(options @ np.arange(1, item.points + 1)) / respondents,
    }
