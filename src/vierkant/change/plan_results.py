"""What the change plan gives: impact cards, functions from old to new, coverage of help, and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vierkant.quantities import Certainty, Computed, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class AspectRow:
    """One aspect of one card. ``gap`` is lead minus project; None until both scored."""

    aspect: str
    project: int | None
    lead: int | None
    gap: int | None
    changes: str | None
    stays: str | None
    on: date | None
    status: str
    """The aspect's own status, otherwise that of the card."""
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """The impact card of one group; there is one for every group, filled in or not."""

    group: str
    name: str
    partner: str | None
    size: int
    managers: bool
    small: bool
    """Under the floor: shown to the project team alone."""
    filled: bool
    """The dossier has a card for the group."""
    status: str
    answer_by: date | None
    stays: str | None
    changes: str | None
    starts_on: date | None
    """The card's own, otherwise that of the plan."""
    ends_on: date | None
    decided_by: str | None
    helped_by: str | None
    aspects: tuple[AspectRow, ...]
    """Always ten, in the order of `Aspect`."""
    load: int | None
    """Sum of the project's scores, 0 to 50; None while nothing is scored."""
    scored: int
    """How many of the ten aspects the project scored."""
    lead_scored: int
    lead_note: str | None
    level: Level
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class ImpactResult:
    """All cards, in the order of the groups, and what stands out; findings never name a small group."""

    level: Level
    headline: Message
    cards: tuple[Card, ...]
    heaviest: tuple[str, ...]
    """Ids of the groups, heaviest load first; ties by size, then by order."""
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class CrosswalkLine:
    """One line from old to new. ``points_to_person``: fewer people than the floor; project team alone."""

    id: str
    group: str
    function: str | None
    new_function: str | None
    outcome: str
    people: int
    scale: int | None
    new_scale: int | None
    placement: str
    points_to_person: bool
    guarantee: Computed | None
    """Euro, in total over the years of the guarantee."""
    travel: Computed | None
    """Euro, in total over the years that travel is paid."""


@dataclass(frozen=True, slots=True)
class PlacementStep:
    """One step of placing people, in the order in which it is taken."""

    id: str
    text: Message
    people: int
    certainty: Certainty
    source: str | None


@dataclass(frozen=True, slots=True)
class CrosswalkResult:
    """Functions from old to new, with what the guarantee and the travel cost."""

    lines: tuple[CrosswalkLine, ...]
    people: dict[str, int]
    """Outcome → people."""
    guarantee: Computed | None
    travel: Computed | None
    steps: tuple[PlacementStep, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """What one group has in one phase. ``from_week``: the Monday from which it needs it; None without a start."""

    group: str
    phase: str
    planned: int
    """Interventions planned for this group and phase."""
    library: int
    """Texts of the library that need nobody to plan them."""
    from_week: date | None
    available_from: date | None
    """The first day of what is planned; None when nothing is."""
    level: Level
    """Red: nothing planned; amber: too late or too few places; green: there."""
    short: int
    """People for whom there is no place in what is planned; 0 when there is place for all."""


@dataclass(frozen=True, slots=True)
class CoverageResult:
    """Which group has no next step yet in which phase."""

    phases: tuple[tuple[str, dict[str, str]], ...]
    """Id and name per language, in the order of the phase model."""
    cells: tuple[CoverageCell, ...]
    without_step: tuple[str, ...]
    """Ids of groups with at least one phase in which nothing is planned."""
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class LedgerTotals:
    """Hours and euros needed, reserved (in the ledger or at the group, decided or not), decided and spent."""

    hours_needed: Computed
    hours_reserved: Computed
    hours_decided: Computed
    hours_spent: Computed
    euros_needed: Computed
    euros_reserved: Computed
    euros_decided: Computed
    euros_spent: Computed


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger: a kind or a group. Plain central numbers; the ranges stand in the totals."""

    id: str
    label: Message | str
    hours_needed: float
    hours_reserved: float
    hours_decided: float
    hours_spent: float
    euros_needed: float
    euros_reserved: float
    euros_decided: float
    euros_spent: float
    small: bool
    """A group under the floor."""


@dataclass(frozen=True, slots=True)
class GroupMonths:
    """What is asked of one group per month, in hours per person, beside what it can absorb."""

    group: str
    small: bool
    asked: tuple[float, ...]
    """By this cooperation."""
    elsewhere: tuple[float, ...]
    """By other projects that the dossier names."""
    over: tuple[int, ...]
    """Places in ``months`` where both together are more than the group can absorb."""


@dataclass(frozen=True, slots=True)
class LedgerResult:
    """Hours and money against what is decided. ``months`` are first days; empty without a start date."""

    level: Level
    headline: Message
    months: tuple[date, ...]
    totals: LedgerTotals | None
    """None without groups."""
    kinds: tuple[LedgerRow, ...]
    """The twelve kinds, in the order of `LedgerKind`."""
    groups: tuple[LedgerRow, ...]
    """One per group, and a last one (id "") for what is not for one group."""
    hours_needed_by_month: tuple[float, ...]
    hours_decided_by_month: tuple[float, ...]
    euros_needed_by_month: tuple[float, ...]
    euros_decided_by_month: tuple[float, ...]
    load: tuple[GroupMonths, ...]
    absorbable: Computed
    """Hours per person per month that a group can absorb."""
    decided: bool
    """True when at least one line is decided with who, when and cover."""
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
