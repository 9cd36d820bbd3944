"""After closing nothing links an answer to a code: not in the database file, its journal, a back-up or the log."""

from __future__ import annotations

import logging
import re
import sqlite3
from contextlib import closing
from itertools import pairwise
from unittest import mock

import pytest
from django.db import connection, models
from tests.web.survey.on_disk import Site, database_file, found_in
from tests.web.survey.waves import AFTER, WITHIN

from vierkant_web import backups, wiping
from vierkant_web.jobs import waves_closing, waves_release
from vierkant_web.jobs.waves import keep_waves
from vierkant_web.models import AuditEvent, OpenAnswer, Wave, WaveAnswer, WaveCode, WaveState

ALL = {f"{kind} in sqlite3" for kind in ("digest", "link", "secret")}


def only_checkpoint() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True


def test_no_byte_of_a_code_is_left(answered: Site, caplog: pytest.LogCaptureFixture) -> None:
    with database_file(answered.path), caplog.at_level(logging.DEBUG):
        before = set(WaveAnswer.objects.values_list("pk", flat=True))
        backups.make_backup(WITHIN)
        assert found_in(answered.folder, answered.secrets) >= ALL | {"digest in back-up", "link in back-up"}
        keep_waves(AFTER)
        wave = Wave.objects.get()
        assert (wave.state, wave.is_anonymous) == (WaveState.CLOSED, True)
        assert not WaveCode.objects.exists()
        after = set(WaveAnswer.objects.values_list("pk", flat=True))
        (fresh,) = backups.list_backups()
        audit = " ".join(
            f"{event.action} {event.object} {event.origin}" for event in AuditEvent.objects.all()
        )
    assert fresh.made == AFTER.replace(
        microsecond=0
    )  # the one that held the codes had to go; another took its place
    assert len(after) == len(before) > 40
    assert not before & after
    assert found_in(answered.folder, answered.secrets) == set()
    said = (caplog.text + audit).encode()
    assert not [kind for kind, secret in answered.secrets.items() if secret in said]


@pytest.mark.parametrize(
    ("secure_delete", "wipe", "left"),
    [
        (False, only_checkpoint, "digest in sqlite3"),  # what is deleted stays in free places of the file
        (True, lambda: True, "link in sqlite3"),  # what is new stays in the journal, so the file is as it was
    ],
    ids=["not overwritten", "journal not emptied"],
)
def test_without_one_of_the_means_bytes_are_left(
    answered: Site, secure_delete: bool, wipe: mock.Mock, left: str
) -> None:
    with (
        database_file(answered.path, secure_delete=secure_delete),
        mock.patch.object(waves_closing, "wipe", wipe),
    ):
        keep_waves(AFTER)
        assert Wave.objects.get().state == WaveState.CLOSED
        assert left in found_in(answered.folder, answered.secrets)


def test_who_reads_delays_it_and_nothing_is_called_anonymous_before(
    answered: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiping, "PATIENCE_MILLISECONDS", 20)
    with database_file(answered.path), closing(sqlite3.connect(answered.path)) as reader:
        assert Wave.objects.count() == 1  # the journal is in use from here on
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM wave_code").fetchone()
        keep_waves(AFTER)
        assert Wave.objects.get().state == WaveState.CLOSED
        assert not Wave.objects.get().is_anonymous
        assert waves_release.take("somebody") is None
        reader.rollback()
        keep_waves(AFTER)
        assert Wave.objects.get().is_anonymous
        assert found_in(answered.folder, answered.secrets) == set()


def test_a_worker_that_dies_before_wiping_leaves_it_to_the_next(answered: Site) -> None:
    with database_file(answered.path):
        waves_closing.close_due_waves(AFTER)
        assert Wave.objects.get().wipe_pending
        keep_waves(AFTER)
        assert Wave.objects.get().is_anonymous


def test_order_keys_and_place_on_disk_tell_nothing(answered: Site) -> None:
    with database_file(answered.path):
        with connection.cursor() as cursor:  # while it is open the order of arrival stands in no key either
            cursor.execute("SELECT name FROM sqlite_sequence")
            counted = {name for (name,) in cursor.fetchall()}
        assert counted.isdisjoint({"wave_answer", "wave_code", "open_answer", "mailing_line"})
        sent = [_stored(pk, "content") for pk in _in_order_of_sending(answered)]
        keep_waves(AFTER)
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, id, content FROM wave_answer ORDER BY rowid")
            rows = cursor.fetchall()
            cursor.execute("SELECT rowid, id FROM open_answer")
            texts = cursor.fetchall()
        assert OpenAnswer.objects.count() == len(texts) > 20
    assert all(hidden == key for hidden, key, *_rest in [*rows, *texts])
    stored = [content for _hidden, _key, content in rows]
    assert sorted(stored) == sorted(sent)
    data = answered.path.read_bytes()
    on_disk = sorted(sent, key=lambda content: data.index(content.encode()))
    for order in (stored, on_disk):
        # One in 45! that chance gives back the order of sending; a neighbour now and then stays a neighbour.
        assert order not in (sent, sent[::-1])
        pairs = set(pairwise(sent))
        kept = sum(pair in pairs for pair in pairwise(order))
        assert kept < len(sent) / 3


def test_answers_and_codes_have_no_time() -> None:
    for model in (WaveAnswer, OpenAnswer, WaveCode):
        fields = model._meta.concrete_fields
        assert not [field.name for field in fields if isinstance(field, (models.DateField, models.TimeField))]
        assert not [field.name for field in fields if re.search(r"used|count|number|order", field.name)]


def _in_order_of_sending(site: Site) -> list[int]:
    """Keys of the answers in the order in which they were sent, found through the codes, as only this test can."""
    from vierkant_web.models import WaveSecret
    from vierkant_web.models.wave_code import code_digest

    secret = WaveSecret.objects.get().secret
    by_digest = dict(WaveAnswer.objects.values_list("code__digest", "pk"))
    digests = [code_digest(secret, code) for given in site.codes.values() for code in given]
    return [by_digest[digest] for digest in digests if digest in by_digest]


def _stored(pk: int, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM wave_answer WHERE id = %s", [pk])  # noqa: S608 - our own column
        return str(cursor.fetchone()[0])
