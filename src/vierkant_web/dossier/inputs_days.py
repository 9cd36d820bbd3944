"""Days and periods between the dossier and a box on screen: as people write them, and as a dossier holds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from pydantic import ValidationError

from vierkant.calendar.inputs import Period
from vierkant.dossier.days import Written, days_of, periods_of
from vierkant_web.templatetags.words import page_language

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_UNTIL = {"nl": "t/m", "en": "to"}


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in a box: as a dossier holds it, what was not understood, and what cannot be."""

    values: tuple[str, ...]
    unclear: tuple[str, ...]
    impossible: tuple[str, ...]


def days(text: str) -> Box:
    """Days, one per line or with a comma or semicolon between them."""
    return _box(days_of(text), date.fromisoformat)


def periods(text: str) -> Box:
    """Periods, one per line or with a semicolon between them."""
    return _box(periods_of(text), Period.model_validate)


def _box(found: Written, read: Callable[[str], object]) -> Box:
    wrong = []
    for value in found.values:
        try:
            read(value)
        except (ValueError, ValidationError):
            wrong.append(_DAY.sub(_day_first, value))
    return Box(found.values, found.unclear, tuple(wrong))


def _day_first(found: re.Match[str]) -> str:
    """As people write it, also when the day does not exist."""
    return f"{int(found[3])}-{int(found[2])}-{found[1]}"


def day(value: str) -> str:
    """A day as it stands in a box: 15-4-2027."""
    found = date.fromisoformat(value)
    return f"{found.day}-{found.month}-{found.year:04d}"


def period(value: str) -> str:
    """A period as it stands in a box: 10-7-2027 t/m 22-8-2027 zomerreces."""
    found = Period.model_validate(value)
    first, last = day(found.first.isoformat()), day(found.last.isoformat())
    return f"{first} {_UNTIL[page_language()]} {last} {found.name}".strip()


def day_in_words(value: str) -> str:
    """15 april 2027."""
    return date_format(date.fromisoformat(value), "j F Y")


def period_in_words(value: str) -> str:
    """10 juli 2027 t/m 22 augustus 2027 (zomerreces)."""
    found = Period.model_validate(value)
    days_ = (
        f"{date_format(found.first, 'j F Y')} {_UNTIL[page_language()]} {date_format(found.last, 'j F Y')}"
    )
    return f"{days_} ({found.name})" if found.name else days_
