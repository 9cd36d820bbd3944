"""The text of a PDF, by a fast reader: hundreds of tests read one."""

from __future__ import annotations

import pypdfium2

_NO_LETTERS = str.maketrans({"\x02": "", "\u200b": "", "\u00a0": " "})
"""Where a word was broken off at the end of a line, where it may be, and a space that holds together."""


def text_of(content: bytes) -> str:
    """The text of all pages on one line, with plain spaces."""
    with pypdfium2.PdfDocument(content) as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    return " ".join(" ".join(page.translate(_NO_LETTERS).split()) for page in pages)
