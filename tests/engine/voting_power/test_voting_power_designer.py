"""Votes that give a chosen power: the best is found where all is tried, bounds hold, and it says what it knows."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from vierkant.voting_power import banzhaf, shapley_shubik
from vierkant.voting_power.blocs import bloc
from vierkant.voting_power.designer import Index, design_weights, in_proportion
from vierkant.voting_power.rules import RuleError

INDICES = {"banzhaf": banzhaf, "shapley_shubik": shapley_shubik}


def best_by_hand(shares: list[float], index: Index, most: int) -> float:
    """The smallest mean gap of every division with at least one vote each, and every quota above a half."""
    best = 1.0
    for votes in product(range(1, most + 1), repeat=len(shares)):
        total = sum(votes)
        ordered = all(
            votes[first] >= votes[second]
            for first in range(len(shares))
            for second in range(len(shares))
            if shares[first] > shares[second]
        )
        if total > most or not ordered:
            continue
        for quota in range(total // 2 + 1, total + 1):
            power = INDICES[index](votes, quota)
            power = power / power.sum()
            best = min(best, float(abs(power - shares).mean()))
    return best


@pytest.mark.parametrize("index", list(INDICES))
def test_up_to_seven_partners_the_nearest_is_found(index: Index) -> None:
    shares = [0.42, 0.27, 0.19, 0.12]
    found = design_weights(shares, index=index, most_votes=9)
    assert found.proven
    assert found.mean_gap == pytest.approx(best_by_hand(shares, index, 9), abs=1e-9)
    power = INDICES[index](found.votes, found.quota)
    assert found.power == pytest.approx(list(power / power.sum()))
    assert found.largest_gap == pytest.approx(max(abs(power / power.sum() - shares)))


@pytest.mark.parametrize("size", [5, 12])
def test_bounds_hold_and_equals_are_treated_alike(size: int) -> None:
    random = Random(size)
    residents = [random.randint(5, 60) * 1000 for _ in range(size - 1)]
    residents.append(residents[0])
    found = design_weights(residents, quota_share=2 / 3)
    total = sum(found.votes)
    assert total <= 3 * size
    assert min(found.votes) >= 1
    assert 3 * found.quota >= 2 * total
    assert found.votes[0] == found.votes[-1]
    assert all(
        found.votes[first] >= found.votes[second]
        for first in range(size)
        for second in range(size)
        if residents[first] > residents[second]
    )
    assert found.proven == (size <= 7)
    free = design_weights(residents)
    assert free.mean_gap <= in_proportion(residents).mean_gap + 1e-12


def test_equal_power_asks_for_one_vote_each() -> None:
    found = design_weights([1.0, 1.0, 1.0])
    assert (found.votes, found.quota, found.mean_gap) == ((1, 1, 1), 2, 0)


def test_every_fault_at_once() -> None:
    with pytest.raises(RuleError) as found:
        design_weights([1.0, 0.0, -2.0], quota_share=0.4, most_votes=2)
    assert [message.id for message in found.value.messages] == [
        f"voting_power.design_fault.{name}" for name in ("shares", "quota", "votes")
    ]
    with pytest.raises(RuleError, match="partners"):
        design_weights([1.0] * 61)


def test_two_small_ones_together_take_the_power_of_the_largest() -> None:
    """3-2-1: alone the two small ones share 40%; as one bloc they are equal to the largest."""
    found = bloc({"a": 3, "b": 2, "c": 1}, 4, {"b", "c"})
    assert (found.apart, found.together) == (pytest.approx(0.4), pytest.approx(0.5))
    assert found.others["a"] == (pytest.approx(0.6), pytest.approx(0.5))
    with pytest.raises(ValueError, match="two members"):
        bloc({"a": 1, "b": 1}, 2, {"a"})
