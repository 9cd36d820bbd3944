"""How large is a difference between two groups, and how sure: Hedges' g with a bootstrap by team, and many at once.

People of one team see each other every day, so their answers are not independent: what is drawn anew is a team.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vierkant.survey.arrays import Numbers, codes_of, vector

DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class Effect:
    """A standardised difference, positive when the first group is higher, with its interval by team."""

    g: float
    low: float
    high: float
    standard_error: float
    degrees: int
    """Teams of both groups minus two."""
    p: float
    """Two-sided, of no difference at all: t with these degrees of freedom."""

    @property
    def known(self) -> bool:
        """False when the spread over teams could not be found."""
        return not np.isnan(self.standard_error)


def small_sample_correction(degrees: int) -> float:
    """The exact factor of Hedges (1981): Γ(m/2) / (sqrt(m/2) Γ((m-1)/2)).

    Raises:
        ValueError: fewer than two degrees of freedom.
    """
    if degrees < 2:
        raise ValueError(f"the correction needs at least 2 degrees of freedom, not {degrees}")
    return exp(lgamma(degrees / 2) - lgamma((degrees - 1) / 2) - 0.5 * log(degrees / 2))


def hedges_g(first: ArrayLike, second: ArrayLike) -> float:
    """Difference of two means in pooled standard deviations, without the bias of small groups (Hedges 1981).

    Args:
        first: one number per person, NaN where missing.
        second: the same for the other group.

    Returns:
        Positive when the first is higher. NaN with fewer than four people, an empty group, or when nobody differs.

    Raises:
        ValueError: not one row of numbers each.
    """
    groups = [vector(group) for group in (first, second)]
    groups = [group[~np.isnan(group)] for group in groups]
    sizes = [len(group) for group in groups]
    degrees = sum(sizes) - 2
    if min(sizes) < 1 or degrees < 2:
        return float("nan")
    means = [float(group.mean()) for group in groups]
    squares = sum(float(((group - mean) ** 2).sum()) for group, mean in zip(groups, means, strict=True))
    if squares <= 0:
        return float("nan")
    return (means[0] - means[1]) / sqrt(squares / degrees) * small_sample_correction(degrees)


@dataclass(frozen=True, slots=True)
class _Teams:
    """Sums per team (teams,): people, values, squares."""

    count: Numbers
    total: Numbers
    squares: Numbers


def _by_team(values: ArrayLike, teams: ArrayLike, middle: float) -> _Teams:
    found = vector(values)
    codes, _ = codes_of(teams, len(found))
    known = ~np.isnan(found)
    moved, codes = found[known] - middle, codes[known]
    count = np.bincount(codes)
    present = count > 0
    return _Teams(
        count[present].astype(np.float64),
        np.bincount(codes, moved)[present].astype(np.float64),
        np.bincount(codes, moved**2)[present].astype(np.float64),
    )


@lru_cache(maxsize=6)
def team_weights(teams: int, draws: int, seed: int, group: int = 0) -> Numbers:
    """How much each team weighs in every resample (draws × teams); kept, and not to be written to.

    ``teams - 1`` teams are drawn and weighed up to all of them, so that the spread is neither too small with few teams
    nor wrong with many (Rao & Wu 1988). ``group`` gives another stream of the same seed.

    Raises:
        ValueError: fewer than two teams.
    """
    if teams < 2:
        raise ValueError(f"a bootstrap by team needs at least 2 teams, not {teams}")
    generator = np.random.default_rng((seed, group))
    counts = generator.multinomial(teams - 1, np.full(teams, 1 / teams), size=draws)
    weights = np.asarray(counts * (teams / (teams - 1)), dtype=np.float64)
    weights.flags.writeable = False
    return weights


def _resampled(teams: _Teams, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """People, mean and sum of squares around it, for every resample."""
    count = weights @ teams.count
    mean = weights @ teams.total / count
    return count, mean, np.maximum(weights @ teams.squares - count * mean**2, 0.0)


def _draws(first: _Teams, second: _Teams, seed: int, draws: int) -> Numbers:
    correction = small_sample_correction(int(first.count.sum() + second.count.sum()) - 2)
    one, two = (
        _resampled(teams, team_weights(len(teams.count), draws, seed, group))
        for group, teams in enumerate((first, second))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt((one[2] + two[2]) / (one[0] + two[0] - 2))
        found = (one[1] - two[1]) / spread * correction
    return found[np.isfinite(found)]


def bootstrap_g(
    first: ArrayLike,
    second: ArrayLike,
    teams_first: ArrayLike,
    teams_second: ArrayLike,
    seed: int,
    *,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Effect:
    """Hedges' g with an interval that draws whole teams, apart in each group.

    The interval takes percentiles of the resamples at the levels that a t distribution with (teams - 2) degrees of
    freedom would need, so that few teams give a wide interval (expanded percentiles, Hesterberg 2015).

    Args:
        first: one number per person, NaN where missing.
        second: the same for the other group.
        teams_first: the team of every person of the first group (any labels).
        teams_second: the same for the second.
        seed: of the random numbers; the same seed gives the same interval.
        draws: resamples.
        level: chance that the interval holds the difference.

    Returns:
        The effect; its interval, error and p are NaN when a group has fewer than two teams or g is not known.

    Raises:
        ValueError: arrays of other lengths, or a level outside 0..1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    g = hedges_g(first, second)
    both = np.concatenate([vector(first), vector(second)])
    middle = float(np.nanmean(both)) if not np.isnan(both).all() else 0.0
    one, two = _by_team(first, teams_first, middle), _by_team(second, teams_second, middle)
    degrees = len(one.count) + len(two.count) - 2
    nothing = float("nan")
    unknown = Effect(g, nothing, nothing, nothing, max(degrees, 0), nothing)
    if min(len(one.count), len(two.count)) < 2 or np.isnan(g):
        return unknown
    found = _draws(one, two, seed, draws)
    error = float(found.std(ddof=1)) if len(found) > draws / 2 else 0.0
    if not error > 0:
        return unknown
    low, high = np.quantile(found, expanded_tails(level, degrees))
    return Effect(g, float(low), float(high), error, degrees, two_sided(g / error, degrees))


@dataclass(frozen=True, slots=True)
class MeanOfTeams:
    """A mean over people with its interval by team; all but the mean NaN when the spread over teams is unknown."""

    mean: float
    low: float
    high: float
    standard_error: float
    degrees: int
    """Teams minus one."""
    p: float
    """Two-sided, of a mean of zero: t with these degrees of freedom."""


def bootstrap_mean(
    values: ArrayLike, teams: ArrayLike, seed: int, *, draws: int = DRAWS, level: float = 0.95
) -> MeanOfTeams:
    """The mean over people with an interval that draws whole teams, made as in `bootstrap_g`.

    Args:
        values: one number per person, NaN where missing.
        teams: the team of every person (any labels).
        seed: of the random numbers.
        draws: resamples.
        level: chance that the interval holds the mean.

    Raises:
        ValueError: not one team per value, or a level outside 0..1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    found, nothing = vector(values), float("nan")
    middle = float(np.nanmean(found)) if not np.isnan(found).all() else nothing
    if np.isnan(middle):
        return MeanOfTeams(nothing, nothing, nothing, nothing, 0, nothing)
    sums = _by_team(found, teams, middle)
    degrees = len(sums.count) - 1
    if degrees < 1:
        return MeanOfTeams(middle, nothing, nothing, nothing, degrees, nothing)
    weights = team_weights(len(sums.count), draws, seed)
    means = middle + _resampled(sums, weights)[1]
    error = float(means.std(ddof=1))
    low, high = (float(end) for end in np.quantile(means, expanded_tails(level, degrees)))
    p = two_sided(middle / error, degrees) if error > 0 else nothing
    return MeanOfTeams(middle, low, high, error, degrees, p)


def expanded_tails(level: float, degrees: int) -> tuple[float, float]:
    """The two percentiles (as shares) that give a bootstrap interval the width of t (Hesterberg 2015)."""
    # Imported here: SciPy takes longer to load than `vierkant --help` may take.
    from scipy.special import ndtr, stdtrit

    tail = float(ndtr(stdtrit(degrees, (1 - level) / 2)))
    return tail, 1 - tail


def two_sided(t: float, degrees: int) -> float:
    """Chance of a t at least this far from zero."""
    # Imported here: SciPy takes longer to load than `vierkant --help` may take.
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(t)))


def benjamini_hochberg(p: ArrayLike) -> Numbers:
    """Adjusted p-values: of what stays at or below q, at most a share q is expected to be chance.

    Benjamini & Hochberg (1995): p × m / rank, never above a later one. Tests that are unknown (NaN) do not count and
    stay NaN.

    Args:
        p: p-values (tests,), in any order.

    Returns:
        Adjusted p-values in the same order, at most 1.

    Raises:
        ValueError: not one row, or a number outside 0..1.
    """
    given = vector(p)
    known: NDArray[np.bool_] = ~np.isnan(given)
    values = given[known]
    if ((values < 0) | (values > 1)).any():
        raise ValueError("p-values lie between 0 and 1")
    order = np.argsort(values, kind="stable")
    raw = values[order] * len(values) / np.arange(1, len(values) + 1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum.accumulate(raw[::-1])[::-1]
    result = np.full(given.shape, np.nan)
    result[known] = np.minimum(adjusted, 1.0)
    return result
