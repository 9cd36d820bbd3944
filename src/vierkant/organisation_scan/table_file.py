"""A CSV as people export it: separator and letters are found out, titles of columns are recognised, the rest stays."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from vierkant.quantities import Message

MOST_BYTES, MOST_ROWS, LONGEST_CELL = 2_000_000, 5_000, 2_000
_PERSONAL = (
    "contact", "mail", "telefoon", "mobiel", "phone", "medewerker", "beheerder", "gebruiker", "eigenaar", "persoon",
    "person", "employee", "username", "voornaam", "achternaam", "geregistreerddoor", "gewijzigddoor", "auteur",
    "author",
)  # fmt: skip
"""Parts of a title that say that a column is about persons."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, each with its number as a spreadsheet counts, and what was done with the columns."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    """(number, title → cell) with titles as `plain_title` gives them."""
    titles: Mapping[str, str]
    """Plain title → the title as it stands in the file."""


@dataclass(frozen=True, slots=True)
class NoTable:
    """Why the file cannot be read at all."""

    problem: Message


def plain_title(text: str) -> str:
    """A title in small letters without spaces and signs; an underscore in front stays, it tells two columns apart."""
    found = re.sub(r"[\W_]+", "", text.casefold())
    return f"_{found}" if text.strip().startswith("_") else found


def is_personal(title: str) -> bool:
    """Whether a column is about persons, by its plain title."""
    return any(part in title for part in _PERSONAL)


def read_table(source: bytes) -> Table | NoTable:
    """The table in a file. The first row that holds something has the titles."""
    if len(source) > MOST_BYTES:
        size = {"size": len(source) // 1000, "limit": MOST_BYTES // 1000}
        return NoTable(Message("organisation_scan.file.too_large", size))
    text = _text(source)
    if text is None:
        return NoTable(Message("organisation_scan.file.no_text"))
    separator, text = _separator(text)
    try:
        lines = [
            (number, cells)
            for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), 1)
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error:
        return NoTable(Message("organisation_scan.file.no_text"))
    if len(lines) < 2:
        return NoTable(Message("organisation_scan.file.empty"))
    if len(lines) > MOST_ROWS + 1:
        rows = {"count": len(lines) - 1, "limit": MOST_ROWS}
        return NoTable(Message("organisation_scan.file.too_many_rows", rows))
    return _table(lines)


def _table(lines: Sequence[tuple[int, list[str]]]) -> Table:
    titles: dict[str, str] = {}
    places: dict[str, int] = {}
    for place, title in enumerate(lines[0][1]):
        plain = plain_title(title)
        if plain and plain not in titles:
            titles[plain] = title.strip()[:100]
            places[plain] = place
    rows = tuple(
        (
            number,
            {
                plain: cells[place].strip()[:LONGEST_CELL] if place < len(cells) else ""
                for plain, place in places.items()
            },
        )
        for number, cells in lines[1:]
    )
    return Table(rows, titles)


def _text(source: bytes) -> str | None:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return source.decode("utf-16")
        except UnicodeDecodeError:
            return None
    if b"\x00" in source:
        return None
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", errors="replace")


def _separator(text: str) -> tuple[str, str]:
    """What stands between columns, and the text without a line "sep=;" of Excel that says it itself."""
    head, _newline, rest = text.lstrip("\r\n").partition("\n")
    if head.strip().casefold().startswith("sep=") and len(head.strip()) == 5:
        return head.strip()[4], rest
    return max(";,\t", key=head.count), text
