"""From a table with counts per team, function and scale to a proposal for groups. A table with persons is refused.

The table is looked at in two rounds. First for personal data: when there is any, the whole table is refused, with
every place where it was found, and nothing else is read. Then for the counts. What is refused is not repeated: a
message holds a word of our own list, a row and a column, never the text of a cell.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vierkant.change.inputs import Group
from vierkant.change.staff_privacy import personal_data
from vierkant.quantities import Certainty, Confidence, Finding, Level, Message, MessageArgument

HEADERS: Mapping[str, tuple[str, ...]] = {
    "team": (
        "team", "teams", "teamnaam", "naamteam", "afdeling", "afdelingsnaam", "organisatieonderdeel", "onderdeel",
        "cluster", "eenheid", "department", "unit", "teamname",
    ),
    "function": (
        "functie", "functies", "functienaam", "naamfunctie", "functieprofiel", "functietitel", "rol", "function",
        "functions", "job", "jobtitle", "role", "position",
    ),
    "scale": ("schaal", "salarisschaal", "functieschaal", "loonschaal", "scale", "payscale", "salaryscale", "grade"),
    "count": (
        "aantal", "aantallen", "aantalmedewerkers", "medewerkers", "aantalmensen", "mensen", "personen",
        "aantalpersonen", "omvang", "bezetting", "count", "number", "people", "persons", "headcount", "employees",
        "staff", "numberofpeople", "numberofemployees", "size",
    ),
    "partner": (
        "gemeente", "deelnemer", "organisatie", "werkgever", "municipality", "partner", "organisation",
        "organization", "employer",
    ),
}  # fmt: skip
"""What a column is about → the titles by which it is known, in small letters without spaces."""

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, MOST_PEOPLE = 5000, 50, 200, 100_000
_LOOKED_AT = 15
"""Rows in which the titles of the columns are looked for."""
_ROWS_NAMED = 5
_TOTALS = frozenset(
    ("totaal", "totalen", "eindtotaal", "subtotaal", "total", "totals", "grandtotal", "som", "sum")
)
_WHOLE = re.compile(r"\d+(?:[.,]0+)?|\d{1,3}(?:[.\s]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_SCALE = re.compile(r"(?:schaal|scale|s)?\s*(\d{1,2})(?:\.0)?\s*[a-z]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StaffFileFault:
    """Why the file cannot be used: what, where, why in ``message``; what to do in ``action``."""

    id: str
    message: Message
    action: Message
    rows: tuple[int, ...]
    """1-based; empty when the whole file or a whole column is meant."""
    column: int | None
    """1-based."""


class StaffFileError(ValueError):
    """The file is refused; ``faults`` holds every reason and nothing of the content.

    ``personal`` says that it holds personal data: it must not be stored.
    """

    def __init__(self, faults: Sequence[StaffFileFault], *, personal: bool) -> None:
        self.faults = tuple(faults)
        self.personal = personal
        super().__init__(", ".join(fault.id for fault in self.faults))


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """One group that the table proposes. ``single``: it is one person, so it points to somebody."""

    name: str
    team: str | None
    function: str | None
    scale: int | None
    people: int
    partner: str | None
    """The name of the municipality, as in the table."""
    single: bool


@dataclass(frozen=True, slots=True)
class StaffProposal:
    """The groups in the order of the table; rows with the same partner, team, function and scale are one group."""

    groups: tuple[StaffGroup, ...]
    people: int
    ignored: tuple[int, ...]
    """1-based columns that were not used."""
    findings: tuple[Finding, ...]


def csv_rows(text: str) -> list[list[str]]:
    """The cells of a text with semicolons, commas or tabs between them; the mark most used in the first lines."""
    text = text.removeprefix("\ufeff")
    start = "\n".join(text.splitlines()[:_LOOKED_AT])
    mark = max(";,\t", key=start.count)
    return [list(row) for row in csv.reader(text.splitlines(), delimiter=mark)]


def read_staff(rows: Iterable[Sequence[str]]) -> StaffProposal:
    """The groups that the table proposes.

    Args:
        rows: the cells as text, row by row; of a workbook with more sheets all of them must be read one by one.

    Raises:
        StaffFileError: the table holds personal data, or its counts cannot be read. All faults at once.
    """
    table = [[str(cell).strip() for cell in row] for row in rows]
    if not any(any(row) for row in table):
        raise StaffFileError([_fault("empty")], personal=False)
    header = _header(table)
    columns, faults = _columns(table[header])
    found = tuple(_personal(table, header, columns))
    if found:
        raise StaffFileError(found, personal=True)
    faults += _shape(table, columns)
    if faults:
        raise StaffFileError(faults, personal=False)
    lines = list(_lines(table, header, columns))
    faults = [*_faults(lines, columns), *_totals(table, header, columns, lines)]
    if faults:
        raise StaffFileError(faults, personal=False)
    return _proposal(lines, table[header], columns)


def proposed_groups(proposal: StaffProposal, *, partners: Mapping[str, str]) -> tuple[Group, ...]:
    """The proposal as groups of a dossier.

    Args:
        proposal: of `read_staff`.
        partners: id → name of the partners; a group of another municipality gets no partner.
    """
    known = {_plain(name): identifier for identifier, name in partners.items()}
    taken: set[str] = set()
    return tuple(
        Group(
            id=_identifier(item.name, taken),
            name=item.name,
            partner=known.get(_plain(item.partner)) if item.partner else None,
            size=item.people,
            team=item.team,
            scale=item.scale,
            confidence=Confidence.MEASURED,
        )
        for item in proposal.groups
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of counts; ``wrong`` are the faults in it."""

    row: int
    texts: Mapping[str, str | None]
    scale: int | None
    people: int
    wrong: tuple[str, ...]


def _plain(text: str) -> str:
    """Small letters without accents, spaces and marks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _header(table: Sequence[Sequence[str]]) -> int:
    """The row with the most titles that we know; otherwise the first row that is not empty."""
    titles = {word for words in HEADERS.values() for word in words}
    known = [sum(_plain(cell) in titles for cell in row) for row in table[:_LOOKED_AT]]
    if max(known):
        return known.index(max(known))
    return next(place for place, row in enumerate(table) if any(row))


def _columns(titles: Sequence[str]) -> tuple[dict[str, int], list[StaffFileFault]]:
    columns: dict[str, int] = {}
    faults = []
    for place, cell in enumerate(titles):
        kind = next((name for name, words in HEADERS.items() if _plain(cell) in words), None)
        if kind in columns:
            word = Message(f"impact.staff.column.{kind}")
            faults.append(_fault("twice", column=place, other=_letter(columns[kind]), word=word))
        elif kind:
            columns[kind] = place
    return columns, faults


def _personal(
    table: Sequence[Sequence[str]], header: int, columns: Mapping[str, int]
) -> Iterator[StaffFileFault]:
    counted = frozenset(columns[name] for name in ("team", "function") if name in columns)
    named = frozenset(columns[name] for name in ("partner",) if name in columns)
    places: dict[tuple[str, int, str | None], list[int]] = {}
    for item in personal_data(table, header, counted=counted, named=named):
        rows = places.setdefault((item.kind, item.column - 1, item.word), [])
        rows.extend([item.row] if item.row else [])
    for (kind, column, word), rows in places.items():
        if word:
            yield _fault("header", column=column, rows=rows, word=word)
        else:
            yield _fault(f"found_{kind}", column=column, rows=rows)


def _shape(table: Sequence[Sequence[str]], columns: Mapping[str, int]) -> list[StaffFileFault]:
    faults = []
    if "count" not in columns:
        faults.append(_fault("no_count"))
    if not {"team", "function"} & set(columns):
        faults.append(_fault("no_team"))
    if len(table) > MOST_ROWS or max(len(row) for row in table) > MOST_COLUMNS:
        faults.append(_fault("too_large", most_rows=MOST_ROWS, most_columns=MOST_COLUMNS))
    return faults


def _cell(row: Sequence[str], columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name)
    return row[place] if place is not None and place < len(row) else ""


def _is_total(row: Sequence[str]) -> bool:
    return _plain(next((cell for cell in row if cell), "")) in _TOTALS


def _lines(table: Sequence[Sequence[str]], header: int, columns: Mapping[str, int]) -> Iterator[_Line]:
    for number, row in enumerate(table[header + 1 :], header + 2):
        if not any(row) or _is_total(row):
            continue
        texts = {name: _cell(row, columns, name) or None for name in ("team", "function", "partner")}
        people, wrong_count = _people(_cell(row, columns, "count"))
        scale, wrong_scale = _scale(_cell(row, columns, "scale"))
        wrong = [wrong_count, wrong_scale]
        if not (texts["team"] or texts["function"]):
            wrong.append("nameless")
        if any(len(text or "") > LONGEST_CELL for text in texts.values()):
            wrong.append("too_long")
        yield _Line(number, texts, scale, people, tuple(name for name in wrong if name))


def _people(cell: str) -> tuple[int, str | None]:
    """The number of people, or the fault."""
    if _WHOLE.fullmatch(cell):
        grouped = re.fullmatch(r"\d{1,3}(?:[.\s]\d{3})+", cell)
        number = int(re.sub(r"\D", "", cell)) if grouped else int(re.split(r"[.,]", cell)[0])
        return (0, "count_too_large") if number > MOST_PEOPLE else (number, None)
    if not cell:
        return 0, "count_missing"
    return 0, "count_decimal" if _DECIMAL.fullmatch(cell) else "count_text"


def _scale(cell: str) -> tuple[int | None, str | None]:
    if not cell:
        return None, None
    found = _SCALE.fullmatch(cell)
    if found and 1 <= int(found[1]) <= 18:
        return int(found[1]), None
    return None, "scale"


_COLUMN_OF = {"scale": "scale", "nameless": None, "too_long": None}


def _faults(lines: Sequence[_Line], columns: Mapping[str, int]) -> Iterator[StaffFileFault]:
    rows: dict[str, list[int]] = {}
    for line in lines:
        for name in line.wrong:
            rows.setdefault(name, []).append(line.row)
    for name, found in rows.items():
        column = _COLUMN_OF.get(name, "count")
        yield _fault(name, column=columns[column] if column else None, rows=found)
    if not any(line.people for line in lines) and not rows:
        yield _fault("no_counts")


def _totals(
    table: Sequence[Sequence[str]], header: int, columns: Mapping[str, int], lines: Sequence[_Line]
) -> Iterator[StaffFileFault]:
    """A last total that is another number than the sum: something was read wrongly, or is missing."""
    totals = [
        (number, _people(_cell(row, columns, "count")))
        for number, row in enumerate(table[header + 1 :], header + 2)
        if any(row) and _is_total(row)
    ]
    if totals and not any(line.wrong for line in lines):
        number, (total, wrong) = totals[-1]
        people = sum(line.people for line in lines)
        if wrong is None and total != people:
            yield _fault("total_differs", column=columns["count"], rows=[number], total=total, people=people)


def _proposal(lines: Sequence[_Line], titles: Sequence[str], columns: Mapping[str, int]) -> StaffProposal:
    found: dict[tuple[str, ...], tuple[_Line, int]] = {}
    for line in lines:
        if line.people:
            key = (
                *(_plain(line.texts[name] or "") for name in ("partner", "team", "function")),
                str(line.scale),
            )
            first, people = found.get(key, (line, 0))
            found[key] = (first, people + line.people)
    groups = tuple(_group(line, people) for line, people in found.values())
    used = set(columns.values())
    ignored = tuple(place + 1 for place, cell in enumerate(titles) if cell and place not in used)
    singles = sum(group.single for group in groups)
    findings = []
    if singles:
        findings.append(_finding("singles", count=singles))
    if ignored:
        letters = ", ".join(_letter(column - 1) for column in ignored)
        findings.append(_finding("ignored", columns=letters))
    return StaffProposal(groups, sum(group.people for group in groups), ignored, tuple(findings))


def _group(line: _Line, people: int) -> StaffGroup:
    team, function, partner = (line.texts[name] for name in ("team", "function", "partner"))
    name = " – ".join(text for text in (function, team) if text)
    if len(name) > LONGEST_CELL:
        name = name[: LONGEST_CELL - 1].rstrip() + "…"
    return StaffGroup(name, team, function, line.scale, people, partner, people == 1)


def _identifier(name: str, taken: set[str]) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:50].strip("-") or "groep"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    taken.add(found)
    return found


def _letter(place: int) -> str:
    """The letter of a column, as a spreadsheet names it."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _fault(
    name: str, *, column: int | None = None, rows: Sequence[int] = (), **arguments: MessageArgument
) -> StaffFileFault:
    """A fault; ``column`` and ``rows`` go into its sentence."""
    shown = ", ".join(str(row) for row in rows[:_ROWS_NAMED]) + (", …" if len(rows) > _ROWS_NAMED else "")
    place = {"column": "" if column is None else _letter(column), "rows": shown}
    return StaffFileFault(
        id=name,
        message=Message(f"impact.staff.fault.{name}", {**place, **arguments}),
        action=Message(f"impact.staff.action.{name}", {**place, **arguments}),
        rows=tuple(rows),
        column=None if column is None else column + 1,
    )


def _finding(name: str, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=Level.AMBER,
        text=Message(f"impact.staff.finding.{name}", arguments),
        action=Message(f"impact.staff.finding_action.{name}", arguments),
        certainty=Certainty.HIGH,
    )
