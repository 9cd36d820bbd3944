"""The pages of the baseline: what they say, for whom, and what can be taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.baseline.conftest import DRENTHE, Fill
from tests.web.conftest import Cast

from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import SectionRevision, User, Visibility
from vierkant_web.permissions import Visit, access_to

SignIn = Callable[[User], Client]
QUERIES = 6
"""Session, user, cooperation with membership, variant and the parts of the dossier, whatever the number of rows."""


def url(cast: Cast, rest: str) -> str:
    return f"/s/{cast.cooperation.slug}/cijfers/{rest}"


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response
    return response.content.decode().replace("\u00a0", " ")


def plain(cast: Cast, user: User) -> dict[str, Any]:
    return visible_plain(Visit(user, cast.cooperation, cast.variant, access_to(user, cast.cooperation)))


def latest(section: str, partner: str = "") -> SectionRevision | None:
    return SectionRevision.objects.filter(section=section, partner=partner).order_by("-number").first()


def test_each_partner_with_what_is_known(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    page = text(sign_in(cast.carla), url(cast, "nulmeting/"))
    for words in ("Aa en Hunze", "Assen", "Midden-Drenthe", "74%", "32 van de 43 cijfers zijn er",
                  "de begroting van 2026", "De taakvelden tellen op tot het totaal", "bruikbaar"):  # fmt: skip
        assert words in page


def test_one_partner_with_peers_reconciliation_and_questions(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    page = text(sign_in(cast.carla), url(cast, "nulmeting/hillegom/"))
    for words in (
        "Nulmeting van Aa en Hunze",
        "Totale lasten",
        "€ 3.598",  # per resident in 2026
        "75 van 181",
        "gemeenten van 20.000 tot 50.000 inwoners",
        "€ 93.780.000",  # own total beside the sum
        "Wat alleen u weet",
        "Ziekteverzuim",
        "Hoe komen we hieraan?",
        "Eigen formatie (fte)",
    ):
        assert words in page
    assert "style=" not in page
    english = sign_in(cast.carla)
    english.cookies["django_language"] = "en"
    assert "Baseline of Aa en Hunze" in text(english, url(cast, "nulmeting/hillegom/"))


def test_staff_in_an_arrangement_is_a_question_and_no_baseline(
    cast: Cast, fill: Fill, sign_in: SignIn
) -> None:
    fill(partners=[{"id": "hillegom", "municipality": "GM0534"}])
    client = sign_in(cast.anna)
    assert "nog geen nulmeting" in text(client, url(cast, "nulmeting/"))
    page = text(client, url(cast, "nulmeting/hillegom/"))
    for words in ("Eerst een vraag", "Zit uw personeel in een regeling?", "GR HLTsamen", "geen nulmeting",
                  "Alleen het aantal inwoners kan worden overgenomen"):  # fmt: skip
        assert words in page
    assert "belastingen.own_fte" not in page


def test_partners_without_a_municipality_are_told_what_to_do(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    partners = [
        {"id": "ict", "name": "Afdeling ICT"},
        {"id": "haren", "municipality": "GM0017", "name": "Haren"},
    ]
    fill(partners=partners, cooperation={"name": "Intern", "kind": "internal"})
    client = sign_in(cast.anna)
    page = text(client, url(cast, "nulmeting/"))
    for words in ("niet wat een afdeling besteedt", "Afdeling ICT", "is niet aan een gemeente gekoppeld",
                  "Groningen kwam ervoor in de plaats"):  # fmt: skip
        assert words in page
    assert "Afdelingen staan niet op de kaart" in text(client, url(cast, "gemeenten/"))
    text(client, url(cast, "nulmeting/ict/"), status=404)


def test_nothing_filled_in_yet(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.anna)
    page = text(client, url(cast, "nulmeting/"))
    assert "Er zijn nog geen deelnemers" in page
    assert 'href="/s/' in page
    assert "Vul bij elke deelnemer de gemeente in" in text(client, url(cast, "gemeenten/"))


def test_map_table_and_comparison(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    client = sign_in(cast.daan)
    page = text(client, url(cast, "gemeenten/?cijfer=transfers_share"))
    for words in ("<svg", "Tynaarlo", "131.233 inwoners", "279 km²", "Deel van de lasten naar gemeenschappelijke",
                  "8,2%", "Uit de begroting van 2026"):  # fmt: skip
        assert words in page
    assert "Overhead: de helft van de 342 gemeenten" in text(client, url(cast, "gemeenten/?cijfer=onzin"))
    for address in (
        "gemeenten/grafiek/overhead.svg",
        "nulmeting/lisse/grafiek/beside.svg",
        "nulmeting/lisse/grafiek/over-years.svg",
    ):
        answer = client.get(url(cast, address))
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer.content.startswith(b"<svg")
    assert client.get(url(cast, "gemeenten/grafiek/overhead.json")).json()["layer"]
    text(client, url(cast, "gemeenten/grafiek/onzin.svg"), status=404)


def test_strangers_see_nothing_until_the_partners_are_public(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    for rest in ("nulmeting/", "nulmeting/hillegom/", "gemeenten/"):
        text(sign_in(cast.eva), url(cast, rest), status=404)
    fill(visibility=Visibility.PUBLIC)
    page = text(sign_in(cast.eva), url(cast, "nulmeting/hillegom/"))
    assert "Totale lasten" in page
    assert 'type="checkbox"' not in page
    assert sign_in(cast.eva).post(url(cast, "nulmeting/hillegom/"), {}).status_code == 403


def test_queries_do_not_grow_with_the_partners(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    client, counted = sign_in(cast.anna), []
    for partners in (DRENTHE[:1], DRENTHE):
        fill(partners=partners)
        for rest in ("nulmeting/", "gemeenten/"):
            client.get(url(cast, rest))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(url(cast, rest))
            counted.append(len(queries))
    assert counted == [QUERIES] * 4
