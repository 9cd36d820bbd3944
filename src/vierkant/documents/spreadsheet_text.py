"""Text in a cell, lossless: what XML cannot hold, and the empty text.

Source: ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring): a character that XML cannot hold is written ``_xHHHH_``, and an
underscore that would start such a sequence by accident is written ``_x005F_``. openpyxl does neither.
"""

from __future__ import annotations

import re

EMPTY = '""'
"""How an empty text is written: an empty cell already means that there is no text."""

_LOST = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=[xX][0-9A-Fa-f]{4}_)")
"""Illegal in XML 1.0; the carriage return is legal, but every XML reader makes a line feed of it."""
_ESCAPED = re.compile(r"_[xX]([0-9A-Fa-f]{4})_")


def to_cell(text: str) -> str:
    """The text as it stands in a cell; `from_cell` gives exactly the text back."""
    if text == "":
        return EMPTY
    if text == EMPTY:
        return '_x0022_"'
    return _LOST.sub(lambda match: f"_x{ord(match.group()):04X}_", text)


def from_cell(raw: str) -> str:
    """The text that a cell stands for."""
    if raw == EMPTY:
        return ""
    return _ESCAPED.sub(_character, raw)


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    half = 0xD800 <= code <= 0xDFFF  # half a character is no text; such a cell was not written by us
    return match.group() if half else chr(code)
