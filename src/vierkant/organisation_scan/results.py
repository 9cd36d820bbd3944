"""What the comparison of organisations gives: alike, different or unknown per subject, and what is done about it.

Names of partners stand in the results as people know them; ``partner`` is the id. Nothing here is about a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from vierkant.quantities import Computed, Confidence, Finding, Message, Missing, Unit

if TYPE_CHECKING:
    from vierkant.organisation_scan.trust_results import TrustResult


class Comparison(StrEnum):
    """How partners stand beside each other on one subject. ``UNKNOWN`` is never alike: somebody must fill in."""

    ALIKE = "alike"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartnerValue:
    """What one partner says about one subject; ``value`` and ``words`` are both None when it says nothing."""

    partner: str
    name: str
    value: float | None
    """A number in the unit of the subject, or the place of a word in its order."""
    words: Message | str | None
    """How people read it: the number with its unit, a word of ours, or the partner's own text."""
    computed: Computed | None = None
    """The number with how we got it; None for words."""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject, the partners side by side. ``key`` is also the key of the difference ("structure.layers")."""

    key: str
    label: Message
    unit: Unit | None
    """None: words, which stand in an order or in none."""
    decimals: int
    values: tuple[PartnerValue, ...]
    comparison: Comparison
    size: Message | None
    """How large the difference is, or why we cannot say."""
    meaning: Message | None
    """What the difference may mean at work; None when there is none."""
    reference: Computed | None = None
    """What is usual elsewhere, with its age: to read beside, never a norm."""


@dataclass(frozen=True, slots=True)
class DecisionSide:
    """Who may take a decision at one partner: ``decider`` is the value of a `Decider`, ``up_to`` euro or no limit."""

    partner: str
    name: str
    steps: tuple[tuple[str, float | None], ...]
    """(decider, up to how many euro; None: no limit), lowest decider first; empty when nothing is filled in."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The same decision at every partner."""

    key: str
    name: str
    sides: tuple[DecisionSide, ...]
    comparison: Comparison
    level_differs: bool
    amount_differs: bool
    size: Message | None
    meaning: Message | None


@dataclass(frozen=True, slots=True)
class FunctionScale:
    """A line of the crosswalk in plain values, as the dossier composes it: a function of a group and its scale."""

    partner: str
    """Who employs the group."""
    group: str
    """The name of the group."""
    function: str | None
    new_function: str | None
    scale: int | None
    new_scale: int | None
    people: int
    points_to_person: bool
    """Fewer people than the floor, or of a group under it: shown to the project team only, never in a document."""


@dataclass(frozen=True, slots=True)
class SameWork:
    """The same work in other scales at the partners. For the project team only."""

    work: str
    """The new function, or the function when nothing new is planned."""
    scales: tuple[FunctionScale, ...]
    """Lowest scale first."""
    lowest: int
    highest: int
    points_to_person: bool
    """One of the lines points to a person."""


@dataclass(frozen=True, slots=True)
class StructureResult:
    """How the partners are built, who decides, and what they agreed with their staff."""

    structure: tuple[Subject, ...]
    mandates: tuple[Decision, ...]
    employment: tuple[Subject, ...]
    same_work: tuple[SameWork, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Maturity:
    """How far one partner is with one business function, 1 to 5."""

    partner: str
    name: str
    maturity: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One business function over the partners."""

    key: str
    id: str
    name: str
    function: str | None
    cells: tuple[Maturity, ...]
    lowest: int | None
    highest: int | None
    comparison: Comparison
    ahead: tuple[str, ...]
    """Names of partners who can teach the others: far enough above the lowest."""
    behind: tuple[str, ...]
    """Names of partners who can learn from them."""
    all_low: bool
    """Everybody who filled in stands low: look outside."""
    size: Message | None
    meaning: Message | None


class Landscape(StrEnum):
    """What the partners use for one reference component."""

    SAME = "same"
    DIFFERENT = "different"
    ONE = "one"
    """Only one partner has it."""
    UNKNOWN = "unknown"
    """A product was not filled in."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One application of one partner, with the days that count. ``give_notice_by``: the last day to give notice."""

    id: str
    component: str
    """The key of the component."""
    component_name: str
    partner: str
    name: str
    product: str | None
    supplier: str | None
    status: str
    ends: date | None
    notice_months: int | None
    give_notice_by: date | None
    yearly_cost: float | None
    yearly_low: float | None
    yearly_high: float | None
    cost_known: Confidence
    cost_source: str | None


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One reference component over the partners."""

    key: str
    name: str
    landscape: Landscape
    double: tuple[str, ...]
    """Names of partners that have two products or more for it."""
    contracts: tuple[Contract, ...]
    without: tuple[str, ...]
    """Names of partners that filled in applications, but none for this component."""
    comparison: Comparison
    size: Message | None
    meaning: Message | None


@dataclass(frozen=True, slots=True)
class JoinMoment:
    """A day on which the partners could go on together, and what of their contracts is paid for nothing then."""

    on: date
    left_over: float | None
    """Euro that remain to be paid of the contracts that still run; None when a cost is not known. `JoinPlan.sooner`
    explains it."""
    low: float | None
    high: float | None
    running: tuple[str, ...]
    """Names of the partners whose contracts still run."""
    cost_unknown: tuple[str, ...]
    """Names of the partners of which the yearly cost is not filled in."""


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """When one component can be joined."""

    key: str
    name: str
    landscape: Landscape
    earliest: date | None
    """The latest end among the contracts: nobody pays double from then on; None when an end is not known."""
    at_least: date | None
    """The latest end that is known."""
    end_unknown: tuple[str, ...]
    """Names of the partners whose end is not filled in."""
    passed: tuple[str, ...]
    """Names of the partners whose last day to give notice has passed, or whose contract has ended on paper: theirs may
    run on for a time that nobody filled in."""
    moments: tuple[JoinMoment, ...]
    """Today, and every end before the earliest."""
    sooner: Computed | None
    """What joining today would cost: what remains of all contracts. None when a cost or every end is not known."""


class NoticeState(StrEnum):
    """How the last day to give notice stands against today."""

    SOON = "soon"
    LATER = "later"
    PASSED = "passed"
    """Too late: it goes on by itself."""
    ENDED = "ended"
    """The contract has ended according to the dossier."""


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """The last day to give notice of one contract. ``days`` from today, negative when past."""

    application: str
    component_name: str
    name: str
    product: str | None
    on: date
    ends: date
    days: int
    state: NoticeState


@dataclass(frozen=True, slots=True)
class DatedContracts:
    """What depends on today: what can be joined when, and which notice days come first."""

    today: date
    soon_days: int
    joins: tuple[JoinPlan, ...]
    notices: tuple[NoticeDay, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ProcessesResult:
    """Business functions and applications side by side."""

    processes: tuple[ProcessLine, ...]
    means: tuple[Computed, ...]
    """The mean maturity per partner that filled in."""
    components: tuple[ComponentLine, ...]
    dated: DatedContracts
    """As of the day of the assessment; a page makes it anew for today (`dated_contracts`)."""
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class FoundDifference:
    """A difference that the comparison found, with a start for what to do about it."""

    key: str
    room: str
    """The part of the key before the point: ``employment``, ``mandates``, ``structure``, ``processes``,
    ``applications``."""
    name: Message
    size: Message | None
    meaning: Message
    noticed_by: Message
    suggestion: Message


@dataclass(frozen=True, slots=True)
class PlannedDifference:
    """A row of the section ``differences``, and what it still lacks."""

    id: str
    found: str | None
    name: str
    meaning: str | None
    noticed_by: str | None
    answer: str
    text: str | None
    owner: str | None
    due: date | None
    hours: float | None
    done: bool
    lacks: tuple[str, ...]
    """``text``, ``owner``, ``due``: what must be filled in before it counts as answered."""
    gone: bool
    """The comparison does not find this difference any more."""
    size: Message | None
    """How large the found difference is now."""


@dataclass(frozen=True, slots=True)
class DifferencesResult:
    """Every difference and whether something is done about it."""

    found: tuple[FoundDifference, ...]
    """All that the comparison found, what people feel first; differences of culture come as rows."""
    without_row: tuple[FoundDifference, ...]
    """Found, and nobody put it in the dossier yet."""
    rows: tuple[PlannedDifference, ...]
    open: int
    """Differences that have no complete answer yet: without a row, or with a row that lacks something."""
    answered: int
    hours: Computed | None
    """Hours of all measures and agreements that are not done; None when no row gives hours."""
    is_ready: bool
    """No difference is open. True as well when there is none: that everything was compared, others must say."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Organisations side by side; a part is None when the dossier says nothing for it."""

    partners: Mapping[str, str]
    structure: StructureResult | None
    processes: ProcessesResult | None
    differences: DifferencesResult | None
    trust: TrustResult | None
