"""Games full of ties, where a method that counts on luck goes wrong: against closed forms, up to twenty partners."""

from __future__ import annotations

import numpy as np
import pytest

from vierkant.cost_sharing import is_nucleolus, least_core, nucleolus, per_capita_nucleolus, subset_sums
from vierkant.cost_sharing.games import coalition_sizes


def airport(runways: list[float]) -> np.ndarray:
    """Every coalition pays for the longest runway that it needs."""
    costs = np.zeros(1 << len(runways))
    for partner, cost in enumerate(runways):
        half = 1 << partner
        np.maximum(costs[:half], cost, out=costs[half : 2 * half])
    return costs


def airport_nucleolus(runways: list[float]) -> np.ndarray:
    """Littlechild 1974: the group of the shortest runways pays least per head, then the same for who is left."""
    order, amounts, paid = np.argsort(runways, kind="stable"), np.zeros(len(runways)), 0.0
    first, n = 0, len(runways)
    while first < n - 1:
        costs = [(runways[order[k]] - paid) / (k - first + 2) for k in range(first, n - 1)]
        last = first + max(k for k, cost in enumerate(costs) if cost <= min(costs) + 1e-12)
        amounts[order[first : last + 1]] = min(costs)
        paid += min(costs) * (last - first + 1)
        first = last + 1
    if first == n - 1:
        amounts[order[first]] = runways[order[first]] - paid
    return amounts


def bankruptcy(estate: float, claims: list[float]) -> np.ndarray:
    """As costs: a coalition receives what is left when all others have got their claim."""
    owed = subset_sums(claims)
    return -np.maximum(0.0, estate - owed[::-1])


def talmud(estate: float, claims: list[float]) -> np.ndarray:
    """Aumann & Maschler 1985: equal up to half the claim, then equal losses down to half the claim."""
    halves = np.array(claims) / 2.0
    give = min(estate, halves.sum() * 2.0 - estate)
    least, most = 0.0, halves.max()
    for _ in range(200):
        level = (least + most) / 2.0
        least, most = (level, most) if np.minimum(halves, level).sum() < give else (least, level)
    part = np.minimum(halves, most)
    return -(part if estate <= halves.sum() else 2.0 * halves - part)


def majority(quota: int, votes: list[int]) -> np.ndarray:
    return -(subset_sums(np.array(votes, dtype=float)) >= quota).astype(float)


def gloves(left: int, right: int) -> np.ndarray:
    """A pair of gloves saves 1."""
    masks = np.arange(1 << (left + right))
    return -np.minimum(
        coalition_sizes(left)[masks & ((1 << left) - 1)], coalition_sizes(right)[masks >> left]
    ).astype(float)


def constant(n: int, cost: float) -> np.ndarray:
    costs = np.full(1 << n, cost)
    costs[0] = 0.0
    return costs


STEPS = [10.0, 10.0, 20.0, 20.0, 20.0, 30.0, 45.0, 45.0]
CLAIMS = [100.0, 200.0, 300.0] * 3
KNOWN = {
    "equal runways": (airport([8.0] * 9), np.full(9, 8 / 9)),
    "runways in steps": (airport(STEPS), airport_nucleolus(STEPS)),
    "small estate": (bankruptcy(400.0, CLAIMS), talmud(400.0, CLAIMS)),
    "half of the claims": (bankruptcy(900.0, CLAIMS), talmud(900.0, CLAIMS)),
    "large estate": (bankruptcy(1300.0, CLAIMS), talmud(1300.0, CLAIMS)),
    # Mishnah, Ketubot 93a: claims of 100, 200 and 300 on 200 give 50, 75 and 75.
    "ketubot": (bankruptcy(200.0, [100.0, 200.0, 300.0]), np.array([-50.0, -75.0, -75.0])),
    "symmetric, cheaper together": (np.sqrt(coalition_sizes(10)), np.full(10, np.sqrt(10) / 10)),
    "symmetric, dearer together": (coalition_sizes(10).astype(float) ** 2, np.full(10, 10.0)),
    "additive": (subset_sums(np.arange(8) * 1.1), np.arange(8) * 1.1),
    "one vote each": (majority(5, [1] * 9), np.full(9, -1 / 9)),
    # Peleg 1968: weights that represent a constant-sum game with weight 0 for who has no say are the nucleolus.
    "apex": (majority(4, [3, 1, 1, 1, 1]), np.array([-3, -1, -1, -1, -1]) / 7),
    # The scarce side takes all, down to its bound; with as many on both sides all share alike.
    "more right gloves": (gloves(3, 4), np.array([-1.0, -1.0, -1.0, 0, 0, 0, 0])),
    "as many gloves": (gloves(4, 4), np.full(8, -0.5)),
    "constant": (constant(9, 7.0), np.full(9, 7 / 9)),
    "only all together save": (np.where(np.arange(512) == 511, -3.0, 0.0), np.full(9, -1 / 3)),
    "only all together lose": (np.where(np.arange(512) == 511, 3.0, 0.0), np.full(9, 1 / 3)),
    "nothing": (np.zeros(256), np.zeros(8)),
}


@pytest.mark.parametrize("name", KNOWN)
def test_closed_forms(name: str) -> None:
    costs, expected = KNOWN[name]
    amounts = nucleolus(costs)
    assert amounts == pytest.approx(expected, abs=1e-9 * max(1.0, np.abs(costs).max()))
    assert is_nucleolus(costs, amounts)
    assert is_nucleolus(costs, per_capita_nucleolus(costs), per_capita=True)


@pytest.mark.parametrize("factor", [1e-3, 1.0, 1e9])
def test_large_and_small_numbers(factor: float) -> None:
    costs, expected = KNOWN["runways in steps"]
    assert nucleolus(factor * costs) == pytest.approx(factor * expected, rel=1e-9)
    # Ties that rounding has broken are ties.
    noisy = factor * costs * (1.0 + 1e-15 * np.random.default_rng(3).normal(size=len(costs)))
    assert nucleolus(noisy) == pytest.approx(factor * expected, rel=1e-9)


def test_no_saving_but_for_rounding() -> None:
    """One imputation, whichever way the sum of the costs alone is rounded."""
    alone = np.array([0.1, 0.2, 0.3, 0.7])
    for rounding in (-1e-15, 0.0, 1e-15):
        costs = subset_sums(alone)
        costs[3] -= 0.05
        costs[-1] += rounding
        assert nucleolus(costs) == pytest.approx(alone, abs=1e-12)


def test_cooperation_that_costs_more_than_going_alone() -> None:
    """Everybody pays more than alone, none more than another needs to."""
    costs = subset_sums([3.0, 4.0, 5.0])
    costs[-1] = 15.0
    margin, amounts = least_core(costs)
    assert (margin, amounts.tolist()) == (pytest.approx(-2.0), pytest.approx([4.0, 5.0, 6.0]))
    assert nucleolus(costs) == pytest.approx([4.0, 5.0, 6.0])
    assert per_capita_nucleolus(costs) == pytest.approx([4.0, 5.0, 6.0])


def test_twenty_partners() -> None:
    """A million coalitions; five kinds of partners, all alike within a kind."""
    runways = [10.0, 20.0, 20.0, 45.0, 60.0] * 4
    costs = airport(runways)
    amounts = nucleolus(costs)
    assert amounts == pytest.approx(airport_nucleolus(runways), rel=1e-9)
    assert is_nucleolus(costs, amounts)
