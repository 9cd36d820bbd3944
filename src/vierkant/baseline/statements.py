"""Which budget or accounts a baseline rests on, and what was not delivered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vierkant import reference
from vierkant.baseline.results import Statement
from vierkant.reference import StatementKind, TaakveldAnswer, TaakveldFinances, YearFinances

Taakvelden = Mapping[str, TaakveldFinances]


def statement_of(finances: YearFinances) -> Statement:
    """The statement that a row of finances belongs to."""
    return Statement(finances.year, finances.kind)


def order(statement: Statement) -> tuple[int, bool]:
    """Later years come later; of one year the accounts come after the budget."""
    return statement.year, statement.kind is StatementKind.ACCOUNTS


@cache
def delivered(code: str) -> Mapping[Statement, YearFinances]:
    """The statements that the municipality delivered, the earliest first. Zero expenditure is *not delivered*."""
    rows = [item for item in reference.finances(code) if item.delivered]
    return {statement_of(item): item for item in sorted(rows, key=lambda item: order(statement_of(item)))}


@cache
def all_statements() -> tuple[Statement, ...]:
    """The statements that at least one municipality of today delivered, the earliest first."""
    found = {statement for item in reference.municipalities() for statement in delivered(item.code)}
    return tuple(sorted(found, key=order))


def latest(code: str) -> Statement | None:
    """The latest statement that the municipality delivered."""
    return next(reversed(tuple(delivered(code))), None)


def missing_statements(code: str) -> tuple[Statement, ...]:
    """What others delivered and this municipality did not, since its first statement. The earliest first."""
    own = delivered(code)
    if not own:
        return all_statements()
    first = min(item.year for item in own)
    return tuple(item for item in all_statements() if item.year >= first and item not in own)


@cache
def taakvelden(code: str, statement: Statement) -> Taakvelden | None:
    """The taakvelden of a statement; their sum is its total. None when they are not known."""
    return reference.taakveld_finances(code, statement.year, statement.kind)


@cache
def main_fields(code: str, statement: Statement) -> Taakvelden | None:
    """The same per main field (``0`` to ``8``)."""
    return reference.main_fields(code, statement.year, statement.kind)


@cache
def with_salaries(code: str) -> Statement | None:
    """The latest statement of which the salaries per taakveld are known."""
    known = (item for item in reversed(tuple(delivered(code))) if _has_salaries(code, item))
    return next(known, None)


def _has_salaries(code: str, statement: Statement) -> bool:
    rows = taakvelden(code, statement)
    return rows is not None and any(row.salaries is not None for row in rows.values())


@cache
def answer_of(code: str, taakveld: str, statement: Statement) -> TaakveldAnswer:
    """The amounts of a taakveld in a statement, also when its code is of another year's list."""
    return reference.taakveld_answer(code, taakveld, statement.year, statement.kind)
