"""A small cooperation for the tests of the release controller: two organisations, teams that mix two functions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vierkant.privacy import (
    Answers,
    Plan,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Thresholds,
    Turnover,
)

KEY = b"secret of a cooperation"
ALL = PlannedTable("all")
ORGANISATION = PlannedTable("organisation", ("organisation",))
FAMILY = PlannedTable("family", ("organisation", "family"))
TEAM = PlannedTable("team", ("team",))
TABLES = (ALL, ORGANISATION, FAMILY, TEAM)
ITEMS = (PlannedItem("fair", 5), PlannedItem("clear", 4))
OPEN = Thresholds(invited=7, response=0.0)
"""The size of a cell says nothing beside the number of respondents."""


def group(key: str, invited: int, merged_into: str | None = None, **dimensions: str) -> PlannedGroup:
    return PlannedGroup(key, key.title(), invited, dimensions, merged_into)


def plan(
    groups: tuple[PlannedGroup, ...],
    tables: tuple[PlannedTable, ...] = TABLES,
    wave: str = "2027-1",
    thresholds: Thresholds | None = None,
    turnover: tuple[Turnover, ...] = (),
    items: tuple[PlannedItem, ...] = ITEMS,
) -> Plan:
    return Plan(wave, groups, tables, items, thresholds or Thresholds(), turnover)


def answers(
    made: Plan, respondents: Mapping[str, int], seed: int = 0, unknowns: tuple[str, ...] | None = None
) -> Answers:
    random = np.random.default_rng(seed)
    groups = tuple(key for key, people in respondents.items() for _ in range(people))
    values = {
        item.key: random.integers(1, item.points + 1, len(groups)).astype(np.float64) for item in made.items
    }
    return Answers(groups, values, unknowns)


def two_organisations() -> tuple[Plan, Answers]:
    """Lisse with three teams, Hillegom with two; 12 asked per group, 9 answered."""
    groups = tuple(
        group(f"{organisation[0]}{team}{family}", 12, organisation=organisation, team=f"{organisation}-{team}",
              family=f"f{family}")
        for organisation, teams in (("lisse", 3), ("hillegom", 2))
        for team in range(teams)
        for family in range(2)
    )  # fmt: skip
    made = plan(groups)
    return made, answers(made, {one.key: 9 for one in groups})
