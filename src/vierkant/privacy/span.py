"""The audit of the span: which combinations of cells are about fewer people than the floor.

An attacker may add and subtract every cell that was ever released. A combination in which all but a few people cancel
gives those people away. This module finds such combinations, exactly when the cells are two nested families
(`cuts`), and otherwise by search (`search`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vierkant.privacy.cuts import BoolArray, IntArray, Light, light_cuts, two_families
from vierkant.privacy.search import light_sets


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit found.

    Attributes:
        light: combinations about fewer people than the floor; rows are numbers in what was given.
        proved: whether nothing found means that nothing is there; otherwise it was only searched.
    """

    light: tuple[Light, ...]
    proved: bool


def membership(rows: Sequence[IntArray], columns: int) -> BoolArray:
    """Array ``(rows, columns)`` of which unknowns are in which cell."""
    member = np.zeros((len(rows), columns), np.bool_)
    for number, inside in enumerate(rows):
        member[number, inside] = True
    return member


def audit(member: BoolArray, weights: IntArray, floor: int, seed: int = 0) -> Audit:
    """Audit the span of cells.

    Args:
        member: array ``(rows, columns)``.
        weights: array ``(columns,)``: people behind each unknown.
        floor: least number of people.
        seed: of the search.
    """
    if not len(member):
        return Audit((), True)
    small, people = merged_columns(member, weights)
    _, first = np.unique(small, axis=0, return_index=True)
    first = np.sort(first)
    first = first[small[first].any(axis=1)]
    if not len(first):
        return Audit((), True)
    second = two_families(small[first])
    if second is not None:
        light, proved = light_cuts(small[first], second, people, floor), True
    else:
        light, proved = light_sets(small[first], people, floor, seed), False
    renamed = (Light(tuple(int(first[row]) for row in item.rows), item.people) for item in light)
    return Audit(tuple(renamed), proved)


def merged_columns(member: BoolArray, weights: IntArray) -> tuple[BoolArray, IntArray]:
    """Unknowns that are in the same cells everywhere are one column; those without people or cells are none."""
    used = (weights > 0) & member.any(axis=0)
    different, place = np.unique(member[:, used], axis=1, return_inverse=True)
    people = np.bincount(place.ravel(), weights=weights[used], minlength=different.shape[1])
    return different, people.astype(np.int64)
