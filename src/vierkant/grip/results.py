"""What the dossier says about grip: instruments, roles, complexity, and the joint zienswijze."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vierkant.grip.inputs import Part, PointOutcome, Stance
from vierkant.quantities import Certainty, Computed, Finding, Message
from vierkant.sources import Source


@dataclass(frozen=True, slots=True)
class Instrument:
    """A way for councils to steer, control or know; ``applies`` None: depends on what is not filled in.

    ``expected``: every cooperation of this form uses it; other instruments are kept for when they are needed.
    """

    id: str
    number: int
    role: str
    """frame, control or information."""
    statutory: bool
    expected: bool
    name: Message
    text: Message
    when: Message
    applies: bool | None
    used: bool | None
    """What the dossier says, or shows by itself."""
    shown_by: Message | None
    """Why we think it is used, when nobody said so."""
    on: date | None
    note: str | None
    why: Message
    """Why it applies, or does not."""
    action: Message | None
    """What to do, when it applies and is not used."""
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RoleDetail:
    """One holder of a role; ``also`` holds the other roles of the same holder."""

    holder: str
    partner: str | None
    """Name of the partner, when the row says which."""
    about: str | None
    also: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RoleCell:
    """Who has one role; ``details`` has a row per holder, in the order of ``holders``."""

    role: Part
    name: Message
    text: Message
    holders: tuple[str, ...]
    details: tuple[RoleDetail, ...]


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
    agreeing_if_changed: int
    objecting: int
    silent: int
    """Councils that said nothing yet; those with no view of their own are not among them."""
    votes_agreeing: int | None
    votes_if_changed: int | None
    """Votes of who agrees together with who agrees if something changes."""
    votes_needed: int | None
    votes_total: int | None
    carries: bool | None
    """Whether the councils that agree have the votes; None without agreed votes."""
    carries_if_changed: bool | None
    blocked: bool | None
    """Whether there are not enough votes left without those who object."""
    further: tuple[str, ...]
    """Names of the smallest set of further councils that would carry it; empty when it carries, or never can."""
    further_is_only: bool
    """True when no other set of that size would do."""
    sentence: Message
    became: Message
    """What became of it, in a sentence."""
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
    questions: tuple[Message, ...]
    """Five to nine questions for a councillor, the most telling first, with the numbers of this dossier."""
    findings: tuple[Finding, ...]
    notices: tuple[Message, ...]
