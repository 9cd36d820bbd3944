"""Statistics over released cells: computed here, so that no answer leaves the controller."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vierkant.privacy.answers import Answers, CellAnswers, Counted
from vierkant.privacy.plan import Plan
from vierkant.quantities import to_plain


@dataclass(frozen=True, slots=True)
class Derived:
    """A statistic over released cells, each of at least ``Thresholds.means`` respondents.

    Attributes:
        key: unique, also beside the keys of the cells.
        cells: keys of the cells that it reads; all must be released.
        compute: cell → its answers, to JSON values; floats are rounded afterwards.
        decimals: of those floats.
    """

    key: str
    cells: tuple[str, ...]
    compute: Callable[[Mapping[str, CellAnswers]], Any]
    decimals: int = 2


def cell_answers(
    plan: Plan, answers: Answers, counted: Counted, cell: str, shown: Container[str]
) -> CellAnswers:
    """The answers of one cell, sorted so that their order says nothing about who came first.

    Args:
        plan: of the wave.
        answers: all of them.
        counted: the same, counted.
        cell: key of the cell.
        shown: the items that may be shown of it; the others are nan throughout.
    """
    groups = {planned.key: planned.groups for planned in plan.cells}[cell]
    numbers = [counted.atoms.index(key) for key in groups]
    here = np.flatnonzero(np.isin(counted.place, numbers))
    teams = _team_numbers(plan, counted)[counted.place[here]]
    nothing = np.full(len(here), np.nan)
    given = {
        item.key: np.asarray(answers.values[item.key])[here] if item.key in shown else nothing
        for item in plan.items
    }
    order = np.lexsort([*(np.nan_to_num(values, nan=0.0) for values in given.values()), teams])
    values = {item: array[order] for item, array in given.items()}
    _, opaque = np.unique(teams[order], return_inverse=True)
    return CellAnswers(values, opaque.astype(np.int64))


def _team_numbers(plan: Plan, counted: Counted) -> Any:
    dimensions = {group.key: group.dimensions for group in plan.groups}
    names = [
        (dimensions[key].get("organisation", ""), dimensions[key].get("team", f"\x1f{key}"))
        for key in counted.atoms
    ]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int64)


def rounded(value: Any, decimals: int) -> Any:
    """JSON values with every float rounded."""
    plain = to_plain(value)
    if isinstance(plain, float):
        return round(plain, decimals)
    if isinstance(plain, dict):
        return {key: rounded(item, decimals) for key, item in plain.items()}
    if isinstance(plain, list):
        return [rounded(item, decimals) for item in plain]
    return plain
