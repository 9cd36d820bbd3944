"""The questionnaire over HTTP: a code, a few parts, check, send, correct; and everything that can go wrong."""

from __future__ import annotations

import html
import logging
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.answering.waves import make_wave, open_wave
from tests.web.conftest import Cast

from vierkant.survey.codes import LETTERS, new_code
from vierkant_web.actions import waves_codes
from vierkant_web.answering import limits
from vierkant_web.limits import Limit
from vierkant_web.models import AuditEvent, Wave, WaveAnswer, WaveCode, WaveState

pytestmark = pytest.mark.django_db
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
ADDRESS = "/vragenlijst/"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    limits.WRONG_CODES.clear()
    limits.ALL_WRONG_CODES.clear()


@pytest.fixture
def code(cast: Cast) -> str:
    """A code of the counter of Lisse, in an open wave."""
    return open_wave(cast)[1]["lisse-balie"][0]


def send(data: dict[str, str], address: str = ADDRESS) -> HttpResponse:
    return Client(raise_request_exception=False).post(address, data, headers=FROM_HERE)


def text(answer: HttpResponse) -> str:
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def fields(answer: HttpResponse) -> dict[str, str]:
    """What the form on the page would send when nothing more is filled in."""
    page = answer.content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    chosen = re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked', page)
    words = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value) for name, value in [*hidden, *chosen, *words]}


def names(answer: HttpResponse) -> list[str]:
    return list(dict.fromkeys(re.findall(r'<input type="radio" name="([^"]+)"', answer.content.decode())))


def walk(code: str, value: str) -> HttpResponse:
    """Answer every line with this value, up to the page on which one checks."""
    page = send({"code": code})
    while "Nakijken en versturen" not in text(page):
        assert page.status_code == 200
        page = send({**fields(page), **dict.fromkeys(names(page), value), "go": "next"})
    return page


def test_from_code_to_answers_and_back_to_correct_them(cast: Cast, code: str) -> None:
    sessions, events = Session.objects.count(), AuditEvent.objects.count()
    start = send({"code": f" {code.upper().replace('-', ' ')} "})
    assert "Deel 1 van" in text(start)
    assert "vertrouwelijk" in text(start)
    assert "minstens 7 mensen" in text(start)
    check = walk(code, "4")
    assert "op 54 van de 54 regels" in text(check)
    done = send({**fields(check), "open.keep": "De korte lijnen.", "go": "send"})
    assert "Je antwoorden zijn verstuurd" in text(done)
    assert "aanpassen met dezelfde code" in text(done)
    row = WaveAnswer.objects.get()
    assert set(row.content.values()) == {4}
    assert (len(row.content), row.group.key) == (54, "lisse-balie")
    assert row.open_content == {"open.keep": "De korte lijnen."} or row.open_content == {
        "keep": "De korte lijnen."
    }
    again = send({"code": code})
    assert "Je hebt al antwoord gegeven" in text(again)
    first = names(again)[0]
    assert fields(again)[first] == "4"
    assert "De korte lijnen." in fields(again)["open.keep"]
    kept = {**fields(again), first: "2", "go": "send"}
    assert "verstuurd" in text(send(kept))
    corrected = WaveAnswer.objects.get()
    assert (corrected.content[first], len(corrected.content)) == (2, 54)
    assert (Session.objects.count(), AuditEvent.objects.count()) == (sessions, events)


def test_employees_are_asked_about_another_organisation_by_name(code: str) -> None:
    page = send({"code": code})
    while "bij Teylingen" not in text(page):
        page = send({**fields(page), "go": "next"})
        assert page.status_code == 200
    assert "{partner}" not in text(page)
    assert "denk je dat het gaat bij Lisse" not in text(page)


def test_everything_may_be_skipped_and_a_part_may_be_changed_again(code: str) -> None:
    check = walk(code, "")
    assert "Je hebt nog niets ingevuld" in text(check)
    second = send({**fields(check), "go": "part-2"})
    assert "Deel 2 van" in text(second)
    line = names(second)[0]
    back = send({**fields(second), line: "5", "go": "back"})
    assert "Deel 1 van" in text(back)
    assert fields(back)[line] == "5"
    done = send({**fields(back), "go": "send"})
    assert "verstuurd" in text(done)
    assert WaveAnswer.objects.get().content == {line: 5}


def test_the_same_in_english(code: str) -> None:
    assert "Fill in your code" in text(Client().get(f"{ADDRESS}en/"))
    page = send({"code": code}, f"{ADDRESS}en/")
    assert "Part 1 of" in text(page)
    assert 'action="/vragenlijst/en/"' in page.content.decode()
    assert page["Content-Language"] == "en"


# Codes that do not work --------------------------------------------------------------------------------------------


def mistyped(code: str) -> str:
    return code[:-1] + next(letter for letter in LETTERS if letter != code[-1])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Typ de code uit je brief"),
        ("k3f9x-7bmrt", "er ontbreken er nog 5"),
        ("<b>k3f9x", "komen in geen enkele code voor"),
    ],
    ids=["empty", "short", "letters"],
)
def test_what_cannot_be_a_code_is_told_and_stays(db: None, typed: str, says: str) -> None:
    page = send({"code": typed})
    assert page.status_code == 422
    assert says in text(page)
    assert f'value="{html.escape(typed)}"' in page.content.decode()
    assert 'href="#code"' in page.content.decode()


def test_one_wrong_letter_is_told_without_a_look_in_the_database(code: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = send({"code": mistyped(code)})
    assert page.status_code == 422
    assert "Eén letter van de code klopt niet" in text(page)
    assert len(queries) == 0


def test_an_unknown_code_and_one_of_a_closed_wave(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "We kennen deze code niet" in text(send({"code": new_code()}))
    kept = fields(walk(code, "3"))
    later = timezone.now() + timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = send({"code": code})
    assert page.status_code == 410
    assert "De vragenlijst is gesloten" in text(page)
    assert "anoniem" in text(page)
    late = send({**kept, "go": "send"})
    assert late.status_code == 410
    assert not WaveAnswer.objects.exists()
    WaveCode.objects.all().delete()
    Wave.objects.update(state=WaveState.CLOSED)
    gone = send({"code": code})
    assert gone.status_code == 422
    assert "Dan is hij gesloten" in text(gone)


def test_before_the_opening_it_says_when(cast: Cast) -> None:
    wave = make_wave(cast, days=(3, 20))
    code = waves_codes.make_codes(wave=wave, new_code=new_code, by=cast.anna)["lisse-balie"][0]
    Wave.objects.update(state=WaveState.OPEN)
    page = send({"code": code})
    assert page.status_code == 409
    assert "Je kunt antwoorden vanaf" in text(page)
    assert str(wave.opens_at.year if wave.opens_at else "") in text(page)


# Answers that are not right -----------------------------------------------------------------------------------------


def test_outside_the_scale_is_refused_at_the_line_and_the_rest_stays(code: str) -> None:
    page = send({"code": code})
    first, second = names(page)[:2]
    wrong = send({**fields(page), first: "9", second: "2", "go": "next"})
    assert wrong.status_code == 422
    assert f'href="#field-{first}"' in wrong.content.decode()
    assert "Kies een van de 5 antwoorden" in text(wrong)
    assert fields(wrong)[second] == "2"
    assert send({**fields(wrong), first: "9", "go": "send"}).status_code == 422
    assert not WaveAnswer.objects.exists()


def test_a_long_open_answer_is_refused_and_stays_whole(code: str) -> None:
    check = fields(walk(code, "3"))
    long = "Wat wij goed doen & <zo>. " * 193
    assert 5_000 < len(long) < 5_020
    page = send({**check, "open.keep": long, "go": "send"})
    assert page.status_code == 422
    assert "het mogen er 1" in text(page)
    assert "Maak hem" in text(page)
    assert 'href="#field-open.keep"' in page.content.decode()
    assert fields(page)["open.keep"] == long
    assert len(fields(page)) >= len(check)
    assert not WaveAnswer.objects.exists()


def test_a_question_that_is_not_there_is_told_once_and_nothing_is_lost(code: str) -> None:
    check = fields(walk(code, "3"))
    page = send({**check, "own.elsewhere": "2", "go": "send"})
    assert page.status_code == 422
    assert "staat niet in de vragenlijst" in text(page)
    assert "verstuurd" in text(send({**fields(page), "go": "send"}))
    assert "own.elsewhere" not in WaveAnswer.objects.get().content


def test_a_number_of_a_part_without_end_is_no_fault_of_the_site(code: str) -> None:
    digits = "9" * 5000  # Python refuses to read more than 4,300
    for sent in ({"part": digits}, {"part": "1", "go": f"part-{digits}"}):
        assert send({"code": code, **sent}).status_code == 200


def test_a_group_is_never_taken_from_the_form(code: str) -> None:
    """The group follows from the code; a form that names another one is told that this is no question."""
    page = send({**fields(walk(code, "3")), "group": "hillegom-balie", "go": "send"})
    assert page.status_code == 422
    send({**fields(page), "go": "send"})
    assert WaveAnswer.objects.get().group.key == "lisse-balie"


# What it leaves nowhere ---------------------------------------------------------------------------------------------


def test_no_cookie_no_store_no_referrer_and_no_code_in_an_address(code: str) -> None:
    for page in (Client().get(ADDRESS), send({"code": code}), walk(code, "1"), send({"code": new_code()})):
        assert not page.cookies
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        policy = page["Content-Security-Policy"]
        assert "script-src 'none'" in policy
        assert "form-action 'self'" in policy
        assert "<script" not in page.content.decode()
        links = re.findall(r'(?:href|action|src)="([^"]*)"', page.content.decode())
        assert not [link for link in links if code in link or code.replace("-", "") in link]


def test_no_line_of_a_log_holds_a_code_or_an_answer(code: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        loggers = [
            logging.getLogger(name) for name in ("django", "vierkant_web", "gunicorn", "django.db.backends")
        ]
        for logger in loggers:
            logger.addHandler(caplog.handler)
        try:
            check = fields(walk(code, "4"))
            send({**check, "open.keep": "Herkenbare zin.", "go": "send"})
            send({"code": mistyped(code)})
            send({"code": new_code()})
            Client().get(f"{ADDRESS}{code}/")
        finally:
            for logger in loggers:
                logger.removeHandler(caplog.handler)
    about_pages = [row for row in caplog.records if row.name != "django.db.backends"]
    lines = "\n".join(row.getMessage() for row in about_pages)
    assert code not in lines
    assert "Herkenbare" not in lines
    assert "vragenlijst" not in lines


def test_a_fault_writes_where_and_never_what(
    code: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**given: object) -> None:
        raise ValueError(f"{given}")

    check = fields(walk(code, "4"))
    monkeypatch.setattr("vierkant_web.answering.pages.submit_answers", fail)
    logger = logging.getLogger("vierkant_web")
    logger.addHandler(caplog.handler)
    try:
        page = send({**check, "open.keep": "Herkenbare zin.", "go": "send"})
    finally:
        logger.removeHandler(caplog.handler)
    assert page.status_code == 500
    assert "ValueError" in caplog.text
    assert "Herkenbare" not in caplog.text
    assert code.replace("-", "") not in caplog.text


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elders.example"}]
)
def test_a_form_of_another_site_is_refused(code: str, headers: dict[str, str]) -> None:
    page = Client().post(ADDRESS, {"code": code}, headers=headers)
    assert page.status_code == 403
    assert "Dit is niet verstuurd" in text(page)


def test_trying_codes_is_braked_also_for_the_right_one(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the brake would still tell which code is right."""
    monkeypatch.setattr(limits, "WRONG_CODES", Limit(3, 60.0))
    assert [send({"code": new_code()}).status_code for _ in range(4)] == [422, 422, 422, 429]
    check = send({"code": code, "part": "1", "own.results_1": "3"})
    assert check.status_code == 429
    assert fields(check)["own.results_1"] == "3"
    for _ in range(5):
        assert send({"code": mistyped(code)}).status_code == 422  # a typing mistake is none of it


def test_all_addresses_together_are_braked_for_a_second(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ALL_WRONG_CODES", Limit(2, 60.0))
    assert [send({"code": new_code()}).status_code for _ in range(3)] == [422, 422, 429]
    limits.ALL_WRONG_CODES.clear()
    assert send({"code": code}).status_code == 200


def test_few_questions_to_the_database_whatever_the_number_of_groups(cast: Cast, code: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        send({"code": code})
    assert len(queries) == 4
