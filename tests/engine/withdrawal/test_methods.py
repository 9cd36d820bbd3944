"""The formulas against published outcomes and against an obvious slow twin."""

from __future__ import annotations

import random
from collections.abc import Mapping
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.withdrawal.inputs import WithdrawalMethod
from vierkant.withdrawal.methods import (
    amount_of,
    break_even_year,
    cash_path,
    damage,
    payments,
    present_value,
    remaining_of,
    taper_shares,
)
from vierkant.withdrawal.ranges import Spread, sure, through, through_path, together
from vierkant.withdrawal.results import Terms

NUMBERS = {
    "contribution": 1_000_000.0,
    "fixed_cost": 500_000.0,
    "mitigation": 0.2,
    "redundant_staff": 200_000.0,
    "contracts": 50_000.0,
    "assets_share": 100_000.0,
    "debts_share": 40_000.0,
    "restart_cost": 300_000.0,
    "gain": 150_000.0,
    "fixed_sum": 0.0,
}


def terms(method: WithdrawalMethod = WithdrawalMethod.TAPER, **changes: object) -> Terms:
    base = {
        "taper_years": 5, "taper_first": 1.0, "taper_step": 0.2, "multiple": 2.5, "fixed_sum": sure(0.0),
        "bridging_years": 5, "settles": False, "discount_rate": 0.02,
    }  # fmt: skip
    return Terms(method=method, **{**base, **changes})  # type: ignore[arg-type]


def test_taper_of_case_law_is_three_times_the_contribution() -> None:
    # ABRvS 15 April 2015, ECLI:NL:RVS:2015:1198, KB 14 May 1985: five years, 20 points less a year.
    assert amount_of(terms())(NUMBERS) == pytest.approx(3.0e6)
    # The other reading, first year already 80 %: 0.8 + 0.6 + 0.4 + 0.2.
    assert amount_of(terms(taper_first=0.8))(NUMBERS) == pytest.approx(2.0e6)
    assert taper_shares(5, 0.8, 0.2) == pytest.approx((0.8, 0.6, 0.4, 0.2))


@pytest.mark.parametrize(("rate", "times"), [(0.02, 2.92), (0.04, 2.85)])
def test_present_value_of_that_taper(rate: float, times: float) -> None:
    # Derived by hand: 1 + 0.8 v + 0.6 v² + 0.4 v³ + 0.2 v⁴.
    assert present_value(taper_shares(5, 1.0, 0.2), rate) == pytest.approx(times, abs=0.005)


def test_real_damage_by_hand() -> None:
    # 500,000 × (v + 0.8 v² + 0.6 v³ + 0.4 v⁴ + 0.2 v⁵) + 200,000 + 50,000 − 100,000 + 40,000, v = 1/1.02.
    v = 1 / 1.02
    fixed = 500_000 * (v + 0.8 * v**2 + 0.6 * v**3 + 0.4 * v**4 + 0.2 * v**5)
    assert damage(NUMBERS, 5, 0.02, settles=False) == pytest.approx(fixed + 250_000)
    assert damage(NUMBERS, 5, 0.02, settles=True) == pytest.approx(fixed + 190_000)
    # Paid as damage, nothing is left for those who stay.
    assert remaining_of(terms(WithdrawalMethod.REAL_DAMAGE), 5)(NUMBERS) == pytest.approx(0.0)
    # A text that counts three years leaves the fourth and fifth with them.
    short = terms(WithdrawalMethod.REAL_DAMAGE, bridging_years=3)
    assert remaining_of(short, 5)(NUMBERS) == pytest.approx(500_000 * (0.4 * v**4 + 0.2 * v**5))


@given(
    years=st.integers(1, 40), first=st.floats(0, 1), step=st.floats(0, 1), rate=st.floats(0, 0.1),
    horizon=st.integers(1, 25), gain=st.floats(-1e6, 1e6),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_cash_and_break_even_against_a_slow_twin(
    years: int, first: float, step: float, rate: float, horizon: int, gain: float
) -> None:
    rule = terms(taper_years=years, taper_first=first, taper_step=step, discount_rate=rate)
    numbers = {**NUMBERS, "gain": gain}
    path = cash_path(rule, horizon)(numbers)
    for year in range(horizon + 1):
        paid = sum(max(0.0, first - step * item) * 1e6 for item in range(year) if item < min(years, 30))
        assert isclose(path[year], gain * year - paid - 300_000, rel_tol=1e-9, abs_tol=1e-3)
    found = break_even_year(path)
    slow = next((year for year in range(horizon + 1) if all(total >= 0 for total in path[year:])), None)
    assert found == slow


def test_settling_assets_and_debts_moves_the_first_payment() -> None:
    plain, settled = payments(terms(), NUMBERS), payments(terms(settles=True), NUMBERS)
    assert settled[0] - plain[0] == pytest.approx(-60_000)
    assert settled[1:] == plain[1:]
    assert payments(terms(WithdrawalMethod.NOTHING), NUMBERS) == (0.0,)
    assert payments(terms(WithdrawalMethod.MULTIPLE), NUMBERS) == (2_500_000.0,)


def test_range_of_a_sum_is_exact_and_of_a_product_close_to_draws() -> None:
    z = 1.2815515655446004  # the 90th percentile of the standard normal distribution
    parts = {name: Spread(10.0, 10 - z * size, 10 + z * size) for name, size in (("a", 3.0), ("b", 4.0))}
    added = through(lambda values: values["a"] + values["b"], parts)
    assert (added.high - added.value) / z == pytest.approx(5.0)  # 3-4-5
    found = through(_damage, {"fixed": Spread(100, 100 - 20 * z, 100 + 20 * z), "m": sure(0.2)})
    chance = random.Random(7)
    drawn = sorted(_damage({"fixed": chance.gauss(100, 20), "m": 0.2}) for _ in range(20_000))
    assert found.low == pytest.approx(drawn[2_000], rel=0.03)
    assert found.high == pytest.approx(drawn[18_000], rel=0.03)


def _damage(values: Mapping[str, float]) -> float:
    return sum(values["fixed"] * (1 - values["m"] * year) for year in range(5))


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=5), st.floats(0, 50))
@settings(max_examples=30, deadline=None)
def test_a_path_is_each_of_its_formulas(factors: list[float], width: float) -> None:
    inputs = {"a": Spread(1.0, 1.0 - width, 1.0 + width), "b": sure(2.0)}
    path = through_path(lambda values: [factor * values["a"] + values["b"] for factor in factors], inputs)
    for factor, spread in zip(factors, path, strict=True):

        def one(values: Mapping[str, float], factor: float = factor) -> float:
            return factor * values["a"] + values["b"]

        assert spread == through(one, inputs)
        assert spread.low <= spread.value <= spread.high


def test_methods_together_run_from_lowest_to_highest() -> None:
    assert together([Spread(2, 1, 3), Spread(6, 5, 9), Spread(3, 0, 4)]) == Spread(4, 0, 9)
    assert together([Spread(2, 1, 3)]) == Spread(2, 1, 3)
