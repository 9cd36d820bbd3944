"""Compiles the Dutch of all folders into the one catalogue that Django reads; needs no system gettext.

Every folder of pages has its own ``locale/nl/<folder>.po``, so that two people never write in one file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent / "locale"


def parts(language: str = "nl") -> list[Path]:
    """The files that hold the words, in order."""
    return sorted((LOCALE / language).glob("*.po"))


def merged(language: str = "nl") -> Catalog:
    """All words of a language in one catalogue; where two files differ, the first one counts (see `conflicts`)."""
    whole = Catalog(locale=language, domain="django")
    for _path, message in _messages(language):
        if whole.get(message.id, message.context) is None:
            whole.add(message.id, message.string, context=message.context, flags=message.flags - {"fuzzy"})
    return whole


def conflicts(language: str = "nl") -> list[str]:
    """Words that two files translate differently; a test keeps this list empty."""
    first = merged(language)
    found = []
    for path, message in _messages(language):
        counts = first.get(message.id, message.context)
        if counts is not None and counts.string != message.string:
            found.append(
                f"{path.name}: {message.id!r} is {counts.string!r} elsewhere, {message.string!r} here"
            )
    return found


def _messages(language: str) -> Iterator[tuple[Path, Message]]:
    for path in parts(language):
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        yield from ((path, message) for message in catalog if message.id)


def compile_words(language: str = "nl", *, force: bool = False) -> bool:
    """Write ``LC_MESSAGES/django.mo`` when a part is newer than it. Tells whether it was written."""
    target = LOCALE / language / "LC_MESSAGES" / "django.mo"
    files = parts(language)
    # The folder counts too: a part that was taken away must disappear from the catalogue.
    newest = max(path.stat().st_mtime for path in [*files, LOCALE / language])
    if not force and target.exists() and target.stat().st_mtime >= newest:
        return False
    whole = merged(language)  # first: two files that disagree must not leave half a file behind
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, whole)
    Path(name).replace(target)  # in one move: another process may be reading it
    os.utime(target)
    return True
