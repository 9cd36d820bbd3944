"""The text of an uploaded arrangement: a plain text file, or a Word document."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from vierkant.quantities import Message

MOST_BYTES = 5_000_000
"""Of the file itself."""
MOST_UNPACKED = 20_000_000
"""Of the text part of a Word document: more is no arrangement but a bomb."""
DEEPEST = 500
"""Elements within each other; tables within tables of a real document do not come to a tenth of it."""
_BODY = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}noBreakHyphen": "-"}
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
    paragraphs = _Paragraphs()
    # No document type and so no entities: checked above.
    parser = ElementTree.XMLParser(target=paragraphs)  # noqa: S314
    try:
        parser.feed(xml)
        parser.close()
    # LookupError, ValueError: expat asks Python for encodings that it does not know itself.
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise UnreadableTextError("broken") from error
    return paragraphs.text()


class _Paragraphs:
    """Gathers the words of paragraphs while the XML is read, so that no tree of it is ever in memory.

    A paragraph may stand within another one (a text box); each begins on a line of its own, and is read once.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._depth = 0
        self._word_at = 0
        """The depth of the ``w:t`` that is open; 0 when none is."""

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError("elements within elements without an end")
        if tag == f"{_WORD}t":
            self._word_at = self._depth
        elif tag in _MARKS:
            self._pieces.append(_MARKS[tag])
        elif tag == f"{_WORD}p":
            self._new_line()

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._word_at == self._depth:
            self._word_at = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        """The text between; only what stands in ``w:t`` itself is a word."""
        if self._word_at == self._depth and self._depth:
            self._pieces.append(text)

    def close(self) -> None:
        """The document has ended."""

    def text(self) -> str:
        """A line per paragraph."""
        return "".join(self._pieces)

    def _new_line(self) -> None:
        # An empty paragraph is an empty line, but a million of them are no text.
        if self._pieces and self._pieces[-2:] != ["\n", "\n"]:
            self._pieces.append("\n")
