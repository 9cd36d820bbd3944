"""What municipalities spend, from their budgets and accounts as CBS publishes them (Iv3): totals and per taakveld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from vierkant.quantities import Message, MessageArgument
from vierkant.reference.finances_table import AMOUNTS, amounts, has_row, reports, taakveld_amounts
from vierkant.reference.lookup import abolished, all_abolished, municipality
from vierkant.reference.renumbering import Match, counterparts, main_taakveld
from vierkant.reference.tables import table_names

THOUSAND = 1000


class StatementKind(StrEnum):
    """Which document of the municipality an amount comes from."""

    BUDGET = "budget"
    ACCOUNTS = "accounts"


_CODES = {StatementKind.BUDGET: "X000", StatementKind.ACCOUNTS: "X005"}
_KINDS = {code: kind for kind, code in _CODES.items()}


@dataclass(frozen=True, slots=True)
class YearFinances:
    """The totals of one budget or accounts, in whole euros, without changes of reserves and the result (0.10, 0.11).

    A report that was not delivered has ``delivered`` False; its amounts are 0 and mean nothing. ``merged_from`` are the
    codes of abolished municipalities whose amounts are in these: before a redivision the series is the sum of the
    municipalities that went into this one as a whole. ``divided`` are those that went into it for a part only; they
    are not in the amounts, because nobody can tell which part.
    """

    year: int
    kind: StatementKind
    delivered: bool
    expenditure: int
    income: int
    salaries: int
    hired_staff: int
    transfers_to_arrangements: int
    overhead: int
    overhead_salaries: int
    merged_from: tuple[str, ...] = ()
    divided: tuple[str, ...] = ()

    def said(self) -> Message | None:
        """For people: what is special about these amounts; None when nothing is."""
        kind = Message(f"reference.statement.{self.kind.value}")
        when: dict[str, MessageArgument] = {"year": str(self.year), "kind": kind}
        if not self.delivered:
            return Message("reference.finances.not_delivered", when)
        if self.divided:
            return Message("reference.finances.divided", {**when, "names": _names(self.divided)})
        if self.merged_from:
            return Message("reference.finances.merged", {**when, "names": _names(self.merged_from)})
        return None


@dataclass(frozen=True, slots=True)
class TaakveldFinances:
    """What one taakveld cost, in whole euros; ``salaries`` is None where the report does not come with salaries."""

    expenditure: int
    salaries: int | None


@dataclass(frozen=True, slots=True)
class TaakveldAnswer:
    """The amount of a taakveld as asked for, or why there is none.

    ``taakvelden`` are the codes of that year whose amounts were added; others than asked for when the list was
    renumbered. ``said`` tells for people what is special, None when the code is the same.
    """

    finances: TaakveldFinances | None
    taakvelden: tuple[str, ...]
    match: Match
    said: Message | None = None


def _names(codes: tuple[str, ...]) -> str:
    found = (abolished(code) for code in codes)
    return ", ".join(item.name for item in found if item is not None)


def report_code(year: int, kind: StatementKind) -> str:
    """The code of CBS: ``2025X000`` for a budget, ``2024X005`` for accounts."""
    return f"{year}{_CODES[kind]}"


@cache
def finances(code: str) -> tuple[YearFinances, ...]:
    """The budgets and accounts of a municipality, in order of year, the budget of a year before its accounts.

    Empty for a code that is not in the table. An abolished municipality has its own reports only.
    """
    whole, part = _predecessors().get(code, ((), ())) if municipality(code) else ((), ())
    if not has_row(code) and not any(has_row(each) for each in whole):
        return ()
    found = (_year(code, report, whole, part) for report in reports())
    return tuple(item for item in found if item is not None)


def _year(code: str, report: str, whole: tuple[str, ...], part: tuple[str, ...]) -> YearFinances | None:
    year, kind = int(report[:4]), _KINDS[report[4:]]
    own = amounts(code)
    merged = tuple(each for each in whole if report in amounts(each) and _counts(each, report))
    # A municipality that only begins next year may be listed for a year in which its predecessors still reported.
    begun = report in own and not (merged and own[report] is None)
    parts = [own[report]] if begun else []
    parts += [amounts(each)[report] for each in merged]
    if not parts:
        return None
    divided = tuple(each for each in part if report in amounts(each) and _counts(each, report))
    if any(each is None for each in parts):
        return YearFinances(year, kind, False, 0, 0, 0, 0, 0, 0, 0, merged, divided)
    added = [sum(column) * THOUSAND for column in zip(*(each or () for each in parts), strict=True)]
    named = dict(zip(AMOUNTS, added, strict=True))
    return YearFinances(year, kind, True, **named, merged_from=merged, divided=divided)


def _counts(code: str, report: str) -> bool:
    """Whether an abolished municipality still had a report of its own in the year.

    One that ended in the course of a year may be listed without amounts in that year: its successor then has them.
    """
    gone = abolished(code)
    if gone is None:
        return False
    year = int(report[:4])
    return date(year, 1, 1) < gone.end_date and (
        gone.end_date.year > year or amounts(code)[report] is not None
    )


@cache
def _predecessors() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Municipality of today → the abolished ones that went into it as a whole, and those that did for a part."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for gone in all_abolished():
        for item in gone.successors:
            lists = found.setdefault(item.code, ([], []))
            lists[len(gone.successors) > 1].append(gone.code)
    return {code: (tuple(sorted(whole)), tuple(sorted(part))) for code, (whole, part) in found.items()}


def taakveld_finances(code: str, year: int, kind: StatementKind) -> Mapping[str, TaakveldFinances] | None:
    """Taakveld of that year → what it cost; the sum is the total of the report, without 0.10 and 0.11.

    None when there is no such report: not in the tables, or not delivered by the municipality. Subdivisions (6.711) are
    added up in their main taakveld (6.71). A taakveld on which nothing was spent has 0.
    """
    found = _taakvelden(code, report_code(year, kind))
    if found is None:
        return None
    return MappingProxyType({name: item for name, item in found.items() if name == main_taakveld(name)})


@cache
def _taakvelden(code: str, report: str) -> Mapping[str, TaakveldFinances] | None:
    try:
        found = taakveld_amounts(code, report)
    except FileNotFoundError:
        return None
    if found is None:
        return None
    return {
        name: TaakveldFinances(spent * THOUSAND, None if paid is None else paid * THOUSAND)
        for name, (spent, paid) in found.items()
    }


def taakveld_answer(code: str, taakveld: str, year: int, kind: StatementKind) -> TaakveldAnswer:
    """What a municipality spent on a taakveld in a year, also when its code is of another year's list.

    Where the list was renumbered the amount is that of the taakvelden that came in its place; ``match`` and ``said``
    tell how well these stand for it, and ``finances`` is None when nothing does or there is no report.
    """
    wanted = taakveld.strip()
    found = counterparts(wanted, year)
    amounts_found = _taakvelden(code, report_code(year, kind))
    words: dict[str, MessageArgument] = {
        "code": wanted,
        "year": str(year),
        "kind": Message(f"reference.statement.{kind.value}"),
    }
    if found.match is Match.NONE:
        said = Message("reference.taakveld_finances.none", {**words, "field": wanted[:1]})
        return TaakveldAnswer(None, (), Match.NONE, said)
    if amounts_found is None:
        said = Message("reference.taakveld_finances.no_report", words)
        return TaakveldAnswer(None, (), found.match, said)
    codes, match = found.taakvelden, found.match
    if not all(each in amounts_found for each in codes):
        # Subdivisions come with some reports only.
        codes, match = (main_taakveld(codes[0]),), Match.WHOLE
        if codes[0] not in amounts_found:
            said = Message("reference.taakveld_finances.none", {**words, "field": wanted[:1]})
            return TaakveldAnswer(None, (), Match.NONE, said)
    items = [amounts_found[each] for each in codes]
    paid = [item.salaries for item in items if item.salaries is not None]
    total = TaakveldFinances(sum(item.expenditure for item in items), sum(paid) if paid else None)
    said_words = {**words, "codes": ", ".join(codes)}
    told = None if match is Match.SAME else Message(f"reference.taakveld_finances.{match.value}", said_words)
    return TaakveldAnswer(total, codes, match, told)


def main_fields(code: str, year: int, kind: StatementKind) -> Mapping[str, TaakveldFinances] | None:
    """Main field (``0`` to ``8``) → what it cost; comparable over the renumbering of 2025. None without a report."""
    found = taakveld_finances(code, year, kind)
    if found is None:
        return None
    result: dict[str, TaakveldFinances] = {}
    for name, item in found.items():
        before = result.get(name[0], TaakveldFinances(0, None if item.salaries is None else 0))
        paid = None if item.salaries is None else (before.salaries or 0) + item.salaries
        result[name[0]] = TaakveldFinances(before.expenditure + item.expenditure, paid)
    return MappingProxyType(result)


def taakveld_reports() -> tuple[tuple[int, StatementKind], ...]:
    """The reports for which there are amounts per taakveld, in order of year."""
    found = (name.removeprefix("taakvelden_").removesuffix(".csv") for name in table_names())
    return tuple((int(each[:4]), _KINDS[each[4:]]) for each in sorted(found) if each[4:] in _KINDS)
