"""The pages of waves while people answer and after it: no counters, reasons in words, open answers, follow-up."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.web.conftest import Cast
from tests.web.survey.waves import AFTER, Crew, fill_in, open_wave

from vierkant_web.jobs.waves_closing import close_wave
from vierkant_web.jobs.waves_compute import release_wave
from vierkant_web.jobs.waves_ledger import ledger_plain
from vierkant_web.jobs.waves_release import finish, plain_of
from vierkant_web.models import OpenSummary, User, Wave, WaveRelease, WaveState

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def at(cast: Cast, page: str = "1/") -> str:
    return f"/s/{cast.cooperation.slug}/organisaties/metingen/{page}"


def text(answer: HttpResponse) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def closed(crew: Crew) -> Wave:
    """Answered by most; the codes are gone and so are their traces."""
    wave, codes = open_wave(crew)
    fill_in(wave, codes, share=0.8, text="Meer tijd om te oefenen")
    close_wave(wave.pk, AFTER)
    Wave.objects.update(wipe_pending=False)
    return Wave.objects.get()


def release_now() -> None:
    """What the worker does, in this process."""
    task = WaveRelease.objects.select_related("wave").get()
    entries = release_wave(plain_of(task.wave), 0, 0, lambda share: None, AFTER.date())["entries"]
    assert finish(task, entries)


@pytest.fixture
def released(closed: Wave) -> Wave:
    release_now()
    return Wave.objects.get()


def test_while_it_is_open_no_page_changes_when_somebody_answers(crew: Crew, sign_in: SignIn) -> None:
    wave, codes = open_wave(crew)
    client = sign_in(crew.hanna)
    pages = ("", "1/", "1/voorwaarden/", "1/stand.json")

    def shown() -> list[str]:
        return [
            re.sub(r'value="\w{64}"', "", client.get(at(crew.cast, page)).content.decode()) for page in pages
        ]

    before = shown()
    fill_in(wave, codes, share=0.5)
    assert shown() == before


def test_closed_it_waits_says_so_and_can_be_tried_again(crew: Crew, closed: Wave, sign_in: SignIn) -> None:
    client = sign_in(crew.hanna)
    page = text(client.get(at(crew.cast)))
    assert "vanaf nu anoniem" in page
    assert "We rekenen uit welke uitkomsten" in page
    assert "intrekken" not in page
    assert client.get(at(crew.cast, "1/stand.json")).json()["state"] == "running"
    WaveRelease.objects.update(error="ValueError")
    assert client.get(at(crew.cast, "1/stand.json")).json()["state"] == "failed"
    assert "Het is niet gelukt" in text(client.get(at(crew.cast)))
    assert "We proberen het opnieuw" in text(client.post(at(crew.cast), {"do": "again"}, follow=True))
    assert client.get(at(crew.cast, "1/uitkomst/")).status_code == 302


def test_released_it_says_what_is_shown_and_why_not_and_no_number_of_it(crew: Crew, sign_in: SignIn) -> None:
    wave, codes = open_wave(crew)
    fill_in(wave, {**codes, "lisse-bouw": codes["lisse-bouw"][:6]}, share=1.0)
    close_wave(wave.pk, AFTER)
    Wave.objects.update(wipe_pending=False)
    release_now()
    client = sign_in(crew.cast.daan)
    page = text(client.get(at(crew.cast, "1/uitkomst/")))
    shown, _, rest = page.partition("Per team")
    assert "Hillegom" in shown
    assert "Hillegom-Kcc (Hillegom)" in rest.partition("Achtergehouden")[0]
    hidden = rest.partition("Achtergehouden")[2]
    assert "Lisse-Bouw (Lisse)" in hidden
    assert "Te weinig" in hidden
    assert not re.search(r"\b6\b", hidden)
    assert "Er is nog geen samenvatting" in page
    assert client.get(at(crew.cast, "1/stand.json")).json()["state"] == "done"


def test_a_damaged_register_shows_nothing(
    crew: Crew, released: Wave, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = [{**row, "body": {**row["body"], "withheld": {}}} for row in ledger_plain(crew.cast.cooperation)]
    monkeypatch.setattr("vierkant_web.survey.inputs_results.ledger_plain", lambda _cooperation: broken)
    page = text(sign_in(crew.hanna).get(at(crew.cast, "1/uitkomst/")))
    assert "Het register van wat is vrijgegeven, is beschadigd" in page
    assert "Hillegom-Kcc" not in page


def test_open_answers_are_for_the_guide_alone(crew: Crew, released: Wave, sign_in: SignIn) -> None:
    gita, hanna, daan = map(sign_in, (crew.gita, crew.hanna, crew.cast.daan))
    address = at(crew.cast, "1/open-antwoorden/lisse/")
    for other in (hanna, daan, sign_in(crew.omar), sign_in(crew.cast.anna)):
        assert other.get(address).status_code == 403
        assert other.get(at(crew.cast, "1/open-antwoorden/")).status_code == 403
    assert "alleen voor u" in text(gita.get(at(crew.cast, "")))
    assert "Lisse" in text(gita.get(at(crew.cast, "1/open-antwoorden/")))
    orders = [re.findall(r"oefenen (\d+)", text(gita.get(address))) for _ in range(4)]
    assert sorted(orders[0]) == sorted(orders[1])
    assert len({tuple(order) for order in orders}) > 1
    assert gita.post(address, {"text": ""}).status_code == 422
    assert gita.get(at(crew.cast, "1/open-antwoorden/elders/")).status_code == 404
    assert gita.post(address, {"text": "Mensen willen tijd om te oefenen."}).status_code == 302
    assert OpenSummary.objects.get().organisation == "lisse"
    page = text(daan.get(at(crew.cast, "1/uitkomst/")))
    assert "Mensen willen tijd om te oefenen." in page
    assert "Meer tijd om te oefenen 1" not in page


def test_what_was_done_is_asked_before_the_next_one(crew: Crew, released: Wave, sign_in: SignIn) -> None:
    client = sign_in(crew.hanna)
    assert "Zeg eerst wat u met de vorige meting deed" in text(client.get(at(crew.cast, "")))
    second = client.post(at(crew.cast, "nieuw/"), {"name": "Najaar 2027"})
    assert second["Location"].endswith("/2/stap/waarom/")
    assert "Schrijf eerst wat u met de vorige meting deed" in text(client.get(at(crew.cast, "2/")))
    assert "Lisse-Bouw" in text(client.get(at(crew.cast, "2/groepen/")))
    assert "Gekomen sinds de vorige meting" in text(client.get(at(crew.cast, "2/groepen/")))
    assert client.post(at(crew.cast, "1/gedaan/"), {"text": " "}).status_code == 422
    client.post(at(crew.cast, "1/gedaan/"), {"text": "Iedereen kreeg twee uur per week om te oefenen."})
    assert "twee uur per week" in text(client.get(at(crew.cast, "2/stap/waarom/")))
    assert "Schrijf eerst wat u" not in text(client.get(at(crew.cast, "2/")))
    assert Wave.objects.get(number=2).setup["previous_done"].startswith("Iedereen kreeg")


def test_only_members_see_a_wave(crew: Crew, released: Wave, sign_in: SignIn) -> None:
    outsider = sign_in(crew.cast.eva)
    for page in ("", "1/", "1/uitkomst/", "1/voorwaarden/", "1/dossier.pdf", "1/stand.json"):
        assert outsider.get(at(crew.cast, page)).status_code == 404
        assert Client().get(at(crew.cast, page)).status_code == 302
    reader = sign_in(crew.cast.daan)
    for page in ("nieuw/", "1/gedaan/", "1/codes/", "1/stap/waarom/", "1/groepen/"):
        assert reader.get(at(crew.cast, page)).status_code == 403
    assert reader.post(at(crew.cast), {"do": "withdraw"}).status_code == 403
    assert Wave.objects.get().state == WaveState.RELEASED
