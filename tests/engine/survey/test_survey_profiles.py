"""Distances between profiles, and forms of 100 points."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from vierkant.survey import aitchison_distance, clr, from_ilr, ilr, profile_distance, replace_zeros
from vierkant.survey.compositions import centre

POINTS = arrays(np.float64, (4,), elements=st.integers(0, 60).map(float)).filter(
    lambda found: found.sum() > 0
)


def organisation(
    teams: int, profile: list[float], generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    names = np.repeat(np.arange(teams), generator.integers(4, 14, teams))
    size = len(profile)
    own = generator.normal(size=(teams, size)) * np.sqrt(0.1)
    return np.array(profile) + own[names] + generator.normal(size=(len(names), size)) * np.sqrt(0.9), names


def test_noise_alone_is_taken_out() -> None:
    """Mean of 60 seeded pairs: without a difference about 0; with six of 0.3 about 6 × 0.09 = 0.54; raw is more."""
    generator = np.random.default_rng(4)
    for level, true in ((0.0, 0.0), (0.3, 0.54)):
        found = []
        for seed in range(60):
            one, two = organisation(8, [level] * 6, generator), organisation(10, [0.0] * 6, generator)
            found.append(profile_distance(one[0], two[0], one[1], two[1], seed, permutations=200))
        assert np.mean([item.corrected_squared for item in found]) == pytest.approx(true, abs=0.12)
        assert np.mean([item.raw**2 for item in found]) > true + 0.2
        assert all(item.corrected <= item.raw for item in found)


def test_p_is_the_share_of_all_ways_to_deal_out_the_teams() -> None:
    """Three and three teams can be dealt out in 20 ways: count them all."""
    generator = np.random.default_rng(8)
    one, two = organisation(3, [0.5, 0.0, 0.0], generator), organisation(3, [0.0, 0.0, 0.4], generator)
    scores = np.vstack([one[0], two[0]])
    names = np.concatenate([one[1], two[1] + 3])
    groups = [one[0], two[0]]
    own = np.vstack([group - group.mean(axis=0) for group in groups])
    spread = np.sqrt((own**2).sum(axis=0) / (len(own) - 2))

    def distance(first: tuple[int, ...]) -> float:
        inside = np.isin(names, first)
        moved = (scores[inside].mean(axis=0) - scores[~inside].mean(axis=0)) / spread
        return float((moved**2).sum())

    ways = [distance(first) for first in combinations(range(6), 3)]
    exact = np.mean([way >= distance((0, 1, 2)) - 1e-9 for way in ways])
    found = profile_distance(one[0], two[0], one[1], two[1], 0, permutations=4_000)
    assert found.raw**2 == pytest.approx(distance((0, 1, 2)))
    assert found.p == pytest.approx(exact, abs=0.03)


def test_elevation_and_shape_make_the_distance() -> None:
    generator = np.random.default_rng(6)
    one, two = organisation(6, [1.0, 0.6, 0.2], generator), organisation(6, [0.0, 0.0, 0.0], generator)
    found = profile_distance(one[0], two[0], one[1], two[1], 1, permutations=200)
    assert found.raw**2 == pytest.approx(3 * found.elevation**2 + found.shape**2)
    assert found.elevation > 0
    assert found.p < 0.05
    turned = profile_distance(two[0], one[0], two[1], one[1], 1, permutations=200)
    assert turned.elevation == pytest.approx(-found.elevation)
    assert turned.raw == pytest.approx(found.raw)


def test_dimensions_that_go_together_count_once() -> None:
    """Mahalanobis as defined: d' S⁻¹ d with the pooled covariances; units do not matter."""
    generator = np.random.default_rng(7)
    one, two = organisation(5, [0.5, 0.5], generator), organisation(5, [0.0, 0.0], generator)
    for scores in (one[0], two[0]):
        scores[:, 1] = 3 * scores[:, 0] + scores[:, 1]
    own = np.vstack([scores - scores.mean(axis=0) for scores in (one[0], two[0])])
    pooled = own.T @ own / (len(own) - 2)
    difference = one[0].mean(axis=0) - two[0].mean(axis=0)
    expected = difference @ np.linalg.inv(pooled) @ difference
    found = profile_distance(one[0], two[0], one[1], two[1], 1, metric="mahalanobis", permutations=100)
    assert found.raw**2 == pytest.approx(expected)


def test_a_profile_without_answers_has_no_distance() -> None:
    nothing = np.full((10, 2), np.nan)
    found = profile_distance(nothing, np.ones((10, 2)), np.arange(10), np.arange(10), 0, permutations=10)
    assert np.isnan(found.raw)
    assert np.isnan(found.p)
    single = profile_distance(
        np.random.default_rng(1).normal(size=(9, 2)),
        np.random.default_rng(2).normal(size=(9, 2)),
        np.zeros(9),
        np.arange(9),
        0,
    )
    assert single.raw > 0
    assert np.isnan(single.p)
    with pytest.raises(ValueError, match="same dimensions"):
        profile_distance(nothing, nothing[:, :1], np.arange(10), np.arange(10), 0)


def test_log_ratios_of_a_known_form() -> None:
    """By hand: parts 40, 30, 20, 10 against their geometric mean 22.1336; a factor on all parts changes nothing."""
    form = [40.0, 30.0, 20.0, 10.0]
    assert clr(form) == pytest.approx(np.log(np.array(form) / 22.133638), abs=1e-7)
    assert clr(np.array(form) * 3) == pytest.approx(clr(form))
    assert ilr([50.0, 50.0]) == pytest.approx([0.0])
    assert ilr([60.0, 20.0, 20.0])[0] == pytest.approx(np.sqrt(0.5) * np.log(3))
    assert aitchison_distance([40.0, 60.0], [60.0, 40.0]) == pytest.approx(np.sqrt(2) * np.log(1.5))
    with pytest.raises(ValueError, match="replace_zeros"):
        clr([100.0, 0.0])
    with pytest.raises(ValueError, match="zero or more"):
        clr([101.0, -1.0])


def test_zero_gives_way_in_proportion() -> None:
    found = replace_zeros([70.0, 30.0, 0.0, 0.0])
    assert found.sum() == pytest.approx(1)
    assert found[2] == found[3] == pytest.approx(0.0065)
    assert found[0] / found[1] == pytest.approx(7 / 3)


def test_the_mean_form_is_that_of_ratios() -> None:
    people = [[50.0, 25.0, 25.0], [25.0, 50.0, 25.0]]
    middle = centre(people)
    assert middle[0] == pytest.approx(middle[1])
    assert middle[0] / middle[2] == pytest.approx(np.sqrt(2))


@settings(max_examples=40, deadline=None)
@given(first=POINTS, second=POINTS)
def test_coordinates_keep_distances_and_go_back(first: np.ndarray, second: np.ndarray) -> None:
    one, two = replace_zeros(first), replace_zeros(second)
    assert from_ilr(ilr(one)) == pytest.approx(one)
    apart = float(aitchison_distance(one, two))
    assert np.linalg.norm(ilr(one) - ilr(two)) == pytest.approx(apart, abs=1e-9)
    slow = sum((np.log(one[i] / one[j]) - np.log(two[i] / two[j])) ** 2 for i in range(4) for j in range(4))
    assert apart == pytest.approx(np.sqrt(slow / 8), abs=1e-9)
