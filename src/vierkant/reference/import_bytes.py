"""The bytes of a file in an official format, plain or packed, within limits; and its JSON or CSV."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from vierkant.reference.import_problems import refused
from vierkant.reference.register_unpack import GZIP, MOST_RATIO, RATIO_FROM, ZIP

MOST_JSON = 100_000_000
"""Bytes of one JSON file, unpacked: a page of CBS is under 5 MB, the borders of PDOK are under 60 MB."""

MOST_CSV = 1_000_000_000
"""Bytes of one CSV file, unpacked; it is read line by line and never held as a whole."""

MOST_LINE = 1_000_000
_MEGABYTE = 1_000_000

Source = Path | bytes


class _Limited(io.RawIOBase):
    """Counts what comes out of unpacking, and stops at a limit or where the file grows too much."""

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, packed: int | None, most: int, name: str) -> None:
        self._inner, self._packed, self._most, self._name = inner, packed, most, name
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._inner.read(len(buffer))
        except EOFError:
            raise refused("truncated", self._name) from None
        except (OSError, zlib.error, zipfile.BadZipFile, RuntimeError):
            raise refused("packed_broken", self._name) from None
        self._total += len(piece)
        if self._total > self._most:
            raise refused("too_large", self._name, most=self._most // _MEGABYTE)
        packed = self._packed
        if packed is not None and self._total > RATIO_FROM and self._total > MOST_RATIO * max(packed, 1):
            raise refused("bomb", self._name, ratio=MOST_RATIO)
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(source: Source, *, name: str, most: int) -> Iterator[BinaryIO]:
    """The unpacked bytes as a stream; the content tells whether the file is packed (.gz, .zip), not its name.

    Raises:
        ImportFileError: it cannot be read or unpacked, or is larger than ``most`` bytes.
    """
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            size = len(source) if isinstance(source, bytes) else source.stat().st_size
            head = file.read(2)
            file.seek(0)
            if head == GZIP:
                with gzip.GzipFile(fileobj=file) as unpacked:
                    yield io.BufferedReader(_Limited(unpacked, size, most, name))
            elif head == ZIP:
                with _member(file, name) as unpacked:
                    yield io.BufferedReader(_Limited(unpacked, size, most, name))
            else:
                yield io.BufferedReader(_Limited(file, None, most, name))
    except OSError as error:
        raise refused("not_read", name, reason=error.strerror or type(error).__name__) from None


@contextmanager
def _member(file: BinaryIO, name: str) -> Iterator[IO[bytes]]:
    """The one file in the archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [item for item in archive.infolist() if not item.is_dir()]
            members = [item for item in members if not item.filename.startswith("__MACOSX/")]
            if len(members) != 1 or members[0].flag_bits & 1:
                raise refused("zip_members", name, number=len(members))
            with archive.open(members[0]) as unpacked:
                yield unpacked
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        raise refused("packed_broken", name) from None


def read_json(source: Source, *, name: str) -> Any:
    """The content of a JSON file.

    Raises:
        ImportFileError: it cannot be read, or is no JSON.
    """
    with opened(source, name=name, most=MOST_JSON) as file:
        content = file.read()
    if not content.strip():
        raise refused("empty", name)
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise refused("encoding", name) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise refused("not_json", name, line=line) from None


def _no_constant(text: str) -> Any:
    raise ValueError(text)


def csv_rows(source: Source, *, name: str) -> Iterator[list[str]]:
    """The rows of a CSV file, one by one; ``;`` or ``,`` between the cells, whichever comes first.

    Raises:
        ImportFileError: it cannot be read, is no text in UTF-8, or has a line without end.
    """
    with opened(source, name=name, most=MOST_CSV) as file:
        lines = _lines(file, name)
        first = next(lines, "")
        if not first.strip():
            raise refused("empty", name)
        mark = next((letter for letter in first if letter in ";,"), ",")

        def everything() -> Iterator[str]:
            yield first
            yield from lines

        try:
            yield from csv.reader(everything(), delimiter=mark)
        except csv.Error:
            raise refused("not_csv", name) from None


def _lines(file: BinaryIO, name: str) -> Iterator[str]:
    mark = b"\xef\xbb\xbf"
    first = True
    while line := file.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE or b"\x00" in line:
            raise refused("not_csv", name)
        try:
            yield (line.removeprefix(mark) if first else line).decode("utf-8")
        except UnicodeDecodeError:
            raise refused("encoding", name) from None
        first = False
