"""What the tests of the papers share: the example with a full change plan, its papers, and the text of each file."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import docx
import openpyxl
from tests.engine.documents.reports import TODAY, assessed, changed, example, text_of

from vierkant.documents.papers import Paper, make, render
from vierkant.dossier import Dossier
from vierkant.terms import Language

EXAMPLE = "vergunningen"
SMALL = "Juristen handhaving"
"""The group of three in the example."""
NUMBER = r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,])|(?<![\d.,])\d+(?![\d.,])"
"""A whole number, with or without points between thousands."""


@cache
def example_paper(kind: str, language: Language = "nl") -> Paper:
    """A paper of the example."""
    return paper_of(example(EXAMPLE), kind, language)


def paper_of(dossier: Dossier, kind: str, language: Language = "nl", **more: Any) -> Paper:
    """A paper of a dossier."""
    return make(kind, dossier, assessed(dossier), today=TODAY, language=language, **more)


def example_with(**sections: Any) -> Dossier:
    """The example with sections replaced."""
    return changed(EXAMPLE, **sections)


def word_text(content: bytes) -> str:
    """All text of a Word file on one line."""
    document = docx.Document(BytesIO(content))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join(parts).split())


def sheet_text(content: bytes) -> str:
    """All text and numbers of a spreadsheet on one line."""
    book = openpyxl.load_workbook(BytesIO(content))
    values = (cell.value for page in book.worksheets for row in page.iter_rows() for cell in row)
    parts = [*book.sheetnames, *(str(value) for value in values if value is not None)]
    return " ".join(" ".join(parts).split())


READERS = {"docx": word_text, "pdf": text_of, "xlsx": sheet_text}


def file_text(paper: Paper, form: str) -> str:
    """The text of a paper in one of its files."""
    return READERS[form](render(paper, form))
