"""What grip rests on: who has which role, which instruments the councils use, and what each council thinks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Computed, Finding, Identifier, Section, Text
from vierkant.reference.forms import Kind, LegalForm

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Part(StrEnum):
    """The three roles that must not lie in one hand."""

    OWNER = "owner"
    """Eigenaar: answers for the continuity of the organisation."""
    CLIENT = "client"
    """Opdrachtgever: decides what is delivered, and pays."""
    CONTRACTOR = "contractor"
    """Opdrachtnemer: delivers."""


class RoleHolder(Section):
    """Who has a role. A function ("wethouder financiën"), not the name of a person."""

    id: Identifier
    role: Part
    holder: Name
    partner: Identifier | None = None
    about: Annotated[str, Field(max_length=200)] | None = None
    """For which work, when it is not all of it."""


class InstrumentUse(Section):
    """Whether the councils use an instrument; ``id`` is that of the instrument."""

    id: Identifier
    used: bool | None = None
    on: date | None = None
    """When it was used last, or will be used."""
    note: Text | None = None


class PointOutcome(StrEnum):
    """What became of a point of the councils."""

    OPEN = "open"
    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"


class ZienswijzePoint(Section):
    """A point on which councils give their view, and what the board did with it."""

    id: Identifier
    text: Annotated[str, Field(min_length=1, max_length=1000)]
    """What should change, in one sentence."""
    document: Name | None = None
    """On which document, with its version ("ontwerpbegroting 2028, versie 1")."""
    board: Identifier | None = None
    amount: Amount | None = None
    """Euro per year that it is about."""
    answer: Text | None = None
    """The written answer of the board, with its reasons."""
    answered_on: date | None = None
    outcome: PointOutcome = PointOutcome.OPEN


class Stance(StrEnum):
    """What a council thinks of a point."""

    AGREES = "agrees"
    AGREES_IF_CHANGED = "agrees_if_changed"
    OBJECTS = "objects"
    NO_VIEW = "no_view"


class CouncilView(Section):
    """The view of one council on one point."""

    id: Identifier
    point: Identifier
    partner: Identifier | None = None
    stance: Stance
    change: Text | None = None
    """What would have to change for this council."""
    decided_on: date | None = None
    """The day on which the council adopted it; none: still a draft."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the dossier shows by itself about the instruments, so that nobody has to say it again.

    Every value comes from another section; None or an empty set: the dossier does not say.
    """

    clauses_present: frozenset[str] = frozenset()
    """Clauses that the text of the arrangement holds, by the words of the checklist (``evaluation``)."""
    clauses_absent: frozenset[str] = frozenset()
    """Clauses that somebody looked for and did not find."""
    evaluation_on: date | None = None
    information_terms: bool = False
    """Is it agreed how councils are informed?"""
    withdrawal_terms: bool = False
    advisory_committee: bool | None = None
    """Do the councils want a joint advisory committee?"""
    all_councils_want_committee: bool | None = None
    regulation_sent_on: date | None = None
    """The day on which a draft of the arrangement went, or goes, to the councils."""
    kadernota_sent_on: date | None = None
    draft_budget_sent_on: date | None = None
    regional_days: bool = False
    """Did the region agree on days of its own for kadernota, draft budget or zienswijzen?"""


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    """Numbers of other rooms that go into the questions for a councillor; None: not known."""

    joint_cost: float | None = None
    """Euro per year that the joint tasks cost now."""
    saving: tuple[float, float] | None = None
    """Structural net result per year in euro, P10 and P90."""
    paid_in_advance: float | None = None
    """Euro: the deepest point of the cumulative result, below zero or above: its size counts."""
    never_back: float | None = None
    """Share of cases in which the money is not back after ten years, 0..1."""
    transition_budget: float | None = None
    cost_key: Mapping[str, float] = field(default_factory=dict)
    """Agreed share of the joint cost by partner, 0..1."""
    figures: int = 0
    assumed: int = 0
    """Figures that nobody published or measured."""
    employees: int = 0
    """People for whom the work changes."""
    hours_needed: float | None = None
    hours_reserved: float | None = None


@dataclass(frozen=True, slots=True)
class GripInput:
    """All that grip is assessed on; plain values, so that no other room is needed.

    ``bodies`` holds ``council``, ``municipal_executive`` and ``mayor``, as far as they take part; None: not known.
    ``complexity`` and ``complexity_findings`` were made by `vierkant.grip.complexity`, from the municipalities.
    """

    on: date
    kind: Kind = Kind.INTERMUNICIPAL
    form: LegalForm | None = None
    other_form: str | None = None
    """A form that is not in the list."""
    bodies: frozenset[str] | None = None
    partners: Mapping[str, str] = field(default_factory=dict)
    """Key → name on screen, in the order of the dossier."""
    without_council: frozenset[str] = frozenset()
    """Partners that have no council: organisations, companies, departments."""
    votes: Mapping[str, int] = field(default_factory=dict)
    quota: int | None = None
    """Votes needed to decide; None means more than half."""
    roles: tuple[RoleHolder, ...] = ()
    instruments: tuple[InstrumentUse, ...] = ()
    points: tuple[ZienswijzePoint, ...] = ()
    views: tuple[CouncilView, ...] = ()
    shown: Shown = Shown()
    numbers: CaseNumbers = CaseNumbers()
    next_decision_on: date | None = None
    complexity: tuple[Computed, ...] = ()
    complexity_findings: tuple[Finding, ...] = ()
