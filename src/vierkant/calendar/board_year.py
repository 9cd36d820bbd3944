"""One board in one year: its form, its councils, the days that count for this year, and who needs what by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vierkant.calendar.holidays import WorkingDays
from vierkant.calendar.inputs import Board, Period, Planning
from vierkant.calendar.results import Term
from vierkant.calendar.routes import CouncilAgenda, in_periods
from vierkant.calendar.terms import fixed_term, term_for
from vierkant.calendar.words import day as in_words
from vierkant.quantities import Message, MessageArgument
from vierkant.reference.forms import BODY_FORMS, WGR_FORMS, LegalForm

CYCLE_STARTS = (10, 1)
"""What goes to the councils from 1 October before the year until 30 September of it belongs to the year."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every board: the year, the day of the rules, agreements of the region, the agendas."""

    year: int
    rules_on: date
    planning: Planning
    days: WorkingDays
    agendas: Mapping[str, CouncilAgenda]
    recess_days: frozenset[int]
    """The days of the recess of the region, as ordinals."""


def in_cycle(day: date, year: int) -> bool:
    """Whether what goes to the councils on the day belongs to the year."""
    return date(year - 1, *CYCLE_STARTS) <= day < date(year, *CYCLE_STARTS)


class BoardYear:
    """A board in the year of a `Setting`. Days that belong to another year are left out and told in ``notices``."""

    def __init__(self, board: Board, setting: Setting) -> None:
        self.board = board
        self.setting = setting
        self.days = setting.days
        self.form = board.form or LegalForm.OPENBAAR_LICHAAM
        self.has_budget = self.form in BODY_FORMS
        self.is_wgr = self.form in WGR_FORMS
        self.is_public_body = self.form is LegalForm.OPENBAAR_LICHAAM
        self.recess: tuple[Period, ...] = (*board.recess, *setting.planning.recess)
        self.notices: list[Message] = []
        self.agendas = self._agendas()
        year = setting.year
        self.meetings = [day for day in board.meetings if day.year == year]
        self.changes = [day for day in board.budget_changes_on if day.year == year]
        self.budget_on = self._of_year(board.budget_on, "budget_on")
        self.accounts_on = self._of_year(board.accounts_on, "accounts_on")
        self.kadernota_sent = self._of_cycle(board.kadernota_sent_on, "kadernota_sent_on")
        self.draft_sent = self._of_cycle(board.draft_budget_sent_on, "draft_budget_sent_on")
        self.accounts_sent = self._of_cycle(board.accounts_sent_on, "accounts_sent_on")
        self.kadernota_by = self._agreed(setting.planning.kadernota_by)
        self.draft_by = self._agreed(setting.planning.draft_budget_by)

    def _agendas(self) -> list[CouncilAgenda]:
        """The agendas of the councils that take part; none named means all. Unknown councils are told."""
        known = self.setting.agendas
        if not self.board.councils:
            return list(known.values())
        wanted = dict.fromkeys(self.board.councils)
        unknown = [key for key in wanted if key not in known]
        if unknown:
            arguments = {"board": self.board.name, "councils": ", ".join(unknown)}
            self.notices.append(Message("calendar.notice.unknown_councils", arguments))
        return [known[key] for key in wanted if key in known]

    def _of_year(self, day: date | None, name: str) -> date | None:
        if day is not None and day.year != self.setting.year:
            self._left_out(day, name)
            return None
        return day

    def _of_cycle(self, day: date | None, name: str) -> date | None:
        if day is not None and not self._in_cycle(day):
            self._left_out(day, name)
            return None
        return day

    def _agreed(self, day: date | None) -> date | None:
        """A day of the region; one of another year is not told per board."""
        return day if day is not None and self._in_cycle(day) else None

    def _in_cycle(self, day: date) -> bool:
        return in_cycle(day, self.setting.year)

    def _left_out(self, day: date, name: str) -> None:
        field = Message(f"calendar.field.{name}")
        arguments: dict[str, MessageArgument] = {
            "board": self.board.name,
            "field": field,
            "day": in_words(day),
            "year": str(self.setting.year),
        }
        self.notices.append(Message("calendar.notice.other_year", arguments))

    def identifier(self, of_year: int | None, *parts: str) -> str:
        """The stable id of a milestone; ``of_year`` when it belongs to another year than this one."""
        return "-".join((self.board.id, str(of_year or self.setting.year), *parts))

    def papers_on(self, meeting: date) -> date:
        """The day on which the papers of a meeting go to the members."""
        return meeting - timedelta(days=self.board.agenda_days or 0)

    def needed_by(self, meeting: date) -> date:
        """The last day on which the zienswijzen can come in: never the day of the meeting itself."""
        before = max(1, self.setting.planning.decide_days or 0, self.board.agenda_days or 0)
        return meeting - timedelta(days=before)

    def in_recess(self, day: date) -> bool:
        """Whether the board does not meet on the day."""
        return in_periods(day, self.recess)

    def term(self, family: str, event: date) -> Term | None:
        """The term that counts for an event."""
        return term_for(family, event, self.setting.rules_on)

    def fixed(self, family: str) -> tuple[Term, date] | None:
        """The term with a fixed day in this year."""
        return fixed_term(family, self.setting.year, self.setting.rules_on)

    def safe(self, day: date) -> date:
        """The day itself, or the working day before it."""
        return date.fromordinal(self.days.before(day.toordinal()))

    def extended(self, day: date) -> date:
        """The day itself, or the working day after it."""
        return date.fromordinal(self.days.after(day.toordinal()))

    def sender(self) -> Message:
        """Who sends the papers to the councils and to the supervisor."""
        if self.is_public_body:
            return Message("calendar.who.executive_board")
        return self.adopter()

    def adopter(self) -> Message:
        """Who adopts the budget and the accounts."""
        if self.is_public_body:
            return Message("calendar.who.general_board")
        is_organ = self.form is LegalForm.GEMEENSCHAPPELIJK_ORGAAN
        return Message("calendar.who.organ" if is_organ else "calendar.who.board")

    def supervisor(self) -> Message:
        """Who supervises (art. 58 Wgr: the minister when a province takes part)."""
        return Message(
            "calendar.who.minister" if self.board.province else "calendar.who.provincial_executive"
        )
