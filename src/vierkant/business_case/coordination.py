"""What steering and aligning cost: an estimate from the number of partners, and what was measured after the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vierkant.business_case.effects import Names
from vierkant.business_case.expressions import Graph, Node
from vierkant.business_case.measured import Measured
from vierkant.business_case.timing import RUNNING, Profile
from vierkant.business_case.years import YEARS


def estimated_hours(
    graph: Graph, names: Names, partners: Node | float, joint_budget: Node, *, hub: bool
) -> Node:
    """Hours of coordination per year, all partners together.

    Hours = level · (fixed + (per partner · m + per pair · (1 - harmonisation) · m(m-1)/2) · average budget in
    millions + per round · rounds · m); no pairs when one partner works for all. One partner alone has nobody to
    coordinate with.

    Source: `docs/methods/business_case.md`, "Coordination".
    """
    if not isinstance(partners, Node) and partners < 2:
        return graph.constant(0.0)
    pairs = 0.0 if hub else partners * (partners - 1.0) / 2.0
    alike = names("coordination.harmonisation").maximum(0.0).minimum(1.0)
    per_million = (
        names("coordination.hours_per_partner") * partners
        + names("coordination.hours_per_pair") * (1.0 - alike) * pairs
    )
    rounds = names("coordination.hours_per_round") * names("coordination.decision_rounds") * partners
    hours = names("coordination.fixed_hours") + per_million * (joint_budget / (partners * 1e6)) + rounds
    return names("coordination.level") * hours


@dataclass(frozen=True, slots=True)
class Coordination:
    """Hours per year: the estimate, and what counts in each stretch of years, as (hours, profile)."""

    estimate: Node
    parts: tuple[tuple[Node, Profile], ...]
    measured: Mapping[int, Node]


def counted(
    graph: Graph, names: Names, estimate: Node, measured: tuple[Measured, ...], fixed: Node | None
) -> Coordination:
    """Which hours count in which year.

    Measured hours count in their own year. Later years without a measurement take the mean of the measured years,
    with the range of ``coordination.drift``; years before the first measurement keep the estimate. ``fixed`` are the
    hours that the dossier gives for every year; they replace the estimate.
    """
    usual = estimate if fixed is None else fixed
    if not measured:
        return Coordination(estimate, ((usual, RUNNING),), {})
    found = {
        row.year: graph.total(names(name) for name in row.names) + usual * row.missing for row in measured
    }
    first = min(found)
    parts = [(hours, _only({year})) for year, hours in found.items()]
    before = {year for year in YEARS if 0 <= year < first}
    between = {year for year in YEARS if max(first, 0) <= year and year not in found}
    if before:
        parts.append((usual, _only(before)))
    if between:
        # The mean of what was measured says more about the years to come than a model that knows no cooperation.
        mean = graph.total(found.values()) / float(len(found))
        parts.append((mean * names("coordination.drift"), _only(between)))
    return Coordination(estimate, tuple(parts), found)


def _only(years: set[int]) -> Profile:
    return tuple(1.0 if year in years else 0.0 for year in YEARS)
