"""Gathers what was found and says what is doubtful about it: days that do not exist, no year, the wrong weekday."""

from __future__ import annotations

import calendar as months
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from vierkant.calendar.holidays import holidays_in
from vierkant.calendar.reading_marks import Mark
from vierkant.calendar.reading_results import DateKind, FoundDate, ReadDates, ReadProblem
from vierkant.quantities import Level, Message, MessageArgument
from vierkant.reference.problems import day as written_out

MOST_DATES = 2_000
"""Dates of one text or file; all councils of a large region have fewer in a year."""
MOST_PROBLEMS = 300
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_PERIOD = 366
_MEETINGS = (DateKind.MEETING, DateKind.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the number of the line, and the place in words."""

    line: int
    where: Message


@dataclass(slots=True)
class Collector:
    """Takes dates one by one; `result` gives them with every problem, in the order of the lines."""

    year: int
    dates: list[FoundDate] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    is_full: bool = False
    _last: date | None = None
    """The last date of which the year was assumed or written: the next one without a year follows it."""

    def problem(self, spot: Spot, level: Level, name: str, **arguments: MessageArgument) -> None:
        """Say what is wrong; ``name`` is the message under ``problem`` in the catalogue."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(
                ReadProblem(
                    spot.line,
                    spot.where,
                    level,
                    Message(f"calendar_files.problem.{name}.text", arguments),
                    Message(f"calendar_files.problem.{name}.action", arguments),
                )
            )

    def written(
        self, spot: Spot, first: Mark, last: Mark | None, kind: DateKind, label: tuple[str, str]
    ) -> None:
        """A date, or a period, as somebody wrote it; ``label`` is its name and the text it stood in."""
        assumed = first.year is None
        year = self._fitting(first) if first.year is None else first.year
        begin = self._day(spot, first, year)
        if begin is None:
            return
        end = begin
        if last is not None:
            is_before = (last.month, last.day) < (first.month, first.day)
            found = self._day(spot, last, last.year or year + is_before)
            if found is None:
                return
            end = found
        if assumed:
            self.problem(spot, Level.AMBER, "no_year", day=written_out(begin), year=str(begin.year))
        self._last = end
        self.day(spot, begin, end, kind, label, year_assumed=assumed)

    def day(
        self, spot: Spot, first: date, last: date, kind: DateKind, label: tuple[str, str], *, year_assumed: bool = False
    ) -> None:  # fmt: skip
        """A date, or a period, that exists."""
        if not (FIRST_YEAR <= first.year <= LAST_YEAR and FIRST_YEAR <= last.year <= LAST_YEAR):
            self.problem(spot, Level.RED, "far_year", year=str(first.year))
        elif last < first:
            self.problem(spot, Level.RED, "ends_before", first=written_out(first), last=written_out(last))
        elif (last - first).days > LONGEST_PERIOD:
            self.problem(spot, Level.RED, "long_period", first=written_out(first), last=written_out(last))
        elif len(self.dates) >= MOST_DATES:
            if not self.is_full:
                self.problem(spot, Level.RED, "too_many", most=MOST_DATES)
            self.is_full = True
        else:
            name, text = label
            found = FoundDate(spot.line, spot.where, first, last, kind, name[:100], text[:120], year_assumed)
            self.dates.append(found)

    def _fitting(self, mark: Mark) -> int:
        """The year of a date without one: on which its weekday is right, otherwise the one that goes on."""
        if mark.weekday is not None:
            for year in (self.year, self.year + 1, self.year - 1):
                if _is_day(mark, year) and date(year, mark.month, mark.day).weekday() == mark.weekday:
                    return year
        if self._last is None:
            return self.year
        # A list that goes from December to January goes on in the next year.
        return self._last.year + 1 if self._last.month - mark.month >= 6 else self._last.year

    def _day(self, spot: Spot, mark: Mark, year: int) -> date | None:
        if not 1 <= year <= 9999 or not 1 <= mark.month <= 12:
            self._no_month(spot, mark, year)
            return None
        length = months.monthrange(year, mark.month)[1]
        if not 1 <= mark.day <= length:
            month = Message(f"reference.month.{mark.month:02d}")
            arguments: dict[str, MessageArgument] = {"day": str(mark.day), "month": month, "year": str(year)}
            self.problem(spot, Level.RED, "no_such_day", length=str(length), **arguments)
            return None
        found = date(year, mark.month, mark.day)
        if mark.weekday is not None and found.weekday() != mark.weekday:
            self.problem(
                spot,
                Level.AMBER,
                "other_weekday",
                day=written_out(found),
                written=Message(f"calendar.weekday.{mark.weekday}"),
                weekday=Message(f"calendar.weekday.{found.weekday()}"),
            )
        return found

    def _no_month(self, spot: Spot, mark: Mark, year: int) -> None:
        swapped = 1 <= mark.day <= 12 and 1 <= mark.month <= 31 and FIRST_YEAR <= year <= LAST_YEAR
        if swapped and mark.month <= months.monthrange(year, mark.day)[1]:
            meant = written_out(date(year, mark.day, mark.month))
            self.problem(spot, Level.RED, "month_first", month=str(mark.month), meant=meant)
        else:
            self.problem(spot, Level.RED, "no_such_month", month=str(mark.month))

    def result(self) -> ReadDates:
        """Everything, after a look at all dates together."""
        kept = self._once()
        self._on_days_off(kept)
        self._in_recess(kept)
        self._in_other_years(kept)
        problems = sorted(self.problems, key=lambda problem: problem.line)
        return ReadDates(tuple(kept), tuple(problems))

    def _once(self) -> list[FoundDate]:
        seen: dict[tuple[date, date, DateKind], FoundDate] = {}
        for found in self.dates:
            key = (found.first, found.last, found.kind)
            if key in seen:
                arguments: dict[str, MessageArgument] = {
                    "day": written_out(found.first),
                    "where": seen[key].where,
                }
                self.problem(Spot(found.line, found.where), Level.AMBER, "twice", **arguments)
            else:
                seen[key] = found
        return list(seen.values())

    def _on_days_off(self, kept: list[FoundDate]) -> None:
        days = [found for found in kept if found.kind in _MEETINGS]
        for found in days:
            spot, on = Spot(found.line, found.where), found.first
            holiday = holidays_in(on.year).get(on)
            if holiday is not None:
                name = Message(f"calendar.holiday.{holiday}")
                self.problem(spot, Level.AMBER, "holiday", day=written_out(on), holiday=name)
            elif on.weekday() >= 5:
                weekday = Message(f"calendar.weekday.{on.weekday()}")
                self.problem(spot, Level.AMBER, "weekend", day=written_out(on), weekday=weekday)

    def _in_recess(self, kept: list[FoundDate]) -> None:
        days_off: dict[date, FoundDate] = {}
        for period in kept:
            if period.kind is DateKind.RECESS:
                for number in range((period.last - period.first).days + 1):
                    days_off.setdefault(period.first + timedelta(days=number), period)
        for found in kept:
            if found.kind in _MEETINGS and found.first in days_off:
                arguments: dict[str, MessageArgument] = {
                    "day": written_out(found.first), "where": days_off[found.first].where,
                }  # fmt: skip
                self.problem(Spot(found.line, found.where), Level.AMBER, "in_recess", **arguments)

    def _in_other_years(self, kept: list[FoundDate]) -> None:
        """One remark for each other year: a schedule often runs from September to July."""
        counts = Counter(
            found.first.year for found in kept if self.year not in (found.first.year, found.last.year)
        )
        for year, number in sorted(counts.items()):
            first = next(found for found in kept if found.first.year == year)
            self.problem(
                Spot(first.line, first.where),
                Level.AMBER,
                "other_year_one" if number == 1 else "other_year",
                number=number,
                other=str(year),
                year=str(self.year),
            )


def _is_day(mark: Mark, year: int) -> bool:
    return 1 <= mark.month <= 12 and 1 <= mark.day <= months.monthrange(year, mark.month)[1]
