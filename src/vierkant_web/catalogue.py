"""Compiles the Dutch of all folders into the one catalogue that Django reads; needs no system gettext.

Every folder of pages has its own ``locale/nl/<folder>.po``, so that two people never write in one file.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent / "locale"


def parts(language: str = "nl") -> list[Path]:
    """The files that hold the words, in order."""
    return sorted((LOCALE / language).glob("*.po"))


def merged(language: str = "nl") -> Catalog:
    """All words of a language in one catalogue.

    Raises:
        ValueError: two files translate the same words differently.
    """
    whole = Catalog(locale=language, domain="django")
    for path in parts(language):
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        for message in catalog:
            if not message.id:
                continue
            there = whole.get(message.id, message.context)
            if there is not None and there.string != message.string:
                raise ValueError(f"{path.name}: {message.id!r} is {there.string!r} in another file")
            whole.add(message.id, message.string, context=message.context, flags=message.flags - {"fuzzy"})
    return whole


def compile_words(language: str = "nl", *, force: bool = False) -> bool:
    """Write ``LC_MESSAGES/django.mo`` when a part is newer than it. Tells whether it was written.

    Raises:
        ValueError: two files translate the same words differently.
    """
    target = LOCALE / language / "LC_MESSAGES" / "django.mo"
    files = parts(language)
    # The folder counts too: a part that was taken away must disappear from the catalogue.
    newest = max(path.stat().st_mtime for path in [*files, LOCALE / language])
    if not force and target.exists() and target.stat().st_mtime >= newest:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, merged(language))
    Path(name).replace(target)  # in one move: another process may be reading it
    os.utime(target)
    return True
