"""On the day that was promised the answers are deleted, from every byte; what was released stays and still verifies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.web.survey.on_disk import Site, database_file, found_in
from tests.web.survey.waves import AFTER, DELETES

from vierkant.privacy import Ledger, disclosed
from vierkant_web import actions, backups
from vierkant_web.jobs import waves_compute, waves_ledger, waves_release
from vierkant_web.jobs.waves import keep_waves
from vierkant_web.models import LedgerEntry, OpenAnswer, User, Wave, WaveAnswer, WaveState

THE_DAY = AFTER.replace(month=DELETES.month, day=DELETES.day, hour=0)
THE_DAY_BEFORE = THE_DAY - timedelta(days=1)
MARK = {"text": b"Meer tijd om te oefenen"}


def release() -> None:
    task = waves_release.take("test")
    assert task is not None
    plain = waves_release.plain_of(task.wave)
    assert "code" not in str(plain["groups"] + plain["values"])
    done: list[float] = []
    found = waves_compute.release_wave(plain, 0, 0, done.append, AFTER.date())
    assert max(done) <= 1.0
    assert waves_release.finish(task, found["entries"])
    assert not waves_release.finish(
        task, found["entries"]
    )  # another worker with the same answer changes nothing


def test_answers_go_and_the_register_stays(answered: Site) -> None:
    with database_file(answered.path):
        keep_waves(AFTER)
        release()
        wave = Wave.objects.get()
        assert wave.state == WaveState.RELEASED
        gita = User.objects.get(email="gita@voorbeeld.example")
        assert actions.organisations_with_open_answers(wave=wave, by=gita) == ("hillegom", "lisse")
        actions.write_open_summary(wave=wave, organisation="lisse", text="Men wil oefenen.", by=gita)
        before = Ledger.from_plain(waves_ledger.ledger_plain(wave.cooperation))
        shown = disclosed(before, wave.key)
        assert {"everybody", "organisation:lisse", "team:lisse-kcc"} <= set(shown)
        backup = backups.make_backup(AFTER)
        assert backup.expires < THE_DAY
        late = backups.make_backup(THE_DAY_BEFORE)
        assert late.expires == THE_DAY.replace(minute=0)
        keep_waves(THE_DAY_BEFORE)
        assert WaveAnswer.objects.exists()
        assert found_in(answered.folder, MARK)
        keep_waves(THE_DAY)
        assert not WaveAnswer.objects.exists()
        assert not OpenAnswer.objects.exists()
        wave.refresh_from_db()
        assert (wave.state, wave.answers_deleted, wave.is_anonymous) == (WaveState.RELEASED, True, True)
        after = Ledger.from_plain(waves_ledger.ledger_plain(wave.cooperation))
        assert after.digest == before.digest
        assert disclosed(after, wave.key) == shown
        assert wave.summaries.get().text == "Men wil oefenen."
        assert [backup.made for backup in backups.list_backups()] == [THE_DAY]
    assert found_in(answered.folder, MARK) == set()


def test_a_wave_that_was_never_released_loses_its_answers_all_the_same(answered: Site) -> None:
    with database_file(answered.path):
        keep_waves(THE_DAY)
        assert Wave.objects.get().state == WaveState.CLOSED
        assert not WaveAnswer.objects.exists()
        assert waves_release.take("test") is None
    assert found_in(answered.folder, MARK) == set()


def test_a_register_that_grew_meanwhile_is_decided_anew(answered: Site) -> None:
    with database_file(answered.path):
        keep_waves(AFTER)
        task = waves_release.take("test")
        assert task is not None
        found = waves_compute.release_wave(
            waves_release.plain_of(task.wave), 0, 0, lambda _share: None, AFTER.date()
        )
        skipped = found["entries"][1:]
        assert not waves_release.finish(task, skipped)
        assert not LedgerEntry.objects.exists()
        again = waves_release.take("test")
        assert again is not None
        assert waves_release.finish(again, found["entries"])


def test_few_texts_are_not_kept(answered: Site) -> None:
    with database_file(answered.path):
        wave = Wave.objects.get()
        for answer in WaveAnswer.objects.filter(group__organisation="hillegom")[9:]:
            answer.open_content = {}
            answer.save()
        keep_waves(AFTER)
        assert set(OpenAnswer.objects.values_list("organisation", flat=True)) == {"lisse"}
        gita = User.objects.get(email="gita@voorbeeld.example")
        with pytest.raises(actions.Invalid, match="too_few"):
            actions.read_open_answers(wave=Wave.objects.get(pk=wave.pk), organisation="hillegom", by=gita)
        (question, texts), *_rest = actions.read_open_answers(
            wave=Wave.objects.get(pk=wave.pk), organisation="lisse", by=gita
        )
        assert question.startswith("open.")
        assert len(texts) >= 10
