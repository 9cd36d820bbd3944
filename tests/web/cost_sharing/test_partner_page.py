"""Wat betekent dit voor ons: the page of one council, with its own numbers in the questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests.web.conftest import Cast
from tests.web.cost_sharing.conftest import assess
from tests.web.cost_sharing.test_keys_page import QUERIES, THEORY, read_aloud, text, url

from vierkant_web import actions
from vierkant_web.cost_sharing.inputs_partner import questions
from vierkant_web.models import User

SignIn = Callable[[User], Client]


def test_a_council_reads_what_it_pays_why_and_what_to_ask(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.anna), url(scene, "voor-ons/teylingen/"))
    for words in (
        "Wat betekent dit voor Gemeente Polderwijk?",
        "€ 40,32 per inwoner",  # € 786,154 over 19,500 residents
        "met deze sleutel: € 17.000 meer",
        "samen is € 17.000 duurder",
        "De deelnemers groeien in 3 jaar naar deze bedragen toe.",
        "Wie meer aanvragen heeft, betaalt meer.",
        "Samen met Gemeente Duinrand zouden wij € 98.000 per jaar beter af zijn zonder de rest.",
        "Wij dragen 22% van de kosten en hebben 22% van de stemmen.",
        "Weggaan zou ons waarschijnlijk tussen",
        "betaalt het minst met “Naar gebruik”: € 643.000 per jaar.",
        "betaalt Gemeente Oosterveen € 144.000 meer dan met “Vast deel plus gebruik”",
        "€ 252.654 minder",
    ):
        assert words in page, words
    start = page.index("Vragen die u als raadslid kunt stellen")
    assert page[start : page.index("</ol>", start)].count("<li>") == 7
    spoken = read_aloud(page).lower()
    assert not [word for word in THEORY if word in spoken.split()]
    for link in (url(scene, "stemmen/"), url(scene, "uittreden/teylingen/"), url(scene, "voor-ons/lisse/")):
        assert f'href="{link}"' in page


def test_the_questions_fit_who_pays_less_and_is_better_off(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.anna), url(scene, "voor-ons/hillegom/"))
    assert "Wij betalen € 253.000 per jaar minder dan nu." in page
    assert "Gemeente Duinrand en Gemeente Polderwijk zouden samen € 98.000 per jaar beter af zijn" in page
    assert "Wat betalen wij als zij gaan?" in page
    assert "Wie met ons beter af zou zijn" not in page


def test_who_is_of_a_partner_sees_its_own_page_at_once(scene: Cast, sign_in: SignIn) -> None:
    response = sign_in(scene.bram).get(url(scene, "voor-ons/"))
    assert (response.status_code, response["Location"]) == (302, url(scene, "voor-ons/hillegom/"))
    chosen = text(sign_in(scene.anna), url(scene, "voor-ons/"))
    for partner in ("hillegom", "lisse", "teylingen"):
        assert f'href="{url(scene, f"voor-ons/{partner}/")}"' in chosen


@pytest.mark.parametrize("rest", ["voor-ons/", "voor-ons/lisse/"])
def test_rights(scene: Cast, sign_in: SignIn, rest: str) -> None:
    assert sign_in(scene.eva).get(url(scene, rest)).status_code == 404
    assert Client().get(url(scene, rest)).status_code == 302
    assert sign_in(scene.anna).post(url(scene, rest)).status_code == 405
    assert sign_in(scene.anna).get(url(scene, "voor-ons/nergens/")).status_code == 404


def test_english_is_complete(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text(client, url(scene, "voor-ons/teylingen/"))
    assert "What does this mean for Gemeente Polderwijk?" in page
    page = page.replace(
        "Wie meer aanvragen heeft, betaalt meer. Het vaste deel betaalt", ""
    )  # as they wrote it
    for word in ("betaalt", "zonder de rest", "sleutel:"):
        assert word not in page, word


def test_the_number_of_queries_is_fixed(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    client.get(url(scene, "voor-ons/lisse/"))
    with CaptureQueriesContext(connection) as queries:
        client.get(url(scene, "voor-ons/lisse/"))
    assert len(queries) == QUERIES


def test_an_uncertain_amount_is_asked_about() -> None:
    amount = {"value": 2e5, "low": 1.5e5, "high": 3e5}
    own = {"amount": amount, "change": 0.0, "gain": 0.0, "partner": "lisse"}
    key = {"id": "equal", "label": {"id": "cost_sharing.label.equal", "arguments": {}}, "subgroups": []}
    row = {"id": "lisse", "name": "Lisse", "alone": {"value": 2e5}}
    page = {"key": key, "own": own, "agreements": []}
    with override("nl"):
        asked = questions({"partners": [row]}, row, page, None, None)
    assert "Ons bedrag ligt waarschijnlijk tussen € 150.000 en € 300.000." in asked[2].replace("\xa0", " ")
    assert len(asked) == 5  # explain, who computed, range, growth, when again


def test_the_own_partner_that_is_not_in_a_variant_is_no_dead_end(scene: Cast, sign_in: SignIn) -> None:
    other = actions.create_variant(cooperation=scene.cooperation, name="Zonder", by=scene.anna)
    partners = [{"id": "lisse", "municipality": "GM0553"}, {"id": "teylingen", "municipality": "GM1525"}]
    actions.save_section(variant=other, section="partners", content=partners, based_on=0, by=scene.anna)
    assess(replace(scene, variant=other), scene.bram)
    response = sign_in(scene.bram).get(url(scene, f"voor-ons/?variant={other.slug}"), follow=True)
    assert response.status_code == 200
    assert "Er is nog niets te verdelen" in response.content.decode()
