"""Kohlberg's test: right answers pass, wrong ones fail, and it agrees with the test written out in full."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.engine.cost_sharing.known_games import TWO_TOWNS, airport, skane
from tests.engine.cost_sharing.test_nucleolus import games

from vierkant.cost_sharing import GameError, is_nucleolus, nucleolus, per_capita_nucleolus, subset_sums
from vierkant.cost_sharing.games import coalition_sizes


def in_full(costs: np.ndarray, amounts: np.ndarray, *, per_capita: bool) -> bool:
    """Every level, all coalitions with at most its margin: the least multiplier that they can have must be positive."""
    n = len(costs).bit_length() - 1
    masks = np.arange(1, 2**n - 1)
    members = (masks[:, None] >> np.arange(n) & 1).astype(float)
    margins = costs[masks] - members @ amounts
    if per_capita:
        margins /= members.sum(axis=1)
    alone = costs[1 << np.arange(n)]
    tied = np.zeros((0, n))
    if alone.sum() >= costs[-1] - 1e-9:
        if (amounts > alone + 1e-9).any():
            return False
        tied = np.eye(n)[np.abs(amounts - alone) < 1e-9]
    for level in np.unique(margins.round(9)):
        rows = members[margins <= level + 1e-8]
        # Unknown: what each has above the least, the multipliers of who pays the cost alone, and the least itself.
        columns = np.vstack([rows, tied, rows.sum(axis=0)[None]])
        goal = np.zeros(len(columns))
        goal[-1] = -1.0
        found = linprog(goal, A_eq=columns.T, b_eq=np.ones(n), bounds=(0, None))
        if found.status != 0 or -found.fun < 1e-7:
            return False
    return True


@pytest.mark.parametrize("per_capita", [False, True])
@settings(max_examples=25, deadline=None)
@given(costs=games(most=5), seed=st.integers(0, 99), towards=st.sampled_from([0.0, 0.25, 1.0]))
def test_same_as_the_test_in_full(per_capita, costs, seed, towards) -> None:
    """Of right answers, of wrong ones on the way to another allocation, and of any."""
    n = len(costs).bit_length() - 1
    right = (per_capita_nucleolus if per_capita else nucleolus)(costs)
    other = np.random.default_rng(seed).integers(-9, 9, n).astype(float)
    other += (costs[-1] - other.sum()) / n
    amounts = (1.0 - towards) * right + towards * other
    expected = in_full(costs, amounts, per_capita=per_capita)
    assert is_nucleolus(costs, amounts, per_capita=per_capita) == expected
    if towards == 0.0:
        assert expected


def test_wrong_answers() -> None:
    costs = skane()
    right = nucleolus(costs)
    assert is_nucleolus(costs, right)
    assert not is_nucleolus(costs, right, per_capita=True)
    # Printed in 1979 as the nucleolus: in the least core, but two amounts off.
    assert not is_nucleolus(costs, [20.35, 12.056667, 4.996667, 8.606667, 18.60, 19.21], tolerance=1e-6)
    for i in range(6):
        moved = right.copy()
        moved[[i, i - 1]] += 1e-5, -1e-5
        assert not is_nucleolus(costs, moved)
        assert is_nucleolus(costs, moved, tolerance=1e-4)
    # All is paid, and nobody more than alone.
    assert not is_nucleolus(TWO_TOWNS, [9.0, 5.5])
    assert not is_nucleolus([0, 4, 6, 2, 5, 9, 11, 15], [4.5, 5.5, 5.0])


def test_bad_input() -> None:
    with pytest.raises(GameError):
        is_nucleolus([0, 1, 2], [1, 1])
    with pytest.raises(ValueError, match="amounts"):
        is_nucleolus(TWO_TOWNS, [9.5, 5.5, 0.0])


def test_small_games() -> None:
    assert is_nucleolus([0, 3], [3])
    assert not is_nucleolus([0, 3], [2])
    assert is_nucleolus(np.zeros(8), np.zeros(3))
    assert not is_nucleolus(np.zeros(8), [1, 0, -1])


@pytest.mark.parametrize("per_capita", [False, True])
def test_of_sixteen_partners(per_capita) -> None:
    """At 65,536 coalitions, with ties by the thousand and without any."""
    generator = np.random.default_rng(16)
    residents = generator.integers(8, 90, 16).astype(float)
    for costs in (
        np.round(np.sqrt(subset_sums(residents)), 1),
        40.0 * (coalition_sizes(16) > 0) + subset_sums(residents) ** 0.85 + generator.uniform(0, 9, 2**16),
        airport([1.0, 2.0, 2.0, 5.0] * 4),
    ):
        costs[0] = 0.0
        right = (per_capita_nucleolus if per_capita else nucleolus)(costs)
        assert is_nucleolus(costs, right, per_capita=per_capita)
        wrong = right + 1e-4 * (np.arange(16) - 7.5)
        assert not is_nucleolus(costs, wrong, per_capita=per_capita)


def test_looks_further_when_the_smallest_margins_do_not_settle_all(monkeypatch) -> None:
    right = nucleolus(skane())
    wrong = right + np.array([0, 0, 0, 0, 1e-5, -1e-5])
    for look in (1, 2, 20):
        monkeypatch.setattr("vierkant.cost_sharing.balanced.LOOK", look)
        assert is_nucleolus(skane(), right)
        assert not is_nucleolus(skane(), wrong)
