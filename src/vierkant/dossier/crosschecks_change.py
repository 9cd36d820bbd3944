"""What must fit together in the human side: groups and functions that exist, help from the library, days in order."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from vierkant.change.inputs import Outcome
from vierkant.change.library import library
from vierkant.change.phases import PhaseModelError, model_of
from vierkant.dossier.groups import ABOUT_ONE, KEYED_BY_GROUP, OF_ONE_OR_ALL, OF_SEVERAL
from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Message

_DAYS = {
    "impact": (("starts_on", "ends_on"),),
    "interventions": (("from_on", "until_on"),),
    "ledger": (("from_on", "until_on"),),
    "other_projects": (("from_on", "until_on"),),
}
"""Of each pair the second day cannot come before the first."""


def change_problems(dossier: Dossier, *, broken: Collection[str]) -> Iterator[Problem]:
    """All problems; what refers to a section in ``broken`` is not judged."""
    if "people" not in broken:
        yield from _unknown_groups(dossier)
    if "functions" not in broken:
        yield from _unknown_functions(dossier)
    yield from _unknown_items(dossier)
    yield from _aspects_twice(dossier)
    yield from _crosswalk(dossier)
    yield from _days(dossier)
    yield from _phase_model(dossier)


def _problem(problem: str, where: Where, action: str | None = None, /, **arguments: str) -> Problem:
    todo = Message(f"dossier.problem.{action or f'{problem}_action'}", arguments)
    return Problem(Message(f"dossier.problem.{problem}", arguments), where, todo)


def _unknown(problem: str, name: str, known: Collection[str], where: Where, otherwise: str) -> Problem:
    """Something is named that does not exist; what was probably meant, or which ones there are."""
    kind = problem.removeprefix("unknown_")
    close = difflib.get_close_matches(name, known, 1, 0.6)
    if close:
        return _problem(problem, where, "did_you_mean", **{kind: name, "name": close[0]})
    names = ", ".join(sorted(known)[:20]) or "–"
    return _problem(problem, where, otherwise, **{kind: name, "names": names})


def _unknown_groups(dossier: Dossier) -> Iterator[Problem]:
    known = [group.id for group in dossier.people]
    for where, name in _group_references(dossier):
        if name not in known:
            yield _unknown("unknown_group", name, known, where, "groups_are")


def _group_references(dossier: Dossier) -> Iterator[tuple[Where, str]]:
    for section in (*ABOUT_ONE, *OF_ONE_OR_ALL):
        field = "id" if section in KEYED_BY_GROUP else "group"
        for number, row in enumerate(getattr(dossier, section), 1):
            name = getattr(row, field)
            if name is not None:
                yield Where(section, number, row.id, (field,)), name
    for section in OF_SEVERAL:
        for number, row in enumerate(getattr(dossier, section), 1):
            for place, name in enumerate(row.groups, 1):
                yield Where(section, number, row.id, ("groups", str(place))), name


def _unknown_functions(dossier: Dossier) -> Iterator[Problem]:
    known = [function.id for function in dossier.functions]
    for number, group in enumerate(dossier.people, 1):
        if group.function is not None and group.function not in known:
            where = Where("people", number, group.id, ("function",))
            yield _unknown("unknown_function", group.function, known, where, "functions_are")


def _unknown_items(dossier: Dossier) -> Iterator[Problem]:
    for number, row in enumerate(dossier.interventions, 1):
        if row.item is not None and row.item not in library_items():
            where = Where("interventions", number, row.id, ("item",))
            yield _unknown("unknown_item", row.item, library_items(), where, "unknown_item_action")


def library_items() -> frozenset[str]:
    """The keys of the texts and tools in our library."""
    return frozenset(library())


def _aspects_twice(dossier: Dossier) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(dossier.aspects, 1):
        key = (row.group, row.aspect.value)
        if key in first:
            where = Where("aspects", number, row.id, ("aspect",))
            yield _problem(
                "same_aspect", where, group=row.group, aspect=row.aspect.value, row=str(first[key])
            )
        first.setdefault(key, number)


def _crosswalk(dossier: Dossier) -> Iterator[Problem]:
    """A line from old to new needs a function to come from, and a new one a name."""
    for number, row in enumerate(dossier.crosswalk, 1):
        is_new = row.outcome is Outcome.NEW
        if (row.new_function if is_new else row.function) is None:
            name, problem = ("new_function", "no_new_function") if is_new else ("function", "no_function")
            yield _problem(problem, Where("crosswalk", number, row.id, (name,)))


def _days(dossier: Dossier) -> Iterator[Problem]:
    plan = dossier.change_plan
    if plan is not None:
        yield from _out_of_order(plan, Where("change_plan"), "starts_on", "ends_on")
    for section, pairs in _DAYS.items():
        for number, row in enumerate(getattr(dossier, section), 1):
            for first, last in pairs:
                yield from _out_of_order(row, Where(section, number, row.id), first, last)


def _out_of_order(row: Any, where: Where, first: str, last: str) -> Iterator[Problem]:
    begin: date | None = getattr(row, first)
    end: date | None = getattr(row, last)
    if begin is not None and end is not None and end < begin:
        place = Where(where.section, where.row, where.name, (last,))
        days = {"begin": begin.isoformat(), "end": end.isoformat()}
        yield _problem("days_out_of_order", place, **days)


def _phase_model(dossier: Dossier) -> Iterator[Problem]:
    """A phase model of your own must be there and be right; every fault in it comes out at once."""
    plan = dossier.change_plan
    if plan is None or plan.phase_model != "own":
        return
    where = Where("change_plan", fields=("own_phase_model",))
    if not (plan.own_phase_model or "").strip():
        yield _problem("no_phase_model", where)
        return
    try:
        model_of(plan)
    except PhaseModelError as error:
        for fault in error.problems:
            message = Message("dossier.problem.phase_model_fault", {"fault": fault.message})
            yield Problem(message, where, fault.action)
