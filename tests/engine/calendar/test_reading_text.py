"""Dates as people write them: every common way, several on a line, headings, periods, and everything doubtful."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierkant.calendar.reading import DateKind, ReadDates, read_dates
from vierkant.quantities import Level
from vierkant.terms import render

MEETING, COMMITTEE, RECESS, OTHER = DateKind.MEETING, DateKind.COMMITTEE, DateKind.RECESS, DateKind.OTHER
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
          "november", "december")  # fmt: skip
ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def days(text: str, year: int = 2027) -> list[str]:
    """Each date as ``2027-04-14``, a period with a slash."""
    return [
        item.first.isoformat() + (f"/{item.last.isoformat()}" if item.is_period else "")
        for item in read_dates(text, year=year).dates
    ]


def names(found: ReadDates) -> list[str]:
    """The problems by the middle of their message id."""
    return [problem.text.id.split(".")[2] for problem in found.problems]


@pytest.mark.parametrize(
    "text",
    [
        "14-4-2027", "14-04-2027", "14/4/2027", "14.4.2027", "14.04.27", "14-4-'27", "14 - 4 - 2027", "2027-04-14",
        "2027-4-14", "2027/04/14", "20270414", "2027-04-14T19:30:00+02:00", "14 april 2027", "14 apr. 2027",
        "14 apr '27", "14 april ’27", "14april2027", "14-apr-2027", "14-apr-27", "14e april 2027", "14 April, 2027",
        "wo 14 april 2027", "wo. 14 april 2027", "woensdag 14 april 2027", "Woensdag, 14 april 2027",
        "WOENSDAG 14 APRIL 2027", "April 14, 2027", "April 14th, 2027", "Apr 14 2027", "the 14th of April 2027",
        "Wednesday April 14, 2027", "Wed 14 Apr 2027", "• 14 april 2027", "- 14 april 2027 om 19.30 uur",
        "14 april 2027 20:00 - 22:30", "14 april 2027, 20.00-22.30 uur", "19.30 uur, 14 april 2027", "(14 april 2027)",
        "raad: 14 april 2027.", "14\u00a0april\u00a02027", "14–4–2027", "1.\t14 april 2027", "14 april 2027 20 uur",
        "| 14 april 2027 | raad |", "14 april 27",
    ],
)  # fmt: skip
def test_every_way_of_writing_is_the_same_day(text: str) -> None:
    assert days(text) == ["2027-04-14"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14, 21 en 28 april 2027", ["2027-04-14", "2027-04-21", "2027-04-28"]),
        ("di 13 april, wo 14 april en 4 mei 2027", ["2027-04-13", "2027-04-14", "2027-05-04"]),
        ("14-4, 28-4 en 12-5-2027", ["2027-04-14", "2027-04-28", "2027-05-12"]),
        ("14-4-2027; 28-4-2027", ["2027-04-14", "2027-04-28"]),
        ("9 maart 2027 en 13 april", ["2027-03-09", "2027-04-13"]),
        ("10 december, 14 januari 2027", ["2026-12-10", "2027-01-14"]),
        ("14 en 28 april; 12 en 26 mei 2027", ["2027-04-14", "2027-04-28", "2027-05-12", "2027-05-26"]),
        ("januari 2027: 14, 28", ["2027-01-14", "2027-01-28"]),
        ("Januari: 14 en 28\nFebruari: 11", ["2027-01-14", "2027-01-28", "2027-02-11"]),
        ("9 april 11 mei", ["2027-04-09", "2027-05-11"]),
    ],
)
def test_several_dates_on_a_line(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "10 juli t/m 22 augustus 2027", "zomerreces: 10 juli t/m 22 augustus 2027", "10-7-2027 t/m 22-8-2027",
        "10 juli 2027 tot en met 22 augustus 2027", "van zaterdag 10 juli tot en met zondag 22 augustus 2027",
        "10 juli – 22 augustus 2027", "10/7 - 22/8", "2027-07-10/2027-08-22", "July 10 - August 22, 2027",
        "10 July to 22 August 2027", "Recess 10 July until 22 August 2027", "2027-07-10 t/m 2027-08-22",
    ],
)  # fmt: skip
def test_a_period_is_a_recess(text: str) -> None:
    found = read_dates(text, year=2027)
    assert days(text) == ["2027-07-10/2027-08-22"]
    assert found.dates[0].kind is RECESS


def test_a_period_over_new_year() -> None:
    for text in ("kerstreces 20 december t/m 3 januari 2028", "kerstreces 20 december 2027 t/m 3 januari 2028",
                 "kerstreces 20 december 2027 t/m 3 januari", "kerstreces 20 december t/m 3 januari"):  # fmt: skip
        assert days(text) == ["2027-12-20/2028-01-03"], text


def test_two_days_in_a_row_are_two_meetings() -> None:
    found = read_dates("begrotingsraad 8-9 november 2027\n10 t/m 12 mei 2027 raad", year=2027)
    assert [item.first.day for item in found.dates] == [8, 9, 10, 11, 12]
    assert {item.kind for item in found.dates} == {MEETING}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("raad 14 april 2027", [MEETING]),
        ("14 april 2027: Raadsvergadering (besluitvormend)", [MEETING]),
        ("14 april 2027 AB", [MEETING]),
        ("commissie Ruimte 14 april 2027", [COMMITTEE]),
        ("14 april 2027 raadscommissie", [COMMITTEE]),
        ("14 april 2027 beeldvormende avond", [COMMITTEE]),
        ("commissie 3 juni, raad 17 juni 2027", [COMMITTEE, MEETING]),
        ("3 juni en 17 juni 2027: commissie", [COMMITTEE, COMMITTEE]),
        ("3 juni raad, 17 juni 2027 commissie", [MEETING, COMMITTEE]),
        ("14 april 2027 presidium", [OTHER]),
        ("auditcommissie 14 april 2027", [OTHER]),
        ("aanleveren stukken raad 14 april 2027", [OTHER]),
        ("14 april 2027 meivakantie", [RECESS]),
        ("14 april 2027 in de raadzaal", [MEETING]),
        ("14 april 2027", [MEETING]),
    ],
)
def test_words_tell_what_a_date_is(text: str, kinds: list[DateKind]) -> None:
    assert [item.kind for item in read_dates(text, year=2027).dates] == kinds


def test_headings_count_for_the_lines_below() -> None:
    text = """Vergaderschema 2026

    Commissievergaderingen
    14 april
    21 april
    Raad
    28 april

    Mei 2027
    do 13: raad
    20 commissie
    """
    found = read_dates(text, year=2030)
    assert [(item.first.isoformat(), item.kind) for item in found.dates] == [
        ("2026-04-14", COMMITTEE), ("2026-04-21", COMMITTEE), ("2026-04-28", MEETING),
        ("2027-05-13", MEETING), ("2027-05-20", COMMITTEE),
    ]  # fmt: skip
    assert not any(item.year_assumed for item in found.dates)
    assert names(found) == ["other_year", "other_year"], "a heading is no line without a date"


def test_a_page_with_a_block_per_meeting_says_below_what_it_is() -> None:
    text = """Vergaderingen van de gemeenteraad
    dinsdag 12 januari 2027
    20:00 - 23:00
    Commissie Ruimte
    Raadzaal 2.01

    donderdag 14 januari 2027
    19:30
    Raadsvergadering (besluitvormend)

    dinsdag 19 januari 2027
    Presidium
    """
    found = read_dates(text, year=2027)
    assert [(item.first.day, item.kind, item.name) for item in found.dates] == [
        (12, COMMITTEE, "Commissie Ruimte"), (14, MEETING, "Raadsvergadering (besluitvormend"),
        (19, OTHER, "Presidium"),
    ]  # fmt: skip
    assert found.problems == ()


def test_a_pasted_table_is_read_by_its_columns() -> None:
    found = read_dates("Commissie\tRaad\n14 januari 2027\t28 januari 2027\n11-2-2027\t25-2-2027", year=2027)
    assert [item.kind for item in found.dates] == [COMMITTEE, MEETING, COMMITTEE, MEETING]
    assert render(found.dates[3].where) == "rij 3, cel B3"


def test_what_belongs_to_a_date_is_its_name() -> None:
    found = read_dates(
        "do 14 januari 2027 om 19.30 uur: Raad (begroting)\nZomerreces 10-7-2027 t/m 22-8-2027", year=2027
    )
    assert [item.name for item in found.dates] == ["Raad (begroting", "Zomerreces"]


def test_a_year_that_is_missing_is_proposed_with_a_question() -> None:
    found = read_dates("14 april", year=2027)
    assert found.dates[0].first == date(2027, 4, 14)
    assert found.dates[0].year_assumed
    assert names(found) == ["no_year"]
    assert render(found.problems[0].action).startswith("Klopt 2027?")


def test_the_weekday_chooses_the_year_that_fits() -> None:
    # 14 April is a Wednesday in 2027, a Friday in 2028 and a Tuesday in 2026.
    assert days("wo 14 april\nvr 14 april\ndi 14 april") == ["2027-04-14", "2028-04-14", "2026-04-14"]


def test_a_season_goes_on_in_the_next_year() -> None:
    assert days("9 september\n9 december\n13 januari\n10 februari", 2026) == [
        "2026-09-09", "2026-12-09", "2027-01-13", "2027-02-10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem", "taken"),
    [
        ("30 februari 2027", "no_such_day", 0),
        ("29-2-2027", "no_such_day", 0),
        ("29-2-2028", "other_year_one", 1),
        ("0 mei 2027", "no_such_day", 0),
        ("14-13-2027", "no_such_month", 0),
        ("4/14/2027", "month_first", 0),
        ("14 apirl 2027", "misspelt_month", 0),
        ("raad 14 apirl 2027", "misspelt_month", 0),
        ("do 14 april 2027", "other_weekday", 1),
        ("zaterdag 17 april 2027", "weekend", 1),
        ("27 april 2027", "holiday", 1),
        ("6 mei 2027 raad", "holiday", 1),
        ("14 april 1890", "far_year", 0),
        ("22 augustus 2027 t/m 10 juli 2027", "ends_before", 0),
        ("1 januari 2026 t/m 1 maart 2027", "long_period", 0),
        ("maandag om de week 30-40 mensen", "no_date", 0),
        ("eind april", "no_date", 0),
        ("kamer 12 en tel 0252 123456", "nothing_found", 0),
        ("", "empty", 0),
        ("niets hier", "nothing_found", 0),
    ],
)
def test_what_is_doubtful_is_said(text: str, problem: str, taken: int) -> None:
    found = read_dates(text, year=2027)
    assert problem in names(found)
    assert len(found.dates) == taken


def test_all_problems_at_once_each_with_its_line() -> None:
    found = read_dates("30 februari 2027\n14 april 2027\n31-4-2027\ndo 14 april 2027", year=2027)
    assert [(problem.line, problem.text.id.split(".")[2]) for problem in found.problems] == [
        (1, "no_such_day"), (3, "no_such_day"), (4, "other_weekday"), (4, "twice"),
    ]  # fmt: skip
    for problem in found.problems:
        for language in ("nl", "en"):
            assert render(problem.text, language).strip()
            assert render(problem.action, language).strip()
    assert {problem.level for problem in found.problems} == {Level.RED, Level.AMBER}


def test_a_meeting_in_recess_is_said() -> None:
    found = read_dates("zomerreces 10 juli t/m 22 augustus 2027\nraad 15 juli 2027", year=2027)
    assert names(found) == ["in_recess"]
    assert "regel 1" in render(found.problems[0].text)


def test_other_years_are_said_once() -> None:
    lines = "\n".join(f"{day}-9-2026 raad" for day in range(1, 5))
    assert names(read_dates(lines, year=2027)) == ["other_year"]


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 5))
def test_a_day_written_by_a_machine_is_read_back(day: date, way: int) -> None:
    written = (
        day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1][:3]} '{day:%y}"
        if day.month != 3 else f"{day:%Y%m%d}",
        f"{ENGLISH[day.month - 1]} {day.day}, {day.year}", f"{day:%d/%m/%Y}",
    )[way]  # fmt: skip
    found = read_dates(f"raad {written} om 19.30 uur", year=day.year)
    assert [item.first for item in found.dates] == [day], written
    assert "other_weekday" not in names(found)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(5, 90))
def test_a_period_written_by_a_machine_is_read_back(day: date, length: int) -> None:
    last = day + timedelta(days=length)
    for text in (
        f"{day.day} {MONTHS[day.month - 1]} t/m {last.day} {MONTHS[last.month - 1]} {last.year}",
        f"{day.isoformat()}/{last.isoformat()}", f"{day:%d-%m-%Y} - {last:%d-%m-%Y}",
    ):  # fmt: skip
        [found] = read_dates(f"reces {text}", year=day.year).dates
        assert (found.first, found.last, found.kind) == (day, last, RECESS), text


PIECES = st.sampled_from(
    ["14", "4", "2027", "'27", " ", "-", "/", ".", ":", "\n", "\t", ",", "april", "mei", "t/m", "en", "do", "raad", "e",
     "30 februari", "14-4-2027", "2027-04-14", "10 juli t/m 22 augustus", "99", "0", "januari 2027", "BEGIN:VCALENDAR"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_no_text_is_too_strange(text: str) -> None:
    found = read_dates(text, year=2027)
    for item in found.dates:
        assert date(2000, 1, 1) <= item.first <= item.last <= date(2100, 12, 31)
    for problem in found.problems:
        assert render(problem.where)
        assert render(problem.text, "nl")
        assert render(problem.action, "en")
    assert found.dates or found.problems


@pytest.mark.parametrize(
    "piece", ["1,", "1 ", "ma ", "april ", "1-", "1 t/m ", "do 1,", "1", "19.30 - ", "1e en ", "april 1,"]
)
def test_a_long_line_takes_no_long_time(piece: str) -> None:
    """The expressions go over a line a fixed number of times: a line of 20 000 characters takes less than a second."""
    found = read_dates(piece * (60_000 // len(piece)), year=2027)
    assert found.problems


def test_there_is_an_end_to_what_is_read() -> None:
    lines = "\n".join(f"{1 + n % 28}-{1 + n // 28 % 12}-{2010 + n // 336} raad" for n in range(2_100))
    found = read_dates(lines, year=2027)
    assert len(found.dates) == 2_000
    assert "too_many" in names(found)
    assert "too_long" in names(read_dates("x" * 500_001, year=2027))
    assert "too_many_lines" in names(read_dates("\n" * 10_001, year=2027))
