"""Dates in iCalendar files: recurring events with exceptions, time zones in every shape, and files that mean harm."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.calendar.reading import DateKind, ReadDates, read_calendar_file, read_dates
from vierkant.calendar.reading_lines import MOST_EVENTS
from vierkant.calendar.reading_rules import BUDGET, cost
from vierkant.calendar.reading_zones import known_zone
from vierkant.quantities import Level
from vierkant.terms import render

CUSTOM_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
RRULE:FREQ=SECONDLY
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "1") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def read(*parts: str, year: int = 2027) -> ReadDates:
    text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(parts) + "END:VCALENDAR\n"
    return read_calendar_file(text.replace("\n", "\r\n").encode(), year=year)


def days(found: ReadDates) -> list[str]:
    return [
        item.first.isoformat() + (f"/{item.last.isoformat()}" if item.is_period else "")
        for item in found.dates
    ]


def problems(found: ReadDates) -> list[str]:
    return [problem.text.id.split(".")[2] for problem in found.problems]


@pytest.mark.parametrize(
    "start",
    [
        "DTSTART;VALUE=DATE:20270414", "DTSTART:20270414T193000", "DTSTART:20270414T173000Z",
        "DTSTART:20270413T220000Z", "DTSTART;TZID=Europe/Amsterdam:20270414T193000",
        "DTSTART;TZID=W. Europe Standard Time:20270414T003000", "DTSTART;TZID=Romance Standard Time:20270414T193000",
        'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen":20270414T003000',
        "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Amsterdam:20270414T003000",
        "DTSTART;TZID=tzone://Microsoft/Utc:20270413T223000", "DTSTART;TZID=America/New_York:20270413T190000",
        "DTSTART;TZID=GMT +0100 (Standard) / GMT +0200 (Daylight):20270414T003000",
        'DTSTART;TZID="Amsterdam\\, Berlin":20270414T003000', "DTSTART;tzid=CET:20270414T193000",
    ],
)  # fmt: skip
def test_the_day_is_the_day_in_the_netherlands(start: str) -> None:
    found = read(event(start, "SUMMARY:Raad"))
    assert days(found) == ["2027-04-14"]
    assert problems(found) == []


def test_a_zone_that_the_file_describes_itself() -> None:
    found = read(CUSTOM_ZONE, event('DTSTART;TZID="Customized Time Zone":20270414T003000', "SUMMARY:Raad"))
    assert (days(found), problems(found)) == (["2027-04-14"], [])


def test_one_file_says_nothing_about_the_zones_of_the_next() -> None:
    """A library keeps zones of a file in memory under their name; a file could so move the days of all others."""
    far = CUSTOM_ZONE.replace("+0100", "-1200").replace("+0200", "-1200")
    for zone in ("Customized Time Zone", "W. Europe Standard Time"):
        read(far.replace("Customized Time Zone", zone), event(f"DTSTART;TZID={zone}:20270414T003000"))
    found = read(event("DTSTART;TZID=W. Europe Standard Time:20270414T003000", "SUMMARY:Raad"))
    assert days(found) == ["2027-04-14"]
    unknown = read(event("DTSTART;TZID=Customized Time Zone:20270414T003000", "SUMMARY:Raad"))
    assert (days(unknown), problems(unknown)) == (["2027-04-14"], ["unknown_zone"])


def test_an_unknown_zone_is_read_as_written_and_said_once() -> None:
    found = read(*(event(f"DTSTART;TZID=Mars/Phobos:202704{day}T193000", uid=str(day)) for day in (14, 15)))
    assert days(found) == ["2027-04-14", "2027-04-15"]
    assert problems(found) == ["unknown_zone"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "/", "\0", "Europe/", "UTC+99:99", "x" * 5000])
def test_no_name_of_a_zone_is_too_strange(name: str) -> None:
    assert known_zone(name) is None


def test_a_series_with_what_moved_and_what_was_left_out() -> None:
    found = read(
        event("SUMMARY:Raad", "DTSTART;TZID=Europe/Amsterdam:20270114T193000", "RRULE:FREQ=MONTHLY;BYDAY=2TH;COUNT=6",
              "EXDATE;TZID=Europe/Amsterdam:20270311T193000"),
        event("RECURRENCE-ID;TZID=Europe/Amsterdam:20270408T193000", "SUMMARY:Raad (verplaatst)",
              "DTSTART;TZID=Europe/Amsterdam:20270415T193000"),
        event("RECURRENCE-ID;TZID=Europe/Amsterdam:20270513T193000", "STATUS:CANCELLED", "SUMMARY:Raad",
              "DTSTART;TZID=Europe/Amsterdam:20270513T193000"),
    )  # fmt: skip
    assert days(found) == ["2027-01-14", "2027-02-11", "2027-04-15", "2027-06-10"]
    assert problems(found) == ["cancelled"]


def test_all_day_events_and_periods() -> None:
    found = read(
        event("SUMMARY:Raad", "DTSTART;VALUE=DATE:20270414", "DTEND;VALUE=DATE:20270415", uid="1"),
        event("SUMMARY:Zomerreces", "DTSTART;VALUE=DATE:20270710", "DTEND;VALUE=DATE:20270823", uid="2"),
        event("SUMMARY:Raad tot laat", "DTSTART:20270422T200000", "DTEND:20270423T013000", uid="3"),
        event("SUMMARY:Begrotingsraad", "DTSTART;VALUE=DATE:20271108", "DTEND;VALUE=DATE:20271110", uid="4"),
        event("SUMMARY:Raad", "DTSTART:20270511T220000Z", "DTEND:20270512T220000Z", uid="5"),
        event("SUMMARY:Raad", "DTSTART:20270603T193000", "DURATION:PT3H", uid="6"),
    )
    assert days(found) == [
        "2027-04-14", "2027-07-10/2027-08-22", "2027-04-22", "2027-11-08", "2027-11-09", "2027-05-12", "2027-06-03",
    ]  # fmt: skip
    assert found.dates[1].kind is DateKind.RECESS


def test_what_is_called_off_is_left_out() -> None:
    found = read(
        event("SUMMARY:Raad", "DTSTART:20270414T193000", "STATUS:CANCELLED", uid="1"),
        event("SUMMARY:Geannuleerd: Raad", "DTSTART:20270415T193000", uid="2"),
        event("SUMMARY:Canceled: Raad", "DTSTART:20270416T193000", uid="3"),
        event("SUMMARY:Raad", "DTSTART:20270419T193000", uid="4"),
    )
    assert days(found) == ["2027-04-19"]
    assert problems(found) == ["cancelled"]
    assert "3" in render(found.problems[0].text)
    whole = read("METHOD:CANCEL\n", event("SUMMARY:Raad", "DTSTART:20270414T193000"))
    assert days(whole) == []


def test_several_calendars_folded_lines_and_other_things_in_a_file() -> None:
    one = event("SUMMARY:Raads", " vergadering van \\,", "\tde raad", "DTSTART:20270414T193000",
                "BEGIN:VALARM", "TRIGGER:-PT15M", "DTSTART:20270101T000000", "END:VALARM")  # fmt: skip
    todo = "BEGIN:VTODO\nUID:t\nDTSTART:20270501T090000\nSUMMARY:Raad\nEND:VTODO\n"
    text = f"BEGIN:VCALENDAR\n{one}{todo}END:VCALENDAR\nBEGIN:VCALENDAR\n"
    text += event("SUMMARY:Commissie", "DTSTART:20270421T193000") + "END:VCALENDAR\n"
    for ending in ("\n", "\r\n", "\r"):
        found = read_calendar_file(text.replace("\n", ending).encode(), year=2027)
        assert [(item.first.day, item.kind) for item in found.dates] == [
            (14, DateKind.MEETING), (21, DateKind.COMMITTEE),
        ]  # fmt: skip
        assert found.dates[0].name == "Raadsvergadering van ,de raad"


def test_in_an_agenda_with_meetings_other_things_are_not_taken() -> None:
    found = read(event("SUMMARY:Raad", "DTSTART:20270414T193000", uid="1"),
                 event("SUMMARY:Lunch", "DTSTART:20270415T120000", uid="2"))  # fmt: skip
    assert [item.kind for item in found.dates] == [DateKind.MEETING, DateKind.OTHER]
    alone = read(event("SUMMARY:Bijeenkomst", "DTSTART:20270415T120000"))
    assert [item.kind for item in alone.dates] == [DateKind.MEETING]


def test_the_last_of_two_versions_counts() -> None:
    found = read(event("SUMMARY:Raad", "DTSTART:20270415T193000", "SEQUENCE:2"),
                 event("SUMMARY:Raad", "DTSTART:20270414T193000", "SEQUENCE:1"))  # fmt: skip
    assert days(found) == ["2027-04-15"]


def test_an_endless_series_ends_with_the_window() -> None:
    found = read(event("SUMMARY:Raad", "DTSTART:20200102T193000", "RRULE:FREQ=WEEKLY;BYDAY=TH"))
    assert (days(found)[0], days(found)[-1]) == ("2026-01-01", "2028-12-28")
    far = read(event("SUMMARY:Raad", "DTSTART:20100102T193000"))
    assert problems(far) == ["events_outside"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=DAILY;BYSECOND=1", "FREQ=YEARLY;BYWEEKNO=1", "FREQ=YEARLY;BYYEARDAY=1", "FREQ=", "", "COUNT=1", "x",
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;COUNT=99999999", "FREQ=WEEKLY;UNTIL=morgen",
        "FREQ=WEEKLY;UNTIL=20270101;COUNT=2", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=²",
    ],
)  # fmt: skip
def test_a_rule_that_no_meeting_has_is_not_worked_out(rule: str) -> None:
    started = time.perf_counter()
    found = read(event("SUMMARY:Raad", "DTSTART:20270414T193000", f"RRULE:{rule}"))
    assert time.perf_counter() - started < 2
    assert "odd_rule" in problems(found)
    assert days(found) == []


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYSETPOS=2;BYDAY=MO", "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
     "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30"],
)  # fmt: skip
def test_a_day_that_never_comes_is_not_looked_for(rule: str) -> None:
    found = read(
        *(event("SUMMARY:Raad", "DTSTART:20270414T193000", f"RRULE:{rule}", uid=str(n)) for n in range(200))
    )
    assert problems(found).count("long_rule") >= 195


def test_a_file_full_of_heavy_rules_has_a_budget() -> None:
    started = time.perf_counter()
    rule = "RRULE:FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2"
    found = read(*(event("SUMMARY:Raad", "DTSTART:19700130T193000", rule, uid=str(n)) for n in range(500)))
    assert time.perf_counter() - started < 20, (
        "the budget is about 2 seconds; this leaves room for a busy machine"
    )
    assert "long_rule" in problems(found)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO", "FREQ=MONTHLY;BYDAY=2TH", "FREQ=MONTHLY;BYDAY=-1TH",
     "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=MONTHLY;BYMONTHDAY=14", "FREQ=YEARLY;BYMONTH=4;BYDAY=2WE",
     "FREQ=YEARLY", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYMONTH=1,2,3;BYDAY=TH"],
)  # fmt: skip
def test_rules_of_real_agendas_are_cheap(rule: str) -> None:
    """A thousand series since 2015 of each kind stay within, or near, the budget of one file."""
    price = cost(rule, date(2015, 1, 1), date(2028, 12, 31))
    assert price is not None
    assert price * 100 < BUDGET


def test_a_file_that_was_cut_off_says_so() -> None:
    text = "BEGIN:VCALENDAR\r\n" + event("SUMMARY:Raad", "DTSTART:20270414T193000").replace("\n", "\r\n")
    found = read_calendar_file((text + "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20270421T1930").encode(), year=2027)
    assert days(found) == ["2027-04-14"]
    assert [(problem.text.id.split(".")[2], problem.level) for problem in found.problems] == [
        ("cut_off", Level.RED)
    ]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("SUMMARY:Raad",), "no_start"), (("DTSTART:2027",), "unreadable_event"), (("DTSTART:",), "unreadable_event"),
        (("DTSTART;VALUE=DATE:20270230",), "unreadable_event"),
        (("DTSTART:20270414T193000", "DTEND:onzin"), "unreadable_event"),
        (("DTSTART:99990101T000000Z",), "events_outside"), (("DTSTART:00010101T000000Z",), "events_outside"),
    ],
)  # fmt: skip
def test_one_bad_event_costs_no_other(lines: tuple[str, ...], problem: str) -> None:
    found = read(event(*lines, uid="x"), event("SUMMARY:Raad", "DTSTART:20270414T193000", uid="y"))
    assert "2027-04-14" in days(found)
    assert problem in problems(found) or "unreadable_event" in problems(found)


def test_there_is_an_end_to_the_number_of_events() -> None:
    one = event("SUMMARY:Raad", "DTSTART:19990414T193000", uid="")
    found = read(one * (MOST_EVENTS + 1))
    assert "too_many_events" in problems(found)


def test_a_pasted_calendar_is_read_as_one() -> None:
    text = "BEGIN:VCALENDAR\n" + event("SUMMARY:Raad", "DTSTART:20270414T193000") + "END:VCALENDAR"
    assert days(read_dates(text, year=2027)) == ["2027-04-14"]


LINES = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "UID:1",
     "UID:2", "DTSTART:20270414T193000", "DTSTART;VALUE=DATE:20270414", "DTSTART;TZID=x:20270414T193000Z",
     "DTSTART;TZID=Europe/Amsterdam:20270328T023000", "DTEND:20270413T000000", "DTEND;VALUE=DATE:20270415",
     "RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY;BYDAY=5MO;UNTIL=20280101", "RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2",
     "RDATE:20270501T193000,20270601", "RDATE;VALUE=PERIOD:20270501T193000/PT1H", "EXDATE:20270414",
     "RECURRENCE-ID:20270421T193000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270421T193000", "STATUS:CANCELLED",
     "SEQUENCE:x", "DURATION:-PT1H", "DURATION:P99999999W", "SUMMARY:Raad\\", "SUMMARY;LANGUAGE=\"nl:Raad", " gevouwen",
     "", ":", ";", "DTSTART", "é\x00"]
)  # fmt: skip


@settings(deadline=None)  # a rule may take what the budget allows
@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=40))
def test_no_calendar_is_too_strange(lines: list[str]) -> None:
    found = read_calendar_file("\r\n".join(["BEGIN:VCALENDAR", *lines]).encode(), year=2027)
    assert found.dates or found.problems
    for item in found.dates:
        assert item.last >= item.first
    for problem in found.problems:
        assert render(problem.where)
        assert render(problem.text)
        assert render(problem.action)


@settings(deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12))
def test_no_event_is_too_strange(lines: list[str]) -> None:
    body = [line for line in lines if not line.startswith(("BEGIN", "END"))]
    found = read(
        event("DTSTART:20270414T193000", *body), event("SUMMARY:Raad", "DTSTART:20270616T193000", uid="z")
    )
    assert "2027-06-16" in days(found)
