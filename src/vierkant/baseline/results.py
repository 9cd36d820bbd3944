"""What the baseline gives: figures beside those of the size class, what only the partner can tell, and doubts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.quantities import Computed, Confidence, Figure, Finding, Message, Unit
from vierkant.reference import SizeClass, StatementKind
from vierkant.sources import Source


class Topic(StrEnum):
    """What a figure is about; the order of the page."""

    PLACE = "place"
    MONEY = "money"
    STAFF = "staff"
    FIELDS = "fields"
    TASKS = "tasks"
    COOPERATION = "cooperation"


@dataclass(frozen=True, slots=True)
class Statement:
    """A budget or accounts of one year."""

    year: int
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class Peers:
    """A figure beside the same figure of the municipalities of one size class.

    ``value`` is the figure as it is compared, in ``unit``: amounts per resident. ``first_quartile``, ``median`` and
    ``third_quartile`` are of the ``count`` municipalities that have the figure, this one included. ``higher`` is how
    many of them have more; ``percentile`` (0 to 1) the share that has less, equals counted half.
    """

    size_class: SizeClass
    count: int
    value: float
    unit: Unit
    lowest: float
    first_quartile: float
    median: float
    third_quartile: float
    highest: float
    higher: int
    percentile: float


@dataclass(frozen=True, slots=True)
class BaselineFigure:
    """One figure of the baseline.

    ``line`` is its line of the catalogue, ``part`` the field, task or other partner that it is about. ``source`` is a
    key of `vierkant.reference.source`. ``statement`` is None for what is no money. ``doubtful`` is True when staff
    may sit in an arrangement, so that the figure is true but no baseline.
    """

    line: str
    topic: Topic
    computed: Computed
    year: int
    source: str
    confidence: Confidence
    part: str = ""
    statement: Statement | None = None
    peers: Peers | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A line of the catalogue without a figure: only the partner can tell, or it was not delivered.

    ``section`` is the section of the dossier where the partner fills it in, None when it has no place there.
    """

    line: str
    topic: Topic
    label: Message
    reason: Message
    section: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A total of the municipality's own statement, beside the sum of its taakvelden. Whole euros.

    ``tolerance`` is what rounding to thousands of euros can explain; ``number`` is how many taakvelden were summed.
    """

    id: str
    statement: Statement
    total: int
    parts: int
    difference: int
    tolerance: int
    number: int

    @property
    def holds(self) -> bool:
        """Whether rounding explains the difference."""
        return abs(self.difference) <= self.tolerance


class OutsourcingSign(StrEnum):
    """Whether staff seem to sit in an arrangement."""

    NO = "no"
    POSSIBLE = "possible"
    """One of the two signs is strong: worth a question."""
    LIKELY = "likely"
    """Large transfers and few salaries for a municipality of this size."""
    UNKNOWN = "unknown"
    """No figures to see it from."""


@dataclass(frozen=True, slots=True)
class ArrangementHint:
    """An arrangement of the register that could be the employer; ``reason`` says why it was named."""

    id: str
    name: str
    form: str
    partners: int
    reason: Message


@dataclass(frozen=True, slots=True)
class Outsourcing:
    """Whether staff already sit in an arrangement, from what the figures show.

    ``salaries`` is euro salaries per resident as a share of the median of the size class; ``transfers`` the share of
    the expenditure that goes to arrangements, and ``transfers_median`` that of the size class.
    """

    sign: OutsourcingSign
    statement: Statement | None = None
    salaries: float | None = None
    transfers: float | None = None
    transfers_median: float | None = None
    question: Message | None = None
    hints: tuple[ArrangementHint, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """How much of the baseline is there: lines of the catalogue, each once, however many figures it holds."""

    filled: int
    lines: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.filled / self.lines if self.lines else 0.0


@dataclass(frozen=True, slots=True)
class YearAmount:
    """Total expenditure in euro per resident in one year; None where a statement was not delivered.

    ``median`` is that of the budgets of the size class of today.
    """

    year: int
    budget: float | None
    accounts: float | None
    median: float | None


@dataclass(frozen=True, slots=True)
class MunicipalBaseline:
    """What open data say about one municipality.

    ``statement`` is the budget or accounts behind the totals, ``task_statement`` the latest with salaries per
    taakveld; None when the municipality delivered none. ``open_lines`` are the lines of ``filled`` that open data can
    give at all.
    """

    code: str
    name: str
    residents: int
    size_class: SizeClass
    statement: Statement | None
    task_statement: Statement | None
    figures: tuple[BaselineFigure, ...]
    unfilled: tuple[Unfilled, ...]
    filled: Filled
    open_lines: int
    years: tuple[YearAmount, ...]
    reconciliation: tuple[Reconciliation, ...]
    outsourcing: Outsourcing
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BaselinePartner:
    """A partner as the baseline needs it; ``municipality`` is None for anybody else."""

    id: str
    name: str
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class BaselineTask:
    """A task as the baseline needs it; without a taakveld it has no figures, unless it is the whole organisation."""

    id: str
    name: str
    taakveld: str | None = None
    whole_organisation: bool = False
    counts_residents: bool = True
    """False when the volume of the task counts something else."""


@dataclass(frozen=True, slots=True)
class PartnerBaseline:
    """The baseline of one partner in the stored assessment: what counts, without the figures themselves."""

    partner: str
    filled: Filled
    outsourcing: OutsourcingSign
    statement: Statement | None
    reconciles: bool | None
    """None when there was nothing to reconcile."""


@dataclass(frozen=True, slots=True)
class BaselineResult:
    """The baseline of all partners, compact. ``unmeasured`` are partners without figures of their own."""

    share_filled: Computed | None
    partners: tuple[PartnerBaseline, ...]
    unmeasured: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure that can be taken over in the dossier: field ``field`` of the part of a partner in a task.

    ``figure.source`` is a key of ``source_key`` in the dossier's list of sources, with ``source`` as its content.
    """

    partner: str
    task: str
    field: str
    label: Message
    unit: Unit
    figure: Figure
    source_key: str
    source: Source
    note: Message | None = None
