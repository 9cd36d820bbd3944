"""Differences, their intervals by team, likeness, and many tests at once."""

from __future__ import annotations

from math import gamma, sqrt
from statistics import fmean, variance

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from vierkant.survey import benjamini_hochberg, bootstrap_g, equivalence_of, hedges_g, two_one_sided_tests
from vierkant.survey.effects import small_sample_correction, team_weights


def organisation(teams: int, mean: float, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """People in teams of 4 to 13; a tenth of the variance lies between teams."""
    names = np.repeat(np.arange(teams), generator.integers(4, 14, teams))
    own = generator.normal(size=teams) * sqrt(0.1)
    return mean + own[names] + generator.normal(size=len(names)) * sqrt(0.9), names


def test_g_with_the_exact_correction() -> None:
    """Computed in R with lgamma: d = 1.061142619006, g = 0.986819988328."""
    first, second = [3.0, 4, 2, 5, 4, 3, np.nan], [2.0, 3, 3, 1, 2, 4, 2]
    assert hedges_g(first, second) == pytest.approx(0.986819988328, abs=1e-11)
    assert hedges_g(second, first) == pytest.approx(-0.986819988328, abs=1e-11)
    assert small_sample_correction(11) == pytest.approx(gamma(5.5) / (sqrt(5.5) * gamma(5)))
    assert small_sample_correction(2_000) == pytest.approx(
        1 - 3 / (4 * 2_000 - 1), abs=1e-7
    )  # Hedges' approximation
    assert np.isnan(hedges_g([1.0, 1.0], [1.0, 1.0]))
    assert np.isnan(hedges_g([], [1.0, 2.0, 3.0, 4.0]))


@settings(max_examples=30, deadline=None)
@given(
    first=st.lists(st.integers(1, 5), min_size=2, max_size=9),
    second=st.lists(st.integers(1, 5), min_size=2, max_size=9),
)
def test_g_as_defined(first: list[int], second: list[int]) -> None:
    degrees = len(first) + len(second) - 2
    pooled = (variance(first) * (len(first) - 1) + variance(second) * (len(second) - 1)) / degrees
    if pooled == 0:
        return
    d = (fmean(first) - fmean(second)) / sqrt(pooled)
    expected = d * gamma(degrees / 2) / (sqrt(degrees / 2) * gamma((degrees - 1) / 2))
    assert hedges_g([float(value) for value in first], [float(value) for value in second]) == pytest.approx(
        expected
    )


def test_interval_by_team_holds_the_difference_as_often_as_it_says() -> None:
    """200 seeded pairs of organisations with 6 and 9 teams, true g = 0.4: 95 % within the noise of 200 (88-99 %)."""
    generator = np.random.default_rng(11)
    inside = wrong = 0
    for seed in range(200):
        one, two = organisation(6, 0.4, generator), organisation(9, 0.0, generator)
        effect = bootstrap_g(one[0], two[0], one[1], two[1], seed, draws=600)
        inside += effect.low <= 0.4 <= effect.high
        same = organisation(6, 0.0, generator)
        wrong += bootstrap_g(same[0], two[0], same[1], two[1], seed, draws=600).p < 0.05
    assert 0.88 <= inside / 200 <= 0.99
    assert wrong / 200 <= 0.10


def test_people_of_one_team_count_less_than_strangers() -> None:
    """Four teams that each think as one: drawing people would promise an interval several times too narrow."""
    first = np.repeat([2.0, 3.0, 4.0, 5.0], 10) + np.tile([-0.1, 0.1], 20)
    second = np.repeat([2.5, 3.5, 4.5, 5.5], 10) + np.tile([-0.1, 0.1], 20)
    team = np.repeat(np.arange(4), 10)
    by_team = bootstrap_g(first, second, team, team, seed=1)
    by_person = bootstrap_g(first, second, np.arange(40), np.arange(40), seed=1)
    assert by_team.standard_error > 2 * by_person.standard_error
    assert by_team.degrees == 6
    assert bootstrap_g(first, second, team, team, seed=1) == by_team


def test_the_bootstrap_by_team_as_defined() -> None:
    """The same draws, one team after the other."""
    generator = np.random.default_rng(2)
    one, two = organisation(5, 0.3, generator), organisation(4, 0.0, generator)
    effect = bootstrap_g(one[0], two[0], one[1], two[1], seed=9, draws=300)
    weights = [team_weights(teams, 300, 9, group) for group, teams in enumerate((5, 4))]
    found = []
    for draw in range(300):
        counts, means, squares = [], [], []
        for (values, names), weight in zip((one, two), weights, strict=True):
            each = weight[draw][names]
            counts.append(each.sum())
            means.append((each * values).sum() / each.sum())
            squares.append((each * (values - means[-1]) ** 2).sum())
        spread = sqrt(sum(squares) / (sum(counts) - 2))
        people = len(one[0]) + len(two[0]) - 2
        found.append((means[0] - means[1]) / spread * small_sample_correction(people))
    assert effect.standard_error == pytest.approx(np.std(found, ddof=1), rel=1e-9)


def test_one_team_has_no_spread_over_teams() -> None:
    effect = bootstrap_g([1.0, 2, 3], [2.0, 3, 4], ["a"] * 3, ["b", "b", "c"], seed=0)
    assert not effect.known
    assert np.isnan(effect.p)
    assert not equivalence_of(effect).equivalent
    assert effect.g == pytest.approx(hedges_g([1.0, 2, 3], [2.0, 3, 4]))


def test_alike_must_be_shown() -> None:
    """t with 38 degrees: (0.3 - 0.1) / 0.1 = 2 gives p = 0.0263; with error 0.2 nothing is shown."""
    sure = two_one_sided_tests(0.1, 0.1, 38)
    assert sure.p == pytest.approx(stats.t.sf(2.0, 38), abs=1e-12)
    assert sure.equivalent
    assert not two_one_sided_tests(0.1, 0.2, 38).equivalent
    assert not two_one_sided_tests(-0.35, 0.01, 38).equivalent
    assert two_one_sided_tests(-0.1, 0.1, 38).p == pytest.approx(sure.p)
    with pytest.raises(ValueError, match="margin"):
        two_one_sided_tests(0.1, 0.1, 38, margin=0)


def test_many_tests_are_those_of_r() -> None:
    """``p.adjust(c(.01, .02, .03, .04, .05, .001, .2), "BH")`` in R."""
    found = benjamini_hochberg([0.01, 0.02, 0.03, 0.04, 0.05, 0.001, np.nan, 0.2])
    expected = [0.035, 0.046666666667, 0.0525, 0.056, 0.058333333333, 0.007, np.nan, 0.2]
    assert found == pytest.approx(expected, abs=1e-11, nan_ok=True)
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([1.2])


@settings(max_examples=40, deadline=None)
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=12), q=st.floats(0.01, 0.5))
def test_many_tests_as_defined(p: list[float], q: float) -> None:
    """Rejected at q: the k smallest, with the largest k for which p(k) <= q k / m."""
    ordered = sorted(p)
    allowed = [rank for rank, value in enumerate(ordered, 1) if value <= q * rank / len(p)]
    limit = ordered[allowed[-1] - 1] if allowed else -1.0
    adjusted = benjamini_hochberg(p)
    for value, corrected in zip(p, adjusted, strict=True):
        if abs(corrected - q) > 1e-9:
            assert (corrected <= q) == (value <= limit)
