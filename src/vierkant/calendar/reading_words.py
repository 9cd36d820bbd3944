"""Words around dates, in Dutch and English: months, days of the week, kinds of meetings."""

from __future__ import annotations

import re

from vierkant.calendar.reading_results import DateKind

MONTHS = {
    "januari": 1, "january": 1, "jan": 1,
    "februari": 2, "february": 2, "feb": 2, "febr": 2,
    "maart": 3, "march": 3, "mrt": 3, "mar": 3,
    "april": 4, "apr": 4,
    "mei": 5, "may": 5,
    "juni": 6, "june": 6, "jun": 6,
    "juli": 7, "july": 7, "jul": 7,
    "augustus": 8, "august": 8, "aug": 8,
    "september": 9, "sept": 9, "sep": 9,
    "oktober": 10, "october": 10, "okt": 10, "oct": 10,
    "november": 11, "nov": 11,
    "december": 12, "dec": 12,
}  # fmt: skip
"""Months as people write them, without a point behind them."""

LONG_MONTHS = (*sorted(word for word in MONTHS if len(word) > 4), "june", "july", "juni", "juli")
"""What a misspelt month is compared with."""

WEEKDAYS = {
    "maandag": 0, "monday": 0, "mon": 0, "ma": 0,
    "dinsdag": 1, "tuesday": 1, "tues": 1, "tue": 1, "din": 1, "di": 1,
    "woensdag": 2, "wednesday": 2, "wed": 2, "woe": 2, "wo": 2,
    "donderdag": 3, "thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "don": 3, "do": 3,
    "vrijdag": 4, "friday": 4, "fri": 4, "vrij": 4, "vri": 4, "vr": 4,
    "zaterdag": 5, "saturday": 5, "sat": 5, "zat": 5, "za": 5,
    "zondag": 6, "sunday": 6, "sun": 6, "zon": 6, "zo": 6,
}  # fmt: skip
"""Days of the week, Monday is 0."""


def alternatives(words: dict[str, int]) -> str:
    """The words for a regular expression, longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_KINDS = (
    (DateKind.RECESS, r"reces\w*|recess\w*|vakantie\w*|holidays?|\w{0,12}vakantie|\w{0,12}reces"),
    (
        DateKind.OTHER,
        r"presidium\w*|agendacommissie\w*|auditcommissie\w*|audit committee|rekenkamer\w*|werkgeverscommissie\w*"
        r"|vertrouwenscommissie\w*|referendumcommissie\w*|bezwaar(?:schriften)?commissie\w*|fractie\w*|werkbezoek\w*"
        r"|work visit|training\w*|heisessie\w*|raadsinformatie\w*|informatieavond\w*|\bria\b|collegevergadering\w*"
        r"|dagelijks bestuur|\bdb\b|aanlever\w*|deadline\w*|stukken|agendaoverleg\w*|gesloten dag|receptie\w*"
        r"|excursie\w*|verkiezing\w*|election\w*",
    ),
    (
        DateKind.COMMITTEE,
        r"(?:raads)?commissie\w*|committees?|beeldvorm\w*|oordeelsvorm\w*|opinievorm\w*|opinierend\w*|opiniërend\w*"
        r"|informerend\w*|voorbereidend\w*|forum|ronde tafel\w*|rondetafel\w*|raadsronde\w*|raadskamer\w*"
        r"|politieke markt|raad op (?:dinsdag|woensdag|donderdag)|adviesronde\w*|commissies",
    ),
    (
        DateKind.MEETING,
        r"(?:gemeente)?raad(?:svergadering(?:en)?|savond(?:en)?)?|(?:gemeente)?raden|besluitvorm\w*|besluitronde\w*"
        r"|\w{0,20}raadsvergadering(?:en)?|council(?:s| meetings?)?|algemeen bestuur|general board|\bab\b"
        r"|bestuursvergadering(?:en)?|board(?: meetings?)?|begrotingsraad|kadernotaraad",
    ),
)
_SPECIFIC = tuple(
    (kind, re.compile(rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_])", re.IGNORECASE)) for kind, pattern in _KINDS
)


def kind_of(text: str) -> DateKind | None:
    """What the words say that a date is; None when they say nothing. The most specific word wins."""
    for kind, pattern in _SPECIFIC:
        if pattern.search(text):
            return kind
    return None
