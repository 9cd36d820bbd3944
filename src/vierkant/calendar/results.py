"""What the calendar says: statutory days per board, the last safe days per council, conflicts, and the best week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vierkant.calendar.inputs import Product
from vierkant.quantities import Certainty, Level, Message
from vierkant.sources import Source


class Step(StrEnum):
    """A moment in the life of a product."""

    SEND = "send"
    """The board sends the product (the draft) to the councils."""
    ZIENSWIJZE_ENDS = "zienswijze_ends"
    """The last day on which councils can give their zienswijze."""
    TO_BOARD = "to_board"
    """The papers, with the zienswijzen, go to the members of the board."""
    DECIDE = "decide"
    """The board adopts it."""
    SEND_SUPERVISOR = "send_supervisor"
    """It goes to gedeputeerde staten, or to the minister when a province takes part."""
    TRANSITION_ENDS = "transition_ends"


class Direction(StrEnum):
    """How a day follows from the act."""

    FIXED = "fixed"
    """A day in the calendar ("before 30 April")."""
    FORWARD = "forward"
    """Counted forward from an event."""
    BACKWARD = "backward"
    """Counted back from an event."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the act, as dated data."""

    id: str
    family: str
    """What is asked; the versions of one family follow each other in time."""
    article: str
    direction: Direction
    days: int | None
    month_day: tuple[int, int] | None
    valid_from: date
    valid_to: date | None
    certainty: Certainty
    unconfirmed: bool
    text: Message
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """One day on which something must have been done, for one board and one product.

    ``id`` is stable: the same milestone in another calculation has the same id, also when its day moved.
    ``on`` is what the act asks, counted literally; ``safe_on`` is the day to keep to: never later than ``on`` for a
    last day, moved off weekends and holidays to the safe side. ``planned_on`` is the day the board chose, if any.
    """

    id: str
    board: str
    product: Product
    step: Step
    on: date
    safe_on: date
    planned_on: date | None
    is_last_day: bool
    """True: at the latest on this day. False: not before this day."""
    statutory: bool
    """False: a day that people agreed on, or that follows from their meetings."""
    term: str | None
    """The id of the term; `Calendar.terms` has its article and certainty."""
    text: Message
    who: Message
    level: Level
    """Whether the planned day keeps to it; unknown without a planned day."""
    notes: tuple[Message, ...]
    number: int = 1
    """Which of the products of this kind in the year: budget changes are counted."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why something does not fit, and what would help."""

    kind: str
    """no_meeting, no_committee, too_late, in_recess, no_board_meeting, after_supervisor, holiday, or term_too_short."""
    board: str | None
    product: Product | None
    council: str | None
    on: date | None
    level: Level
    text: Message
    action: Message


@dataclass(frozen=True, slots=True)
class CouncilDates:
    """One council on one product of one board: the last route through its agenda that is in time.

    ``received_on`` is the day the council gets it (planned, or the last day the act allows). ``receive_by``,
    ``committee_on`` and ``decide_on`` are the last safe days; None when there is no route. ``slack`` is the number of
    working days between ``received_on`` and ``receive_by``: negative is too late.
    """

    board: str
    product: Product
    council: str
    received_on: date | None
    receive_by: date | None
    committee_on: date | None
    decide_on: date | None
    ends_on: date | None
    """The last day of the term for the zienswijze; None when the act gives none for this product."""
    slack: int | None
    level: Level
    conflicts: tuple[Conflict, ...]
    decide_by: date | None = None
    """The last safe day to decide: inside the term, and before the board needs it."""
    meeting_on: date | None = None
    """The meeting of the board that decides, when it is known or proposed."""
    number: int = 1
    """Which of the products of this kind in the year: budget changes are counted."""


@dataclass(frozen=True, slots=True)
class WeekOption:
    """Sending in one ISO week: how many councils can deal with it in time, which cannot, and what room is left."""

    week: str
    """``2027-W15``."""
    monday: date
    councils: int
    left_out: tuple[str, ...]
    slack_least: int | None
    """Working days of room of the council with the least, over the councils that can."""
    slack_total: int
    board_ready: bool
    """Whether the act lets the board send in this week, given the meeting that adopts."""
    is_planned: bool


@dataclass(frozen=True, slots=True)
class WeekChoice:
    """The week that serves most councils, and what every other week costs."""

    board: str
    product: Product
    best: WeekOption | None
    options: tuple[WeekOption, ...]
    text: Message
    number: int = 1
    """Which of the products of this kind in the year: budget changes are counted."""


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """Everything about one board in the year."""

    board: str
    name: str
    form: str | None
    milestones: tuple[Milestone, ...]
    councils: tuple[CouncilDates, ...]
    weeks: tuple[WeekChoice, ...]
    budget_on: date | None = None
    """The meeting that adopts the budget: chosen, or proposed."""
    accounts_on: date | None = None
    proposed: tuple[Product, ...] = ()
    """For which of them nobody chose a meeting, so that the day is our proposal."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The year: budget for the year after, accounts of the year before."""

    year: int
    rules_on: date
    boards: tuple[BoardPlan, ...]
    terms: tuple[Term, ...]
    conflicts: tuple[Conflict, ...]
    notices: tuple[Message, ...]

    def council(self, council: str) -> tuple[CouncilDates, ...]:
        """What one council must do this year, in order of the day by which it must decide."""
        rows = [row for board in self.boards for row in board.councils if row.council == council]
        return tuple(sorted(rows, key=lambda row: (row.decide_on or date.max, row.board, row.product)))
