"""What the votes give: share of the votes against real power per partner, per rule, and who can decide together."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Computed, Finding, Level, Message, Missing
from vierkant.voting_power.councils import CouncilsNeeded


@dataclass(frozen=True, slots=True)
class PartnerPower:
    """One partner. Power figures are None when nothing can be decided at all, or the votes are too fine to count.

    ``dictator`` decides alone; ``veto`` can stop everything; ``powerless`` never makes a difference.
    """

    id: str
    name: str
    votes: int
    vote_share: Computed
    power: Computed | None
    """Banzhaf index, normalised: share of all cases in which a partner makes the difference."""
    swing: Computed | None
    """Chance to make the difference when all others vote at random (Banzhaf, not normalised)."""
    shapley_shubik: Computed | None
    """Chance to be the one who completes a majority, in random order."""
    blocking: Computed | None
    """Share of the winning coalitions that need this partner (Coleman, power to prevent)."""
    initiate: Computed | None
    """Share of the coalitions that cannot decide and could with this partner (Coleman, power to initiate)."""
    cost_share: Computed | None
    """Agreed share of the cost; None while there is no key."""
    residents_share: Computed | None
    """Share of all residents; None while those of a partner are not known."""
    grip: Computed | None
    """Power over cost share, at most 1; None without a key."""
    dictator: bool
    veto: bool
    powerless: bool
    text: Message


@dataclass(frozen=True, slots=True)
class RulePower:
    """One partner under one rule. Numbers are None when the rule cannot be counted."""

    id: str
    name: str
    power: Computed | None
    swing: Computed | None
    shapley_shubik: Computed | None
    blocking: Computed | None
    initiate: Computed | None
    power_all_come: Computed | None
    """Power when everybody comes, where the rule asks for a quorum; None elsewhere."""
    dictator: bool
    veto: bool
    powerless: bool
    text: Message


@dataclass(frozen=True, slots=True)
class GroupList:
    """Groups of partners (ids) that cannot miss any member, the smallest first."""

    sets: tuple[tuple[str, ...], ...]
    number: int | None
    """How many there are; None when only the smallest was looked for."""
    complete: bool


@dataclass(frozen=True, slots=True)
class RuleResult:
    """Who decides under one rule. ``id`` is ``ordinary`` or that of the voting rule."""

    id: str
    name: Message
    conditions: tuple[Message, ...]
    """What is asked for, in words."""
    method: str
    """``exact``, ``sampled`` (numbers carry a range) or ``none`` (a fault: see ``findings``)."""
    level: Level
    headline: Message
    partners: tuple[RulePower, ...]
    decisiveness: Computed | None
    deciding: GroupList
    """Smallest groups that decide."""
    blocking: GroupList
    """Smallest groups that block."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CouncilsRow:
    """Something to be decided: an issue or a point of the councils, and which councils it still needs."""

    id: str
    kind: str
    """``issue`` or ``zienswijze_point``."""
    name: str
    rule: str
    """The id of the rule by which it is decided."""
    standing: CouncilsNeeded
    text: Message


@dataclass(frozen=True, slots=True)
class VotingResult:
    """Who decides. ``equal_power`` holds sets of partners with equal power and unequal votes."""

    level: Level
    headline: Message
    total_votes: int
    quota: int
    quota_assumed: bool
    """True when the dossier names no quota, so that more than half counts."""
    partners: tuple[PartnerPower, ...]
    decisiveness: Computed | None
    """Share of all coalitions that can decide (Coleman, power to act)."""
    smallest_majorities: tuple[tuple[str, ...], ...] | None
    """Sets of partners that can decide and cannot miss any member; None when there are too many to list."""
    equal_power: tuple[tuple[str, ...], ...]
    rules: tuple[RuleResult, ...]
    """The ordinary rule first, then the rules for certain decisions."""
    councils: tuple[CouncilsRow, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
