"""Room before a group is better off without the others, and the few groups that matter most."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.cost_sharing.known_games import TWO_TOWNS, airport, mask_of, random_game, skane

from vierkant.cost_sharing import (
    GameError,
    better_off,
    ensc,
    equal_savings,
    least_core_margin,
    members,
    scrb,
    shapley,
    stand_alone,
)

MARGIN_WITHIN = 1e-9


def all_margins(game: np.ndarray, amounts: np.ndarray) -> dict[int, float]:
    return {mask: game[mask] - sum(amounts[i] for i in members(mask)) for mask in range(1, len(game) - 1)}


def listed(game: np.ndarray, amounts: np.ndarray, most: int) -> list[int]:
    """The rule of `better_off`, spelled out with sets."""
    gains = {
        frozenset(members(m)): -margin for m, margin in all_margins(game, amounts).items() if margin < -1e-7
    }
    smallest = [group for group in gains if not any(other < group for other in gains)]
    smallest.sort(key=lambda group: (-gains[group], len(group), sum(1 << i for i in group)))
    apart: list[frozenset[int]] = []
    for group in smallest:
        if all(not group & other for other in apart):
            apart.append(group)
    found = (apart + [group for group in smallest if group not in apart])[:most]
    best = max(gains, key=lambda group: gains[group], default=None)
    if best is not None and best not in found:
        found = [*found[: most - 1], best]
    return [sum(1 << i for i in group) for group in found]


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 7), st.integers(0, 10_000), st.integers(1, 6), st.floats(-40, 120))
def test_against_every_group_by_hand(n, seed, most, level):
    game = random_game(n, seed)
    amounts = np.random.default_rng(seed + 7).normal(level / n, 30.0, n)
    margin, mask = least_core_margin(game, amounts)
    margins = all_margins(game, amounts)
    assert margin == pytest.approx(min(margins.values()), abs=MARGIN_WITHIN)
    assert margins[mask] == pytest.approx(margin, abs=MARGIN_WITHIN)
    found = better_off(game, amounts, most)
    assert [mask for mask, _ in found] == listed(game, amounts, most)
    for mask, gain in found:
        assert gain == pytest.approx(-margins[mask])
        assert gain > 0


def test_more_partners_than_a_block():
    """The lowest room is found in a later block, and neither nobody nor all together counts."""
    game = np.full(1 << 17, 100.0)
    game[0] = 0.0
    game[-1] = -1e6
    game[0b1_0000_0000_0000_0011] = -5.0
    amounts = np.ones(17)
    assert least_core_margin(game, amounts) == (-8.0, 0b1_0000_0000_0000_0011)
    assert better_off(game, amounts) == ((0b1_0000_0000_0000_0011, 8.0),)


@pytest.mark.parametrize(
    ("key", "worst", "gain"),
    [  # Young, Okada and Hashimoto 1982 and derived: which groups of Skåne a key drives out.
        (scrb, "HKL", 2.54),
        (shapley, "HKL", 0.43),
        (stand_alone, "HKL", 6.60),
    ],
)
def test_skane(key, worst, gain):
    game = skane()
    margin, mask = least_core_margin(game, key(game))
    assert mask == mask_of("AHKLMT", worst)
    assert -margin == pytest.approx(gain, abs=0.006)
    assert better_off(game, key(game), 1) == ((mask, pytest.approx(-margin)),)


def test_skane_says_what_matters_once():
    """SCRB drives out HKL (2.54), AHL (0.51) and with them AHKL (0.39): the third says nothing new."""
    game = skane()
    found = better_off(game, scrb(game))
    assert [mask for mask, _ in found] == [mask_of("AHKLMT", "HKL"), mask_of("AHKLMT", "AHL")]
    assert [gain for _, gain in found] == pytest.approx([2.54, 0.51], abs=0.006)
    # The same of ENSC: AHL, HKL and AHKL, with the largest gain kept in its place.
    assert {mask_of("AHKLMT", group) for group in ("AHL", "HKL")} <= {
        m for m, _ in better_off(game, ensc(game))
    }


def test_apart_first_then_the_others_then_the_largest():
    """Partners 0 and 3 are each better off alone; 0 and 1 together gain most of all."""
    game = np.array([float(10 * mask.bit_count()) for mask in range(16)])
    amounts = np.array([14.0, 9.0, 5.0, 12.0])
    found = better_off(game, amounts, 3)
    assert found == ((0b0001, 4.0), (0b1000, 2.0), (0b1001, 6.0))
    assert better_off(game, amounts, 2) == ((0b0001, 4.0), (0b1001, 6.0))
    assert better_off(game, amounts, 3, least=3.0) == ((0b0001, 4.0), (0b1001, 6.0))
    assert better_off(game, amounts, least=6.0) == ()


def test_bystanders_are_left_out():
    """Three of nine gain; the 63 groups with some of the other six in them do so too, and are not listed."""
    game = np.array([float(mask.bit_count()) for mask in range(1 << 9)])
    for size in range(7):
        for others in combinations(range(3, 9), size):
            game[0b111 | sum(1 << i for i in others)] -= 0.5
    game[-1] = 9.0
    assert better_off(game, np.ones(9)) == ((0b111, 0.5),)


def test_rounding_is_no_gain():
    game = np.array([0.0, 0.1, 0.2, 0.1 + 0.2])
    assert better_off(game, [0.1 + 1e-16, 0.2]) == ()
    assert better_off(airport([10, 20, 30]), equal_savings(airport([10, 20, 30]))) == ()
    assert better_off(TWO_TOWNS, [9.5, 5.5]) == ()


def test_one_partner_and_wrong_arguments():
    assert least_core_margin([0.0, 5.0], [5.0]) == (float("inf"), 0)
    assert better_off([0.0, 5.0], [9.0]) == ()
    with pytest.raises(ValueError, match="2 finite"):
        least_core_margin(TWO_TOWNS, [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="2 finite"):
        better_off(TWO_TOWNS, [1.0, float("nan")])
    with pytest.raises(ValueError, match="at least 1"):
        better_off(TWO_TOWNS, [1.0, 2.0], 0)
    with pytest.raises(GameError):
        least_core_margin([0.0, float("nan"), 1.0, 2.0], [1.0, 1.0])
