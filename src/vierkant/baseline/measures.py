"""The figures themselves, for one municipality and for the whole country. Everything is kept: tables do not change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from statistics import fmean

from vierkant import reference
from vierkant.baseline.catalogue import Compare, lines
from vierkant.baseline.comparison import Spread, spread_of
from vierkant.baseline.results import Statement
from vierkant.baseline.statements import answer_of, delivered, latest, main_fields, with_salaries
from vierkant.quantities import Unit
from vierkant.reference import Municipality, SizeClass, StatementKind, TaakveldFinances, YearFinances

MAIN_FIELDS = tuple("012345678")
"""The main fields (hoofdtaakvelden) of Iv3."""

PER_THOUSAND = 1000.0


def _growth(item: Municipality) -> float | None:
    """Growth of the residents per year, over all years in the table."""
    first, last = min(item.population), max(item.population)
    if last == first:
        return None
    return float((item.population[last] / item.population[first]) ** (1 / (last - first)) - 1)


def _nearest(item: Municipality) -> float | None:
    """To the nearest town hall of a neighbour, or of any other municipality for an island."""
    others = reference.neighbours(item.code) or tuple(
        other.code for other in reference.municipalities() if other.code != item.code
    )
    return min(reference.distance_km(item.code, other) for other in others)


def _met(item: Municipality) -> float:
    found: set[str] = set()
    for arrangement in reference.arrangements_of(item.code):
        found |= reference.partners(arrangement).codes
    return float(len(found - {item.code}))


_PLACE: Mapping[str, Callable[[Municipality], float | None]] = {
    "residents": lambda item: float(item.residents),
    "growth": _growth,
    "area": lambda item: item.area_km2,
    "density": lambda item: item.residents / item.area_km2,
    "urbanity": lambda item: item.urbanity,
    "seats": lambda item: item.council_seats,
    "neighbours": lambda item: float(len(reference.neighbours(item.code))),
    "nearest": _nearest,
    "arrangements": lambda item: float(len(reference.arrangements_of(item.code))),
    "met": _met,
}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


_MONEY: Mapping[str, Callable[[YearFinances], float | None]] = {
    "expenditure": lambda row: row.expenditure,
    "income": lambda row: row.income,
    "transfers": lambda row: row.transfers_to_arrangements,
    "transfers_share": lambda row: _share(row.transfers_to_arrangements, row.expenditure),
    "salaries": lambda row: row.salaries,
    "fte": lambda row: row.salaries,
    "hired": lambda row: row.hired_staff,
    "hired_share": lambda row: _share(row.hired_staff, row.salaries + row.hired_staff),
    "overhead": lambda row: row.overhead,
    "overhead_share": lambda row: _share(row.overhead, row.expenditure),
    "overhead_salaries": lambda row: row.overhead_salaries,
}
"""The fte are salaries here: whoever shows them divides by the cost of one."""


def trend_years(code: str) -> tuple[int, int] | None:
    """First and last year of the budgets that were delivered; None with fewer than two."""
    years = [item.year for item in delivered(code) if item.kind is StatementKind.BUDGET]
    return (years[0], years[-1]) if len(years) > 1 else None


def _trend(code: str) -> float | None:
    years = trend_years(code)
    if years is None:
        return None
    rows = delivered(code)
    first, last = (rows[Statement(year, StatementKind.BUDGET)].expenditure for year in years)
    return float((last / first) ** (1 / (years[1] - years[0])) - 1)


def overrun_year(code: str) -> int | None:
    """The latest year of which both the budget and the accounts were delivered."""
    rows = delivered(code)
    accounts = [item.year for item in rows if item.kind is StatementKind.ACCOUNTS]
    return next((year for year in reversed(accounts) if Statement(year, StatementKind.BUDGET) in rows), None)


def _overrun(code: str) -> float | None:
    year = overrun_year(code)
    if year is None:
        return None
    rows = delivered(code)
    spent = rows[Statement(year, StatementKind.ACCOUNTS)].expenditure
    return spent / rows[Statement(year, StatementKind.BUDGET)].expenditure - 1


def residents_in(code: str, statement: Statement) -> int:
    """Residents on 1 January of the year of a statement, of everybody whose amounts are in it.

    Before a redivision these are the residents of the municipalities that went into this one as a whole. Where the
    year is not known: the nearest year before it, or the first.

    Raises:
        KeyError: the code is no municipality of today.
    """
    item = reference.municipality(code)
    if item is None:
        raise KeyError(code)
    row = delivered(code).get(statement)
    merged = sum(reference.population(each, statement.year) or 0 for each in (row.merged_from if row else ()))
    if merged or statement.year in item.population:
        return item.population.get(statement.year, 0) + merged
    known = [each for each in item.population if each <= statement.year] or [min(item.population)]
    return item.population[max(known)]


def statement_for(line: str, code: str) -> Statement | None:
    """The statement that a figure of this line comes from; None for what is no money or was not delivered."""
    if lines()[line].source not in ("finances", "taakveld_finances"):
        return None
    if line == "trend":
        years = trend_years(code)
        return Statement(years[1], StatementKind.BUDGET) if years else None
    if line == "overrun":
        year = overrun_year(code)
        return Statement(year, StatementKind.ACCOUNTS) if year else None
    if line.startswith("task_"):
        # All amounts of a task from one statement, so that they add up.
        return with_salaries(code) or latest(code)
    return with_salaries(code) if line == "field_salaries" else latest(code)


def value_of(line: str, code: str, statement: Statement | None = None, part: str = "") -> float | None:
    """A figure of a municipality; None when it is not known. ``part`` is a main field or a taakveld.

    Raises:
        KeyError: there is no such line.
    """
    if line in _PLACE:
        item = reference.municipality(code)
        return None if item is None else _PLACE[line](item)
    if line in ("trend", "overrun"):
        return (_trend if line == "trend" else _overrun)(code)
    if statement is None or statement not in delivered(code):
        return None
    if line in _MONEY:
        amount = _MONEY[line](delivered(code)[statement])
        return None if amount is None else float(amount)
    if line in FIELD_LINES:
        found = (main_fields(code, statement) or {}).get(part)
    else:
        found = answer_of(code, part, statement).finances
    return None if found is None else _of_taakveld(line, found)


FIELD_LINES = ("field_expenditure", "field_salaries")
"""Lines with a figure for every main field."""


def _of_taakveld(line: str, found: TaakveldFinances) -> float | None:
    spent, paid = found.expenditure, found.salaries
    kinds: Mapping[str, float | None] = {
        "field_expenditure": spent,
        "task_expenditure": spent,
        "field_salaries": paid,
        "task_salaries": paid,
        "task_fte": paid,
        "task_other": None if paid is None else spent - paid,
    }
    return kinds[line]


def compared_unit(line: str) -> Unit:
    """The unit in which municipalities are compared."""
    found = lines()[line]
    return Unit.EURO_PER_RESIDENT if found.compare is Compare.PER_RESIDENT else found.unit


@cache
def country(line: str, statement: Statement | None = None, part: str = "") -> Mapping[str, float]:
    """The figure of every municipality of today that has it, by code, as it is compared: amounts per resident.

    The fte are salaries per thousand residents here.

    Raises:
        KeyError: there is no such line.
    """
    compare = lines()[line].compare
    found: dict[str, float] = {}
    for item in reference.municipalities():
        value = value_of(line, item.code, statement, part)
        if value is None:
            continue
        if compare in (Compare.PER_RESIDENT, Compare.PER_THOUSAND) and statement is not None:
            value /= residents_in(item.code, statement)
            value *= PER_THOUSAND if compare is Compare.PER_THOUSAND else 1.0
        found[item.code] = value
    return found


@cache
def spread(line: str, statement: Statement | None, part: str, size_class: SizeClass) -> Spread | None:
    """The figure of `country` in one size class."""
    return spread_of(country(line, statement, part), size_class)


def distance_to(code: str, others: tuple[str, ...]) -> float | None:
    """Mean distance in kilometres, in a straight line, to the town halls of the others; None without others."""
    return fmean(reference.distance_km(code, other) for other in others) if others else None


def shared_with(code: str, others: tuple[str, ...]) -> tuple[reference.Arrangement, ...]:
    """The arrangements in which the municipality takes part together with all the others."""
    wanted = set(others)
    return tuple(item for item in reference.arrangements_of(code) if wanted <= reference.partners(item).codes)
