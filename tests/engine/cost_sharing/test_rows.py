"""The least core by rows: the same as with every row at once, and honest about what was only searched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.engine.cost_sharing.known_games import TWO_TOWNS, airport, random_game, skane
from tests.engine.cost_sharing.test_sampled import cost_of

from vierkant.cost_sharing import GameError, least_core_by_rows, least_core_margin


def every_row(game: np.ndarray) -> float:
    """The margin of the least core from one program with every group."""
    n = len(game).bit_length() - 1
    held = (np.arange(1, (1 << n) - 1)[:, None] >> np.arange(n)) & 1
    found = linprog(
        [*[0.0] * n, -1.0],
        A_ub=np.column_stack([held, np.ones(len(held))]),
        b_ub=game[1:-1],
        A_eq=[[*[1.0] * n, 0.0]],
        b_eq=[game[-1]],
        bounds=(None, None),
    )
    assert found.status == 0
    return float(found.x[n])


def structured(n: int, seed: int, between: float):
    """Fixed cost, scale, and talks between every two: what a cooperation of municipalities looks like."""
    generator = np.random.default_rng(seed)
    size = np.exp(generator.normal(10.3, 0.8, n))
    apart = np.triu(generator.uniform(0, 60, (n, n)), 1)

    def cost(masks: np.ndarray) -> np.ndarray:
        held = masks.astype(float)
        return np.where(masks.any(axis=1), 400 + 0.35 * (held @ size) ** 0.85, 0.0) + between * (
            (held @ apart) * held
        ).sum(axis=1)

    return cost


def table(cost, n: int) -> np.ndarray:
    return cost(((np.arange(1 << n)[:, None] >> np.arange(n)) & 1).astype(bool))


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 9), st.integers(0, 10_000))
def test_every_group_looked_at_is_exact(n, seed):
    game = random_game(n, seed)
    found = least_core_by_rows(cost_of(game), n)
    assert found.margin == pytest.approx(every_row(game), abs=1e-6)
    assert found.proven
    assert found.settled
    assert found.amounts.sum() == pytest.approx(game[-1])
    margin, mask = least_core_margin(game, found.amounts)
    assert margin == pytest.approx(found.margin, abs=1e-6)
    assert found.found_margin == pytest.approx(margin, abs=1e-6)
    room = game[sum(1 << i for i in found.tightest)] - found.amounts[list(found.tightest)].sum()
    assert room == pytest.approx(margin, abs=1e-6)
    assert mask


@settings(max_examples=15, deadline=None)
@given(st.integers(3, 10), st.integers(0, 10_000), st.sampled_from([0.05, 0.5, 3.0]))
def test_searched_is_as_good_on_games_like_ours_and_never_called_proven(n, seed, between):
    cost = structured(n, seed, between)
    found = least_core_by_rows(cost, n, enumerated=0, seed=seed)
    exact = every_row(table(cost, n))
    assert not found.proven
    # A bound whatever was searched; and here the search misses nothing.
    assert found.margin >= exact - 1e-4
    assert found.margin == pytest.approx(exact, rel=1e-6, abs=1e-4)
    assert found.surely_empty == (exact < 0)


@pytest.mark.parametrize(
    "game", [skane(), airport([10, 20, 30]), TWO_TOWNS], ids=["skane", "airport", "towns"]
)
def test_known_games(game):
    n = len(game).bit_length() - 1
    found = least_core_by_rows(cost_of(game), n)
    assert found.margin == pytest.approx(every_row(game), abs=1e-9)
    assert not found.surely_empty


def test_forty_partners():
    """With cheap talks there is room for everybody, by a search; with dear ones it is proven that there is none."""
    shares: list[float] = []
    holds = least_core_by_rows(structured(40, 1, 0.02), 40, progress=shares.append)
    assert holds.settled
    assert not holds.proven
    assert holds.margin > 0
    assert holds.found_margin == pytest.approx(holds.margin, rel=1e-4)
    assert shares[-1] == 1.0
    fails = least_core_by_rows(structured(40, 1, 2.0), 40, most_rounds=2)
    assert not fails.settled
    assert fails.surely_empty
    assert fails.found_margin < fails.margin < 0


def test_one_partner_and_wrong_numbers():
    alone = least_core_by_rows(lambda masks: masks @ np.array([7.0]), 1)
    assert (alone.margin, alone.amounts, alone.proven) == (float("inf"), [7.0], True)
    with pytest.raises(GameError):
        least_core_by_rows(lambda masks: np.full(len(masks), np.nan), 3)
    with pytest.raises(ValueError, match="at least 1"):
        least_core_by_rows(cost_of(TWO_TOWNS), 2, starts=0)
