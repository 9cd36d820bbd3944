"""Unpacks an export of the register piece by piece: plain XML, .xml.gz or .zip, within limits of size and ratio."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vierkant.reference.register_problems import refused

MOST_PACKED = 200_000_000
"""Bytes of a packed file. The export of 2026, packed, is under 20 MB."""

MOST_UNPACKED = 400_000_000
"""Bytes of XML, packed or not. The export of 2026 is under 100 MB."""

MOST_RATIO = 150
"""Unpacked bytes per packed byte, after `RATIO_FROM`. The export of 2026 shrinks to a fifteenth."""

RATIO_FROM = 4_000_000
MOST_MEMBERS = 200
PIECE = 1 << 16

GZIP, ZIP = b"\x1f\x8b", b"PK"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MEGABYTE = 1_000_000


class _Counted(io.RawIOBase):
    """A file that counts what was read from it: what unpacking has used of the packed bytes so far."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._inner.read(len(buffer))
        buffer[: len(piece)] = piece
        self.count += len(piece)
        return len(piece)


def pieces(source: Path | bytes | BinaryIO, *, name: str) -> Iterator[bytes]:
    """The XML of the file in pieces of at most `PIECE` bytes.

    The content decides what kind of file it is, not its name. Everything is checked while it is read, so a file
    that unpacks to far more than it should costs no more than the limit.

    Raises:
        RegisterError: the file cannot be read or unpacked, is too large, is packed twice, or is not XML.
    """
    try:
        with _opened(source) as file:
            head = file.read(2)
            file.seek(0)
            if head == GZIP:
                yield from _checked(_gunzipped(file, name), name)
            elif head == ZIP:
                yield from _checked(_unzipped(file, name), name)
            else:
                yield from _checked(iter(lambda: file.read(PIECE), b""), name)
    except OSError as error:
        raise refused(
            "not_read", name, arguments={"reason": error.strerror or type(error).__name__}
        ) from None


@contextmanager
def _opened(source: Path | bytes | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    else:
        yield source


def _checked(parts: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The same pieces, unless what comes out is not XML or too much."""
    total = 0
    for part in parts:
        if not total:
            _check_start(part, name)
        total += len(part)
        if total > MOST_UNPACKED:
            raise refused("too_large", name, arguments={"most": MOST_UNPACKED // _MEGABYTE})
        yield part
    if not total:
        raise refused("empty", name)


def _check_start(part: bytes, name: str) -> None:
    if part.startswith((GZIP, ZIP)):
        raise refused("packed_twice", name)
    text = part.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text and not text.startswith((b"<", *_UTF_16)):
        raise refused("not_xml", name)


def _gunzipped(file: BinaryIO, name: str) -> Iterator[bytes]:
    counted = _Counted(file)
    total = 0
    try:
        with gzip.GzipFile(fileobj=io.BufferedReader(counted, PIECE)) as unpacked:
            while part := unpacked.read(PIECE):
                total += len(part)
                _check_ratio(total, counted.count, name)
                yield part
    except EOFError:
        raise refused("truncated", name) from None
    except (gzip.BadGzipFile, zlib.error):
        raise refused("gzip_broken", name) from None


def _unzipped(file: BinaryIO, name: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            member = _member(archive, name)
            with archive.open(member) as unpacked:
                total = 0
                while part := unpacked.read(PIECE):
                    total += len(part)
                    _check_ratio(total, member.compress_size, name)
                    yield part
    # zipfile says in many ways that a file is damaged or uses a method that it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise refused("zip_broken", name) from None


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The one XML file in the archive."""
    members = [
        item for item in archive.infolist() if not item.is_dir() and not item.filename.startswith("__MACOSX/")
    ]
    if len(members) > MOST_MEMBERS:
        raise refused("zip_many", name, arguments={"most": MOST_MEMBERS})
    wanted = [item for item in members if item.filename.lower().endswith(".xml")]
    if not wanted:
        nested = any(item.filename.lower().endswith((".zip", ".gz")) for item in members)
        raise refused("packed_twice" if nested else "zip_no_xml", name)
    if len(wanted) > 1:
        names = ", ".join(item.filename[:60] for item in wanted[:5])
        raise refused("zip_several", name, arguments={"count": len(wanted), "names": names})
    if wanted[0].flag_bits & 1:
        raise refused("zip_password", name)
    if wanted[0].file_size > MOST_UNPACKED:
        raise refused("too_large", name, arguments={"most": MOST_UNPACKED // _MEGABYTE})
    return wanted[0]


def _check_ratio(unpacked: int, packed: int, name: str) -> None:
    if packed > MOST_PACKED:
        raise refused("too_large", name, arguments={"most": MOST_PACKED // _MEGABYTE})
    if unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1):
        raise refused("bomb", name, arguments={"ratio": MOST_RATIO})
