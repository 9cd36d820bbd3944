"""Small waves by hand: groups with so many people asked and so many answers, for what is proved over all subsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from benchmarks.attacks.bridge import TABLES
from numpy.typing import NDArray

from vierkant.privacy import (
    ALL_RULES,
    Answers,
    Derived,
    Ledger,
    Plan,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Released,
    Rule,
    Thresholds,
    Turnover,
    release,
)

KEY = b"a key that is only used in attacks"
LOW = Thresholds(respondents=5, invited=5, response=0.0)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A group: where it stands, the names of who answered, and how many were asked (None: nobody refused)."""

    key: str
    people: tuple[str, ...]
    organisation: str = "o1"
    team: str = "t1"
    family: str = "f1"
    asked: int | None = None
    into: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    def planned(self) -> PlannedGroup:
        dimensions = {
            "organisation": self.organisation,
            "team": self.team,
            "family": self.family,
            **self.more,
        }
        asked = len(self.people) if self.asked is None else self.asked
        return PlannedGroup(self.key, self.key, asked, dimensions, self.into)


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave by hand. ``values``: item → answers in the order of the leaves and their people."""

    leaves: tuple[Leaf, ...]
    name: str = "w1"
    tables: tuple[PlannedTable, ...] = TABLES
    thresholds: Thresholds = LOW
    turnover: tuple[Turnover, ...] = ()
    values: Mapping[str, NDArray[np.float64]] | None = None
    points: int = 5

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(person for leaf in self.leaves for person in leaf.people)

    def plan(self) -> Plan:
        items = tuple(PlannedItem(key, self.points) for key in self.answered())
        groups = tuple(leaf.planned() for leaf in self.leaves)
        return Plan(self.name, groups, self.tables, items, self.thresholds, self.turnover)

    def answered(self) -> Mapping[str, NDArray[np.float64]]:
        if self.values is not None:
            return self.values
        return {"item": 1.0 + np.arange(len(self.people)) % self.points}

    def answers(self, linked: bool) -> Answers:
        groups = tuple(leaf.key for leaf in self.leaves for _ in leaf.people)
        return Answers(groups, dict(self.answered()), self.people if linked else None)

    def sets(self, cells: Iterable[str]) -> list[frozenset[object]]:
        """These cells as sets of people."""
        plan = self.plan()
        within: dict[str, set[str]] = {}
        for leaf in self.leaves:
            home = leaf
            while home.into is not None:
                home = next(other for other in self.leaves if other.key == home.into)
            within.setdefault(home.key, set()).update(leaf.people)
        members = {cell.key: {who for key in cell.groups for who in within[key]} for cell in plan.cells}
        return [frozenset(members[key]) for key in cells]


def release_waves(
    waves: Sequence[Wave],
    linked: bool = False,
    rules: frozenset[Rule] = ALL_RULES,
    derived: Sequence[Derived] = (),
    ledger: Ledger | None = None,
) -> tuple[list[Released], list[frozenset[object]]]:
    """Release these one after the other. Returns the releases, and all cells that came out as sets of people.

    Unless ``linked``, people of different waves are different unknowns, whatever they are called.
    """
    ledger = Ledger.empty() if ledger is None else ledger
    releases, sets = [], []
    for wave in waves:
        made = release(wave.plan(), wave.answers(linked), ledger, derived=derived, key=KEY, rules=rules)
        ledger = made.ledger
        releases.append(made)
        cells = wave.sets(row.cell for row in made.decisions if row.released)
        mark = "" if linked else f"{wave.name}:"
        sets += [frozenset(f"{mark}{who}" for who in cell) for cell in cells]
    return releases, [cell for cell in sets if cell]
