"""Whether a table holds personal data where counts are expected. Nothing of its content is repeated but our own words.

A table of counts has no names, numbers, dates of birth or addresses. What is found here is refused before anything
else is read. A first or last name alone, in a column with another title, is not recognised: only the pattern of a full
name is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

PERSONAL_HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "naam", "namen", "voornaam", "voornamen", "achternaam", "roepnaam", "geboortenaam", "voorletters", "initialen",
        "tussenvoegsel", "medewerker", "werknemer", "name", "names", "firstname", "lastname", "surname", "fullname",
        "initials", "employee",
    ),
    "number": (
        "personeelsnummer", "personeelsnr", "persnr", "medewerkernummer", "medewerkernr", "werknemernummer", "bsn",
        "burgerservicenummer", "sofinummer", "employeeid", "employeenumber", "staffnumber", "personnelnumber",
    ),
    "birth": ("geboortedatum", "gebdatum", "geboren", "geboortejaar", "leeftijd", "dateofbirth", "birthdate", "dob",
              "birthday", "age"),
    "contact": (
        "email", "emailadres", "mail", "mailadres", "emailaddress", "telefoon", "telefoonnummer", "telefoonnr",
        "mobiel", "gsm", "phone", "phonenumber", "mobile", "adres", "woonadres", "straat", "huisnummer", "postcode",
        "woonplaats", "address", "street", "postalcode", "iban", "rekeningnummer",
    ),
    "private": ("geslacht", "gender", "nationaliteit", "nationality", "burgerlijkestaat", "verzuim", "ziekte"),
}  # fmt: skip
"""Words in a header that say: one row per person."""

_CONTAINED = {
    word: kind
    for kind, words in PERSONAL_HEADERS.items()
    for word in words
    if len(word) >= 8 or word == "email"
    if word not in ("medewerker", "werknemer", "employee")  # with an s they are the title of a count
}
_EXACT = {word: kind for kind, words in PERSONAL_HEADERS.items() for word in words}
_HARMLESS = (
    "team", "functie", "afdeling", "groep", "gemeente", "organisatie", "onderdeel", "dienst", "cluster", "schaal",
    "function", "department", "group", "municipality", "organi", "unit", "partner", "scale",
)  # fmt: skip
"""Words that make "naam" the name of something else: "naam team", "functienaam"."""

_WORDS = re.compile(r"[^\W\d_]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_PHONE = re.compile(r"(?:\+31|0031|0)[\s-]?[1-9](?:[\s-]?\d){8}")
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?")
_DATE = re.compile(
    r"(?:(?P<day>\d{1,2})[-/.\s](?P<month>\d{1,2}|[a-z]{3,9})[-/.\s](?P<late>\d{4}|\d{2})"
    r"|(?P<early>\d{4})[-/.](?P<second>\d{1,2})[-/.](?P<third>\d{1,2}))(?:[T\s][\d:.]+)?",
    re.IGNORECASE,
)
_OLDEST, _YOUNGEST = 1920, 2014
"""Years in which somebody who works can be born; a reference date of a count is later."""

_BETWEEN = r"(?:(?:van|de|der|den|ten|ter|te|'t|el|al|la|von|di|bin|ben)\s+)"
_CAPITAL = r"[A-ZÀ-Þ][\w'’]*(?:-[A-ZÀ-Þ][\w'’]*)*"
_INITIALS = r"(?:[A-ZÀ-Þ][a-z]?\.\s?)+"
_CERTAIN_NAME = re.compile(
    rf"(?:{_INITIALS}\s*{_BETWEEN}*{_CAPITAL}"
    rf"|{_CAPITAL}(?:\s{_CAPITAL})*,\s*(?:{_INITIALS}|{_CAPITAL})(?:\s*{_BETWEEN}*)"
    rf"|{_CAPITAL}\s+{_BETWEEN}+{_CAPITAL})",
)
"""Initials with a name, a name with a comma, or a small word as "van" between two names."""
_LIKELY_NAME = re.compile(rf"{_CAPITAL}(?:\s{_CAPITAL}){{1,3}}")
_WORK = re.compile(
    r"medewerk|adviseu?r|advis[eo]|manag|team|hoofd|beleid|juri|secret|co[oö]rdin|senior|junior|vergun|toezich|handha"
    r"|consul|admin|project|program|inspect|beheer|ontwerp|ingeni|planol|contro|financ|inkoop|special|klant|burger"
    r"|zaken|ruimt|bouw|wonen|sociaal|zorg|jeugd|werk|inkomen|belast|ict|offic|desk|servic|publi|legal|clerk"
    r"|leider|direct|griff|archief|data|anal|verkeer|groen|afval|milieu|openba|orde|veilig|commun|strat|facil|hrm"
    r"|personeel|afdeling|cluster|dienst|gemeente|wijk|regio|noord|zuid|oost|west|balie|bedrijf|economi|cultuur|sport"
    r"|onderwijs|welzijn|participatie|omgeving|wegen|water|permit|works|support|planning|manager|worker|engineer",
    re.IGNORECASE,
)
"""Parts of words for work and places to work: with one of these a text in capitals is no name."""

_FEWEST_NAMES = 3
_NAMES, _DIFFERENT = 0.6, 0.8


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Something personal in the table: which kind, and where; never the text itself."""

    kind: str
    """``name``, ``number``, ``birth``, ``contact``, ``private``; or ``email``, ``bsn``, ``names``, ``born`` …"""
    row: int | None
    """1-based; None when a whole column is meant."""
    column: int
    """1-based."""
    word: str | None = None
    """The word of a header that gave it away: from our own list, not from the file."""


def personal_data(
    rows: Sequence[Sequence[str]], header: int, *, counted: frozenset[int], named: frozenset[int]
) -> Iterator[PersonalData]:
    """Everything personal in the table, header words first.

    Args:
        rows: the cells as text.
        header: the place of the row with the titles of the columns.
        counted: places of columns that hold teams or functions: only a certain pattern of a name counts there.
        named: places of columns with the name of a municipality: no name of a person is looked for.
    """
    for number, row in enumerate(rows[: header + 1], 1):
        for place, cell in enumerate(row):
            found = header_word(cell, whole=number <= header)
            if found:
                yield PersonalData(_EXACT[found], number, place + 1, found)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            kind = cell_kind(cell)
            if kind:
                yield PersonalData(kind, number, place + 1)
    width = max((len(row) for row in rows), default=0)
    for place in range(width):
        if place not in named:
            column = [row[place].strip() for row in rows[header + 1 :] if place < len(row)]
            if names_in(column, certain_only=place in counted):
                yield PersonalData("names", None, place + 1)


def header_word(cell: str, *, whole: bool = False) -> str | None:
    """The word of our list that makes a title personal; ``whole``: only when the title is that word."""
    words = [word.casefold() for word in _WORDS.findall(cell)]
    joined = "".join(words)
    if joined in _EXACT:
        return joined
    if whole or not words:
        return None
    for word in _CONTAINED:
        if word in joined:
            return word
    harmless = any(part in joined for part in _HARMLESS)
    return next((word for word in words if word in _EXACT and not (harmless and word in _NAME_WORDS)), None)


_NAME_WORDS = frozenset(PERSONAL_HEADERS["name"])


def cell_kind(cell: str) -> str | None:
    """``email``, ``bsn``, ``born``, ``phone`` or ``iban`` when the cell looks like one; otherwise None."""
    text = cell.strip()
    if not text or len(text) > 200:
        return None
    return next((kind for kind, holds in _CELLS.items() if holds(text)), None)


def is_bsn(text: str) -> bool:
    """Eight or nine digits that pass the test of eleven (weights 9 to 2, and −1 for the last digit)."""
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"\d{8,9}", digits) or _DATE.fullmatch(text):
        return False
    numbers = [int(digit) for digit in digits.zfill(9)]
    total = sum(weight * number for weight, number in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), numbers, strict=True))
    return total % 11 == 0 and any(numbers)


def is_birth_date(text: str) -> bool:
    """A date in a year in which somebody who works can be born; of two digits, from 20 up is taken as 19…"""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year = int(found["early"] or found["late"])
    if year < 100:
        year += 1900 if year > 30 else 2000
    return _OLDEST <= year <= _YOUNGEST


def names_in(column: Sequence[str], *, certain_only: bool) -> bool:
    """Whether a column holds mostly different full names of people.

    In a column of teams or functions only a pattern counts that no team has: initials, a comma, "van" between names.
    """
    texts = [text for text in column if text]
    if len(texts) < _FEWEST_NAMES:
        return any(_certain(text) and (not certain_only or "." in text) for text in texts)
    names = [text for text in texts if _certain(text) or (not certain_only and _likely(text))]
    return len(names) >= _NAMES * len(texts) and len(set(names)) >= _DIFFERENT * len(names)


def _certain(text: str) -> bool:
    return bool(_CERTAIN_NAME.fullmatch(text)) and not _WORK.search(text)


def _likely(text: str) -> bool:
    return bool(_LIKELY_NAME.fullmatch(text)) and not _WORK.search(text)


_CELLS: Mapping[str, Callable[[str], bool]] = {
    "email": lambda text: bool(_EMAIL.search(text)),
    "bsn": is_bsn,
    "born": is_birth_date,
    "phone": lambda text: bool(_PHONE.fullmatch(text)),
    "iban": lambda text: bool(_IBAN.fullmatch(text)),
}
