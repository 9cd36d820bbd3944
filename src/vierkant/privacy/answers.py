"""Answers of one wave, counted: per group, per cell, per item. They leave the controller only as a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vierkant.privacy.plan import Plan
from vierkant.privacy.plan_parts import PlanError
from vierkant.quantities import Message

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered in a wave; without a name, a code or a time.

    Attributes:
        groups: key of the group of each of the ``n`` respondents.
        values: item → array ``(n,)`` of 1..points, nan where the item was left open.
        unknowns: what an attacker may recognise in several tables or waves, one for each respondent: the same text
            is the same unknown answer. None, the usual case, makes the people of one group in one wave
            interchangeable, and the waves strangers to each other.
    """

    groups: tuple[str, ...]
    values: Mapping[str, FloatArray]
    unknowns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CellAnswers:
    """The answers of one released cell, for a derived statistic; people in no order that means anything.

    Attributes:
        values: item → array ``(n,)``, nan where the item was left open or may not be shown of this cell.
        teams: array ``(n,)`` of numbers that stand for a team, for intervals that resample teams.
    """

    values: Mapping[str, FloatArray]
    teams: IntArray


@dataclass(frozen=True, slots=True)
class Counted:
    """Answers by atom: the groups that stand after merges.

    Attributes:
        atoms: keys, in the order of the plan.
        place: array ``(n,)``: which atom a respondent is of.
        respondents: array ``(atoms,)``.
        invited: array ``(atoms,)``.
        by_item: item → array ``(atoms,)`` of who answered it.
        options: item → array ``(atoms, points)`` of how often each option was chosen.
        leaves: group → respondents, before merges.
    """

    atoms: tuple[str, ...]
    place: IntArray = field(repr=False)
    respondents: IntArray
    invited: IntArray
    by_item: Mapping[str, IntArray]
    options: Mapping[str, IntArray]
    leaves: Mapping[str, int]


def count(plan: Plan, answers: Answers) -> Counted:
    """Count the answers by atom.

    Raises:
        PlanError: the answers do not fit the plan; holds all problems at once.
    """
    problems = _problems(plan, answers)
    if problems:
        raise PlanError(tuple(problems))
    atoms = tuple(group.key for group in plan.groups if plan.targets[group.key] == group.key)
    numbers = {key: number for number, key in enumerate(atoms)}
    place = np.fromiter((numbers[plan.targets[key]] for key in answers.groups), np.int64, len(answers.groups))
    invited = np.zeros(len(atoms), np.int64)
    leaves = {group.key: 0 for group in plan.groups}
    for key in answers.groups:
        leaves[key] += 1
    for group in plan.groups:
        invited[numbers[plan.targets[group.key]]] += group.invited
    by_item, options = {}, {}
    for item in plan.items:
        values = np.asarray(answers.values[item.key], np.float64)
        given = ~np.isnan(values)
        flat = place[given] * item.points + values[given].astype(np.int64) - 1
        table = np.bincount(flat, minlength=len(atoms) * item.points).reshape(len(atoms), item.points)
        options[item.key] = table.astype(np.int64)
        by_item[item.key] = table.sum(axis=1).astype(np.int64)
    respondents = np.bincount(place, minlength=len(atoms)).astype(np.int64)
    return Counted(atoms, place, respondents, invited, by_item, options, leaves)


def _problems(plan: Plan, answers: Answers) -> list[Message]:
    problems = []
    people = len(answers.groups)
    invited = {group.key: group.invited for group in plan.groups}
    names = {group.key: group.name for group in plan.groups}
    given: dict[str, int] = {}
    for key in answers.groups:
        given[key] = given.get(key, 0) + 1
    for key, number in given.items():
        if key not in invited:
            problems.append(Message("privacy.problem.unknown_group", {"group": key, "answers": number}))
        elif number > invited[key]:
            problems.append(
                Message(
                    "privacy.problem.too_many",
                    {"group": names[key], "answers": number, "invited": invited[key]},
                )
            )
    if answers.unknowns is not None and len(answers.unknowns) != people:
        problems.append(Message("privacy.problem.length", {"item": "unknowns", "people": people}))
    planned = {item.key: item.points for item in plan.items}
    problems += [
        Message("privacy.problem.unknown_item", {"item": key}) for key in answers.values if key not in planned
    ]
    for key, points in planned.items():
        problems += _item_problems(key, points, answers.values.get(key), people)
    return problems


def _item_problems(key: str, points: int, values: FloatArray | None, people: int) -> list[Message]:
    if values is None:
        return [Message("privacy.problem.no_answers", {"item": key})]
    array = np.asarray(values, np.float64)
    if array.shape != (people,):
        return [Message("privacy.problem.length", {"item": key, "people": people})]
    outside = ~np.isnan(array) & ~((array >= 1) & (array <= points) & (array == np.floor(array)))
    if outside.any():
        number = int(outside.sum())
        return [Message("privacy.problem.outside", {"item": key, "points": points, "answers": number})]
    return []
