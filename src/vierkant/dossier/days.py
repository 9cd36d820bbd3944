"""Days and periods as people write them in one cell or box, to the text of a file. Nothing is guessed.

Day first, as in Dutch: ``14-4-2027``, ``14/4/2027``, ``14 april 2027``, ``do 14 apr 2027``; or year first:
``2027-04-14``. Whether the day exists is checked with the rest of the dossier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vierkant.calendar.inputs import PERIOD_PATTERN

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb february", "maart mrt march mar", "april apr", "mei may",
            "juni jun june", "juli jul july", "augustus aug august", "september sep sept",
            "oktober okt october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAY = (
    r"(?:(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?\s+)?"
)
_YEAR_FIRST = r"\d{4}-\d{1,2}-\d{1,2}"
_DAY_FIRST = r"\d{1,2}\s*(?:[-/.]\s*\d{1,2}\s*[-/.]|[-\s]\s*[a-z]{3,9}\.?\s*[-\s])\s*\d{4}"
_DAY = rf"{_WEEKDAY}(?:{_YEAR_FIRST}|{_DAY_FIRST})(?!\d)"
_ONE_DAY = re.compile(_DAY, re.IGNORECASE)
_BETWEEN = r"\s*(?:/|\.\.|t/m|tm|tot en met|to|until|[–—]|(?<=\s)-(?=\s))\s*"
_PERIOD = re.compile(rf"({_DAY})(?:{_BETWEEN}({_DAY}))?[\s:,]*([^\r\n]*)", re.IGNORECASE)
_NEXT_PERIOD = re.compile(rf"\s*;\s*(?={_DAY})", re.IGNORECASE)
_PARTS = re.compile(r"(\d{1,2})\W+(\d{1,2}|[a-z]+)\W+(\d{4})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What was understood, as a file has it, and the pieces that were not."""

    values: tuple[str, ...]
    unclear: tuple[str, ...]


def day_of(text: str) -> str | None:
    """The day as ``2027-04-14``; None when it is not written as a day."""
    text = text.strip()
    if _ONE_DAY.fullmatch(text) is None:
        return None
    found = re.search(_YEAR_FIRST, text)
    if found is not None:
        year, month, day = (int(part) for part in found[0].split("-"))
        return f"{year:04d}-{month:02d}-{day:02d}"
    parts = _PARTS.search(text)
    if parts is None:
        return None
    month_number = int(parts[2]) if parts[2].isdigit() else _MONTHS.get(parts[2].lower())
    return None if month_number is None else f"{int(parts[3]):04d}-{month_number:02d}-{int(parts[1]):02d}"


def days_of(text: str) -> Written:
    """Days, one per line or with a comma or semicolon between them."""
    values: list[str] = []
    unclear: list[str] = []
    for piece in re.split(r"[;,\r\n]", text):
        if piece.strip():
            day = day_of(piece)
            (unclear if day is None else values).append(day or piece.strip())
    return Written(tuple(values), tuple(unclear))


def periods_of(text: str) -> Written:
    """Periods, one per line or with a semicolon between them: first day, last day, and a name if there is one."""
    values: list[str] = []
    unclear: list[str] = []
    for line in re.split(r"[\r\n]+", text):
        for piece in _NEXT_PERIOD.split(line):
            if piece.strip(" ;"):
                as_in_a_file = re.match(PERIOD_PATTERN, piece.strip())
                period = piece.strip() if as_in_a_file else _period(piece.strip(" ;"))
                (unclear if period is None else values).append(period or piece.strip())
    return Written(tuple(values), tuple(unclear))


def _period(text: str) -> str | None:
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    first, last = day_of(found[1]), day_of(found[2] or found[1])
    return None if first is None or last is None else f"{first}/{last} {found[3]}".strip()
