"""The agenda of a council, and the last safe route of a paper through it: receive, committee, council.

Days go as ordinals (`date.toordinal`) here: a year of 30 councils and 12 boards asks for tens of thousands of routes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vierkant.calendar.holidays import WorkingDays
from vierkant.calendar.inputs import Council, Period

LATER_DAY = 1
"""Days between committee and council while nobody filled in how many: not on the same day."""


class Fit(StrEnum):
    """Whether a paper gets through the agenda in time; the names of what goes wrong are those of the conflicts."""

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    NO_MEETING = "no_meeting"
    IN_RECESS = "in_recess"
    NO_COMMITTEE = "no_committee"


@dataclass(frozen=True, slots=True)
class Route:
    """The last route that ends in time. Days are None when there is none; ``slack`` is in working days."""

    fit: Fit
    receive_by: int | None = None
    committee: int | None = None
    decide: int | None = None
    slack: int | None = None


def in_periods(day: date, periods: Iterable[Period]) -> bool:
    """Whether the day falls in one of the periods."""
    return any(period.holds(day) for period in periods)


class CouncilAgenda:
    """When a council, and the committee that prepares, can deal with a paper in the years around ``year``.

    Meetings in recess are left out, and kept in ``lost``. Per meeting it is known beforehand which committee is the
    last that still prepares it, and by which day the paper must be with the clerk.
    """

    def __init__(self, council: Council, recess: Sequence[Period], days: WorkingDays, year: int) -> None:
        self.council = council
        self.name = council.name or council.id
        closed = (*council.recess, *recess)
        near = range(year - 1, year + 2)
        listed = [day for day in council.meetings if day.year in near]
        self._listed = [day.toordinal() for day in listed]
        self.lost = [day for day in listed if in_periods(day, closed)]
        self.meetings = [day.toordinal() for day in listed if not in_periods(day, closed)]
        self._committees = [
            day.toordinal() for day in council.committees if day.year in near and not in_periods(day, closed)
        ]
        self.has_committees = bool(council.committees)
        self.is_known = any(day.year == year for day in council.meetings)
        """False while nobody filled in a meeting of this year: then nothing can be said about this council."""
        self._days = days
        between = LATER_DAY if council.committee_days is None else council.committee_days
        before = council.agenda_days or 0
        self._prepared: list[int | None] = []
        self._received: list[int] = []
        self._counted: list[int] = []
        for meeting in self.meetings:
            place = bisect_right(self._committees, meeting - between) - 1
            committee = self._committees[place] if place >= 0 else None
            self._prepared.append(committee)
            received = days.before((meeting if committee is None else committee) - before)
            self._received.append(received)
            self._counted.append(days.counted(received))

    def route(self, received: int, decide_by: int) -> Route:
        """The last route for a paper that arrives on a day and must be decided on another day at the latest.

        The last meeting in time has the last committee in time, so no earlier meeting can be better.
        """
        place = bisect_right(self.meetings, decide_by) - 1
        if place < 0 or self.meetings[place] < received:
            first = bisect_left(self._listed, received)
            is_lost = first < len(self._listed) and self._listed[first] <= decide_by
            return Route(Fit.IN_RECESS if is_lost else Fit.NO_MEETING)
        committee = self._prepared[place]
        if self.has_committees and (committee is None or committee < received):
            return Route(Fit.NO_COMMITTEE)
        receive_by = self._received[place]
        slack = self._days.between(received, receive_by)
        fit = Fit.IN_TIME if received <= receive_by else Fit.TOO_LATE
        return Route(fit, receive_by, committee, self.meetings[place], slack)

    def slack(self, received: int, decide_by: int, counted: int) -> int | None:
        """Working days of room on the last route; None when there is none in time. The same as `route`, faster.

        ``counted`` is `WorkingDays.counted` of the day received: the same for all councils in a week.
        """
        place = bisect_right(self.meetings, decide_by) - 1
        if place < 0 or self.meetings[place] < received:
            return None
        if self.has_committees:
            committee = self._prepared[place]
            if committee is None or committee < received:
                return None
        receive_by = self._received[place]
        return self._counted[place] - counted if received <= receive_by else None

    def last_before(self, decide_by: int) -> int | None:
        """The day by which a paper must be there for the last meeting before a day; None without a meeting."""
        place = bisect_right(self.meetings, decide_by) - 1
        while place >= 0 and self.has_committees and self._prepared[place] is None:
            place -= 1
        return self._received[place] if place >= 0 else None
