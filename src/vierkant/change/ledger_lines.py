"""What is reserved, decided and spent, from the lines of the ledger and the amounts at the groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from vierkant.change.inputs import Change, Group, LedgerKind, LedgerLine
from vierkant.change.ledger_calendar import Array, Axis, after, position, spread
from vierkant.change.ledger_need import (
    COLUMN,
    LEDGER_KINDS,
    OF_THE_GROUP,
    Crowd,
    Need,
    Rates,
    plan_end,
    windows,
)
from vierkant.change.settings import Range
from vierkant.quantities import Figure

Places = NDArray[np.intp]
Measure = Literal["hours", "euros"]
MEASURES: Final[tuple[Measure, Measure]] = ("hours", "euros")
STATES: Final = ("reserved", "decided", "spent")

_AT_THE_GROUP: Final[Mapping[Measure, tuple[int, ...]]] = {
    "hours": OF_THE_GROUP,
    "euros": (COLUMN[LedgerKind.BACKFILL], COLUMN[LedgerKind.TRAINING]),
}
"""Amounts at a group carry no kind: they are laid over these kinds, as they are needed."""

_MEASURES: Final = COLUMN[LedgerKind.CHANGE_TEAM]
"""Measures of the dossier for people count as guidance of the change."""


@dataclass(frozen=True, slots=True)
class Booked:
    """Amounts of shape (groups + 1, kinds); the last row is what is not for one group."""

    hours: Mapping[str, Array]
    """By state: ``reserved`` (decided or not), ``decided`` and ``spent``."""
    euros: Mapping[str, Array]
    decided_by_month: Need
    """Shape (groups + 1, months, kinds)."""
    replaced: Mapping[Measure, frozenset[str]]
    """Groups whose own amount is not counted, because lines for the group replace it."""
    ranges: Mapping[Measure, Range]
    """All that is reserved, with the ranges of the figures as independent errors."""
    outside: tuple[LedgerLine, ...]
    """Lines with a date outside the plan."""
    reversed: tuple[LedgerLine, ...]
    """Lines that end before they begin; read the other way round."""

    def of(self, measure: Measure) -> Mapping[str, Array]:
        """Hours or euros by state."""
        return self.hours if measure == "hours" else self.euros


def is_decided(line: LedgerLine) -> bool:
    """Decided only with who, when and from which cover."""
    return bool(line.decided_by and line.decided_on and line.cover)


def booked(
    change: Change,
    people: Crowd,
    rate: Rates,
    months: Axis,
    need: Need,
    *,
    measure_hours: float | None,
    measure_euros: float | None,
) -> Booked:
    """All lines, what stands at groups without lines, and what measures for people reserve."""
    rows = _Rows.of(change.ledger, people.ids)
    found = {measure: {state: rows.total(measure, state) for state in STATES} for measure in MEASURES}
    extra = {"hours": measure_hours or 0.0, "euros": measure_euros or 0.0}
    replaced: dict[Measure, frozenset[str]] = {}
    ranges: dict[Measure, Range] = {}
    for measure in MEASURES:
        with_lines = {line.group for line in change.ledger if _figure(line, measure) is not None}
        own = {group.id: group for group in change.groups if _reserved(group, measure) is not None}
        replaced[measure] = frozenset(own.keys() & with_lines)
        counted = [group for name, group in own.items() if name not in with_lines]
        reserved = found[measure]["reserved"]
        _lay(reserved, people.ids, counted, measure, need)
        reserved[-1, _MEASURES] += extra[measure]
        figures = [_figure(line, measure) for line in change.ledger] + [
            _reserved(item, measure) for item in counted
        ]
        ranges[measure] = _sum([figure for figure in figures if figure is not None], extra[measure])
    profile = _profile(change, people, rate, months)
    return Booked(
        hours=found["hours"],
        euros=found["euros"],
        decided_by_month=Need(
            rows.decided_by_month("hours", profile), rows.decided_by_month("euros", profile)
        ),
        replaced=replaced,
        ranges=ranges,
        outside=tuple(line for line in change.ledger if months.count and _outside(line, months)),
        reversed=tuple(line for line in change.ledger if _reversed(line)),
    )


def _figure(line: LedgerLine, measure: Measure) -> Figure | None:
    return line.hours if measure == "hours" else line.euros


def _reserved(group: Group, measure: Measure) -> Figure | None:
    return group.hours_reserved if measure == "hours" else group.euros_reserved


def _sum(figures: Sequence[Figure], extra: float) -> Range:
    value = sum(figure.value for figure in figures) + extra
    below = hypot(*(figure.value - figure.low for figure in figures if figure.low is not None))
    above = hypot(*(figure.high - figure.value for figure in figures if figure.high is not None))
    return Range(value, max(0.0, value - below), value + above)


def _lay(reserved: Array, ids: Sequence[str], groups: Sequence[Group], measure: Measure, need: Need) -> None:
    """Lay the amount at each group over its kinds, as they are needed; on the first when nothing is needed."""
    kinds = list(_AT_THE_GROUP[measure])
    needed = (need.hours if measure == "hours" else need.euros)[:, kinds]
    row = {name: number for number, name in enumerate(ids)}
    for group in groups:
        amount = _reserved(group, measure)
        parts = needed[row[group.id]]
        total = parts.sum()
        shares = parts / total if total > 0 else np.eye(len(kinds))[0]
        reserved[row[group.id], kinds] += (amount.value if amount else 0.0) * shares


@dataclass(frozen=True, slots=True)
class _Rows:
    """The lines as arrays: where each belongs, and its amounts; shape (lines,)."""

    row: Places
    column: Places
    groups: int
    amounts: Mapping[tuple[str, str], Array]
    """(hours or euros, state) → amount."""

    @classmethod
    def of(cls, lines: Sequence[LedgerLine], ids: Sequence[str]) -> _Rows:
        places = {name: number for number, name in enumerate(ids)}

        def values(of: Callable[[LedgerLine], Figure | None], state: str) -> Array:
            figures = (of(line) if state != "decided" or is_decided(line) else None for line in lines)
            return np.array([0.0 if figure is None else figure.value for figure in figures], dtype=float)

        amounts = {}
        for state in STATES:
            spent = state == "spent"
            amounts["hours", state] = values(lambda line: line.spent_hours if spent else line.hours, state)  # noqa: B023
            amounts["euros", state] = values(lambda line: line.spent_euros if spent else line.euros, state)  # noqa: B023
        return cls(
            row=np.array([places.get(line.group or "", len(ids)) for line in lines], dtype=np.intp),
            column=np.array([COLUMN[line.kind] for line in lines], dtype=np.intp),
            groups=len(ids),
            amounts=amounts,
        )

    def total(self, measure: str, state: str) -> Array:
        """Shape (groups + 1, kinds)."""
        table = np.zeros((self.groups + 1, len(LEDGER_KINDS)))
        np.add.at(table, (self.row, self.column), self.amounts[measure, state])
        return table

    def decided_by_month(self, measure: str, profile: Array) -> Array:
        """Shape (groups + 1, months, kinds); ``profile`` has shape (lines, months)."""
        table = np.zeros((self.groups + 1, len(LEDGER_KINDS), profile.shape[1]))
        np.add.at(table, (self.row, self.column), self.amounts[measure, "decided"][:, None] * profile)
        return np.moveaxis(table, 2, 1)


def _days(line: LedgerLine) -> tuple[float | None, float | None]:
    """Begin and end as positions in months; a pair the wrong way round is read the other way."""
    first, last = line.from_on, line.until_on
    if first and last and last < first:
        first, last = last, first
    return (position(first) if first else None), (after(last) if last else None)


def _reversed(line: LedgerLine) -> bool:
    return bool(line.from_on and line.until_on and line.until_on < line.from_on)


def _outside(line: LedgerLine, months: Axis) -> bool:
    first, last = _days(line)
    return any(day is not None and not months.first <= day <= months.end for day in (first, last))


def _profile(change: Change, people: Crowd, rate: Rates, months: Axis) -> Array:
    """The part of each line in each month, of shape (lines, months). Without dates a line lies over the whole plan.

    A guarantee and travel are paid from the start, for as long as the assumptions say.
    """
    when = windows(rate)
    end = plan_end(change, people, when)
    if end is None:
        return np.zeros((len(change.ledger), 0))
    start = float(np.nanmin(people.start))
    whole = (float(months.first), min(end, float(months.end)))
    paid = {
        LedgerKind.SALARY_GUARANTEE: (start, start + when.guarantee[1]),
        LedgerKind.TRAVEL: (start, start + when.travel[1]),
    }
    begins, ends = [], []
    for line in change.ledger:
        first, last = _days(line)
        usual = paid.get(line.kind, whole)
        begins.append(usual[0] if first is None else first)
        ends.append(usual[1] if last is None else last)
    early = np.array(begins, dtype=float)
    return spread(early, np.maximum(np.array(ends, dtype=float), early), months)
