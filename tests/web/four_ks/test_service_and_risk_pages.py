"""Klantgerichtheid and risico's on screen: what residents notice, what partners must bear, empty and for outsiders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web.models import User

SignIn = Callable[[User], Client]
Fill = Callable[..., None]
Assess = Callable[[User], None]
PAGES = ("dienstverlening/", "risicos/")


def figure(value: float) -> dict[str, Any]:
    return {"value": value, "confidence": "measured"}


def desk(contacts: float, handling: float, agents: int) -> dict[str, Any]:
    return {"contacts": figure(contacts), "handling": figure(handling), "agents": agents, "mark": figure(7)}


# Erlang C, 240 s: 30 calls for 3 people wait 106.67 s; see docs/methods/service.md
PHONE = {
    "id": "telefoon",
    "name": "Klantcontact",
    "parts": {"hillegom": desk(30, 240, 3), "lisse": desk(30, 240, 3), "teylingen": desk(100, 600, 10)},
}


@pytest.fixture
def served(dossier: dict[str, Any]) -> dict[str, Any]:
    """The three municipalities with a phone that is full somewhere, a counter that closes and risks that move."""
    dossier["channels"] = [PHONE, {**PHONE, "id": "balie", "name": "Balie", "kind": "counter"}]
    dossier["counters"] = [
        {"id": name, "name": f"Balie {name}", "partner": name, "open_hours": figure(30)}
        for name in ("hillegom", "lisse", "teylingen")
    ]
    dossier["counters"][0]["open_hours_together"] = figure(0)
    dossier["risks"] = [
        {"id": f"ict-{name}", "name": f"Uitval {name}", "partner": name, "chance": figure(1),
         "impact": figure(100_000), "moves": True}
        for name in ("hillegom", "lisse", "teylingen")
    ]  # fmt: skip
    dossier["finances"] = [{"partner": "lisse", "resilience": figure(150_000)}]
    return dossier


@pytest.fixture
def page(cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess) -> Callable[..., str]:
    def make(plain: dict[str, Any], rest: str) -> str:
        fill(plain)
        assess(cast.anna)
        response = sign_in(cast.anna).get(f"/s/{cast.cooperation.slug}/waarom/{rest}")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return make


def test_a_full_queue_the_dip_and_the_way_to_the_counter(
    page: Callable[..., str], served: dict[str, Any]
) -> None:
    found = page(served, "dienstverlening/")
    assert "Wat een inwoner merkt: Klantcontact" in found
    assert "minstens 7 mensen extra nodig" in found
    assert "In de eerste één tot twee jaar" in found
    assert "107 seconden" in found
    assert "Tilburg 2020: streeft naar 70% binnen 30 seconden." in found
    assert "gaat dicht" in found
    assert "in een rechte lijn" in found
    assert found.index("Wat een inwoner merkt") < found.index("Wat we zien, en wat u kunt doen")


def test_every_partner_before_and_after_and_what_flows_back(
    page: Callable[..., str], served: dict[str, Any]
) -> None:
    found = page(served, "risicos/")
    assert "Kan elke deelnemer het dragen?" in found
    assert "Wat bij de deelnemers terugkomt" in found
    assert ">B <span" in found, "150,000 for 100,000: class B"
    assert found.count("vul in<span") == 2, "two partners did not say what they can bear"
    assert "Er is geen risico van de samenwerking zelf ingevuld" in found


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("dienstverlening/", ("Nog geen telefoon of balie", "telefoon-en-balie/", "balies-en-locaties/")),
        ("risicos/", ("Nog geen risico's", "invullen/risicos/")),
    ],
)
def test_an_empty_page_says_what_to_fill_in(
    page: Callable[..., str], dossier: dict[str, Any], rest: str, words: tuple[str, ...]
) -> None:
    for section in ("channels", "counters", "risks", "finances"):
        dossier[section] = []
    found = page(dossier, rest)
    assert [word for word in words if word not in found] == []
    assert "v-status--green" not in found[found.index("<main") :]


def test_pictures_and_their_data(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, served: dict[str, Any]
) -> None:
    fill(served)
    assess(cast.anna)
    client, start = sign_in(cast.anna), f"/s/{cast.cooperation.slug}/waarom/"
    for rest in (
        "dienstverlening/telefoon/wait",
        "dienstverlening/telefoon/within",
        "risicos/grafiek/required",
    ):
        assert client.get(f"{start}{rest}.svg")["Content-Type"] == "image/svg+xml"
        assert client.get(f"{start}{rest}.json").json()["layer"]
    for rest in ("dienstverlening/fax/wait", "dienstverlening/telefoon/nothing", "risicos/grafiek/nothing"):
        assert client.get(f"{start}{rest}.svg").status_code == 404


def test_in_english(cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, served: dict[str, Any]) -> None:
    fill(served)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.cookies["django_language"] = "en"
    for rest, words in zip(
        PAGES, ("Will residents be helped better?", "What if things go wrong?"), strict=True
    ):
        assert words in client.get(f"/s/{cast.cooperation.slug}/waarom/{rest}").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_fixed(
    cast: Cast,
    sign_in: SignIn,
    fill: Fill,
    assess: Assess,
    served: dict[str, Any],
    django_assert_num_queries: Any,
    rows: int,
) -> None:
    for section in ("channels", "counters", "risks"):
        served[section] = served[section][:rows]
    fill(served)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.get(f"/s/{cast.cooperation.slug}/waarom/{PAGES[0]}")
    for rest in PAGES:
        with django_assert_num_queries(8):
            client.get(f"/s/{cast.cooperation.slug}/waarom/{rest}")
