"""Text for a terminal: wrapped at its width, in colour only where that is wanted, never by colour alone."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Mapping
from typing import TextIO

from vierkant.quantities import Level

WIDEST = 100
"""Longer lines read badly, however wide the terminal is."""

SYMBOLS: Mapping[Level, str] = {Level.RED: "✖", Level.AMBER: "▲", Level.GREEN: "✔", Level.UNKNOWN: "?"}
_COLOURS: Mapping[Level, str] = {
    Level.RED: "31",
    Level.AMBER: "33",
    Level.GREEN: "32",
    Level.UNKNOWN: "36",
}


class Page:
    """Lines of text in the making."""

    def __init__(self, *, width: int, colour: bool) -> None:
        self.width = min(max(width, 20), WIDEST)
        self.colour = colour
        self.lines: list[str] = []

    def text(self, words: str, *, indent: int = 0, mark: str = "", level: Level | None = None) -> None:
        """A paragraph; ``mark`` stands before it and the lines after the first are set in under the words."""
        before = " " * indent + mark
        wrapped = textwrap.wrap(
            _printable(words),
            self.width,
            initial_indent=before,
            subsequent_indent=" " * len(before),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [before.rstrip()]
        if level is not None and self.colour and mark:
            wrapped[0] = wrapped[0].replace(mark, f"\x1b[{_COLOURS[level]}m{mark}\x1b[0m", 1)
        self.lines.extend(wrapped)

    def level(self, level: Level, words: str, *, indent: int = 0) -> None:
        """A paragraph behind the symbol of its level."""
        self.text(words, indent=indent, mark=f"{SYMBOLS[level]} ", level=level)

    def heading(self, words: str) -> None:
        """An empty line and a heading."""
        words = _printable(words)
        if self.lines:
            self.lines.append("")
        self.lines.append(f"\x1b[1m{words}\x1b[0m" if self.colour else words)
        self.lines.append("-" * min(len(words), self.width))

    def __str__(self) -> str:
        return "\n".join(self.lines)


def _printable(words: str) -> str:
    """In single spaces, and nothing in it that steers the terminal: a name in a file may hold anything."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in " ".join(words.split())
    )


def page_for(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Page:
    """A page that fits the stream: colour on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    colour = stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return Page(width=shutil.get_terminal_size((80, 24)).columns, colour=colour)
