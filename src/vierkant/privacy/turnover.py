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
The same is asked of what a released cell leaves when its released parts are taken off, now and then.
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
IntArray = NDArray[np.int64]
Moves = dict[str, tuple[int, int]]
"""Group → people who came and who left."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of one wave by group before merges, ``(cells, groups)``, and who was asked and answered by group."""

    inside: FloatArray
    asked: FloatArray
    answered: FloatArray


class EarlierWaves:
    """What earlier waves released, to hold cells of this wave against."""

    def __init__(self, plan: Plan, bodies: Mapping[str, Mapping[str, Any]], ledger: Ledger) -> None:
        """Read the ledger once.

        Args:
            plan: of this wave.
            bodies: of its atoms.
            ledger: everything released before.
        """
        self.bodies = bodies
        self.floor = plan.thresholds.respondents
        self.waves = []
        for atoms, released, moves in _earlier(plan, ledger):
            names = _names([bodies, atoms])
            if not released:
                continue
            place = {name: number for number, name in enumerate(names)}
            then = _cells([groups for _, groups in released], atoms, place)
            rest = [group for group, _ in remainders(then.inside, [table for table, _ in released])]
            inside = np.concatenate([then.inside, np.array(rest).reshape(-1, len(names))])
            moved = np.array([moves.get(name, (0, 0)) for name in names], np.float64).reshape(-1, 2)
            self.waves.append((place, _Cells(inside, then.asked, then.answered), moved))

    def broken(self, cells: Sequence[Sequence[str]]) -> NDArray[np.bool_]:
        """Whether the difference of a cell with something of an earlier wave is about too few people.

        Args:
            cells: the groups of each, after merges.
        """
        found = np.zeros(len(cells), np.bool_)
        for place, then, moved in self.waves:
            now = _cells(cells, self.bodies, place)
            found |= _broken(now, then, moved[:, 0], moved[:, 1], self.floor).any(axis=1)
        return found


def remainders(inside: FloatArray, tables: Sequence[str]) -> list[tuple[FloatArray, IntArray]]:
    """What is left of each cell without its parts of one table, with the numbers of those parts.

    Args:
        inside: array ``(cells, groups)`` of 0 and 1.
        tables: of each cell.
    """
    size = inside.sum(axis=1)
    part = (inside @ inside.T == size[None, :]) & (size[:, None] > size[None, :]) & (size[None, :] > 0)
    found = []
    numbers = np.array([sorted(set(tables)).index(table) for table in tables], np.int64)
    for table in range(len(set(tables))):
        children = part & (numbers == table)[None, :]
        rest = inside - children.astype(np.float64) @ inside
        some = np.flatnonzero(children.any(axis=1) & (rest > 0).any(axis=1))
        found += [(np.maximum(rest[cell], 0.0), np.flatnonzero(children[cell])) for cell in some]
    return found


def _names(waves: Iterable[Mapping[str, Mapping[str, Any]]]) -> list[str]:
    return list(dict.fromkeys(leaf for atoms in waves for body in atoms.values() for leaf in body["asked"]))


def _cells(
    groups: Sequence[Sequence[str]], atoms: Mapping[str, Mapping[str, Any]], place: Mapping[str, int]
) -> _Cells:
    inside = np.zeros((len(groups), len(place)))
    asked, answered = np.zeros(len(place)), np.zeros(len(place))
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
) -> Iterator[tuple[Mapping[str, Any], list[tuple[str, list[str]]], Moves]]:
    """Each other wave: its atoms, table and groups of its released cells, and who came and left between."""
    waves: dict[str, Entry] = {}
    cells: dict[str, list[tuple[str, list[str]]]] = {}
    for entry in ledger.entries:
        if entry.kind == "wave":
            waves.setdefault(entry.wave, entry)
        elif entry.kind == "cell":
            row = (str(entry.body["table"]), list(entry.body["atoms"]))
            cells.setdefault(entry.wave, []).append(row)
    order = [wave for wave in waves if wave != plan.wave]
    # A wave that is released again lies before the waves that came after it.
    place = list(waves).index(plan.wave) if plan.wave in waves else len(order)
    moves: Moves = {row.group: (row.joined, row.left) for row in plan.turnover}
    for wave in reversed(order[:place]):
        yield waves[wave].body["atoms"], cells.get(wave, []), dict(moves)
        _add_moves(moves, waves[wave])
    moves = {}
    for wave in order[place:]:
        _add_moves(moves, waves[wave])
        yield waves[wave].body["atoms"], cells.get(wave, []), dict(moves)


def _add_moves(moves: Moves, wave: Entry) -> None:
    for group, joined, left in wave.body["turnover"]:
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
