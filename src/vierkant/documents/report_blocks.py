"""What a report is made of: plain blocks that a template lays out, without knowing anything of an assessment."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. ``level`` puts the sign of a level before the text; ``note`` is a quiet second line."""

    text: str
    level: str | None = None
    note: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``number`` aligns to the right; ``share`` is its part of the width."""

    title: str
    share: float = 1.0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``style`` is ``plain``, ``lead``, ``quiet`` or ``before`` (stays with what follows)."""

    text: str
    style: str = "plain"
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. Every row has as many cells as there are columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    """The last row is a total."""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with what it shows in words. ``svg`` is the drawing itself, ``alt`` replaces it for who cannot see."""

    svg: str
    alt: str
    caption: str
    source: str
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A statement with its level, what to do about it, and what it rests on."""

    level: str
    word: str
    text: str
    action: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """Statements under each other."""

    items: tuple[Note, ...]
    kind: str = field(default="notes", init=False)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences; a sentence may have a quiet second line."""

    items: tuple[Cell, ...]
    ordered: bool = False
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Source:
    """One source. ``url`` is where a link leads, ``address`` the same as text; both None without an address."""

    title: str
    detail: str
    url: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources."""

    items: tuple[Source, ...]
    kind: str = field(default="sources", init=False)


@dataclass(frozen=True, slots=True)
class Panel:
    """A surface that stands out; ``tone`` is ``human`` for the human side, else ``quiet``."""

    title: str
    text: str
    rows: tuple[Cell, ...] = ()
    tone: str = "quiet"
    kind: str = field(default="panel", init=False)


Block = Paragraph | Heading | Table | Picture | Notes | Bullets | Sources | Panel


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of the report."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report, ready for the template. ``facts`` are the lines of the title block: term and text."""

    language: str
    title: str
    kicker: str
    goal: str | None
    facts: tuple[tuple[str, str], ...]
    running_title: str
    running_audience: str
    words: dict[str, str]
    """The few words that the template itself needs: ``contents``, ``page``, ``figure``, ``table``, ``do``."""
    chapters: tuple[Chapter, ...]
