"""Wie betaalt: what the page shows and to whom, in both languages, and what it never says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast
from tests.web.cost_sharing.conftest import assess

from vierkant_web import actions
from vierkant_web.models import SectionRevision, User, Visibility

SignIn = Callable[[User], Client]
QUERIES = 8
"""Session, user, cooperation, membership, variant, parts of the dossier, run: whatever the number of rows."""
THEORY = (
    "nucleolus",
    "shapley",
    "ensc",
    "scrb",
    "least core",
    "kern",
    "imputatie",
    "coalitie",
    "speltheorie",
)
OWN_TASKS = tuple(("tasks", partner) for partner in ("hillegom", "lisse", "teylingen"))


def url(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/belangen/{rest}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode().replace("\xa0", " ")


def read_aloud(page: str) -> str:
    """What people read on the page without opening "Hoe komen we hieraan?"."""
    main = page[page.index("<main") : page.index("</main>")]
    kept = re.sub(r'<div class="v-explanation__body">.*?</details>', "", main, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", kept)


def test_all_keys_with_what_they_cost_and_whether_they_hold(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.anna), url(scene))
    for words in (
        "Een sleutel gaat over vertrouwen",
        "Gemeente Polderwijk: € 17.000 per jaar duurder.",
        "Wie meer aanvragen heeft, betaalt meer.",
        "Uit de tabel met kosten per combinatie die de deelnemers zelf invulden.",
        "€ 1.752.000",  # 48% of the € 3,650,000 together: the agreed share in the example
        "€ 1.216.667",  # a third of it
        "Houdt geen stand",
        "Gemeente Duinrand en Gemeente Polderwijk zouden samen € 98.000 per jaar beter af zijn zonder de rest.",
        "voorgesteld",
        "afgesproken",
        "art. 8e lid 1 c Wet Vpb",
        "vrij zeker, niet bevestigd in de huidige tekst",
        "Er is een sleutel die iedereen binnenhoudt",
        "Alle 7 combinaties van 3 deelnemers zijn doorgerekend.",
        "Wat is dat per inwoner?",
    ):
        assert words in page, words
    assert page.index("Een sleutel gaat over vertrouwen") < page.index("Wat er te verdelen is")
    assert page.count('id="sleutel-') == 16  # the agreed key and the fifteen kinds
    for rest in ("voor-ons/lisse/", "sleutel/", "kosten-per-combinatie/"):
        assert 'href="' + url(scene, rest) in page, rest


def test_no_name_from_the_theory_outside_the_explanation(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    page = text(client, url(scene))
    assert "Shapley-waarde" in page  # in the explanation of that key
    spoken = read_aloud(page).lower()
    assert "naar gemiddelde meerkosten" in spoken
    found = [word for word in THEORY if re.search(rf"\b{word}\b", spoken)]
    assert not found


def test_a_key_that_cannot_be_counted_says_where_to_fill_in(scene: Cast, sign_in: SignIn) -> None:
    latest = SectionRevision.objects.filter(variant=scene.variant, section="key_design").latest("number")
    actions.save_section(
        variant=scene.variant, section="key_design", content={"key": "mixed"}, based_on=latest.number, by=scene.anna
    )  # fmt: skip
    assess(scene, scene.anna)
    page = text(sign_in(scene.anna), url(scene))
    start = page.index("Sleutels die nog niet te berekenen zijn")
    assert "De gewichten van de gemengde sleutel" in page[start:]
    assert f"/s/{scene.cooperation.slug}/overzicht/invullen/opzet-van-de-sleutel/" in page[start:]
    assert "De gekozen sleutel kan nog niet berekend worden" in page


@pytest.mark.parametrize("rest", ["", "grafiek/keys.svg"])
def test_who_is_no_member_finds_nothing(scene: Cast, sign_in: SignIn, rest: str) -> None:
    assert sign_in(scene.eva).get(url(scene, rest)).status_code == 404
    assert Client().get(url(scene, rest)).status_code == 302
    assert sign_in(scene.anna).post(url(scene, rest)).status_code == 405


def test_the_public_reads_only_what_is_public(scene: Cast, sign_in: SignIn) -> None:
    for section, partner in (("cooperation", ""), ("partners", ""), ("tasks", ""), *OWN_TASKS):
        writer = scene.bram if partner == "hillegom" else scene.anna
        found = SectionRevision.objects.filter(variant=scene.variant, section=section, partner=partner)
        actions.set_visibility(
            variant=scene.variant, section=section, partner=partner, visibility=Visibility.PUBLIC,
            based_on=found.latest("number").number, by=writer,
        )  # fmt: skip
    assess(scene, scene.eva)
    page = text(sign_in(scene.eva), url(scene))
    assert "Uit de cijfers van dit dossier" in page
    for hidden in ("voorgesteld", "Wie meer aanvragen heeft", "€ 1.752.000", "Sleutel invullen", "/sleutel/"):
        assert hidden not in page, hidden


def test_charts(scene: Cast, sign_in: SignIn) -> None:
    anna = sign_in(scene.anna)
    for name in ("keys", "chosen", "margins"):
        assert "layer" in anna.get(url(scene, f"grafiek/{name}.json")).json()
    assert b"<svg" in anna.get(url(scene, "grafiek/chosen.svg")).content
    assert anna.get(url(scene, "grafiek/iets.svg")).status_code == 404


def test_english_is_complete(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text(client, url(scene))
    assert "All keys side by side" in page
    for word in ("sleutel ", "Houdt", "meer dan alleen"):
        assert word not in page, word


def test_the_number_of_queries_is_fixed(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    client.get(url(scene))
    with CaptureQueriesContext(connection) as queries:
        client.get(url(scene))
    assert len(queries) == QUERIES


def test_without_costs_the_page_says_what_to_do(scene: Cast, sign_in: SignIn) -> None:
    empty = actions.create_variant(cooperation=scene.cooperation, name="Nog leeg", by=scene.anna)
    partners = [{"id": "hillegom", "municipality": "GM0534"}, {"id": "lisse", "municipality": "GM0553"}]
    actions.save_section(variant=empty, section="partners", content=partners, based_on=0, by=scene.anna)
    assess(replace(scene, variant=empty), scene.anna)
    for rest in ("", "voor-ons/", "voor-ons/lisse/"):
        page = text(sign_in(scene.anna), url(scene, f"{rest}?variant={empty.slug}"))
        assert "Er is nog niets te verdelen" in page
        assert "/taken/" in page


def test_only_who_may_change_the_table_is_led_to_it(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.bram), url(scene))
    assert 'href="' + url(scene, "sleutel/") in page
    assert url(scene, "kosten-per-combinatie/") not in page
