"""What the release controller computes about culture, inside it: profiles, reliability, pairs, how we see the other.

Only whole organisations: no team stands in any of these numbers. What is made here is written in the ledger, so it is
as coarse as a cell is (`culture_scores`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from vierkant.organisation_scan.culture_scores import (
    DECIMALS,
    FEWEST_TEAMS,
    Scores,
    answered,
    answers_of,
    chance,
    compared,
    direct,
    hundredth,
    item_keys,
    mean_of,
    own_score,
    seed_of,
    team_count,
    to,
)
from vierkant.privacy import CellAnswers, Derived
from vierkant.survey.agreement import average_deviation, icc1, icc2, r_star_wgj, rwgj
from vierkant.survey.effects import bootstrap_mean
from vierkant.survey.profiles import profile_distance
from vierkant.survey.questionnaires import OWN, PARTNER, Dimension, Questionnaire, questionnaires
from vierkant.survey.reliability import MANY_MISSING, reliability_of
from vierkant.survey.setup import TOGETHER, rotation

PREFIX = "culture."
NEEDED = "needed"
"""The perspective on what we need together."""
Cells = Mapping[str, CellAnswers]


def culture_derived(
    questionnaire: Questionnaire,
    organisations: Mapping[str, str],
    *,
    seen: Mapping[str, str] | None = None,
    cells: Mapping[str, str] | None = None,
) -> tuple[Derived, ...]:
    """The statistics to ask of `vierkant.privacy.release` for the page about culture.

    Args:
        questionnaire: as frozen in the wave.
        organisations: key → name, in the order in which they are shown.
        seen: organisation → the partner its employees were asked about, or `TOGETHER`; by default the rotation of
            the wave (`vierkant.survey.setup.rotation`).
        cells: organisation → the key of its cell in the plan; by default ``organisation:<key>``, that of the table
            ``organisation``. An organisation without a cell is left out.

    Returns:
        Per organisation a profile and the reliability of its scales, per pair the differences, and per organisation
        that was asked about a partner how it sees that partner.
    """
    names = {key: f"organisation:{key}" for key in organisations} if cells is None else dict(cells)
    shown = [key for key in organisations if key in names]
    asked_about = rotation(tuple(organisations)) if seen is None else seen
    found: list[Derived] = []
    for key in shown:
        about = {"organisation": key, "name": organisations[key], "sees": asked_about.get(key)}
        profile = partial(_profile, questionnaire=questionnaire, cell=names[key], about=about)
        scales = partial(_scales, questionnaire=questionnaire, cell=names[key], organisation=key)
        found.append(_derived(f"profile.{key}", (names[key],), profile))
        found.append(_derived(f"scales.{key}", (names[key],), scales))
    for one, two in combinations(shown, 2):
        cells_of = (names[one], names[two])
        pair = partial(_pair, questionnaire=questionnaire, keys=(one, two), cells_of=cells_of)
        found.append(_derived(f"pair.{one}.{two}", cells_of, pair))
    if any(question.perspective == PARTNER for question in questionnaire.questions):
        found += _views(questionnaire, shown, asked_about, names)
    return tuple(found)


def _derived(key: str, cells: tuple[str, ...], compute: Any) -> Derived:
    return Derived(PREFIX + key, cells, compute, decimals=DECIMALS)


def _views(
    questionnaire: Questionnaire, shown: list[str], seen: Mapping[str, str], names: Mapping[str, str]
) -> list[Derived]:
    found = []
    for key in shown:
        partner = seen.get(key)
        others = tuple(other for other in shown if other != key and partner in (other, TOGETHER))
        if not others:
            continue
        view = partial(
            _view,
            questionnaire=questionnaire,
            keys=(key, str(partner)),
            own=names[key],
            others=tuple(names[other] for other in others),
        )
        found.append(_derived(f"seen.{key}", (names[key], *(names[other] for other in others)), view))
    return found


def _gap(dimension: str, cell: CellAnswers, seed: int) -> dict[str, Any] | None:
    """What is needed minus what is, for people who answered both, on the same question."""
    needed, now = direct(dimension, NEEDED, cell), direct(dimension, OWN, cell)
    if needed is None or now is None or not answered(needed - now):
        return None
    change = needed - now
    found = bootstrap_mean(change, cell.teams, seed)
    sure = team_count(change, cell) >= FEWEST_TEAMS
    return {
        "points": to(found.mean, 1),
        "low": to(found.low, 1) if sure else None,
        "high": to(found.high, 1) if sure else None,
        "p": chance(found.p) if sure else None,
    }


def _profile(cells: Cells, *, questionnaire: Questionnaire, cell: str, about: Mapping[str, Any]) -> Any:
    answers, organisation = cells[cell], str(about["organisation"])
    shipped = questionnaires().get(questionnaire.key) == questionnaire
    rows = []
    for dimension in questionnaire.dimensions:
        items = item_keys(questionnaire, dimension.key)
        points = items[0][2] if items else _direct_points(questionnaire, dimension)
        seed = seed_of(organisation)
        rows.append(
            {
                "key": dimension.key,
                "name": dimension.name.nl,
                "low": dimension.low.nl if dimension.low else None,
                "high": dimension.high.nl if dimension.high else None,
                "value": dimension.value,
                "points": points,
                "items": len(items),
                "own": mean_of(own_score(questionnaire, dimension.key, answers), answers, points, seed),
                "direct": mean_of(direct(dimension.key, OWN, answers), answers, points, seed),
                "partner": mean_of(direct(dimension.key, PARTNER, answers), answers, points, seed),
                "needed": mean_of(direct(dimension.key, NEEDED, answers), answers, points, seed),
                "gap": _gap(dimension.key, answers, seed),
            }
        )
    return {**about, "questionnaire": questionnaire.key, "shipped": shipped, "dimensions": rows}


def _direct_points(questionnaire: Questionnaire, dimension: Dimension) -> int:
    asked = (question.points for question in questionnaire.questions if question.dimension == dimension.key)
    return next(asked, questionnaire.scale.points)


def _scales(cells: Cells, *, questionnaire: Questionnaire, cell: str, organisation: str) -> Any:
    """Reliability and agreement of every dimension that has two items or more."""
    rows = []
    for dimension in questionnaire.dimensions:
        items = item_keys(questionnaire, dimension.key)
        if len(items) < 2 or not answered(own_score(questionnaire, dimension.key, cells[cell])):
            continue
        answers, points = answers_of(questionnaire, dimension.key, cells[cell]), items[0][2]
        found = reliability_of(answers, seed=seed_of(organisation, dimension.key))
        numbers = {
            name: hundredth(getattr(found, name))
            for name in ("alpha", "alpha_low", "alpha_high", "omega", "omega_low", "omega_high")
        }
        both = {
            name: hundredth(value) if (value := getattr(found, name)) is not None else None
            for name in ("alpha_listwise", "omega_listwise")
        }
        rows.append(
            {
                "key": dimension.key,
                **numbers,
                **both,
                "many_missing": found.missing > MANY_MISSING,
                "rwgj": hundredth(rwgj(answers, points)),
                "r_star_wgj": hundredth(r_star_wgj(answers, points)),
                "average_deviation": hundredth(average_deviation(answers, listwise=False)),
                "limit": hundredth(points / 6),
                **_levels(own_score(questionnaire, dimension.key, cells[cell]), cells[cell]),
            }
        )
    return {"organisation": organisation, "scales": rows}


def _levels(scores: Scores | None, cell: CellAnswers) -> dict[str, float | None]:
    """How much it matters in which team somebody works; None with too few teams."""
    if scores is None or team_count(scores, cell) < FEWEST_TEAMS:
        return {"icc1": None, "icc2": None}
    try:
        return {"icc1": hundredth(icc1(scores, cell.teams)), "icc2": hundredth(icc2(scores, cell.teams))}
    except ValueError:  # every team has one person
        return {"icc1": None, "icc2": None}


def _pair(
    cells: Cells, *, questionnaire: Questionnaire, keys: tuple[str, str], cells_of: tuple[str, str]
) -> Any:
    both = (cells[cells_of[0]], cells[cells_of[1]])
    rows = []
    for dimension in questionnaire.dimensions:
        own = [own_score(questionnaire, dimension.key, cell) for cell in both]
        needed = [direct(dimension.key, NEEDED, cell) for cell in both]
        rows.append(
            {
                "key": dimension.key,
                "own": compared(own[0], own[1], both, seed_of(*keys)),
                "needed": compared(needed[0], needed[1], both, seed_of(*keys)),
            }
        )
    return {
        "first": keys[0],
        "second": keys[1],
        "dimensions": rows,
        "distance": _distance(questionnaire, keys, both),
    }


def _distance(
    questionnaire: Questionnaire, keys: tuple[str, str], both: tuple[CellAnswers, CellAnswers]
) -> dict[str, Any] | None:
    """The distance between two profiles over the dimensions of practice (over all, when there are no others)."""
    practice = [dimension for dimension in questionnaire.dimensions if not dimension.value]
    used = [dimension.key for dimension in practice or questionnaire.dimensions]
    scores = [[own_score(questionnaire, key, cell) for key in used] for cell in both]
    if not all(answered(column) for columns in scores for column in columns):
        return None
    tables = [np.column_stack([column for column in columns if column is not None]) for columns in scores]
    teams = (both[0].teams, both[1].teams)
    if min(len(np.unique(names)) for names in teams) < FEWEST_TEAMS:
        return None
    plain, joint = (
        profile_distance(tables[0], tables[1], *teams, seed=seed_of(*keys), metric=metric)
        for metric in ("euclid", "mahalanobis")
    )
    numbers = ("raw", "corrected", "elevation", "shape")
    return {
        **{name: hundredth(getattr(plain, name)) for name in numbers},
        "p": chance(plain.p),
        "mahalanobis": hundredth(joint.corrected),
        "mahalanobis_p": chance(joint.p),
        "dimensions": len(used),
    }


def _view(
    cells: Cells, *, questionnaire: Questionnaire, keys: tuple[str, str], own: str, others: tuple[str, ...]
) -> Any:
    """How an organisation sees its partner, beside how the partner sees itself: the same question to both."""
    joined = [cells[key] for key in others]
    # Teams of several organisations are numbered apart, so that equal numbers are not taken for one team.
    offsets = np.cumsum([0, *(int(cell.teams.max(initial=-1)) + 1 for cell in joined)])
    teams = np.concatenate([cell.teams + start for cell, start in zip(joined, offsets, strict=False)])
    rows = []
    for dimension in questionnaire.dimensions:
        seen = direct(dimension.key, PARTNER, cells[own])
        selves = [direct(dimension.key, OWN, cell) for cell in joined]
        if seen is None or any(part is None for part in selves):
            continue
        themselves = np.concatenate([part for part in selves if part is not None])
        both = (cells[own], CellAnswers({}, teams))
        found = compared(seen, themselves, both, seed_of(*keys))
        rows.append({"key": dimension.key, "found": found})
    return {"organisation": keys[0], "partner": keys[1], "dimensions": rows}
