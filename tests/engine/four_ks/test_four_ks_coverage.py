"""Uncovered days: the published table, a slow twin over every pattern of presence, and what must always hold."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.four_ks import people_needed, uncovered_days

TABLE = [
    # people, needed, presence, part of the absence that is common, chance of cover.
    # Exact values; presence 0.935 is sickness of 6.5 % alone (Personeelsmonitor Gemeenten 2023).
    (1, 1, 0.935, 0.0, 0.93500),
    (2, 1, 0.935, 0.0, 0.99578),
    (3, 1, 0.935, 0.0, 0.99973),
    (4, 1, 0.935, 0.0, 0.99998),
    (1, 1, 0.80, 0.0, 0.8000),
    (2, 1, 0.80, 0.0, 0.9600),
    (3, 1, 0.80, 0.0, 0.9920),
    (4, 1, 0.80, 0.0, 0.9984),
    (1, 1, 0.80, 0.1, 0.80000),
    (2, 1, 0.80, 0.1, 0.94694),
    (3, 1, 0.80, 0.1, 0.97393),
    (4, 1, 0.80, 0.1, 0.97888),
    (3, 2, 0.80, 0.0, 0.896),
    (4, 2, 0.80, 0.0, 0.9728),
    (6, 2, 0.80, 0.0, 0.9984),
]


@pytest.mark.parametrize(("people", "needed", "presence", "common", "cover"), TABLE)
def test_table(people: int, needed: int, presence: float, common: float, cover: float) -> None:
    days = uncovered_days(people, needed, presence, common_shock=common * (1 - presence))
    assert 1 - days / 250 == pytest.approx(cover, abs=5.1e-6)


@pytest.mark.parametrize(("people", "needed", "presence", "common", "cover"), TABLE)
def test_table_in_whole_fractions(
    people: int, needed: int, presence: float, common: float, cover: float
) -> None:
    """The same numbers worked out in fractions, without rounding anywhere."""
    there, part = Fraction(str(presence)), Fraction(str(common))
    shock = part * (1 - there)
    alone = (1 - there - shock) / (1 - shock)
    covered = (1 - shock) * sum(
        comb(people, number) * (1 - alone) ** number * alone ** (people - number)
        for number in range(needed, people + 1)
    )
    assert float(covered) == pytest.approx(cover, abs=5.1e-6)
    days = uncovered_days(people, needed, presence, common_shock=float(shock))
    assert days == pytest.approx(float(250 * (1 - covered)), abs=1e-10)


@pytest.mark.parametrize(("people", "days"), [(1, 16.25), (2, 1.06), (3, 0.07), (4, 0.00)])
def test_days_of_sickness_alone(people: int, days: float) -> None:
    """Uncovered days of 250 with presence 0.935, as printed with two decimals."""
    assert round(uncovered_days(people, 1, 0.935), 2) == days


def enumerated(people: int, needed: int, presence: float, shock: float) -> float:
    """Every pattern of who is there on a day without a common shock, one by one."""
    alone = (1 - presence - shock) / (1 - shock)
    short = sum(
        prod(1 - alone if there else alone for there in pattern)
        for pattern in product((True, False), repeat=people)
        if sum(pattern) < needed
    )
    return 250 * (shock + (1 - shock) * short)


chances = st.floats(0, 1).map(lambda number: round(number, 4))


@given(st.integers(0, 9), st.integers(1, 5), chances, st.floats(0, 0.99))
@settings(max_examples=200, deadline=None)
def test_enumeration_agrees(people: int, needed: int, presence: float, part: float) -> None:
    shock = part * (1 - presence)
    found = uncovered_days(people, needed, presence, common_shock=shock)
    assert found == pytest.approx(enumerated(people, needed, presence, shock), abs=1e-10)


@given(st.integers(1, 60), st.integers(1, 20), chances, st.floats(0, 0.99))
@settings(max_examples=200, deadline=None)
def test_more_people_or_presence_never_hurt(people: int, needed: int, presence: float, part: float) -> None:
    shock = part * (1 - presence)
    found = uncovered_days(people, needed, presence, common_shock=shock)
    assert 0 <= found <= 250
    assert uncovered_days(people + 1, needed, presence, common_shock=shock) <= found + 1e-9
    assert uncovered_days(people, needed + 1, presence, common_shock=shock) >= found - 1e-9
    better = min(1.0, presence + 0.1)
    assert uncovered_days(people, needed, better, common_shock=part * (1 - better)) <= found + 1e-9


@given(st.integers(1, 8), st.floats(0.3, 1), st.floats(0, 0.5), st.floats(0, 60))
@settings(max_examples=100, deadline=None)
def test_people_needed_is_the_smallest_number(
    needed: int, presence: float, part: float, maximum: float
) -> None:
    shock = part * (1 - presence)
    found = people_needed(needed, presence, maximum, common_shock=shock)
    if found is None:
        assert 250 * shock >= maximum - 1e-9 or maximum == 0
        return
    assert uncovered_days(found, needed, presence, common_shock=shock) <= maximum
    if found > needed:
        assert uncovered_days(found - 1, needed, presence, common_shock=shock) > maximum


def test_tiny_chances_keep_their_digits() -> None:
    """Twenty people, one needed, each there half of the time: exactly 250 / 2**20 days."""
    assert uncovered_days(20, 1, 0.5) == pytest.approx(250 / 2**20, rel=1e-12)


@pytest.mark.parametrize(
    ("arguments", "options", "text"),
    [
        ((-1, 1, 0.8), {}, "people must be at least 0"),
        ((2.5, 1, 0.8), {}, "people must be a whole number"),
        ((2, 0, 0.8), {}, "needed must be at least 1"),
        ((2, 1, 1.2), {}, "presence must be between 0 and 1"),
        ((2, 1, float("nan")), {}, "presence must be between 0 and 1"),
        ((2, 1, 0.8), {"common_shock": 0.3}, "common_shock must be between 0 and the absence"),
        ((2, 1, 0.8), {"common_shock": -0.1}, "common_shock must be between 0 and the absence"),
        ((2, 1, 0.8), {"days": 0}, "days must be above 0"),
        ((2, 1, 0.8), {"days": float("nan")}, "days must be above 0"),
    ],
)
def test_impossible_arguments_say_which(arguments: tuple, options: dict, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        uncovered_days(*arguments, **options)
