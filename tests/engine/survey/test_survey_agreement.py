"""Agreement and intraclass correlation against R and against the definitions, taken literally."""

from __future__ import annotations

from statistics import fmean, variance

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.engine.survey.published import COHESION, COHESION_UNIT, SHROUT_FLEISS

from vierkant.survey import (
    average_deviation,
    icc1,
    icc2,
    intraclass,
    r_star_wgj,
    rwg,
    rwgj,
)

FIRST, SECOND = COHESION[COHESION_UNIT == "1044B"], COHESION[COHESION_UNIT == "1044C"]


def test_agreement_is_that_of_multilevel() -> None:
    """multilevel 2.7 and 2.8 for R, functions rwg, rwg.j, rwg.j.lindell and ad.m on ``cohesion``."""
    assert rwg(FIRST[:, 0], 5) == pytest.approx(0.7166666667, abs=1e-9)
    assert rwg(SECOND[:, 0], 5) == pytest.approx(0.6, abs=1e-9)
    assert rwgj(FIRST, 5) == pytest.approx(
        0.7377049180, abs=1e-9
    )  # 2.8: six people, one of whom missed an item
    assert rwgj(FIRST, 5, listwise=True) == pytest.approx(0.7539682540, abs=1e-9)  # 2.7: five people
    assert rwgj(SECOND, 5) == rwgj(SECOND, 5, listwise=True) == pytest.approx(0.8988764045, abs=1e-9)
    assert r_star_wgj(FIRST, 5, listwise=True) == pytest.approx(0.38, abs=1e-9)
    assert r_star_wgj(SECOND, 5) == pytest.approx(0.64, abs=1e-9)
    assert average_deviation(FIRST) == pytest.approx(0.80, abs=1e-9)
    assert average_deviation(SECOND) == pytest.approx(0.56, abs=1e-9)
    assert average_deviation(FIRST[:, 0]) == pytest.approx(0.5555556, abs=1e-6)


def test_intraclass_correlations_are_those_of_multilevel_and_psych() -> None:
    """multilevel: ICC1 and ICC2 on aov(COH01 ~ UNIT); psych: ICC on the table of Shrout & Fleiss."""
    assert icc1(COHESION[:, 0], COHESION_UNIT) == pytest.approx(0.2018876863, abs=1e-9)
    assert icc2(COHESION[:, 0], COHESION_UNIT) == pytest.approx(0.5818105440, abs=1e-9)
    found = intraclass(SHROUT_FLEISS)
    assert [found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k] == pytest.approx(
        [0.1657417684, 0.2897637795, 0.7148407148, 0.4427971337, 0.6200505476, 0.9093155424], abs=1e-9
    )


def test_who_did_not_answer_is_left_out() -> None:
    with_missing = np.append(COHESION[:, 0], np.nan)
    names = np.append(COHESION_UNIT, "1044D")  # a group in which nobody answered is no group
    assert icc1(with_missing, names) == pytest.approx(icc1(COHESION[:, 0], COHESION_UNIT))
    assert np.isnan(rwg([3.0, np.nan], 5))
    assert np.isnan(rwgj([[np.nan, 1.0], [2.0, np.nan]], 5))


def test_disagreement_counts_against() -> None:
    """Two camps: variance 4.8 over six people, more than the 2 of chance; rwg stops at 0, r*wg(j) goes below."""
    camps = np.array([[1.0] * 3, [5.0] * 3, [1.0] * 3, [5.0] * 3, [1.0] * 3, [5.0] * 3])
    assert (rwg(camps[:, 0], 5), rwgj(camps, 5)) == (0.0, 0.0)
    assert r_star_wgj(camps, 5) == pytest.approx(1 - 4.8 / 2)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rwg([1.0, 2.0], 1), "at least 2 points"),
        (lambda: rwgj([1.0, 2.0], 5), "respondents × items"),
        (lambda: icc1([1.0, 2.0], ["a", "a"]), "two groups"),
        (lambda: icc1([1.0, 2.0, 3.0], ["a", "b"]), "one group per value"),
        (lambda: intraclass([[1.0, np.nan], [2.0, 3.0]]), "without missing"),
        (lambda: rwg([1.0, np.inf], 5), "finite"),
    ],
    ids=["points", "shape", "groups", "length", "missing", "infinite"],
)
def test_what_cannot_be_counted_says_so(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()  # type: ignore[operator]


@settings(max_examples=30, deadline=None)
@given(answers=arrays(np.float64, (8, 3), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, np.nan])))
def test_agreement_as_defined(answers: np.ndarray) -> None:
    items = [[value for value in column if not np.isnan(value)] for column in answers.T]
    spread = [variance(item) for item in items if len(item) > 1]
    if not spread:
        assert np.isnan(rwgj(answers, 5))
        return
    share = min(fmean(spread) / 2, 1.0)
    assert rwgj(answers, 5) == pytest.approx(len(spread) * (1 - share) / (len(spread) * (1 - share) + share))
    assert r_star_wgj(answers, 5) == pytest.approx(1 - fmean(spread) / 2)


@settings(max_examples=30, deadline=None)
@given(
    groups=st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=6), min_size=2, max_size=5).filter(
        lambda found: len({value for group in found for value in group}) > 1
    )
)
def test_intraclass_as_defined(groups: list[list[int]]) -> None:
    """One-way analysis of variance written out."""
    everybody = [value for group in groups for value in group]
    between = sum(len(group) * (fmean(group) - fmean(everybody)) ** 2 for group in groups) / (len(groups) - 1)
    within = sum((value - fmean(group)) ** 2 for group in groups for value in group)
    within /= len(everybody) - len(groups)
    size = len(everybody) / len(groups)
    names = [place for place, group in enumerate(groups) for _ in group]
    found = icc1([float(value) for value in everybody], names)
    assert found == pytest.approx((between - within) / (between + (size - 1) * within))
    if between > 1e-12:
        stepped_up = size * found / (1 + (size - 1) * found)  # Spearman-Brown
        assert icc2([float(value) for value in everybody], names) == pytest.approx(stepped_up)
