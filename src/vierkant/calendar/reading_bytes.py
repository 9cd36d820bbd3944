"""What an uploaded file is, by what it holds, and its text whatever the encoding."""

from __future__ import annotations

import re

MOST_BYTES = 2_000_000
_SIGNS = (
    (b"PK\x03\x04", "spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"%PDF", "pdf"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def foreign_kind(source: bytes) -> str | None:
    """``spreadsheet``, ``pdf`` or ``binary`` for what is no text; None for a text."""
    for sign, kind in _SIGNS:
        if source.startswith(sign):
            return kind
    text = decoded(source[:20_000])
    return "binary" if len(_CONTROL.findall(text)) * 20 > len(text) else None


def decoded(source: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or else what Windows writes in Western Europe."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source.decode("utf-16", errors="replace").replace("\x00", "")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = source.decode("cp1252", errors="replace")
    return text.replace("\x00", "")


def is_calendar(text: str) -> bool:
    """Whether a text is an iCalendar file."""
    return text.lstrip("\ufeff \t\r\n")[:40].upper().startswith("BEGIN:VCALENDAR")
