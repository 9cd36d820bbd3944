"""The Shapley value against every order of joining, known games, and what it must always do."""

from __future__ import annotations

import threading
from fractions import Fraction
from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.cost_sharing.known_games import GATELY, TWO_TOWNS, airport, random_game, skane

from vierkant.cost_sharing import GameError, shapley
from vierkant.cost_sharing.shapley import size_weights


def by_orders(game: np.ndarray) -> list[Fraction]:
    """What each adds to the cost, in every order, in exact fractions."""
    n = len(game).bit_length() - 1
    costs = [Fraction(cost) for cost in game.tolist()]
    found = [Fraction(0)] * n
    for order in permutations(range(n)):
        mask = 0
        for partner in order:
            found[partner] += costs[mask | 1 << partner] - costs[mask]
            mask |= 1 << partner
    return [total / factorial(n) for total in found]


def by_subsets(game: np.ndarray) -> np.ndarray:
    """The formula of Shapley 1953, partner by partner."""
    n = len(game).bit_length() - 1
    masks = np.arange(len(game))
    sizes = np.array([int(mask).bit_count() for mask in masks])
    weights = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)])
    found = np.empty(n)
    for partner in range(n):
        without = masks[masks >> partner & 1 == 0]
        found[partner] = weights[sizes[without]] @ (game[without | 1 << partner] - game[without])
    return found


games = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.integers(-1000, 1000), min_size=(1 << n) - 1, max_size=(1 << n) - 1).map(
        lambda costs: np.array([0, *costs], dtype=np.float64)
    )
)


@settings(max_examples=40, deadline=None)
@given(games)
def test_is_the_mean_over_all_orders(game):
    wanted = [float(amount) for amount in by_orders(game)]
    assert shapley(game) == pytest.approx(wanted, rel=1e-9, abs=1e-10)


@pytest.mark.parametrize("n", [8, 11, 12, 15, 17, 18])
def test_is_the_formula_whatever_the_blocks(n):
    """Fewer partners than a row, one block of rows, and more."""
    game = random_game(n, n)
    assert shapley(game) == pytest.approx(by_subsets(game), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("game", "wanted", "within"),
    [
        # Young, Okada and Hashimoto 1982, published to the cent.
        (skane(), [20.01, 10.71, 6.61, 10.37, 16.94, 19.18], 0.0065),
        # The same, derived to the last digit that is given.
        (skane(), [20.011, 10.708, 6.606833, 10.372667, 16.945833, 19.175667], 6e-7),
        (TWO_TOWNS, [9.5, 5.5], 1e-12),  # Young 1994
        (GATELY, [-763.3333333, -483.3333333, -283.3333333], 1e-7),  # from Gately 1974
        # Littlechild and Owen 1973: each piece of the runway is shared by who needs it.
        (airport([10, 20, 30]), [10 / 3, 10 / 3 + 5, 10 / 3 + 5 + 10], 1e-12),
        (airport([12, 28, 30, 40]), [3, 3 + 16 / 3, 3 + 16 / 3 + 1, 3 + 16 / 3 + 1 + 10], 1e-12),
        (np.array([0.0, 5.0]), [5.0], 1e-15),
    ],
)
def test_known_games(game, wanted, within):
    assert shapley(game) == pytest.approx(wanted, abs=within)


def test_an_airport_with_twenty_planes():
    """The closed form, at a size where a table of all orders cannot be."""
    costs = np.cumsum(np.arange(1.0, 21.0))
    game = np.zeros(1)
    for cost in costs:  # the largest comes last, so it decides
        game = np.concatenate([game, np.full(len(game), cost)])
    pieces = np.diff(costs, prepend=0.0)
    wanted = np.cumsum(pieces / np.arange(20, 0, -1))
    assert shapley(game) == pytest.approx(wanted, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 9), st.integers(0, 10_000), st.data())
def test_what_it_must_always_do(n, seed, data):
    game, other = random_game(n, seed), random_game(n, seed + 1)
    amounts = shapley(game)
    assert amounts.sum() == pytest.approx(game[-1], rel=1e-9)
    # Additivity, and the unit of the costs does not matter.
    assert shapley(2.5 * game + other) == pytest.approx(2.5 * amounts + shapley(other), rel=1e-9, abs=1e-9)
    # Symmetry: with two partners exchanged the amounts are.
    first, second = sorted(data.draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True)))
    masks = np.arange(1 << n)
    differ = (masks >> first ^ masks >> second) & 1
    swapped = shapley(game[masks ^ (differ << first) ^ (differ << second)])
    amounts[[first, second]] = amounts[[second, first]]
    assert swapped == pytest.approx(amounts, rel=1e-9, abs=1e-9)
    # A null partner pays nothing and changes nothing for others; one that only adds its own cost pays that.
    extended = shapley(np.concatenate([game, np.append(7.0, game[1:] + 7.0)]))
    assert extended == pytest.approx([*shapley(game), 7.0], rel=1e-9, abs=1e-9)
    # Strong monotonicity (Young 1985): who adds more to some group, and less to none, pays no less.
    dearer = game.copy()
    mask = data.draw(st.integers(1, (1 << n) - 1))
    dearer[mask] += 10.0
    rise = shapley(dearer) - shapley(game)
    assert all(rise[i] > 0 for i in range(n) if mask >> i & 1)


@pytest.mark.parametrize("n", [3, 14])
def test_a_cost_that_is_missing_is_never_passed_over(n):
    for mask in (0, 1, 5, (1 << n) - 1):
        game = random_game(n, 1)
        game[mask] = np.nan
        with pytest.raises(GameError) as caught:
            shapley(game)
        assert caught.value.message.id == "cost_games.missing"


def test_weights_are_a_chance():
    for n in (1, 2, 5, 28):
        with_partner = [factorial(n - 1) // (factorial(s - 1) * factorial(n - s)) for s in range(1, n + 1)]
        # Every partner has a first term of weight 1 in all; what is above that is the part without.
        total = sum(count * weight for count, weight in zip(with_partner, size_weights(n)[1:], strict=True))
        assert total == pytest.approx(1 + sum(s / (n - s) for s in range(1, n)) / n)


def test_other_arrays_and_threads():
    game = random_game(10, 4)
    wanted = shapley(game)
    assert (shapley(game.tolist()) == wanted).all()
    assert (shapley(np.repeat(game, 2)[::2]) == wanted).all()
    found: list[bool] = []
    large = random_game(16, 5)
    once = shapley(large)
    threads = [
        threading.Thread(target=lambda: found.append(bool((shapley(large) == once).all()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4
