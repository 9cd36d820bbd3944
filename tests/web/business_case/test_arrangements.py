"""Budgets of arrangements: side by side, sorted, with the bridge of each, and rows from the register."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant import reference
from vierkant_web.models import SectionRevision, User

SignIn = Callable[[User], Client]
TOWNS = [("hillegom", "GM0534"), ("lisse", "GM0553"), ("teylingen", "GM1525")]


def dossier(number: int) -> dict[str, Any]:
    """Three partners and as many budgets of Hillegom, the first with causes, one budget of Lisse."""
    rows = [
        {
            "id": f"regeling-{place}",
            "name": f"Regeling {place:02d}",
            "partner": "hillegom",
            "year": 2027,
            "previous_contribution": 1_000_000 + place,
            "contribution": 1_050_000 + 1000 * (place % 7),
            "total": 9_000_000,
            "index_used": {"value": 0.042},
            "index_agreed": {"value": 0.031},
            "overhead": 900_000,
            "reserve": 400_000 + 60_000 * (place % 3),
            "reserve_ceiling": 500_000,
        }
        for place in range(number)
    ]
    lisse = {"id": "lisse-ggd", "name": "GGD", "partner": "lisse", "year": 2026, "contribution": 77}
    causes = [
        {"id": "c1", "budget": "regeling-0", "cause": "volume", "amount": 5_000, "text": "Meer kinderen"},
        {"id": "c2", "budget": "regeling-0", "cause": "key", "amount": -1_000},
    ]
    return {
        "schema_version": 1,
        "cooperation": {"name": "Bollenstreek", "kind": "intermunicipal"},
        "partners": [{"id": name, "municipality": code} for name, code in TOWNS],
        "budgets": [*rows, lisse],
        "budget_changes": causes,
    }


def page(client: Client, cast: Cast, rest: str = "") -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/cijfers/regelingen/{rest}")
    assert response.status_code == 200
    return html.unescape(" ".join(response.content.decode().split()))


def names(text: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a></th>', text)


@pytest.fixture
def client(cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn) -> Client:
    fill(dossier(25))
    assess(cast.anna)
    return sign_in(cast.anna)


def test_twenty_five_arrangements_stand_on_one_page_to_the_euro(cast: Cast, client: Client) -> None:
    text = page(client, cast)
    assert len(names(text)) == 25
    assert "van 25 van de 25 regelingen" in text
    assert "€ 26.319.000" in text  # 25 × 1,050,000 and what the rows have above it
    assert "Zoveel gaan regelingen gemiddeld over hun eerste begroting heen" in text
    assert "11%" in text


def test_it_sorts_both_ways_and_unknown_choices_do_no_harm(cast: Cast, client: Client) -> None:
    up = names(page(client, cast, "?volgorde=name&richting=op"))
    assert up == sorted(up)
    assert names(page(client, cast, "?volgorde=name&richting=af")) == up[::-1]
    first = page(client, cast, "?volgorde=contribution&richting=af")
    assert names(first)[0] in {"Regeling 06", "Regeling 13", "Regeling 20"}
    assert 'aria-sort="descending"' in first
    assert len(names(page(client, cast, "?volgorde=kleur&jaar=zeven&deelnemer=niemand"))) == 25
    lisse = page(client, cast, "?deelnemer=lisse&jaar=2026")
    assert names(lisse) == ["GGD"]
    assert "De bijdragen van het jaar ervoor ontbreken." in lisse


def test_the_bridge_of_one_budget(cast: Cast, client: Client) -> None:
    text = page(client, cast, "regeling-0/")
    assert "De bijdrage van de deelnemer gaat van € 1.000.000 naar € 1.050.000: € 50.000 meer." in text
    for amount in ("+ € 42.000", "+ € 5.000", "− € 1.000", "+ € 4.000"):
        assert amount in text
    assert "voorstel" in text
    assert "Meer kinderen" in text
    base = f"/s/{cast.cooperation.slug}/cijfers/regelingen/regeling-0/grafiek"
    assert client.get(f"{base}.svg")["Content-Type"] == "image/svg+xml"
    assert "vega-lite" in client.get(f"{base}.json").json()["$schema"]
    for rest in ("atlantis/", "regeling-0/grafiek.png", "lisse-ggd/grafiek.svg"):
        assert client.get(f"/s/{cast.cooperation.slug}/cijfers/regelingen/{rest}").status_code == 404
    assert "De bedragen van beide jaren zijn niet bekend" in page(client, cast, "lisse-ggd/")


def test_the_number_of_queries_does_not_grow(cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn) -> None:
    counts = []
    for number in (1, 3):
        fill(dossier(number))
        assess(cast.anna)
        client = sign_in(cast.anna)
        with CaptureQueriesContext(connection) as queries:
            assert len(names(page(client, cast))) == number
        counts.append(len(queries))
    assert counts == [counts[0], counts[0]]


def test_rows_come_from_the_register_without_amounts(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn
) -> None:
    fill({**dossier(1), "budgets": [], "budget_changes": []})
    assess(cast.anna)
    client = sign_in(cast.anna)
    empty = page(client, cast)
    assert "Er is nog geen begroting van een regeling ingevuld" in empty
    known = len(reference.arrangements_of("GM0534"))
    assert f"Hillegom ({known} regelingen)" in empty
    url = f"/s/{cast.cooperation.slug}/cijfers/regelingen/uit-het-register/"
    for given in ({"partner": "hillegom", "year": "27"}, {"partner": "niemand", "year": "2027"}):
        assert "vier cijfers" in client.post(url, given, follow=True).content.decode()
    said = client.post(url, {"partner": "hillegom", "year": "2027"}, follow=True).content.decode()
    assert f"{known} regelingen zijn toegevoegd" in said
    saved = (
        SectionRevision.objects.filter(variant=cast.variant, section="budgets").order_by("-number").first()
    )
    assert saved is not None
    assert len(saved.content) == known
    assert {row["partner"] for row in saved.content} == {"hillegom"}
    assert all("contribution" not in row for row in saved.content)
    again = client.post(url, {"partner": "hillegom", "year": "2027"}, follow=True).content.decode()
    assert "stonden er voor dat jaar al in" in again
    assert sign_in(cast.daan).post(url, {"partner": "hillegom", "year": "2027"}).status_code == 403
    assert sign_in(cast.eva).post(url, {"partner": "hillegom", "year": "2027"}).status_code == 404


def test_a_reader_sees_no_buttons_and_an_outsider_nothing(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn
) -> None:
    fill(dossier(1))
    assess(cast.daan)
    text = page(sign_in(cast.daan), cast)
    assert "Regeling 00" in text
    assert "De regels toevoegen" not in text
    assert "Begrotingen invullen" not in text
    assert sign_in(cast.eva).get(f"/s/{cast.cooperation.slug}/cijfers/regelingen/").status_code == 404
