"""Back-ups expire, and are of use until then."""

from __future__ import annotations

import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings
from tests.web.survey.on_disk import Site, database_file
from tests.web.survey.waves import CLOSES, OPENS, WITHIN

from vierkant_web import actions, backups
from vierkant_web.jobs.waves import keep_waves
from vierkant_web.management.commands import backup as command
from vierkant_web.models import User, Wave, WaveAnswer

BEFORE = OPENS - timedelta(days=100)


def test_it_lives_until_the_first_closing_at_most(answered: Site) -> None:
    with database_file(answered.path):
        assert backups.make_backup(WITHIN).expires == CLOSES
        short = backups.make_backup(WITHIN + timedelta(hours=1), days=3)
        assert short.expires == WITHIN + timedelta(days=3, hours=1)
        with pytest.raises(backups.BackupRefused) as caught:
            backups.make_backup(WITHIN, days=20)
        assert caught.value.latest == CLOSES
        assert len(backups.list_backups()) == 2
        keep_waves(WITHIN + timedelta(days=2))
        assert len(backups.list_backups()) == 2
        keep_waves(WITHIN + timedelta(days=4))
        assert [found.expires for found in backups.list_backups()] == [CLOSES]
        assert {path.stat().st_mode & 0o777 for path in (answered.folder / "backups").iterdir()} == {0o600}


def test_without_a_wave_it_lives_thirty_days(crew_site: Site) -> None:
    with database_file(crew_site.path):
        assert backups.make_backup(BEFORE).expires == BEFORE + timedelta(days=30)
        assert backups.make_backup(BEFORE + timedelta(hours=1), 180).expires == BEFORE + timedelta(
            days=180, hours=1
        )


def test_a_restored_copy_goes_on_where_it_was(answered: Site, tmp_path: Path) -> None:
    code = answered.codes["lisse-kcc"][0]
    with database_file(answered.path):
        made = backups.make_backup(WITHIN)
        actions.submit_answers(code=code, content={"later": 1}, now=WITHIN)
    restored = tmp_path / "restored" / "site.sqlite3"
    restored.parent.mkdir()
    shutil.copy(made.path, restored)
    with database_file(restored):
        given = actions.find_answering(code=code, now=WITHIN).given
        assert given
        assert "later" not in given
        actions.submit_answers(code=code, content={"again": 1}, now=WITHIN)
        keep_waves(CLOSES)
        assert Wave.objects.get().is_anonymous
        assert WaveAnswer.objects.filter(content__again=1).count() == 1


def test_withdrawing_takes_its_back_ups_along(answered: Site) -> None:
    with database_file(answered.path):
        backups.make_backup(WITHIN)
        hanna = User.objects.get(email="hanna@voorbeeld.example")
        actions.withdraw_wave(wave=Wave.objects.get(), by=hanna)
        keep_waves(WITHIN)
        assert [found.made for found in backups.list_backups()] == [WITHIN]  # made anew
        assert not WaveAnswer.objects.exists()
        with pytest.raises(actions.Invalid, match="unknown_code"):
            actions.find_answering(code=answered.codes["lisse-kcc"][0], now=WITHIN)


def test_a_wave_that_closes_while_it_is_made_leaves_nothing(
    answered: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backups._copy

    def and_then_it_is_withdrawn(path: Path) -> object:
        found = real(path)
        hanna = User.objects.get(email="hanna@voorbeeld.example")
        actions.withdraw_wave(wave=Wave.objects.get(), by=hanna)
        return found

    monkeypatch.setattr(backups, "_copy", and_then_it_is_withdrawn)
    with database_file(answered.path):
        with pytest.raises(backups.BackupRefused, match="closing"):
            backups.make_backup(WITHIN)
        assert list((answered.folder / "backups").iterdir()) == []


def test_what_cannot_be_read_is_not_kept_either(answered: Site) -> None:
    with database_file(answered.path):
        backups.make_backup(WITHIN).path.write_bytes(b"not a database, but perhaps it was one" * 100)
        keep_waves(CLOSES)
        assert [found.made for found in backups.list_backups()] == [CLOSES]


def test_the_command(answered: Site, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(command.timezone, "now", lambda: WITHIN)
    with database_file(answered.path):
        out = StringIO()
        call_command("backup", stdout=out)
        name, until = out.getvalue().splitlines()
        assert Path(name).is_file()
        assert until == "may exist until 2027-03-15 18:00"
        listed = StringIO()
        call_command("backup", list=True, stdout=listed)
        assert listed.getvalue() == f"{name}  until 2027-03-15 18:00\n"
        with pytest.raises(CommandError, match="until 2027-03-15 18:00 at the latest"):
            call_command("backup", days=20)
        with pytest.raises(CommandError, match="1 to 180"):
            call_command("backup", days=181)
