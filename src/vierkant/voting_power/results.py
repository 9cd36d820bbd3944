"""What the votes give: share of the votes against real power, per partner."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Computed, Finding, Level, Message, Missing


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
    cost_share: Computed | None
    """Agreed share of the cost; None while there is no key."""
    grip: Computed | None
    """Power over cost share, at most 1; None without a key."""
    dictator: bool
    veto: bool
    powerless: bool
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
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
