"""What leaving costs: for who leaves, who stays and the body, per partner.

Amounts are euro. Positive is what somebody pays or loses, except in `Leaver.gain` and `CashYear`, where positive is
what leaving yields.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.quantities import Certainty, Computed, Finding, Level, Message, Missing
from vierkant.withdrawal.inputs import ContributionBasis, WithdrawalMethod
from vierkant.withdrawal.ranges import Spread


class SumBasis(StrEnum):
    """On what the withdrawal sum rests."""

    TEXT = "text"
    """The arrangement's own rule."""
    CASE_LAW = "case_law"
    """The text is silent: the methods that case law accepted."""
    INCOMPLETE = "incomplete"
    """The text names a method without its numbers: case law until they are filled in."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A method with its numbers. ``discount_rate`` per year; ``settles``: assets and debts are divided too."""

    method: WithdrawalMethod
    taper_years: int
    taper_first: float
    taper_step: float
    multiple: float
    fixed_sum: Spread
    bridging_years: int
    settles: bool
    discount_rate: float


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one partner from which every sum follows; euro once, or per year where it says so."""

    contribution: Spread
    """Per year."""
    fixed_cost: Spread
    """Per year, of the body, in the first year after leaving."""
    mitigation: Spread
    """Share of that cost that goes away every next year."""
    redundant_staff: Spread
    contracts: Spread
    assets_share: Spread
    debts_share: Spread
    restart_cost: Spread
    alone_cost: Spread | None
    """Per year; None when nobody knows what it costs to do the work alone."""
    gain: Spread | None
    """Contribution minus that cost, per year."""


@dataclass(frozen=True, slots=True)
class MethodSum:
    """The withdrawal sum by one method. ``payments``: per year, the first in the year after leaving."""

    id: str
    terms: Terms
    text: Message
    amount: Computed
    present_value: Computed
    """The same on the day of leaving, at the discount rate."""
    times_contribution: float | None
    payments: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CashYear:
    """What leaving yielded together against staying, after so many years; negative while it cost money."""

    year: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Years after which leaving pays for itself; None: not within ``horizon`` years."""

    year: int | None
    earliest: int | None
    latest: int | None
    horizon: int
    text: Message


@dataclass(frozen=True, slots=True)
class Leaver:
    """The side of who leaves. ``gain`` is contribution minus the cost alone: positive when alone is cheaper."""

    contribution: Computed
    alone_cost: Computed | None
    gain: Computed | None
    restart_cost: Computed
    total: Computed
    """Sum and restart together."""
    needed_gain: Computed
    """What going alone must save a year to pay back within ten years."""
    break_even: BreakEven | None
    cash: tuple[CashYear, ...]
    text: Message
    option: Message
    """What the right to leave is worth, in words."""


@dataclass(frozen=True, slots=True)
class Stayer:
    """What happens to one partner that stays. ``remaining`` (euro, once) is negative when the sum is more than enough.

    ``cost_after`` is euro per year once everything has settled. Powers are None without votes.
    """

    id: str
    name: str
    key_now: float
    key_after: float
    cost_now: float
    cost_after: float
    remaining: Spread
    power_now: float | None
    power_after: float | None


@dataclass(frozen=True, slots=True)
class Stayers:
    """The side of who stays."""

    damage: Computed
    """What stays behind, on the day of leaving: fixed cost, staff, contracts, assets and debts."""
    remaining: Computed
    """What of it is not paid by the withdrawal sum; negative when the sum is more than enough."""
    smaller_cost: Computed | None
    """Yearly cost of the smaller organisation; None when no game was counted."""
    rows: tuple[Stayer, ...]
    text: Message


@dataclass(frozen=True, slots=True)
class BodyYear:
    """A year after leaving: the cost that stayed, what came in, and the gap; euro."""

    year: int
    stranded: float
    received: float
    gap: float


@dataclass(frozen=True, slots=True)
class Body:
    """The side of the joint organisation. ``years`` counts money by the first method of the partner."""

    stranded: Computed
    """Fixed cost per year that stays in the first year."""
    fte: Computed | None
    """Staff that worked for this partner."""
    assets: Computed | None
    debts: Computed | None
    years: tuple[BodyYear, ...]
    text: Message


@dataclass(frozen=True, slots=True)
class Staff:
    """The people, first: how many are touched, and what happens to them."""

    fte: Computed | None
    fate: Message


@dataclass(frozen=True, slots=True)
class LegalLine:
    """A statement about the law, with its article and how sure we are."""

    text: Message
    article: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ClauseCheck:
    """A rule about the text: ``met`` None when nobody looked. ``rule`` is P03 or P06."""

    rule: str
    id: str
    title: Message
    met: bool | None
    article: str
    certainty: Certainty
    place: str | None


@dataclass(frozen=True, slots=True)
class PartnerWithdrawal:
    """One partner that could leave, seen from three sides."""

    id: str
    name: str
    headline: Message
    sum: Computed
    """Over all methods: from the lowest to the highest."""
    methods: tuple[MethodSum, ...]
    numbers: Numbers
    contribution_basis: ContributionBasis | None
    """None when the contribution was filled in."""
    staff: Staff
    leaver: Leaver
    stayers: Stayers
    body: Body
    reserve: Computed | None
    reserve_text: Message
    findings: tuple[Finding, ...]
    estimated: int
    """How many of the numbers were estimated because nobody filled them in."""


@dataclass(frozen=True, slots=True)
class Price:
    """The price of leaving of one partner in short, for pages about money. Euro, once."""

    id: str
    name: str
    value: float
    low: float
    high: float
    text: Message
    reserve_text: Message


@dataclass(frozen=True, slots=True)
class WithdrawalResult:
    """The price of leaving, for every partner."""

    level: Level
    headline: Message
    basis: SumBasis
    rule: tuple[Message, ...]
    """What the arrangement says, in sentences."""
    clauses: tuple[ClauseCheck, ...]
    """Empty for a form outside the Wgr."""
    form_text: Message
    """Which rules count for this form."""
    deciding: tuple[LegalLine, ...]
    """Who decides about leaving, in order."""
    staff_text: Message
    """What the text says about the people."""
    people: tuple[LegalLine, ...]
    """What belongs in the plan for the staff: terms of employment and the works council."""
    prices: tuple[Price, ...]
    """The same partners in short."""
    partners: tuple[PartnerWithdrawal, ...]
    damage_years: int
    """Years in which damage counts for those who stay."""
    discount_rate: float
    findings: tuple[Finding, ...]
    """About the arrangement; those of a partner stand with the partner."""
    missing: tuple[Missing, ...]
