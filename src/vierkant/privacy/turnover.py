"""What the difference between two waves gives away when who stayed is thought to answer the same.

Take a cell now and a cell of an earlier wave. Three kinds of people can be in the answers of only one of the two: who
came or left (known to colleagues), who did not answer one of the two times (mostly not known), and the people of
groups that are in one of the cells only (a merge, or a group that moved). Write ``known`` for the first and the third
kind and ``absent`` for the second. The cell is withheld

- when ``known`` is not zero and ``known + absent`` is below the floor: a colleague knows who they are;
- when ``known`` is zero and ``absent`` is not zero but at most half of one less than the floor: nearly everybody
  answered both times, so colleagues know who did not.

With as many absent as the floor the difference is a sum over people whom nobody can name. In a cell of several groups
who moves between them counts as left and as come, while nobody did: there every number of people that fits is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vierkant.privacy.ledger import Entry, Ledger
from vierkant.privacy.plan import Plan

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of one wave by group before merges, ``(cells, groups)``, and who was asked and answered by group."""

    inside: FloatArray
    asked: FloatArray
    answered: FloatArray


def turned_over(
    plan: Plan, bodies: Mapping[str, Mapping[str, Any]], ledger: Ledger, cells: Sequence[str]
) -> list[str]:
    """The cells whose difference with a released cell of an earlier wave is about too few people.

    Args:
        plan: of this wave.
        bodies: of its atoms.
        ledger: everything released before.
        cells: keys of the cells to look at.
    """
    wanted = set(cells)
    chosen = [cell for cell in plan.cells if cell.key in wanted]
    if not chosen:
        return []
    found: set[str] = set()
    for atoms, released, moves in _earlier(plan, ledger):
        names = _names([bodies, atoms])
        now = _cells([cell.groups for cell in chosen], bodies, names)
        then = _cells(released, atoms, names)
        joined = np.array([moves.get(name, (0, 0))[0] for name in names], np.float64)
        left = np.array([moves.get(name, (0, 0))[1] for name in names], np.float64)
        broken = _broken(now, then, joined, left, plan.thresholds.respondents).any(axis=1)
        found |= {chosen[number].key for number in np.flatnonzero(broken)}
    return [cell.key for cell in chosen if cell.key in found]


def _names(waves: Iterable[Mapping[str, Mapping[str, Any]]]) -> list[str]:
    return list(dict.fromkeys(leaf for atoms in waves for body in atoms.values() for leaf in body["asked"]))


def _cells(
    groups: Sequence[Sequence[str]], atoms: Mapping[str, Mapping[str, Any]], names: Sequence[str]
) -> _Cells:
    place = {name: number for number, name in enumerate(names)}
    inside = np.zeros((len(groups), len(names)))
    asked, answered = np.zeros(len(names)), np.zeros(len(names))
    for body in atoms.values():
        for leaf, number in body["asked"].items():
            asked[place[leaf]] = number
            answered[place[leaf]] = body["leaves"].get(leaf, 0)
    for number, chosen in enumerate(groups):
        leaves = [place[leaf] for key in chosen for leaf in atoms[key]["asked"]]
        inside[number, leaves] = 1.0
    return _Cells(inside, asked, answered)


def _earlier(
    plan: Plan, ledger: Ledger
) -> Iterator[tuple[Mapping[str, Any], list[list[str]], dict[str, tuple[int, int]]]]:
    """Each earlier wave: its atoms, the groups of its released cells, and who came and left since."""
    waves: dict[str, Entry] = {}
    cells: dict[str, list[list[str]]] = {}
    for entry in ledger.entries:
        if entry.wave == plan.wave:
            continue
        if entry.kind == "wave":
            waves[entry.wave] = entry
        elif entry.kind == "cell":
            cells.setdefault(entry.wave, []).append(list(entry.body["atoms"]))
    moves: dict[str, tuple[int, int]] = {row.group: (row.joined, row.left) for row in plan.turnover}
    for wave in reversed(waves):
        body = waves[wave].body
        if cells.get(wave):
            yield body["atoms"], cells[wave], dict(moves)
        for group, joined, left in body["turnover"]:
            before = moves.get(group, (0, 0))
            moves[group] = (before[0] + joined, before[1] + left)


def _broken(now: _Cells, then: _Cells, joined: FloatArray, left: FloatArray, floor: int) -> NDArray[np.bool_]:
    """Array ``(cells now, cells then)``: whether their difference is about too few people."""
    common = now.inside @ then.inside.T
    only = (now.inside @ now.answered)[:, None] - (now.inside * now.answered) @ then.inside.T
    only = only + (then.inside @ then.answered)[None, :] - now.inside @ (then.inside * then.answered).T
    absent = now.asked - now.answered + then.asked - then.answered
    missing = (now.inside * absent) @ then.inside.T
    # Who was asked more or less than the turnover says came or left as well.
    grown = np.maximum(joined, now.asked - then.asked + left)
    shrunk = np.maximum(left, then.asked - now.asked + grown)
    came = (now.inside * grown) @ then.inside.T
    went = (now.inside * shrunk) @ then.inside.T
    net = np.abs(came - went)
    fewest = np.where(common > 1, net, came + went)
    # Nobody surely differs: then the fewest that can, when somebody moved at all.
    some = np.where((only + fewest == 0) & (came + went > 0), 2.0, only + fewest)
    unknown = (some == 0) & (missing > 0) & (missing <= (floor - 1) // 2)
    broken: NDArray[np.bool_] = (common > 0) & (((some > 0) & (some + missing < floor)) | unknown)
    return broken
