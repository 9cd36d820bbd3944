"""Input that is made to keep a server busy: it costs about as much as its length, whatever stands in it."""

from __future__ import annotations

import time

import pytest

from vierkant.calendar.reading import read_calendar_file, read_dates, read_file
from vierkant.calendar.reading_lines import take_apart

LINES = [";" * 9_990, ';a="b"c' * 1_400, ";" + "a" * 9_989, ';a="' * 2_000, ";a=b" * 2_400, ';"' * 4_900]


@pytest.mark.parametrize("rest", LINES, ids=lambda rest: rest[:8])
def test_a_line_of_a_calendar_file_is_never_cut_up_in_endless_ways(rest: str) -> None:
    # Sixty semicolons in a row were a day of work, when a parameter could hold semicolons itself.
    text = "\r\n".join(
        ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *["DTSTART" + rest] * 100, "END:VEVENT", "END:VCALENDAR"]
    )
    begin = time.process_time()
    found = read_calendar_file(text.encode(), year=2027)
    assert time.process_time() - begin < 2
    assert not found.dates


def test_parameters_are_still_read() -> None:
    line = 'DTSTART;X-A="a;b:c";TZID="Europe/Amsterdam";VALUE=DATE-TIME:20270105T190000'
    [event] = take_apart(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{line}\nEND:VEVENT\nEND:VCALENDAR\n").events
    assert event.value("DTSTART") == "20270105T190000"
    assert event.lines[0].parameters == ';X-A="a;b:c";TZID="Europe/Amsterdam";VALUE=DATE-TIME'


@pytest.mark.parametrize("piece", ["1  -  ", "1 en ", "1;", "1 t.e.m. ", "19.30-", "'"])
def test_text_and_tables_that_look_like_dates_all_over_cost_little(piece: str) -> None:
    # Half a megabyte of numbers with dashes took eighteen seconds, a table of 2 MB twenty-six; a quarter of it here.
    line = piece * (19_900 // len(piece)) + "\n"
    begin = time.process_time()
    read_dates((line * 6)[:120_000], year=2027)
    assert time.process_time() - begin < 4
    begin = time.process_time()
    found = read_file((line * 25).encode()[:500_000], "rooster.csv", year=2027)
    assert time.process_time() - begin < 6
    assert not found.dates


def test_a_table_is_not_cut_off_by_its_words() -> None:
    rows = [f"{1 + number % 28}-6-2027;{'een lang onderwerp ' * 20}" for number in range(1_000)]
    found = read_file("\n".join(["datum;onderwerp", *rows]).encode(), "rooster.csv", year=2027)
    assert len(found.dates) == 28
    assert not any(problem.text.id.endswith("too_long.text") for problem in found.problems)
