"""What quality gives: how deep the expertise is, now and together, and how people will see that it got better."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vierkant.quantities import Computed, Confidence, Finding, Level, Message, Missing


class Depth(StrEnum):
    """How a field of expertise is staffed somewhere."""

    ENOUGH = "enough"
    SHORT = "short"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartnerDepth:
    """One cell of the matrix. ``people`` is None when the partner did not say."""

    partner: str
    name: str
    people: int | None
    depth: Depth


@dataclass(frozen=True, slots=True)
class ExpertiseDepth:
    """One field of expertise, at every partner and together.

    ``points_to_person``: one partner, or the whole cooperation, has exactly one person for it. Such a row is for the
    project team alone; counts may be shown anywhere.
    """

    id: str
    name: str
    points_to_person: bool
    confidence: Confidence
    complex: bool
    needed: int
    needed_together: int
    partners: tuple[PartnerDepth, ...]
    people_together: int | None
    """None when no partner said how many people master it."""
    together: Depth
    level: Level
    text: Message


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of an indicator as it was filled in."""

    value: float
    low: float | None
    high: float | None
    confidence: Confidence
    source: str | None
    on: date | None


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """An indicator. Progress can be told later only with a baseline; ``complete`` also has a target and an owner."""

    id: str
    name: str
    k: str
    unit: str | None
    higher_is_better: bool
    baseline: Reading | None
    target: Reading | None
    owner: str | None
    partner: str | None
    partner_name: str | None
    change: float | None
    """Target minus baseline."""
    complete: bool
    level: Level
    text: Message


@dataclass(frozen=True, slots=True)
class QualityResult:
    """The K of Kwaliteit. ``unknown`` when the dossier has no expertise and no indicator of quality."""

    level: Level
    headline: Message
    expertise: tuple[ExpertiseDepth, ...]
    indicators: tuple[IndicatorStanding, ...]
    """Of all four K's; ``k`` says which."""
    complex_alone: Computed | None
    """Places (a partner and a complex field) where the partner alone has too few people; None without expertise."""
    complex_solved: Computed | None
    """Of those, the ones that the partners can staff together."""
    complex_left: Computed | None
    """Complex fields that cannot be staffed together either."""
    with_baseline: Computed | None
    """Indicators that have a baseline; None without indicators."""
    findings: tuple[Finding, ...]
    """Never name a field of expertise or a person."""
    missing: tuple[Missing, ...]
