"""What follows exactly from released tables: sets of people whose joint answer can be computed.

A released cell is the sum of the answers of who is in it. A set of people is *isolable* when some combination of
released cells holds nobody else; below k people that breaks the promise, and a set of one is a disclosed answer.
Nothing here uses the controller: it is the other side's own arithmetic.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, hstack, vstack

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
PRIME = 2_147_483_647
ROWS_IN_TRIPLES = 60


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Released rows over atoms: people that are in exactly the same released cells are one atom.

    ``rows`` has shape (cells, atoms) and holds 0 and 1; ``weight`` the people per atom; ``members`` who they are.
    """

    rows: Integers
    weight: Integers
    members: tuple[tuple[object, ...], ...]

    @property
    def people(self) -> int:
        return int(self.weight.sum())

    def without(self, people: set[object]) -> System:
        """The same to somebody who knows the answers of these people: their columns drop out."""
        kept = [tuple(who for who in atom if who not in people) for atom in self.members]
        stays = [index for index, atom in enumerate(kept) if atom]
        members = tuple(kept[index] for index in stays)
        return System(self.rows[:, stays], np.array([len(atom) for atom in members], np.int64), members)

    def names(self, atoms: Sequence[int] | Integers) -> set[object]:
        return {who for atom in atoms for who in self.members[atom]}


def system(cells: Sequence[frozenset[object]]) -> System:
    """The rows of some sets of unknowns, with unknowns that always go together taken as one atom."""
    everybody = sorted({who for cell in cells for who in cell}, key=repr)
    index = {who: number for number, who in enumerate(everybody)}
    rows = np.zeros((len(cells), len(everybody)), np.int64)
    for number, cell in enumerate(cells):
        rows[number, [index[who] for who in cell]] = 1
    if not everybody or not len(cells):
        return System(np.zeros((0, 0), np.int64), np.zeros(0, np.int64), ())
    columns, where = np.unique(rows, axis=1, return_inverse=True)
    where = where.ravel()
    order = np.argsort(where, kind="stable")
    groups = np.split(order, np.cumsum(np.bincount(where, minlength=columns.shape[1]))[:-1])
    members = tuple(tuple(everybody[person] for person in group) for group in groups)
    return System(columns, np.array([len(group) for group in members], np.int64), members)


def exactly_disclosed(found: System) -> set[object]:
    """People whose single answer follows with certainty: their unit vector lies in the span. Exact, by leverage."""
    if not found.rows.size:
        return set()
    _left, values, right = np.linalg.svd(found.rows.astype(float), full_matrices=False)
    basis = right[values > 1e-9 * values[0]]
    leverage = (basis**2).sum(axis=0)
    return found.names(np.flatnonzero((leverage > 1 - 1e-6) & (found.weight == 1)))


def isolable_people(
    found: System, k: int, seed: int = 0, rounds: int = 40, deep: bool = False
) -> set[object]:
    """People in some set below k that the search isolates; the search can miss, it never invents.

    Tried: every row, all differences of two rows and of three where they touch, ``rounds`` reductions with pivots in
    random order; ``deep`` adds, per small atom, the combination of least weight by linear programming.
    """
    people: set[object] = set()
    for block in _candidates(found, seed, rounds, deep, k):
        support = block != 0
        weight = support @ found.weight
        for row in support[(weight > 0) & (weight < k)]:
            people |= found.names(np.flatnonzero(row))
    return people


def smallest_set(found: System, seed: int = 0, rounds: int = 40, deep: bool = False, k: int = 99) -> int:
    """The smallest set that the search isolates; the number of people when it finds none."""
    smallest = found.people
    for block in _candidates(found, seed, rounds, deep, k):
        weight = (block != 0) @ found.weight
        smallest = min(smallest, int(weight[weight > 0].min(initial=smallest)))
    return smallest


def _candidates(found: System, seed: int, rounds: int, deep: bool, k: int) -> Iterator[Integers]:
    """Vectors of the span, in blocks of shape (vectors, atoms)."""
    rows = found.rows
    if not rows.size:
        return
    yield rows
    for number in range(len(rows) - 1):
        yield rows[number] - rows[number + 1 :]
    yield from _triples(rows)
    random = np.random.default_rng(seed)
    for number in range(rounds):
        weights = found.weight if number % 2 else np.ones_like(found.weight)
        # Heavy atoms first as pivots: what is left over is light, which is where small sets hide.
        order = np.argsort(-random.exponential(1.0, len(weights)) * weights)
        yield reduced(rows, order)
    if deep:
        for atom in np.flatnonzero(found.weight < k):
            yield _lightest(found, int(atom))[None, :]


def _triples(rows: Integers) -> Iterator[Integers]:
    """A cell less two others, and two cells less a third, where the one holds part of the other."""
    touching = (rows @ rows.T) > 0
    for whole in range(len(rows)):
        parts = np.flatnonzero(touching[whole])
        parts = parts[parts != whole][:ROWS_IN_TRIPLES]
        if len(parts) > 1:
            one, two = np.triu_indices(len(parts), 1)
            yield rows[whole] - rows[parts[one]] - rows[parts[two]]
            yield rows[whole] - rows[parts[one]] + rows[parts[two]]
            yield rows[whole] + rows[parts[one]] - rows[parts[two]]


def reduced(rows: Integers, order: Integers) -> Integers:
    """Reduced row echelon form modulo a prime, with pivots in this order of columns; shape (rank, columns)."""
    left = rows % PRIME
    done = 0
    for column in order:
        holders = np.flatnonzero(left[done:, column])
        if not len(holders):
            continue
        pivot = done + int(holders[0])
        left[[done, pivot]] = left[[pivot, done]]
        left[done] = left[done] * pow(int(left[done, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(left[:, column])
        others = others[others != done]
        left[others] = (left[others] - left[others, column, None] * left[done]) % PRIME
        done += 1
        if done == len(left):
            break
    return left[:done]


def _lightest(found: System, atom: int) -> Integers:
    """The vector of the span with 1 at this atom and the least weighted sum of sizes (linear programming).

    The support of a lightest vector is small more often than that of any pivot order, as in compressed sensing.
    """
    rows, atoms = found.rows, found.rows.shape[1]
    count = len(rows)
    if not rows[:, atom].any():
        return np.zeros(atoms, np.int64)
    span = coo_array(rows.T.astype(float))
    eye = coo_array(np.eye(atoms))
    upper = vstack([hstack([span, -eye]), hstack([-span, -eye])]).tocsr()
    cost = np.concatenate([np.zeros(count), found.weight.astype(float)])
    equal = np.concatenate([rows[:, atom], np.zeros(atoms)])[None, :]
    limits = [(None, None)] * count + [(0, None)] * atoms
    done = linprog(cost, upper, np.zeros(2 * atoms), equal, [1.0], limits, method="highs")
    if not done.success:
        return np.zeros(atoms, np.int64)
    return (np.abs(done.x[:count] @ rows) > 1e-7).astype(np.int64)


@contextmanager
def _quiet() -> Iterator[None]:
    """The solver prints a line of its own whatever it is told, from outside Python."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def smallest_by_integers(found: System, k: int, bound: int = 8, seconds: float = 20.0) -> set[object]:
    """People in a set below k, by integer programming: complete for combinations with values up to ``bound``.

    Tables of two nested families (as in the reference) are a network matrix, whose lightest vectors are cuts with
    values −1, 0 and 1; so there the bound leaves nothing out. Per atom below k: is there a vector of the span, 1 at
    the atom, whose support has fewer than k people? Raises TimeoutError when that could not be told within
    ``seconds`` per atom.
    """
    people: set[object] = set()
    count, atoms = found.rows.shape
    weight = found.weight.astype(float)
    for atom in np.flatnonzero(found.weight < k):
        if not found.rows[:, atom].any():
            continue
        span, eye = coo_array(found.rows.T.astype(float)), coo_array(bound * np.eye(atoms))
        matrix = vstack([hstack([span, -eye]), hstack([span, eye])]).tocsr()
        low = np.concatenate([np.full(atoms, -np.inf), np.zeros(atoms)])
        high = np.concatenate([np.zeros(atoms), np.full(atoms, np.inf)])
        one = np.concatenate([found.rows[:, atom], np.zeros(atoms)]).astype(float)
        with _quiet():
            done = milp(
                np.concatenate([np.zeros(count), weight]),
                constraints=[LinearConstraint(matrix, low, high), LinearConstraint(one[None, :], 1, 1)],
                integrality=np.concatenate([np.zeros(count), np.ones(atoms)]),
                bounds=Bounds(
                    np.concatenate([np.full(count, -bound), np.zeros(atoms)]),
                    np.concatenate([np.full(count, bound), np.ones(atoms)]),
                ),
                options={"time_limit": seconds},
            )
        if done.status == 1 and (done.mip_dual_bound is None or done.mip_dual_bound < k - 0.5):
            raise TimeoutError(f"atom {atom}: not decided")
        if done.x is not None and done.fun < k - 0.5:
            people |= found.names(np.flatnonzero(done.x[count:] > 0.5))
    return people


def isolable_by_brute_force(found: System, k: int) -> set[object]:
    """Everybody in a set of fewer than k people that can be isolated: exact, over all subsets (small systems only).

    A set is isolable exactly when the rank of the rows falls once its columns are taken away. Atoms cannot be split
    by any combination, so the subsets are of atoms; only the largest below k need a look, then what is in them.
    """
    people: set[object] = set()
    whole = _rank(found.rows)
    for subset in _largest_below(found.weight, k):
        if _rank(np.delete(found.rows, subset, axis=1)) < whole:
            people |= found.names(_needed(found, subset, whole))
    return people


def _needed(found: System, subset: tuple[int, ...], whole: int) -> list[int]:
    """The atoms of an isolable subset that are in some isolable combination within it."""
    others = np.delete(np.arange(found.rows.shape[1]), subset)
    # The combinations that vanish outside the subset; who they touch inside it is who is isolated with others.
    _left, values, right = np.linalg.svd(found.rows[:, others].T.astype(float), full_matrices=True)
    rank = int((values > 1e-9).sum())
    inside = right[rank:] @ found.rows[:, list(subset)]
    return [atom for atom, column in zip(subset, inside.T, strict=True) if np.abs(column).max() > 1e-7]


def _rank(rows: Integers) -> int:
    return int(np.linalg.matrix_rank(rows.astype(float))) if rows.size else 0


def _largest_below(weight: Integers, k: int) -> Iterator[tuple[int, ...]]:
    """All subsets of atoms with fewer than k people to which no atom can be added."""

    def extend(chosen: tuple[int, ...], start: int, total: int) -> Iterator[tuple[int, ...]]:
        for atom in range(start, len(weight)):
            if total + weight[atom] < k:
                yield from extend((*chosen, atom), atom + 1, total + int(weight[atom]))
        outside = np.delete(np.arange(len(weight)), chosen)
        if chosen and not (total + weight[outside] < k).any():
            yield chosen

    yield from extend((), 0, 0)
