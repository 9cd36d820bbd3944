"""The partners' own table of costs per coalition: names of coalitions, and the costs when the table covers them all."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vierkant.cost_sharing.inputs import CoalitionCosts


def coalition_members(name: str) -> tuple[str, ...]:
    """The partners in the name of a coalition (``lisse+hillegom``), in the order in which they stand there."""
    return tuple(part for part in (piece.strip() for piece in name.split("+")) if part)


def partners_of(table: CoalitionCosts) -> frozenset[str]:
    """Every partner that some coalition of the table names."""
    return frozenset(member for name in table.costs for member in coalition_members(name))


def table_for(
    table: CoalitionCosts | None, partners: Collection[str]
) -> Mapping[frozenset[str], float] | None:
    """Euro per year of every coalition of the partners, as they stand in the table.

    None when there is no table, or when it was made before a partner joined: such a table says nothing about the
    partners of today. A table that lacks coalitions of its own partners is refused when the dossier is read.
    """
    if table is None or not table.costs or not frozenset(partners) <= partners_of(table):
        return None
    found = {frozenset(coalition_members(name)): cost for name, cost in table.costs.items()}
    return {members: cost for members, cost in found.items() if members and members <= frozenset(partners)}
