"""The nucleolus of a small set of coalitions: stage by stage, each a linear program with a proof of its answer.

The nucleolus of all coalitions needs a few of them only, the pool. Of these this module finds the amounts that give
the worst-off coalition the largest margin, among those amounts the next worst-off, and so on until nothing is free.

A stage asks for the largest ``margin`` with ``amounts(S) + margin * weight(S) <= costs(S)`` for every coalition of the
pool whose amount is not settled yet. Its dual has one column per coalition and one row per free direction of the
amounts (at most n), and is solved by a revised simplex with a dense inverse. The dual answer is the proof: positive
multipliers on a few coalitions whose membership adds up to something that is settled already. None of them can get
more without another getting less, so all of them are settled from then on.

`nucleolus_compiled` is the same, compiled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vierkant.cost_sharing.nucleolus import NucleolusError as NucleolusError

Floats = NDArray[np.floating[Any]]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

IN_SPAN = 1e-12
"""Squared length below which what is left of a coalition, after all that is settled, is nothing."""
SUPPORT = 1e-7
"""A multiplier above this is positive: it settles its coalition. True ones are fractions with small denominators."""
PERTURBATIONS = (1e-8, 1e-10, 0.0)
"""Added to the first multipliers, so that ties do not make the simplex run in circles; tried in this order. Without
one, Bland's rule, which cannot run in circles either but takes more steps."""
MOST_PIVOTS = 20_000
REFRESH = 40
"""Steps after which the inverse is computed anew, before rounding adds up."""
SMALLEST_PIVOT = 1e-8
SMALLEST_INDEPENDENT = 1e-5
PROOF = 1e-8
"""How exactly the multipliers of a stage must add up."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Coalitions in play. The first ones stand in pairs: a coalition, then everybody else (place of the one ^ 1).

    After the pairs may come conditions: weight 0, so that no margin is asked of them, only ``amounts(S) <= costs(S)``.
    """

    masks: Counts
    weights: Floats
    costs: Floats


@dataclass(frozen=True, slots=True)
class PoolAnswer:
    """The nucleolus of a pool.

    Attributes:
        amounts: (n,).
        margins: (stages,), not decreasing.
        probes: (stages, n, 2): a coalition was settled before a stage just when both sums over its members are 0.
    """

    amounts: Floats
    margins: Floats
    probes: Floats


@dataclass(frozen=True, slots=True)
class _Stage:
    """Largest margin, the step (along the free directions) that reaches it, and the coalitions that prove it."""

    step: Floats
    margin: float
    proof: Counts


def sums_to_zero(n: int) -> Floats:
    """Orthonormal directions (n, n - 1) that leave the total as it is (Helmert)."""
    free = np.zeros((n, n - 1))
    for column in range(n - 1):
        size = column + 1
        free[:size, column] = 1.0 / np.sqrt(size * (size + 1.0))
        free[size, column] = -size / np.sqrt(size * (size + 1.0))
    return free


def generic(n: int) -> Floats:
    """Two vectors (n, 2) without any relation to coalitions, so that a sum of zero means what it says."""
    order = np.arange(1.0, n + 1.0)
    return np.stack([np.cos(order * order * 0.7548776662), np.sin(order * order * 0.5698402910)], axis=1)


def solve_pool(pool: Pool, start: Floats, tolerance: float) -> PoolAnswer:
    """The nucleolus of the pool.

    Args:
        pool: coalitions that together settle everything: all single partners are among them.
        start: amounts (n,) with the right total.
        tolerance: in the unit of the costs.

    Raises:
        NucleolusError: no stage could be proven.
    """
    n = len(start)
    members = ((pool.masks[:, None] >> np.arange(n)) & 1).astype(np.float64)
    live = np.ones(len(members), dtype=np.bool_)
    free, vectors = sums_to_zero(n), generic(n)
    amounts = start.copy()
    margins, probes, settled = [], [], []
    while free.shape[1]:
        directions = members @ free
        live &= (directions * directions).sum(axis=1) > IN_SPAN
        slacks = pool.costs - members @ amounts
        stage = _stage(directions, pool.weights, slacks, live, tolerance)
        amounts += free @ stage.step
        margins.append(stage.margin)
        probes.append(free @ vectors[: free.shape[1]])
        settled.append((stage.proof, stage.margin))
        free = free @ _orthogonal(directions[stage.proof])
    # A last look at the whole: later stages must not have moved what earlier ones settled.
    for proof, margin in settled:
        left = pool.costs[proof] - members[proof] @ amounts - margin * pool.weights[proof]
        if np.abs(left).max() > 10.0 * tolerance:
            raise NucleolusError("a settled coalition moved")
    return PoolAnswer(amounts, np.array(margins), np.array(probes))


def _orthogonal(rows: Floats) -> Floats:
    """Orthonormal directions (m, m - rank) on which all rows (k, m) are zero."""
    _, sizes, basis = np.linalg.svd(rows)
    rank = int((sizes * sizes > IN_SPAN).sum())
    if rank == 0:
        raise NucleolusError("a stage settled nothing")
    kept: Floats = basis[rank:].T
    return kept


def _stage(directions: Floats, weights: Floats, slacks: Floats, live: Flags, tolerance: float) -> _Stage:
    columns = np.column_stack([directions, weights])
    for perturbation in PERTURBATIONS:
        found = _simplex(columns, slacks, live, tolerance, perturbation)
        if found is None:
            continue
        basis, multipliers, prices = found
        stage = _proven(columns, slacks, live, basis, multipliers, prices, tolerance)
        if stage is not None:
            return stage
    found = _by_library(columns, slacks, live)
    if found is not None:
        stage = _proven(columns, slacks, live, *found, tolerance)
        if stage is not None:
            return stage
    raise NucleolusError("a stage could not be proven")


def _proven(
    columns: Floats,
    slacks: Floats,
    live: Flags,
    basis: Counts,
    multipliers: Floats,
    prices: Floats,
    tolerance: float,
) -> _Stage | None:
    """The stage when the multipliers prove that no larger margin exists, and the prices reach it; None otherwise."""
    positive = multipliers > SUPPORT
    proof = basis[positive]
    balance = multipliers[positive] @ columns[proof]
    balance[-1] -= 1.0
    left = slacks - columns @ prices
    if multipliers.min() < -SUPPORT or np.abs(balance).max() > PROOF:
        return None
    if np.abs(left[proof]).max() > 5.0 * tolerance or left[live].min() < -5.0 * tolerance:
        return None
    return _Stage(prices[:-1], float(prices[-1]), proof)


def _simplex(
    columns: Floats, slacks: Floats, live: Flags, tolerance: float, perturbation: float
) -> tuple[Counts, Floats, Floats] | None:
    """Least ``multipliers @ slacks`` with ``multipliers @ columns`` zero, but one for the weights.

    Returns:
        The columns of the last basis, their multipliers and the prices of the rows (step and margin); None when it
        does not end.
    """
    basis = _first_basis(columns, slacks, live)
    inverse = np.linalg.inv(columns[basis].T)
    multipliers = np.maximum(inverse[:, -1], 0.0)
    multipliers += perturbation * (1.0 + (np.arange(len(basis)) * 7919 + 13) % 101 / 101.0)
    for step in range(MOST_PIVOTS):
        if step % REFRESH == REFRESH - 1:
            inverse = np.linalg.inv(columns[basis].T)
        prices = slacks[basis] @ inverse
        reduced = np.where(live, slacks - columns @ prices, 0.0)
        reduced[basis] = 0.0
        entering = int(reduced.argmin()) if perturbation else int((reduced < -tolerance).argmax())
        if reduced[entering] >= -tolerance:
            break
        change = inverse @ columns[entering]
        leaving = _leaving(change, multipliers, basis, perturbation)
        if leaving < 0:
            return None
        length = multipliers[leaving] / change[leaving]
        multipliers = np.maximum(multipliers - length * change, 0.0)
        multipliers[leaving] = length
        row = inverse[leaving] / change[leaving]
        inverse -= np.outer(change, row)
        inverse[leaving] = row
        basis[leaving] = entering
    else:
        return None
    # Without the perturbation, and from the columns themselves instead of what many steps made of them.
    square = columns[basis]
    right = np.zeros(len(basis))
    right[-1] = 1.0
    exact: Floats = np.linalg.solve(square.T, right)
    prices = np.linalg.solve(square, slacks[basis])
    return basis, exact, prices


def _leaving(change: Floats, multipliers: Floats, basis: Counts, perturbation: float) -> int:
    """The place in the basis that reaches zero first; -1 when none does. By Bland's rule without perturbation."""
    falls = change > SMALLEST_PIVOT
    if not falls.any():
        return -1
    ratios = np.where(falls, multipliers / np.where(falls, change, 1.0), np.inf)
    if perturbation:
        return int(ratios.argmin())
    ties = np.flatnonzero(ratios <= ratios.min() + 1e-13)
    return int(ties[basis[ties].argmin()])


def _first_basis(columns: Floats, slacks: Floats, live: Flags) -> Counts:
    """The tightest independent coalitions, and the opposite of the first: that pair has equal multipliers, the rest 0.

    Those with the smallest slack are likely to stay.
    """
    m = columns.shape[1] - 1
    asked = np.flatnonzero(live & (columns[:, -1] > 0.0))
    order = asked[np.argsort(slacks[asked] / columns[asked, -1], kind="stable")]
    known = np.zeros((m, m))
    basis: list[int] = []
    for place in order:
        rest = columns[place, :m]
        for _ in range(2):  # twice, for the rounding of the first time
            rest = rest - known[: len(basis)].T @ (known[: len(basis)] @ rest)
        length = float(np.sqrt(rest @ rest))
        if length > SMALLEST_INDEPENDENT:
            known[len(basis)] = rest / length
            basis.append(int(place))
            if len(basis) == m:
                break
    else:
        raise NucleolusError("the pool does not settle everything")
    return np.array([*basis, basis[0] ^ 1], dtype=np.int64)


def _by_library(columns: Floats, slacks: Floats, live: Flags) -> tuple[Counts, Floats, Floats] | None:
    """The same stage by HiGHS, its answer sharpened by solving what it found to be tight."""
    from scipy.optimize import linprog  # heavy, and hardly ever needed

    rows = np.flatnonzero(live)
    unit = max(float(np.abs(slacks[rows]).max()), np.finfo(np.float64).tiny)
    goal = np.zeros(columns.shape[1])
    goal[-1] = -1.0
    found: Any = linprog(
        goal, A_ub=columns[rows], b_ub=slacks[rows] / unit, bounds=(None, None), method="highs-ds"
    )
    if found.status != 0:
        return None
    tight: Counts = rows[np.asarray(found.ineqlin.marginals) < -SUPPORT].astype(np.int64)
    prices = np.asarray(found.x) * unit
    left = slacks[tight] - columns[tight] @ prices
    prices = prices + np.linalg.lstsq(columns[tight], left, rcond=None)[0]
    multipliers: Floats = np.linalg.lstsq(columns[tight].T, -goal, rcond=None)[0]
    return tight, multipliers, prices
