"""The days on which a term does not end: weekends and the holidays of the Algemene termijnenwet; counting workdays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

FIRST_YEAR, LAST_YEAR = 1966, 2100
"""The years of which holidays are known (art. 3 Algemene termijnenwet, in force since 1 April 1965)."""

NAMES = {
    "New Year's Day": "new_year",
    "Good Friday": "good_friday",
    "Easter Monday": "easter_monday",
    "King's Day": "kings_day",
    "Queen's Day": "queens_day",
    "Liberation Day": "liberation_day",
    "Ascension Day": "ascension_day",
    "Pentecost Monday": "whit_monday",
    "Christmas Day": "christmas_day",
    "Second Day of Christmas": "second_christmas_day",
}
"""The library's name → ours (`calendar.holiday.<name>`). The act does not name Easter and Whit Sunday."""

_MARGIN = 2
"""Years around a year of which days are counted: no paper lies that long with a council."""


@lru_cache(maxsize=512)
def holidays_in(year: int) -> Mapping[date, str]:
    """The generally recognised holidays of the year and Good Friday, which art. 3 treats the same, in order.

    5 May counts every year: the act names it without the five years of many collective agreements. Days that are
    equated by royal decree (art. 3 lid 3) are not in it. Empty outside `FIRST_YEAR` to `LAST_YEAR`.
    """
    # Imported at the first calendar: the package takes 50 ms, and `vierkant --help` needs no holiday.
    from holidays import country_holidays

    if not FIRST_YEAR <= year <= LAST_YEAR:
        return MappingProxyType({})
    # "optional" holds Liberation Day of the years in which few have a day off.
    found = country_holidays("NL", years=year, categories=("public", "optional"), language="en_US")
    rows = {}
    for day, together in sorted(found.items()):
        # Ascension Day can be 5 May: the library then gives both names.
        names = [NAMES[name] for name in together.split("; ") if name in NAMES]
        if names:
            rows[day] = names[0]
    return MappingProxyType(rows)


class WorkingDays:
    """Weekends and holidays from two years before a year to two years after it, counted once.

    Days go as ordinals (`date.toordinal`); what lies outside is cut off at the ends.
    """

    def __init__(self, year: int) -> None:
        self.first = date(year - _MARGIN, 1, 1).toordinal()
        self.last = date(year + _MARGIN, 12, 31).toordinal()
        closed = {
            day.toordinal() for each in range(year - _MARGIN, year + _MARGIN + 1) for day in holidays_in(each)
        }
        size = self.last - self.first + 1
        # Monday has ordinal 1 modulo 7.
        is_working = [
            (self.first + place - 1) % 7 < 5 and self.first + place not in closed for place in range(size)
        ]
        self._counted = [0] * size
        self._before = [self.first] * size
        self._after = [self.last] * size
        counted, before = 0, self.first
        for place, working in enumerate(is_working):
            if working:
                counted, before = counted + 1, self.first + place
            self._counted[place], self._before[place] = counted, before
        after = self.last
        for place in range(size - 1, -1, -1):
            if is_working[place]:
                after = self.first + place
            self._after[place] = after

    def _place(self, day: int) -> int:
        return min(max(day, self.first), self.last) - self.first

    def before(self, day: int) -> int:
        """The last working day on or before the day."""
        return self._before[self._place(day)]

    def after(self, day: int) -> int:
        """The first working day on or after the day: where a term ends that is counted forward (art. 1 lid 1 Atw)."""
        return self._after[self._place(day)]

    def between(self, first: int, last: int) -> int:
        """Working days after the first day up to and including the last; negative when the last comes first."""
        return self._counted[self._place(last)] - self._counted[self._place(first)]

    def counted(self, day: int) -> int:
        """Working days up to and including the day, from the first day that is counted."""
        return self._counted[self._place(day)]

    def is_working(self, day: int) -> bool:
        """Whether it is a working day."""
        return self.before(day) == day


@lru_cache(maxsize=32)
def working_days(year: int) -> WorkingDays:
    """The working days around a year."""
    return WorkingDays(year)


def holiday_on(day: date) -> str | None:
    """The name of the holiday on the day (`calendar.holiday.<name>`); None on other days."""
    return holidays_in(day.year).get(day)
