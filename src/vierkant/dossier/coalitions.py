"""Names of coalitions in the partners' own table of costs."""

from __future__ import annotations

from vierkant.cost_sharing.inputs import CoalitionCosts
from vierkant.cost_sharing.table import NOBODY


def coalition_members(name: str) -> tuple[str, ...]:
    """The partners in the name of a coalition (``lisse+hillegom``), in the order in which they stand there."""
    return tuple(part for part in (piece.strip() for piece in name.split("+")) if part.lower() not in NOBODY)


def partners_of(table: CoalitionCosts) -> frozenset[str]:
    """Every partner that some coalition of the table names."""
    return frozenset(member for name in table.costs for member in coalition_members(name))
