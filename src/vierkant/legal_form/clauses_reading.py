"""The text of an uploaded arrangement: a plain text file, or a Word document."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from vierkant.quantities import Message

MOST_BYTES = 5_000_000
"""Of the file itself."""
MOST_UNPACKED = 40_000_000
"""Of the text part of a Word document: more is no arrangement but a bomb."""
_BODY = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLD_WORD = b"\xd0\xcf\x11\xe0"


_BROKEN = (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class UnreadableTextError(Exception):
    """The file gives no text; ``message`` says why, and what to do."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message = Message(f"arrangement.file.{name}")


def read_text(source: bytes) -> str:
    """The text of a file, whatever its name says.

    Raises:
        UnreadableTextError: empty, too large, not a text or .docx, or broken.
    """
    if len(source) > MOST_BYTES:
        raise UnreadableTextError("too_large")
    if source.startswith(b"PK\x03\x04"):
        text = _word_text(source)
    elif source.startswith((b"%PDF", _OLD_WORD)):
        raise UnreadableTextError("other_kind")
    else:
        text = _decoded(source)
    if not text.strip():
        raise UnreadableTextError("empty")
    return text


def _decoded(source: bytes) -> str:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source.decode("utf-16", errors="replace")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = source.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise UnreadableTextError("other_kind")
    return text


def _word_text(source: bytes) -> str:
    """The paragraphs of a Word document, a line each."""
    try:
        with zipfile.ZipFile(BytesIO(source)) as packed, packed.open(_BODY) as body:
            xml = body.read(MOST_UNPACKED + 1)
    except (*_BROKEN, zlib.error) as error:
        raise UnreadableTextError("broken") from error
    # Word writes no document type; entities come in only through one.
    if len(xml) > MOST_UNPACKED or any(sign in xml for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\x00")):
        raise UnreadableTextError("broken")
    try:
        root = ElementTree.fromstring(xml)  # noqa: S314 - no document type, no entities: checked above
    except ElementTree.ParseError as error:
        raise UnreadableTextError("broken") from error
    return "\n".join(_paragraph(item) for item in root.iter(f"{_WORD}p"))


def _paragraph(paragraph: ElementTree.Element) -> str:
    words = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}noBreakHyphen": "-"}
    return "".join(
        (item.text or "") if item.tag == f"{_WORD}t" else words.get(item.tag, "") for item in paragraph.iter()
    )
