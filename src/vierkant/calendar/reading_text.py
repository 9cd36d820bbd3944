"""Dates in typed or pasted text: line by line, with headings that count for the lines under them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from vierkant.calendar.reading_checks import Collector, Spot
from vierkant.calendar.reading_marks import Mark, marks, misspelt_month, plain, without_times
from vierkant.calendar.reading_results import DateKind, ReadDates
from vierkant.calendar.reading_words import MONTHS, WEEKDAYS, alternatives, kind_of
from vierkant.quantities import Level, Message

MOST_CHARACTERS = 200_000
"""Ten times what all meetings of a large region take; of what is made to be slow, four seconds of work."""
MOST_LINES = 10_000
SHORT_PERIOD = 4
"""Days: "8 en 9 november" is a meeting on two days; what is longer and has no other word is a recess."""

LONGEST_LABEL = 120
"""Characters of a line that says what the meeting above it is."""

_YEAR = re.compile(r"(?<![0-9\-/.])(20[0-9]{2})(?![0-9\-/.])")
_MONTH_HEADING = re.compile(
    rf"^[\s#*•\-]*(?P<month>{alternatives(MONTHS)})\.?[\s:,]*(?P<year>20[0-9]{{2}})?[\s:*]*$", re.IGNORECASE
)
_UNDER_MONTH = re.compile(
    rf"^[\s#*•\-]*(?P<weekday>(?:{alternatives(WEEKDAYS)})(?![^\W\d_])\.?,?\s{{0,3}})?(?P<day>[0-9]{{1,2}})"
    rf"(?:e|ste|de)?(?![0-9])(?P<rest>\s*$|\s*[:;,\t|\-]|\s{{1,3}}[^\W\d_])",
    re.IGNORECASE,
)
_LIKE_A_DATE = re.compile(
    rf"(?<![^\W\d_])(?:{alternatives(MONTHS)})(?![^\W\d_])|(?<![^\W\d_])\w{{2,6}}dag(?![^\W\d_])"
    r"|(?<![0-9])[0-9]{1,2}\s?[-/]\s?[0-9]{1,2}(?![0-9])",
    re.IGNORECASE,
)
"""What makes a line without a date worth a word: the name of a month or a day, or numbers with a dash between."""
_EDGE = " \t:;,.|•*-–—/()[]&"
_LOOSE = re.compile(
    rf"(?:^|(?<=\s))(?:op|van|vanaf|om|de|het|from|on|at|the|uur|en|and|(?:{alternatives(WEEKDAYS)})\.?)(?=\s|$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Heading:
    """What the lines above say about the lines to come."""

    year: int | None = None
    month: int | None = None
    kind: DateKind | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One date, or period, with the words that belong to it."""

    first: Mark
    last: Mark | None
    kind: DateKind | None
    name: str


def read_text(text: str, *, year: int, usual: DateKind) -> ReadDates:
    """The dates in a text; ``usual`` is the kind of a date about which nothing is written."""
    collector = Collector(year)
    heading = _Heading()
    if len(text) > MOST_CHARACTERS:
        collector.problem(_spot(1), Level.RED, "too_long", most=MOST_CHARACTERS)
        text = text[:MOST_CHARACTERS]
    lines = text.splitlines()
    rows = [plain(line) for line in lines[:MOST_LINES]]
    dates = [marks(row) for row in rows]
    below = _kinds_below(rows, dates)
    passed_over = set(below.values())
    for number, row in enumerate(rows):
        if number in passed_over:
            continue
        own = rows[below[number]] if number in below else ""
        _read_line(row, dates[number], _spot(number + 1), heading, collector, usual, own)
        if collector.is_full:
            break
    if len(lines) > MOST_LINES:
        collector.problem(_spot(MOST_LINES), Level.RED, "too_many_lines", most=MOST_LINES)
    if not collector.dates and not any(problem.level is Level.RED for problem in collector.problems):
        collector.problem(_spot(1), Level.RED, "nothing_found" if text.strip() else "empty")
    return collector.result()


def _spot(number: int) -> Spot:
    return Spot(number, Message("calendar_files.where.line", {"line": number}))


def _kinds_below(rows: Sequence[str], found_in: Sequence[list[Mark]]) -> dict[int, int]:
    """Line of a date → the line under it that says what it is, in text copied from a page with a block per meeting.

    In such a text the last word on a kind comes after the last date, and there are as many of them as dates. In a
    text with headings it is the other way round: then this is empty.
    """
    dates: list[int] = []
    kinds: list[int] = []
    for number, row in enumerate(rows):
        if found_in[number]:
            if kind_of(row) is None:
                dates.append(number)
        elif len(row) <= LONGEST_LABEL and kind_of(row) is not None and not _UNDER_MONTH.match(row):
            kinds.append(number)
    if not dates or not kinds or kinds[-1] < dates[-1] or len(kinds) < len(dates):
        return {}
    found: dict[int, int] = {}
    for number, after in zip(dates, [*dates[1:], len(rows)], strict=True):
        place = bisect_right(kinds, number)
        if place < len(kinds) and kinds[place] < after:
            found[number] = kinds[place]
    return found


def _read_line(
    line: str, found: list[Mark], spot: Spot, heading: _Heading, collector: Collector, usual: DateKind, below: str
) -> None:  # fmt: skip
    """``below`` is the line that says what the dates of this one are; empty when this line says so, or a heading."""
    if not found and heading.month is not None:
        found = _under_month(line, heading)
    if not found:
        _take_heading(line, spot, heading, collector)
        return
    if heading.year is not None:
        found = _in_year(found, heading.year)
    for item in items(line, found):
        named = replace(item, kind=kind_of(below), name=_name(below)) if below else item
        put(collector, spot, named, named.kind or heading.kind, usual, f"{line.strip()} {below.strip()}")


def items(line: str, found: list[Mark]) -> Iterator[Item]:
    """The dates of a line with the words that belong to each: those before it, or behind it when none stand before."""
    pairs = list(_pairs(found))
    edges = [(first.begin, (last or first).end) for first, last in pairs]
    gaps = [line[: edges[0][0]]]
    gaps += [line[before[1] : after[0]] for before, after in pairwise(edges)]
    gaps.append(line[edges[-1][1] :])
    # Dates of one list share their place: nothing stands between them.
    kinds = [kind_of(gap) for gap in gaps]
    is_before = kinds[0] is not None or (len(pairs) > 1 and kinds[-1] is None)
    labels: list[tuple[DateKind | None, str]] = [(None, "")] * len(pairs)
    if is_before:
        known: tuple[DateKind | None, str] = (None, "")
        for place in range(len(pairs)):
            known = (kinds[place], gaps[place]) if kinds[place] is not None else known
            labels[place] = known
    else:
        known = (None, "")
        for place in range(len(pairs) - 1, -1, -1):
            known = (kinds[place + 1], gaps[place + 1]) if kinds[place + 1] is not None else known
            labels[place] = known
    rest = _name(" ".join(gaps)) if len(pairs) == 1 else ""
    for (first, last), (kind, label) in zip(pairs, labels, strict=True):
        yield Item(first, last, kind, rest or _name(label))


def put(
    collector: Collector, spot: Spot, item: Item, kind: DateKind | None, usual: DateKind, text: str
) -> None:
    """Give a date to the collector; a few days in a row that are no recess are as many meetings."""
    first, last = item.first, item.last
    label = (item.name, text.strip())
    if last is None:
        collector.written(spot, first, None, kind or usual, label)
        return
    length = _length(first, last, collector.year)
    if length is None or length > SHORT_PERIOD or kind is DateKind.RECESS:
        collector.written(spot, first, last, kind if kind is DateKind.OTHER else DateKind.RECESS, label)
        return
    begin = date(first.year or collector.year, first.month, first.day)
    for number in range(length):
        on = begin + timedelta(days=number)
        written = replace(first, day=on.day, month=on.month, year=first.year and on.year, weekday=None)
        if number in (0, length - 1):
            written = replace(written, weekday=(first if number == 0 else last).weekday)
        collector.written(spot, written, None, kind or usual, label)


def _length(first: Mark, last: Mark, year: int) -> int | None:
    """Days of a period, both counted; None when one of its days does not exist."""
    try:
        begin = date(first.year or year, first.month, first.day)
        end = date(last.year or begin.year, last.month, last.day)
    except ValueError:
        return None
    return (end - begin).days + 1 if end >= begin else None


def _pairs(found: list[Mark]) -> Iterator[tuple[Mark, Mark | None]]:
    for place, mark in enumerate(found):
        if not mark.ends_period:
            follows = place + 1 < len(found) and found[place + 1].ends_period
            yield mark, found[place + 1] if follows else None


def _name(words: str) -> str:
    """What remains of the words around a date when punctuation, times and weekdays are taken off."""
    short = " ".join(_LOOSE.sub(" ", without_times(words)).split())
    return short.strip(_EDGE)[:100].strip(_EDGE)


def _under_month(line: str, heading: _Heading) -> list[Mark]:
    """A day under the heading of a month: "do 14: raad"."""
    found = _UNDER_MONTH.match(without_times(line))
    if found is None or heading.month is None:
        return []
    words = re.findall(r"[^\W\d_]+", (found["weekday"] or "").lower())
    weekday = WEEKDAYS[words[0]] if words else None
    end = found.end("day")
    return [Mark(found.start("day"), end, int(found["day"]), heading.month, heading.year, weekday)]


def _in_year(found: list[Mark], year: int) -> list[Mark]:
    return [mark if mark.year is not None else replace(mark, year=year) for mark in found]


def _take_heading(line: str, spot: Spot, heading: _Heading, collector: Collector) -> None:
    month = _MONTH_HEADING.match(line)
    if month is not None:
        heading.month = MONTHS[month["month"].lower()]
        heading.year = int(month["year"]) if month["year"] else heading.year
        return
    misspelt = misspelt_month(line)
    if misspelt is not None:
        collector.problem(spot, Level.RED, "misspelt_month", word=misspelt[0], month=misspelt[1])
        return
    years = sorted(set(_YEAR.findall(line)))
    kind = kind_of(line)
    if len(years) == 1:
        heading.year, heading.month = int(years[0]), None
    if kind is not None:
        heading.kind = kind
    if not line.strip() or kind is not None or years:
        return
    if _LIKE_A_DATE.search(without_times(line)):
        collector.problem(spot, Level.AMBER, "no_date", text=line.strip()[:80])
