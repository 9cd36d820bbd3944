"""A game as one array: what is wrong with it, in words, and sums over coalitions."""

from __future__ import annotations

import numpy as np
import pytest

from vierkant.cost_sharing.games import (
    MOST_EXACT,
    GameError,
    checked,
    coalition_sizes,
    described,
    members,
    must_be_exact,
    subset_sums,
)
from vierkant.terms import render

INF, NAN = float("inf"), float("nan")
NAMES = ("Hillegom", "Lisse", "Teylingen")


@pytest.mark.parametrize(
    ("costs", "name", "said"),
    [
        ([0, 1, NAN, 3, 4, 5, NAN, 7], "missing", ("Lisse; Lisse + Teylingen", "2 in all")),
        ([0, *[NAN] * 7], "missing", ("7 in all", "Hillegom + Teylingen; …")),
        ([NAN, 1, 2, 3], "missing", ("∅",)),
        ([0, INF, 2, -INF], "not_finite", ("Hillegom; Hillegom + Lisse", "2 in all")),
        ([0, 1e308, 1e308, 1.7e308], "too_large", ("unit",)),
        ([0.5, 1, 2, 3], "nobody", ("0.50",)),
        ([0, 1, 2], "length", ("3 costs",)),
        ([0], "length", ("1 costs",)),
        ([], "length", ("0 costs",)),
    ],
)
def test_faults_say_where_and_what_to_do(costs, name, said):
    with pytest.raises(GameError) as caught:
        checked(costs, NAMES)
    assert caught.value.message.id == f"cost_games.{name}"
    for part in said:
        assert part in str(caught.value)
    assert render(caught.value.message, "nl") != str(caught.value)


def test_what_is_fine_stays_as_it_is():
    game = np.array([0.0, -3.0, 2.0, 1e9])
    found, n = checked(game)
    assert found is game
    assert n == 2
    assert checked([0, 1, 2, 3])[0].dtype == np.float64
    with pytest.raises(ValueError, match="one row"):
        checked(np.zeros((2, 2)))


def test_too_many_partners_are_refused_with_a_way_out():
    must_be_exact(MOST_EXACT)
    with pytest.raises(GameError) as caught:
        subset_sums(np.ones(40))
    assert "40" in str(caught.value)
    assert "sampled answer" in str(caught.value)
    assert "steekproef" in render(caught.value.message, "nl")


def test_members_words_sums_and_sizes():
    amounts = np.array([1.0, 20.0, 300.0, 4000.0])
    sums, sizes = subset_sums(amounts), coalition_sizes(4)
    for mask in range(16):
        assert members(mask) == tuple(i for i in range(4) if mask & 1 << i)
        assert sums[mask] == sum(amounts[i] for i in members(mask))
        assert sizes[mask] == len(members(mask))
    assert described(0b101, NAMES) == "Hillegom + Teylingen"
    assert described(0b1001, NAMES) == "Hillegom + 4"
    assert described(0) == "∅"
