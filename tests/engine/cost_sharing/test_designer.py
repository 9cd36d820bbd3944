"""The simplest mix against every mix on the grid, and the proof that there is none against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.cost_sharing.known_games import skane

from vierkant.cost_sharing.designer import Mix, NoMix, mixed, simplest_mix
from vierkant.cost_sharing.games import GameError
from vierkant.cost_sharing.inputs import Ingredient

GRID = 20
ITEMS = (Ingredient.EQUAL, Ingredient.RESIDENTS, Ingredient.USE)


@st.composite
def games(draw: st.DrawFn) -> tuple[np.ndarray, dict[Ingredient, np.ndarray]]:
    """A game of 2 to 5 partners with some saving or none, and three ingredients."""
    n = draw(st.integers(2, 5))
    whole = st.integers(1, 40)
    size = np.array(draw(st.lists(whole, min_size=n, max_size=n)), dtype=float)
    power = draw(st.sampled_from([0.6, 0.85, 1.0, 1.1]))
    noise = np.array(draw(st.lists(st.integers(0, 6), min_size=1 << n, max_size=1 << n)), dtype=float)
    inside = (np.arange(1 << n)[:, None] >> np.arange(n)) & 1
    costs = 5.0 * (inside @ size) ** power + noise
    costs[0] = 0.0
    shares = {
        ITEMS[0]: np.ones(n),
        ITEMS[1]: size,
        ITEMS[2]: np.array(draw(st.lists(whole, min_size=n, max_size=n)), dtype=float),
    }
    return costs, shares


def room(costs: np.ndarray, amounts: np.ndarray) -> float:
    """The least room, subgroup by subgroup."""
    n = len(amounts)
    groups = (group for size in range(1, n) for group in combinations(range(n), size))
    return min(float(costs[sum(1 << i for i in group)] - sum(amounts[i] for i in group)) for group in groups)


def on_grid(costs: np.ndarray, shares: dict[Ingredient, np.ndarray]) -> dict[int, float]:
    """The best room on the grid of 5 %, by number of ingredients that are used."""
    pure = np.array([costs[-1] * values / values.sum() for values in shares.values()])
    best: dict[int, float] = {}
    for units in product(range(GRID + 1), repeat=len(pure)):
        if sum(units) == GRID:
            used = sum(unit > 0 for unit in units)
            best[used] = max(best.get(used, -np.inf), room(costs, np.array(units) / GRID @ pure))
    return best


@settings(max_examples=40, deadline=None)
@given(games())
def test_the_simplest_mix_is_that_of_the_grid_or_the_proof_holds(
    game: tuple[np.ndarray, dict[Ingredient, np.ndarray]],
) -> None:
    costs, shares = game
    small = 1e-7 * costs.max()
    found = simplest_mix(costs, shares)
    best = on_grid(costs, shares)
    if isinstance(found, Mix):
        assert sum(found.weights.values()) == pytest.approx(1.0)
        assert found.margin == pytest.approx(room(costs, np.array(found.amounts)), abs=small)
        assert found.margin >= -small
        enough = [used for used, margin in best.items() if margin >= small]
        assert len(found.weights) <= min(enough, default=len(shares))
        if found.step == 0.05:
            assert found.margin >= max(best[used] for used in best if used <= len(found.weights)) - small
            assert all(margin < small for used, margin in best.items() if used < len(found.weights))
        return
    assert max(best.values()) < small
    check_proof(costs, shares, found)


def check_proof(costs: np.ndarray, shares: dict[Ingredient, np.ndarray], found: NoMix) -> None:
    """In exact fractions: the subgroups of the proof come short with every ingredient; none can be missed."""
    masks, multipliers = found.certificate.masks, found.certificate.multipliers
    lacks = []
    for values in shares.values():
        total, whole = Fraction(float(costs[-1])), sum(Fraction(float(value)) for value in values)
        paid = [total * Fraction(float(value)) / whole for value in values]
        short = [
            sum(paid[i] for i in range(len(paid)) if mask >> i & 1) - Fraction(float(costs[mask]))
            for mask in masks
        ]
        lacks.append(sum(Fraction(heavy) * lack for heavy, lack in zip(multipliers, short, strict=True)))
    assert min(lacks) > 0
    assert found.certificate.exact
    assert found.nearest.margin <= -float(min(lacks)) + 1e-7 * costs.max()
    if len(masks) > 1:  # with one subgroup a mix exists: none comes short with every ingredient
        pure = np.array([costs[-1] * values / values.sum() for values in shares.values()])
        inside = (np.arange(len(costs))[1:-1, None] >> np.arange(pure.shape[1])) & 1
        assert (costs[1:-1, None] - inside @ pure.T).max(axis=1).min() >= -1e-7 * costs.max()


# Published in the same paper: shares by residents and by demand, both outside the core.
RESIDENTS = np.array([10.13, 21.00, 3.19, 8.22, 34.22, 7.07])
DEMAND = np.array([13.33, 16.32, 7.43, 7.00, 29.04, 10.69])


def test_skane_has_no_mix_of_residents_and_demand_and_m_would_leave() -> None:
    costs = skane()
    shares = {
        Ingredient.RESIDENTS: RESIDENTS,
        Ingredient.USE: DEMAND,
        Ingredient.STAND_ALONE: costs[[1 << i for i in range(6)]],
    }
    found = simplest_mix(costs, shares, accepted=[Ingredient.RESIDENTS, Ingredient.USE])
    assert isinstance(found, NoMix)
    # M pays 34.22 or 29.04 while it has 20.81 alone: a proof of one subgroup of one.
    assert found.certificate.masks == (1 << 4,)
    assert found.certificate.least == pytest.approx(29.04 - 20.81, abs=0.02)
    assert found.certificate.fewest
    # The core of this game is not empty (the nucleolus lies in it), but stand-alone costs alone do not reach it.
    assert found.divisible
    assert found.most_room > 0
    assert found.helps == ()


def test_an_ingredient_that_would_help_is_named_and_an_empty_core_said() -> None:
    # One pays 2 alone, one 10, together 9: equal shares are too dear for the first.
    costs = np.array([0.0, 2.0, 10.0, 9.0])
    shares = {Ingredient.EQUAL: [1, 1], Ingredient.STAND_ALONE: [2, 10]}
    found = simplest_mix(costs, shares, accepted=[Ingredient.EQUAL])
    assert isinstance(found, NoMix)
    assert found.helps == (Ingredient.STAND_ALONE,)
    assert found.nearest.mask == 1
    assert found.nearest.margin == pytest.approx(2.0 - 4.5)
    # Together dearer than alone: no division at all.
    dear = simplest_mix(np.array([0.0, 2.0, 10.0, 14.0]), shares)
    assert isinstance(dear, NoMix)
    assert (dear.divisible, dear.helps, dear.most_room) == (False, (), pytest.approx(-1.0))


def test_what_cannot_be_mixed_is_refused_with_a_reason() -> None:
    costs = np.array([0.0, 2.0, 10.0, 9.0])
    for shares, accepted in (({}, None), ({Ingredient.EQUAL: [1, 1]}, [Ingredient.GRANT])):
        with pytest.raises(GameError) as refused:
            simplest_mix(costs, shares, accepted=accepted)
        assert refused.value.message.id == "key_design.no_ingredients"
    with pytest.raises(GameError, match="weights are zero"):
        mixed(costs, {Ingredient.EQUAL: [1, 1]}, {Ingredient.EQUAL: 0.0})
    with pytest.raises(ValueError, match="not all zero"):
        simplest_mix(costs, {Ingredient.USE: [0, 0]})


def test_sixteen_partners_at_once() -> None:
    rng = np.random.default_rng(7)
    size = rng.lognormal(0, 0.6, 16) * 1e6
    inside = (np.arange(1 << 16)[:, None] >> np.arange(16)) & 1
    costs = 3e5 + (inside @ size) ** 0.95 * 1e6**0.05
    costs[0] = 0.0
    shares = {
        Ingredient.EQUAL: np.ones(16),
        Ingredient.RESIDENTS: size * rng.lognormal(0, 0.05, 16),
        Ingredient.USE: size,
    }
    found = simplest_mix(costs, shares)
    assert isinstance(found, Mix)
    assert found.margin >= 0
    assert sum(found.amounts) == pytest.approx(costs[-1])
