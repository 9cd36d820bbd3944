"""Sums of risks against the published oracle, against all combinations one by one, and with their bound."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.four_ks.convolution import coarser, convolve, pooled_variation, quantiles_with_share, shortened

# facts/economics.md C, exact oracle for the simulator of risks
RISKS = ((0.9, 100), (0.7, 60), (0.5, 250), (0.3, 500), (0.1, 1000), (0.05, 2000))
QUANTILES = {0.5: 410, 0.7: 660, 0.75: 850, 0.8: 910, 0.85: 910, 0.9: 1350, 0.95: 1910, 0.99: 2850}

risk_lists = st.lists(
    st.tuples(st.fractions(0, 1, max_denominator=50), st.integers(0, 400)), min_size=0, max_size=6
)


def test_the_oracle_to_the_unit() -> None:
    losses = convolve(RISKS)
    assert losses.quantiles(QUANTILES) == tuple(QUANTILES.values())
    assert losses.mean == pytest.approx(607, abs=1e-9)
    assert losses.deviation == pytest.approx(591.4229, abs=5e-5)
    assert (losses.maximum, losses.bound) == (3910, 0)
    assert convolve(RISKS * 2).quantile(0.9) == 2470
    assert convolve(RISKS * 4).quantile(0.9) == 4080


def combinations(risks: list[tuple[Fraction, int]]) -> dict[int, Fraction]:
    """Every sum with its chance: each risk happens or not, all combinations one by one."""
    found: dict[int, Fraction] = {}
    for happens in product((False, True), repeat=len(risks)):
        chance, total = Fraction(1), 0
        for (one, impact), yes in zip(risks, happens, strict=True):
            chance *= one if yes else 1 - one
            total += impact if yes else 0
        if chance:
            found[total] = found.get(total, Fraction(0)) + chance
    return dict(sorted(found.items()))


def smallest(sums: dict[int, Fraction], certainty: Fraction) -> int:
    added = Fraction(0)
    for value, chance in sums.items():
        added += chance
        if added >= certainty:
            return value
    raise AssertionError(added)


@settings(max_examples=40, deadline=None)
@given(risk_lists)
def test_sums_are_all_combinations(risks: list[tuple[Fraction, int]]) -> None:
    losses, expected = convolve([(float(chance), impact) for chance, impact in risks]), combinations(risks)
    assert losses.values.tolist() == list(expected)
    assert losses.chances.tolist() == pytest.approx([float(item) for item in expected.values()], abs=1e-12)
    for certainty in (Fraction(1, 2), Fraction(9, 10), Fraction(99, 100)):
        assert losses.quantile(float(certainty)) == smallest(expected, certainty)


@settings(max_examples=25, deadline=None)
@given(risk_lists, risk_lists, st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(1, 7), Fraction(1)]))
def test_own_damage_and_a_share_of_the_pool(
    own: list[tuple[Fraction, int]], pool: list[tuple[Fraction, int]], share: Fraction
) -> None:
    both: dict[Fraction, Fraction] = {}
    for first, one in combinations(own).items():
        for second, other in combinations(pool).items():
            total = first + share * second
            both[total] = both.get(total, Fraction(0)) + one * other
    added, expected = Fraction(0), None
    for total, chance in sorted(both.items()):
        added += chance
        if added >= Fraction(9, 10):
            expected = ceil(total)
            break
    made = [convolve([(float(chance), impact) for chance, impact in rows]) for rows in (own, pool)]
    assert quantiles_with_share(made[0], made[1], float(share), (0.9,)) == (expected,)


def test_many_sums_on_an_even_grid_are_the_same_as_one_by_one() -> None:
    risks = [(0.05 + 0.01 * number, 1000 * (2**number + 1)) for number in range(13)]  # more than 4,096 sums
    losses = convolve(risks)
    assert losses.bound == 0
    assert losses.chances.sum() == pytest.approx(1, abs=1e-12)
    assert losses.mean == pytest.approx(sum(chance * impact for chance, impact in risks), rel=1e-12)
    exact = combinations([(Fraction(chance), impact) for chance, impact in risks])
    for certainty in (Fraction(1, 2), Fraction(9, 10), Fraction(99, 100)):
        assert losses.quantile(float(certainty)) == smallest(exact, certainty)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_taken_together_is_never_too_low_and_within_the_bound(start: int) -> None:
    draws = Random(start)
    risks = [(draws.random(), draws.randint(1, 100_000)) for _ in range(16)]
    exact, rough = convolve(risks, most_places=1 << 21), convolve(risks, most_places=500)
    assert rough.bound > exact.bound == 0
    for certainty in (0.5, 0.9, 0.99):
        off = rough.quantile(certainty) - exact.quantile(certainty)
        assert 0 <= off <= rough.bound


def test_a_shorter_list_is_rounded_up() -> None:
    losses = convolve([(0.3, 1000 * 2**number + number) for number in range(12)])
    short = coarser(losses, 100)
    assert len(short.values) <= 100 < len(losses.values)
    assert 0 <= short.quantile(0.9) - losses.quantile(0.9) <= short.bound
    assert coarser(losses, 10_000) is losses


def test_only_the_shorter_of_two_long_lists_is_made_coarser() -> None:
    long = convolve([(0.3, 1000 * 2**number) for number in range(15)])
    longer = convolve([(0.3, 1000 * 2**number) for number in range(16)])
    own, pool = shortened(long, longer)
    assert len(own.values) <= 8192 < len(long.values)
    assert pool is longer
    assert shortened(longer, long)[0] is longer


def test_parts_of_a_euro_count_as_the_next_euro() -> None:
    losses = convolve([(0.5, 10.25), (0.5, 3.5)])
    assert losses.values.tolist() == [0, 4, 11, 15]
    assert losses.bound == pytest.approx(1.25)


def test_nothing_can_happen() -> None:
    for risks in ([], [(0.0, 100.0)], [(0.5, 0.0)]):
        losses = convolve(risks)
        assert (losses.maximum, losses.mean, losses.quantile(0.99)) == (0, 0, 0)
    certain = convolve([(1.0, 250.0)])
    assert certain.quantile(0.01) == 250


# Var(Σ) of n equal units, table in facts/economics.md C
@pytest.mark.parametrize(
    ("number", "values"),
    [(2, (0.707, 0.742, 0.806, 0.866)), (4, (0.5, 0.570, 0.689, 0.791)), (10, (0.316, 0.436, 0.608, 0.742))],
)
def test_what_is_left_of_the_spread(number: int, values: tuple[float, ...]) -> None:
    found = tuple(round(pooled_variation(number, correlation), 3) for correlation in (0, 0.1, 0.3, 0.5))
    assert found == values
    assert pooled_variation(number, 1) == 1


def test_what_cannot_be_is_refused() -> None:
    for risk in ((1.1, 5), (-0.1, 5), (0.5, -1), (0.5, float("inf"))):
        with pytest.raises(ValueError, match="must be"):
            convolve([risk])
    for certainty in (0, 1, 2):
        with pytest.raises(ValueError, match="certainty"):
            convolve([(0.5, 5)]).quantile(certainty)
    with pytest.raises(ValueError, match="share"):
        quantiles_with_share(convolve([]), convolve([]), 1.5, (0.9,))
    with pytest.raises(ValueError, match="number"):
        pooled_variation(0, 0.1)
    with pytest.raises(ValueError, match="correlation"):
        pooled_variation(2, -0.1)
