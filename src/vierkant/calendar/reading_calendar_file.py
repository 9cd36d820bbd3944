"""Dates in an iCalendar file (RFC 5545): the day that each event has in the Netherlands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from vierkant.calendar.reading_checks import Collector, Spot
from vierkant.calendar.reading_lines import Event, File, Line, take_apart
from vierkant.calendar.reading_results import DateKind, ReadDates
from vierkant.calendar.reading_rules import BUDGET, cost
from vierkant.calendar.reading_text import SHORT_PERIOD
from vierkant.calendar.reading_words import kind_of
from vierkant.calendar.reading_zones import HOME, known_zone
from vierkant.quantities import Level, Message

YEARS_AROUND = 1
"""Years before and after the chosen one of which events are taken; recurrences end with them too."""
_ZONE = re.compile(r';TZID=("[^"]*"|[^;:]*)', re.IGNORECASE)
_TIMES = ("DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID")
_CALLED_OFF = re.compile(r"^\W*(?:geannuleerd|afgelast|vervallen|vervalt|cancel+ed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Taken:
    """One time that an event takes place: its days in the Netherlands, and whether it was called off."""

    first: date
    last: date
    summary: str
    is_cancelled: bool


@dataclass(slots=True)
class _Count:
    """What is told once, at the end."""

    cancelled: int = 0
    outside: int = 0
    budget: int = BUDGET


def read_events(text: str, *, year: int, usual: DateKind) -> ReadDates:
    """The dates of the events in all calendars of a file; recurring ones from the year before to the year after."""
    file = take_apart(text)
    collector, count = Collector(year), _Count()
    window = (date(year - YEARS_AROUND, 1, 1), date(year + YEARS_AROUND, 12, 31))
    _resolve_zones(file, collector)
    is_named = any(
        kind_of(event.value("SUMMARY")) in (DateKind.MEETING, DateKind.COMMITTEE) for event in file.events
    )
    # In an agenda in which some events are called a meeting of the council, the others are something else.
    default = DateKind.OTHER if is_named else usual
    for group in _groups(file):
        for taken in _times(group, window, collector, count):
            if taken.is_cancelled or group[0].calendar in file.cancelled:
                count.cancelled += 1
            elif taken.last < window[0] or taken.first > window[1]:
                count.outside += 1
            else:
                _put(collector, _spot(group[0]), taken, default)
        if collector.is_full:
            break
    _tell(file, collector, count, window)
    return collector.result()


def _tell(file: File, collector: Collector, count: _Count, window: tuple[date, date]) -> None:
    spot = Spot(len(file.events) + 1, Message("calendar_files.where.file"))
    if file.is_full:
        collector.problem(spot, Level.RED, "too_many_events", most=len(file.events))
    if not file.events:
        collector.problem(spot, Level.RED, "no_events")
    elif count.outside:
        years = {"first": str(window[0].year), "last": str(window[1].year)}
        collector.problem(spot, Level.AMBER, "events_outside", number=count.outside, **years)
    if count.cancelled:
        collector.problem(spot, Level.AMBER, "cancelled", number=count.cancelled)


def _spot(event: Event) -> Spot:
    name = _unescaped(event.value("SUMMARY"))[:60]
    where = Message("calendar_files.where.event", {"number": event.number, "name": name})
    return Spot(
        event.number, where if name else Message("calendar_files.where.event_only", {"number": event.number})
    )


def _unescaped(text: str) -> str:
    plain = re.sub(r"\\[nN]", " ", text)
    return " ".join(re.sub(r"\\(.)", r"\1", plain).split())


def _resolve_zones(file: File, collector: Collector) -> None:
    """Give every time the name of a zone that exists, or none: then it is read as the time that is written there."""
    told: set[str] = set()
    for event in file.events:
        for line in event.lines:
            found = _ZONE.search(line.parameters) if line.name in _TIMES else None
            if found is None:
                continue
            name = found[1].strip('"')
            zone = known_zone(name, file.zones.get((event.calendar, name), ()))
            line.parameters = _ZONE.sub(f";TZID={zone}" if zone else "", line.parameters)
            if zone is None and name not in told:
                told.add(name)
                collector.problem(_spot(event), Level.AMBER, "unknown_zone", zone=name[:60])


def _groups(file: File) -> Iterator[list[Event]]:
    """Events that belong together: a series with the times that were moved."""
    groups: dict[tuple[int, str], list[Event]] = {}
    for event in file.events:
        identifier = event.value("UID").strip() or f"\0{event.number}"
        groups.setdefault((event.calendar, identifier), []).append(event)
    for group in groups.values():
        is_series = any(event.has("RRULE", "RDATE", "RECURRENCE-ID") for event in group)
        if is_series:
            yield group
        else:
            # The same event twice, as a mail and as a change of it: the last one counts.
            yield [max(group, key=lambda event: (_whole(event.value("SEQUENCE")), event.number))]


def _times(
    group: Sequence[Event], window: tuple[date, date], collector: Collector, count: _Count
) -> list[_Taken]:
    event = group[0]
    if not all(one.is_whole for one in group):
        collector.problem(_spot(event), Level.RED, "cut_off")
        return []
    if not event.has("DTSTART") and not any(one.has("DTSTART") for one in group):
        collector.problem(_spot(event), Level.RED, "no_start")
        return []
    try:
        if not any(one.has("RRULE", "RDATE", "RECURRENCE-ID") for one in group):
            return [_single(event)]
        if not _may_expand(group, window, collector, count):
            return []
        return _series(group, window)
    except Exception:  # noqa: BLE001 - two libraries on whatever bytes somebody has; one event costs no other event
        collector.problem(_spot(event), Level.RED, "unreadable_event")
        return []


def _may_expand(
    group: Sequence[Event], window: tuple[date, date], collector: Collector, count: _Count
) -> bool:
    for event in group:
        first = re.match(r"[0-9]{4}", event.value("DTSTART"))
        begin = date(min(max(int(first[0]), 1), 9999), 1, 1) if first else window[0]
        for line in event.lines:
            if line.name != "RRULE":
                continue
            price = cost(line.value, begin, window[1])
            if price is None:
                collector.problem(_spot(event), Level.RED, "odd_rule", rule=line.value[:100])
                return False
            if price > count.budget:
                collector.problem(_spot(event), Level.RED, "long_rule", rule=line.value[:100])
                return False
            count.budget -= price
    return True


def _single(event: Event) -> _Taken:
    # Both libraries take as long to load as the rest of the command line together.
    from icalendar import Event as Component

    component = Component.from_ical(_component(event))
    return _taken(component)


def _series(group: Sequence[Event], window: tuple[date, date]) -> list[_Taken]:
    from icalendar import Calendar
    from recurring_ical_events import of  # type: ignore[import-untyped]

    text = "\r\n".join(
        ["BEGIN:VCALENDAR", *(_component(event).rstrip() for event in group), "END:VCALENDAR", ""]
    )
    found = of(Calendar.from_ical(text)).between(window[0], window[1] + timedelta(days=1))
    return sorted((_taken(component) for component in found), key=lambda taken: (taken.first, taken.last))


def _component(event: Event) -> str:
    lines = [Line("BEGIN", "", "VEVENT"), *event.lines, Line("END", "", "VEVENT")]
    return "\r\n".join(f"{line.name}{line.parameters}:{line.value}" for line in lines) + "\r\n"


def _taken(component: Any) -> _Taken:
    start, end = component.start, component.end
    summary = " ".join(str(component.get("SUMMARY", "")).split())
    status = str(component.get("STATUS", "")).strip().upper()
    is_cancelled = status == "CANCELLED" or _CALLED_OFF.search(summary) is not None
    first = _here(start)
    if isinstance(start, datetime) and isinstance(end, datetime):
        # A meeting until half past midnight is no meeting of two days.
        last = _here(end - timedelta(seconds=1)) if end - start >= timedelta(days=1) else first
    else:
        last = _here(end) - timedelta(days=1) if end > start else first
    return _Taken(first, max(first, last), summary, is_cancelled)


def _here(moment: date) -> date:
    """The day in the Netherlands; a time without a zone is a time here."""
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(ZoneInfo(HOME)) if moment.tzinfo is not None else moment).date()


def _put(collector: Collector, spot: Spot, taken: _Taken, default: DateKind) -> None:
    kind = kind_of(taken.summary)
    label = (taken.summary, taken.summary)
    length = (taken.last - taken.first).days + 1
    if length == 1 and kind is not DateKind.RECESS:
        collector.day(spot, taken.first, taken.last, kind or default, label)
    elif length > SHORT_PERIOD or kind is DateKind.RECESS:
        is_other = kind is DateKind.OTHER
        collector.day(spot, taken.first, taken.last, DateKind.OTHER if is_other else DateKind.RECESS, label)
    else:
        for number in range(length):
            on = taken.first + timedelta(days=number)
            collector.day(spot, on, on, kind or default, label)


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text.strip()) else 0
