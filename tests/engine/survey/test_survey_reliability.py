"""Alpha, omega and one factor against R and against slow twins."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.engine.survey.published import COHESION, SHROUT_FLEISS

from vierkant.survey import (
    alpha_interval,
    cronbach_alpha,
    intraclass,
    omega_interval,
    omega_total,
    one_factor,
    reliability_of,
)

LEADERSHIP = np.array(
    [
        [1, 0.663471554392, 0.419762577525, 0.369780501745, 0.438385393628],
        [0.663471554392, 1, 0.418805747644, 0.387162102498, 0.339801521890],
        [0.419762577525, 0.418805747644, 1, 0.503723820229, 0.494749624658],
        [0.369780501745, 0.387162102498, 0.503723820229, 1, 0.372547906635],
        [0.438385393628, 0.339801521890, 0.494749624658, 0.372547906635, 1],
    ]
)
"""Correlations of AF06, AF07, AP12, AP17 and AP33 in the first 400 rows of ``bhr2000`` of multilevel 2.7 for R."""


def scores(people: int, loadings: list[float], seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    strength = np.array(loadings)
    noise = generator.normal(size=(people, len(loadings))) * np.sqrt(1 - strength**2)
    return generator.normal(size=(people, 1)) * strength + noise


def with_exact(correlations: np.ndarray, people: int = 50) -> np.ndarray:
    """Answers of which the correlations are exactly these."""
    raw = np.random.default_rng(5).normal(size=(people, len(correlations)))
    raw -= raw.mean(axis=0)
    raw = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T))).T
    return np.asarray(raw @ np.linalg.cholesky(correlations).T)


def test_alpha_is_that_of_psych() -> None:
    """psych 2.2.9 for R: ``alpha`` on ``cohesion`` as it is, and after na.omit."""
    assert cronbach_alpha(COHESION) == pytest.approx(0.883887492292, abs=1e-11)
    assert cronbach_alpha(COHESION, listwise=True) == pytest.approx(0.884791309320, abs=1e-11)


def test_alpha_of_judges_is_the_third_intraclass_correlation_of_means() -> None:
    """ICC(3,k) and alpha are the same number (Shrout & Fleiss 1979, p. 422)."""
    assert cronbach_alpha(SHROUT_FLEISS) == pytest.approx(intraclass(SHROUT_FLEISS).icc3k, abs=1e-12)


def test_interval_of_alpha_is_that_of_feldt() -> None:
    """psych 2.2.9: ``alpha.ci(0.8, 100, n.var = 10)`` gives 0.7360485 and 0.8536918."""
    even = np.full((10, 10), 2 / 7) + np.eye(10) * 5 / 7  # ten items with r = 2/7 have an alpha of 0.8
    answers = with_exact(even, people=100)
    assert cronbach_alpha(answers) == pytest.approx(0.8, abs=1e-9)
    low, high = alpha_interval(answers)
    assert (low, high) == pytest.approx((0.7360484591, 0.8536918191), abs=1e-9)
    bonett = alpha_interval(answers, method="bonett")
    assert bonett == pytest.approx((low, high), abs=0.01)


def test_omega_and_loadings_are_those_of_psych() -> None:
    """psych 2.2.9: ``fa(nfactors = 1)`` (minres) and ``omega(nfactors = 1)`` on these correlations."""
    expected = [0.736453794498, 0.699248471505, 0.685659262848, 0.596612942442, 0.604048070858]
    assert one_factor(LEADERSHIP) == pytest.approx(expected, abs=1e-6)
    assert omega_total(with_exact(LEADERSHIP)) == pytest.approx(0.798953316134, abs=1e-6)


def test_true_omega_lies_in_its_interval() -> None:
    """Loadings .8 .7 .6 .5: omega = 2.6² / (2.6² + 2.26) = 0.7494."""
    low, high = omega_interval(scores(300, [0.8, 0.7, 0.6, 0.5], seed=1), seed=2)
    assert low < 0.7494 < high
    assert high - low < 0.15
    assert omega_interval(scores(300, [0.8, 0.7, 0.6, 0.5], seed=1), seed=2) == (low, high)


def test_both_ways_when_more_than_two_per_cent_is_missing() -> None:
    answers = scores(100, [0.7, 0.7, 0.7], seed=3)
    whole = reliability_of(answers, draws=50)
    assert (whole.alpha_listwise, whole.omega_listwise, whole.missing) == (None, None, 0.0)
    answers[:10, 0] = np.nan
    partly = reliability_of(answers, draws=50)
    assert partly.missing == pytest.approx(10 / 300)
    assert partly.alpha_listwise == pytest.approx(cronbach_alpha(answers[10:]))
    assert partly.alpha != partly.alpha_listwise
    two = reliability_of(answers[:, :2], draws=50)
    assert np.isnan(two.omega)  # one factor behind two items fits in many ways


def test_nothing_to_tell_is_no_number() -> None:
    equal = np.full((20, 4), 3.0)
    assert np.isnan(cronbach_alpha(equal))
    assert np.isnan(omega_total(equal))
    assert all(np.isnan(omega_interval(equal)))
    with pytest.raises(ValueError, match="at least 2 items"):
        cronbach_alpha([[1.0], [2.0]])
    with pytest.raises(ValueError, match="at least 3 items"):
        omega_total([[1.0, 2.0], [2.0, 3.0]])
    with pytest.raises(ValueError, match="between 0 and 1"):
        alpha_interval(COHESION, level=95)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_pairwise_alpha_as_defined(seed: int) -> None:
    answers = scores(30, [0.8, 0.6, 0.6, 0.4], seed)
    answers[np.random.default_rng(seed).random(answers.shape) < 0.1] = np.nan
    table = np.empty((4, 4))
    for one in range(4):
        for two in range(4):
            pair = answers[~np.isnan(answers[:, [one, two]]).any(axis=1)]
            table[one, two] = np.cov(pair[:, one], pair[:, two])[0, 1]
    assert cronbach_alpha(answers) == pytest.approx(4 / 3 * (1 - np.trace(table) / table.sum()), abs=1e-12)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_one_factor_against_a_general_optimiser(seed: int) -> None:
    table = np.corrcoef(scores(60, [0.8, 0.7, 0.5, 0.5, 0.3], seed).T)
    pairs = np.triu_indices(5, 1)

    def misfit(loadings: np.ndarray) -> float:
        return float(((table - np.outer(loadings, loadings))[pairs] ** 2).sum())

    most = np.sqrt(0.995)  # at least 0.005 of every item stays its own
    bounds = [(-most, most)] * 5
    starts = [np.full(5, 0.6), np.linspace(0.9, 0.1, 5), np.linspace(0.1, 0.9, 5)]
    best = min(minimize(misfit, start, bounds=bounds, tol=1e-14).fun for start in starts)
    assert misfit(one_factor(table)) <= best + 1e-7
