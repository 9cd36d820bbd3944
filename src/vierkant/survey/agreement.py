"""Do people of one group see the same, and do groups differ? Agreement (rwg, rwg(j), r*wg(j), AD) and intraclass
correlation (ICC).

Rows are respondents, columns are items, NaN is no answer. Formulas and sources: `docs/methods/survey.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from vierkant.survey.arrays import (
    Numbers,
    codes_of,
    complete,
    matrix,
    mean_of_answers,
    variance_of_answers,
    vector,
)


@dataclass(frozen=True, slots=True)
class IntraclassCorrelations:
    """The six forms of Shrout and Fleiss (1979): single rating and mean of all raters."""

    icc1: float
    """Every target has raters of its own."""
    icc2: float
    """The same raters, drawn from more; their level counts."""
    icc3: float
    """These raters and no others; their level does not count."""
    icc1k: float
    icc2k: float
    icc3k: float


def null_variance(points: int) -> float:
    """Variance of answers that are spread evenly over ``points`` options: (A² - 1) / 12.

    Raises:
        ValueError: fewer than two options.
    """
    if points < 2:
        raise ValueError(f"a scale has at least 2 points, not {points}")
    return (points**2 - 1) / 12


def rwg(values: ArrayLike, points: int) -> float:
    """Agreement of one group on one item: 1 - s² / σ², at least 0 (James, Demaree & Wolf 1984).

    Args:
        values: the answers of the group (respondents,), NaN is left out.
        points: options of the scale; the null distribution is even.

    Returns:
        0 (no more agreement than chance) to 1; NaN with fewer than two answers.

    Raises:
        ValueError: not one row of numbers, or fewer than two points.
    """
    expected = null_variance(points)
    found = vector(values)
    variance = variance_of_answers(found[:, None])[0]
    return float(np.nan if np.isnan(variance) else 1 - min(variance, expected) / expected)


def _mean_variance(answers: ArrayLike, listwise: bool) -> tuple[float, int]:
    """The mean variance of the items that at least two people answered, and how many items there are."""
    data = matrix(answers)
    data = complete(data) if listwise else data
    variances = variance_of_answers(data)
    known = variances[~np.isnan(variances)]
    return (float(known.mean()) if len(known) else float("nan")), len(known)


def rwgj(answers: ArrayLike, points: int, *, listwise: bool = False) -> float:
    """Agreement of one group on J items: J(1 - m) / (J(1 - m) + m), m = mean variance / σ², at most 1.

    Args:
        answers: the answers of the group (respondents × items), NaN where missing.
        points: options of the scale; the null distribution is even.
        listwise: leave out respondents who missed an item (multilevel 2.7 for R); otherwise every item uses all
            its answers (multilevel 2.8).

    Returns:
        0 to 1; it grows with the number of items. NaN when no item has two answers.

    Raises:
        ValueError: not respondents × items, or fewer than two points.
    """
    expected = null_variance(points)
    variance, items = _mean_variance(answers, listwise)
    if not items:
        return float("nan")
    ratio = min(variance, expected) / expected
    return items * (1 - ratio) / (items * (1 - ratio) + ratio)


def r_star_wgj(answers: ArrayLike, points: int, *, listwise: bool = False) -> float:
    """Agreement on J items that does not grow with J: 1 - mean variance / σ² (Lindell, Brandt & Whitney 1999).

    Args and errors as `rwgj`.

    Returns:
        At most 1; below 0 when people differ more than by chance. NaN when no item has two answers.
    """
    expected = null_variance(points)
    variance, items = _mean_variance(answers, listwise)
    return 1 - variance / expected if items else float("nan")


def average_deviation(answers: ArrayLike, *, listwise: bool = True) -> float:
    """Mean distance of people to the mean of their group, averaged over the items (Burke, Finkelstein & Dusig 1999).

    Args:
        answers: the answers of the group (respondents × items, or one item as one row), NaN where missing.
        listwise: leave out respondents who missed an item, as ``ad.m`` of multilevel for R does.

    Returns:
        In points of the scale; at most ``points / 6`` is the practical limit. NaN with fewer than two people.

    Raises:
        ValueError: more than two dimensions.
    """
    given = np.asarray(answers, dtype=np.float64)
    data = matrix(given[:, None] if given.ndim == 1 else given)
    data = complete(data) if listwise else data
    data = data[:, (~np.isnan(data)).sum(axis=0) > 1]
    if not data.size:
        return float("nan")
    return float(mean_of_answers(np.abs(data - mean_of_answers(data))).mean())


def _mean_squares(values: ArrayLike, groups: ArrayLike) -> tuple[float, float, float]:
    """Mean square between and within groups (one-way analysis of variance), and the mean group size."""
    found = vector(values)
    codes, _ = codes_of(groups, len(found))
    known = ~np.isnan(found)
    found = found[known] - (found[known].mean() if known.any() else 0.0)
    sizes = np.bincount(codes[known])
    counts = sizes[sizes > 0]
    if len(counts) < 2 or len(found) <= len(counts):
        raise ValueError("an intraclass correlation needs two groups, and a group of two people")
    means = np.bincount(codes[known], found)[sizes > 0] / counts
    index = (np.cumsum(sizes > 0) - 1)[codes[known]]
    between = float((counts * means**2).sum()) / (len(counts) - 1)
    within = float(((found - means[index]) ** 2).sum()) / (len(found) - len(counts))
    return between, within, len(found) / len(counts)


def icc1(values: ArrayLike, groups: ArrayLike) -> float:
    """Share of the variance of one person's answer that the group explains, ICC(1) (Bliese 2000).

    Args:
        values: one number per person, NaN where missing.
        groups: the group of every person (any labels).

    Returns:
        (MSB - MSW) / (MSB + (k̄ - 1) MSW) with k̄ the mean group size, as ``ICC1`` of multilevel for R; below 0 when
        groups differ less than chance would make them. NaN when nobody differs from anybody.

    Raises:
        ValueError: one group, only groups of one, or not one group per value.
    """
    between, within, size = _mean_squares(values, groups)
    whole = between + (size - 1) * within
    return (between - within) / whole if whole > 0 else float("nan")


def icc2(values: ArrayLike, groups: ArrayLike) -> float:
    """How well group means can be told apart, ICC(2) (Bliese 2000).

    Returns:
        (MSB - MSW) / MSB, which is ICC(1) stepped up to the mean group size, as ``ICC2`` of multilevel for R. NaN when
        all groups have the same mean.

    Args and errors as `icc1`.
    """
    between, within, _ = _mean_squares(values, groups)
    return (between - within) / between if between > 0 else float("nan")


def intraclass(ratings: ArrayLike) -> IntraclassCorrelations:
    """The six intraclass correlations of Shrout and Fleiss (1979).

    Args:
        ratings: targets × raters, without missing values.

    Raises:
        ValueError: fewer than two targets or raters, or a missing value.
    """
    data: Numbers = matrix(ratings, 2)
    targets, raters = data.shape
    if targets < 2 or np.isnan(data).any():
        raise ValueError("ratings must be at least 2 targets × 2 raters, without missing values")
    data = data - data.mean()
    rows, columns = data.mean(axis=1), data.mean(axis=0)
    between = raters * float((rows**2).sum()) / (targets - 1)
    within = float(((data - rows[:, None]) ** 2).sum()) / (targets * (raters - 1))
    judges = targets * float((columns**2).sum()) / (raters - 1)
    rest = float(((data - rows[:, None] - columns) ** 2).sum()) / ((targets - 1) * (raters - 1))

    def ratio(part: float, whole: float) -> float:
        return part / whole if whole else float("nan")

    level = (judges - rest) / targets
    return IntraclassCorrelations(
        icc1=ratio(between - within, between + (raters - 1) * within),
        icc2=ratio(between - rest, between + (raters - 1) * rest + raters * level),
        icc3=ratio(between - rest, between + (raters - 1) * rest),
        icc1k=ratio(between - within, between),
        icc2k=ratio(between - rest, between + level),
        icc3k=ratio(between - rest, between),
    )
