"""The audit of the span: which combinations of cells are about fewer people than the floor.

An attacker may add and subtract every cell that was ever released. A combination in which all but a few people cancel
gives those people away. This module finds such combinations, exactly when the cells are two nested families
(`cuts`), and otherwise by search (`search`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from vierkant.privacy.cuts import BoolArray, IntArray, Light, light_cuts, nesting, two_families
from vierkant.privacy.search import ENUMERATED, light_sets


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


class Span:
    """Cells of which any selection can be audited."""

    def __init__(self, member: BoolArray, seed: int = 0) -> None:
        """Compare the cells once.

        Args:
            member: array ``(rows, columns)``.
            seed: of the search.
        """
        self.sets = nesting(member)
        self.seed = seed

    def audit(self, rows: IntArray, weights: IntArray, floor: int) -> Audit:
        """Audit the span of some of the cells; parts that share nobody are looked at apart.

        Args:
            rows: their numbers.
            weights: array ``(columns,)``: people behind each unknown; zero is nobody.
            floor: least number of people.
        """
        _, first = np.unique(self.sets.same[rows], return_index=True)
        here = rows[np.sort(first)]
        here = here[self.sets.size[here] > 0]
        if not len(here):
            return Audit((), True)
        number, labels = connected_components(
            csr_array(self.sets.touching[np.ix_(here, here)]), directed=False
        )
        light: list[Light] = []
        proved = True
        for label in range(number):
            part = here[labels == label]
            second = two_families(self.sets.crossing[np.ix_(part, part)])
            if second is not None:
                light += light_cuts(self.sets, part, second, weights, floor)
            else:
                found, sure = self._search(part, weights, floor)
                light += found
                proved &= sure
        return Audit(tuple(light), proved)

    def _search(self, part: IntArray, weights: IntArray, floor: int) -> tuple[list[Light], bool]:
        member, people = merged_columns(self.sets.member[part], weights)
        found = light_sets(member, people, floor, self.seed)
        renamed = [Light(tuple(int(part[row]) for row in item.rows), item.people) for item in found]
        return renamed, member.shape[1] <= ENUMERATED


def audit(member: BoolArray, weights: IntArray, floor: int, seed: int = 0) -> Audit:
    """Audit the span of all of these cells; as `Span.audit`."""
    return Span(member, seed).audit(np.arange(len(member)), weights, floor)


def merged_columns(member: BoolArray, weights: IntArray) -> tuple[BoolArray, IntArray]:
    """Unknowns that are in the same cells everywhere are one column; those without people or cells are none."""
    used = np.flatnonzero((weights > 0) & member.any(axis=0))
    packed = np.packbits(member[:, used].T, axis=1)
    numbers: dict[bytes, int] = {}
    place = [numbers.setdefault(line.tobytes(), len(numbers)) for line in packed]
    people = np.bincount(place, weights=weights[used], minlength=len(numbers)) if place else np.zeros(0)
    _, first = np.unique(place, return_index=True)
    return member[:, used[first]], people.astype(np.int64)
