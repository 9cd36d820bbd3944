"""Take what was deleted out of the files of the database as well.

SQLite overwrites what is deleted with zeros (``secure_delete``), but that is not all: pages of before wait in the
journal (WAL), and what moved inside a page may leave an old copy in its free space. `wipe` writes the whole database
anew from what still stands in it, and empties the journal. PostgreSQL writes the tables of the waves anew, and
keeps no statistics of their columns, for those hold values; its own journal and its archives are kept by who runs it
(docs/methods/destruction.md).

What a disk keeps below the file system (blocks of a journal that was cut off, copies made by the disk itself) is out
of reach: use a disk that is encrypted.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)
PATIENCE_MILLISECONDS = 3000
"""How long to wait for who is reading; less than the lease of a worker."""
_TABLES = ("mailing_line", "wave_secret", "wave_code", "wave_answer", "open_answer", "wave")
_COLUMNS = {
    "mailing_line": ("address", "code"),
    "wave_secret": ("secret",),
    "wave_code": ("id", "digest"),
    "wave_answer": ("id", "code_id", "content", "open_content"),
    "open_answer": ("text",),
}


def wipe() -> bool:
    """Write the database anew. False: somebody is using it just now, or a transaction is open; try again later."""
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            return _wipe_sqlite(cursor) if connection.vendor == "sqlite" else _wipe_postgresql(cursor)
    except DatabaseError as error:
        logger.warning("the database could not be written anew just now: %s", type(error).__name__)
        return False


def keep_no_statistics(connection: BaseDatabaseWrapper) -> None:
    """Let PostgreSQL copy no values of what must be destroyed into its statistics. May be repeated."""
    if connection.vendor != "postgresql":
        return
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in there & set(_COLUMNS):
            columns = ", ".join(f"ALTER COLUMN {column} SET STATISTICS 0" for column in _COLUMNS[table])
            cursor.execute(f"ALTER TABLE {table} {columns}")


def _wipe_sqlite(cursor: Any) -> bool:
    cursor.execute("PRAGMA busy_timeout")
    patience = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")
    try:
        cursor.execute("VACUUM")
        # Twice: the first time, a reader that began before it may still need the old pages.
        return any(_empty_journal(cursor) for _ in range(2))
    finally:
        cursor.execute(f"PRAGMA busy_timeout={patience}")


def _wipe_postgresql(cursor: Any) -> bool:
    cursor.execute(f"SET lock_timeout = {PATIENCE_MILLISECONDS}")
    try:
        cursor.execute(f"VACUUM FULL {', '.join(_TABLES)}")
    finally:
        cursor.execute("RESET lock_timeout")
    return True


def _empty_journal(cursor: Any) -> bool:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, pages, moved = cursor.fetchone()
    # Outside WAL mode SQLite answers -1, -1: there is no journal that stays.
    return not busy and pages == moved
