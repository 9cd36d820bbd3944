"""Whether a table of groups holds data of persons. Only where it stands is told, never what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vierkant.quantities import Message

_HEADERS = (
    "naam", "namen", "voornaam", "voornamen", "achternaam", "roepnaam", "voorletters", "initialen", "tussenvoegsel",
    "medewerker", "werknemer", "contactpersoon", "leidinggevende", "personeelsnummer", "personeelsnr", "persnr",
    "medewerkernummer", "medewerkernr", "werknemernummer", "bsn", "burgerservicenummer", "sofinummer", "geboortedatum",
    "geboren", "geboortejaar", "leeftijd", "geslacht", "email", "emailadres", "mail", "mailadres", "telefoon",
    "telefoonnummer", "mobiel", "adres", "woonadres", "postcode", "woonplaats", "iban", "rekeningnummer",
    "gebruikersnaam", "inlognaam", "name", "names", "firstname", "lastname", "surname", "fullname", "initials",
    "employee", "manager", "employeeid", "employeenumber", "staffnumber", "personnelnumber", "dateofbirth", "birthdate",
    "age", "gender", "emailaddress", "phone", "phonenumber", "mobile", "address", "username",
)  # fmt: skip
"""Headers of a file about persons, without spaces, hyphens and dots."""
_PARTS = (
    "voornaam", "achternaam", "roepnaam", "voorletter", "personeelsn", "medewerkern", "werknemern", "burgerservice",
    "geboorte", "emailadres", "telefoon", "postcode", "firstname", "lastname", "emailaddress",
)  # fmt: skip
"""Parts that say the same inside a longer header."""

_MAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]{2,}")
_DIGITS = re.compile(r"(?<!\d)\d(?:[\s.\-]?\d){7,9}(?!\d)")
_BETWEEN = r"(?:(?:van|de|der|den|ten|ter|te|'t|’t|el|al|la|von|di|bin|ben)\s+)"
_CAPITAL = r"[A-ZÀ-Þ][^\W\d_]+(?:-[A-ZÀ-Þ][^\W\d_]+)*"
_INITIALS = r"(?:[A-ZÀ-Þ][a-z]?\.\s?)+"
_NAME = re.compile(
    rf"(?<!\w){_INITIALS}\s*{_BETWEEN}*{_CAPITAL}"
    rf"|{_CAPITAL}(?:\s{_CAPITAL})*,\s*(?:{_INITIALS}|(?:van|de|der|den)\b)"
    r"|^(?i:de heer|dhr\.?|mevrouw|mevr\.?|mw\.?)\s",
)
"""Initials with a name, a name with its initials or "de" behind a comma, a title in front."""
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def personal_headers(headers: Sequence[str]) -> Iterator[Message]:
    """The columns whose header says that a row is a person. Columns count from 1."""
    for column, header in enumerate(headers, 1):
        plain = re.sub(r"[\W_]+", "", header.casefold())
        if plain in _HEADERS or any(part in plain for part in _PARTS) or _MAIL.search(header):
            yield Message("survey.groups.personal_header", {"column": column})


def personal_cells(row: Sequence[str], number: int) -> Iterator[Message]:
    """The cells of a row that look like data of a person. ``number`` is the row as a spreadsheet counts."""
    for column, cell in enumerate(row, 1):
        kind = _kind(cell.strip())
        if kind is not None:
            yield Message(f"survey.groups.personal_{kind}", {"row": number, "column": column})


def _kind(cell: str) -> str | None:
    if _MAIL.search(cell):
        return "mail"
    if any(_may_be_number_of_person(found.group()) for found in _DIGITS.finditer(cell)):
        return "number"
    return "name" if _NAME.search(cell) else None


def _may_be_number_of_person(text: str) -> bool:
    """A telephone number, or a number that passes the check on a burgerservicenummer."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) == 10:
        return digits[0] == 0
    digits = [0] * (9 - len(digits)) + digits
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0 and any(
        digits
    )
