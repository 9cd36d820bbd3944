"""Search for combinations of cells about few people, where nothing better than searching is known.

Finding the lightest vector of a span is hard in general. Random reductions (as in the decoding of codes: Prange 1962,
with one exchange of columns at a time after Canteaut and Chabaud 1998) write the span with heavy unknowns as its
pivots, so that light combinations appear as rows, as pairs of rows or as three of them. A hit is a proof; no hit is
not. Up to `ENUMERATED` different unknowns all sets are tried, which is a proof.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from vierkant.privacy.cuts import BoolArray, IntArray, Light
from vierkant.privacy.elimination import exact_rows

FloatArray = NDArray[np.float64]

ENUMERATED = 12
SMALL = 1e-9
EXCHANGES = 240
PAIRS_EVERY = 24
LIGHTEST = 48
"""Rows of which all pairs are tried; of half as many all threes."""


def light_sets(member: BoolArray, weights: IntArray, floor: int, seed: int = 0) -> list[Light]:
    """Combinations about fewer than ``floor`` people, as far as the search finds them.

    Args:
        member: array ``(rows, columns)``; no two columns are the same.
        weights: array ``(columns,)``: people behind each, above zero.
        floor: least number of people.
        seed: of the random reductions.
    """
    found: dict[tuple[int, ...], int] = {}
    for column, rows in exact_rows(member):
        if weights[column] < floor:
            found[rows] = int(weights[column])
    if member.shape[1] <= ENUMERATED:
        _enumerate(member, weights, floor, found)
    else:
        _reduce(member, weights, floor, np.random.default_rng(seed), found)
    return [Light(rows, people) for rows, people in sorted(found.items())]


def _enumerate(member: BoolArray, weights: IntArray, floor: int, found: dict[tuple[int, ...], int]) -> None:
    """Try all sets of unknowns: one is isolable when the rank falls without its columns."""
    matrix = member.astype(np.float64)
    columns = member.shape[1]
    sets = [
        chosen
        for number in range(1, columns + 1)
        for chosen in combinations(range(columns), number)
        if int(weights[list(chosen)].sum()) < floor
    ]
    if not sets:
        return
    without = np.repeat(matrix[None], len(sets), axis=0)
    for place, chosen in enumerate(sets):
        without[place][:, list(chosen)] = 0.0
    ranks = np.linalg.matrix_rank(without)
    rank = int(np.linalg.matrix_rank(matrix))
    for place in np.flatnonzero(ranks < rank).tolist():
        # A combination that is zero outside the set, and not inside it.
        left = np.linalg.svd(without[place].T)[2][ranks[place] :]
        inside = left @ matrix
        taking = left[int(np.abs(inside).sum(axis=1).argmax())]
        rows = tuple(int(row) for row in np.flatnonzero(np.abs(taking) > 1e-7))
        found.setdefault(rows, int(weights[list(sets[place])].sum()))


def _reduce(
    member: BoolArray,
    weights: IntArray,
    floor: int,
    random: np.random.Generator,
    found: dict[tuple[int, ...], int],
) -> None:
    columns = member.shape[1]
    heavy = weights / weights.max()
    for _start in range(2):
        order = np.argsort(-heavy * random.uniform(0.5, 1.0, columns), kind="stable")
        table, pivots = _reduced(member, order)
        for step in range(EXCHANGES):
            _note(table, columns, weights, floor, found)
            if step % PAIRS_EVERY == 0:
                _pairs(table, columns, weights, floor, found)
                _threes(table, columns, weights, floor, found)
            if not _exchange(table, pivots, columns, heavy, random):
                break


def _reduced(member: BoolArray, order: IntArray) -> tuple[FloatArray, IntArray]:
    """Reduced rows with the rows that made them, and the pivot of each; dependent rows are left out."""
    rows = len(member)
    table = np.concatenate([member.astype(np.float64), np.eye(rows)], axis=1)
    rank, pivots = 0, []
    for column in order.tolist():
        if rank == rows:
            break
        place = rank + int(np.abs(table[rank:, column]).argmax())
        if abs(table[place, column]) < 1e-7:
            continue
        table[[rank, place]] = table[[place, rank]]
        _pivot(table, rank, column)
        pivots.append(column)
        rank += 1
    return table[:rank], np.array(pivots, np.int64)


def _pivot(table: FloatArray, row: int, column: int) -> None:
    table[row] /= table[row, column]
    others = np.flatnonzero(table[:, column])
    others = others[others != row]
    table[others] -= table[others, column][:, None] * table[row]
    table[np.abs(table) < SMALL] = 0.0


def _exchange(
    table: FloatArray, pivots: IntArray, columns: int, heavy: FloatArray, random: np.random.Generator
) -> bool:
    """Bring one other column among the pivots, heavy ones more often."""
    free = np.ones(columns, np.bool_)
    free[pivots] = False
    free &= (np.abs(table[:, :columns]) > 1e-3).any(axis=0)
    choice = np.flatnonzero(free)
    if not len(choice):
        return False
    chance = heavy[choice] / heavy[choice].sum()
    column = int(random.choice(choice, p=chance))
    rows = np.flatnonzero(np.abs(table[:, column]) > 1e-3)
    row = int(random.choice(rows))
    _pivot(table, row, column)
    pivots[row] = column
    return True


def _note(
    combined: FloatArray, columns: int, weights: IntArray, floor: int, found: dict[tuple[int, ...], int]
) -> None:
    people = (np.abs(combined[:, :columns]) > 1e-7) @ weights
    for place in np.flatnonzero((people > 0) & (people < floor)):
        rows = tuple(int(row) for row in np.flatnonzero(np.abs(combined[place, columns:]) > 1e-7))
        found.setdefault(rows, int(people[place]))


def _lightest(table: FloatArray, columns: int, weights: IntArray, number: int) -> FloatArray:
    people = (np.abs(table[:, :columns]) > 1e-7) @ weights
    return table[np.argsort(people, kind="stable")[:number]]


def _pairs(
    table: FloatArray, columns: int, weights: IntArray, floor: int, found: dict[tuple[int, ...], int]
) -> None:
    """All pairs of the lightest rows, in every ratio at which one of their unknowns cancels."""
    chosen = _lightest(table, columns, weights, LIGHTEST)
    for first in range(len(chosen) - 1):
        rest = chosen[first + 1 :]
        for sign in (1.0, -1.0):
            _note(chosen[first] + sign * rest, columns, weights, floor, found)
        both = (np.abs(rest[:, :columns]) > 1e-7) & (np.abs(chosen[first, :columns]) > 1e-7)
        ratios = np.where(both, chosen[first, :columns] / np.where(both, rest[:, :columns], 1.0), 0.0)
        odd = both & (np.abs(np.abs(ratios) - 1.0) > 1e-7)
        if odd.any():
            heaviest = np.where(odd, weights, -1).argmax(axis=1)
            ratio = ratios[np.arange(len(rest)), heaviest]
            _note(chosen[first] - ratio[:, None] * rest, columns, weights, floor, found)


def _threes(
    table: FloatArray, columns: int, weights: IntArray, floor: int, found: dict[tuple[int, ...], int]
) -> None:
    """All threes of the very lightest rows, added and subtracted."""
    chosen = _lightest(table, columns, weights, LIGHTEST // 3)
    places = np.array(list(combinations(range(len(chosen)), 3)), np.int64).reshape(-1, 3)
    for second, third in ((1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)):
        combined = chosen[places[:, 0]] + second * chosen[places[:, 1]] + third * chosen[places[:, 2]]
        _note(combined, columns, weights, floor, found)
