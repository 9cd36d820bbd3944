"""What a feed answers: made when what lies under it changed, kept in memory until then, and never more than allowed.

An agenda asks every few hours, and nearly always nothing changed. So a poll costs three short queries: the feed, the
right of its maker, and which revisions it would be made of. Only when one of these is new is the calendar worked out.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from vierkant.terms import Language
from vierkant_web.calendar import inputs_feed
from vierkant_web.calendar.inputs_feed import FeedEvent, FeedLine
from vierkant_web.models import CalendarFeed, FeedEntry
from vierkant_web.models.calendar_feed import SECRET_LENGTH, fingerprint
from vierkant_web.permissions import access_to, may_use_audience, visible_revisions

KEPT = 400
"""Files that one process keeps; one is some tens of kilobytes."""
CANCELLED_DAYS = 31
"""Days after its day during which an event that was called off still stands in the file as such."""


@dataclass(frozen=True, slots=True)
class FeedFile:
    """The file as it stands, its fingerprint, and when something in it changed last."""

    content: bytes
    digest: str
    modified: datetime


class _Kept:
    """The last file of each feed, by what it was made of; the longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._files: OrderedDict[int, tuple[str, FeedFile]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, feed: int, made_of: str) -> FeedFile | None:
        """The file, when it was made of this."""
        with self._lock:
            found = self._files.get(feed)
            if found is None or found[0] != made_of:
                return None
            self._files.move_to_end(feed)
            return found[1]

    def put(self, feed: int, made_of: str, file: FeedFile) -> None:
        """Keep a file."""
        with self._lock:
            self._files[feed] = (made_of, file)
            self._files.move_to_end(feed)
            while len(self._files) > self._most:
                self._files.popitem(last=False)

    def clear(self) -> None:
        """Forget all files."""
        with self._lock:
            self._files.clear()


kept = _Kept(KEPT)


def find(secret: str) -> CalendarFeed | None:
    """The feed with this secret, as long as it stands and its maker may still see what it shows.

    What is compared is a fingerprint of 256 bits: how long a comparison takes says nothing of the secret.
    """
    if len(secret) != SECRET_LENGTH or not secret.isascii():
        return None
    digest = fingerprint(secret)
    feed = (
        CalendarFeed.objects.filter(digest=digest, withdrawn_at__isnull=True, variant__archived__isnull=True)
        .select_related("cooperation", "variant", "created_by")
        .first()
    )
    if feed is None or not compare_digest(feed.digest, digest):
        return None
    access = access_to(feed.created_by, feed.cooperation)
    return feed if access.role is not None and may_use_audience(access, feed.audience) else None


def file_of(feed: CalendarFeed, today: date) -> FeedFile:
    """The file of a feed, from memory when nothing under it changed.

    Raises:
        NotReadableError: the dossier has faults; agendas keep what they have.
    """
    made_of = _made_of(feed, today)
    found = kept.get(feed.pk, made_of)
    if found is None:
        found = _made(feed, today)
        kept.put(feed.pk, made_of, found)
    return found


def _made_of(feed: CalendarFeed, today: date) -> str:
    """A name for all that the file follows from."""
    rows = visible_revisions(feed.variant, feed.audience).filter(section__in=inputs_feed.SECTIONS)
    parts = sorted(rows.values_list("pk", "redacted_at"))
    rest = (feed.council, feed.language, feed.cooperation.name, today.isoformat(), inputs_feed.VERSION)
    return sha256(repr((parts, rest)).encode()).hexdigest()


def _made(feed: CalendarFeed, today: date) -> FeedFile:
    rows = visible_revisions(feed.variant, feed.audience).filter(section__in=inputs_feed.SECTIONS)
    contents = rows.values_list("section", "partner", "content")
    plain = inputs_feed.merged(
        {(section, partner): content for section, partner, content in contents if content is not None}
    )
    language: Language = "en" if feed.language == "en" else "nl"
    found = inputs_feed.events_of(plain, council=feed.council, today=today, language=language)
    with translation.override(language):
        lines = _lines(feed, found, today)
        name = _name(feed, {row.key: row.name for row in inputs_feed.councils(plain)})
        text = gettext("Days of the zienswijze clock, from Vierkant.")
    content = inputs_feed.write(lines, name=name, description=text, language=language)
    modified = max((line.modified for line in lines), default=feed.created)
    return FeedFile(content, sha256(content).hexdigest()[:32], modified)


def _name(feed: CalendarFeed, names: Mapping[str, str]) -> str:
    if not feed.council:
        return feed.cooperation.name
    words = {"council": names.get(feed.council, feed.council), "cooperation": feed.cooperation.name}
    return gettext("Council of %(council)s: %(cooperation)s") % words


def _lines(feed: CalendarFeed, found: Iterable[FeedEvent], today: date) -> list[FeedLine]:
    """The events as they stand in the file, each with how often it changed; what disappeared is called off."""
    by_uid = {f"{event.key}@{feed.namespace}.vierkant"[:255]: event for event in found}
    entries = settled(feed, by_uid, today)
    lines = []
    for uid, entry in entries.items():
        event = by_uid.get(uid)
        if event is not None:
            title, description = event.title, event.description
        elif entry.cancelled_at is not None and entry.on >= today - timedelta(days=CANCELLED_DAYS):
            # Without its old words: what it said may have been closed or emptied since.
            title, description = gettext("Cancelled: a day of the zienswijze clock"), ""
        else:
            continue
        lines.append(
            FeedLine(uid, entry.on, title, description, entry.sequence, entry.modified, event is None)
        )
    return sorted(lines, key=lambda line: (line.on, line.uid))


def settled(feed: CalendarFeed, by_uid: Mapping[str, FeedEvent], today: date) -> dict[str, FeedEntry]:
    """Write down what is new, changed or gone since the last time; gives every entry of the feed.

    What is gone and still to come is called off. What is gone and past is left as it was: a year that is over leaves
    the calendar, which is no news.
    """
    if not _changes(_entries(feed), by_uid, today):
        return _entries(feed)
    with transaction.atomic():
        # Two that ask at the same moment must not both count one change.
        CalendarFeed.objects.select_for_update().get(pk=feed.pk)
        entries = _entries(feed)
        now = timezone.now().replace(microsecond=0)
        rows = [
            _next(feed, entries.get(uid), uid, by_uid.get(uid), now)
            for uid in _changes(entries, by_uid, today)
        ]
        FeedEntry.objects.bulk_create(row for row in rows if row.pk is None)
        FeedEntry.objects.bulk_update([row for row in rows if row.sequence], _CHANGING, batch_size=100)
        entries |= {row.uid: row for row in rows}
    return entries


def _entries(feed: CalendarFeed) -> dict[str, FeedEntry]:
    return {entry.uid: entry for entry in FeedEntry.objects.filter(feed=feed)}


def _changes(entries: Mapping[str, FeedEntry], by_uid: Mapping[str, FeedEvent], today: date) -> list[str]:
    changed = [
        uid
        for uid, event in by_uid.items()
        if uid not in entries or entries[uid].digest != event.digest or entries[uid].cancelled_at is not None
    ]
    gone = [
        uid
        for uid, entry in entries.items()
        if uid not in by_uid and entry.cancelled_at is None and entry.on >= today
    ]
    return changed + gone


def _next(
    feed: CalendarFeed, entry: FeedEntry | None, uid: str, event: FeedEvent | None, now: datetime
) -> FeedEntry:
    """The entry as it stands from now on: new, changed, back again, or called off (no event)."""
    if entry is None:
        entry = FeedEntry(feed=feed, uid=uid, sequence=-1)
    if event is not None:
        entry.digest, entry.on = event.digest, event.on
    entry.cancelled_at = now if event is None else None
    entry.sequence, entry.modified = entry.sequence + 1, now
    return entry


_CHANGING = ["digest", "on", "cancelled_at", "sequence", "modified"]
