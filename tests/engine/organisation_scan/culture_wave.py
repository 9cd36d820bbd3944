"""A made-up wave of two or three organisations, of which the differences are known, through the release controller."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vierkant.organisation_scan.culture_derived import culture_derived
from vierkant.privacy import (
    Answers,
    Ledger,
    Plan,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Released,
    Thresholds,
    release,
)
from vierkant.survey.questionnaires import Questionnaire, questionnaires

KEY = b"a key for tests only"
NAMES = {"hillegom": "Hillegom", "lisse": "Lisse", "teylingen": "Teylingen"}
TRUE_OWN: Mapping[str, Mapping[str, float]] = {
    # Mean on the scale of 1 to 5 before rounding. Not named: 3.
    "hillegom": {"pragmatism": 3.9, "tightness": 2.6},
    "lisse": {"pragmatism": 2.6, "tightness": 2.6},
    "teylingen": {"pragmatism": 3.0, "tightness": 3.0},
}
TRUE_SEEN: Mapping[str, Mapping[str, float]] = {
    # Hillegom thinks Lisse even stricter than Lisse thinks itself.
    "hillegom": {"pragmatism": 1.7, "tightness": 2.6},
}
TRUE_NEEDED = {"pragmatism": 4.0, "tightness": 3.0}


def answered(
    questionnaire: Questionnaire, organisation: str, teams: list[np.ndarray], generator: np.random.Generator
) -> dict[str, np.ndarray]:
    """Answers of everybody in an organisation: a person, a team and a question each add something of their own."""
    team = np.concatenate([np.full(len(people), place) for place, people in enumerate(teams)])
    values = {}
    own: dict[str, np.ndarray] = {}
    for dimension in questionnaire.dimensions:
        mean = TRUE_OWN[organisation].get(dimension.key, 3.0)
        of_team = generator.normal(0, 0.2, len(teams))[team]
        own[dimension.key] = mean + of_team + generator.normal(0, 0.6, len(team))
    for question in questionnaire.questions:
        level = own[question.dimension]
        if question.perspective == "partner":
            level = level - TRUE_OWN[organisation].get(question.dimension, 3.0)
            level = level + TRUE_SEEN.get(organisation, {}).get(question.dimension, 3.0)
        elif question.perspective == "needed":
            level = level - TRUE_OWN[organisation].get(question.dimension, 3.0)
            level = level + TRUE_NEEDED.get(question.dimension, 3.0)
        answer = np.clip(np.round(level + generator.normal(0, 0.6, len(team))), 1, question.points)
        values[question.key] = question.points + 1 - answer if question.reverse else answer
    return values


def released_wave(
    organisations: tuple[str, ...] = ("hillegom", "lisse"),
    *,
    teams: int = 10,
    size: int = 9,
    seed: int = 1,
    wave: str = "start",
    questionnaire: Questionnaire | None = None,
) -> Released:
    """What the controller lets out of such a wave, with the statistics of culture."""
    asked = questionnaire or questionnaires()["practices"]
    generator = np.random.default_rng(seed)
    groups, places, columns = [], [], []
    for organisation in organisations:
        members = [np.arange(int(generator.integers(size - 2, size + 3))) for _ in range(teams)]
        keys = [f"{organisation}-{place}" for place in range(teams)]
        for key, people in zip(keys, members, strict=True):
            dimensions = {"organisation": organisation, "team": key}
            groups.append(PlannedGroup(key, key, len(people) + 3, dimensions))
        columns.append(answered(asked, organisation, members, generator))
        places += [key for key, people in zip(keys, members, strict=True) for _ in people]
    plan = Plan(
        wave=wave,
        groups=tuple(groups),
        tables=(PlannedTable("everybody"), PlannedTable("organisation", ("organisation",))),
        items=tuple(PlannedItem(question.key, question.points) for question in asked.questions),
        thresholds=Thresholds(),
    )
    values = {item.key: np.concatenate([part[item.key] for part in columns]) for item in plan.items}
    statistics = culture_derived(asked, {key: NAMES[key] for key in organisations})
    return release(plan, Answers(tuple(places), values), Ledger.empty(), derived=statistics, key=KEY)
