"""The release controller: deciding a large wave on top of ten earlier ones, and counting many answers."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from vierkant.privacy import (
    Answers,
    Ledger,
    Plan,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Turnover,
    release,
)
from vierkant.privacy.answers import count

PEOPLE = 2000
CELLS = 400
WAVES = 11
ITEMS = 36
RESPONSE = 0.7
MANY = 200_000
KEY = b"secret of a benchmark"
TABLES = (
    PlannedTable("all"),
    PlannedTable("organisation", ("organisation",)),
    PlannedTable("family", ("family",)),
    PlannedTable("organisation_family", ("organisation", "family")),
    PlannedTable("team", ("team",)),
)


def large_plan(wave: int, random: np.random.Generator) -> Plan:
    """Ten organisations of teams that mix two of twenty functions, 400 cells in five tables."""
    organisations, families = 10, 20
    teams = CELLS - 1 - organisations - families - organisations * families
    groups = []
    for team in range(teams):
        organisation, main = team % organisations, (team // organisations) % families
        size = PEOPLE // teams + (team < PEOPLE % teams)
        other = int(random.binomial(size, 0.25))
        for family, people in ((main, size - other), ((main + 1 + team % 5) % families, other)):
            name = f"t{team}f{family}"
            stands = {"organisation": f"o{organisation}", "team": f"t{team}", "family": f"f{family}"}
            groups.append(PlannedGroup(name, name, people, stands))
    moved = tuple(Turnover(group.key, int(random.binomial(group.invited, 0.04)), 0) for group in groups[::3])
    items = tuple(PlannedItem(f"item{number}", 5) for number in range(ITEMS))
    return Plan(f"wave-{wave}", tuple(groups), TABLES, items, turnover=moved)


def answers(plan: Plan, random: np.random.Generator, response: float = RESPONSE) -> Answers:
    """Who answered, with one item in fifty left open."""
    groups = [
        group.key for group in plan.groups for _ in range(int(random.binomial(group.invited, response)))
    ]
    values = {}
    for item in plan.items:
        given = random.integers(1, item.points + 1, len(groups)).astype(np.float64)
        given[random.random(len(groups)) < 0.02] = np.nan
        values[item.key] = given
    return Answers(tuple(groups), values)


def measured() -> Iterator[tuple[str, float, str, float | None]]:
    """(name, measured, unit, target), smaller is better."""
    random = np.random.default_rng(6)
    ledger = Ledger.empty()
    for wave in range(1, WAVES):
        plan = large_plan(wave, random)
        ledger = release(plan, answers(plan, random), ledger, key=KEY).ledger
    plan = large_plan(WAVES, random)
    given, told = answers(plan, random), [time.perf_counter()]
    release(plan, given, ledger, key=KEY, progress=lambda _done: told.append(time.perf_counter()))
    told.append(time.perf_counter())
    yield "wave of 2,000 people, 400 cells, on ten earlier waves", told[-1] - told[0], "s", 10.0
    yield "longest time without news of how far it is", float(np.diff(told).max()), "s", 2.0
    start = time.perf_counter()
    Ledger.from_plain(ledger.to_plain())
    yield "reading and verifying a ledger of ten such waves", time.perf_counter() - start, "s", None
    yield "200,000 answers counted", _counted(random), "s", 1.0


def _counted(random: np.random.Generator) -> float:
    """Seconds to check and count 200,000 people's answers to five items (one million values)."""
    groups = tuple(PlannedGroup(f"g{number}", f"g{number}", MANY, {}) for number in range(400))
    plan = Plan("w", groups, (PlannedTable("all"),), tuple(PlannedItem(f"i{n}", 5) for n in range(5)))
    values = {item.key: random.integers(1, 6, MANY).astype(np.float64) for item in plan.items}
    given = Answers(tuple(f"g{number}" for number in random.integers(0, 400, MANY)), values)
    start = time.perf_counter()
    count(plan, given)
    return time.perf_counter() - start
