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
_FIRST_NAMES = frozenset(
    """
    aad abdel abdullah adriaan agnes ahmed ali alice aline amina amir andré angela anita anja anke anna anne annemarie
    annie anouk anton arie arjan arno astrid ayse barbara bart bas ben bert bianca bob bram carla carlo carolien
    caroline cees charlotte chris christa cindy claudia corrie daan daniel danny david debbie dennis diana dirk edwin
    ellen els elly emma erik erwin esther eva evelien fatima fatma femke fenna ferry floor frank frans fred gerard gerda
    gerrit gert gijs guus hanna hannah hans harm harry hassan heleen henk herman ibrahim ilse inge ingrid irene iris
    jaap jacqueline jan janneke jasper jelle jeroen jessica joep johan johanna john joke joost jos joyce judith julia
    jurgen karel karim karin kees kelly khalid kim klaas koen lars laura leo leon lianne lieke linda lisa lisette lotte
    lucas luuk maaike maarten mandy marc marcel marco margriet maria marian marieke marijke marja marjan mark marleen
    marlies martijn martin marjolein mehmet melissa merel mia michael michel miranda mirjam mohamed mohammed monique
    mustafa nadia natasja nathalie nick nico niels nienke noor olga omar patricia patrick paul paula peter petra pieter
    pim piet rachid ralph ramon rené ria richard rick rik rob robert robin roel ron ronald rosa ruben ruud samira sandra
    sanne sara saskia sem simone sjoerd sofie sonja stefan stephan steven susan suzanne sven theo thijs thomas tim tom
    ton tamara tineke truus ursula vera vincent wendy wessel willem wilma wim wouter yasmin yvonne yusuf
    """.split()  # noqa: SIM905 - two hundred words that nobody reads as a list
)
"""First names that are common in the Netherlands: with a capitalised word behind them a cell is a person."""
_AFTER_FIRST = re.compile(rf"^(?i:{_BETWEEN})*{_CAPITAL}(?:\s{_CAPITAL})*$")
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
    return "name" if _NAME.search(cell) or _has_first_name(cell) else None


def _has_first_name(cell: str) -> bool:
    first, _space, rest = cell.partition(" ")
    return first.casefold() in _FIRST_NAMES and _AFTER_FIRST.match(rest.strip()) is not None


def _may_be_number_of_person(text: str) -> bool:
    """A telephone number, or a number that passes the check on a burgerservicenummer."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) == 10:
        return digits[0] == 0
    digits = [0] * (9 - len(digits)) + digits
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0 and any(
        digits
    )
