"""Distributions meet their range exactly; draws depend on seed and name alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.business_case.random_cases import tax_case

from vierkant.business_case import evaluate
from vierkant.business_case.distributions import Variable, quantile, triangle_sides, uniforms
from vierkant.business_case.quantiles import band, rank
from vierkant.quantities import Certainty, Confidence, Message, Unit, to_plain

TENTHS = np.array([0.1, 0.5, 0.9])


def variable(distribution, value, low, high, floor=None):
    return Variable(
        name="x",
        label=Message("business_case.parameter.ramp.tau"),
        value=value,
        low=low,
        high=high,
        distribution=distribution,
        unit=Unit.NUMBER,
        source=None,
        certainty=Certainty.LOW,
        confidence=Confidence.ASSUMED,
        floor=floor,
    )


@given(st.floats(0.1, 1e6), st.floats(0.05, 1.0), st.floats(1.0, 5.0))
def test_two_halves_meet_p10_median_and_p90(value, down, up):
    low, high = value * down, value * up
    for name in ("normal", "lognormal"):
        found = quantile(variable(name, value, low, high), TENTHS.copy())
        assert np.asarray(found) == pytest.approx(
            np.array([low, value, high]) if high > low else value, rel=1e-9
        )


@given(st.floats(-10, 10), st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_triangle_meets_p10_and_p90_and_has_its_mode(mode, near, far):
    if near + far < 0.01:
        return
    found = quantile(variable("triangular", mode, mode - near, mode + far), TENTHS.copy())
    assert (found[0], found[2]) == pytest.approx((mode - near, mode + far), abs=1e-8)
    left, right = triangle_sides(mode, mode - near, mode + far)
    at_mode = quantile(
        variable("triangular", mode, mode - near, mode + far), np.array([left / (left + right)])
    )
    assert at_mode[0] == pytest.approx(mode, abs=1e-9)


def test_uniform_meets_p10_and_p90():
    found = quantile(variable("uniform", 5.0, 1.0, 9.0), TENTHS.copy())
    assert found == pytest.approx([1.0, 5.0, 9.0])


def test_floor_does_not_move_p10():
    found = quantile(variable("normal", 2.0, 0.0, 3.0, floor=0.0), np.array([0.001, 0.1, 0.5, 0.9]))
    assert found == pytest.approx([0.0, 0.0, 2.0, 3.0])


def test_impossible_ranges_are_refused():
    with pytest.raises(ValueError, match="above zero"):
        quantile(variable("lognormal", 1.0, 0.0, 3.0), TENTHS)
    with pytest.raises(ValueError, match="between its P10 and P90"):
        quantile(variable("triangular", 5.0, 6.0, 7.0), TENTHS)


@given(st.integers(0, 2**64 - 1), st.integers(0, 5000), st.integers(1, 300))
@settings(max_examples=50)
def test_uniforms_can_be_read_from_anywhere(seed, start, count):
    whole = uniforms(seed, "ramp.tau", 0, start + count)
    assert (uniforms(seed, "ramp.tau", start, count) == whole[start:]).all()
    assert 0 < whole.min() <= whole.max() < 1


def test_uniforms_are_uniform_and_names_independent():
    first, second = uniforms(1, "a", 0, 200_000), uniforms(1, "b", 0, 200_000)
    # Standard errors: 0.00065 for the mean, 0.0022 for the correlation.
    assert first.mean() == pytest.approx(0.5, abs=0.003)
    assert first.var() == pytest.approx(1 / 12, abs=0.001)
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0, abs=0.01)


def test_same_seed_same_result_other_seed_other_result():
    case = tax_case([20_000, 30_000], ranges=True)
    first = to_plain(evaluate(case, seed=3, draws=5000))
    assert first == to_plain(evaluate(case, seed=3, draws=5000))
    other = to_plain(evaluate(case, seed=4, draws=5000))
    assert first["total"]["npv_10"]["value"] != other["total"]["npv_10"]["value"]


def test_another_partner_does_not_change_the_draws_of_the_first():
    """Variants are compared under the same luck: what stays has the same draws."""
    two = evaluate(tax_case([20_000, 30_000], ranges=True), draws=1000)
    three = evaluate(tax_case([20_000, 30_000, 40_000], ranges=True), draws=1000)
    assert two.partners[0].outcome.baseline.low == three.partners[0].outcome.baseline.low


@given(st.lists(st.floats(-1e9, 1e9), min_size=10, max_size=400))
def test_bands_are_order_statistics(values):
    found = band(np.array(values))
    ordered = sorted(values)
    wanted = [ordered[rank(share, len(values))] for share in (0.1, 0.5, 0.9)]
    assert [found.low, found.median, found.high] == wanted


@pytest.mark.parametrize("shape", ["normal", "steps", "heavy", "sorted"])
def test_bands_of_many_draws_are_order_statistics(shape):
    generator = np.random.default_rng(5)
    values = generator.normal(size=100_000)
    if shape == "steps":
        values = np.floor(values)
    elif shape == "heavy":
        values = np.exp(5 * values)
    elif shape == "sorted":
        values = np.sort(values)
    found = band(values)
    ordered = np.sort(values)
    assert [found.low, found.median, found.high] == list(ordered[[9_999, 49_999, 89_999]])


def test_progress_and_cancel():
    seen = []
    evaluate(tax_case([20_000, 30_000], ranges=True), draws=20_000, progress=seen.append)
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(tax_case([20_000, 30_000]), draws=1000, progress=stop)


@pytest.mark.parametrize(("seed", "draws"), [(-1, 100), (2**64, 100), (0, 9)])
def test_refuses_impossible_runs(seed, draws):
    with pytest.raises(ValueError, match=r"seed|draws"):
        evaluate(tax_case([20_000, 30_000], ranges=True), seed=seed, draws=draws)
