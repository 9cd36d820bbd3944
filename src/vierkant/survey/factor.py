"""One common factor behind a set of items, by minimum residuals."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from vierkant.survey.arrays import Numbers

LARGEST_LOADING = float(np.sqrt(0.995))
"""A loading stays below 1: an item always keeps a little of its own (Heywood cases), as in psych for R."""
MOST_ROUNDS = 2_000
CLOSE_ENOUGH = 1e-10


def one_factor(correlations: ArrayLike) -> Numbers:
    """Loadings of the items on one factor (Harman & Jones 1966: minres; Comrey 1962 for one factor).

    The loadings l minimise the sum of (r_ij - l_i l_j)² over the pairs of items; the diagonal does not count. Each
    loading in turn is set to its best value given the others, which never makes the fit worse.

    Args:
        correlations: (items × items), or a stack of them (... × items × items).

    Returns:
        Loadings (items,) or (... × items), with a positive sum. NaN where a correlation is NaN.

    Raises:
        ValueError: not square, or fewer than three items: then many loadings fit equally well.
    """
    given = np.asarray(correlations, dtype=np.float64)
    if given.ndim < 2 or given.shape[-1] != given.shape[-2] or given.shape[-1] < 3:
        raise ValueError(f"one factor needs square correlations of at least 3 items, not {given.shape}")
    items = given.shape[-1]
    stack = given.reshape(-1, items, items).copy()
    stack[:, np.arange(items), np.arange(items)] = 0.0
    whole = ~np.isnan(stack).any(axis=(1, 2))
    loadings = np.full((len(stack), items), np.nan)
    loadings[whole] = _fit(stack[whole])
    return loadings.reshape(given.shape[:-1])


def _fit(stack: Numbers) -> Numbers:
    """Loadings for a stack of correlations with a zero diagonal; a matrix that is done is left alone."""
    items = stack.shape[-1]
    loadings = _first_guess(stack)
    open_ones = np.arange(len(stack))
    for _ in range(MOST_ROUNDS):
        current, part = loadings[open_ones].copy(), stack[open_ones]
        for item in range(items):
            product = np.einsum("nj,nj->n", part[:, item], current)
            squares = (current**2).sum(axis=1) - current[:, item] ** 2
            best = np.divide(product, squares, out=np.zeros_like(product), where=squares > 0)
            current[:, item] = np.clip(best, -LARGEST_LOADING, LARGEST_LOADING)
        moved = np.abs(current - loadings[open_ones]).max(axis=1, initial=0.0)
        loadings[open_ones] = current
        open_ones = open_ones[moved > CLOSE_ENOUGH]
        if not len(open_ones):
            break
    return np.where(loadings.sum(axis=1, keepdims=True) < 0, -loadings, loadings)


def _first_guess(stack: Numbers) -> Numbers:
    """The first eigenvector of the correlations with the largest of each row on the diagonal."""
    items = stack.shape[-1]
    if not len(stack):
        return np.zeros((0, items))
    filled = stack.copy()
    filled[:, np.arange(items), np.arange(items)] = np.abs(stack).max(axis=2)
    values, vectors = np.linalg.eigh(filled)
    guess = vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:], 0.0))
    return np.asarray(np.clip(guess, -LARGEST_LOADING, LARGEST_LOADING))
