"""Arrays of answers: rows are respondents, columns are items, NaN is no answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


def matrix(answers: ArrayLike, fewest_items: int = 1) -> Numbers:
    """Answers as floats (respondents × items).

    Raises:
        ValueError: not two dimensions, too few items, or a number without end.
    """
    array = np.asarray(answers, dtype=np.float64)
    if array.ndim != 2:
        raise ValueError(f"answers must be respondents × items, not {array.ndim} dimensions")
    if array.shape[1] < fewest_items:
        raise ValueError(f"at least {fewest_items} items are needed, not {array.shape[1]}")
    if np.isinf(array).any():
        raise ValueError("answers must be finite, or NaN for no answer")
    return array


def vector(values: ArrayLike) -> Numbers:
    """Values of one item as floats.

    Raises:
        ValueError: not one dimension, or a number without end.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"values must be one row of numbers, not {array.ndim} dimensions")
    if np.isinf(array).any():
        raise ValueError("values must be finite, or NaN for no answer")
    return array


def complete(answers: Numbers) -> Numbers:
    """Only the rows without a missing answer."""
    return answers[~np.isnan(answers).any(axis=1)]


def missing_share(answers: Numbers) -> float:
    """Share of the cells without an answer; 0 when there are no cells."""
    return float(np.isnan(answers).mean()) if answers.size else 0.0


def mean_of_answers(answers: Numbers) -> Numbers:
    """Mean per column over who answered; NaN where nobody did (NumPy's own would warn)."""
    known = ~np.isnan(answers)
    count = known.sum(axis=0)
    total = np.where(known, answers, 0.0).sum(axis=0)
    return np.asarray(np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0))


def variance_of_answers(answers: Numbers) -> Numbers:
    """Unbiased variance per column over who answered; NaN with fewer than two answers."""
    known = ~np.isnan(answers)
    count = known.sum(axis=0)
    deviations = np.where(known, answers - mean_of_answers(answers), 0.0)
    squares = (deviations**2).sum(axis=0)
    return np.asarray(np.divide(squares, count - 1, out=np.full(squares.shape, np.nan), where=count > 1))


def covariance(answers: Numbers, listwise: bool = False) -> Numbers:
    """Covariances of the items (items × items), over every pair of answers that is whole.

    Each pair of items has its own means and count, as ``cov(use = "pairwise")`` of R; ``listwise`` takes only
    respondents who answered everything. NaN where fewer than two respondents answered both.
    """
    data = complete(answers) if listwise else answers
    known = (~np.isnan(data)).astype(np.float64)
    # Moved to its own mean first, so that large numbers lose no digits.
    centred = np.where(known > 0, data - mean_of_answers(data), 0.0)
    count = known.T @ known
    products = centred.T @ centred
    sums = centred.T @ known  # sum of item i over who also answered item j
    with np.errstate(divide="ignore", invalid="ignore"):
        result = (products - sums * sums.T / count) / (count - 1)
    return np.where(count > 1, result, np.nan)


def codes_of(groups: ArrayLike, length: int) -> tuple[NDArray[np.intp], int]:
    """The number of the group of every row (in the order of the sorted names), and how many groups there are.

    Raises:
        ValueError: not one group per row.
    """
    names = np.asarray(groups)
    if names.shape != (length,):
        raise ValueError(f"one group per value is needed: {names.shape} for {length} values")
    unique, codes = np.unique(names, return_inverse=True)
    return codes.astype(np.intp), len(unique)
