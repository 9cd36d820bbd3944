"""A sample of orders: near the exact value, with intervals that hold it as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engine.cost_sharing.known_games import airport, random_game, skane

from vierkant.cost_sharing import GameError, sampled_shapley, shapley


def cost_of(game: np.ndarray):
    return lambda masks: game[masks @ (1 << np.arange(masks.shape[1]))]


def airport_of(costs: np.ndarray):
    """For any number of partners, without a table."""
    return lambda masks: (masks * costs).max(axis=1)


@pytest.mark.parametrize(
    "game", [skane(), airport([12, 28, 30, 40]), random_game(7, 3)], ids=["skane", "airport", "random"]
)
def test_intervals_hold_the_exact_value_as_often_as_they_say(game):
    """With few orders, where the normal distribution would say too much."""
    exact, n = shapley(game), len(game).bit_length() - 1
    coverage, runs = 0.8, 400
    held = np.zeros(n)
    for seed in range(runs):
        found = sampled_shapley(cost_of(game), n, seed=seed, permutations=30, coverage=coverage)
        held += (found.low <= exact) & (exact <= found.high)
    # 400 runs: the share of one partner is within 0.06 (three standard errors), and the mean nearer.
    assert (held / runs > coverage - 0.07).all()
    assert held.mean() / runs == pytest.approx(coverage, abs=0.04)


def test_forty_partners_against_the_closed_form():
    """Littlechild and Owen 1973, with more partners than can be counted."""
    costs = np.cumsum(np.linspace(1.0, 5.0, 40))
    wanted = np.cumsum(np.diff(costs, prepend=0.0) / np.arange(40, 0, -1))
    shares: list[float] = []
    found = sampled_shapley(airport_of(costs), 40, seed=1, permutations=4000, progress=shares.append)
    assert found.amounts.sum() == pytest.approx(costs[-1], rel=1e-12)
    assert found.permutations == 4000
    assert np.abs(found.amounts - wanted).max() < 0.08 * wanted.max()
    assert np.mean((found.low <= wanted) & (wanted <= found.high)) >= 0.8
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    again = sampled_shapley(airport_of(costs), 40, seed=1, permutations=4000)
    assert (again.amounts == found.amounts).all()
    assert (again.amounts != sampled_shapley(airport_of(costs), 40, seed=2, permutations=4000).amounts).any()


def test_what_does_not_vary_is_exact():
    """Costs that add up, and one partner; large costs that hardly differ get no interval from rounding."""
    own = np.arange(1.0, 31.0) * 1e9
    found = sampled_shapley(lambda masks: masks @ own, 30, seed=0, permutations=21)
    assert found.permutations == 22
    assert found.amounts == pytest.approx(own, rel=1e-12)
    assert np.abs(found.high - found.low).max() < 1e-3
    alone = sampled_shapley(lambda masks: masks @ np.array([7.0]), 1, seed=0)
    assert (alone.low, alone.amounts, alone.high) == ([7.0], [7.0], [7.0])


def test_the_pair_cancels_what_hangs_on_size():
    """Costs that grow with the square of the size: early is cheap, late is dear, a pair is always the mean."""
    found = sampled_shapley(lambda masks: masks.sum(axis=1) ** 2.0, 32, seed=0, permutations=20)
    assert found.amounts == pytest.approx([32.0] * 32)
    assert found.high == pytest.approx(found.low)


def test_wrong_costs_and_numbers():
    with pytest.raises(GameError) as caught:
        sampled_shapley(lambda masks: np.ones(len(masks)), 3, seed=0)
    assert caught.value.message.id == "cost_games.nobody"
    with pytest.raises(GameError) as caught:
        sampled_shapley(lambda masks: np.where(masks.sum(axis=1) == 2, np.nan, 0.0), 3, seed=0)
    assert caught.value.message.id == "cost_games.not_finite"
    with pytest.raises(ValueError, match="shape"):
        sampled_shapley(lambda masks: np.zeros(1), 3, seed=0)
    for wrong in ({"permutations": 19}, {"coverage": 1.0}, {"n": 0}):
        with pytest.raises(ValueError, match="from"):
            sampled_shapley(lambda masks: masks.sum(axis=1) * 1.0, **{"n": 3, "seed": 0, **wrong})

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sampled_shapley(lambda masks: masks.sum(axis=1) * 1.0, 3, seed=0, progress=stop)
