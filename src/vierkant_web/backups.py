"""Back-ups that expire: what must be destroyed in the database may not live on in a copy.

A back-up is a whole, checked copy in a file whose name says until when it may exist. It never holds mail that waits
(addresses beside codes). It expires at the latest when the first wave in it closes, or when the first answers in it
must be deleted; the worker deletes it then. A restored back-up of before a closing is closed at once by the worker.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from vierkant_web.models import Wave, WaveState

logger = logging.getLogger(__name__)
DAYS = 30
"""How long a back-up is kept, when nothing in it must be gone earlier."""
MOST_DAYS = 180
"""Requests for help are deleted after 180 days, so no copy of them is kept longer."""
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"vierkant_(\d{8}T\d{6}Z)_until_(\d{8}T\d{6}Z)\.sqlite3")
_UNFINISHED = "unfinished_*"
_UNFINISHED_HOURS = 6.0
_ENDED = (WaveState.CLOSED, WaveState.RELEASED, WaveState.WITHDRAWN)


class BackupRefused(Exception):  # noqa: N818 - an answer to the operator, not a fault
    """No back-up was made; ``latest`` is the last moment until which it could be kept, when that is the reason."""

    def __init__(self, reason: str, latest: datetime | None = None) -> None:
        super().__init__(reason)
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Backup:
    """One file and the time it may exist."""

    path: Path
    made: datetime
    expires: datetime


def list_backups() -> tuple[Backup, ...]:
    """The back-ups in the folder, oldest first."""
    folder: Path = settings.BACKUPS
    found = []
    for path in sorted(folder.glob("vierkant_*.sqlite3")) if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            made, expires = (datetime.strptime(text, _STAMP).replace(tzinfo=UTC) for text in match.groups())
            found.append(Backup(path, made, expires))
    return tuple(found)


def make_backup(now: datetime, days: int | None = None) -> Backup:
    """Write a back-up. ``days`` asks for a time; without it 30 days, or less when something in it must be gone earlier.

    Raises:
        BackupRefused: it would be kept too long, the database is not SQLite, or a wave closes just now.
    """
    if connection.vendor != "sqlite":
        raise BackupRefused("not_sqlite", latest_moment(now))
    settings.BACKUPS.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = settings.BACKUPS / f"unfinished_{secrets.token_hex(8)}.sqlite3"
    try:
        earliest = _copy(unfinished)
        latest = min([now + timedelta(days=MOST_DAYS), *earliest])
        wanted = now + timedelta(days=DAYS if days is None else days)
        if days is not None and wanted > latest:
            raise BackupRefused("too_long", latest)
        expires = min(wanted, latest)
        if expires <= now:
            raise BackupRefused("closing", latest)
        name = f"vierkant_{_stamp(now)}_until_{_stamp(expires)}.sqlite3"
        made = Backup(unfinished.rename(settings.BACKUPS / name), now, expires)
    finally:
        unfinished.unlink(missing_ok=True)
    # What was destroyed while the copy was being made is destroyed in the copy as well: the file goes.
    if any(_holds(made.path, wave) for wave in Wave.objects.filter(state__in=_ENDED)):
        made.path.unlink(missing_ok=True)
        raise BackupRefused("closing")
    return made


def latest_moment(now: datetime) -> datetime:
    """Until when a copy of the database as it is now may be kept."""
    with connection.cursor() as cursor:
        cursor.execute(_MUST_GO)
        return min([now + timedelta(days=MOST_DAYS), *_moments(cursor.fetchall())])


def delete_expired(now: datetime) -> int:
    """Delete the back-ups whose time is over, and what a stopped command left behind; how many back-ups."""
    expired = [backup for backup in list_backups() if backup.expires <= now]
    for backup in expired:
        backup.path.unlink(missing_ok=True)
        logger.info("back-up %s deleted: its time is over", backup.path.name)
    oldest = now.timestamp() - _UNFINISHED_HOURS * 3600
    for path in settings.BACKUPS.glob(_UNFINISHED) if settings.BACKUPS.is_dir() else ():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    return len(expired)


def forget_wave(wave: Wave) -> int:
    """Delete every back-up that holds what was destroyed of this wave, or that cannot be read; how many."""
    found = [backup for backup in list_backups() if _holds(backup.path, wave)]
    for backup in found:
        backup.path.unlink(missing_ok=True)
        logger.info("back-up %s deleted: it held what was destroyed of wave %s", backup.path.name, wave.pk)
    return len(found)


_MUST_GO = """
SELECT closes_at, NULL FROM wave WHERE state IN ('draft', 'signed', 'open') AND closes_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM wave_code WHERE wave_code.wave_id = wave.id) OR state = 'open')
UNION ALL
SELECT NULL, delete_answers_on FROM wave WHERE EXISTS (
    SELECT 1 FROM wave_answer WHERE wave_answer.wave_id = wave.id) OR EXISTS (
    SELECT 1 FROM open_answer WHERE open_answer.wave_id = wave.id)
"""


def _moments(rows: list[tuple[datetime | str | None, date | str | None]]) -> Iterator[datetime]:
    for closes_at, delete_on in rows:
        if closes_at is not None:
            moment = closes_at if isinstance(closes_at, datetime) else datetime.fromisoformat(closes_at)
            yield moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if delete_on is not None:
            day = delete_on if isinstance(delete_on, date) else date.fromisoformat(delete_on)
            yield datetime.combine(day, time(), timezone.get_default_timezone())


def _copy(path: Path) -> list[datetime]:
    """Copy the database without waiting mail, check the copy; when what it holds must be gone."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        # The journal of this work would hold the addresses again: it stays in memory.
        for statement in ("journal_mode=MEMORY", "temp_store=MEMORY", "secure_delete=ON", "synchronous=FULL"):
            copy.execute(f"PRAGMA {statement}")
        if copy.execute("DELETE FROM mailing_line").rowcount:
            copy.execute("VACUUM")
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupRefused("damaged")
        return list(_moments(copy.execute(_MUST_GO).fetchall()))


_HOLDS_CODES = """
SELECT EXISTS (SELECT 1 FROM wave_code WHERE wave_id = :wave)
    OR EXISTS (SELECT 1 FROM wave_secret WHERE wave_id = :wave)
"""
_OR_ANSWERS = """
    OR EXISTS (SELECT 1 FROM wave_answer WHERE wave_id = :wave)
    OR EXISTS (SELECT 1 FROM open_answer WHERE wave_id = :wave)
"""


def _holds(path: Path, wave: Wave) -> bool:
    """Whether a back-up holds codes of this wave, or answers that were deleted since."""
    query = _HOLDS_CODES
    if wave.answers_deleted or wave.state == WaveState.WITHDRAWN:
        query += _OR_ANSWERS
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return "wave" in there and bool(copy.execute(query, {"wave": wave.pk}).fetchone()[0])
    except sqlite3.DatabaseError:
        logger.warning("back-up %s cannot be read: it may hold what must be destroyed", path.name)
        return path.exists()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_STAMP)
