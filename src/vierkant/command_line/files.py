"""Reading a dossier of any kind, and writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from vierkant.command_line.words import Language, say
from vierkant.dossier import Dossier, dumps, load
from vierkant.dossier.reading import MAXIMUM_BYTES

_KINDS = (".toml", ".json", ".xlsx")
_OTHER_KINDS = frozenset(
    {".csv", ".doc", ".docx", ".ods", ".odt", ".pdf", ".txt", ".xls", ".xml", ".yaml", ".yml", ".zip"}
)


class CommandError(Exception):
    """Something the user can mend; the text is for people."""


def read(path: Path, language: Language) -> Dossier:
    """The dossier in a TOML, JSON or xlsx file.

    Raises:
        DossierError: the content is not right.
        CommandError: another kind of file.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHER_KINDS:
        raise CommandError(say("fault.kind_of_file", language, file=path.name, suffix=suffix))
    if suffix != ".xlsx" or not path.is_file() or not os.access(path, os.R_OK):
        return load(path)
    # openpyxl loads slowly, and only spreadsheets need it
    from vierkant.documents import spreadsheet

    with path.open("rb") as file:
        return spreadsheet.read(file.read(MAXIMUM_BYTES + 1), name=path.name)


def content_of(dossier: Dossier, path: Path, language: Language) -> bytes:
    """The dossier as the bytes of a file; the end of the name decides the format.

    Raises:
        CommandError: the name has another end.
    """
    suffix = path.suffix.lower()
    if suffix not in _KINDS:
        raise CommandError(say("fault.kind_of_file", language, file=path.name, suffix=suffix or "–"))
    if suffix == ".xlsx":
        # openpyxl loads slowly, and only spreadsheets need it
        from vierkant.documents import spreadsheet

        return spreadsheet.write(dossier, language)
    return dumps(dossier, "json" if suffix == ".json" else "toml").encode()


def write_whole(path: Path, content: bytes, language: Language) -> None:
    """Write the file next to its place first, then move it there: never half a file.

    Raises:
        CommandError: the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            # A pipe or a terminal cannot be replaced; a folder gives its own error here.
            path.write_bytes(content)
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            # What a newly made file would get; mkstemp gives it to nobody else.
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CommandError(say("fault.not_written", language, file=str(path), reason=reason)) from None
