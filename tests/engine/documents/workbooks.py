"""A small dossier as a workbook, and hands to change it as a person would in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

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


def changed(*changes: Callable[[Workbook], None]) -> bytes:
    """The spreadsheet after changes, saved by openpyxl."""
    book = load_workbook(BytesIO(written()))
    for change in changes:
        change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def typed(sheet: str, cell: str, value: Any) -> Callable[[Workbook], None]:
    """Someone types a value in a cell."""

    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def cell_of(sheet: str, header: str, row: int) -> str:
    """The cell under a header, so that tests do not depend on the order of columns."""
    book = load_workbook(BytesIO(written()))
    return next(f"{cell.column_letter}{row}" for cell in book[sheet][4] if cell.value == header)


def answer_of(sheet: str, label: str, column: str = "B") -> str:
    """The cell beside a label."""
    book = load_workbook(BytesIO(written()))
    return next(f"{column}{cell.row}" for cell in book[sheet]["A"] if cell.value == label)


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
