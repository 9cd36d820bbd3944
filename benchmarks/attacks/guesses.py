"""What can be guessed from published figures: each person's bit, by bounded least squares and by bounds.

The attacker knows who is in which cell and, pessimistically, who took part. A published figure says that the number
of people in a cell with the bit lies between two whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.stats import rankdata

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
STEPS = 400
NEARLY = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """Figures about one yes-or-no question: rows over unknowns (0/1), a best figure, and what it can be at most."""

    rows: Floats  # (figures, unknowns)
    point: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Guess:
    """How well the guesses do against the truth."""

    auc: float  # chance that who has the bit is guessed higher than who has not
    certain: float  # share of people guessed at 0 or 1 (within 0.02)
    right: float  # share of those that is right; 1.0 when there are none


def bounded_least_squares(seen: Published, start: float = 0.5, steps: int = STEPS) -> Floats:
    """Values in 0..1 that fit the figures best, nearest to ``start`` where they leave room; shape (unknowns,).

    Accelerated projected gradient (Beck and Teboulle 2009) on rows scaled to equal noise per person.
    """
    scale = 1 / np.sqrt(np.maximum(seen.rows.sum(axis=1), 1.0))
    rows, point = seen.rows * scale[:, None], seen.point * scale
    step = 1 / max(np.linalg.norm(rows, 2) ** 2, 1e-12)
    values = np.full(rows.shape[1], start)
    ahead, speed = values, 1.0
    for _ in range(steps):
        stepped = np.clip(ahead - step * (rows.T @ (rows @ ahead - point)), 0.0, 1.0)
        faster = (1 + np.sqrt(1 + 4 * speed**2)) / 2
        ahead = stepped + (speed - 1) / faster * (stepped - values)
        values, speed = stepped, faster
    return values


def area_under_curve(score: Floats, truth: Flags) -> float:
    """The Mann-Whitney statistic; a half when one kind is missing. Ties count half."""
    yes = int(truth.sum())
    no = len(truth) - yes
    if not yes or not no:
        return 0.5
    return float((rankdata(score)[truth].sum() - yes * (yes + 1) / 2) / (yes * no))


def judged(values: Floats, truth: Flags) -> Guess:
    """How good these guesses are."""
    certain = (values <= NEARLY) | (values >= 1 - NEARLY)
    right = float((np.rint(values[certain]) == truth[certain]).mean()) if certain.any() else 1.0
    return Guess(area_under_curve(values, truth), float(certain.mean()) if len(truth) else 0.0, right)


def certain_bits(seen: Published, known: dict[int, int] | None = None) -> dict[int, int]:
    """Bits that follow with certainty: the only value that any whole solution allows (exact; small cases).

    ``known`` are the answers of the attackers themselves. Two integer programs per unknown.
    """
    count = seen.rows.shape[1]
    low, high = np.zeros(count), np.ones(count)
    for unknown, value in (known or {}).items():
        low[unknown] = high[unknown] = value
    fits = LinearConstraint(seen.rows, seen.low, seen.high)
    found = {}
    for unknown in range(count):
        if known and unknown in known:
            continue
        possible = [value for value in (0, 1) if _possible(unknown, value, fits, low, high)]
        if len(possible) == 1:
            found[unknown] = possible[0]
    return found


def _possible(unknown: int, value: int, fits: LinearConstraint, low: Floats, high: Floats) -> bool:
    lower, upper = low.copy(), high.copy()
    lower[unknown] = upper[unknown] = value
    done = milp(
        np.zeros(len(low)), constraints=[fits], integrality=np.ones(len(low)), bounds=Bounds(lower, upper)
    )
    return done.status == 0
