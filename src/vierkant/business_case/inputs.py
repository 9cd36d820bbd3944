"""What the business case needs: the tasks' part of a dossier, and the composed input of the calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Coefficient, Figure, Identifier, Section, Share, Text


class TaskPart(Section):
    """What one partner puts into a task now. All amounts are per year."""

    volume: Amount | None = None
    """Units served, in the task's unit; residents when the task names no unit."""
    own_fte: Amount | None = None
    cost_per_fte: Amount | None = None
    """Euro per FTE, all-in; the task's own figure counts when a partner gives none."""
    other_cost: Amount | None = None
    """Euro per year besides own staff: hired staff, licences, contracts."""


class Task(Section):
    """A task the partners consider doing together."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    taakveld: Annotated[str, Field(pattern=r"^\d\.\d{1,3}[a-z]?$")] | None = None
    unit: Annotated[str, Field(max_length=80)] | None = None
    """What volume counts ("WOZ-objecten"); None means residents."""
    cost_per_fte: Amount | None = None
    planned_saving: Share | None = None
    """Share of the present cost that the plan promises; a plan is discounted, never believed."""
    planned_from: Annotated[int, Field(ge=1950, le=2120)] | None = None
    """First calendar year in which the plan counts the whole saving."""
    whole_organisation: bool = False
    """True when the task is the whole civil-service organisation: a full administrative merger."""
    note: Text | None = None
    parts: Mapping[Identifier, TaskPart] = Field(default_factory=dict)
    """By partner."""


class PartnerFinances(Section):
    """What the cooperation does to the money of one partner, beside its tasks. All as the partner itself counts it."""

    partner: Identifier
    vat: Amount | None = None
    """Euro VAT per year that the partner cannot get back once the cooperation does the work."""
    wage_harmonisation: Amount | None = None
    """Euro per year by which wages rise when employment terms become equal; None takes `CaseInput.wage_cost`."""
    stranded_overhead: Amount | None = None
    """Euro overhead per year that stays behind in the first year; None takes the estimate per FTE."""
    stranded_years: Annotated[int, Field(ge=0, le=20)] | None = None
    """Years in which the partner phases that out."""
    exit_reserve: Amount | None = None
    """Euro, once, that the partner sets aside for the price of leaving."""
    resilience: Amount | None = None
    """Euro available to bear risks (weerstandscapaciteit)."""
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    note: Text | None = None


class TransitionKind(StrEnum):
    """What one-off money is for."""

    PROJECT = "project"
    ICT = "ict"
    HOUSING = "housing"
    REDUNDANCY = "redundancy"
    DOUBLE_COST = "double_cost"
    """What runs twice for a while: old and new contracts, people beside each other."""
    OTHER = "other"


class TransitionCost(Section):
    """A line of the one-off cost of the transition."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: TransitionKind = TransitionKind.PROJECT
    amount: Amount | None = None
    """Euro."""
    year: Annotated[int, Field(ge=-1, le=10)] = 0
    """Years after the start; -1 is the year before."""
    partner: Identifier | None = None
    """Who bears it; None when the partners share it by the key."""
    note: Text | None = None


class CoordinationHours(Section):
    """Hours that people really spent on steering and aligning in a year, measured after the start."""

    id: Identifier
    year: Annotated[int, Field(ge=1950, le=2120)]
    """Calendar year."""
    hours: Amount
    """Hours in that year."""
    partner: Identifier | None = None
    """None when it is all partners and the organisation together."""
    note: Text | None = None


class Correlation(Section):
    """Two inputs of the business case that go up and down together, or against each other."""

    first: Annotated[str, Field(min_length=1, max_length=160)]
    """Name of an input, as on the page with all inputs (``task.<id>.<partner>.own_fte``, ``coordination.level``)."""
    second: Annotated[str, Field(min_length=1, max_length=160)]
    value: Coefficient
    """Correlation of the underlying normal scores, from -1 to 1."""
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    note: Text | None = None


Euros = Annotated[int, Field(ge=-1_000_000_000_000, le=1_000_000_000_000)]
"""Whole euros, as in a budget: exact."""


class ArrangementBudget(Section):
    """The budget of an arrangement in one year, as the municipality reads it. Amounts are whole euros."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    register_number: Annotated[str, Field(max_length=40)] | None = None
    """Number of the arrangement in the national register."""
    partner: Identifier | None = None
    """Whose contribution it is."""
    year: Annotated[int, Field(ge=1990, le=2120)]
    previous_total: Euros | None = None
    total: Euros | None = None
    """The whole budget, in the year before and in this year."""
    previous_contribution: Euros | None = None
    contribution: Euros | None = None
    """The contribution of the partner, in the year before and in this year."""
    index_used: Figure | None = None
    """Growth of wages and prices that the budget uses, as a share (0.031)."""
    index_agreed: Figure | None = None
    reserve: Euros | None = None
    reserve_ceiling: Euros | None = None
    overhead: Euros | None = None
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    note: Text | None = None


class BudgetCause(StrEnum):
    """Why a budget changed."""

    INDEX = "index"
    VOLUME = "volume"
    POLICY = "policy"
    KEY = "key"
    ONE_OFF = "one_off"


class BudgetChange(Section):
    """A part of the change from one budget to the next, in whole euros; what is left is unexplained."""

    id: Identifier
    budget: Identifier
    cause: BudgetCause
    amount: Euros
    text: Annotated[str, Field(max_length=400)] | None = None


@dataclass(frozen=True, slots=True)
class CasePartner:
    """A partner as the business case sees it."""

    id: str
    name: str
    residents: Figure | None
    finances: PartnerFinances | None = None


@dataclass(frozen=True, slots=True)
class CaseInput:
    """The composed input of the business case; `vierkant.dossier` makes it.

    ``cost_key`` holds the agreed shares (sum 1) or None when nothing was agreed yet.
    ``change_cost`` is what the dossier reserves for people and measures: euro, once, over the transition years.
    ``assumptions`` are the dossier's overrides, keyed ``business_case.<name>``.
    """

    partners: tuple[CasePartner, ...]
    tasks: tuple[Task, ...]
    start_year: int | None
    form: str | None = None
    """The chosen or most likely legal form, as in `legal_form`; decides hub or pairwise coordination."""
    same_employer: bool = False
    """True inside one municipality: its people stay, so no overhead stays behind without them."""
    cost_key: Mapping[str, float] | None = None
    transition_budget: Figure | None = None
    transition_costs: tuple[TransitionCost, ...] = ()
    coordination_hours: tuple[CoordinationHours, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    change_cost: Figure | None = None
    wage_cost: Mapping[str, Figure] = field(default_factory=dict)
    """Euro per year by which wages rise, by partner, as the crosswalk of functions in `change` counts it."""
    kind: str = "intermunicipal"
    doubting_centre: bool = False
    """True when the partner that would do the work for the others says that it doubts or only goes along."""
    service_level_chosen: bool = False
    """True when the dossier says which level of service the partners choose, beside what they want to save."""
    unmeasured_partners: tuple[str, ...] = ()
    """Partners whose baseline is not theirs: their staff already sit in an arrangement."""
    assumptions: Mapping[str, Figure] = field(default_factory=dict)
