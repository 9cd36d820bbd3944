"""Erlang B and C against printed values, against the sums they stand for, and where they have no answer."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.four_ks.queue import LARGEST_LOAD, agents_needed, erlang_b, erlang_c


# Example of Angus/mitan.co.uk as in facts/economics.md D: 360 calls in half an hour of 240 s, 55 people.
def test_the_example_of_55_people() -> None:
    queue = erlang_c(720, 240, 55)
    assert queue.load == 48
    assert round(queue.occupancy, 4) == 0.8727
    assert round(queue.p_wait, 4) == 0.2387
    assert round(queue.mean_wait_seconds, 2) == 8.18
    assert round(queue.service_level(15), 4) == 0.8459


# 100 calls in half an hour of 180 s, norm 20 s; facts/economics.md D, derived there with another program.
@pytest.mark.parametrize(
    ("agents", "p_wait", "wait", "level"),
    [
        (11, 0.6821, 122.8, 0.3896),
        (12, 0.4494, 40.4, 0.6402),
        (13, 0.2853, 17.1, 0.7956),
        (14, 0.1741, 7.8, 0.8884),
        (15, 0.1020, 3.7, 0.9415),
    ],
)
def test_the_example_of_ten_erlang(agents: int, p_wait: float, wait: float, level: float) -> None:
    queue = erlang_c(200, 180, agents)
    assert round(queue.p_wait, 4) == p_wait
    assert round(queue.mean_wait_seconds, 1) == wait
    assert round(queue.service_level(20), 4) == level


# Pooling example of facts/economics.md D: desks of 30 calls an hour, 240 s, 80 % in 30 s.
def test_one_pool_needs_fewer_people() -> None:
    needed = [agents_needed(30 * desks, 240, share=0.8, seconds=30) for desks in (1, 2, 4, 8)]
    assert needed == [4, 7, 11, 20]
    assert round(erlang_c(30, 240, 4).service_level(30), 4) == 0.8646
    assert round(erlang_c(120, 240, 11).service_level(30), 4) == 0.8316
    pool = erlang_c(120, 240, 16)
    assert (round(pool.service_level(30), 4), round(pool.mean_wait_seconds, 2)) == (0.9967, 0.27)


def sums(load: Fraction, agents: int) -> tuple[Fraction, Fraction]:
    """Chances of B and C as the sums of their definition, in whole fractions."""
    terms = [Fraction(1)]
    for people in range(1, agents + 1):
        terms.append(terms[-1] * load / people)
    blocked = terms[-1] / sum(terms)
    waiting = terms[-1] * agents / (agents - load)
    return blocked, waiting / (sum(terms[:-1]) + waiting)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 60), st.fractions(0, 1, max_denominator=997))
def test_the_recursion_is_the_sum_of_the_definition(agents: int, share: Fraction) -> None:
    if share == 1:
        return
    load = share * agents
    blocked, waits = sums(load, agents)
    assert erlang_b(float(load), agents) == pytest.approx(float(blocked), rel=1e-10, abs=1e-300)
    queue = erlang_c(float(load), 3600, agents)
    assert queue.p_wait == pytest.approx(float(waits), rel=1e-10, abs=1e-300)
    mean = float(waits) * 3600 / float(agents - load)
    assert queue.mean_wait_seconds == pytest.approx(mean, rel=1e-10, abs=1e-300)


@pytest.mark.parametrize("load", ["9990", "9900.5", "5000"])
def test_ten_thousand_people(load: str) -> None:
    agents = 10_000
    with localcontext() as context:
        context.prec = 60
        term = total = Decimal(1)
        for people in range(1, agents + 1):
            term = term * Decimal(load) / people
            total += term
        waiting = term * agents / (agents - Decimal(load))
        expected = float(waiting / (total - term + waiting))
    assert erlang_c(float(load), 3600, agents).p_wait == pytest.approx(expected, rel=1e-10, abs=1e-300)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.1, 400), st.floats(1, 900), st.floats(0, 0.99), st.floats(0, 600))
def test_one_person_less_is_not_enough(calls: float, handling: float, share: float, seconds: float) -> None:
    needed = agents_needed(calls, handling, share=share, seconds=seconds)
    assert erlang_c(calls, handling, needed).service_level(seconds) >= share
    fewer = erlang_c(calls, handling, needed - 1)
    assert not fewer.is_stable or fewer.service_level(seconds) < share


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.floats(0.05, 0.99), st.floats(0.01, 0.999))
def test_a_percentile_of_the_wait_is_where_the_level_reaches_it(
    agents: int, use: float, share: float
) -> None:
    queue = erlang_c(agents * use * 12, 300, agents)
    seconds = queue.wait_percentile(share)
    assert queue.service_level(seconds) == pytest.approx(max(share, 1 - queue.p_wait), abs=1e-9)


def test_more_work_than_the_people_can_do_says_how_many_are_short() -> None:
    queue = erlang_c(100, 600, 10)  # 16.7 people busy
    assert (queue.is_stable, queue.agents_short) == (False, 7)
    assert (queue.p_wait, queue.mean_wait_seconds, queue.service_level(1e9)) == (1, inf, 0)
    assert queue.wait_percentile(0.5) == inf
    assert queue.occupancy > 1
    assert erlang_c(60, 600, 10).agents_short == 1, "exactly full is not enough"
    assert erlang_c(60, 600, 11).agents_short == 0


def test_nothing_to_do_and_nobody_to_do_it() -> None:
    idle = erlang_c(0, 240, 3)
    assert (idle.p_wait, idle.mean_wait_seconds, idle.service_level(0), idle.occupancy) == (0, 0, 1, 0)
    assert erlang_c(30, 0, 2).mean_wait_seconds == 0
    assert erlang_c(30, 0, 2).wait_percentile(0.99) == 0
    nobody = erlang_c(30, 240, 0)
    assert (nobody.mean_wait_seconds, nobody.occupancy, nobody.agents_short) == (inf, inf, 3)
    assert agents_needed(0, 240, share=0.9, seconds=0) == agents_needed(9, 0, share=0.9, seconds=0) == 0
    assert erlang_b(0, 0) == 1


@pytest.mark.parametrize(
    ("calls", "handling", "agents"),
    [(-1, 1, 1), (1, -1, 1), (1, 1, -1), (inf, 1, 1), (float("nan"), 1, 1), (LARGEST_LOAD, 3601, 1)],
)
def test_what_cannot_be_is_refused(calls: float, handling: float, agents: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        erlang_c(calls, handling, agents)


def test_shares_that_nobody_can_promise_are_refused() -> None:
    for share in (1, -0.1, float("nan")):
        with pytest.raises(ValueError, match="share"):
            agents_needed(10, 60, share=share, seconds=10)
        with pytest.raises(ValueError, match="share"):
            erlang_c(10, 60, 5).wait_percentile(share)
    with pytest.raises(ValueError, match="seconds"):
        erlang_c(10, 60, 5).service_level(-1)
