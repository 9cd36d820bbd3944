"""Reading answers: as a word of the table, as text whatever the kind of file, and by their headers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

from tests.pdf_text import text_of


def word_of(answer: Any) -> str:
    """The status, or ``in`` for the way to the page on which one signs in."""
    if answer.status_code == 302 and answer["Location"].startswith("/account/login/"):
        return "in"
    return str(answer.status_code)


def readable(answer: Any) -> str:
    """Everything that can be read in an answer: page, picture, JSON, report, spreadsheet; and its headers."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{_text(content)}"


@lru_cache(maxsize=64)
def _text(content: bytes) -> str:
    """Readers of the same audience get the same bytes, and hundreds of answers are a PDF: a fast reader matters."""
    if content.startswith(b"%PDF-"):
        return text_of(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    # JSON may write letters as \uXXXX and pages as entities; the secrets are plain letters and digits, but for
    # the space and point between them.
    return unescape(content.decode(errors="replace")).replace(" ", " ")


def strict_headers(answer: Any, *, referrer: str = "same-origin") -> Iterator[str]:
    """What is missing from the headers that every answer carries; Mijn stap is stricter about the referrer."""
    wanted = {
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": referrer,
        "Cross-Origin-Opener-Policy": "same-origin",
    }  # fmt: skip
    for name, value in wanted.items():
        if answer.headers.get(name) != value:
            yield f"header {name} is {answer.headers.get(name)!r}"
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        yield f"may be kept: Cache-Control {answer.headers.get('Cache-Control')!r}"
    policy = answer.headers.get("Content-Security-Policy", "")
    for part in ("default-src 'none'", "script-src '", "style-src 'self'", "frame-ancestors 'none'"):
        if part not in policy:
            yield f"policy without {part}"
    if "unsafe" in policy:
        yield "policy allows what is unsafe"
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        yield "no Permissions-Policy"
