"""What the difference between two waves gives away when who stayed is thought to answer the same.

Take a cell now and a cell of an earlier wave. Three kinds of people can be in the answers of only one of the two: who
came or left (known to colleagues), who did not answer one of the two times (mostly not known), and the people of
groups that are in one of the cells only (a merge). Write ``known`` for the first and the third kind and ``absent`` for
the second. The cell is withheld

- when ``known`` is not zero and ``known + absent`` is below the floor: a colleague knows who they are;
- when ``known`` is zero and ``absent`` is not zero but at most half of one less than the floor: nearly everybody
  answered both times, so colleagues know who did not.

With as many absent as the floor the difference is a sum over people whom nobody can name. In a cell of several groups
who moves between them counts as left and as come, while nobody did; and a group that ends may live on in one that is
new. There the fewest people that fit the numbers count as known. The same is asked of what a released cell leaves when
its released parts are taken off, now and then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vierkant.privacy.ledger import Entry, Ledger
from vierkant.privacy.plan import Plan, PlannedCell

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Moves = dict[str, tuple[int, int]]
"""Group → people who came and who left."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of one wave by group before merges, ``(cells, groups)``, and who was asked and answered by group."""

    keys: tuple[str, ...]
    inside: FloatArray
    asked: FloatArray
    answered: FloatArray
    there: FloatArray


class EarlierWaves:
    """What earlier waves released, to hold cells of this wave against."""

    def __init__(
        self, plan: Plan, bodies: Mapping[str, Mapping[str, Any]], ledger: Ledger, floor: int
    ) -> None:
        """Read the ledger once.

        Args:
            plan: of this wave.
            bodies: of its atoms.
            ledger: everything released before.
            floor: least number of people.
        """
        self.bodies = bodies
        self.floor = floor
        self.waves: list[tuple[Mapping[str, int], _Cells, FloatArray]] = []
        for atoms, released, moves in _earlier(plan, ledger):
            if not released:
                continue
            names = _names([bodies, atoms])
            place = {name: number for number, name in enumerate(names)}
            then = _cells([(key, groups) for key, _, groups in released], atoms, place)
            left = remainders(then.inside, [table for _, table, _ in released])
            keys = tuple(_rest_key(then.keys[cell], table) for cell, table, _, _ in left)
            rest = np.array([rest for _, _, rest, _ in left]).reshape(-1, len(names))
            inside = np.concatenate([then.inside, rest])
            moved = np.array([moves.get(name, (0, 0)) for name in names], np.float64).reshape(-1, 2)
            self.waves.append((place, replace(then, keys=then.keys + keys, inside=inside), moved))

    def broken(self, cells: Sequence[tuple[str, Sequence[str]]]) -> NDArray[np.bool_]:
        """Whether the difference of a cell with something of an earlier wave is about too few people.

        Args:
            cells: the key and the groups of each, after merges.
        """
        found = np.zeros(len(cells), np.bool_)
        for place, then, moved in self.waves:
            now = _cells(cells, self.bodies, place)
            found |= _broken(now, then, moved[:, 0], moved[:, 1], self.floor).any(axis=1)
        return found

    def broken_remainders(self, cells: Sequence[PlannedCell]) -> list[IntArray]:
        """The parts of each remainder of released cells whose difference with an earlier wave is too small."""
        atoms = list(dict.fromkeys(group for cell in cells for group in cell.groups))
        if not self.waves or not atoms:
            return []
        inside = np.array([[group in cell.groups for group in atoms] for cell in cells], np.float64)
        left = remainders(inside, [cell.table for cell in cells])
        rests = [
            (_rest_key(cells[cell].key, table), [atoms[number] for number in np.flatnonzero(rest)])
            for cell, table, rest, _ in left
        ]
        return [left[number][3] for number in np.flatnonzero(self.broken(rests))]


def _rest_key(cell: str, table: str) -> str:
    return f"{cell}\x1f{table}"


def remainders(inside: FloatArray, tables: Sequence[str]) -> list[tuple[int, str, FloatArray, IntArray]]:
    """What is left of each cell without its parts of one table: cell, table, groups left, numbers of those parts.

    Args:
        inside: array ``(cells, groups)`` of 0 and 1.
        tables: of each cell.
    """
    size = inside.sum(axis=1)
    part = (inside @ inside.T == size[None, :]) & (size[:, None] > size[None, :]) & (size[None, :] > 0)
    found = []
    for table in sorted(set(tables)):
        children = part & np.array([other == table for other in tables], np.bool_)[None, :]
        rest = np.maximum(inside - children.astype(np.float64) @ inside, 0.0)
        some = np.flatnonzero(children.any(axis=1) & (rest > 0).any(axis=1))
        found += [(int(cell), table, rest[cell], np.flatnonzero(children[cell])) for cell in some]
    return found


def _names(waves: Iterable[Mapping[str, Mapping[str, Any]]]) -> list[str]:
    return list(dict.fromkeys(leaf for atoms in waves for body in atoms.values() for leaf in body["asked"]))


def _cells(
    cells: Sequence[tuple[str, Sequence[str]]],
    atoms: Mapping[str, Mapping[str, Any]],
    place: Mapping[str, int],
) -> _Cells:
    inside = np.zeros((len(cells), len(place)))
    asked, answered, there = np.zeros(len(place)), np.zeros(len(place)), np.zeros(len(place))
    for body in atoms.values():
        for leaf, number in body["asked"].items():
            asked[place[leaf]] = number
            answered[place[leaf]] = body["leaves"].get(leaf, 0)
            there[place[leaf]] = 1.0
    for number, (_key, chosen) in enumerate(cells):
        inside[number, [place[leaf] for key in chosen for leaf in atoms[key]["asked"]]] = 1.0
    return _Cells(tuple(key for key, _ in cells), inside, asked, answered, there)


def _earlier(
    plan: Plan, ledger: Ledger
) -> Iterator[tuple[Mapping[str, Any], list[tuple[str, str, list[str]]], Moves]]:
    """Each other wave: its atoms, its released cells (key, table, groups), and who came and left between."""
    waves: dict[str, Entry] = {}
    cells: dict[str, list[tuple[str, str, list[str]]]] = {}
    for entry in ledger.entries:
        if entry.kind == "wave":
            waves.setdefault(entry.wave, entry)
        elif entry.kind == "cell":
            row = (str(entry.body["key"]), str(entry.body["table"]), list(entry.body["atoms"]))
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
    both = now.there * then.there
    common = (now.inside * both) @ then.inside.T
    # Groups of both waves that are in one of the two cells only: these people surely differ.
    only = ((now.inside * both) @ now.answered)[:, None] - (now.inside * both * now.answered) @ then.inside.T
    only += ((then.inside * both) @ then.answered)[None, :]
    only -= now.inside @ (then.inside * both * then.answered).T
    absent = (now.inside * both * (now.asked - now.answered + then.asked - then.answered)) @ then.inside.T
    # Who was asked more or less than the turnover says came or left as well.
    grown = np.maximum(joined, now.asked - then.asked + left) * both
    shrunk = np.maximum(left, then.asked - now.asked + grown) * both
    came, went = (now.inside * grown) @ then.inside.T, (now.inside * shrunk) @ then.inside.T
    # Groups that are new or that ended: their people may be those of another, or others.
    new, ended = now.inside * (1.0 - both), then.inside * (1.0 - both)
    fresh, gone = (new @ now.asked)[:, None], (ended @ then.asked)[None, :]
    absent_fresh = (new @ (now.asked - now.answered))[:, None]
    absent_gone = (ended @ (then.asked - then.answered))[None, :]
    lives_on = (fresh > 0) & (gone + went > 0) | (gone > 0) & (fresh + came > 0)
    came = came + fresh - np.where(lives_on, 0.0, absent_fresh)
    went = went + gone - np.where(lives_on, 0.0, absent_gone)
    absent = absent + np.where(lives_on, absent_fresh + absent_gone, 0.0)
    fewest = np.where((common > 1) | lives_on, np.abs(came - went), came + went)
    # Nobody surely differs: then the fewest that can, when somebody moved at all.
    known = np.where((only + fewest == 0) & (came + went > 0), 2.0, only + fewest)
    nearly_all = (known == 0) & (absent > 0) & (absent <= (floor - 1) // 2)
    same = np.array([[one == other for other in then.keys] for one in now.keys], np.bool_)
    compared = (common > 0) | same.reshape(common.shape)
    broken: NDArray[np.bool_] = compared & (((known > 0) & (known + absent < floor)) | nearly_all)
    return broken
