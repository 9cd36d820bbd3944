"""What the measured vulnerability gives: per function how many days nobody can do the work, now and together."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Computed, Confidence, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class PartnerCover:
    """How a function is covered at one partner now.

    ``uncovered`` is None when the partner has nobody for the function; then there is nothing to compare.
    """

    partner: str
    name: str
    people: int
    single: bool
    """True when exactly one person at this partner is qualified."""
    uncovered: Computed | None


@dataclass(frozen=True, slots=True)
class FunctionCover:
    """One function, now and together. Days are working days a year on which too few people are there.

    ``points_to_person``: one partner, or the whole cooperation, has exactly one person for it, so that colleagues
    know who is meant. Such a row never enters a paper for the council; `SingleCount` does.
    """

    id: str
    name: str
    points_to_person: bool
    confidence: Confidence
    """How the numbers of people are known."""
    needed: int
    needed_together: int
    partners: tuple[PartnerCover, ...]
    people_together: int
    single_together: bool
    """True when the partners together still have one person for it."""
    average_now: Computed | None
    """Mean over the partners that have the function now."""
    together: Computed | None
    """None when nobody is qualified anywhere."""
    people_needed: Computed | None
    """People needed together to stay within the chosen maximum; None when no number of people is enough."""
    extra_people: int | None
    """How many more people that takes than there are; 0 when there are enough."""
    level: Level
    text: Message
    """What this row says, in one sentence."""


@dataclass(frozen=True, slots=True)
class SingleCount:
    """Single-person functions (eenpitters), counted per partner; safe to show anywhere."""

    now: Computed
    gone: Computed
    """Of those, the ones whose function has two or more people together."""
    left: Computed
    """Functions that have one person in the whole cooperation."""


@dataclass(frozen=True, slots=True)
class VulnerabilityResult:
    """The K of Kwetsbaarheid, measured. Without functions the level is ``unknown`` and the numbers are None."""

    level: Level
    headline: Message
    functions: tuple[FunctionCover, ...]
    singles: SingleCount | None
    days_now: Computed | None
    """Mean number of uncovered days per function of a partner, now."""
    days_together: Computed | None
    """The same functions of the same partners, when the partners do them together."""
    maximum_days: Computed
    """The chosen maximum of uncovered days."""
    sickness_alone: Computed
    """Uncovered days of a single-person function if that person were absent through sickness alone."""
    findings: tuple[Finding, ...]
    """Never name a function or a partner, so they can go into any paper."""
    missing: tuple[Missing, ...]
