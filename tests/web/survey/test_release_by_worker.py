"""The worker closes, wipes and releases by itself; a release that fails says so without a word of an answer."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import Any

import pytest
from django.utils import timezone
from tests.web.survey.on_disk import Site, database_file
from tests.web.survey.waves import AFTER

from vierkant_web import actions
from vierkant_web.jobs import waves_release
from vierkant_web.jobs.waves import keep_waves
from vierkant_web.jobs.worker import Worker
from vierkant_web.models import LedgerEntry, User, Wave, WaveRelease, WaveState


def fail(slot: waves_release.ReleaseSlot, task: WaveRelease) -> None:
    """End a computation as one that repeats an answer in its fault."""
    plain = waves_release.plain_of(task.wave)
    future: Future[Any] = Future()
    future.set_exception(RuntimeError(f"cannot release {plain['values'][0]} of {plain['groups'][0]}"))
    slot._write(task, future)


def test_from_closing_to_release(
    answered: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    with database_file(answered.path), caplog.at_level(logging.INFO):
        keep_waves(AFTER)
        wave = Wave.objects.get()
        assert (wave.state, wave.is_anonymous) == (WaveState.CLOSED, True)
        task = waves_release.take("another")
        assert task is not None
        assert waves_release.take("worker") is None  # it is taken
        fail(waves_release.ReleaseSlot("another"), task)
        assert WaveRelease.objects.get().error == "RuntimeError"
        assert "RuntimeError" in caplog.text
        assert "hillegom-kcc" not in caplog.text
        hanna = User.objects.get(email="hanna@voorbeeld.example")
        actions.retry_release(wave=wave, by=hanna)
        Worker(1).run(until_idle=True)
        wave.refresh_from_db()
        task = WaveRelease.objects.get()
        assert (wave.state, task.error, task.progress) == (WaveState.RELEASED, "", 1.0)
        assert [entry.number for entry in LedgerEntry.objects.all()][-1] == LedgerEntry.objects.count() > 5
        with pytest.raises(actions.Invalid, match="not_failed"):
            actions.retry_release(wave=wave, by=hanna)


def test_a_release_of_which_every_worker_died_is_ended(
    answered: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database_file(answered.path):
        keep_waves(AFTER)
        for attempt in range(1, 4):
            monkeypatch.setattr(timezone, "now", lambda attempt=attempt: AFTER.replace(minute=10 * attempt))
            assert waves_release.take(f"worker {attempt}") is not None
        monkeypatch.setattr(timezone, "now", lambda: AFTER.replace(minute=40))
        assert waves_release.take("worker 4") is None
        keep_waves(AFTER)
        assert WaveRelease.objects.get().error == "stopped"
