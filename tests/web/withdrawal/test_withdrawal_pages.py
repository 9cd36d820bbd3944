"""Uittreden: what the pages show and to whom, in both languages; another method to try; and beside the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast
from tests.web.withdrawal.conftest import SECRET, assess

from vierkant_web import actions
from vierkant_web.models import SectionRevision, User, Visibility
from vierkant_web.withdrawal.inputs import trial

SignIn = Callable[[User], Client]
TASKS = tuple(("tasks", partner) for partner in ("hillegom", "lisse", "teylingen"))
QUERIES = 8
"""Session, user, cooperation, membership, variant, parts of the dossier, run: whatever the number of rows."""


def url(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/belangen/uittreden/{rest}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode().replace("\xa0", " ")


def test_all_partners_the_people_first_and_what_to_agree_on(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.anna), url(scene))
    for words in (
        "Eerst de mensen",
        "119,9 fte",
        "Weggaan kost waarschijnlijk",
        "€ 150.000",
        "nog niets",
        "De tekst laat weggaan afhangen van toestemming van anderen. Dat mag niet.",
        "ECLI:NL:RVS:2015:1198",
        "art. 9 lid 1 Wgr",
        "Wie besluit over weggaan?",
        "Wie weggaat, neemt zijn deel van de medewerkers mee.",
    ):
        assert words in page, words
    assert page.index("Eerst de mensen") < page.index("Wat het kost, per deelnemer")
    assert 'href="' + url(scene, "lisse/") in page
    for word in ("nucleolus", "Shapley", "P10", "docs/methods"):
        assert word not in page, word


def test_a_partner_from_three_sides(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.anna), url(scene, "lisse/"))
    order = ["Eerst de mensen", "Voor wie weggaat", "Voor wie blijft", "Voor de gezamenlijke organisatie"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert "Weggaan kost Lisse waarschijnlijk tussen" in page
    assert "Lisse reserveert € 150.000" in page
    assert "Hoe komen we hieraan?" in page
    assert "Macht daarna" in page
    assert sign_in(scene.anna).get(url(scene, "nergens/")).status_code == 404


def test_the_own_partner_reads_its_price_first(scene: Cast, sign_in: SignIn) -> None:
    assert "Weggaan kost Hillegom" in text(sign_in(scene.bram), url(scene))


def test_what_a_partner_keeps_to_itself_counts_for_nobody_else(scene: Cast, sign_in: SignIn) -> None:
    shown = "€ 31,4 miljoen"  # SECRET as the pages write it
    assert round(SECRET, -5) == 31_400_000
    own = text(sign_in(scene.bram), url(scene, "hillegom/"))
    others = text(sign_in(scene.anna), url(scene, "hillegom/")) + text(sign_in(scene.anna), url(scene))
    chart = sign_in(scene.anna).get(url(scene, "grafiek/price.json")).content.decode()
    assert shown in own
    assert shown not in others
    assert str(SECRET) not in others + chart


@pytest.mark.parametrize("rest", ["", "lisse/", "grafiek/price.svg", "lisse/grafiek/cash.svg"])
def test_who_is_no_member_finds_nothing(scene: Cast, sign_in: SignIn, rest: str) -> None:
    assert sign_in(scene.eva).get(url(scene, rest)).status_code == 404
    assert Client().get(url(scene, rest)).status_code == 302
    assert sign_in(scene.anna).post(url(scene, rest)).status_code in (200, 403, 405)


def test_waiting_room_and_charts(scene: Cast, sign_in: SignIn) -> None:
    daan = sign_in(scene.daan)
    assert "data-pending" in text(daan, url(scene))
    assert daan.get(url(scene, "grafiek/price.svg")).status_code == 404
    anna = sign_in(scene.anna)
    for rest in ("grafiek/price", "teylingen/grafiek/cash"):
        assert b"<svg" in anna.get(url(scene, f"{rest}.svg")).content
        assert "layer" in anna.get(url(scene, f"{rest}.json")).json()
    assert anna.get(url(scene, "grafiek/iets.svg")).status_code == 404
    assert anna.get(url(scene, "nergens/grafiek/cash.svg")).status_code == 404


def test_english_is_complete(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    for rest, words in (("", "What to agree on now"), ("lisse/", "When Lisse leaves")):
        page = text(client, url(scene, rest))
        assert words in page
        assert "Weggaan" not in page


def test_another_method_by_the_address_alone(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    page = text(client, url(scene, "lisse/?methode=keer&keer=1,5"))
    assert "1,5 keer de jaarbijdrage" in page
    page = text(client, url(scene, "lisse/?methode=afbouw&jaren=4&eerste=80"))
    assert "80% in het eerste jaar, daarna elk jaar 20% van de bijdrage minder" in page
    strange = text(client, url(scene, "lisse/?methode=%27&jaren=1e99&eerste=nan&keer=inf&jaren=-3"))
    assert "De bijdrage loopt 1 jaar door: 100% in het eerste jaar" in strange


def test_numbers_in_the_address_stay_in_bounds(scene: Cast) -> None:
    flat = {"value": 1e6, "low": 1e6, "high": 1e6}
    none = dict.fromkeys(("value", "low", "high"), 0.0)
    names = ("fixed_cost", "redundant_staff", "contracts", "assets_share", "debts_share", "restart_cost")
    numbers = {"contribution": flat, "mitigation": none, **dict.fromkeys(names, none), "alone_cost": None}
    row = {"name": "Lisse", "numbers": {**numbers, "gain": None}, "methods": []}
    shared = {"discount_rate": 0.02, "damage_years": 5}
    found = trial(row, shared, {"methode": "keer", "keer": "99", "jaren": "0", "eerste": "-5"})
    assert (found["times"], found["years"], found["first"]) == (10.0, 1, 0)
    assert found["amount_text"] == "€ 10,0 miljoen"


@pytest.mark.parametrize("rest", ["", "lisse/"])
def test_the_number_of_queries_is_fixed(scene: Cast, sign_in: SignIn, rest: str) -> None:
    client = sign_in(scene.anna)
    client.get(url(scene, rest))
    with CaptureQueriesContext(connection) as queries:
        client.get(url(scene, rest))
    assert len(queries) == QUERIES


def test_the_price_stands_beside_the_figures(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    figures = f"/s/{scene.cooperation.slug}/cijfers/"
    page = text(client, figures)
    assert page.count("Weggaan kost ") == 3
    assert url(scene) in page
    page = text(client, figures + "deelnemer/lisse/")
    assert "Lisse reserveert € 150.000, van waarschijnlijk tussen" in page
    assert url(scene, "lisse/") in page


def test_without_costs_the_page_says_what_to_do(scene: Cast, sign_in: SignIn) -> None:
    empty = actions.create_variant(cooperation=scene.cooperation, name="Nog leeg", by=scene.anna)
    partners = [{"id": "hillegom", "municipality": "GM0534"}, {"id": "lisse", "municipality": "GM0553"}]
    actions.save_section(variant=empty, section="partners", content=partners, based_on=0, by=scene.anna)
    assess(replace(scene, variant=empty), scene.anna)
    page = text(sign_in(scene.anna), url(scene, f"?variant={empty.slug}"))
    assert "Er is nog niets om mee te rekenen" in page
    assert "/taken/" in page


def test_who_is_no_member_reads_what_is_open_to_everybody(scene: Cast, sign_in: SignIn) -> None:
    for section, partner in (("cooperation", ""), ("partners", ""), ("tasks", ""), *TASKS):
        writer = scene.bram if partner == "hillegom" else scene.anna
        latest = SectionRevision.objects.filter(
            variant=scene.variant, section=section, partner=partner
        ).latest("number")
        actions.set_visibility(
            variant=scene.variant, section=section, partner=partner, visibility=Visibility.PUBLIC,
            based_on=latest.number, by=writer,
        )  # fmt: skip
    assess(scene, scene.eva)
    page = text(sign_in(scene.eva), url(scene, "lisse/"))
    assert "Weggaan kost Lisse waarschijnlijk tussen" in page
    assert "€ 150.000" not in page
    assert "Invullen wat weggaan doet" not in page
