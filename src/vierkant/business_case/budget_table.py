"""For the controller: the money of one partner in euros of each year, structural and incidental, exact to the euro."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum
from typing import Any

from vierkant.quantities import Message

Plain = Mapping[str, Any]
"""A `CaseResult` in its JSON form."""

STRANDED = "stranded"
PRESENT_COST = "scale"
"""The stream that grows as what the tasks cost now."""
INCIDENTAL_YEARS = 3
"""What a budget holds for three years or less is incidental; what lasts longer counts as structural.

Source: the overviews of incidental items in the budgets of Halderberge 2020 and Almelo 2020 (BBV art. 19).
"""


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One stream: whole euros per year; an advantage is positive, a disadvantage negative."""

    label: Message
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """The money of one partner, or of all together.

    Per year the rows of ``structural`` add up to ``structural_total``, those of ``incidental`` to
    ``incidental_total``, and both to ``total``; the tables of all partners add up to the table of all together.
    ``growth`` is the part of ``total`` that comes from the growth of wages and prices, ``reserve`` what is put into a
    reserve besides (negative), ``key_shift`` what the agreed key alone moves when the whole joint budget is paid by
    it; they stand below the total and are no part of its rows. All partners together shift nothing.
    """

    name: str
    years: tuple[int, ...]
    calendar: bool
    """True when ``years`` are calendar years, False when they count from the start."""
    structural: tuple[BudgetRow, ...]
    incidental: tuple[BudgetRow, ...]
    structural_total: tuple[int, ...]
    incidental_total: tuple[int, ...]
    total: tuple[int, ...]
    growth: tuple[int, ...]
    reserve: tuple[int, ...] | None
    key_shift: tuple[int, ...] | None = None


def apportioned(amounts: Sequence[float]) -> tuple[int, ...]:
    """The amounts in whole euros that add up to the rounded sum: the largest remainders are rounded up."""
    total = floor(fsum(amounts) + 0.5)
    whole = [floor(amount) for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda place: (whole[place] - amounts[place], place))
    left = total - sum(whole)
    for place in order[:left]:
        whole[place] += 1
    return tuple(whole)


def partner_table(case: Plain, partner: str) -> BudgetTable | None:
    """The table of one partner; None when the case has no such partner."""
    found = next((row for row in case["partners"] if row["id"] == partner), None)
    return None if found is None else _table(case, found)


def joint_table(case: Plain, name: str) -> BudgetTable:
    """The table of all partners together: the sum of their tables, so that both agree to the euro."""
    tables = [_table(case, row) for row in case["partners"]]
    first = tables[0]
    reserves = [table.reserve for table in tables if table.reserve is not None]
    return BudgetTable(
        name=name,
        years=first.years,
        calendar=first.calendar,
        structural=_added_rows([table.structural for table in tables]),
        incidental=_added_rows([table.incidental for table in tables]),
        structural_total=_added([table.structural_total for table in tables]),
        incidental_total=_added([table.incidental_total for table in tables]),
        total=_added([table.total for table in tables]),
        growth=_added([table.growth for table in tables]),
        reserve=_added(reserves) if reserves else None,
    )


def _table(case: Plain, partner: Plain) -> BudgetTable:
    streams = partner["outcome"]["streams"]
    factors = case["indexation"]["factors"]
    years = case["calendar_years"] or case["years"]
    columns = [
        apportioned([stream["mean"][place] * factors[stream["id"]][place] for stream in streams])
        for place in range(len(years))
    ]
    rows = [
        BudgetRow(Message(stream["label"]["id"]), tuple(column[place] for column in columns))
        for place, stream in enumerate(streams)
    ]
    once = [stream["id"] in case["incidental"] or _soon_gone(stream) for stream in streams]
    structural = tuple(row for row, is_once in zip(rows, once, strict=True) if not is_once)
    incidental = tuple(row for row, is_once in zip(rows, once, strict=True) if is_once)
    total = tuple(sum(column) for column in columns)
    constant = [fsum(stream["mean"][place] for stream in streams) for place in range(len(years))]
    return BudgetTable(
        name=partner["name"],
        years=tuple(years),
        calendar=case["calendar_years"] is not None,
        structural=_filled(structural),
        incidental=_filled(incidental),
        structural_total=_added([row.amounts for row in structural], len(years)),
        incidental_total=_added([row.amounts for row in incidental], len(years)),
        total=total,
        growth=tuple(amount - floor(before + 0.5) for amount, before in zip(total, constant, strict=True)),
        reserve=_reserve(case, partner),
        key_shift=_key_shift(case, partner),
    )


def _key_shift(case: Plain, partner: Plain) -> tuple[int, ...] | None:
    """From the start on, growing as the present cost does; who pays more by the key has a disadvantage."""
    found = partner["key_shift"]
    if found is None:
        return None
    factors = case["indexation"]["factors"][PRESENT_COST]
    return tuple(
        floor(0.5 - found["value"] * factor) if year >= 0 else 0
        for year, factor in zip(case["years"], factors, strict=True)
    )


def _soon_gone(stream: Plain) -> bool:
    """Overhead that this partner has phased out within three years, whatever the others need."""
    return bool(stream["id"] == STRANDED and sum(map(bool, stream["mean"])) <= INCIDENTAL_YEARS)


def _filled(rows: tuple[BudgetRow, ...]) -> tuple[BudgetRow, ...]:
    return tuple(row for row in rows if any(row.amounts))


def _reserve(case: Plain, partner: Plain) -> tuple[int, ...] | None:
    """Put aside in the year of the start. It does not grow with prices: it is the amount that the partner chose."""
    found = partner["outcome"]["exit_reserve"]
    if found is None:
        return None
    return tuple(-floor(found["value"] + 0.5) if year == 0 else 0 for year in case["years"])


def _added(rows: Sequence[tuple[int, ...]], years: int | None = None) -> tuple[int, ...]:
    if not rows:
        return (0,) * (years or 0)
    return tuple(sum(column) for column in zip(*rows, strict=True))


def _added_rows(groups: Sequence[tuple[BudgetRow, ...]]) -> tuple[BudgetRow, ...]:
    """Rows with the same stream added up, in the order in which they first appear."""
    found: dict[str, list[BudgetRow]] = {}
    for group in groups:
        for row in group:
            found.setdefault(row.label.id, []).append(row)
    return tuple(BudgetRow(rows[0].label, _added([row.amounts for row in rows])) for rows in found.values())
