"""The lightest combination of cells, exactly, when the cells are two families of nested sets.

Cells that do not cross each other (apart, or one inside the other) form a nested family. Tables of organisations and
teams are one, tables of functions and of functions within organisations another. Each unknown then lies in one
smallest cell of each family, so it is an edge of a graph whose nodes are the cells. A combination of cells gives every
node a value; an edge drops out when its two nodes have the same value. So what remains is a cut of the graph, and the
combination about the fewest people is the smallest cut: found exactly by maximum adjacency orderings (Nagamochi and
Ibaraki 1992; Stoer and Wagner 1997).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Light:
    """A combination of cells about few people.

    Attributes:
        rows: the cells that take part.
        people: behind the unknowns that do not cancel.
    """

    rows: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Nesting:
    """How sets lie in each other.

    Attributes:
        member: array ``(rows, columns)``: which unknowns are in which set.
        size: array ``(rows,)``.
        inside: array ``(rows, rows)``: whether the first is a part of the second, and smaller.
        crossing: array ``(rows, rows)``: whether they share a part and neither holds the other.
        touching: array ``(rows, rows)``: whether they share a part.
        same: array ``(rows,)``: the first row with the same unknowns.
    """

    member: BoolArray
    size: IntArray
    inside: BoolArray
    crossing: BoolArray
    touching: BoolArray
    same: IntArray


def nesting(member: BoolArray) -> Nesting:
    """Compare all sets with each other; time ``rows² · columns``, once for an audit of any of them."""
    counts = member.astype(np.float64)
    shared = counts @ counts.T
    size = counts.sum(axis=1)
    inside = (shared == size[:, None]) & (size[:, None] < size[None, :])
    equal = (shared == size[:, None]) & (size[:, None] == size[None, :])
    crossing = (shared > 0) & (shared < size[:, None]) & (shared < size[None, :])
    same = equal.argmax(axis=1) if len(member) else np.zeros(0, np.int64)
    return Nesting(member, size.astype(np.int64), inside, crossing, shared > 0, same)


def two_families(crossing: BoolArray) -> BoolArray | None:
    """Divide sets in two families without crossings.

    Args:
        crossing: array ``(rows, rows)``, from `nesting`.

    Returns:
        array ``(rows,)``: whether a row is in the second family; None when two families are not enough.
    """
    side = np.full(len(crossing), -1, np.int64)
    for start in range(len(crossing)):
        if side[start] >= 0:
            continue
        side[start], waiting = 0, [start]
        while waiting:
            row = waiting.pop()
            near = np.flatnonzero(crossing[row])
            if (side[near] == side[row]).any():
                return None
            new = near[side[near] < 0]
            side[new] = 1 - side[row]
            waiting.extend(int(other) for other in new)
    second: BoolArray = side == 1
    return second


def light_cuts(
    sets: Nesting, here: IntArray, second: BoolArray, weights: IntArray, floor: int
) -> list[Light]:
    """Combinations about fewer than ``floor`` people; none at all when there are none.

    Args:
        sets: the cells.
        here: numbers of those in the audit, no two the same set; two nested families.
        second: array ``(here,)``: which are in the second family, from `two_families`.
        weights: array ``(columns,)``: people behind each unknown.
        floor: least number of people.
    """
    rows, size = len(here), sets.size[here]
    member, inside = sets.member[here], sets.inside[np.ix_(here, here)]
    ends = np.stack([_smallest(member.T & side, size) for side in (~second, second)])
    # Unknowns in no cell of a family hang on the ground, whose value is zero.
    graph = np.zeros((rows + 1, rows + 1), np.int64)
    np.add.at(graph, (ends[0], ends[1]), weights)
    graph += graph.T.copy()
    np.fill_diagonal(graph, 0)
    _, labels = connected_components(csr_array(graph), directed=False)
    parents = _smallest(inside & (second[:, None] == second[None, :]), size)
    found = []
    for label in np.flatnonzero(np.bincount(labels) > 1):
        nodes = np.flatnonzero(labels == label)
        for side, people in _cuts(graph[np.ix_(nodes, nodes)], floor):
            value: BoolArray = np.zeros(rows + 1, np.bool_)
            value[nodes[side]] = True
            if value[rows]:  # the ground is zero: the other side of the same cut
                value[nodes] = ~value[nodes]
            taking = _taking_part(value, graph, parents)
            found.append(Light(tuple(int(here[row]) for row in taking), people))
    return found


def _smallest(allowed: BoolArray, size: IntArray) -> IntArray:
    """For each line of ``(lines, rows)`` the smallest row that it allows; the number of rows when none."""
    sizes = np.where(allowed, size[None, :], np.iinfo(np.int64).max)
    best = sizes.argmin(axis=1)
    return np.where(allowed.any(axis=1), best, len(size))


def _taking_part(value: BoolArray, graph: IntArray, parents: IntArray) -> tuple[int, ...]:
    """The rows with a coefficient: those whose value differs from that of the row around them."""
    empty: BoolArray = np.logical_not(graph.any(axis=1))
    empty[-1] = False
    # A cell that its own smaller cells fill has no edge and a free value: take that of most of them.
    for row in np.flatnonzero(empty):
        inside = np.flatnonzero(parents == row)
        value[row] = len(inside) > 0 and 2 * value[inside].sum() > len(inside)
    return tuple(int(row) for row in np.flatnonzero(value[:-1] != value[parents]))


def _cuts(graph: IntArray, floor: int) -> list[tuple[IntArray, int]]:
    """Cuts below the floor of a connected graph: at least one when there is any."""
    groups = [np.array([node]) for node in range(len(graph))]
    found = []
    while len(graph) > 1:
        pairs, last, weight = _adjacency_order(graph, floor)
        if weight < floor:
            found.append((groups[last], weight))
        size = len(graph)
        joined = csr_array((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), (size, size))
        number, labels = connected_components(joined, directed=False)
        into = np.zeros((number, size), np.int64)
        into[labels, np.arange(size)] = 1
        graph = into @ graph @ into.T
        np.fill_diagonal(graph, 0)
        groups = [
            np.concatenate([groups[node] for node in np.flatnonzero(labels == label)])
            for label in range(number)
        ]
    return found


def _adjacency_order(graph: IntArray, floor: int) -> tuple[list[tuple[int, int]], int, int]:
    """One maximum adjacency ordering.

    Returns:
        pairs that no cut below the floor divides, with the last two of the order; the last node; its cut.
    """
    size = len(graph)
    attached = np.zeros(size, np.int64)
    waiting = np.ones(size, np.bool_)
    pairs: list[tuple[int, int]] = []
    node, before = 0, 0
    for _ in range(size):
        node, before = int(np.where(waiting, attached, -1).argmax()), node
        waiting[node] = False
        attached += np.where(waiting, graph[node], 0)
        firm = np.flatnonzero(waiting & (graph[node] > 0) & (attached >= floor))
        pairs.extend((node, int(other)) for other in firm)
    pairs.append((before, node))
    return pairs, node, int(attached[node])
