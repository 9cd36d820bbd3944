"""The release controller: everything of a survey that anybody will see comes through `release`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from vierkant.privacy.answers import Answers, Counted, count
from vierkant.privacy.cell_table import cell_table
from vierkant.privacy.deciding import Decided, Progress, decide
from vierkant.privacy.derived import Derived
from vierkant.privacy.deriving import Statistics, derive
from vierkant.privacy.disclosable import SEAL, Disclosable
from vierkant.privacy.ledger import Ledger, disclosed
from vierkant.privacy.plan import Plan
from vierkant.privacy.plan_parts import PlanError, Thresholds
from vierkant.privacy.rounding import KEY_BYTES
from vierkant.privacy.rules import ALL_RULES, FLOORS, Decision, Rule
from vierkant.privacy.universe import Row, Universe, atom_bodies, universe
from vierkant.quantities import Message, to_plain


@dataclass(frozen=True, slots=True)
class Released:
    """What came out of a release.

    Attributes:
        decisions: about every planned cell, in the order of the plan.
        derived: about every derived statistic.
        ledger: the new one, to be stored; the old one is part of it.
        disclosed: what may be shown of this wave, by key.
    """

    decisions: tuple[Decision, ...]
    derived: tuple[Decision, ...]
    ledger: Ledger
    disclosed: Mapping[str, Disclosable[Any]]

    @property
    def planned(self) -> int:
        """Cells in the plan."""
        return len(self.decisions)

    @property
    def passed_floors(self) -> int:
        """Cells with enough people, looked at by themselves."""
        return sum(decision.reason not in FLOORS for decision in self.decisions)

    @property
    def kept(self) -> int:
        """Cells that are released."""
        return sum(decision.released for decision in self.decisions)


def release(
    plan: Plan,
    answers: Answers,
    ledger: Ledger,
    *,
    derived: Sequence[Derived] = (),
    key: bytes = b"",
    progress: Progress | None = None,
    rules: frozenset[Rule] = ALL_RULES,
) -> Released:
    """Decide what of a closed wave may be shown, and write that in the ledger.

    The same plan, answers, ledger and key always give the same release. Releasing a wave again gives back what stands
    for the same set of people.

    Args:
        plan: of the wave, fixed before it opened.
        answers: of the wave.
        ledger: everything released before in this cooperation.
        derived: statistics over released cells.
        key: secret of the cooperation, at least 16 bytes: who knows it can undo the rounding.
        progress: called with the share of the work done, 0 to 1.
        rules: for attack tests only, which switch off one rule to prove that it matters.

    Raises:
        PlanError: the answers do not fit the plan or what was released of this wave; holds all problems at once.
    """
    _check(plan, derived, key)
    counted = count(plan, answers)
    bodies = atom_bodies(plan, counted, answers)
    _check_again(plan, bodies, ledger)
    tell = progress or _silent
    found = universe(plan, bodies, ledger)
    strict = _as_promised(plan, ledger)
    decided = decide(strict, bodies, found, ledger, rules, lambda done: tell(0.7 * done))
    contents = _contents(strict, counted, found, decided, key, rules)
    tell(0.8)
    statistics = derive(
        strict, answers, counted, found, decided, ledger, derived, key, rules,
        lambda done: tell(0.8 + 0.2 * done),
    )  # fmt: skip
    written = _write(plan, bodies, ledger, decided, contents, statistics)
    tell(1.0)
    decisions = tuple(
        Decision(cell.key, decided.reasons[cell.key] is None, decided.reasons[cell.key])
        for cell in plan.cells
    )
    return Released(decisions, statistics.decisions, written, disclosed(written, plan.wave))


def _silent(_done: float) -> None:
    """Nobody wants to know."""


def _check(plan: Plan, derived: Sequence[Derived], key: bytes) -> None:
    problems = []
    if len(key) < KEY_BYTES:
        problems.append(Message("privacy.problem.key", {"bytes": KEY_BYTES}))
    known = {cell.key for cell in plan.cells}
    seen = set(known)
    for statistic in derived:
        if statistic.key in seen:
            problems.append(Message("privacy.problem.derived_twice", {"key": statistic.key}))
        seen.add(statistic.key)
        problems += [
            Message("privacy.problem.derived_unknown", {"key": statistic.key, "cell": cell})
            for cell in statistic.cells
            if cell not in known
        ]
    if problems:
        raise PlanError(tuple(problems))


def _check_again(plan: Plan, bodies: Mapping[str, Mapping[str, Any]], ledger: Ledger) -> None:
    """A wave that was released stands: other answers or other groups would say who was added."""
    for entry in ledger.entries:
        if entry.kind != "wave" or entry.wave != plan.wave:
            continue
        before = entry.body["atoms"]
        if any("unknowns" in body for body in before.values()) or before == bodies:
            continue
        changed = sum(before.get(key) != bodies.get(key) for key in {*before, *bodies})
        raise PlanError((Message("privacy.problem.other_answers", {"wave": plan.wave, "groups": changed}),))


def _as_promised(plan: Plan, ledger: Ledger) -> Plan:
    """The plan with the highest thresholds under which this wave was ever released: a promise stands."""
    earlier = [
        entry.body["thresholds"]
        for entry in ledger.entries
        if entry.kind == "wave" and entry.wave == plan.wave
    ]
    own: dict[str, Any] = to_plain(plan.thresholds)
    highest = {name: max([value, *(before[name] for before in earlier)]) for name, value in own.items()}
    return replace(plan, thresholds=Thresholds(**highest))


def _contents(
    plan: Plan,
    counted: Counted,
    found: Universe,
    decided: Decided,
    key: bytes,
    rules: frozenset[Rule],
) -> dict[str, Mapping[str, Any]]:
    """The published content of each released cell; the same set of people never gets a second answer."""
    standing = {_people(found, row): row.content for row in found.rows if row.fixed}
    numbers = {atom: number for number, atom in enumerate(counted.atoms)}
    groups = {cell.key: cell.groups for cell in plan.cells}
    contents: dict[str, Mapping[str, Any]] = {}
    for cell, row in decided.rows.items():
        people = _people(found, row)
        before = standing.get(people)
        atoms = np.array([numbers[group] for group in groups[cell]], np.int64)
        contents[cell] = (
            before
            if before is not None
            else cell_table(plan, counted, atoms, decided.items[cell], people, key, rules)
        )
    return contents


def _people(found: Universe, row: Row) -> tuple[str, ...]:
    return tuple(sorted(found.names[number] for number in row.columns))


def _write(
    plan: Plan,
    bodies: Mapping[str, Mapping[str, Any]],
    ledger: Ledger,
    decided: Decided,
    contents: Mapping[str, Mapping[str, Any]],
    statistics: Statistics,
) -> Ledger:
    withheld = {key: reason.value for key, reason in decided.reasons.items() if reason is not None}
    withheld |= {item.cell: item.reason.value for item in statistics.decisions if item.reason is not None}
    wave = {
        "key": plan.wave,
        "plan": plan.digest,
        "atoms": bodies,
        "thresholds": plan.thresholds,
        "turnover": [[row.group, row.joined, row.left] for row in plan.turnover],
        "withheld": withheld,
    }
    stands = {(entry.kind, entry.wave, entry.body["key"]) for entry in ledger.entries}
    cells = {cell.key: cell for cell in plan.cells}
    new_cells = [
        {"key": key, "table": cells[key].table, "atoms": list(cells[key].groups), "content": content}
        for key, content in contents.items()
        if ("cell", plan.wave, key) not in stands
    ]
    new_statistics = [
        {"key": statistic.key, "cells": list(statistic.cells), "content": value}
        for statistic, value in statistics.values
        if ("derived", plan.wave, statistic.key) not in stands
    ]
    told = [entry.body for entry in ledger.entries if entry.kind == "wave" and entry.wave == plan.wave]
    waves = [] if not new_cells and not new_statistics and to_plain(wave) in told else [wave]
    for kind, rows in (("wave", waves), ("cell", new_cells), ("derived", new_statistics)):
        ledger = ledger.append(kind, plan.wave, rows, seal=SEAL)
    return ledger
