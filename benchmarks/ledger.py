"""The ledger of a large cooperation: 200 groups, 36 months, 12 kinds, and a line per group and kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vierkant.change.inputs import Aspect, Change, ChangePlan, Group, ImpactCard, LedgerKind, LedgerLine
from vierkant.change.ledger import cube, ledger
from vierkant.change.settings import settings

GROUPS = 200
MONTHS = 36
TARGET = 0.1
"""Seconds."""


def large() -> Change:
    """Groups of five partners with cards, managers, and everything decided line by line."""
    groups = tuple(
        Group.model_validate(
            {
                "id": f"g{number}",
                "name": f"Groep {number}",
                "size": 5 + number % 40,
                "partner": f"p{number % 5}",
                "managers": number % 20 == 0,
                "scale": 6 + number % 6,
            }
        )
        for number in range(GROUPS)
    )
    cards = tuple(
        ImpactCard.model_validate(
            {
                "id": group.id,
                "starts_on": date(2027, 1 + number % 4, 1),
                **dict.fromkeys(Aspect, number % 6),
            }
        )
        for number, group in enumerate(groups)
    )
    lines = tuple(_line(group.id, kind) for group in groups for kind in LedgerKind)
    plan = ChangePlan.model_validate({"starts_on": date(2027, 2, 1)})
    return Change(groups=groups, cards=cards, plan=plan, ledger=lines)


def _line(group: str, kind: LedgerKind) -> LedgerLine:
    return LedgerLine.model_validate(
        {
            "id": f"{group}-{kind.value}",
            "group": group,
            "kind": kind,
            "hours": 10,
            "euros": 500,
            "from_on": date(2027, 1, 1),
            "until_on": date(2028, 12, 31),
            "decided_by": "Stuurgroep",
            "decided_on": date(2026, 11, 10),
            "cover": "Transitiebudget",
        }
    )


def rows() -> list[tuple[str, Callable[[], object], str, float]]:
    """What is measured, how, its unit and its target."""
    change, chosen = large(), settings({})
    found = ledger(change, chosen, smallest=7, guarantee={}, travel={})
    assert len(found.months) == MONTHS
    name = f"ledger of {GROUPS} groups, {MONTHS} months, 12 kinds, {len(change.ledger):,} lines"
    return [
        (name, lambda: ledger(change, chosen, smallest=7, guarantee={}, travel={}), "s", TARGET),
        (
            "the same as arrays for the spreadsheet",
            lambda: cube(change, chosen, guarantee={}, travel={}),
            "s",
            TARGET,
        ),
    ]
