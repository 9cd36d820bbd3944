"""What the dossier says about grip: instruments, roles, complexity, and the joint zienswijze."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vierkant.grip.inputs import Part, PointOutcome, Stance
from vierkant.quantities import Certainty, Computed, Finding, Message
from vierkant.sources import Source


@dataclass(frozen=True, slots=True)
class Instrument:
    """A way for councils to steer, control or know; ``applies`` None: depends on what is not filled in."""

    id: str
    number: int
    role: str
    """frame, control or information."""
    statutory: bool
    name: Message
    text: Message
    when: Message
    applies: bool | None
    used: bool | None
    """What the dossier says, or shows by itself."""
    shown_by: Message | None
    """Why we think it is used, when nobody said so."""
    on: date | None
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RoleCell:
    """Who has one role."""

    role: Part
    name: Message
    text: Message
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilStance:
    """One council on one point; ``votes`` of its partner, when votes were agreed."""

    partner: str
    name: str
    stance: Stance | None
    change: str | None
    decided_on: date | None
    votes: int | None


@dataclass(frozen=True, slots=True)
class PointStanding:
    """A point with who stands behind it, whether together they can carry it, and what became of it."""

    id: str
    text: str
    document: str | None
    amount: float | None
    views: tuple[CouncilStance, ...]
    agreeing: int
    objecting: int
    silent: int
    votes_agreeing: int | None
    votes_needed: int | None
    carries: bool | None
    """Whether the councils that agree have the votes; None without agreed votes."""
    sentence: Message
    outcome: PointOutcome
    answer: str | None
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class GripResult:
    """Grip as the pages and papers show it."""

    instruments: tuple[Instrument, ...]
    roles: tuple[RoleCell, ...]
    complexity: tuple[Computed, ...]
    points: tuple[PointStanding, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Message, ...]
