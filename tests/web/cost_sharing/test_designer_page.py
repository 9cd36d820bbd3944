"""Designing a key: what it does is seen, what cannot be read is said, and only who may write uses it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import SectionRevision, User

SignIn = Callable[[User], Client]
QUERIES = 8
"""Session, user, cooperation, membership, variant, parts of the dossier, numbers of revisions, variants to choose."""


def url(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/belangen/sleutel/{rest}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode().replace("\xa0", " ")


def latest(cast: Cast, section: str) -> SectionRevision:
    return SectionRevision.objects.filter(variant=cast.variant, section=section).order_by("-number")[0]


def test_a_key_shows_what_it_does_and_who_would_leave(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    good = text(client, url(scene, "?inbreng=100&jaren=3"))
    assert "Deze sleutel houdt stand" in good
    assert "Elk jaar een even grote stap" in good
    # Equal: 3 650 000 / 3 each, and the smallest pays 769 000 alone.
    bad = text(client, url(scene, "?gelijk=100"))
    assert "Deze sleutel houdt geen stand" in bad
    assert "Polderwijk betaalt alleen € 448.000 per jaar minder." in bad
    for word in ("nucleolus", "Shapley", "P10", "bitmask"):
        assert word not in good + bad


def test_the_search_finds_the_simplest_or_proves_that_there_is_none(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    found = text(client, url(scene, "?zoek=1&mee=gelijk&mee=inbreng"))
    assert "De eenvoudigste sleutel die iedereen binnenhoudt" in found
    assert "100% wat ieder inbracht" in found
    none = text(client, url(scene, "?zoek=1&mee=gelijk"))
    assert "Geen enkele mix van deze bouwstenen houdt iedereen binnen" in none
    assert "altijd is zonder de rest minstens € 448.000 per jaar goedkoper uit: Gemeente Polderwijk" in none
    assert "Het kan wel als ook een van deze meedoet" in none
    assert "bewezen" in none


def test_what_cannot_be_read_is_said_and_kept(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.anna), url(scene, "?gelijk=veel&inwoners=250&jaren=99"))
    for words in (
        "“veel” is geen percentage",
        "“250” is geen percentage",
        "van 0 tot en met 20",
        'value="veel"',
    ):
        assert words in page, words
    assert 'action="' + url(scene, "gebruiken/") not in page


def test_using_a_key_saves_it_and_the_shares_that_belong_to_it(scene: Cast, sign_in: SignIn) -> None:
    client = sign_in(scene.anna)
    design, agreed = latest(scene, "key_design"), latest(scene, "agreements")
    given = {
        "gelijk": "20", "inbreng": "80", "jaren": "4", "herijken": "3", "reden": "Zo snapt iedereen het.",
        "afspraken": "1", "seen_key_design": design.number, "seen_agreements": agreed.number,
    }  # fmt: skip
    answer = client.post(url(scene, "gebruiken/"), given)
    assert (answer.status_code, answer["Location"]) == (302, f"/s/{scene.cooperation.slug}/belangen/")
    saved = latest(scene, "key_design").content
    assert (saved["key"], saved["weights"]) == ("mixed", {"equal": 0.2, "historic": 0.8})
    assert (saved["growing_in_years"], saved["recalibrate_years"]) == (4, 3)
    assert saved["fixed_share"] == design.content["fixed_share"]  # what the page does not ask stays
    key = {name: share["value"] for name, share in latest(scene, "agreements").content["cost_key"].items()}
    assert sum(key.values()) == pytest.approx(1.0)
    # 20 % in three, 80 % by 1876, 1220 and 769 thousand that each put in.
    assert key["teylingen"] == pytest.approx(0.2 / 3 + 0.8 * 769 / 3865, abs=1e-4)
    # The same form once more: somebody saved in between, so both are shown and nothing is written.
    again = client.post(url(scene, "gebruiken/"), {**given, "gelijk": "50", "inbreng": "50"})
    assert again.status_code == 409
    page = again.content.decode()
    assert "80% wat ieder inbracht en 20% gelijke delen" in page
    assert "50% gelijke delen en 50% wat ieder inbracht" in page
    assert latest(scene, "key_design").content == saved


def test_who_may_see_and_who_may_use(scene: Cast, sign_in: SignIn) -> None:
    assert "Gebruik deze sleutel" in text(sign_in(scene.anna), url(scene))
    for reader in (scene.bram, scene.carla, scene.daan):
        client = sign_in(reader)
        assert "Gebruik deze sleutel" not in text(client, url(scene))
        assert client.post(url(scene, "gebruiken/"), {"gelijk": "100"}).status_code == 403
    assert sign_in(scene.eva).get(url(scene)).status_code == 404
    assert sign_in(scene.anna).get(url(scene, "gebruiken/")).status_code == 405


def test_the_number_of_queries_does_not_depend_on_the_rows(
    scene: Cast, sign_in: SignIn, django_assert_num_queries: Callable[..., object]
) -> None:
    client = sign_in(scene.anna)
    client.get(url(scene))
    with django_assert_num_queries(QUERIES):
        client.get(url(scene))
    with django_assert_num_queries(QUERIES):
        client.get(url(scene, "?gelijk=50&inwoners=50&jaren=5"))
    products = latest(scene, "products")
    assert len(products.content) == 3
    actions.save_section(
        variant=scene.variant, section="products", content=products.content[:1], based_on=products.number,
        by=scene.anna,
    )  # fmt: skip
    with django_assert_num_queries(QUERIES):
        client.get(url(scene))


def test_without_costs_it_says_what_is_missing(scene: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(scene.eva), f"/s/{scene.other.slug}/belangen/sleutel/")
    assert "Eerst de kosten" in page
    assert "Vul de kosten in" in page
