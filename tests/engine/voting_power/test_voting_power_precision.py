"""Relative error of both indices below 1e-12, against whole numbers, also where power is next to nothing."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from vierkant.voting_power import banzhaf, indices, shapley_shubik
from vierkant.voting_power.indices import powerless_up_to

from .whole_numbers import exact

WORST = 1e-12
random = Random(7)
GAMES = {
    "like municipalities": ([max(1, round(random.lognormvariate(2.5, 0.75))) for _ in range(60)], 0.5),
    "two thirds": ([max(1, round(random.lognormvariate(2.3, 0.75))) for _ in range(60)], 0.667),
    "many small beside large": ([1] * 30 + [random.randint(30, 60) for _ in range(30)], 0.5),
    "nearly everybody": ([random.randint(10, 20) for _ in range(40)], 0.95),
    "a few are enough": ([random.randint(10, 20) for _ in range(60)], 0.02),
    "each a quarter more than the one before": ([min(300, round(1.25**place)) for place in range(25)], 0.6),
}


@pytest.mark.parametrize("name", GAMES)
def test_relative_error_stays_below_one_in_a_million_million(name: str) -> None:
    votes, share = GAMES[name]
    quota = int(sum(votes) * share) + 1
    found = banzhaf(votes, quota), shapley_shubik(votes, quota)
    for chosen in {votes.index(min(votes)), votes.index(max(votes)), len(votes) // 2}:
        for powers, number in zip(found, exact(votes, quota, chosen), strict=True):
            if number:
                assert abs(Fraction(float(powers[chosen])) / number - 1) < WORST
            else:
                assert powers[chosen] == 0


def test_where_the_chain_is_not_precise_the_halving_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for more digits than there are, every partner goes the other way, and the answer is the same."""
    votes, share = GAMES["like municipalities"]
    quota = int(sum(votes) * share) + 1
    before = shapley_shubik(votes, quota)
    monkeypatch.setattr(indices, "PRECISE", 0.0)
    after = shapley_shubik(votes, quota)
    assert after == pytest.approx(before, rel=WORST)
    assert after is not before


def test_who_never_counts_is_found_with_whole_numbers() -> None:
    """3 of 3,3,3,1: the last never counts, however many votes there are in each unit."""
    assert powerless_up_to([3, 3, 3, 1], 6) == 1
    assert powerless_up_to([3, 2, 1], 4) == 0
    assert powerless_up_to([60_500, 17_600], 39_051) == 17_600
    # Three small ones never fill the gap of four votes; three hundred do.
    assert banzhaf([300] * 30 + [1] * 3, 4_804)[-1] == 0
    assert banzhaf([300] * 30 + [1] * 300, 4_804)[-1] > 0
