"""A table of costs per combination of partners, from a file or from pasted text, and the empty one to fill in.

One row per combination: partners joined with ``+``, in any order, by name or by id, and what they would pay together
per year. Dutch and English decimal marks, with or without a row of titles. All faults are told at once, by row.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from vierkant.cost_sharing.games import members
from vierkant.quantities import Message, MessageArgument, Number, Unit

MOST_PARTNERS = 12
"""All coalitions of twelve partners fit in a section."""
MOST_CHARACTERS = 600_000
MOST_NAMED = 30
"""Missing coalitions that are named; the others are counted."""
LARGEST = 1e12
JOIN = "+"
_NOBODY = ("", "niemand", "nobody", "∅", "-", "geen", "none", "0")
_NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)*$")
_THOUSANDS = re.compile(r"^-?\d{1,3}(?:[.,]\d{3})+$")


@dataclass(frozen=True, slots=True)
class TableRead:
    """What was found. ``costs`` by coalition, ids in the order of the dossier joined with ``+``; complete only when
    there are no ``problems``. ``read`` is the number of rows with a combination and a cost."""

    costs: Mapping[str, float]
    problems: tuple[Message, ...]
    read: int


def read_costs(source: str | bytes, partners: Mapping[str, str]) -> TableRead:
    """The costs of every coalition, and everything that is wrong, by row.

    Args:
        source: the file or the text: ``;``, tab or ``,`` between the combination and its cost; UTF-8 or Windows.
        partners: id → name, in the order of the dossier; two to twelve.
    """
    text = decoded(source) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    if not 2 <= len(partners) <= MOST_PARTNERS:
        arguments = {
            "partners": Number(len(partners), Unit.NUMBER),
            "most": Number(MOST_PARTNERS, Unit.NUMBER),
        }
        return TableRead({}, (Message("key_design.table.partners", arguments),), 0)
    if len(text) > MOST_CHARACTERS:
        return TableRead({}, (Message("key_design.table.too_long"),), 0)
    reading = _Reading(partners)
    for number, cells in _rows(text):
        reading.row(number, cells)
    if not reading.rows and not reading.problems:
        return TableRead({}, (Message("key_design.table.empty"),), 0)
    reading.complete()
    return TableRead(reading.costs, tuple(reading.problems), len(reading.costs))


def template(
    partners: Mapping[str, str], costs: Mapping[str, float] | None = None, *, dutch: bool = True
) -> str:
    """The table to fill in: every coalition by name, small ones first, with the costs that are known.

    Args:
        partners: id → name, two to twelve.
        costs: by coalition, ids joined with ``+``.
        dutch: titles and decimal comma in Dutch; else English titles and a point.

    Raises:
        ValueError: fewer than two or more than twelve partners.
    """
    if not 2 <= len(partners) <= MOST_PARTNERS:
        raise ValueError(f"two to {MOST_PARTNERS} partners, not {len(partners)}")
    ids = tuple(partners)
    safe = _names_to_write(partners)
    known = {frozenset(name.split(JOIN)): cost for name, cost in (costs or {}).items()}
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(("combinatie", "kosten per jaar") if dutch else ("combination", "cost per year"))
    masks = sorted(range(1, 1 << len(ids)), key=lambda mask: (mask.bit_count(), members(mask)))
    for mask in masks:
        inside = [ids[i] for i in members(mask)]
        cost = known.get(frozenset(inside))
        written = "" if cost is None else f"{cost:.2f}".removesuffix(".00")
        writer.writerow(
            (" + ".join(safe[name] for name in inside), written.replace(".", ",") if dutch else written)
        )
    return stream.getvalue()


def _names_to_write(partners: Mapping[str, str]) -> dict[str, str]:
    """Names where they can be read back and are no formula for a spreadsheet, else ids."""
    found = {}
    plain = [_plain(name) for name in partners.values()]
    for identifier, name in partners.items():
        odd = name[:1] in "=+-@" or any(mark in name for mark in "+;\t\r\n") or plain.count(_plain(name)) > 1
        found[identifier] = identifier if odd or not name else name
    return found


def decoded(source: bytes) -> str:
    """The text of a file: UTF-8, else the letters of Windows."""
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", errors="replace")


def number_of(text: str) -> float | None:
    """A number as Dutch and English people write it: ``1.234.567,50``, ``1,234,567.50``, ``€ 1234567,-``; else None.

    One mark with three digits behind it separates thousands: nobody writes a cost in thousandths of a euro.
    """
    bare = re.sub(r"(?i)euro|eur|[€\s\u00a0\u202f'’]", "", text).replace("−", "-")
    bare = re.sub(r"[,.][-–—]+$", "", bare)
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    if not _NUMBER.match(bare):
        return None
    marks = [mark for mark in bare if mark in ".,"]
    if not marks:
        return float(bare)
    last = marks[-1]
    if len(set(marks)) == 2:
        whole, _, decimals = bare.rpartition(last)
        other = "," if last == "." else "."
        if last in whole or not _THOUSANDS.match(whole.replace(last, other)):
            return None
        return float(whole.replace(other, "") + "." + decimals)
    if _THOUSANDS.match(bare):
        return float(bare.replace(last, ""))
    return float(bare.replace(last, ".")) if len(marks) == 1 else None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with something in them: number of the row, and its cells."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip(" \t;,"):
            continue
        mark = "\t" if "\t" in line else ";" if ";" in line else ","
        try:
            cells = next(csv.reader([line], delimiter=mark, skipinitialspace=True))
        except (csv.Error, StopIteration):
            cells = [line]
        cells = [cell.strip() for cell in cells]
        while len(cells) > 2 and not cells[-1]:
            cells.pop()
        if mark == "," and len(cells) > 2:  # 1,234,567 or 1234567,50 behind the first comma
            cells = [cells[0], ",".join(cells[1:])]
        yield number, cells


def _plain(name: str) -> str:
    """A name without capitals, accents, spaces and the word gemeente, to compare with."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"^gemeente(?=.)|[^a-z0-9]", "", bare) or name.strip().casefold()


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    partners: Mapping[str, str]
    costs: dict[str, float] = field(default_factory=dict)
    problems: list[Message] = field(default_factory=list)
    rows: int = 0
    _by_name: dict[str, str] = field(default_factory=dict)
    _lines: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for identifier, name in self.partners.items():
            self._by_name.setdefault(_plain(name), identifier)
        for identifier in self.partners:  # an id goes before the name of another partner
            self._by_name[_plain(identifier)] = identifier

    def row(self, line: int, cells: Sequence[str]) -> None:
        """Take one row in."""
        self.rows += 1
        first, rest = cells[0], cells[1:]
        inside, unknown = self._coalition(first)
        titles = self.rows == 1 and unknown and (not rest or not re.search(r"\d", rest[0]))
        if titles and len(cells) > 1:
            return
        for name in unknown:
            self._tell("unknown", line, name=name, known=", ".join(self.partners.values()))
        if len(inside) != len(set(inside)):
            self._tell("partner_twice", line, combination=first)
            return
        if len(rest) > 1 or not rest:
            self._tell("columns", line)
            return
        cost = self._cost(line, first, rest[0], bool(inside) or bool(unknown))
        if cost is None or unknown or not inside:
            return
        name = JOIN.join(item for item in self.partners if item in inside)
        if name in self.costs:
            self._tell("double", line, combination=self._named(name), other=self._lines[name])
            return
        self.costs[name], self._lines[name] = cost, line

    def _coalition(self, text: str) -> tuple[list[str], list[str]]:
        """The ids of the partners in a combination, and the names that are no partner."""
        inside: list[str] = []
        unknown: list[str] = []
        if text.strip().casefold() in _NOBODY:
            return inside, unknown
        for part in text.split(JOIN):
            found = self._by_name.get(_plain(part)) if part.strip() else None
            if found:
                inside.append(found)
                continue
            # Not a partner: then perhaps several, with another mark between them.
            smaller = [piece for piece in re.split(r"[&|,/]|\s(?:en|and)\s", part) if piece.strip()]
            for piece in smaller if len(smaller) > 1 else [part]:
                found = self._by_name.get(_plain(piece))
                if found:
                    inside.append(found)
                else:
                    unknown.append(piece.strip()[:80] or "–")
        return inside, unknown

    def _cost(self, line: int, first: str, text: str, somebody: bool) -> float | None:
        """The cost, when it is one that a coalition can have."""
        cost = number_of(text)
        if cost is None:
            self._tell("no_cost" if not text else "not_a_number", line, combination=first, text=text[:40])
        elif not somebody and cost != 0:
            self._tell("nobody", line, text=text[:40])
        elif cost < 0:
            self._tell("negative", line, combination=first, text=text[:40])
        elif cost > LARGEST:
            self._tell("too_large", line, combination=first, text=text[:40])
        else:
            return cost
        return None

    def complete(self) -> None:
        """Tell which coalitions are not there. A row with a fault is told already; its coalition counts as missing."""
        ids = tuple(self.partners)
        masks = sorted(range(1, 1 << len(ids)), key=lambda mask: (mask.bit_count(), members(mask)))
        names = [JOIN.join(ids[i] for i in members(mask)) for mask in masks]
        missing = [name for name in names if name not in self.costs]
        if missing:
            named = "; ".join(self._named(name) for name in missing[:MOST_NAMED])
            if len(missing) > MOST_NAMED:
                named += "; …"
            count = Number(len(missing), Unit.NUMBER)
            arguments: dict[str, MessageArgument] = {"count": count, "combinations": named}
            name = "missing" if len(missing) > 1 else "missing_one"
            self.problems.append(Message(f"key_design.table.{name}", arguments))

    def _named(self, name: str) -> str:
        return " + ".join(self.partners[item] for item in name.split(JOIN))

    def _tell(self, kind: str, line: int, **arguments: str | int) -> None:
        self.problems.append(Message(f"key_design.table.{kind}", {"line": line, **arguments}))
