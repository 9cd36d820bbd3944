"""What the human side gives: hours and euros needed per group, against what is reserved."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.change.plan_results import CoverageResult, CrosswalkResult, ImpactResult, LedgerResult
from vierkant.quantities import Certainty, Computed, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class PhaseNeed:
    """The hours of one phase for one group: contact, preparation and practice, all people together."""

    id: str
    """``know``, ``want``, ``learn``, ``can`` or ``keep``."""
    label: Message
    text: Message
    """The phase in the words of an employee."""
    contact: Computed
    preparation: Computed
    practice: Computed
    total: Computed


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group of employees. ``small``: shown to the project team alone, never in a paper."""

    id: str
    name: str
    partner: str | None
    size: int
    managers: bool
    small: bool
    what_changes: str | None
    level: Level
    headline: Message
    phases: tuple[PhaseNeed, ...]
    guidance: Computed | None
    """For managers: hours to guide the employees; None for other groups."""
    hours_needed: Computed
    hours_reserved: Computed | None
    hours_per_person: Computed
    euros_needed: Computed
    euros_reserved: Computed | None
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A rule of thumb beside our estimate, with what it is worth."""

    id: str
    text: Message
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PeopleStep:
    """What HR must start early. ``done`` is None when the dossier does not say."""

    id: str
    text: Message
    why: Message
    when: Message
    law: str | None
    certainty: Certainty
    done: bool | None


@dataclass(frozen=True, slots=True)
class PeopleResult:
    """The human side. Without groups the level is ``unknown`` and the totals are None."""

    level: Level
    headline: Message
    groups: tuple[GroupResult, ...]
    people: Computed | None
    hours_needed: Computed | None
    hours_reserved: Computed | None
    """Hours of all groups plus the hours of measures; None when nobody reserved any."""
    euros_needed: Computed | None
    euros_reserved: Computed | None
    guidance_per_manager: Computed | None
    """Hours per manager to guide employees; None without managers as a group."""
    share_needed: Computed | None
    """Euros needed as a share of the project cost; None while the project cost is unknown."""
    share_reserved: Computed | None
    benchmark_share: Computed
    """Rule of thumb: share of the project cost for change."""
    benchmarks: tuple[Benchmark, ...]
    steps: tuple[PeopleStep, ...]
    impact: ImpactResult
    crosswalk: CrosswalkResult
    coverage: CoverageResult
    ledger: LedgerResult
    findings: tuple[Finding, ...]
    """Never name a small group, so they can go into any paper."""
    missing: tuple[Missing, ...]
