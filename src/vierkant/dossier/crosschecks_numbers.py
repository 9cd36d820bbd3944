"""What must fit together behind the numbers: rows that stand twice, points that add up, pairs that are two."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from vierkant.dossier.problems import Problem, Where, row_name
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Message

_LARGEST_SAVING = 1.0

WITHOUT_KEY = frozenset(
    {
        "motives", "finances", "correlations", "structure", "trust", "key_inputs", "positions",
        "withdrawal_facts",
    }
)  # fmt: skip
"""Sections of which a row has no key: it is known by its partner, or by the pair that it names."""

ALL_POINTS = 100
"""Points that a partner divides. Fewer is not wrong: who is not ready yet may keep some."""


MOTIVE_POINTS = ("costs", "quality", "client_focus", "vulnerability", "own")
"""The fields over which a partner divides its points."""


def number_problems(dossier: Dossier, *, broken: Collection[str]) -> Iterator[Problem]:
    """All problems; what refers to a section in ``broken`` is not judged."""
    for section in sorted(WITHOUT_KEY - {"correlations"}):
        yield from _twice(section, getattr(dossier, section))
    yield from _too_many_points(dossier)
    yield from _half_places(dossier)
    yield from _hours(dossier)
    yield from _pairs(dossier)
    if "budgets" not in broken:
        yield from _unknown_budgets(dossier)
    yield from _savings(dossier)


def _problem(problem: str, where: Where, action: str | None = None, /, **arguments: str) -> Problem:
    todo = Message(f"dossier.problem.{action or f'{problem}_action'}", arguments)
    return Problem(Message(f"dossier.problem.{problem}", arguments), where, todo)


def _twice(section: str, rows: Sequence[Any]) -> Iterator[Problem]:
    """A partner says once why it takes part, what it costs, how it is built, what it trusts and what it wants."""
    first: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if row.partner in first:
            where = Where(section, number, row.partner, ("partner",))
            yield _problem("partner_twice", where, partner=row.partner, row=str(first[row.partner]))
        first.setdefault(row.partner, number)


def _too_many_points(dossier: Dossier) -> Iterator[Problem]:
    for number, row in enumerate(dossier.motives, 1):
        if row.total > ALL_POINTS:
            given = {name: getattr(row, name) for name in MOTIVE_POINTS}
            where = Where("motives", number, row.partner, (max(given, key=given.__getitem__),))
            more = str(row.total - ALL_POINTS)
            yield _problem("too_many_points", where, total=str(row.total), more=more)


def _half_places(dossier: Dossier) -> Iterator[Problem]:
    for number, row in enumerate(dossier.counters, 1):
        if (row.latitude is None) != (row.longitude is None):
            missing = "latitude" if row.latitude is None else "longitude"
            yield _problem("half_place", Where("counters", number, row.id, (missing,)))


def _hours(dossier: Dossier) -> Iterator[Problem]:
    """A year counts once for a partner; and what comes before the start is not the cost of the cooperation."""
    start = dossier.cooperation.start_year if dossier.cooperation else None
    first: dict[tuple[str, int], int] = {}
    for number, row in enumerate(dossier.coordination_hours, 1):
        where = Where("coordination_hours", number, row.id, ("year",))
        key = (row.partner or "", row.year)
        if key in first:
            yield _problem("hours_twice", where, year=str(row.year), row=str(first[key]))
        first.setdefault(key, number)
        if start is not None and row.year < start:
            yield _problem("hours_before_start", where, year=str(row.year), start=str(start))


def _pairs(dossier: Dossier) -> Iterator[Problem]:
    first: dict[frozenset[str], int] = {}
    for number, row in enumerate(dossier.correlations, 1):
        where = Where("correlations", number, row_name(row), ("second",))
        pair = frozenset((row.first, row.second))
        if len(pair) == 1:
            yield _problem("pair_of_one", where, name=row.first)
        elif pair in first:
            yield _problem("pair_twice", where, first=row.first, second=row.second, row=str(first[pair]))
        first.setdefault(pair, number)


def _unknown_budgets(dossier: Dossier) -> Iterator[Problem]:
    known = [budget.id for budget in dossier.budgets]
    for number, row in enumerate(dossier.budget_changes, 1):
        if row.budget not in known:
            where = Where("budget_changes", number, row.id, ("budget",))
            close = difflib.get_close_matches(row.budget, known, 1, 0.6)
            if close:
                yield _problem("unknown_budget", where, "did_you_mean", budget=row.budget, name=close[0])
            else:
                names = ", ".join(sorted(known)[:20]) or "–"
                yield _problem("unknown_budget", where, "budgets_are", budget=row.budget, names=names)


def _savings(dossier: Dossier) -> Iterator[Problem]:
    """Nobody saves more than all there is; what became dearer may have become very much dearer."""
    for number, row in enumerate(dossier.cases, 1):
        for name in ("saving_planned", "saving_realised"):
            figure = getattr(row, name)
            numbers = [] if figure is None else [figure.value, figure.low or 0.0, figure.high or 0.0]
            if max(numbers, default=0.0) > _LARGEST_SAVING:
                where = Where("cases", number, row.id, (name,))
                shown = {"value": f"{max(numbers):.12g}"}
                action = "figure.not_a_share_action"
                yield _problem("figure.not_a_share", where, action, **shown)
