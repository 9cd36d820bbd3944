"""Forms on which people share out 100 points: compositions, of which only the ratios say something (Aitchison 1986).

Points that must add up are forced to differ: alpha, omega and ordinary correlations mean nothing here. Take means and
distances of log ratios instead.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from vierkant.survey.arrays import Numbers

SMALLEST_POINTS = 1.0
"""Points that people can give at least, other than nothing."""
BELOW_SMALLEST = 0.65
"""A zero counts as this part of the least that could be given (Martín-Fernández et al. 2003)."""


def closed(points: ArrayLike) -> Numbers:
    """Points as shares that add up to 1, along the last axis.

    Raises:
        ValueError: a point below zero or not finite, fewer than two parts, or nothing given at all.
    """
    array = np.asarray(points, dtype=np.float64)
    if array.ndim < 1 or array.shape[-1] < 2:
        raise ValueError("a composition has at least 2 parts")
    if not np.isfinite(array).all() or (array < 0).any():
        raise ValueError("points are zero or more, and none may be missing")
    total = array.sum(axis=-1, keepdims=True)
    if (total <= 0).any():
        raise ValueError("a composition needs at least one part above zero")
    return np.asarray(array / total)


def replace_zeros(points: ArrayLike, smallest: float | None = None) -> Numbers:
    """Shares without zeros: a zero becomes a little, the others give it up in proportion (Martín-Fernández 2003).

    Ratios between parts that were not zero stay what they were.

    Args:
        points: compositions (... × parts).
        smallest: the share that a zero becomes; by default 0.65 of one point of a hundred.

    Raises:
        ValueError: as `closed`; or the zeros together would take the whole.
    """
    shares = closed(points)
    small = BELOW_SMALLEST * SMALLEST_POINTS / 100 if smallest is None else smallest
    zero = shares == 0
    taken = small * zero.sum(axis=-1, keepdims=True)
    if not small > 0 or (taken >= 1).any():
        raise ValueError("what replaces a zero must be above zero, and all together less than the whole")
    return np.where(zero, small, shares * (1 - taken))


def _logarithms(points: ArrayLike) -> Numbers:
    shares = closed(points)
    if (shares == 0).any():
        raise ValueError("a ratio with zero has no logarithm: use replace_zeros first")
    return np.asarray(np.log(shares))


def clr(points: ArrayLike) -> Numbers:
    """Centred log ratios: log of every part against the geometric mean (... × parts); they add up to 0.

    Raises:
        ValueError: as `closed`, or a part is zero.
    """
    logarithms = _logarithms(points)
    return np.asarray(logarithms - logarithms.mean(axis=-1, keepdims=True))


def balances(parts: int) -> Numbers:
    """An orthonormal basis (parts - 1 × parts): the first i parts against the next one (Egozcue et al. 2003)."""
    basis = np.zeros((parts - 1, parts))
    for row in range(parts - 1):
        count = row + 1
        basis[row, :count] = 1 / count
        basis[row, count] = -1
        basis[row] *= np.sqrt(count / (count + 1))
    return basis


def ilr(points: ArrayLike) -> Numbers:
    """Isometric log ratios (... × parts - 1): ordinary coordinates in which distances are those of Aitchison.

    Coordinate i is sqrt(i / (i + 1)) × log(geometric mean of the first i parts / part i + 1).

    Raises:
        ValueError: as `clr`.
    """
    centred = clr(points)
    return np.asarray(centred @ balances(centred.shape[-1]).T)


def from_ilr(coordinates: ArrayLike) -> Numbers:
    """Back from `ilr` to shares that add up to 1 (... × parts)."""
    array = np.asarray(coordinates, dtype=np.float64)
    logarithms = array @ balances(array.shape[-1] + 1)
    return closed(np.exp(logarithms - logarithms.max(axis=-1, keepdims=True)))


def aitchison_distance(first: ArrayLike, second: ArrayLike) -> Numbers:
    """Distance between compositions: Euclidean between their centred log ratios; (...) for (... × parts).

    Raises:
        ValueError: as `clr`.
    """
    return np.asarray(np.sqrt(((clr(first) - clr(second)) ** 2).sum(axis=-1)))


def centre(points: ArrayLike) -> Numbers:
    """The mean composition of people (people × parts): the geometric mean per part, as shares.

    Raises:
        ValueError: as `clr`.
    """
    return closed(np.exp(clr(points).mean(axis=0)))
