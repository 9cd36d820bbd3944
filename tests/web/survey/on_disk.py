"""A site on a real database file, as in production: what is destroyed must be gone from every byte on the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from vierkant_web.models import WaveCode, WaveSecret
from vierkant_web.models.wave_code import plain_code

SECURE = "PRAGMA secure_delete=ON"
FULL = "PRAGMA synchronous=FULL"


@dataclass(frozen=True)
class Site:
    """A database file, the codes that were given out, and everything that must be gone after closing."""

    path: Path
    codes: Mapping[str, list[str]]
    secrets: Mapping[str, bytes]

    @property
    def folder(self) -> Path:
        """Where the file, its journal and its back-ups are."""
        return self.path.parent


def empty_site(path: Path) -> None:
    """A database file with all tables and guards and no rows. Only outside a test: not within its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])


def own_connection(path: Path, *, secure_delete: bool = True) -> BaseDatabaseWrapper:
    """A connection to this file, set as in production but that it does not wait for the disk."""
    made = connections["default"].copy()
    made.settings_dict["NAME"] = str(path)
    start = made.settings_dict["OPTIONS"]["init_command"]
    assert SECURE in start
    assert FULL in start
    start = start.replace(FULL, "PRAGMA synchronous=OFF")
    if not secure_delete:
        start = start.replace(SECURE, "PRAGMA secure_delete=OFF")
    made.settings_dict["OPTIONS"]["init_command"] = start
    return made


@contextmanager
def database_file(path: Path, *, secure_delete: bool = True) -> Iterator[None]:
    """Let the site work on this file, and keep its back-ups beside it; in this thread only."""
    before, backups = connections["default"], settings.BACKUPS
    file = own_connection(path, secure_delete=secure_delete)
    connections["default"] = file
    settings.BACKUPS = path.parent / "backups"
    try:
        yield
    finally:
        file.close()
        connections["default"] = before
        settings.BACKUPS = backups


def secrets_of(
    codes: Mapping[str, list[str]], rows: Iterable[WaveCode], secret: WaveSecret
) -> dict[str, bytes]:
    """What leads from somebody to an answer: codes as on paper and as typed, digests, keys of rows, the secret."""
    found = {"secret": secret.secret.encode()}
    for number, code in enumerate(code for given in codes.values() for code in given):
        found[f"code {number}"] = code.encode()
        found[f"typed code {number}"] = plain_code(code).encode()
    for number, row in enumerate(rows):
        found[f"digest {number}"] = row.digest.encode()
        # As SQLite writes a number of this size in a column that refers to it.
        found[f"link {number}"] = row.pk.to_bytes(8, "big")
    return found


def found_in(folder: Path, secrets: Mapping[str, bytes]) -> set[str]:
    """Which of these stand somewhere in a file below the folder: ``<kind> in <file>``."""
    found = set()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        where = path.name.removeprefix("site.") if path.parent == folder else "back-up"
        data = path.read_bytes()
        found |= {
            f"{kind.rstrip(' 0123456789')} in {where}" for kind, secret in secrets.items() if secret in data
        }
    return found
