"""What the motives give: who wants what most, where that collides, and what experience says about each goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vierkant.quantities import Certainty, Computed, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class MotiveProfile:
    """Why one partner would cooperate. ``answered`` is False when it divided no points yet."""

    partner: str
    name: str
    answered: bool
    points: Mapping[str, float]
    """Points per goal (``costs``, ``quality``, ``client_focus``, ``vulnerability``, ``own``), together 100."""
    total: int
    """The points as they were given; when it is not 100, ``points`` are in proportion."""
    heaviest: tuple[str, ...]
    """The goals with the most points; more than one when they are equal."""
    own_goal: str | None
    commitment: str | None
    centre: bool
    text: Message


@dataclass(frozen=True, slots=True)
class MotiveDistance:
    """How far two profiles are apart: the points that one of them would have to move to have the other's profile."""

    first: str
    second: str
    points: float
    text: Message


@dataclass(frozen=True, slots=True)
class MotiveGroup:
    """The partners for which one goal weighs most."""

    goal: str
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalEvidence:
    """A goal: how much it weighs, and whether cooperation delivers it as far as is known."""

    goal: str
    points: float
    """Mean over the partners that answered."""
    lowest: float
    highest: float
    level: Level
    text: Message
    sources: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class MotivesResult:
    """Why the partners would cooperate. Without answers the level is ``unknown`` and the numbers are None."""

    level: Level
    headline: Message
    profiles: tuple[MotiveProfile, ...]
    """In the order of the dossier; partners that did not answer too."""
    groups: tuple[MotiveGroup, ...]
    """Who wants what most; the largest group first. A partner with equal heaviest goals stands in each."""
    conflict: Message | None
    """The conflict in one sentence; None when one goal is heaviest for everybody, or fewer than two answered."""
    goals: tuple[GoalEvidence, ...]
    core: Computed | None
    """Points that all who answered put on the same goals; None with fewer than two."""
    supported: Computed | None
    """Mean points on goals of which experience says that cooperation brings them."""
    distance: Computed | None
    """Mean distance between two partners; None with fewer than two."""
    distances: tuple[MotiveDistance, ...]
    """Every pair, the farthest first; at most twelve."""
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
