"""Scores of people on dimensions, and numbers of them that are coarse enough to write down for ever.

Means go to a tenth and never to an end of the scale, as those of a cell; chances go upward.
"""

from __future__ import annotations

from math import ceil, floor, isfinite, log10
from typing import Any
from zlib import crc32

import numpy as np
from numpy import float64
from numpy.typing import NDArray

from vierkant.privacy import CellAnswers
from vierkant.survey.effects import Effect, bootstrap_g, bootstrap_mean, hedges_g
from vierkant.survey.equivalence import equivalence_of
from vierkant.survey.questionnaires import OWN, Questionnaire

Scores = NDArray[float64]
"""One number per person, NaN where unknown; answers to several items are people × items."""

FEWEST_ANSWERS = 15
"""Fewer people than this who answered give no number: as for a mean of a cell (`privacy.Thresholds.means`)."""
FEWEST_TEAMS = 4
"""With fewer teams the spread over teams cannot be found, so there is no interval."""
DECIMALS = 6
"""Of the smallest chance; everything else is coarser."""
HALF = 0.5
"""Who answered less than half of the items of a dimension has no score on it."""


def item_keys(questionnaire: Questionnaire, dimension: str) -> list[tuple[str, bool, int]]:
    """Items on the own organisation for a dimension: key of the answer, turned round or not, points."""
    items = {f"{OWN}.{item.key}" for item in questionnaire.items if item.perspective == OWN}
    return [
        (question.key, question.reverse, question.points)
        for question in questionnaire.questions
        if question.dimension == dimension and question.key in items
    ]


def answers_of(questionnaire: Questionnaire, dimension: str, cell: CellAnswers) -> Scores:
    """The answers to the items of a dimension (people × items), all pointing to the high pole."""
    columns = [
        points + 1 - cell.values[key] if turned else cell.values[key]
        for key, turned, points in item_keys(questionnaire, dimension)
    ]
    return np.column_stack(columns)


def direct(dimension: str, perspective: str, cell: CellAnswers) -> Scores | None:
    """What people chose between the poles of the dimension itself; None when it was not asked."""
    return cell.values.get(f"{perspective}.{dimension}")


def own_score(questionnaire: Questionnaire, dimension: str, cell: CellAnswers) -> Scores | None:
    """How people see their own organisation: the mean of the items, or the direct question when there are none."""
    if not item_keys(questionnaire, dimension):
        return direct(dimension, OWN, cell)
    answers = answers_of(questionnaire, dimension, cell)
    known = ~np.isnan(answers)
    enough = known.mean(axis=1) >= HALF
    total = np.where(known, answers, 0.0).sum(axis=1)
    return np.where(enough, total / np.maximum(known.sum(axis=1), 1), np.nan)


def answered(scores: Scores | None) -> bool:
    """Whether enough people have a score."""
    return scores is not None and int((~np.isnan(scores)).sum()) >= FEWEST_ANSWERS


def tenth(value: float, lowest: float, highest: float) -> float | None:
    """To a tenth, and never at an end: that would say what everybody answered."""
    return round(min(max(value, lowest + 0.1), highest - 0.1), 1) if isfinite(value) else None


def hundredth(value: float) -> float | None:
    """To two decimals; None when it is not known."""
    return to(value, 2) if isfinite(value) else None


def to(value: float | np.floating[Any], decimals: int) -> float:
    """Rounded, and never minus zero."""
    return round(float(value), decimals) + 0.0


def chance(p: float) -> float | None:
    """A chance with two digits, upward: rounding never makes something look surer than it is."""
    if not isfinite(p):
        return None
    step = 10.0 ** max(floor(log10(p)) - 1, -DECIMALS) if p > 0 else 10.0**-DECIMALS
    return to(min(max(ceil(p / step - 1e-9), 1) * step, 1.0), DECIMALS)


def seed_of(*parts: str) -> int:
    """The same organisations always get the same random numbers; all subjects share them, so they are drawn once."""
    return crc32("/".join(parts).encode())


def team_count(scores: Scores, cell: CellAnswers) -> int:
    """How many teams the people with a score are of."""
    return len(np.unique(cell.teams[~np.isnan(scores)]))


def mean_of(scores: Scores | None, cell: CellAnswers, points: int, seed: int) -> dict[str, Any] | None:
    """A mean on the scale with its interval by team, and the spread of people; None with too few answers."""
    if scores is None or not answered(scores):
        return None
    found = bootstrap_mean(scores, cell.teams, seed)
    sure = team_count(scores, cell) >= FEWEST_TEAMS
    return {
        "mean": tenth(found.mean, 1, points),
        "low": tenth(found.low, 1, points) if sure else None,
        "high": tenth(found.high, 1, points) if sure else None,
        "spread": to(np.nanstd(scores, ddof=1), 1),
    }


def _effect(found: Effect) -> dict[str, float | None]:
    return {
        "g": hundredth(found.g),
        "low": hundredth(found.low),
        "high": hundredth(found.high),
        "p": chance(found.p),
        "p_alike": chance(equivalence_of(found).p),
    }


def compared(
    first: Scores | None, second: Scores | None, cells: tuple[CellAnswers, CellAnswers], seed: int
) -> dict[str, float | None] | None:
    """The difference between two groups in standard deviations; without an interval when there are too few teams."""
    if first is None or second is None or not (answered(first) and answered(second)):
        return None
    points = to(np.nanmean(first) - np.nanmean(second), 1)
    if min(team_count(first, cells[0]), team_count(second, cells[1])) < FEWEST_TEAMS:
        nothing = dict.fromkeys(("low", "high", "p", "p_alike"))
        return {"g": hundredth(hedges_g(first, second)), **nothing, "points": points}
    found = bootstrap_g(first, second, cells[0].teams, cells[1].teams, seed)
    return {**_effect(found), "points": points}
