"""What the business case gives: money per year and partner with ranges, and how every number was made.

Signs: money that comes in or is saved is positive, money that goes out is negative. The baseline is a level of cost
and therefore positive. All amounts are in euro at the price level of the dossier; `Indexation` turns them into the
euros of a year, which only the table for the budget and the present cost of `Alternatives` use.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.business_case.results_beside import (
    Alternatives,
    CoordinationYear,
    Depth,
    Flip,
    Indexation,
    TransitionLine,
)
from vierkant.business_case.years import FIRST_YEAR, LAST_YEAR, YEARS, Band
from vierkant.quantities import Certainty, Computed, Finding, Message, Missing, Unit

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "YEARS",
    "Band",
    "CaseResult",
    "Evidence",
    "KeyBasis",
    "Outcome",
    "PartnerCase",
    "Payback",
    "PromisedPlan",
    "StreamId",
    "StreamSeries",
    "TaskCase",
    "TornadoBar",
    "UsedParameter",
]


class StreamId(StrEnum):
    """The money streams that together are the net result."""

    SCALE = "scale"
    PLANNED = "planned"
    COORDINATION = "coordination"
    TRANSITION = "transition"
    STRANDED = "stranded"
    CHANGE = "change"
    WAGES = "wages"
    """Wages that rise because employment terms become equal."""
    VAT = "vat"
    """VAT that a partner cannot get back once the cooperation does the work."""


class Evidence(StrEnum):
    """What a counted saving rests on."""

    PUBLISHED = "published"
    """A scale curve with a published saving."""
    CASES = "cases"
    """The outcomes of documented mergers of whole civil services."""
    DOSSIER = "dossier"
    """A curve that the dossier itself supplies under its assumptions."""
    PLAN = "plan"
    """Only a plan: counted after a discount."""
    NONE = "none"
    """Nothing: no saving is counted."""


class KeyBasis(StrEnum):
    """How the joint costs are divided over the partners."""

    AGREED = "agreed"
    RESIDENTS = "residents"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class StreamSeries:
    """One money stream per year of `YEARS`, in euro. ``bands`` only for the total of all partners."""

    id: StreamId
    label: Message
    mean: tuple[float, ...]
    bands: tuple[Band, ...] | None


@dataclass(frozen=True, slots=True)
class Payback:
    """When the money is back: the first year from which the cumulative result stays at or above zero.

    ``shares`` holds the share of draws that pays back in year 0, 1, ... 10; ``never`` is the rest.
    ``low``, ``median`` and ``high`` are years after the start, or None when that quantile never pays back.
    ``median_year`` is the calendar year of the median when the start year is known.
    """

    shares: tuple[float, ...]
    never: Computed
    low: int | None
    median: int | None
    high: int | None
    median_year: int | None
    computed: Computed | None
    """The median as a shown number, in years after the start; None when at least half of the draws never pay back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The core figures of the whole, or of one partner.

    In every `Computed` the value is the mean over all draws, so that partners and streams add up; low and high are
    P10 and P90. ``net`` and ``cumulative`` have one band per year of `YEARS`.
    """

    baseline: Computed
    """Present cost per year of the joint tasks."""
    structural: Computed
    """Net result per year in the last year, when the effect has grown in and the one-off costs are over."""
    npv_5: Computed
    npv_10: Computed
    npv_10_median: float
    negative_npv_5: Computed
    """Share of draws with a negative net present value after five years."""
    negative_npv_10: Computed
    peak_funding: Computed
    """The deepest point of the cumulative result: how much must be paid in advance."""
    payback: Payback
    net: tuple[Band, ...]
    cumulative: tuple[Band, ...]
    streams: tuple[StreamSeries, ...]
    exit_reserve: Computed | None = None
    """Euro set aside once for the price of leaving: not spent, so in no stream. None when nobody sets it aside."""
    npv_10_with_reserve: Computed | None = None
    """`npv_10` when the whole reserve turns out to be needed in the year of the start."""


@dataclass(frozen=True, slots=True)
class PartnerCase:
    """The case of one partner. ``key_share`` is its share of the joint costs."""

    id: str
    name: str
    residents: float | None
    key_share: float
    outcome: Outcome
    key_shift: Computed | None
    """What the agreed key alone moves: share of the joint budget minus present cost, euro per year; positive pays more.

    Not in the net result. None without an agreed key.
    """


@dataclass(frozen=True, slots=True)
class TaskCase:
    """One task: its present cost, the saving that counts at full effect, and why."""

    id: str
    name: str
    taakveld: str | None
    group: str
    """Curve group: a table under ``curve`` in ``parameters.toml``, or ``none``."""
    partners: tuple[str, ...]
    evidence: Evidence
    reason: Message
    baseline: Computed
    effect: Computed
    """Saving per year at full effect that the case counts; negative when the joint scale is too large."""
    promised: Computed | None
    """Saving per year as the plan promises it; never counted as such."""


@dataclass(frozen=True, slots=True)
class PromisedPlan:
    """The plan taken at its word, beside the case: all other streams are the same, the saving is the promised one."""

    saving: Computed
    npv_10: Computed
    net: tuple[Band, ...]
    cumulative: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """What one uncertain input does to the net present value after ten years.

    ``npv_low_input`` and ``npv_high_input``: the value with this input at its P10 and P90 and all others at their
    median. ``rank_correlation``: Spearman, over the first draws. ``changes_sign``: the two values lie on both sides
    of zero, so this input alone changes the decision.
    """

    name: str
    label: Message
    low_input: float
    high_input: float
    unit: Unit
    npv_low_input: float
    npv_high_input: float
    npv_median: float
    swing: float
    rank_correlation: float
    changes_sign: bool
    source: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """A parameter of our own that went into the case; ``overridden`` when the dossier replaced it."""

    name: str
    label: Message
    value: float
    low: float | None
    high: float | None
    unit: Unit
    distribution: str
    source: str
    year: int
    certainty: Certainty
    overridden: bool


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The business case. The same input, seed and number of draws give the same result, bit for bit."""

    seed: int
    draws: int
    start_year: int | None
    years: tuple[int, ...]
    """Years after the start: -1 … 10."""
    calendar_years: tuple[int, ...] | None
    hub: bool
    """True when one partner works for the others, so that partners need not agree in pairs."""
    key_basis: KeyBasis
    total: Outcome
    partners: tuple[PartnerCase, ...]
    tasks: tuple[TaskCase, ...]
    promised: PromisedPlan | None
    tornado: tuple[TornadoBar, ...]
    break_even_partners: Computed | None
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    parameters: tuple[UsedParameter, ...]
    kind: str
    """Which of the three kinds of cooperation; some streams do not exist inside one municipality."""
    alternatives: Alternatives
    flips: tuple[Flip, ...]
    """What would change the decision, the nearest first."""
    depth: Depth
    indexation: Indexation
    coordination: tuple[CoordinationYear, ...]
    """The years in which hours were measured, beside the estimate."""
    transition: tuple[TransitionLine, ...]
    incidental: tuple[StreamId, ...]
    """Streams that a municipal budget calls incidental: three years or less, or plainly temporary."""
    ending: Computed
    """Chance that the cooperation is ended or unbundled within ten years."""
