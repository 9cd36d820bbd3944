"""Statistics over released cells: computed here, so that no answer leaves the controller."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from vierkant.privacy.answers import Answers, CellAnswers, Counted, FloatArray, IntArray
from vierkant.privacy.plan import Plan
from vierkant.privacy.plan_parts import PlannedItem
from vierkant.privacy.rounding import uniform
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


PASSES = 4
LEAST_OTHERS = 3
"""So many people seem to answer otherwise in every cell: nobody can tell whether all said the same."""


def blurred(plan: Plan, answers: Answers, sets: Mapping[str, IntArray], key: bytes) -> dict[str, FloatArray]:
    """The answers, in which no set of people gives all, or all but one or two, the same answer to an item.

    Where fewer than three differ from the most frequent answer, others are moved one point, by the secret key; in all
    larger sets the same people, so that sets cannot be held against each other. Other answers stay as they are.

    Args:
        plan: of the wave.
        answers: all of them.
        sets: name → numbers of the respondents: cells, and what cells leave.
        key: secret of the cooperation.
    """
    values = {item.key: np.array(answers.values[item.key], np.float64) for item in plan.items}
    smallest_first = sorted(sets, key=lambda name: (len(sets[name]), name))
    for item in plan.items:
        for _again in range(PASSES):  # what moves for a large set may be missed in a small one
            moved = [
                _move_some(values[item.key], sets[name], item, (plan.wave, name), key)
                for name in smallest_first
            ]
            if not any(moved):
                break
    return values


def _move_some(
    values: FloatArray, here: IntArray, item: PlannedItem, parts: tuple[str, str], key: bytes
) -> bool:
    """Move as many as are lacking; whether any was."""
    given = values[here]
    times = np.bincount(given[~np.isnan(given)].astype(np.int64), minlength=item.points + 1)
    most = int(times.argmax())
    lacking = LEAST_OTHERS - int(times.sum() - times[most])
    if lacking <= 0 or not times[most]:
        return False
    alike = here[given == most]
    order = sorted(alike.tolist(), key=lambda place: uniform(key, "move", *parts, item.key, str(place)))
    for place in order[:lacking]:
        up = most == 1 or (most < item.points and uniform(key, "up", *parts, item.key, str(place)) < 0.5)
        values[place] = most + 1 if up else most - 1
    return True


def places(plan: Plan, counted: Counted, cell: str) -> IntArray:
    """Numbers of the respondents in a cell of the plan."""
    groups = {planned.key: planned.groups for planned in plan.cells}[cell]
    numbers = [counted.atoms.index(key) for key in groups]
    return np.flatnonzero(np.isin(counted.place, numbers)).astype(np.int64)


def cell_answers(
    plan: Plan, counted: Counted, values: Mapping[str, FloatArray], cell: str, shown: Container[str]
) -> CellAnswers:
    """The answers of one cell, sorted so that their order says nothing about who came first.

    Args:
        plan: of the wave.
        counted: its answers.
        values: from `blurred`.
        cell: key of the cell.
        shown: the items that may be shown of it; the others are nan throughout.
    """
    here = places(plan, counted, cell)
    teams = _team_numbers(plan, counted)[counted.place[here]]
    nothing = np.full(len(here), np.nan)
    given = {item.key: values[item.key][here] if item.key in shown else nothing for item in plan.items}
    order = np.lexsort([*(np.nan_to_num(array, nan=0.0) for array in given.values()), teams])
    _, opaque = np.unique(teams[order], return_inverse=True)
    return CellAnswers({item: array[order] for item, array in given.items()}, opaque.astype(np.int64))


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
