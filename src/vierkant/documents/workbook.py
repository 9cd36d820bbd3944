"""The cells of an Excel workbook as they are stored, read with care: the file comes from outside.

Why not `openpyxl.load_workbook`: it removes ``x005F_`` from texts, so text would not come back as it was; it shows
either formulas or their results, not both; and one far-away cell makes it build millions of empty ones. Here only
filled cells are kept, each with its stored value and whether a formula stands behind it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from math import isfinite
from pathlib import PurePosixPath
from typing import IO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAXIMUM_UNPACKED = 60_000_000
"""Bytes of all parts together that are read; a dossier of 300 tasks with 40 partners is about 20 MB."""
MAXIMUM_CELLS = 1_000_000

Position = tuple[int, int]
"""Row and column, both 1-based."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell. ``value`` is None when a formula has no saved result; text is still escaped."""

    value: str | int | float | bool | date | datetime | time | timedelta | None
    error: bool = False
    """The value is an error, such as ``#DIV/0!``."""
    formula: bool = False


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet: its name on the tab, and its filled cells."""

    title: str
    cells: Mapping[Position, Cell]


class UnreadableWorkbookError(Exception):
    """The bytes are no workbook that can be read; ``reason`` is the name of a problem."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason} {detail}".strip())


def read_workbook(content: bytes) -> tuple[WorkbookSheet, ...]:
    """The sheets with their filled cells, in the order of the tabs.

    Raises:
        UnreadableWorkbookError: no xlsx, protected by a password, damaged or too large.
    """
    _check_kind(content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _Reader(archive).sheets()
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableWorkbookError("damaged", str(error)) from None
    except ElementTree.ParseError as error:
        raise UnreadableWorkbookError("damaged", str(error)) from None
    # LookupError: a key or a row that is not there, and an encoding that nobody knows.
    except (LookupError, ValueError) as error:
        raise UnreadableWorkbookError("damaged", str(error).strip("'")) from None


def coordinate(row: int, column: int) -> str:
    """``B7`` for row 7, column 2."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _check_kind(content: bytes) -> None:
    if not content:
        raise UnreadableWorkbookError("empty_file")
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableWorkbookError("password" if protected else "old_format")
    if not content.startswith(b"PK"):
        raise UnreadableWorkbookError("not_spreadsheet")


class _Reader:
    """Reads the parts of one archive, and counts what it unpacks."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._parts: dict[str, ZipInfo] = {item.filename.lstrip("/"): item for item in archive.infolist()}
        if any(item.flag_bits & 1 for item in self._parts.values()):
            raise UnreadableWorkbookError("password")
        if any(item.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for item in self._parts.values()):
            raise UnreadableWorkbookError("damaged", "compression")
        self._unpacked = 0
        self._cells = 0
        self._strings: list[str] = []
        self._dates: frozenset[int] = frozenset()
        self._epoch_1904 = False

    def sheets(self) -> tuple[WorkbookSheet, ...]:
        place = self._workbook_place()
        targets = {key: (kind, part) for key, kind, part in self._relations(place)}
        by_kind = dict(targets.values())
        if "sharedStrings" in by_kind:
            self._strings = self._shared_strings(by_kind["sharedStrings"])
        if "styles" in by_kind:
            self._dates = self._date_styles(by_kind["styles"])
        found: list[tuple[str, str]] = []
        for element in self._elements(place, "workbookPr", "sheet"):
            name = _local(element.tag)
            if name == "workbookPr":
                self._epoch_1904 = element.get("date1904") in ("1", "true")
            elif name == "sheet":
                kind, part = targets[_relation_id(element)]
                if kind == "worksheet":
                    found.append((element.get("name", ""), part))
        return tuple(WorkbookSheet(title, dict(self._sheet(part))) for title, part in found)

    def _workbook_place(self) -> str:
        if "mimetype" in self._parts and b"opendocument" in self._read("mimetype"):
            raise UnreadableWorkbookError("open_document")
        if "_rels/.rels" in self._parts:
            for _, kind, part in self._relations(""):
                if kind == "officeDocument" and part.endswith(".bin"):
                    raise UnreadableWorkbookError("binary_format")
                if kind == "officeDocument" and part in self._parts and part.startswith("xl/"):
                    return part
        raise UnreadableWorkbookError("not_spreadsheet")

    def _relations(self, place: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and part of everything that a part refers to."""
        folder = PurePosixPath(place).parent
        rels = str(folder / "_rels" / f"{PurePosixPath(place).name}.rels") if place else "_rels/.rels"
        for element in self._elements(rels, "Relationship"):
            if element.get("TargetMode") != "External":
                target = element.get("Target", "")
                part = target[1:] if target.startswith("/") else _joined(folder, target)
                yield element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], part

    def _shared_strings(self, part: str) -> list[str]:
        return [_text(element) for element in self._elements(part, "si")]

    def _date_styles(self, part: str) -> frozenset[int]:
        # openpyxl is loaded here because the command line must start fast
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        formats = dict(BUILTIN_FORMATS)
        styles: list[int] = []
        for element in self._elements(part, "numFmt", "cellXfs"):
            name = _local(element.tag)
            if name == "numFmt":
                formats[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            elif name == "cellXfs":
                styles = [int(child.get("numFmtId", "0")) for child in element]
        return frozenset(n for n, number in enumerate(styles) if is_date_format(formats.get(number, "")))

    def _sheet(self, part: str) -> Iterator[tuple[Position, Cell]]:
        row = column = 0
        for element in self._elements(part, "c", starts=("row",)):
            name = _local(element.tag)
            if name == "row":
                row, column = int(element.get("r", row + 1)), 0
            elif name == "c":
                where = element.get("r")
                row, column = _position(where) if where else (row, column + 1)
                cell = self._cell(element)
                if cell is not None:
                    self._cells += 1
                    if self._cells > MAXIMUM_CELLS:
                        raise UnreadableWorkbookError("too_many_cells")
                    yield (row, column), cell

    def _cell(self, element: ElementTree.Element) -> Cell | None:
        children = {_local(child.tag): child for child in element}
        formula = "f" in children
        kind = element.get("t", "n")
        if kind == "inlineStr":
            raw: str | None = _text(children["is"]) if "is" in children else None
        else:
            raw = children["v"].text if "v" in children else None
        if kind == "e":
            return Cell(raw or "#", error=True, formula=formula)
        if raw is None or (raw.strip() == "" and kind != "s"):
            return Cell(None, formula=True) if formula and kind == "n" else None
        if kind == "s":
            raw = self._strings[int(raw)]
        if kind in ("s", "inlineStr", "str"):
            return Cell(raw, formula=formula) if raw.strip() else None
        if kind == "b":
            return Cell(raw == "1", formula=formula)
        if kind == "d":
            return Cell(datetime.fromisoformat(raw), formula=formula)
        number = self._number(raw, int(element.get("s", "0")))
        if isinstance(number, float) and not isfinite(number):
            return Cell("#NUM!", error=True, formula=formula)
        return Cell(number, formula=formula)

    def _number(self, raw: str, style: int) -> int | float | date | datetime | time | timedelta:
        number: int | float = int(raw) if re.fullmatch(r"-?\d{1,30}", raw) else float(raw)
        if style not in self._dates:
            return number
        # openpyxl is loaded here because the command line must start fast
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self._epoch_1904 else CALENDAR_WINDOWS_1900
        try:
            found: date | datetime | time | timedelta = from_excel(number, epoch)
        except (OverflowError, ValueError):  # the program itself shows ##### for such a date
            return number
        return found

    def _elements(
        self, part: str, *names: str, starts: tuple[str, ...] = ()
    ) -> Iterator[ElementTree.Element]:
        """The elements of a part with these names, complete with what is in them; those in ``starts`` when they open.

        What was yielded is let go of, so that a large sheet does not fill the memory.
        """
        depth = 0
        above: list[ElementTree.Element] = []
        with self._archive.open(self._parts[part]) as stream:
            # safe: the stream is metered and refuses the document type in which entities would be defined
            for event, element in ElementTree.iterparse(_Metered(self, stream), ("start", "end")):  # noqa: S314
                name = _local(element.tag)
                if event == "start":
                    depth += name in names
                    above.append(element)
                    if name in starts:
                        yield element
                    continue
                above.pop()
                if name in names:
                    depth -= 1
                    yield element
                if depth == 0 and above:
                    del above[-1][:]

    def _read(self, part: str) -> bytes:
        with self._archive.open(self._parts[part]) as stream:
            return _Metered(self, stream).read(1000)

    def count(self, size: int) -> None:
        """Count unpacked bytes: what the archive itself says about sizes cannot be trusted."""
        self._unpacked += size
        if self._unpacked > MAXIMUM_UNPACKED:
            raise UnreadableWorkbookError("unpacked_too_large")


class _Metered:
    """A stream that counts what is read from it, and refuses a document type (which could define entities)."""

    def __init__(self, reader: _Reader, stream: IO[bytes]) -> None:
        self._reader = reader
        self._stream = stream
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(min(size, 65536) if size >= 0 else 65536)
        self._reader.count(len(block))
        if b"<!DOCTYPE" in self._tail + block or b"\x00" in block:  # zero bytes: UTF-16, could hide it
            raise UnreadableWorkbookError("damaged", "DOCTYPE")
        self._tail = block[-9:]
        return block


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    """The name without its namespace: the strict and the usual form of the format differ only in that."""
    return tag.rsplit("}", 1)[-1]


def _relation_id(element: ElementTree.Element) -> str:
    named = (value for key, value in element.attrib.items() if key.startswith("{") and _local(key) == "id")
    return next(named, "")


def _joined(folder: PurePosixPath, target: str) -> str:
    steps: list[str] = []
    for step in (folder / target).parts:
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _text(element: ElementTree.Element) -> str:
    """All text of a string, without its phonetic guide."""
    found: list[str] = []
    for child in element:
        name = _local(child.tag)
        if name == "t":
            found.append(child.text or "")
        elif name == "r":
            found.extend(piece.text or "" for piece in child if _local(piece.tag) == "t")
    return "".join(found)


_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _position(where: str) -> Position:
    match = _PLACE.fullmatch(where)
    if match is None:
        raise UnreadableWorkbookError("damaged", where)
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column
