"""The result of the ledger from its arrays: rows, months, load per person, totals that explain themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from vierkant.change.inputs import Change, OtherProject
from vierkant.change.ledger import Cube, GroupNeeds, PersonMonths
from vierkant.change.ledger_calendar import Array, Axis, after, position, spread
from vierkant.change.ledger_findings import Findings, find, headline, level_of, missing
from vierkant.change.ledger_lines import Booked, booked, is_decided
from vierkant.change.ledger_need import (
    LEDGER_KINDS,
    OF_THE_GROUP,
    Crowd,
    Need,
    amounts,
    by_month,
    crowd,
    euros_per_group,
    plan_axis,
    ranges,
    rates,
    totals,
)
from vierkant.change.ledger_totals import absorbable, shown_totals
from vierkant.change.plan_results import GroupMonths, LedgerResult, LedgerRow, LedgerTotals
from vierkant.change.settings import Range, Settings
from vierkant.quantities import Message


@dataclass(frozen=True, slots=True)
class _Counted:
    """Everything that is needed, over the whole change and by month."""

    people: Crowd
    rate: dict[str, float]
    months: Axis
    total: Need
    monthly: Need
    guarantee: Mapping[str, Array]
    travel: Mapping[str, Array]


def _count(
    change: Change, settings: Settings, guarantee: Mapping[str, Range], travel: Mapping[str, Range]
) -> _Counted:
    people, rate = crowd(change), rates(settings)
    paid, travelled = amounts(change, guarantee), amounts(change, travel)
    given = (paid["value"], travelled["value"])
    months = plan_axis(change, people, rate, *given)
    return _Counted(
        people=people,
        rate=rate,
        months=months,
        total=totals(people, rate, *given),
        monthly=by_month(people, rate, months, *given),
        guarantee=paid,
        travel=travelled,
    )


def build(
    change: Change,
    settings: Settings,
    *,
    smallest: int,
    guarantee: Mapping[str, Range],
    travel: Mapping[str, Range],
    measure_hours: float | None,
    measure_euros: float | None,
) -> LedgerResult:
    """As `ledger.ledger`."""
    counted = _count(change, settings, guarantee, travel)
    books = booked(
        change,
        counted.people,
        counted.rate,
        counted.months,
        counted.total,
        measure_hours=measure_hours,
        measure_euros=measure_euros,
    )
    shown = _totals(change, settings, counted, books)
    load = _load(change, counted, smallest)
    facts = Findings(
        change, settings, smallest, counted.people, counted.months, counted.total, books, shown, load
    )
    found = tuple(find(facts)) if change.groups else ()
    level = level_of(facts, found)
    decided = books.decided_by_month
    return LedgerResult(
        level=level,
        headline=headline(facts, level, found),
        months=counted.months.months(),
        totals=shown,
        kinds=_kinds(counted.total, books),
        groups=_groups(change, counted.total, books, smallest),
        hours_needed_by_month=_series(counted.monthly.hours),
        hours_decided_by_month=_series(decided.hours),
        euros_needed_by_month=_series(counted.monthly.euros),
        euros_decided_by_month=_series(decided.euros),
        load=load,
        absorbable=absorbable(settings),
        decided=any(is_decided(line) for line in change.ledger),
        findings=found,
        missing=tuple(missing(facts)),
    )


def _totals(change: Change, settings: Settings, counted: _Counted, books: Booked) -> LedgerTotals | None:
    if not change.groups:
        return None
    hours, euros = ranges(counted.people, settings, counted.guarantee, counted.travel)
    return shown_totals(change, settings, hours, euros, books)


def _series(table: Array) -> tuple[float, ...]:
    return tuple(table.sum(axis=(0, 2)).tolist())


def _kinds(total: Need, books: Booked) -> tuple[LedgerRow, ...]:
    table = _table(total, books, axis=0)
    return tuple(
        _row(kind.value, Message(f"ledger.kind.{kind.value}.name"), numbers, small=False)
        for kind, numbers in zip(LEDGER_KINDS, table, strict=True)
    )


def _groups(change: Change, total: Need, books: Booked, smallest: int) -> tuple[LedgerRow, ...]:
    *named, other = _table(total, books, axis=1)
    rows = [
        _row(group.id, group.name, numbers, small=group.size < smallest)
        for group, numbers in zip(change.groups, named, strict=True)
    ]
    return (*rows, _row("", Message("ledger.row.no_group"), other, small=False))


def _table(total: Need, books: Booked, axis: int) -> list[list[float]]:
    """Rows of eight numbers in the order of `LedgerRow`: hours and euros needed, reserved, decided, spent."""
    states = ("reserved", "decided", "spent")
    parts = (total.hours, *(books.hours[name] for name in states))
    parts += (total.euros, *(books.euros[name] for name in states))
    table: list[list[float]] = np.column_stack([part.sum(axis=axis) for part in parts]).tolist()
    return table


def _row(name: str, label: Message | str, numbers: list[float], *, small: bool) -> LedgerRow:
    needed, reserved, decided, spent, *euros = numbers
    return LedgerRow(
        id=name,
        label=label,
        hours_needed=needed,
        hours_reserved=reserved,
        hours_decided=decided,
        hours_spent=spent,
        euros_needed=euros[0],
        euros_reserved=euros[1],
        euros_decided=euros[2],
        euros_spent=euros[3],
        small=small,
    )


def _load(change: Change, counted: _Counted, smallest: int) -> tuple[GroupMonths, ...]:
    """Hours per person per month for this cooperation and for other projects, beside what a group can absorb."""
    asked = _per_person(counted.people, counted.monthly)
    elsewhere = _elsewhere(change.other_projects, counted.people.ids, counted.months)
    most = counted.rate["absorbable_hours_per_month"]
    over = asked + elsewhere > most + 1e-9
    return tuple(
        GroupMonths(
            group=group.id,
            small=group.size < smallest,
            asked=tuple(asked[row].tolist()),
            elsewhere=tuple(elsewhere[row].tolist()),
            over=tuple(np.flatnonzero(over[row]).tolist()),
        )
        for row, group in enumerate(change.groups)
    )


def _per_person(people: Crowd, monthly: Need) -> Array:
    """Shape (groups, months)."""
    own: Array = monthly.hours[: len(people.ids), :, list(OF_THE_GROUP)].sum(axis=-1)
    return own / people.size[:, None]


def _elsewhere(projects: Iterable[OtherProject], ids: tuple[str, ...], months: Axis) -> Array:
    """Shape (groups, months): hours per person for other projects; a part of a month counts for that part."""
    table = np.zeros((len(ids), months.count))
    row = {name: number for number, name in enumerate(ids)}
    for project in projects:
        first, last = sorted((project.from_on, project.until_on))
        begin, end = position(first), after(last)
        part = spread(begin, end, months) * (end - begin) * project.hours_per_month.value
        rows = [row[name] for name in set(project.groups) if name in row] if project.groups else slice(None)
        table[rows] += part
    return table


def person_months(change: Change, settings: Settings) -> PersonMonths:
    """As `ledger.hours_per_person_by_month`."""
    people, rate = crowd(change), rates(settings)
    nothing = np.zeros(len(people.ids))
    months = plan_axis(change, people, rate, nothing, nothing)
    hours = _per_person(people, by_month(people, rate, months, nothing, nothing))
    return PersonMonths(
        months.months(), {name: tuple(row) for name, row in zip(people.ids, hours.tolist(), strict=True)}
    )


def group_needs(
    change: Change, settings: Settings, *, guarantee: Mapping[str, Range], travel: Mapping[str, Range]
) -> GroupNeeds:
    """As `ledger.group_needs`."""
    people = crowd(change)
    paid, travelled = amounts(change, guarantee), amounts(change, travel)
    need = totals(people, rates(settings), paid["value"], travelled["value"])

    def by_kind(table: Array) -> dict[str, dict[str, float]]:
        columns = table[:-1].T.tolist()
        return {
            kind.value: dict(zip(people.ids, column, strict=True))
            for kind, column in zip(LEDGER_KINDS, columns, strict=True)
        }

    return GroupNeeds(
        total=euros_per_group(people, settings, paid, travelled),
        hours=by_kind(need.hours),
        euros=by_kind(need.euros),
    )


def cube(
    change: Change, settings: Settings, *, guarantee: Mapping[str, Range], travel: Mapping[str, Range]
) -> Cube:
    """As `ledger.cube`."""
    counted = _count(change, settings, guarantee, travel)
    books = booked(
        change,
        counted.people,
        counted.rate,
        counted.months,
        counted.total,
        measure_hours=None,
        measure_euros=None,
    )
    return Cube(
        groups=(*counted.people.ids, ""),
        months=counted.months.months(),
        kinds=tuple(kind.value for kind in LEDGER_KINDS),
        hours_needed=counted.monthly.hours,
        euros_needed=counted.monthly.euros,
        hours_decided=books.decided_by_month.hours,
        euros_decided=books.decided_by_month.euros,
        total_hours_needed=counted.total.hours,
        total_euros_needed=counted.total.euros,
    )
