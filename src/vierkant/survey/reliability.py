"""How reliable is a scale: alpha and omega total with their intervals.

Rows are respondents, columns are items that all point the same way, NaN is no answer. Never for forms on which people
share out 100 points: their items are forced to differ (see `compositions`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from vierkant.survey.arrays import Numbers, complete, covariance, matrix, missing_share
from vierkant.survey.factor import one_factor

MANY_MISSING = 0.02
"""Above this share of missing answers the two ways to treat them are both reported: they differ in the third digit."""
DRAWS = 500
FEWEST_FOR_DRAWS = 10
"""Fewer respondents than this say nothing about the spread of omega."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha and omega of one scale, each with its interval; NaN where they cannot be known."""

    respondents: int
    """Who answered at least one item."""
    items: int
    missing: float
    """Share of the answers that are missing, of these respondents."""
    alpha: float
    alpha_low: float
    alpha_high: float
    omega: float
    omega_low: float
    omega_high: float
    alpha_listwise: float | None
    """Over who answered everything; given when more than 2 % is missing."""
    omega_listwise: float | None


def _alpha(covariances: Numbers) -> float:
    items = len(covariances)
    total = float(covariances.sum())
    if not total > 0:  # also when it is NaN
        return float("nan")
    return items / (items - 1) * (1 - float(np.trace(covariances)) / total)


def cronbach_alpha(answers: ArrayLike, *, listwise: bool = False) -> float:
    """Cronbach's alpha: k / (k - 1) × (1 - sum of variances / variance of the sum) (Cronbach 1951).

    Args:
        answers: respondents × items, reverse items already turned, NaN where missing.
        listwise: use only respondents who answered everything; otherwise every pair of items uses all its answers, as
            ``alpha`` of psych for R does.

    Returns:
        At most 1; can be negative. NaN when nobody differs, or a pair of items was never answered together.

    Raises:
        ValueError: not respondents × items, or fewer than two items.
    """
    return _alpha(covariance(matrix(answers, 2), listwise))


def alpha_interval(
    answers: ArrayLike, *, level: float = 0.95, method: str = "feldt", listwise: bool = False
) -> tuple[float, float]:
    """Interval of alpha: ``feldt`` (Feldt 1965; exact when items are parallel) or ``bonett`` (Bonett 2002).

    Feldt: 1 - (1 - α) F, with the quantiles of F at n - 1 and (n - 1)(k - 1) degrees of freedom. Bonett:
    1 - (1 - α) exp(± z sqrt(2k / ((k - 1)(n - 2)))). n counts who answered everything, so that missing answers never
    make an interval narrower.

    Returns:
        (low, high); NaN with fewer than three whole respondents.

    Raises:
        ValueError: as `cronbach_alpha`, a level outside 0..1, or an unknown method.
    """
    data = matrix(answers, 2)
    return _alpha_ends(cronbach_alpha(data, listwise=listwise), data, level, method)


def _alpha_ends(alpha: float, data: Numbers, level: float, method: str) -> tuple[float, float]:
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    if method not in ("feldt", "bonett"):
        raise ValueError(f"the method is feldt or bonett, not {method}")
    # Imported here: SciPy takes longer to load than `vierkant --help` may take.
    from scipy.special import fdtri, ndtri

    people, items = len(complete(data)), data.shape[1]
    if people < 3 or np.isnan(alpha):
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    if method == "feldt":
        degrees = people - 1, (people - 1) * (items - 1)
        factors = fdtri(*degrees, 1 - tail), fdtri(*degrees, tail)
    else:
        width = ndtri(1 - tail) * np.sqrt(2 * items / ((items - 1) * (people - 2)))
        factors = np.exp(width), np.exp(-width)
    return 1 - (1 - alpha) * float(factors[0]), 1 - (1 - alpha) * float(factors[1])


def _correlations(covariances: Numbers) -> Numbers:
    # Rounding can make the variance of equal answers a hair below zero.
    spread = np.sqrt(np.maximum(np.diagonal(covariances, axis1=-2, axis2=-1), 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = covariances / (spread[..., :, None] * spread[..., None, :])
    return np.where(np.isfinite(found), np.clip(found, -1.0, 1.0), np.nan)


def _omega(correlations: Numbers) -> Numbers:
    """Omega total for one matrix or a stack of them."""
    loadings = one_factor(correlations)
    total = correlations.sum(axis=(-2, -1))
    own = (1 - loadings**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 - own / total
    return np.asarray(np.where(total > 0, found, np.nan))


def omega_total(answers: ArrayLike, *, listwise: bool = False) -> float:
    """Omega total of one factor: 1 - sum of unique variances / variance of the sum (McDonald 1999).

    Computed on correlations with the loadings of `one_factor`, as ``omega(nfactors = 1)`` of psych for R.

    Args and errors as `cronbach_alpha`, but at least three items are needed.

    Returns:
        At most 1. NaN when an item has no variance.

    Raises:
        ValueError: not respondents × items, or fewer than three items.
    """
    return float(_omega(_correlations(covariance(matrix(answers, 3), listwise))))


def omega_interval(
    answers: ArrayLike, *, level: float = 0.95, seed: int = 0, draws: int = DRAWS, listwise: bool = False
) -> tuple[float, float]:
    """Interval of omega total: percentiles of a bootstrap of respondents (Kelley & Pornprasertmanit 2016).

    Args:
        answers: respondents × items, NaN where missing.
        level: chance that the interval holds the value.
        seed: of the random numbers; the same seed gives the same interval.
        draws: resamples; those in which an item has no variance are left out.
        listwise: use only respondents who answered everything.

    Returns:
        (low, high); NaN with fewer than ten respondents, or when most resamples give no omega.

    Raises:
        ValueError: as `omega_total`, or a level outside 0..1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    data = matrix(answers, 3)
    data = complete(data) if listwise else data[~np.isnan(data).all(axis=1)]
    if len(data) < FEWEST_FOR_DRAWS:
        return float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    weights = generator.multinomial(len(data), np.full(len(data), 1 / len(data)), size=draws)
    found = _omega(_correlations(_weighted_covariances(data, weights.astype(np.float64))))
    known = found[~np.isnan(found)]
    if len(known) < draws / 2:
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _weighted_covariances(data: Numbers, weights: Numbers) -> Numbers:
    """Pairwise covariances for every row of weights (draws × respondents): (draws × items × items)."""
    known = (~np.isnan(data)).astype(np.float64)
    middle = np.where(known > 0, data, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    centred = np.where(known > 0, data - middle, 0.0)
    items = data.shape[1]

    def summed(left: Numbers, right: Numbers) -> Numbers:
        products = (left[:, :, None] * right[:, None, :]).reshape(len(data), items * items)
        return np.asarray((weights @ products).reshape(-1, items, items))

    count, sums = summed(known, known), summed(centred, known)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (summed(centred, centred) - sums * sums.transpose(0, 2, 1) / count) / (count - 1)
    return np.where(count > 1, found, np.nan)


def reliability_of(
    answers: ArrayLike, *, level: float = 0.95, seed: int = 0, draws: int = DRAWS
) -> Reliability:
    """Alpha and omega of one scale with their intervals, both ways when more than 2 % is missing.

    Omega is NaN with fewer than three items.

    Raises:
        ValueError: as `cronbach_alpha`, or a level outside 0..1.
    """
    data = matrix(answers, 2)
    data = data[~np.isnan(data).all(axis=1)]
    missing, enough = missing_share(data), data.shape[1] >= 3
    alpha = cronbach_alpha(data)
    low, high = _alpha_ends(alpha, data, level, "feldt")
    nothing = float("nan")
    ends = omega_interval(data, level=level, seed=seed, draws=draws) if enough else (nothing, nothing)
    both = missing > MANY_MISSING
    return Reliability(
        respondents=len(data),
        items=data.shape[1],
        missing=missing,
        alpha=alpha,
        alpha_low=low,
        alpha_high=high,
        omega=omega_total(data) if enough else nothing,
        omega_low=ends[0],
        omega_high=ends[1],
        alpha_listwise=cronbach_alpha(data, listwise=True) if both else None,
        omega_listwise=omega_total(data, listwise=True) if both and enough else None,
    )
