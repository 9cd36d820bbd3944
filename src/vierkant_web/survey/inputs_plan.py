"""What a wave can show at most: the cells of its plan, at the response one expects."""

from __future__ import annotations

from collections import Counter
from math import floor
from typing import Any

from vierkant.survey.setup import WaveSetup
from vierkant_web.models import Wave
from vierkant_web.survey.inputs import setup_of
from vierkant_web.survey.words import TABLES

Plain = dict[str, Any]
EXPECTED_RESPONSE = 0.6
"""What we reckon with before anybody answered. Our judgement: surveys among municipal staff end up around it."""


def preview(wave: Wave) -> list[Plain]:
    """Per table which cells may be shown if six in ten answer, and which are too small for that.

    Sizes alone: whether a cell can be worked out from others is only known after the closing.
    """
    setup = setup_of(wave)
    invited = _invited(setup)
    names = names_of_values(setup)
    found = []
    for table in setup.tables:
        cells: Counter[tuple[str, ...]] = Counter()
        for group in setup.groups:
            values = tuple(getattr(group, dimension) or "" for dimension in table.dimensions)
            if group.key in invited and all(values):
                cells[values] += invited[group.key]
        rows = [_row(values, people, names, setup) for values, people in cells.items()]
        title = TABLES[table.key][0] if table.key in TABLES else table.key
        found.append(
            {"title": title, "rows": rows, "can": sum(row["can"] for row in rows), "cells": len(rows)}
        )
    return found


def names_of_values(setup: WaveSetup) -> dict[str, str]:
    """What organisations, teams and kinds of work are called; two organisations may have teams of the same name."""
    where = {group.team: group.organisation for group in setup.groups if group.team}
    teams = {
        key: f"{setup.teams.get(key, key)} ({setup.organisations.get(organisation, organisation)})"
        for key, organisation in where.items()
    }
    return {**setup.organisations, **setup.families, **teams}


def _invited(setup: WaveSetup) -> Counter[str]:
    """People per group that stands by itself; who is merged counts with the group it is shown in."""
    known = {group.key for group in setup.groups}
    found: Counter[str] = Counter()
    for group in setup.groups:
        target = setup.merges.get(group.key, group.key)
        found[target if target in known else group.key] += group.invited
    return found


def _row(values: tuple[str, ...], people: int, names: dict[str, str], setup: WaveSetup) -> Plain:
    answered = floor(people * EXPECTED_RESPONSE)
    limits = setup.thresholds
    return {
        "name": " · ".join(names.get(value, value) for value in values),
        "invited": people,
        "can": people >= limits.invited and answered >= limits.respondents,
        "means": answered >= limits.means,
    }
