"""What pooled risk gives: what each partner must be able to bear, before and after, and its class."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Computed, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class PartnerRisk:
    """One partner, euro. ``ratio``: what is available over what is required; None when nothing is required or known."""

    partner: str
    name: str
    risks: int
    """Risks with a chance and an impact, now."""
    moving: int
    """Of those, risks that move to the cooperation."""
    key_share: float
    resilience: float | None
    """What is available to bear risks."""
    expected_before: float
    expected_after: float
    flows_back: float
    """Of ``expected_after``, the part that comes back from the cooperation by the key."""
    required_before: float
    required_after: float
    uncertain_before: float
    """Required when chances and impacts are themselves uncertain (simulated)."""
    uncertain_after: float
    ratio_before: float | None
    ratio_after: float | None
    grade_before: str | None
    """A (excellent) to F (insufficient)."""
    grade_after: str | None
    level: Level
    text: Message


@dataclass(frozen=True, slots=True)
class RequiredPoint:
    """What partners must hold at a certainty: added up alone, added up together, and if all shared one purse."""

    certainty: float
    alone: float
    together: float
    one_purse: float


@dataclass(frozen=True, slots=True)
class Dependence:
    """The same when risks tend to happen together (simulated; exact at 0); ``gain`` is the part that is saved."""

    correlation: float
    alone: float
    together: float
    gain: float | None


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """Exact against simulated, for all risks after the start together."""

    required: float
    exact_share: float
    """Chance, exactly, that the damage is at most ``required``."""
    simulated_share: float
    """Share of the draws in which it was."""
    tolerance: float
    """Largest difference that chance explains (five standard errors and ten draws)."""
    agrees: bool


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk, as it counts."""

    id: str
    name: str
    partner: str | None
    """None: the cooperation's own risk."""
    moves: bool
    expected_before: float
    expected_after: float


@dataclass(frozen=True, slots=True)
class RiskResult:
    """Pooled risk. Without a risk that has a chance and an impact the level is ``unknown`` and numbers are None."""

    level: Level
    headline: Message
    certainty: Computed
    """The chosen certainty with which damage must be borne."""
    partners: tuple[PartnerRisk, ...]
    risks: tuple[RiskRow, ...]
    """The largest by expected damage, at most 20."""
    counted: int
    required_before: Computed | None
    """Added up over the partners."""
    required_after: Computed | None
    saved: Computed | None
    """Part of what partners must hold that working together makes unnecessary; below 0 when they need more."""
    pool_required: Computed | None
    """What the damage at the cooperation requires; it is held by the partners, unless they agree otherwise."""
    pool_expected: Computed | None
    curve: tuple[RequiredPoint, ...]
    dependence: tuple[Dependence, ...]
    check: CrossCheck | None
    bound: float
    """Euro that exact amounts may be too high at most, because sums were taken together; 0: exact."""
    seed: int
    draws: int
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
