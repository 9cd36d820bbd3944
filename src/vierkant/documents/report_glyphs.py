"""Which characters the fonts of the report can print, and what to print instead of the others.

PDF/A and PDF/UA refuse a character without a glyph, so a single emoji would otherwise stop the whole report.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "?"
LONGEST_WORD = 40
"""Longer words get places to break every `_STEP` characters; the longest usual Dutch word is shorter."""
_STEP = 12
_BREAK = "\u200b"
_LONG = re.compile(rf"\S{{{LONGEST_WORD},}}")
_HARMLESS = frozenset({"Cc", "Cf"})
"""Left out without a word: they do not show anyway."""
_UNPRINTABLE = frozenset({"Cs", "Co", "Cn"})
_SPACES = frozenset("\t\n\r\v\f\u2028\u2029")


def characters(font: bytes) -> frozenset[int]:
    """The code points in the ``cmap`` table (format 4) of a TrueType font.

    Raises:
        ValueError: the font has no such table.
    """
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _checksum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * place)
        if tag == b"cmap":
            return _format_4(font, offset)
    raise ValueError("this font has no table of characters")


def _format_4(font: bytes, table: int) -> frozenset[int]:
    for place in range(struct.unpack_from(">H", font, table + 2)[0]):
        start = table + struct.unpack_from(">L", font, table + 8 + 8 * place)[0]
        if struct.unpack_from(">H", font, start)[0] == 4:
            break
    else:
        raise ValueError("this font has no table of characters in format 4")
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, starts, deltas, offsets = (start + 14 + shift + 2 * count * row for row, shift in _ROWS)
    found: set[int] = set()
    for segment in range(count):
        first, last = (struct.unpack_from(">H", font, row + 2 * segment)[0] for row in (starts, ends))
        delta = struct.unpack_from(">H", font, deltas + 2 * segment)[0]
        jump = struct.unpack_from(">H", font, offsets + 2 * segment)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if jump:
                glyph = struct.unpack_from(">H", font, offsets + 2 * segment + jump + 2 * (code - first))[0]
            if (jump == 0 and (glyph + delta) & 0xFFFF) or (jump and glyph):
                found.add(code)
    return frozenset(found)


_ROWS = ((0, 0), (1, 2), (2, 2), (3, 2))
"""Four rows of the segment table; behind the first stands one empty number."""


@cache
def printable_characters() -> frozenset[str]:
    """What all fonts of the report can print."""
    fonts = sorted(FONTS.glob("*.ttf"))
    return frozenset.intersection(*(frozenset(map(chr, characters(font.read_bytes()))) for font in fonts))


def printable(text: str, *, breaks: bool = True) -> tuple[str, int]:
    """The text as the fonts can print it, and how many characters were lost.

    Letters outside the fonts become their plain form where there is one, else `REPLACEMENT`. Control and direction
    characters are left out. With ``breaks`` very long words get places to break.
    """
    known = printable_characters()
    kept: list[str] = []
    lost = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character in _SPACES:
            kept.append(" ")
        elif category in _HARMLESS:
            continue
        elif character in known:
            kept.append(character)
        elif category in _UNPRINTABLE or unicodedata.combining(character):
            lost += 1
        else:
            plain = _plain_form(character, known)
            kept.append(plain or REPLACEMENT)
            lost += not plain
    whole = "".join(kept)
    return _LONG.sub(_broken, whole) if breaks else whole, lost


def _plain_form(character: str, known: frozenset[str]) -> str:
    """The letter without its marks, or the name of a Greek letter (formulas use those); empty when neither works."""
    name = unicodedata.name(character, "")
    if name.startswith("GREEK") and "LETTER" in name:
        return name.partition("LETTER ")[2].split()[0].lower()
    return "".join(part for part in unicodedata.normalize("NFKD", character) if part in known)


def _broken(match: re.Match[str]) -> str:
    word = match.group()
    return _BREAK.join(word[place : place + _STEP] for place in range(0, len(word), _STEP))


def printable_tree(value: Any, *, breaks: bool = True) -> tuple[Any, int]:
    """The same JSON values with every text printable, and how many characters were lost in all.

    What stands under ``url`` or ``$schema`` is an address, not a text for people, and stays as it is.
    """
    if isinstance(value, str):
        return printable(value, breaks=breaks)
    if isinstance(value, Mapping):
        made = {
            key: (item, 0) if key in _ADDRESSES else printable_tree(item, breaks=breaks)
            for key, item in value.items()
        }
        return {key: item for key, (item, _lost) in made.items()}, sum(lost for _item, lost in made.values())
    if isinstance(value, (list, tuple)):
        items = [printable_tree(item, breaks=breaks) for item in value]
        return [item for item, _lost in items], sum(lost for _item, lost in items)
    return value, 0


_ADDRESSES = frozenset({"url", "$schema"})
