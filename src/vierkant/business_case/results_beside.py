"""What stands beside the case: alternatives, what would change the decision, what lies behind the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vierkant.business_case.years import Band
from vierkant.quantities import Certainty, Computed, Confidence, Message, Unit


@dataclass(frozen=True, slots=True)
class Flip:
    """The value of one uncertain input at which the result after ten years is zero, all others at their median.

    ``within`` says whether that value lies between the input's P10 and P90.
    """

    name: str
    label: Message
    unit: Unit
    value: float
    """Its median now."""
    flips_at: float
    low: float
    high: float
    within: bool
    source: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Influence:
    """The share of the spread of the result after ten years that one input explains: alone, and with all others."""

    name: str
    label: Message
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class CaseVariable:
    """An input of the dossier by the name that correlations use; ``distribution`` is ``fixed`` without a range."""

    name: str
    label: Message
    value: float
    low: float | None
    high: float | None
    unit: Unit
    distribution: str
    source: str | None
    confidence: Confidence
    decimals: int


@dataclass(frozen=True, slots=True)
class UsedCorrelation:
    """Two inputs that the dossier ties together; ``used`` is False when that could not be done."""

    first: str
    second: str
    first_label: Message | None
    second_label: Message | None
    value: float
    used: bool


@dataclass(frozen=True, slots=True)
class Depth:
    """What stands behind the result: for who wants to take it apart."""

    influences: tuple[Influence, ...]
    """The largest first; at most twelve."""
    inputs: tuple[CaseVariable, ...]
    """The dossier's own inputs; `CaseResult.parameters` are the others."""
    correlations: tuple[UsedCorrelation, ...]


class AlternativeId(StrEnum):
    """What the partners could do; the first two bring nothing together."""

    DO_NOTHING = "do_nothing"
    AGREEMENTS = "agreements"
    """Agreements on paper and shared knowledge: looser than any form with staff."""
    HUB = "hub"
    """One partner works for the others: a centrumgemeente, a service agreement or a mandate."""
    JOINT = "joint"
    """An organisation of all partners together, on the tasks of the dossier."""
    WHOLE_ORGANISATION = "whole_organisation"
    """The whole civil-service organisation together."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing that the partners could do, counted on the same draws as the case.

    ``structural`` is the net result per year once all has settled, ``npv_10`` the net present value; both None when
    the alternative cannot be counted, and ``text`` then says what is needed. Money per year or once is a mean.
    """

    id: AlternativeId
    label: Message
    text: Message
    chosen: bool
    structural: Band | None
    npv_10: Band | None
    loss: float | None
    """Share of the draws in which it has cost more than it yielded after ten years."""
    saving: float
    """Saving per year in the last year, before any cost."""
    coordination: float
    """Euro per year."""
    once: float
    """Euro, once: transition and the guidance of people."""
    source: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The case beside doing nothing and beside looser and tighter forms.

    ``present_cost`` is the cost of doing nothing per year of `YEARS`, in the euros of that year (`Indexation`);
    ``present_cost_last`` the same in the last year with its range.
    """

    rows: tuple[Alternative, ...]
    present_cost: tuple[float, ...]
    present_cost_last: Computed
    best: AlternativeId
    """The one with the highest mean result after ten years."""


@dataclass(frozen=True, slots=True)
class Indexation:
    """How amounts in the prices of the dossier become euros of a year: growth per year as a share."""

    price_year: int | None
    """Calendar year of the prices; None when the start year is not known: then year -1 counts."""
    wages: float
    prices: float
    wage_share: float
    """Share of the present cost that is wages: by it the savings grow."""
    factors: Mapping[str, tuple[float, ...]]
    """Per stream one factor for each of `YEARS`."""


@dataclass(frozen=True, slots=True)
class CoordinationYear:
    """The coordination of one year: what the model estimates, and what was measured."""

    year: int
    """Years after the start."""
    calendar_year: int
    measured_hours: float
    estimated_hours: float
    estimated_low: float
    estimated_high: float
    partial: bool
    """True when only some partners measured: the estimate fills in the others."""


@dataclass(frozen=True, slots=True)
class TransitionLine:
    """One-off money of one kind, all partners together: mean per year of `YEARS`, negative."""

    kind: str
    """A `TransitionKind`, or ``unspecified`` for a budget or an estimate without lines."""
    mean: tuple[float, ...]
