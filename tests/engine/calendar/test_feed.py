"""Events of a feed, and the file: read back by three libraries, one of them strict; only a change is a change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from unicodedata import category

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar as Parsed

from vierkant.calendar import Board, Council, plan
from vierkant.calendar.feed import FeedEvent, events
from vierkant.calendar.feed_file import FeedLine, write
from vierkant.reference.forms import LegalForm
from vierkant.terms import render

NAMES = {"lisse": "Lisse", "hillegom": "Hillegom"}
MOMENT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


def year_of(
    meeting: str = "2027-07-08", *, councils: tuple[Council, ...] | None = None
) -> tuple[FeedEvent, ...]:
    return tuple(events(calendar_of(meeting, councils), NAMES))


def calendar_of(meeting: str = "2027-07-08", councils: tuple[Council, ...] | None = None):  # type: ignore[no-untyped-def]
    day = date.fromisoformat(meeting)
    board = Board(id="ab", name="GGD; regio, Noord", form=LegalForm.OPENBAAR_LICHAAM, meetings=(day,), budget_on=day,
                  draft_budget_sent_on=date(2027, 4, 6))  # fmt: skip
    return plan((board,), councils or both(), year=2027, rules_on=date(2026, 11, 24))


def both() -> tuple[Council, ...]:
    meetings = (date(2027, 4, 22), date(2027, 5, 20), date(2027, 6, 17))
    return (
        Council(id="lisse", name="Lisse", meetings=meetings, committees=(date(2027, 6, 3),), agenda_days=10),
        Council(id="hillegom", name="Hillegom", meetings=(date(2027, 12, 9),)),
    )


def as_lines(found: tuple[FeedEvent, ...], language: str = "nl") -> list[FeedLine]:
    words = "en" if language == "en" else "nl"
    return [
        FeedLine(f"{event.key}@test", event.on, render(event.title, words),
                 "\n".join(render(line, words) for line in event.lines), 0, MOMENT)
        for event in found
    ]  # fmt: skip


def test_a_council_gets_its_own_last_days_and_those_of_its_boards() -> None:
    found = events(calendar_of(), NAMES, council="lisse")
    titles = [render(event.title) for event in found]
    assert any("laatste commissie voor de begroting 2028" in title for title in titles)
    assert any("laatste raadsvergadering om te besluiten over de begroting 2028" in title for title in titles)
    assert any(title.startswith("GGD; regio, Noord: gepland voor vandaag") for title in titles)
    assert not any("Naar de toezichthouder" in title for title in titles)
    decide = next(event for event in found if event.key.endswith("lisse-decide_on") and "budget" in event.key)
    row = next(
        row for row in calendar_of().boards[0].councils if row.council == "lisse" and row.product == "budget"
    )
    assert decide.on == row.decide_on


def test_the_cooperation_gets_the_days_of_the_board_and_who_is_late() -> None:
    found = year_of()
    titles = " / ".join(render(event.title) for event in found)
    assert "Naar de toezichthouder" in titles
    send = next(event for event in found if event.key.endswith("budget-send"))
    assert any("Hillegom" in render(line) for line in send.lines)
    assert not any("lisse" in event.key for event in found)


def test_a_council_without_a_route_is_told_on_the_last_day() -> None:
    found = events(calendar_of(), NAMES, council="hillegom")
    late = [event for event in found if event.key.endswith("no_route")]
    assert late
    for event in late:
        words = " ".join(render(line) for line in event.lines)
        assert "Hillegom" in words


def test_a_council_of_another_board_gets_nothing() -> None:
    assert events(calendar_of(), NAMES, council="teylingen") == ()


def test_every_event_says_by_which_article_and_how_sure_that_is() -> None:
    by_law = [event for event in year_of() if any("Wgr" in render(line) for line in event.lines)]
    assert by_law
    for event in by_law:
        words = [line.id for line in event.lines]
        assert any(name.startswith("calendar_files.feed.certainty.") for name in words)


def test_keys_are_unique_and_stay_when_a_day_moves() -> None:
    before, after = year_of("2027-07-08"), year_of("2027-07-01")
    assert len({event.key for event in before}) == len(before)
    assert {event.key for event in before} == {event.key for event in after}
    assert {event.on for event in before} != {event.on for event in after}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_file_is_valid_for_three_readers(language: str) -> None:
    lines = as_lines(year_of(), language)
    content = write(lines, name="Raad van Lisse; één, twee", description="Dagen\nen meer", language=language)
    parsed = Parsed.from_ical(content)
    assert parsed.errors == []
    # What an agenda shows as its name is a text as well: escaped in the file, by RFC 7986 and for the older property.
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"{name}:Raad van Lisse\\; één\\, twee\r\n".encode() in content
    assert {str(event["UID"]): str(event["SUMMARY"]) for event in parsed.walk("VEVENT")} == {
        line.uid: line.title for line in lines
    }
    assert all(event.errors == [] for event in parsed.walk("VEVENT"))
    strict = IcsCalendarStream.calendar_from_ics(content.decode())
    assert [(event.uid, event.start, event.description) for event in strict.events] == [
        (line.uid, line.on, line.description) for line in lines
    ]
    [loose] = vobject.readComponents(content.decode())
    assert loose.validate(raiseException=True)
    assert len(loose.vevent_list) == len(lines)


def test_a_change_is_only_a_change_of_what_changed() -> None:
    first, second = as_lines(year_of())[:2]
    moved = FeedLine(
        second.uid, date(2027, 5, 1), second.title, second.description, 1, datetime(2026, 12, 1, tzinfo=UTC)
    )
    before = write([first, second], name="x", description="x", language="nl")
    after = write([first, moved], name="x", description="x", language="nl")
    blocks = [content.split(b"BEGIN:VEVENT")[1] for content in (before, after)]
    assert blocks[0] == blocks[1]
    assert b"SEQUENCE:1" in after
    assert b"LAST-MODIFIED:20261201T000000Z" in after
    assert write([first, second], name="x", description="x", language="nl") == before


def test_what_was_called_off_says_so() -> None:
    line = FeedLine("a@test", date(2027, 4, 14), "Vervallen: raad", "", 3, MOMENT, cancelled=True)
    [event] = Parsed.from_ical(write([line], name="x", description="x", language="nl")).walk("VEVENT")
    assert (event["STATUS"], int(event["SEQUENCE"]), event["DTSTART"].dt) == (
        "CANCELLED",
        3,
        date(2027, 4, 14),
    )


@given(st.text(min_size=1, max_size=200), st.text(max_size=400))
def test_any_text_is_folded_and_read_back(title: str, description: str) -> None:
    line = FeedLine("a@test", date(2027, 4, 14), title, description, 0, MOMENT)
    content = write([line], name=title, description=description, language="nl")
    for row in content.split(b"\r\n"):
        assert len(row) <= 75
        row.decode()  # no letter is cut in two
        assert b"\n" not in row
        assert b"\r" not in row
    [event] = Parsed.from_ical(content).walk("VEVENT")
    expected = description.replace("\r\n", "\n")
    for end in ("\r", "\x85", "\u2028", "\u2029"):
        expected = expected.replace(end, "\n")
    kept = "".join(letter for letter in expected if letter in "\n\t" or category(letter) != "Cc")
    assert str(event.get("DESCRIPTION", "")) == kept


@pytest.mark.parametrize(
    "end", ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_a_name_writes_no_lines_of_its_own(end: str) -> None:
    evil = end.join(["Raad", "END:VEVENT", "BEGIN:VEVENT", "ATTACH:https://elders.example"])
    line = FeedLine(f"a{end}ATTACH:x", date(2027, 4, 14), evil, evil, 0, MOMENT)
    # `splitlines` takes more for the end of a line than the standard does; so do readers that use it.
    rows = write([line], name=evil, description=evil, language="nl").decode().splitlines()
    assert sum(row.startswith("BEGIN:VEVENT") for row in rows) == 1
    assert not any(row.startswith("ATTACH") for row in rows)


def test_an_empty_feed_is_a_calendar() -> None:
    content = write([], name="x", description="x", language="nl")
    assert Parsed.from_ical(content).walk("VEVENT") == []
    assert content.endswith(b"END:VCALENDAR\r\n")
