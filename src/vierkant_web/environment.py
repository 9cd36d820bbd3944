"""The few settings an operator may give, read from the environment and checked at the start."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parents[2]

SQLITE_START = ";".join(
    (
        "PRAGMA journal_mode=WAL",
        # FULL: what was acknowledged survives a power cut, not only a crash of the process.
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        # What is deleted (a request for help) is overwritten, and not left in a free page of the file.
        "PRAGMA secure_delete=ON",
        "PRAGMA journal_size_limit=67108864",
        "PRAGMA cache_size=-20000",
        "PRAGMA temp_store=MEMORY",
    )
)


def flag(name: str, default: bool = False) -> bool:
    """A yes or no from the environment.

    Raises:
        ImproperlyConfigured: the value is neither.
    """
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "0", "no", "false", "off"):
        return default if value == "" else False
    if value in ("1", "yes", "true", "on"):
        return True
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number from the environment.

    Raises:
        ImproperlyConfigured: not a whole number between ``low`` and ``high``.
    """
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list from the environment, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """Where the database, the secret key and the collected static files live; made when it is not there."""
    home = PROJECT if (PROJECT / "pyproject.toml").exists() else Path.cwd()
    folder = Path(os.environ.get("VIERKANT_DATA") or home / "var").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """``VIERKANT_SECRET_KEY``, or a key made once and kept in the data folder, readable by its owner alone."""
    given = os.environ.get("VIERKANT_SECRET_KEY")
    if given:
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        # Several processes may start at once: write aside, then link; the first link wins.
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, kept)
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
    return kept.read_text(encoding="utf-8").strip()


def database(folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL database of ``VIERKANT_DATABASE_URL``.

    Raises:
        ImproperlyConfigured: the address is not one of PostgreSQL.
    """
    address = os.environ.get("VIERKANT_DATABASE_URL")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "vierkant.sqlite3",
            # IMMEDIATE: a transaction takes the write lock at once, so that none fails halfway with "locked".
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "VIERKANT_DATABASE_URL must look like postgresql://user:password@host/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": {"pool": True},
    }
