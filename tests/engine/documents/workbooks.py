"""A small dossier as a workbook, and hands to change it as a person would in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from vierkant.documents.spreadsheet import read, write
from vierkant.documents.spreadsheet_words import LANGUAGES
from vierkant.dossier import Dossier, DossierError, Problem, from_plain
from vierkant.dossier.problems import explain

PLAIN: dict[str, Any] = {
    "cooperation": {"name": "HLTsamen", "next_decision_on": "2026-11-24"},
    "partners": [
        {
            "id": "hillegom",
            "municipality": "GM0534",
            "residents": {"value": 21316, "source": "cbs", "year": 2017, "confidence": "published"},
        },
        {"id": "lisse", "municipality": "GM0553"},
    ],
    "tasks": [
        {
            "id": "belasting",
            "name": "Belasting innen",
            "taakveld": "0.61",
            "planned_saving": {"value": 0.05, "low": 0.02, "high": 0.08, "confidence": "estimated"},
            "parts": {
                "hillegom": {"own_fte": {"value": 4.5, "low": 4, "high": 5}},
                "lisse": {"own_fte": 3.2},
            },
        }
    ],
    "functions": [{"id": "bag", "name": "Beheer van de BAG", "qualified": {"hillegom": 1, "lisse": 2}}],
    "people": [{"id": "balie", "name": "Mensen aan de balie", "partner": "lisse", "size": 12}],
    "form_answers": {"bodies": ["council", "municipal_executive"], "own_staff": True},
    "agreements": {"cost_key": {"hillegom": 0.4, "lisse": 0.6}, "votes": {"hillegom": 2, "lisse": 3}},
    "measures": [{"id": "praten", "block": "people", "text": "Praten met de teams", "due": "2027-01-15"}],
    "boards": [
        {
            "id": "ab",
            "name": "Algemeen bestuur",
            "councils": ["raad"],
            "meetings": ["2027-04-15", "2027-07-08"],
        }
    ],
    "councils": [
        {
            "id": "raad",
            "partner": "lisse",
            "meetings": ["2027-03-25", "2027-06-24"],
            "agenda_days": 14,
            "recess": ["2027-07-10/2027-08-22 zomerreces", "2027-12-25/2028-01-05"],
        }
    ],
    "clauses": [{"id": "evaluation", "present": True, "place": "artikel 12"}],
    "planning": {"year": 2027, "decide_days": 7},
    "zienswijze_points": [{"id": "huur", "text": "Minder huur", "board": "ab", "amount": 25000}],
    "council_views": [
        {"id": "lisse-huur", "point": "huur", "partner": "lisse", "stance": "agrees_if_changed"}
    ],
    "sources": {"cbs": {"title": "Bevolking", "url": "https://opendata.cbs.nl", "year": 2017}},
}


@cache
def dossier() -> Dossier:
    """The dossier that the tests change."""
    return from_plain(PLAIN)


@cache
def written() -> bytes:
    """The same as a spreadsheet, in Dutch."""
    return write(dossier())


@cache
def _opened() -> Workbook:
    """The spreadsheet in openpyxl, opened once: opening takes longer than anything that a test does with it."""
    return load_workbook(BytesIO(written()))


def changed(*changes: Callable[[Workbook], None]) -> bytes:
    """The spreadsheet after changes, saved by openpyxl."""
    if all(isinstance(change, Typed) for change in changes):
        return _typed([change for change in changes if isinstance(change, Typed)])
    book = load_workbook(BytesIO(written()))
    for change in changes:
        change(book)
    return _saved(book)


def _typed(changes: list[Typed]) -> bytes:
    """The same for changes that can be taken back, in the workbook that all tests share.

    Only the sheets that change are written anew: a workbook has more than thirty.
    """
    book = _opened()
    parts = dict(_parts())
    taken_back = [change.remembered(book) for change in changes]
    try:
        for change in changes:
            change(book)
        for title in {change.sheet for change in changes}:
            parts[f"xl/worksheets/sheet{book.sheetnames.index(title) + 1}.xml"] = _sheet_xml(book[title])
        parts["xl/styles.xml"] = tostring(write_stylesheet(book))
    finally:
        for back in reversed(taken_back):
            back()
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@cache
def _parts() -> dict[str, bytes]:
    """The parts of the shared workbook as openpyxl saves it."""
    with ZipFile(BytesIO(_saved(_opened()))) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


def _sheet_xml(page: Worksheet) -> bytes:
    page._rels = RelationshipList()
    writer = WorksheetWriter(page)
    writer.write()
    content: bytes = writer.read()
    writer.cleanup()
    return content


def _saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass(frozen=True)
class Typed:
    """Someone types a value in a cell."""

    sheet: str
    cell: str
    value: Any

    def __call__(self, book: Workbook) -> None:
        book[self.sheet][self.cell] = self.value

    def remembered(self, book: Workbook) -> Callable[[], None]:
        """What puts the cell back as it is now; a cell that is not there is taken away again."""
        cells = book[self.sheet]._cells
        place = coordinate_to_tuple(self.cell)
        before = cells.get(place)
        kept = None if before is None else (before._value, before.data_type, copy(before._style))

        def back() -> None:
            if before is None or kept is None:
                cells.pop(place, None)
            else:
                before._value, before.data_type, before._style = kept

        return back


def typed(sheet: str, cell: str, value: Any) -> Typed:
    """Someone types a value in a cell."""
    return Typed(sheet, cell, value)


def cell_of(sheet: str, header: str, row: int) -> str:
    """The cell under a header, so that tests do not depend on the order of columns."""
    return next(f"{cell.column_letter}{row}" for cell in _opened()[sheet][4] if cell.value == header)


def answer_of(sheet: str, label: str, column: str = "B") -> str:
    """The cell beside a label."""
    return next(f"{column}{cell.row}" for cell in _opened()[sheet]["A"] if cell.value == label)


def problems(content: bytes, name: str = "dossier.xlsx") -> tuple[Problem, ...]:
    """All problems of a file that must be refused; each can be said in both languages."""
    with pytest.raises(DossierError) as caught:
        read(content, name=name)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert problem.where.file == name
        for language in LANGUAGES:
            assert "{" not in explain(problem, language)
    return caught.value.problems


def named(content: bytes) -> list[tuple[str | None, str | None, str]]:
    """Sheet, cell and name of each problem."""
    return [
        (item.where.sheet, item.where.cell, item.message.id.split(".problem.")[1])
        for item in problems(content)
    ]
