"""Growing in: never over the line of stability when that can be, as near to a straight line as one program says."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from vierkant.cost_sharing.games import GameError
from vierkant.cost_sharing.growing_in import growing_in


def room(costs: np.ndarray, amounts: np.ndarray) -> float:
    n = len(amounts)
    groups = (group for size in range(1, n) for group in combinations(range(n), size))
    return min(float(costs[sum(1 << i for i in group)] - sum(amounts[i] for i in group)) for group in groups)


def nearest(costs: np.ndarray, line: np.ndarray) -> float:
    """The least largest distance to the line of any division that keeps everybody in: all subgroups at once."""
    n = len(line)
    rows = [[mask >> i & 1 for i in range(n)] + [0] for mask in range(1, len(costs) - 1)]
    right = [float(costs[mask]) for mask in range(1, len(costs) - 1)]
    for i in range(n):
        one = [float(i == j) for j in range(n)]
        rows += [[*one, -1.0], [*(-x for x in one), -1.0]]
        right += [float(line[i]), -float(line[i])]
    goal, bounds = [0.0] * n + [1.0], [(None, None)] * n + [(0, None)]
    covered = [[1.0] * n + [0.0]]
    found = linprog(goal, A_ub=rows, b_ub=right, A_eq=covered, b_eq=[float(costs[-1])], bounds=bounds)
    return float(found.fun)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 4), st.integers(0, 10_000), st.integers(1, 6))
def test_the_path_holds_covers_the_cost_and_is_nearest(n: int, seed: int, years: int) -> None:
    rng = np.random.default_rng(seed)
    size = rng.uniform(1, 20, n)
    inside = (np.arange(1 << n)[:, None] >> np.arange(n)) & 1
    costs = (inside @ size) ** 0.8
    costs[0] = 0.0
    goal = size / size.sum() * costs[-1]  # in the core: a power below 1 of the size is a concave cost
    today = rng.uniform(0.1, 10, n)
    found = growing_in(costs, today, goal, years)
    small = 1e-6 * costs.max()
    assert len(found.path) == years + 1
    assert found.path[0] == pytest.approx(today / today.sum() * costs[-1])
    assert found.path[-1] == pytest.approx(goal)
    for year in range(years + 1):
        assert sum(found.path[year]) == pytest.approx(costs[-1])
        assert found.margins[year] == pytest.approx(room(costs, np.array(found.path[year])), abs=small)
    for year in range(1, years):
        assert found.margins[year] >= -small
        away = float(np.abs(np.subtract(found.path[year], found.straight[year])).max())
        assert away == pytest.approx(nearest(costs, np.array(found.straight[year])), abs=small)
    assert found.holds_from == (0 if found.today_holds else 1)
    assert sum(found.bears) == pytest.approx(0.0, abs=small)


def test_what_cannot_hold_is_said_and_the_least_bad_path_given() -> None:
    costs = np.array([0.0, 6.0, 6.0, 8.0])
    # The key itself is dearer for the first than alone.
    outside = growing_in(costs, [4, 4], [7.0, 1.0], 3)
    assert outside.holds_from is None
    assert outside.margins[-1] == pytest.approx(-1.0)
    # Today the first pays all: the straight line is outside until it pays 6 of 8; a path that holds does so at once.
    free = growing_in(costs, [8, 0], [4.0, 4.0], 4)
    assert (free.straight_from, free.holds_from) == (2, 1)
    assert free.path[1] == pytest.approx((6.0, 2.0))
    assert free.bears == pytest.approx((-1.0, 1.0))
    # The second can bear at most 1 more a year: then the line is the best there is, from the second year.
    slow = growing_in(costs, [8, 0], [4.0, 4.0], 4, most_rise=1.0)
    assert slow.holds_from == 2
    assert slow.path[1] == pytest.approx((7.0, 1.0))
    assert slow.margins[1] == pytest.approx(-1.0)


def test_together_dearer_than_alone_has_no_year_that_holds() -> None:
    found = growing_in(np.array([0.0, 2.0, 3.0, 6.0]), [1, 1], [3.0, 3.0], 3)
    assert found.holds_from is None
    assert all(margin < 0 for margin in found.margins)
    assert all(sum(row) == pytest.approx(6.0) for row in found.path)


@pytest.mark.parametrize(
    ("years", "today", "fault"), [(0, [1, 1], "years"), (21, [1, 1], "years"), (3, [0, 0], "nothing_today")]
)
def test_what_makes_no_sense_is_refused(years: int, today: list[float], fault: str) -> None:
    with pytest.raises(GameError) as refused:
        growing_in(np.array([0.0, 2.0, 3.0, 4.0]), today, [2.0, 2.0], years)
    assert refused.value.message.id == f"key_design.{fault}"
