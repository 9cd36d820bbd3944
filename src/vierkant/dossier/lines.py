"""Finding the line of a problem in the text of a TOML or JSON file; a help for the reader, never needed for reading."""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

Path = tuple[str, ...]
"""Keys from the top of the file; a row of a list is its number, counted from 1; names with dots are taken apart."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t\r\n]+|#[^\n]*")
_BARE_VALUE = re.compile(r"[^,\]\}#\n]+")
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_LONG_TEXT = re.compile(r"\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}", re.DOTALL)


def line_of(
    text: str, section: str | None, row: int | None, fields: tuple[str, ...], *, is_json: bool = False
) -> int | None:
    """The 1-based line that comes nearest to ``section``, ``row``, ``fields``; None when the section is not there."""
    place = () if section is None else (section,) if row is None else (section, str(row))
    path = _taken_apart((*place, *fields))
    found = _positions(text, is_json)
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return None


@lru_cache(maxsize=2)
def _positions(text: str, is_json: bool) -> Mapping[Path, int]:
    scanner = _Scanner(text, is_json)
    try:
        scanner.run()
    except (IndexError, ValueError):
        # The text was read by a real parser already; what this scanner cannot follow has no line, that is all.
        return scanner.lines
    return scanner.lines


def _taken_apart(names: tuple[str, ...]) -> Path:
    return tuple(part for name in names for part in name.split("."))


class _Scanner:
    """Walks over a text that is known to be right and notes where each key and each row begins."""

    def __init__(self, text: str, is_json: bool) -> None:
        self.text = text
        self.is_json = is_json
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.rows: dict[Path, int] = {}
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def run(self) -> None:
        self.skip()
        if self.is_json:
            self.value(())
            return
        table: Path = ()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip()

    def skip(self) -> None:
        while match := _SPACE.match(self.text, self.at):
            self.at = match.end()

    def note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, bisect_right(self.line_starts, at))

    def header(self) -> Path:
        start = self.at
        is_row = self.text.startswith("[[", self.at)
        self.at += 2 if is_row else 1
        keys = self.keys()
        self.at += 2 if is_row else 1
        path: Path = ()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            self.note(path, start)
            if is_row and number == len(keys):
                self.rows[path] = self.rows.get(path, 0) + 1
            if path in self.rows:
                path = (*path, str(self.rows[path]))
        self.note(path, start)
        return path

    def keys(self) -> Path:
        """A key, perhaps dotted or quoted; ends at what follows it."""
        keys: list[str] = []
        while True:
            self.skip()
            quoted = _QUOTED.match(self.text, self.at)
            match = quoted or _BARE_KEY.match(self.text, self.at)
            if match is None:
                raise ValueError("no key here")
            self.at = match.end()
            keys.append(self.unquoted(match.group()) if quoted else match.group())
            self.skip()
            if self.is_json or self.text[self.at] != ".":
                return _taken_apart(tuple(keys))
            self.at += 1

    def unquoted(self, quoted: str) -> str:
        if "\\" not in quoted:
            return quoted[1:-1]
        return str(json.loads(quoted) if self.is_json else tomllib.loads(f"x = {quoted}")["x"])

    def pair(self, table: Path) -> None:
        start = self.at
        path = table
        for key in self.keys():
            path = (*path, key)
            self.note(path, start)
        if self.text[self.at] != (":" if self.is_json else "="):
            raise ValueError("no value here")
        self.at += 1
        self.skip()
        self.value(path)

    def value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening in "[{":
            self.at += 1
            self.items(path, "]" if opening == "[" else "}")
            return
        match = None if self.is_json else _LONG_TEXT.match(self.text, self.at)
        match = match or _QUOTED.match(self.text, self.at) or _BARE_VALUE.match(self.text, self.at)
        if match is None:
            raise ValueError("no value here")
        self.at = match.end()

    def items(self, path: Path, closing: str) -> None:
        number = 0
        self.skip()
        while self.text[self.at] != closing:
            number += 1
            if closing == "]":
                self.note((*path, str(number)), self.at)
                self.value((*path, str(number)))
            else:
                self.pair(path)
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
                self.skip()
        self.at += 1
