"""What must fit together between the sections of a dossier."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import fsum

from pydantic import BaseModel

from vierkant.dossier.councils import OF_A_PARTNER
from vierkant.dossier.crosschecks_change import change_problems
from vierkant.dossier.crosschecks_grip import grip_problems
from vierkant.dossier.crosschecks_interests import interest_problems, partner_references
from vierkant.dossier.crosschecks_municipalities import code_problem
from vierkant.dossier.crosschecks_numbers import WITHOUT_KEY, number_problems
from vierkant.dossier.crosschecks_scan import scan_problems
from vierkant.dossier.faults import LIST_SECTIONS
from vierkant.dossier.figures import figures
from vierkant.dossier.problems import Problem, Where, row_name
from vierkant.dossier.sections import SECTIONS, Dossier, Partner
from vierkant.quantities import LARGEST_FIGURE, Confidence, Figure, Message, Unit
from vierkant.reference import taakveld
from vierkant.sources import Parameter, parameters

SHARES_TOLERANCE = 0.0005
"""Shares are often written with one decimal of a percent; three of them may miss 0.1 % together."""

COUNTED = ("functions", "people", "expertise")
"""Sections of which a row counts people, says how they are known, and may name a source of its own."""

WITH_SOURCE = (
    *COUNTED, "risks", "finances", "correlations", "budgets", "structure", "key_inputs", "withdrawal_facts",
)  # fmt: skip
"""Sections of which a row may name one source for all that it says."""

CAPABILITIES_WITH_PARAMETERS = ("business_case", "four_ks", "change", "lessons", "withdrawal")


def cross_problems(dossier: Dossier, *, broken: frozenset[str]) -> list[Problem]:
    """All problems between sections; a section in ``broken`` is not used to judge another."""
    problems: list[Problem] = []
    for name in (name for name in SECTIONS if name in LIST_SECTIONS - WITHOUT_KEY):
        problems.extend(_duplicates(name, getattr(dossier, name)))
    problems.extend(_municipalities(dossier.partners))
    problems.extend(_taakvelden(dossier))
    if "partners" not in broken:
        problems.extend(_unknown_partners(dossier))
    problems.extend(change_problems(dossier, broken=broken))
    problems.extend(grip_problems(dossier, broken=broken))
    problems.extend(number_problems(dossier, broken=broken))
    problems.extend(scan_problems(dossier))
    problems.extend(interest_problems(dossier, broken=broken))
    problems.extend(_agreements(dossier))
    problems.extend(_counts(dossier))
    problems.extend(_too_large(dossier))
    problems.extend(_assumptions(dossier))
    if "sources" not in broken:
        problems.extend(_unknown_sources(dossier))
    return problems


def _problem(problem: str, where: Where, /, *, action: str | None = None, **arguments: str) -> Problem:
    todo = Message(f"dossier.problem.{action}", arguments) if action else None
    return Problem(Message(f"dossier.problem.{problem}", arguments), where, todo)


def _duplicates(section: str, rows: Sequence[BaseModel]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        identifier = str(getattr(row, "id"))  # noqa: B009  (rows share the field, not a base class)
        if identifier in first:
            where = Where(section, number, identifier, ("id",))
            yield _problem(
                "same_id", where, action="same_id_action", id=identifier, row=str(first[identifier])
            )
        else:
            first[identifier] = number


def _municipalities(partners: Sequence[Partner]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, partner in enumerate(partners, 1):
        where = Where("partners", number, partner.id, ("municipality",))
        code = partner.municipality
        if code is None:
            if partner.name is None:
                place = Where("partners", number, partner.id, ("name",))
                yield _problem("nameless_partner", place, action="nameless_partner_action")
            continue
        if code in first:
            yield _problem(
                "same_municipality", where, action="same_municipality_action", code=code, row=str(first[code])
            )
        first.setdefault(code, number)
        wrong = code_problem(code, partner.name, where)
        if wrong is not None:
            yield wrong


def _taakvelden(dossier: Dossier) -> Iterator[Problem]:
    for number, task in enumerate(dossier.tasks, 1):
        if task.taakveld is not None and taakveld(task.taakveld) is None:
            where = Where("tasks", number, task.id, ("taakveld",))
            yield _problem("unknown_taakveld", where, action="unknown_taakveld_action", code=task.taakveld)


def _unknown_partners(dossier: Dossier) -> Iterator[Problem]:
    known = [partner.id for partner in dossier.partners]
    for where, name in _partner_references(dossier):
        if name in known:
            continue
        close = difflib.get_close_matches(name, known, 1, 0.6)
        if close:
            yield _problem("unknown_partner", where, action="did_you_mean", partner=name, name=close[0])
        else:
            yield _problem(
                "unknown_partner", where, action="partners_are", partner=name, names=", ".join(known) or "–"
            )


def _partner_references(dossier: Dossier) -> Iterator[tuple[Where, str]]:
    for number, task in enumerate(dossier.tasks, 1):
        for name in task.parts:
            yield Where("tasks", number, task.id, ("parts", name)), name
    for section in ("expertise", "channels", "processes", "products"):
        for number, row in enumerate(getattr(dossier, section), 1):
            for name in row.parts:
                yield Where(section, number, row.id, ("parts", name)), name
    for number, function in enumerate(dossier.functions, 1):
        for name in function.qualified:
            yield Where("functions", number, function.id, ("qualified", name)), name
    for section in OF_A_PARTNER:
        for number, row in enumerate(getattr(dossier, section), 1):
            if row.partner is not None:
                yield Where(section, number, row_name(row), ("partner",)), row.partner
    yield from partner_references(dossier)
    if dossier.agreements is not None:
        if dossier.agreements.centre is not None:
            yield Where("agreements", fields=("centre",)), dossier.agreements.centre
        for name in dossier.agreements.cost_key:
            yield Where("agreements", fields=("cost_key", name)), name
        for name in dossier.agreements.votes:
            yield Where("agreements", fields=("votes", name)), name


def _agreements(dossier: Dossier) -> Iterator[Problem]:
    agreed = dossier.agreements
    if agreed is None:
        return
    if agreed.cost_key:
        total = fsum(share.value for share in agreed.cost_key.values())
        if abs(total - 1) > SHARES_TOLERANCE:
            where = Where("agreements", fields=("cost_key",))
            yield _problem(
                "shares", where, action="shares_action", total=f"{total * 100:.1f}".replace(".", ",")
            )
    votes = sum(agreed.votes.values())
    if agreed.quota is not None and agreed.votes and agreed.quota > votes:
        where = Where("agreements", fields=("quota",))
        yield _problem("quota", where, action="quota_action", quota=str(agreed.quota), votes=str(votes))


def _too_large(dossier: Dossier) -> Iterator[Problem]:
    for place in figures(dossier):
        numbers = (place.figure.value, place.figure.low or 0, place.figure.high or 0)
        largest = max(numbers, key=abs)
        if abs(largest) > LARGEST_FIGURE:
            action = "figure.too_large_action"
            yield _problem("figure.too_large", place.where, action=action, value=f"{largest:.12g}")


def _assumptions(dossier: Dossier) -> Iterator[Problem]:
    if not dossier.assumptions:
        return
    known = known_parameters()
    for name, figure in dossier.assumptions.items():
        if name in known:
            yield from _out_of_bounds(Where("assumptions", fields=(name,)), known[name], figure)
        else:
            close = difflib.get_close_matches(name, known, 1, 0.5)
            where = Where("assumptions", fields=(name,))
            if close:
                yield _problem(
                    "unknown_assumption", where, action="did_you_mean", assumption=name, name=close[0]
                )
            else:
                yield _problem(
                    "unknown_assumption", where, action="unknown_assumption_action", assumption=name
                )


def _out_of_bounds(where: Where, parameter: Parameter, figure: Figure) -> Iterator[Problem]:
    """A share above 1, or below zero what cannot be: a parameter that may be negative has a low below zero itself."""
    numbers = [number for number in (figure.value, figure.low, figure.high) if number is not None]
    smallest = min(number for number in (parameter.value, parameter.low) if number is not None)
    lowest = 0 if smallest >= 0 else -1 if parameter.unit is Unit.SHARE else -LARGEST_FIGURE
    highest = 1 if parameter.unit is Unit.SHARE else LARGEST_FIGURE
    wrong = next((number for number in numbers if not lowest <= number <= highest), None)
    if wrong is None:
        return
    name = "figure.not_a_share" if parameter.unit is Unit.SHARE else "figure.negative"
    yield _problem(name, where, action=f"{name}_action", value=f"{wrong:.12g}")


def known_parameters() -> Mapping[str, Parameter]:
    """Every parameter that a dossier may override under ``assumptions``: ``<capability>.<name>``."""
    return {
        f"{room}.{name}": parameter
        for room in CAPABILITIES_WITH_PARAMETERS
        for name, parameter in parameters(room).items()
    }


def _counts(dossier: Dossier) -> Iterator[Problem]:
    """A count of people carries no range, but "published" asks for a source as it does for a figure."""
    for section in COUNTED:
        for number, row in enumerate(getattr(dossier, section), 1):
            if row.confidence is Confidence.PUBLISHED and row.source is None:
                where = Where(section, number, row.id, ("source",))
                yield _problem(
                    "figure.published_without_source", where, action="figure.published_without_source_action"
                )


def _unknown_sources(dossier: Dossier) -> Iterator[Problem]:
    known: Mapping[str, object] = dossier.sources
    for place in figures(dossier):
        if place.figure.source is not None and place.figure.source not in known:
            yield _unknown_source(
                place.figure.source, replace(place.where, fields=(*place.where.fields, "source")), known
            )
    for section in WITH_SOURCE:
        for number, row in enumerate(getattr(dossier, section), 1):
            if row.source is not None and row.source not in known:
                yield _unknown_source(row.source, Where(section, number, row_name(row), ("source",)), known)
    table = dossier.coalition_costs
    if table is not None and table.source is not None and table.source not in known:
        yield _unknown_source(table.source, Where("coalition_costs", fields=("source",)), known)


def _unknown_source(name: str, where: Where, known: Iterable[str]) -> Problem:
    close = difflib.get_close_matches(name, list(known), 1, 0.6)
    if close:
        return _problem("unknown_source", where, action="did_you_mean", source=name, name=close[0])
    return _problem("unknown_source", where, action="unknown_source_action", source=name)
