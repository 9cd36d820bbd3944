"""Where staff already sit in an arrangement, and which one it could be.

A municipality without staff of its own has few salaries and large transfers for its size. Its figures are true, but
no baseline: what the work costs is in the budget of the arrangement. The rule and how it does on known cases stand in
``docs/methods/baseline.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vierkant import reference
from vierkant.baseline.comparison import codes_of, quartiles_of
from vierkant.baseline.measures import country
from vierkant.baseline.results import ArrangementHint, Outsourcing, OutsourcingSign, Statement
from vierkant.baseline.statements import latest
from vierkant.quantities import Message, MessageArgument, Number, Unit
from vierkant.reference import Arrangement, SizeClass
from vierkant.reference.forms import LegalForm
from vierkant.sources import parameters

_MOST_HINTS = 3
_WHOLE_ORGANISATION = ("ambtelijke samenwerking", "werkorganisatie", "samenwerkingsorganisatie")
"""Words in the title of an arrangement that takes over the civil service of a municipality."""


def _limit(name: str) -> float:
    return parameters("baseline")[f"outsourced.{name}"].value


@cache
def own_staff(statement: Statement) -> Mapping[str, float]:
    """Own and hired staff in euro per resident, by code."""
    salaries, hired = country("salaries", statement), country("hired", statement)
    return {code: value + hired.get(code, 0.0) for code, value in salaries.items()}


@cache
def _medians(statement: Statement, size_class: SizeClass) -> tuple[float, float, float] | None:
    """Own and hired staff, salaries alone, and transfers as a share: the medians of the size class."""
    members = codes_of(size_class)
    tables = (own_staff(statement), country("salaries", statement), country("transfers_share", statement))
    values = [[value for code, value in table.items() if code in members] for table in tables]
    if not all(values):
        return None
    staff, salaries, transfers = (quartiles_of(each)[1] for each in values)
    return staff, salaries, transfers


def sign_of(
    staff: float, salaries: float, transfers: float, transfers_median: float
) -> tuple[OutsourcingSign, str]:
    """What the figures of a municipality say, and the question that fits them.

    Args:
        staff: own and hired staff per resident, as a share of the median of the size class.
        salaries: the same for salaries alone.
        transfers: share of the expenditure that goes to arrangements.
        transfers_median: that share in the middle municipality of the size class.
    """
    large = transfers >= _limit("large_transfers") * transfers_median
    if staff < _limit("few_staff") and (large or staff < _limit("hardly_any_staff")):
        return OutsourcingSign.LIKELY, "likely" if large else "likely_elsewhere"
    if staff < _limit("few_staff"):
        return OutsourcingSign.POSSIBLE, "booked_elsewhere"
    if salaries < _limit("few_staff"):
        return OutsourcingSign.POSSIBLE, "hired"
    if large and staff < _limit("fewer_staff"):
        return OutsourcingSign.POSSIBLE, "part"
    return OutsourcingSign.NO, ""


@cache
def outsourcing_of(code: str) -> Outsourcing:
    """What the latest figures of a municipality say about where its staff sit."""
    item, statement = reference.municipality(code), latest(code)
    if item is None or statement is None:
        return Outsourcing(OutsourcingSign.UNKNOWN)
    medians = _medians(statement, item.size_class)
    values = [
        table.get(code)
        for table in (
            own_staff(statement),
            country("salaries", statement),
            country("transfers_share", statement),
        )
    ]
    staff, salaries, transfers = values
    if medians is None or staff is None or salaries is None or transfers is None:
        return Outsourcing(OutsourcingSign.UNKNOWN, statement)
    if not medians[0] or not medians[1]:
        return Outsourcing(OutsourcingSign.UNKNOWN, statement)
    ratio = staff / medians[0]
    sign, question = sign_of(ratio, salaries / medians[1], transfers, medians[2])
    if sign is OutsourcingSign.NO:
        return Outsourcing(sign, statement, ratio, transfers, medians[2])
    arguments: dict[str, MessageArgument] = {
        "name": item.name,
        "staff": Number(ratio, Unit.SHARE),
        "transfers": Number(transfers, Unit.SHARE),
        "median": Number(medians[2], Unit.SHARE),
    }
    return Outsourcing(
        sign,
        statement,
        ratio,
        transfers,
        medians[2],
        Message(f"baseline.question.{question}", arguments),
        _hints(code, statement),
    )


def _few_staff(statement: Statement) -> frozenset[str]:
    """The municipalities of which the staff are few for their size."""
    found = []
    for code, value in own_staff(statement).items():
        item = reference.municipality(code)
        medians = _medians(statement, item.size_class) if item else None
        if medians is not None and value < _limit("few_staff") * medians[0]:
            found.append(code)
    return frozenset(found)


def _hints(code: str, statement: Statement) -> tuple[ArrangementHint, ...]:
    """The arrangements that could be the employer, the likeliest first: few partners, who have few staff as well."""
    few = _few_staff(statement)
    found = []
    for item in reference.arrangements_of(code):
        others = reference.partners(item).codes - {code}
        if not 1 <= len(others) < _limit("most_partners"):
            continue
        kind = _kind(item, len(others & few) / len(others))
        found.append((_KINDS.index(kind), len(others), item.name, item, kind))
    found.sort(key=lambda row: row[:3])
    best = found[: 1 if found and found[0][0] == 0 else _MOST_HINTS]
    return tuple(_hint(item, kind) for *_key, item, kind in best)


_KINDS = ("whole", "named", "alike", "support", "small")
"""Why an arrangement could be the employer, the strongest reason first."""


def _kind(item: Arrangement, alike: float) -> str:
    """``alike`` is the share of the other municipalities that have few staff as well."""
    named = any(word in f"{item.title} {item.name}".casefold() for word in _WHOLE_ORGANISATION)
    support = item.form is LegalForm.BEDRIJFSVOERINGSORGANISATIE or any(
        "bedrijfsvoering" in field for field in item.policy_fields
    )
    if alike == 1 and (named or support):
        return "whole"
    return "named" if named else "alike" if alike >= 0.5 else "support" if support else "small"


def _hint(item: Arrangement, kind: str) -> ArrangementHint:
    form = item.form.value if isinstance(item.form, LegalForm) else item.form_code
    return ArrangementHint(
        item.id, item.name, form, len(reference.partners(item).codes), Message(f"baseline.hint.{kind}")
    )
