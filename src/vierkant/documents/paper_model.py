"""What a paper is made of, before anybody lays it out as Word, PDF or spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from vierkant.documents.report_blocks import Cell, Chapter, Table
from vierkant.terms import Language

FORMATS = ("docx", "pdf", "xlsx")
"""In which files a paper comes."""

GAP = re.compile(r"\[(?:nog invullen|still to fill in): [^\]]*\]")
"""How a gap stands in a text, in both languages, so that every writer can mark it."""


@dataclass(frozen=True, slots=True)
class ValueCell(Cell):
    """A cell that is a number or a date for a spreadsheet; ``text`` is the same as people read it."""

    value: float | date | None = None
    pattern: str = "General"
    """The number format of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the dossier does not say. ``section`` is where it is filled in; ``paper`` is the paper itself."""

    what: str
    about: str
    """The group or the line that it is about; empty for the whole."""
    section: str
    where: str
    mandatory: bool = False
    """Without it the paper may not go to who decides: it stands on top of the paper too."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Amounts per group, kind and month, for the spreadsheet of the controller.

    ``rows`` are group, kind and one number per month; ``undated`` is what belongs to no month, per row.
    """

    key: str
    title: str
    months: tuple[date, ...]
    rows: tuple[tuple[str, str, tuple[float, ...]], ...]
    undated: tuple[float, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, complete. Groups under the floor are in none of its texts."""

    kind: str
    language: Language
    today: date
    title: str
    kicker: str
    """For which cooperation it is."""
    lead: str
    """What the paper is for, in one sentence."""
    facts: tuple[tuple[str, str], ...]
    """The lines of the title block: term and text."""
    chapters: tuple[Chapter, ...]
    gaps: tuple[Gap, ...]
    running_audience: str
    words: dict[str, str]
    """The few words that a writer itself needs."""
    draft: str | None = None
    """Why this is not final yet, above everything else."""
    missing: tuple[str, ...] = ()
    """What is mandatory and not filled in, under ``draft``."""
    numbered: bool = True
    """Chapters carry a number."""
    pages: bool = False
    """Every chapter but the last starts on a page of its own."""
    cover: Chapter | None = None
    """One page in front of the paper, with a title of its own."""
    cover_facts: tuple[tuple[str, str], ...] = ()
    new_pages: tuple[int, ...] = ()
    """The chapters (from 0) that begin on a page of their own."""
    is_sheet: bool = False
    """Nothing but the cover."""
    tables: tuple[Table, ...] = field(default=())
    """Tables for the spreadsheet alone."""
    grids: tuple[Grid, ...] = field(default=())
    grid_words: dict[str, str] = field(default_factory=dict)
    """Words of the sheets with grids."""


def marked(text: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is a gap. No piece is empty; an empty text gives no pieces."""
    pieces: list[tuple[str, bool]] = []
    place = 0
    for found in GAP.finditer(text):
        pieces += [(text[place : found.start()], False), (found.group(), True)]
        place = found.end()
    pieces.append((text[place:], False))
    return tuple(piece for piece in pieces if piece[0])
