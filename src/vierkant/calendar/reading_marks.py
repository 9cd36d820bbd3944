"""Finds what looks like a date in one line of text. Whether the date exists is for `reading_checks` to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise

from vierkant.calendar.reading_words import LONG_MONTHS, MONTHS, WEEKDAYS, alternatives

LONGEST_LINE = 20_000
"""Characters of one line that are read; a longer line is no line that somebody wrote."""

_MONTH = rf"(?:{alternatives(MONTHS)})(?![^\W\d_])\.?"
_WEEKDAY = (
    rf"(?:(?<![^\W\d_])(?:{alternatives(WEEKDAYS)})(?![^\W\d_])\.?,?\s{{0,3}}(?:(?:de|the)\s{{1,3}})?)?"
)
_ORDINAL = r"(?:ste|de|e|th|st|nd|rd)?"
_DAY = rf"{_WEEKDAY}[0-9]{{1,2}}{_ORDINAL}(?![0-9])"
_THROUGH = r"(?:t/m|t\.?e\.?m\.?|tot\s{1,3}en\s{1,3}met|tot|until|till|through|to|-)"
_AND = r"(?:,\s{0,3}(?:en|and)\s|,|en\s|and\s|&|/|\+|;)"
_DAYS = rf"{_DAY}(?:\s{{0,3}}(?:{_AND}|{_THROUGH})\s{{0,3}}{_DAY}){{0,14}}"
_YEAR_ENDS = rf"(?![0-9]|[:.][0-9]|\s{{0,3}}{_MONTH}|\s?[-/]\s?[0-9])"
_YEAR = rf"(?:[\s,.\-/]{{0,3}}(?P<%s>'[0-9]{{2}}|[0-9]{{4}}|[2-5][0-9]){_YEAR_ENDS})?"
_BEFORE = r"(?<![0-9.,:/\-])"

_MARK = re.compile(
    rf"(?P<weekday>{_WEEKDAY})(?:"
    rf"(?<![0-9.,:\-])(?P<iso_year>[12][0-9]{{3}})(?P<iso_sep>[-/.])(?P<iso_month>[0-9]{{1,2}})(?P=iso_sep)"
    rf"(?P<iso_day>[0-9]{{1,2}})(?![0-9])(?:T[0-9:.]{{4,12}}(?:Z|[+-][0-9:]{{2,5}})?)?"
    rf"|{_BEFORE}(?P<compact>20[0-9]{{6}})(?![0-9])"
    rf"|{_BEFORE}(?P<day>[0-9]{{1,2}})\s?(?P<sep>[-/.])\s?(?P<month>[0-9]{{1,2}})\s?(?P=sep)\s?(?P<year>[0-9]{{4}}|'?[0-9]{{2}})"
    rf"(?![0-9])"
    rf"|{_BEFORE}(?P<short_day>[0-9]{{1,2}})(?P<short_sep>[-/])(?P<short_month>[0-9]{{1,2}})(?![0-9]|[-/.:][0-9]|\s?%|\s{{0,3}}{_MONTH})"
    rf")"
    rf"|{_BEFORE}(?P<days>{_DAYS})\s{{0,3}}(?:of\s{{1,3}})?[-/.\s]{{0,3}}(?P<name>{_MONTH}){_YEAR % 'name_year'}"
    rf"|(?<![^\W\d_])(?P<first_name>{_MONTH})(?:\s{{1,3}}(?P<own_year>20[0-9]{{2}})\s?:)?[\s:]{{1,3}}(?P<first_days>{_DAYS})(?!\s?[-/.]\s?[0-9])"
    rf"{_YEAR % 'first_year'}",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?<![0-9.,/\-])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?(?:uur|u|h|[ap]\.?m)\b)?"
    r"|(?<![0-9.,/])(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]\s?(?:uur|u|h)\b"
    r"|(?<![0-9.,/])(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]\s?-\s?(?:[01]?[0-9]|2[0-4])\.[0-5][0-9](?!\.?[0-9])"
    r"|(?<![0-9.,/\-])[0-9]{1,2}\s?(?:uur|u|h|[ap]\.?m)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?P<link>{_THROUGH})?[\s,;&/+]*(?P<weekday>{_WEEKDAY})(?P<day>[0-9]{{1,2}})", re.IGNORECASE
)
_LINK = re.compile(rf"^\s{{0,5}}{_THROUGH}\s{{0,5}}$", re.IGNORECASE)
_UNKNOWN_MONTH = re.compile(
    r"(?<![0-9])[0-9]{1,2}\s{1,3}(?P<word>[^\W\d_]{3,12})\.?\s{1,3}(?:'[0-9]{2}|20[0-9]{2})(?![0-9])"
)
_SAME_WIDTH = {0xA0: " ", 0x2007: " ", 0x2009: " ", 0x202F: " ", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-",
               0x2014: "-", 0x2212: "-", 0x2018: "'", 0x2019: "'", 0x60: "'", 0xB4: "'"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A day and a month as written, not checked. ``ends_period``: it is the last day of what the mark before begins.

    ``begin`` and ``end`` are places in the line; days of one list ("14, 21 en 28 april") share them.
    """

    begin: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None
    ends_period: bool = False


def plain(line: str) -> str:
    """The line with one kind of space, dash and apostrophe, as long as it was; never longer than is read."""
    return line[:LONGEST_LINE].translate(_SAME_WIDTH)


def without_times(line: str) -> str:
    """The line with spaces where a time of day stood: 19.30 is no 19 of any month."""
    return _TIMES.sub(lambda found: " " * len(found[0]), line)


def marks(line: str) -> list[Mark]:
    """The dates in a line of `plain` text, in order; a year written once counts for the dates before it as well."""
    clean = without_times(line)
    found: list[Mark] = []
    before: re.Match[str] | None = None
    for match in _MARK.finditer(clean):
        new = list(_read(match))
        if before is not None:
            between = clean[before.end() : match.start()]
            linked = bool(_LINK.match(between)) or (between == "/" and bool(before["iso_year"]))
        else:
            linked = False
        if new and linked and found and not found[-1].ends_period:
            new[0] = replace(new[0], ends_period=True)
        found.extend(new)
        before = match
    return _with_years(found)


def misspelt_month(line: str) -> tuple[str, str] | None:
    """A word that stands where a month should, and the month that was probably meant; None when none comes near."""
    found = _UNKNOWN_MONTH.search(without_times(line))
    if found is None or found["word"].lower() in MONTHS:
        return None
    near = get_close_matches(found["word"].lower(), LONG_MONTHS, n=1, cutoff=0.6)
    return (found["word"], near[0]) if near else None


def _read(match: re.Match[str]) -> Iterator[Mark]:
    begin, end = match.span()
    if match["days"] or match["first_days"]:
        month = MONTHS[(match["name"] or match["first_name"]).lower().rstrip(".")]
        year = _year(match["name_year"] or match["first_year"] or match["own_year"])
        for number, part in enumerate(_PART.finditer(match["days"] or match["first_days"])):
            ends = number > 0 and part["link"] is not None
            yield Mark(begin, end, int(part["day"]), month, year, _weekday(part["weekday"]), ends)
        return
    weekday = _weekday(match["weekday"])
    if match["iso_year"]:
        year, month, day = int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])
        yield Mark(begin, end, day, month, year, weekday)
    elif match["compact"]:
        text = match["compact"]
        yield Mark(begin, end, int(text[6:]), int(text[4:6]), int(text[:4]), weekday)
    elif match["short_day"]:
        # "30-40 mensen" is no date; with a year behind it, it would be one that does not exist.
        if int(match["short_month"]) <= 12:
            yield Mark(begin, end, int(match["short_day"]), int(match["short_month"]), None, weekday)
    else:
        yield Mark(begin, end, int(match["day"]), int(match["month"]), _year(match["year"]), weekday)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.lstrip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _weekday(text: str | None) -> int | None:
    words = re.findall(r"[^\W\d_]+", (text or "").lower())
    return WEEKDAYS[words[0]] if words else None


def _with_years(found: list[Mark]) -> list[Mark]:
    """A date without a year takes the year of the next one on the line that has one, or else of the one before."""
    rows = list(found)
    for place in range(len(rows) - 2, -1, -1):
        mark, later = rows[place], rows[place + 1]
        if mark.year is None and later.year is not None:
            # "20 december t/m 3 januari 2027": what comes first on the line is not later in time.
            is_after = (mark.month, mark.day) > (later.month, later.day)
            rows[place] = replace(mark, year=later.year - 1 if is_after else later.year)
    for place, (before, mark) in enumerate(pairwise(rows), start=1):
        known = rows[place - 1]
        if mark.year is None and known.year is not None:
            is_before = (mark.month, mark.day) < (before.month, before.day)
            rows[place] = replace(mark, year=known.year + 1 if is_before else known.year)
    return rows
