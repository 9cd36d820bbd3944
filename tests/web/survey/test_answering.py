"""Answering with a code: corrected until closing, at the same moment as others, and nobody counts along."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from tests.web.survey import waves
from tests.web.survey.on_disk import Site, database_file, own_connection
from tests.web.survey.waves import (
    AFTER,
    CLOSES,
    OPENS,
    SIZES,
    WITHIN,
    Crew,
    new_code,
    open_wave,
    setup,
    signed_wave,
)

from vierkant.survey.questionnaires import questionnaires
from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.jobs.waves_closing import close_wave
from vierkant_web.models import AuditEvent, Wave, WaveAnswer, WaveCode, WaveState


@pytest.mark.django_db
def test_the_life_of_a_code(crew: Crew) -> None:
    wave, codes = open_wave(crew)
    code = codes["lisse-kcc"][0]
    events = AuditEvent.objects.count()
    for moment, answer in ((OPENS - timedelta(minutes=1), "not_open_yet"), (CLOSES, "closed")):
        for call in (actions.find_answering, lambda **given: actions.submit_answers(content={}, **given)):
            with pytest.raises(Invalid, match=answer):
                call(code=code, now=moment)
    with pytest.raises(Invalid, match="unknown_code"):
        actions.find_answering(code=new_code(), now=WITHIN)
    found = actions.find_answering(code=code.upper().replace("-", " "), now=WITHIN)
    assert (found.group.key, found.given, found.open_given) == ("lisse-kcc", None, {})
    assert found.setup == wave.setup
    actions.submit_answers(
        code=code, content={"fair_1": 2, "clear_1": 4}, open_content={"open.x": "Een"}, now=WITHIN
    )
    actions.submit_answers(
        code=code, content={"fair_1": 5, "clear_1": None}, open_content={"open.x": " "}, now=WITHIN
    )
    found = actions.find_answering(code=code, now=WITHIN)
    assert (found.given, found.open_given) == ({"fair_1": 5, "clear_1": None}, {})
    assert WaveAnswer.objects.count() == 1
    for given, answer in (({"fair_1": "5"}, "unreadable"), ({"fair_1": True}, "unreadable")):
        with pytest.raises(Invalid, match=answer):
            actions.submit_answers(code=code, content=given, now=WITHIN)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="too_long"):
        actions.submit_answers(code=code, content={}, open_content={"open.x": "x" * 5001}, now=WITHIN)
    assert actions.find_answering(code=code, now=WITHIN).given == {"fair_1": 5, "clear_1": None}
    assert AuditEvent.objects.count() == events  # that somebody answered stands nowhere
    assert close_wave(wave.pk, AFTER)
    with pytest.raises(Invalid, match="unknown_code"):
        actions.find_answering(code=code, now=AFTER)


@pytest.mark.django_db
def test_a_spare_code_never_makes_a_group_larger(crew: Crew) -> None:
    wave = signed_wave(crew)
    codes = actions.make_codes(wave=wave, new_code=new_code, reserve=2, by=crew.hanna)
    assert {key: len(given) for key, given in codes.items()} == {
        key: invited + 2 for key, (_organisation, invited) in SIZES.items()
    }
    assert len({code for given in codes.values() for code in given}) == WaveCode.objects.count() == 62
    with pytest.raises(Invalid, match="codes_exist"):
        actions.make_codes(wave=wave, new_code=new_code, by=crew.hanna)
    with pytest.raises(Invalid, match="reserve_too_large"):
        actions.make_codes(wave=wave, new_code=new_code, reserve=3, by=crew.hanna)
    actions.open_wave(wave=wave, now=OPENS, by=crew.hanna)
    with pytest.raises(Invalid, match="frozen"):
        actions.make_codes(wave=wave, new_code=new_code, replace=True, by=crew.hanna)
    for code in codes["lisse-bouw"]:
        actions.submit_answers(code=code, content={"fair_1": 3}, now=WITHIN)
    actions.submit_answers(code=codes["lisse-kcc"][0], content={"fair_1": None}, now=WITHIN)
    assert close_wave(wave.pk, AFTER)
    kept = Counter(WaveAnswer.objects.values_list("group__key", flat=True))
    assert kept == {"lisse-bouw": 16}  # and who answered nothing is no respondent


@pytest.mark.django_db
def test_an_open_wave_is_frozen(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    wave, codes = open_wave(crew)
    before = actions.find_answering(code=codes["lisse-kcc"][0], now=WITHIN).setup
    ours = questionnaires()["core"]
    newer = ours.model_copy(update={"version": 2, "items": ours.items[:3]})
    monkeypatch.setattr(waves, "questionnaires", lambda: {"core": newer})
    assert len(setup()["questionnaire"]["items"]) == 3  # what a new wave would ask from now on
    after = actions.find_answering(code=codes["lisse-kcc"][0], now=WITHIN).setup
    assert after == before
    assert len(after["questionnaire"]["items"]) == len(ours.items) > 3
    with pytest.raises(Invalid, match="frozen"):
        actions.save_setup(wave=wave, setup=setup(purpose="Anders."), seen=wave.digest, by=crew.hanna)
    for change in (
        {"setup": {}},
        {"closes_at": AFTER},
        {"delete_answers_on": OPENS.date()},
        {"state": "draft"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():  # nor by hand in the database
            Wave.objects.filter(pk=wave.pk).update(**change)
    assert close_wave(wave.pk, AFTER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(state="open")


@pytest.mark.django_db
def test_one_wave_at_a_time_and_the_next_after_what_was_done(crew: Crew) -> None:
    first, _codes = open_wave(crew)
    with pytest.raises(Invalid, match="unfinished_wave"):
        actions.create_wave(cooperation=crew.cast.cooperation, by=crew.hanna)
    close_wave(first.pk, AFTER)
    with pytest.raises(Invalid, match="closed_already"):
        actions.withdraw_wave(wave=first, by=crew.hanna)
    later = {
        "opens_at": OPENS.replace(year=2028),
        "closes_at": CLOSES.replace(year=2028),
        "delete_answers_on": "2028-06-01",
    }
    second = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(**later), by=crew.hanna)
    assert (second.key, second.setup["key"], second.setup["previous"]) == ("wave-2", "wave-2", "wave-1")
    assert "follow_up_missing" in {reason.code for reason in actions.reasons_not_to_open(second, AFTER)}
    with pytest.raises(Invalid, match="not_closed"):
        actions.set_follow_up(wave=second, text="Nog niets", by=crew.hanna)
    digest = second.digest
    actions.set_follow_up(wave=first, text="Elke week een uur om te oefenen.", by=crew.hanna)
    second.refresh_from_db()
    assert second.setup["previous_done"] == "Elke week een uur om te oefenen."
    assert second.digest != digest  # it is part of what is signed
    found = {reason.code for reason in actions.reasons_not_to_open(second, AFTER)}
    assert found == {"signature_missing", "codes_missing"}


def at_once(site: Site, calls: list[Callable[[], Any]]) -> list[str]:
    """Each call in a thread with a connection of its own, started together: ``done``, or the code of the answer."""
    ready, ended = threading.Barrier(len(calls)), [""] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        connections["default"] = own_connection(site.path)
        try:
            connection.ensure_connection()
            ready.wait()
            call()
            ended[number] = "done"
        except Invalid as answer:
            ended[number] = answer.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=given) for given in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def test_two_with_the_same_code_at_once_are_one_answer(answered: Site, django_db_blocker: Any) -> None:
    code = answered.codes["lisse-kcc"][-1]
    with database_file(answered.path):
        before = WaveAnswer.objects.count()
        calls = [
            lambda mark=mark: actions.submit_answers(code=code, content={"mark": mark}, now=WITHIN)
            for mark in range(6)
        ]
        assert at_once(answered, calls) == ["done"] * 6
        assert WaveAnswer.objects.count() == before + 1


def test_closing_while_people_send(answered: Site, django_db_blocker: Any) -> None:
    with database_file(answered.path):
        wave = Wave.objects.get()
        free = [code for given in answered.codes.values() for code in given[round(len(given) * 0.8) :]]
        assert len(free) > 8
        before = WaveAnswer.objects.count()
        calls: list[Callable[[], Any]] = [
            lambda code=code: actions.submit_answers(
                code=code, content={"late": 1}, now=CLOSES - timedelta(seconds=1)
            )
            for code in free
        ]
        calls.insert(len(calls) // 2, lambda: close_wave(wave.pk, CLOSES))
        ended = Counter(at_once(answered, calls))
        assert set(ended) <= {"done", "closed", "unknown_code"}
        # What was answered "done" counts, and what was refused does not; one "done" is the closing itself.
        assert WaveAnswer.objects.count() == before + ended["done"] - 1
        assert Wave.objects.get().state == WaveState.CLOSED


def test_nobody_counts_along() -> None:
    """Only these modules know the rows of answers; none of them is a page."""
    package = Path(settings.PACKAGE)
    allowed = {
        "waves.py",
        "waves_answers.py",
        "waves_closing.py",
        "waves_release.py",
        "waves_open_answers.py",
    }
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"\b(WaveAnswer|OpenAnswer|wave_answer|open_answer)\b", path.read_text())
    }
    rest = {path for path in found if not path.startswith(("models/", "migrations/"))}
    assert rest <= {f"actions/{name}" for name in allowed} | {f"jobs/{name}" for name in allowed} | {
        "backups.py", "wiping.py", "privacy_register.py",
    }  # fmt: skip
    assert {path for path in rest if path.startswith("actions/")} == {
        "actions/waves.py", "actions/waves_answers.py", "actions/waves_open_answers.py",
    }  # fmt: skip
