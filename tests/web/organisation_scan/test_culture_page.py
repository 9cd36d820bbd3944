"""The page of culture: nothing while a wave is open, what was released after it, and the way to a measure."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.engine.organisation_scan.culture_wave import NAMES, released_wave
from tests.web.conftest import Cast

from vierkant.survey.questionnaires import questionnaires
from vierkant_web.models import LedgerEntry, Section, User, Wave, WaveState
from vierkant_web.permissions import latest_revisions

SignIn = Callable[[User], Client]
ZONE = timezone.get_default_timezone()
DATES = {
    "opens_at": datetime(2027, 3, 1, 8, tzinfo=ZONE),
    "closes_at": datetime(2027, 3, 15, 18, tzinfo=ZONE),
    "delete_answers_on": date(2027, 6, 1),
}


@pytest.fixture(scope="module")
def ledger() -> list[dict[str, Any]]:
    """Hillegom and Lisse with sixteen teams each."""
    return released_wave(("hillegom", "lisse"), teams=16).ledger.to_plain()


def make_wave(cast: Cast, state: WaveState, number: int = 1, key: str = "start") -> Wave:
    setup = {
        "name": "Voorjaar 2027",
        "questionnaire": questionnaires()["practices"].to_plain(),
        "organisations": dict(list(NAMES.items())[:2]),
    }
    return Wave.objects.create(
        cooperation=cast.cooperation,
        number=number,
        key=key,
        setup=setup,
        digest="0" * 64,
        state=state,
        created_by=cast.anna,
        **DATES,
    )


def write(wave: Wave, entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        LedgerEntry(
            cooperation=wave.cooperation,
            wave=wave,
            number=entry["number"],
            content=entry,
            digest=entry["digest"],
        ).save()


@pytest.fixture
def measured(cast: Cast, ledger: list[dict[str, Any]]) -> Cast:
    cache.clear()
    write(make_wave(cast, WaveState.RELEASED), ledger)
    return cast


def address(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/organisaties/cultuur/{rest}"


def text(client: Client, cast: Cast, rest: str = "") -> str:
    response = client.get(address(cast, rest))
    assert response.status_code == 200
    return html.unescape(" ".join(response.content.decode().split()))


def test_before_anything_was_asked(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(cast.daan), cast)
    assert "Er is nog niemand gevraagd" in page
    assert "organisaties/metingen/" in page


def test_an_open_wave_shows_when_it_closes_and_no_number(
    cast: Cast, ledger: list[dict[str, Any]], sign_in: SignIn
) -> None:
    """Even when something of it stood in the register: only a released wave is read."""
    cache.clear()
    wave = make_wave(cast, WaveState.OPEN)
    write(wave, ledger)
    page = text(sign_in(cast.anna), cast)
    assert "Er loopt een meting tot 15 maart 2027 om 18.00 uur" in page
    assert "Hillegom zit dichter bij" not in page
    for rest in ("meting-1/", "meting-1/profielen.svg"):
        assert sign_in(cast.anna).get(address(cast, rest)).status_code == 404


def test_what_was_released(measured: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(measured.daan), measured)
    assert "Hillegom zit dichter bij “De oplossing voor de inwoner gaat voor” dan Lisse." in page
    assert "Bespreek samen tien echte gevallen" in page
    assert "Hillegom ziet Lisse dichter bij “De regel gaat voor” dan Lisse zichzelf ziet." in page
    assert "Lisse wil meer naar “De oplossing voor de inwoner gaat voor” dan nu." in page
    assert "In 46 onderzoeken" in page
    assert "Deze stellingen horen goed bij elkaar." in page
    assert "Er kan geen verschil zijn, maar ook een verschil dat ertoe doet." in page
    assert page.count("v-chart__picture") == 5
    assert page.index("talk-title") < page.index("different-title") < page.index("quality-title")
    assert "hillegom-0" not in page  # no team


@pytest.mark.parametrize(
    ("size", "reason"),
    [(3, "Te weinig mensen hebben geantwoord."), (4, "Te weinig mensen voor een gemiddelde")],
    ids=["under-the-floor", "no-mean"],
)
def test_what_is_withheld_is_said_with_its_reason(
    cast: Cast, sign_in: SignIn, size: int, reason: str
) -> None:
    """Two teams of about three: six people at most; of about four: a cell, but no mean."""
    cache.clear()
    released = released_wave(("hillegom", "lisse"), teams=2, size=size)
    write(make_wave(cast, WaveState.RELEASED), released.ledger.to_plain())
    page = text(sign_in(cast.anna), cast)
    assert "Er kan geen profiel worden getoond" in page
    withheld = page[page.index("withheld-title") :]
    assert f"<strong>Hillegom</strong>: {reason}" in withheld
    assert f"<strong>Lisse</strong>: {reason}" in withheld


def test_a_register_that_was_changed_shows_nothing(
    cast: Cast, ledger: list[dict[str, Any]], sign_in: SignIn
) -> None:
    cache.clear()
    changed = [dict(entry) for entry in ledger]
    changed[-1] = {**changed[-1], "body": {**changed[-1]["body"], "key": "culture.profile.lisse"}}
    write(make_wave(cast, WaveState.RELEASED), changed)
    page = text(sign_in(cast.anna), cast)
    assert "We tonen niets" in page
    assert "Hillegom" not in page[page.index("<main") :]


def test_only_members_and_only_real_charts(measured: Cast, sign_in: SignIn) -> None:
    assert sign_in(measured.eva).get(address(measured)).status_code == 404
    anna = sign_in(measured.anna)
    assert anna.get(address(measured, "meting-1/onbekend.svg")).status_code == 404
    assert anna.get(address(measured, "meting-9/")).status_code == 404
    for name in ("profielen", "waarden", "paren", "beeld-hillegom"):
        spec = anna.get(address(measured, f"meting-1/{name}.json")).json()
        assert spec["$schema"].endswith("v6.json")
    drawn = anna.get(address(measured, "meting-1/paren.svg"))
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "Verschillend" in drawn.content.decode()


def test_a_difference_goes_to_the_dossier_once(measured: Cast, sign_in: SignIn) -> None:
    client = sign_in(measured.anna)
    target = address(measured, "meting-1/verschillen/")
    assert client.get(target).status_code == 405
    for _ in range(2):
        assert client.post(target).status_code == 302
    rows = latest_revisions().get(variant=measured.variant, section=Section.DIFFERENCES).content
    assert [row["found"] for row in rows] == ["culture.pragmatism"]
    assert "owner" not in rows[0]
    assert sign_in(measured.daan).post(target).status_code == 403


def test_the_register_is_verified_once_and_queries_do_not_grow(measured: Cast, sign_in: SignIn) -> None:
    client = sign_in(measured.anna)
    text(client, measured)
    counts = []
    for number in (None, 2, 3):
        if number is not None:
            make_wave(measured, WaveState.RELEASED, number, f"wave-{number}")
        with CaptureQueriesContext(
            connection,
        ) as found:
            text(client, measured, "meting-1/")
        counts.append(len(found))
        assert not [row for row in found if '"ledger_entry"."content"' in row["sql"]]
    assert len(set(counts)) == 1
