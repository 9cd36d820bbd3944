"""What must fit together where organisations stand side by side: rows that stand twice, more than there can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vierkant.dossier.problems import Problem, Where
from vierkant.dossier.sections import Dossier
from vierkant.organisation_scan.inputs import EmploymentSubject
from vierkant.quantities import Figure, Message

_HOURS_OF_A_WEEK = 168.0
_MOST: Mapping[EmploymentSubject, float] = {
    EmploymentSubject.WEEKLY_HOURS: _HOURS_OF_A_WEEK,
    EmploymentSubject.HOME_DAYS: 7.0,
    EmploymentSubject.LEAVE: 8784.0,
}
"""What time itself allows: hours of a week, days of a week, hours of a leap year."""


def scan_problems(dossier: Dossier) -> Iterator[Problem]:
    """All problems. A contract that ended before today is none: it says what must be looked at."""
    yield from _teams(dossier)
    yield from _mandates(dossier)
    yield from _more_than_fits(dossier)


def _problem(problem: str, where: Where, /, **arguments: str | Message) -> Problem:
    todo = Message(f"dossier.problem.{problem}_action", arguments)
    return Problem(Message(f"dossier.problem.{problem}", arguments), where, todo)


def _teams(dossier: Dossier) -> Iterator[Problem]:
    for number, row in enumerate(dossier.structure, 1):
        if row.teams is not None and row.self_steering is not None and row.self_steering > row.teams:
            where = Where("structure", number, row.partner, ("self_steering",))
            whole = Message("dossier.field.teams")
            yield _problem(
                "more_than_all", where, part=str(row.self_steering), whole=str(row.teams), field=whole
            )


def _mandates(dossier: Dossier) -> Iterator[Problem]:
    """Several may decide, each up to an own amount; the same one twice is one too many."""
    first: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(dossier.mandates, 1):
        key = (row.decision.casefold(), row.partner or "", row.decider.value)
        if key in first:
            where = Where("mandates", number, row.id, ("decider",))
            yield _problem("mandate_twice", where, row=str(first[key]))
        first.setdefault(key, number)


def _more_than_fits(dossier: Dossier) -> Iterator[Problem]:
    for number, rule in enumerate(dossier.employment, 1):
        most = _MOST.get(rule.subject)
        if most is not None:
            yield from _too_much(rule.value, most, Where("employment", number, rule.id, ("value",)))
    for number, row in enumerate(dossier.structure, 1):
        where = Where("structure", number, row.partner, ("open_hours",))
        yield from _too_much(row.open_hours, _HOURS_OF_A_WEEK, where)


def _too_much(figure: Figure | None, most: float, where: Where) -> Iterator[Problem]:
    if figure is None:
        return
    largest = max(figure.value, figure.high or 0.0)
    if largest > most:
        yield _problem("figure.more_than_fits", where, value=f"{largest:.12g}", most=f"{most:.12g}")
