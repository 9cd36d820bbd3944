"""How far apart are two profiles: a distance without the part that noise alone would give, and a test by permutation.

Two noisy profiles always lie apart, so the raw distance is too large. Never the index of Kogut and Singh: it is a
squared distance that leaves out how dimensions go together (Konara & Mohr 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from vierkant.survey.arrays import Numbers, codes_of, matrix, mean_of_answers

PERMUTATIONS = 2_000
FEWEST_TEAMS = 2


@dataclass(frozen=True, slots=True)
class ProfileDistance:
    """The distance between two profiles over all dimensions, in pooled standard deviations."""

    raw: float
    """As found, noise and all."""
    corrected: float
    """Without what noise alone gives; 0 when the noise explains it all."""
    corrected_squared: float
    """The square before it is cut off at zero: unbiased, so it can be below zero."""
    p: float
    """Chance of this distance when teams had been dealt out to the groups at random."""
    elevation: float
    """Mean of the differences over the dimensions: the first answers higher everywhere."""
    shape: float
    """What is left of the raw distance without the elevation: the profiles go up and down in other places."""
    permutations: int


@dataclass(frozen=True, slots=True)
class _Team:
    """Per team and dimension (teams × dimensions): sums and people; and which teams are of the first group."""

    total: Numbers
    count: Numbers
    first: Numbers


def profile_distance(
    first: ArrayLike,
    second: ArrayLike,
    teams_first: ArrayLike,
    teams_second: ArrayLike,
    seed: int,
    *,
    metric: str = "euclid",
    permutations: int = PERMUTATIONS,
) -> ProfileDistance:
    """Distance between the mean profiles of two groups of people, per dimension in pooled standard deviations.

    Teams are dealt out to the two groups at random: the share of these that lie at least as far apart is p. The
    same on scores around the mean of their own group gives the part of the squared distance that is noise.

    Args:
        first: scores (people × dimensions), NaN where missing.
        second: the same for the other group.
        teams_first: the team of every person of the first group (any labels).
        teams_second: the same for the second.
        seed: of the random numbers.
        metric: ``euclid``, or ``mahalanobis``: dimensions that go together count once.
        permutations: how many times teams are dealt out.

    Returns:
        The distance; everything NaN when a dimension has no answers or no spread, p and what is corrected NaN when a
        group has fewer than two teams.

    Raises:
        ValueError: other dimensions, arrays of other lengths, or an unknown metric.
    """
    if metric not in ("euclid", "mahalanobis"):
        raise ValueError(f"the metric is euclid or mahalanobis, not {metric}")
    groups = [matrix(first), matrix(second)]
    if groups[0].shape[1] != groups[1].shape[1]:
        raise ValueError("both profiles must have the same dimensions")
    own = [group - mean_of_answers(group) if len(group) else group for group in groups]
    transform = _standardise(np.vstack(own), metric, degrees_lost=2)
    if transform is None or not all(len(group) for group in groups):
        return _unknown()
    difference = mean_of_answers(groups[0]) - mean_of_answers(groups[1])
    moved = difference @ transform
    squared = float((moved**2).sum())
    # Elevation and shape are read per dimension, so they keep the scale of a dimension whatever the metric.
    single = difference @ _scale(np.vstack(own), degrees_lost=2)
    p, noise = _permuted(groups, own, (teams_first, teams_second), transform, squared, seed, permutations)
    corrected = squared - noise
    elevation = float(single.mean())
    return ProfileDistance(
        raw=sqrt(squared),
        corrected=sqrt(max(corrected, 0.0)) if not np.isnan(corrected) else corrected,
        corrected_squared=corrected,
        p=p,
        elevation=elevation,
        shape=sqrt(float(((single - elevation) ** 2).sum())),
        permutations=permutations if not np.isnan(p) else 0,
    )


def _unknown() -> ProfileDistance:
    nothing = float("nan")
    return ProfileDistance(nothing, nothing, nothing, nothing, nothing, nothing, 0)


def _scale(residuals: Numbers, degrees_lost: int) -> Numbers:
    """Diagonal: from points of the scale to pooled standard deviations."""
    known = ~np.isnan(residuals)
    count = known.sum(axis=0) - degrees_lost
    squares = np.where(known, residuals, 0.0) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.diag(1 / np.sqrt(squares.sum(axis=0) / count))


def _standardise(residuals: Numbers, metric: str, degrees_lost: int) -> Numbers | None:
    """What a difference is multiplied by, so that its length is the distance; None when a dimension has no spread."""
    scale = _scale(residuals, degrees_lost)
    if not np.isfinite(scale).all() or len(residuals) <= residuals.shape[1] + degrees_lost:
        return None
    if metric == "euclid":
        return scale
    whole = residuals[~np.isnan(residuals).any(axis=1)] @ scale
    if len(whole) <= whole.shape[1] + degrees_lost:
        return None
    correlations = whole.T @ whole / (len(whole) - degrees_lost)
    values, vectors = np.linalg.eigh(correlations)
    if values[0] <= 1e-10:
        return None  # two dimensions are the same: how they go together cannot be taken out
    return np.asarray(scale @ vectors / np.sqrt(values))


def _team_sums(groups: list[Numbers], teams: tuple[ArrayLike, ArrayLike]) -> _Team:
    totals, counts, flags = [], [], []
    for place, (scores, names) in enumerate(zip(groups, teams, strict=True)):
        codes, number = codes_of(names, len(scores))
        known = ~np.isnan(scores)
        member = np.zeros((number, len(scores)))
        member[codes, np.arange(len(scores))] = 1.0
        totals.append(member @ np.where(known, scores, 0.0))
        counts.append(member @ known.astype(np.float64))
        flags.append(np.full(number, 1.0 - place))
    return _Team(np.vstack(totals), np.vstack(counts), np.concatenate(flags))


def _distances(teams: _Team, first: Numbers, transform: Numbers) -> Numbers:
    """Squared distance for every way to deal out the teams (permutations × teams, 1 for the first group)."""
    one = first @ teams.total, first @ teams.count
    two = teams.total.sum(axis=0) - one[0], teams.count.sum(axis=0) - one[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = one[0] / one[1] - two[0] / two[1]
    return np.asarray(((difference @ transform) ** 2).sum(axis=1))


def _permuted(
    groups: list[Numbers],
    own: list[Numbers],
    teams: tuple[ArrayLike, ArrayLike],
    transform: Numbers,
    squared: float,
    seed: int,
    permutations: int,
) -> tuple[float, float]:
    """p, and the mean squared distance that noise alone gives."""
    found, noise = _team_sums(groups, teams), _team_sums(own, teams)
    sizes = int(found.first.sum()), int((1 - found.first).sum())
    if min(sizes) < FEWEST_TEAMS:
        return float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    dealt = generator.permuted(np.tile(found.first, (permutations, 1)), axis=1)
    distances = _distances(found, dealt, transform)
    known = distances[np.isfinite(distances)]
    # A hair of room: the same teams dealt out as they are add up in another order.
    far = int((known >= squared * (1 - 1e-9)).sum())
    centred = _distances(noise, dealt, transform)
    # Residuals around the mean of their group are a little too small: one team per group is spent on the mean.
    spent = sum(sizes) / (sum(sizes) - 2)
    return (far + 1) / (len(known) + 1), float(centred[np.isfinite(centred)].mean()) * spent
