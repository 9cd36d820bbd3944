"""The nucleolus against published and worked answers, and the laws that it must obey."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.cost_sharing.known_games import GATELY, TWO_TOWNS, airport, skane

from vierkant.cost_sharing import (
    GameError,
    is_nucleolus,
    least_core,
    least_core_margin,
    nucleolus,
    per_capita_nucleolus,
    subset_sums,
)

FUNCTIONS = [nucleolus, per_capita_nucleolus]
# Worked out and shown to be right by Kohlberg's test; what is printed for M and T in Young, Okada & Hashimoto is a
# point of the least core that is not the nucleolus. Per head to the cent.
SKANE_NUCLEOLUS = [20.35, 12.056667, 4.996667, 8.606667, 18.32, 19.49]
SKANE_PER_CAPITA = [20.03, 12.52, 3.94, 9.07, 18.54, 19.71]


def games(least: int = 2, most: int = 6) -> st.SearchStrategy[np.ndarray]:
    """Whole numbers from a small range, so that there are many ties."""
    return st.integers(least, most).flatmap(
        lambda n: st.lists(st.integers(-6, 12), min_size=2**n - 1, max_size=2**n - 1).map(
            lambda costs: np.array([0.0, *costs])
        )
    )


def test_skane() -> None:
    assert nucleolus(skane()) == pytest.approx(SKANE_NUCLEOLUS, abs=1e-6)
    assert per_capita_nucleolus(skane()) == pytest.approx(SKANE_PER_CAPITA, abs=0.005)


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        (GATELY, [-955, -395, -180]),
        (TWO_TOWNS, [9.5, 5.5]),
        (airport([10, 20, 30]), [5, 7.5, 17.5]),
        (airport([12, 28, 30, 40]), [6, 8, 8, 18]),
        ([0, 7.25], [7.25]),
        ([0, 0], [0]),
        # A pair that loses by working together carries the loss in halves: no imputation, so the prenucleolus.
        ([0, 4, 6, 13], [5.5, 7.5]),
        # One imputation, though another sharing has a larger margin for the pair of the first two.
        ([0, 4, 6, 2, 5, 9, 11, 15], [4, 6, 5]),
    ],
)
def test_worked_games(costs: list[float], expected: list[float]) -> None:
    assert nucleolus(costs) == pytest.approx(expected, abs=1e-9)


def test_least_core() -> None:
    margin, amounts = least_core(TWO_TOWNS)
    assert (margin, amounts.tolist()) == (pytest.approx(1.5), pytest.approx([9.5, 5.5]))
    # Majority of three (savings of 1 for any two): no core, each pair can claim 1 and gets 2/3.
    margin, amounts = least_core([0, 0, 0, -1, 0, -1, -1, -1])
    assert (margin, amounts.tolist()) == (pytest.approx(-1 / 3), pytest.approx([-1 / 3] * 3))
    assert least_core([0, 5])[0] == float("inf")
    assert least_core(np.zeros(8))[0] == 0.0


@pytest.mark.parametrize("costs", [[0, 1, 2], [1, 1, 2, 3], [0, 1, float("nan"), 3]])
def test_no_game(costs: list[float]) -> None:
    for function in (*FUNCTIONS, least_core):
        with pytest.raises(GameError):
            function(costs)


@pytest.mark.parametrize("function", FUNCTIONS)
@settings(max_examples=30, deadline=None)
@given(costs=games(), factor=st.sampled_from([1e-3, 0.5, 3.0, 1e9]), seed=st.integers(0, 99))
def test_efficient_covariant_and_anonymous(function, costs, factor, seed) -> None:
    """Everything is paid; units and costs of one's own change nothing; the order of the partners neither."""
    n = len(costs).bit_length() - 1
    amounts, generator = function(costs), np.random.default_rng(seed)
    scale = max(1.0, np.abs(costs).max())
    assert amounts.sum() == pytest.approx(costs[-1], abs=1e-9 * scale)
    own = generator.integers(-20, 20, n).astype(float)
    moved = function(factor * costs + subset_sums(own))
    assert moved == pytest.approx(factor * amounts + own, abs=1e-9 * max(20.0 * n, factor * scale))
    order = generator.permutation(n)
    masks = subset_sums(2.0 ** order.astype(float)).astype(int)
    assert function(costs[masks]) == pytest.approx(amounts[order], abs=1e-9 * scale)


@settings(max_examples=30, deadline=None)
@given(costs=games(most=5), own=st.integers(-5, 9))
def test_partner_that_changes_nothing_pays_its_own_cost(costs, own) -> None:
    """In a game with imputations; it has nothing to gain or to lose by the others."""
    wider = np.concatenate([costs, costs + own])
    n = len(costs).bit_length() - 1
    if costs[1 << np.arange(n)].sum() >= costs[-1]:
        assert nucleolus(wider)[-1] == pytest.approx(own, abs=1e-8)
        assert nucleolus(wider)[:-1] == pytest.approx(nucleolus(costs), abs=1e-8)


@settings(max_examples=30, deadline=None)
@given(costs=games())
def test_in_the_core_whenever_there_is_a_core(costs) -> None:
    margin, amounts = least_core(costs)
    assert least_core_margin(costs, amounts)[0] == pytest.approx(margin, abs=1e-9)
    if margin >= 0:
        for function in FUNCTIONS:
            assert least_core_margin(costs, function(costs))[0] >= -1e-9
        assert nucleolus(costs) == pytest.approx(amounts, abs=1e-8)


@settings(max_examples=40, deadline=None)
@given(costs=games())
def test_kohlberg(costs) -> None:
    assert is_nucleolus(costs, nucleolus(costs))
    assert is_nucleolus(costs, per_capita_nucleolus(costs), per_capita=True)
