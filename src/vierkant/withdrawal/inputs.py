"""What the price of leaving needs: what the arrangement says about it, and what leaving does to each partner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Figure, Identifier, Section, Share, Text
from vierkant.reference.forms import LegalForm

Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class WithdrawalMethod(StrEnum):
    """How the arrangement says that the withdrawal sum is counted."""

    TAPER = "taper"
    """The contribution goes on and falls every year."""
    MULTIPLE = "multiple"
    """A number of times the yearly contribution."""
    REAL_DAMAGE = "real_damage"
    """The real damage of the leaving, over some years."""
    FIXED = "fixed"
    """An amount in the text."""
    NOTHING = "nothing"
    """The text says that nothing is paid."""


class WithdrawalRule(Section):
    """What the arrangement says about leaving, and what the body has."""

    stated: bool | None = None
    """Whether the text holds the conditions and consequences of leaving (Wgr 9 lid 1)."""
    needs_consent: bool | None = None
    """Whether the text makes leaving depend on consent of others; it may not."""
    method: WithdrawalMethod | None = None
    """None: the text is silent about the sum."""
    article: Annotated[str, Field(max_length=120)] | None = None
    """The article of the arrangement."""
    taper_years: Annotated[int, Field(ge=1, le=30)] | None = None
    taper_first: Fraction | None = None
    """Share of the contribution in the first year after leaving."""
    taper_step: Fraction | None = None
    """By how much that share falls every year."""
    multiple: Annotated[float, Field(ge=0, le=50, allow_inf_nan=False)] | None = None
    fixed_sum: Amount | None = None
    """Euro, once."""
    bridging_years: Annotated[int, Field(ge=1, le=30)] | None = None
    """Of real damage: the years in which damage counts."""
    notice_months: Annotated[int, Field(ge=0, le=120)] | None = None
    plan_required: bool | None = None
    """Whether the board makes a plan for the leaving first."""
    staff_follows: bool | None = None
    """Whether who leaves takes its share of the staff along."""
    assets_shared: bool | None = None
    """Whether who leaves shares in assets and debts."""
    fixed_cost: Amount | None = None
    """Euro per year of the body that does not fall when a partner leaves."""
    staff_fte: Amount | None = None
    assets: Amount | None = None
    """Euro."""
    debts: Amount | None = None
    """Euro."""
    note: Text | None = None


class WithdrawalFacts(Section):
    """What it would do to one partner to leave. What is silent is estimated from the business case and the key."""

    partner: Identifier
    contribution: Amount | None = None
    """Euro per year; None takes the share of the key in the joint cost."""
    fixed_cost: Amount | None = None
    """Euro per year of the body's fixed cost that this partner bears; None takes its share."""
    mitigation: Share | None = None
    """Share of that cost that the body can get rid of, every year again."""
    staff_fte: Amount | None = None
    """FTE of the body that work for this partner."""
    redundant_staff: Amount | None = None
    """Euro, once, for staff without a place."""
    contracts: Amount | None = None
    """Euro, once, for contracts that run on."""
    assets_share: Amount | None = None
    """Euro of the assets that fall to this partner."""
    debts_share: Amount | None = None
    alone_cost: Amount | None = None
    """Euro per year to do the work alone again; None takes the present cost in the tasks."""
    restart_cost: Amount | None = None
    """Euro, once, to start up again: systems, recruiting, housing."""
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    note: Text | None = None


class ContributionBasis(StrEnum):
    """Where the contribution of a partner comes from when nobody filled it in."""

    KEY = "key"
    """The amount of the chosen key."""
    AGREED = "agreed"
    """The agreed shares of the joint cost."""
    RESIDENTS = "residents"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class WithdrawalPartner:
    """A partner that could leave, with what the other rooms know of it. Amounts are euro per year."""

    id: str
    name: str
    key_share: float
    """Share of the joint cost, 0..1; of all partners together 1."""
    contribution: Figure
    """What the joint organisation will charge, when the facts do not say it."""
    contribution_basis: ContributionBasis
    alone_cost: Figure | None = None
    """What the work costs the partner now."""
    gain: Figure | None = None
    """Contribution minus cost alone, when both are estimates that go up and down together; None: independent."""
    own_fte: Figure | None = None
    """FTE that the partner puts in now."""
    smaller_cost: float | None = None
    """Yearly cost of the organisation of all others, without this partner; None when no game was counted."""
    exit_reserve: Figure | None = None
    """Euro, once, set aside."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Who decides now, and without each partner. Powers are Banzhaf shares, 0..1, by partner."""

    now: Mapping[str, float]
    without: Mapping[str, Mapping[str, float]]
    """Who leaves → power of each who stays."""
    largest_without: Mapping[str, float]
    """Who leaves → largest share of the votes that are left."""


@dataclass(frozen=True, slots=True)
class ClauseFacts:
    """What the check of the text found about leaving; None when nobody looked."""

    conditions: bool | None = None
    consequences: bool | None = None
    needs_consent: bool | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class WithdrawalInput:
    """The composed input; `vierkant.dossier` makes it.

    ``bodies`` are the bodies that take part (``council``, ``municipal_executive``, ``mayor``); None when unknown.
    ``assumptions`` are the dossier's overrides, keyed ``withdrawal.<name>``.
    """

    partners: tuple[WithdrawalPartner, ...]
    rule: WithdrawalRule
    facts: Mapping[str, WithdrawalFacts]
    form: LegalForm | None
    clauses: ClauseFacts
    bodies: frozenset[str] | None
    joint_cost: float
    """Euro per year of all partners together."""
    discount_rate: Figure
    cost_per_fte: Figure
    votes: Votes | None = None
    assumptions: Mapping[str, Figure] = field(default_factory=dict)
