"""Power indices: published and exact oracles, and slow twins that enumerate or count with whole numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.voting_power import banzhaf, shapley_shubik
from vierkant.voting_power.indices import winning_share


@pytest.mark.parametrize(
    ("votes", "quota", "swings", "winning", "shapley"),
    [
        # VNG question on 3-2-1 votes; derived exactly.
        ([3, 2, 1], 4, [3, 1, 1], 3, ["2/3", "1/6", "1/6"]),
        # The same game: 49 % has no more power than 1 %.
        ([50, 49, 1], 51, [3, 1, 1], 3, ["2/3", "1/6", "1/6"]),
        # Ommen-Hardenberg by residents, more than half: a dictator and a partner without power.
        ([60_500, 17_600], 39_051, [2, 0], 2, ["1", "0"]),
        # Council of the EEC, 1958: Luxembourg never counts.
        ([4, 4, 4, 2, 2, 1], 12, [10, 10, 10, 6, 6, 0], 14, ["7/30", "7/30", "7/30", "3/20", "3/20", "0"]),
        # Nassau County, 1964 (Banzhaf 1965).
        ([31, 31, 28, 21, 2, 2], 58, [16, 16, 16, 0, 0, 0], 32, ["1/3", "1/3", "1/3", "0", "0", "0"]),
    ],
)
def test_known_games(
    votes: list[int], quota: int, swings: list[int], winning: int, shapley: list[str]
) -> None:
    size = len(votes)
    assert banzhaf(votes, quota) * 2 ** (size - 1) == pytest.approx(swings, abs=1e-12)
    assert shapley_shubik(votes, quota) == pytest.approx(
        [float(Fraction(text)) for text in shapley], abs=1e-12
    )
    assert winning_share(votes, quota) * 2**size == pytest.approx(winning, abs=1e-12)


@pytest.mark.parametrize("quota", [42_851, 57_134])
def test_kempengemeenten_have_equal_power_with_unequal_votes(quota: int) -> None:
    """Kempengemeenten by residents 2010, more than half and two thirds: all five have one fifth."""
    votes = [18_061, 19_177, 18_157, 17_750, 12_555]
    assert shapley_shubik(votes, quota) == pytest.approx([0.2] * 5, abs=1e-12)


def enumerated(votes: list[int], quota: int) -> tuple[list[float], float]:
    """Every coalition, one by one."""
    size = len(votes)
    swings, winning = [0] * size, 0
    for coalition in range(1 << size):
        total = sum(vote for index, vote in enumerate(votes) if coalition >> index & 1)
        winning += total >= quota
        for index, vote in enumerate(votes):
            swings[index] += not coalition >> index & 1 and total < quota <= total + vote
    return [count / 2 ** (size - 1) for count in swings], winning / 2**size


def in_every_order(votes: list[int], quota: int) -> list[float]:
    """Every order in which partners can join."""
    pivots, orders = [0] * len(votes), 0
    for order in permutations(range(len(votes))):
        orders += 1
        total = 0
        for index in order:
            total += votes[index]
            if total >= quota:
                pivots[index] += 1
                break
    return [count / orders for count in pivots]


games = (
    st.lists(st.integers(0, 12), min_size=1, max_size=6)
    .filter(any)
    .flatmap(lambda votes: st.tuples(st.just(votes), st.integers(1, sum(votes))))
)


@given(games, st.integers(1, 1000))
@settings(max_examples=150, deadline=None)
def test_enumeration_agrees(game: tuple[list[int], int], unit: int) -> None:
    votes, quota = game
    swings, winning = enumerated(votes, quota)
    scaled = [vote * unit for vote in votes]
    powers = banzhaf(scaled, quota * unit)
    assert powers == pytest.approx(swings, abs=1e-12)
    assert [power == 0 for power in powers] == [swing == 0 for swing in swings]
    assert winning_share(scaled, quota * unit) == pytest.approx(winning, abs=1e-12)
    assert shapley_shubik(scaled, quota * unit) == pytest.approx(in_every_order(votes, quota), abs=1e-12)


def counted(votes: list[int], quota: int, chosen: int) -> tuple[Fraction, Fraction]:
    """Banzhaf swing probability and Shapley-Shubik of one partner, with whole numbers only."""
    others = [vote for index, vote in enumerate(votes) if index != chosen]
    size = len(votes)
    tables = [[0] * quota for _ in range(size)]
    tables[0][0] = 1
    for vote in others:
        for members in range(size - 2, -1, -1):
            for total in range(quota - 1 - vote, -1, -1):
                if tables[members][total]:
                    tables[members + 1][total + vote] += tables[members][total]
    windows = [sum(table[max(0, quota - votes[chosen]) :]) for table in tables]
    weight, shapley = Fraction(1, size), Fraction(0)
    for members, window in enumerate(windows):
        shapley += weight * window
        weight *= Fraction(members + 1, max(1, size - 1 - members))
    return Fraction(sum(windows), 2 ** (size - 1)), shapley


def test_forty_partners_agree_with_whole_numbers() -> None:
    random = np.random.default_rng(5)
    votes = [int(vote) for vote in random.integers(1, 30, 40)]
    quota = sum(votes) * 2 // 3
    swings, shapley = banzhaf(votes, quota), shapley_shubik(votes, quota)
    for chosen in (0, 17, 39):
        exact_swing, exact_shapley = counted(votes, quota, chosen)
        assert swings[chosen] == pytest.approx(float(exact_swing), rel=1e-11)
        assert shapley[chosen] == pytest.approx(float(exact_shapley), rel=1e-11)


def counted_swings(votes: list[int], quota: int, chosen: int) -> Fraction:
    """One partner's swing probability with coalitions counted in whole numbers, however many partners."""
    counts = [0] * quota
    counts[0] = 1
    for index, vote in enumerate(votes):
        if index != chosen:
            for total in range(quota - 1, vote - 1, -1):
                counts[total] += counts[total - vote]
    return Fraction(sum(counts[max(0, quota - votes[chosen]) :]), 2 ** (len(votes) - 1))


def test_every_municipality_of_the_country() -> None:
    """342 partners, one vote per 10,000 residents: far beyond what a float can count as whole numbers."""
    random = np.random.default_rng(3)
    votes = [max(1, round(float(size))) for size in np.exp(random.normal(1.2, 0.75, 342))]
    quota = sum(votes) // 2 + 1
    swings = banzhaf(votes, quota)
    for chosen in (0, votes.index(max(votes))):
        assert swings[chosen] == pytest.approx(float(counted_swings(votes, quota, chosen)), rel=1e-11)


def test_unanimity_of_many() -> None:
    """Closed form: everybody must join, so the chance is 2^-(n-1), and the last of n in random order is 1/n."""
    assert banzhaf([1] * 342, 342) == pytest.approx([2.0**-341] * 342, rel=1e-11)
    assert winning_share([1] * 342, 342) == pytest.approx(2.0**-342, rel=1e-11)
    assert shapley_shubik([2] * 30, 60) == pytest.approx([1 / 30] * 30, rel=1e-11)


@pytest.mark.parametrize(
    ("votes", "quota", "text"),
    [
        ([3, 2], 6, "more than all votes"),
        ([3, 2], 0, "quota must be at least 1"),
        ([3, -2], 1, "votes must be 0 or more"),
        ([1.5, 2], 2, "whole numbers"),
        ([], 1, "more than all votes"),
    ],
)
def test_impossible_games_say_why(votes: list[int], quota: int, text: str) -> None:
    for index in (banzhaf, shapley_shubik, winning_share):
        with pytest.raises(ValueError, match=text):
            index(votes, quota)


def test_votes_that_are_too_fine_say_what_to_do() -> None:
    for index in (banzhaf, shapley_shubik):
        with pytest.raises(ValueError, match="one per 1,000 residents"):
            index(list(range(900_000, 900_100)), 45_000_000)
