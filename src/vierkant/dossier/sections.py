"""The dossier, schema version 1. Every section is optional: the assessment says what is missing and what that costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from vierkant.business_case.inputs import (
    ArrangementBudget,
    BudgetChange,
    CoordinationHours,
    Correlation,
    PartnerFinances,
    Task,
    TransitionCost,
)
from vierkant.calendar.inputs import Board, Council, Planning
from vierkant.change.inputs import (
    AspectChange,
    Change,
    ChangePlan,
    CommunicationMoment,
    FunctionLine,
    Group,
    GroupQuestion,
    ImpactCard,
    Intervention,
    LeadScores,
    LedgerLine,
    OtherProject,
)
from vierkant.cost_sharing.inputs import CoalitionCosts, KeyDesign, KeyInput, Product
from vierkant.four_ks.inputs import Expertise, Function, Indicator, Motive
from vierkant.four_ks.inputs_risk import Risk
from vierkant.four_ks.inputs_service import Channel, Counter
from vierkant.grip.inputs import CouncilView, InstrumentUse, RoleHolder, ZienswijzePoint
from vierkant.legal_form.inputs import Answers, ArrangementText, ClauseLine
from vierkant.lessons.inputs import OwnCase
from vierkant.organisation_scan.inputs import (
    Application,
    Difference,
    EmploymentRule,
    Mandate,
    Process,
    Structure,
    TrustScan,
)
from vierkant.positions.inputs import Issue, Pact, PartnerPositions
from vierkant.quantities import Amount, Figure, Identifier, Section, Share, Text
from vierkant.reference.forms import Kind, LegalForm
from vierkant.sources import Source
from vierkant.voting_power.inputs import VotingRule
from vierkant.withdrawal.inputs import WithdrawalFacts, WithdrawalRule

__all__ = [
    "CHANGE_SECTIONS",
    "GRIP_SECTIONS",
    "INTEREST_SECTIONS",
    "NUMBER_SECTIONS",
    "SCAN_SECTIONS",
    "SCHEMA_VERSION",
    "SECTIONS",
    "Agreements",
    "Cooperation",
    "Dossier",
    "KeyBasis",
    "Kind",
    "Measure",
    "Partner",
    "Stage",
    "StumblingBlock",
]

SCHEMA_VERSION = 1

CHANGE_SECTIONS = (
    "people",
    "change_plan",
    "impact",
    "lead_scores",
    "aspects",
    "crosswalk",
    "interventions",
    "communication",
    "ledger",
    "questions",
    "other_projects",
)
"""The sections of the human side; who has the role for HR and change may write them."""

GRIP_SECTIONS = (
    "arrangement_text",
    "clauses",
    "boards",
    "councils",
    "planning",
    "roles",
    "instruments",
    "zienswijze_points",
    "council_views",
)
"""The sections about grip: the text of the arrangement, the calendar, roles, and what councils think."""

NUMBER_SECTIONS = (
    "motives",
    "expertise",
    "indicators",
    "channels",
    "counters",
    "risks",
    "finances",
    "transition_costs",
    "coordination_hours",
    "correlations",
    "budgets",
    "budget_changes",
    "cases",
)
"""The sections behind the measured K's, the fuller business case and the lessons."""

SCAN_SECTIONS = (
    "structure",
    "mandates",
    "employment",
    "processes",
    "applications",
    "trust",
    "differences",
)
"""The sections behind organisations side by side."""

INTEREST_SECTIONS = (
    "key_design",
    "key_inputs",
    "products",
    "coalition_costs",
    "voting_rules",
    "issues",
    "positions",
    "pacts",
    "withdrawal_rule",
    "withdrawal_facts",
)
"""The sections behind who pays, who decides, who wants what, and what it costs to leave."""

SECTIONS = (
    "cooperation",
    "partners",
    "tasks",
    "functions",
    *CHANGE_SECTIONS,
    "form_answers",
    "agreements",
    *GRIP_SECTIONS,
    *NUMBER_SECTIONS,
    *INTEREST_SECTIONS,
    *SCAN_SECTIONS,
    "measures",
    "assumptions",
    "sources",
)
"""The sections in the order in which people fill them in."""


class Stage(StrEnum):
    """Where the cooperation stands."""

    EXPLORING = "exploring"
    DESIGNING = "designing"
    DECIDING = "deciding"
    BUILDING = "building"
    RUNNING = "running"
    ENDING = "ending"


class StumblingBlock(StrEnum):
    """Where cooperation fails. The human side comes first."""

    PEOPLE = "people"
    OVERHEAD = "overhead"
    GRIP = "grip"
    INTERESTS = "interests"


class KeyBasis(StrEnum):
    """What the shares of the joint cost are based on."""

    RESIDENTS = "residents"
    USE = "use"
    EQUAL = "equal"
    HISTORIC = "historic"
    MIXED = "mixed"


class Cooperation(Section):
    """What it is about."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Kind = Kind.INTERMUNICIPAL
    stage: Stage = Stage.EXPLORING
    goal: Text | None = None
    start_year: Annotated[int, Field(ge=1950, le=2100)] | None = None
    next_decision: Text | None = None
    next_decision_on: date | None = None


class Partner(Section):
    """A municipality by its code, or any other organisation or department by its name."""

    id: Identifier
    municipality: Annotated[str, Field(pattern=r"^GM\d{4}$")] | None = None
    name: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    public: bool = True
    """False for a private organisation: that narrows the legal forms."""
    residents: Amount | None = None
    """None takes the official number for the municipality."""


class Agreements(Section):
    """What the partners agreed, or propose to each other."""

    form: LegalForm | None = None
    other_form: Annotated[str, Field(max_length=200)] | None = None
    """A form that is not in the list."""
    centre: Identifier | None = None
    """The partner that does the work for the others, when there is one."""
    cost_key: Mapping[Identifier, Share] = Field(default_factory=dict)
    """Share of the joint cost, by partner; together 1."""
    cost_key_basis: KeyBasis | None = None
    votes: Mapping[Identifier, Annotated[int, Field(ge=0, le=1_000_000)]] = Field(default_factory=dict)
    quota: Annotated[int, Field(ge=1)] | None = None
    """Votes needed to decide; None means more than half."""
    transition_budget: Amount | None = None
    """Euro, once, set aside for the transition."""
    evaluation_on: date | None = None
    withdrawal_terms: Text | None = None
    information_terms: Text | None = None
    """How councils are informed, and when."""
    works_council_asked_on: date | None = None


class Measure(Section):
    """Something that will be done about a stumbling block."""

    id: Identifier
    block: StumblingBlock
    text: Annotated[str, Field(min_length=1, max_length=1000)]
    owner: Annotated[str, Field(max_length=200)] | None = None
    """A role ("programmamanager"), not the name of a person."""
    due: date | None = None
    hours: Amount | None = None
    euros: Amount | None = None
    done: bool = False


class Dossier(Section):
    """One cooperation, in one variant."""

    schema_version: Literal[1] = 1
    cooperation: Cooperation | None = None
    partners: tuple[Partner, ...] = ()
    tasks: tuple[Task, ...] = ()
    functions: tuple[Function, ...] = ()
    people: tuple[Group, ...] = ()
    change_plan: ChangePlan | None = None
    impact: tuple[ImpactCard, ...] = ()
    lead_scores: tuple[LeadScores, ...] = ()
    aspects: tuple[AspectChange, ...] = ()
    crosswalk: tuple[FunctionLine, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    communication: tuple[CommunicationMoment, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    questions: tuple[GroupQuestion, ...] = ()
    other_projects: tuple[OtherProject, ...] = ()
    form_answers: Answers | None = None
    agreements: Agreements | None = None
    arrangement_text: ArrangementText | None = None
    clauses: tuple[ClauseLine, ...] = ()
    boards: tuple[Board, ...] = ()
    councils: tuple[Council, ...] = ()
    planning: Planning | None = None
    roles: tuple[RoleHolder, ...] = ()
    instruments: tuple[InstrumentUse, ...] = ()
    zienswijze_points: tuple[ZienswijzePoint, ...] = ()
    council_views: tuple[CouncilView, ...] = ()
    motives: tuple[Motive, ...] = ()
    expertise: tuple[Expertise, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    channels: tuple[Channel, ...] = ()
    counters: tuple[Counter, ...] = ()
    risks: tuple[Risk, ...] = ()
    finances: tuple[PartnerFinances, ...] = ()
    transition_costs: tuple[TransitionCost, ...] = ()
    coordination_hours: tuple[CoordinationHours, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    budgets: tuple[ArrangementBudget, ...] = ()
    budget_changes: tuple[BudgetChange, ...] = ()
    cases: tuple[OwnCase, ...] = ()
    key_design: KeyDesign | None = None
    key_inputs: tuple[KeyInput, ...] = ()
    products: tuple[Product, ...] = ()
    coalition_costs: CoalitionCosts | None = None
    voting_rules: tuple[VotingRule, ...] = ()
    issues: tuple[Issue, ...] = ()
    positions: tuple[PartnerPositions, ...] = ()
    pacts: tuple[Pact, ...] = ()
    withdrawal_rule: WithdrawalRule | None = None
    withdrawal_facts: tuple[WithdrawalFacts, ...] = ()
    structure: tuple[Structure, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    employment: tuple[EmploymentRule, ...] = ()
    processes: tuple[Process, ...] = ()
    applications: tuple[Application, ...] = ()
    trust: tuple[TrustScan, ...] = ()
    differences: tuple[Difference, ...] = ()
    measures: tuple[Measure, ...] = ()
    assumptions: Mapping[str, Figure] = Field(default_factory=dict)
    sources: Mapping[Identifier, Source] = Field(default_factory=dict)

    @property
    def change(self) -> Change:
        """The human side, as the room of that name takes it."""
        return Change(
            groups=self.people,
            cards=self.impact,
            lead_scores=self.lead_scores,
            aspects=self.aspects,
            crosswalk=self.crosswalk,
            plan=self.change_plan,
            interventions=self.interventions,
            communication=self.communication,
            ledger=self.ledger,
            questions=self.questions,
            other_projects=self.other_projects,
        )
