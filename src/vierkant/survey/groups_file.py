"""The groups of a wave from a file: one row per group, with how many people it has. Never a row per person.

A file that holds data of persons is refused as a whole, before anything else is read, and what it says is not
repeated: messages name rows and columns only.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import chain, islice

from vierkant.quantities import Message
from vierkant.survey.personal_data import personal_cells, personal_headers
from vierkant.survey.setup import WaveGroup

MOST_BYTES = 1_000_000
MOST_GROUPS = 2_000
_MOST_PROBLEMS = 20
"""More are counted, not listed."""
_MOST_ALONE = 0.8
"""From this share of rows with one person or no number the file is a list of persons."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "group": ("groep", "group", "naamgroep", "groepsnaam", "groupname"),
    "organisation": ("organisatie", "organisation", "organization", "gemeente", "partner", "deelnemer"),
    "team": ("team", "afdeling", "naamteam", "teamnaam"),
    "family": ("functiefamilie", "familie", "family", "functiegroep", "functionfamily"),
    "invited": ("uitgenodigd", "aantal", "medewerkers", "invited", "people", "aantalmedewerkers", "aantalmensen"),
}  # fmt: skip
_NEEDED = ("group", "organisation", "invited")
_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How a spreadsheet or a PDF begins: not a text."""


@dataclass(frozen=True, slots=True)
class GroupsFile:
    """What a file says, or why it cannot be used: with ``problems`` there are no groups."""

    groups: tuple[WaveGroup, ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict)
    """Key of a team → its name."""
    families: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()
    personal: bool = False
    """Refused because it holds data of persons; nothing of it may be stored."""


def read_groups(source: bytes | str, organisations: Mapping[str, str]) -> GroupsFile:
    """The groups in a file with columns group, organisation, team, family (of functions) and invited.

    Args:
        source: comma, semicolon or tab between the cells; UTF-8 with or without its mark, or Windows-1252.
        organisations: key → name of who takes part; a row may use either.
    """
    if len(source) > MOST_BYTES:
        return _refused(Message("survey.groups.too_large", {"most": MOST_BYTES // 1_000}))
    if isinstance(source, bytes) and source.startswith(_SIGNS):
        return _refused(Message("survey.groups.not_text"))
    text = source if isinstance(source, str) else _decoded(source)
    rows = _rows(text.removeprefix("\ufeff"))
    if not rows:
        return _refused(Message("survey.groups.empty"))
    (_number, header), *body = rows
    seen = tuple(
        chain(
            personal_headers(header),
            chain.from_iterable(personal_cells(cells, number) for number, cells in rows),
        )
    )
    if seen:
        return GroupsFile(problems=(Message("survey.groups.personal"), *_some(seen)), personal=True)
    places, problems = _places(header)
    if problems:
        return _refused(*problems)
    if not body:
        return _refused(Message("survey.groups.empty"))
    alone = sum(_cell(cells, places["invited"]) in ("", "1") for _row, cells in body)
    if len(body) > 1 and alone >= _MOST_ALONE * len(body):
        return GroupsFile(problems=(Message("survey.groups.row_per_person"),), personal=True)
    return _Reading(places, organisations).read(body)


def _refused(*problems: Message) -> GroupsFile:
    return GroupsFile(problems=problems)


def _some(problems: Sequence[Message]) -> Iterator[Message]:
    yield from islice(problems, _MOST_PROBLEMS)
    if len(problems) > _MOST_PROBLEMS:
        yield Message("survey.groups.more", {"number": len(problems) - _MOST_PROBLEMS})


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", errors="replace")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Rows that hold anything, with their number in the file."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";,\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        return [
            (number, [cell.strip() for cell in cells])
            for number, cells in enumerate(reader, 1)
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error:  # a cell of more than 128 kB: this is no list of groups
        return []


def _places(header: Sequence[str]) -> tuple[dict[str, int], tuple[Message, ...]]:
    """Where each column stands. A column that we do not use is refused: it may hold anything."""
    places: dict[str, int] = {}
    problems: list[Message] = []
    for place, title in enumerate(header):
        plain = re.sub(r"[\W_]+", "", title.casefold())
        name = next((name for name, words in _COLUMNS.items() if plain in words), None)
        if name is None:
            problems.append(Message("survey.groups.unknown_column", {"column": place + 1}))
        elif name in places:
            problems.append(Message("survey.groups.column_twice", {"column": place + 1}))
        else:
            places[name] = place
    problems += [Message(f"survey.groups.no_{name}") for name in _NEEDED if name not in places]
    return places, tuple(problems)


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def slug(text: str) -> str:
    """A key from a name: small letters and digits with hyphens between; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")


class _Reading:
    """Reads the rows of one file; problems and groups together."""

    def __init__(self, places: Mapping[str, int], organisations: Mapping[str, str]) -> None:
        self.places = places
        self.by_name = {name.casefold(): key for key, name in organisations.items()}
        self.by_name |= {key.casefold(): key for key in organisations}
        self.groups: dict[str, WaveGroup] = {}
        self.teams: dict[str, str] = {}
        self.families: dict[str, str] = {}
        self.problems: list[Message] = []

    def read(self, rows: Sequence[tuple[int, list[str]]]) -> GroupsFile:
        """All rows."""
        if len(rows) > MOST_GROUPS:
            return _refused(Message("survey.groups.too_many", {"most": MOST_GROUPS}))
        for number, cells in rows:
            self._row(number, {name: _cell(cells, place) for name, place in self.places.items()})
        if self.problems:
            return _refused(*_some(self.problems))
        return GroupsFile(tuple(self.groups.values()), self.teams, self.families)

    def _row(self, number: int, cells: Mapping[str, str]) -> None:
        name, team, family = cells["group"], cells.get("team", ""), cells.get("family", "")
        organisation = self.by_name.get(cells["organisation"].casefold())
        invited = _whole(cells["invited"])
        wrong = []
        if not _usable(name):
            wrong.append("group")
        if organisation is None:
            wrong.append("organisation")
        if invited is None:
            wrong.append("invited")
        wrong += [kind for kind, text in (("team", team), ("family", family)) if text and not _usable(text)]
        if wrong or organisation is None or invited is None:
            self.problems += [
                Message(f"survey.groups.bad_{kind}", {"row": number, "column": self.places[kind] + 1})
                for kind in wrong
            ]
            return
        key = _key(organisation, name)
        if key in self.groups:
            self.problems.append(Message("survey.groups.group_twice", {"row": number}))
            return
        team_key = _key(organisation, team) if team else None
        if team_key:
            self.teams.setdefault(team_key, team)
        if family:
            self.families.setdefault(slug(family), family)
        self.groups[key] = WaveGroup(
            key=key,
            name=name,
            organisation=organisation,
            team=team_key,
            family=slug(family) or None,
            invited=invited,
        )


def _key(organisation: str, name: str) -> str:
    """The same name in two organisations is two groups and two teams."""
    return f"{organisation}-{slug(name)}"[:60].rstrip("-")


def _usable(text: str) -> bool:
    """Something to make a key of, not too long, and printable in every file and database."""
    return bool(slug(text)) and len(text) <= 200 and text.isprintable()


def _whole(text: str) -> int | None:
    """A number of people from 1; None for anything else."""
    plain = text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 6):
        return None
    return int(plain) if 1 <= int(plain) <= 100_000 else None
