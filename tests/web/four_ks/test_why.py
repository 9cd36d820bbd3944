"""Waarom: the four K's in their order, vulnerability in full, nothing that is not measured shown as fine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web.four_ks import experience
from vierkant_web.models import Run, RunState, User

SignIn = Callable[[User], Client]
Fill = Callable[..., None]
Assess = Callable[[User], None]


def text(client: Client, cast: Cast, rest: str = "") -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/waarom/{rest}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def page(cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess) -> Callable[..., str]:
    def make(plain: dict[str, Any], rest: str = "") -> str:
        fill(plain)
        assess(cast.anna)
        return text(sign_in(cast.anna), cast, rest)

    return make


def test_the_four_stand_in_their_order_after_the_motive(
    page: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    found = page(dossier)
    order = [
        "Alleen besparen is een zwakke reden",
        ">Kosten</h2>",
        f"/s/{cast.cooperation.slug}/cijfers/",
        ">Kwaliteit</h2>",
        ">Klantgerichtheid</h2>",
        ">Kwetsbaarheid</h2>",
        "Per functie",
    ]
    places = [found.index(words, found.index("<main")) for words in order]
    assert places == sorted(places)


def test_what_is_not_measured_is_unknown_and_says_what_to_measure(
    page: Callable[..., str], dossier: dict[str, Any]
) -> None:
    found = page(dossier)
    quality = found[found.index(">Kwaliteit</h2>") : found.index(">Kwetsbaarheid</h2>")]
    assert quality.count("v-status--unknown") == 2
    assert "v-status--green" not in quality
    assert quality.count("Meet dit nu") == 2
    assert "Reken op een dip van één tot twee jaar" in quality


def test_every_experience_names_a_source_that_can_be_opened() -> None:
    lists = (
        experience.MOTIVE,
        experience.QUALITY,
        experience.CLIENT_FOCUS,
        experience.NORMS,
        experience.VULNERABILITY,
    )
    rows = [row for rows in lists for row in rows]
    assert len({str(row.text) for row in rows}) == len(rows)
    assert all(row.url.startswith(("https://", "http://")) and row.source for row in rows)


def test_single_person_functions_are_counted(page: Callable[..., str], dossier: dict[str, Any]) -> None:
    found = page(dossier)
    # In examples/hltsamen.toml: heffingen 1+1+2, gegevens 1+1+1, veiligheid 1+1+1 → 2 + 3 + 3 places with one person
    for label, number in (
        ("(eenpitters), nu", "8"),
        ("Daarvan opgelost", "8"),
        ("ook samen aan één persoon", "0"),
    ):
        tile = found[found.index(label) :]
        assert f'v-tile__value">{number}</p>' in tile[:200]
    assert "Zet deze grafiek en deze tabel niet in een openbaar stuk" in found


def test_a_function_that_stays_with_one_person_is_red(
    page: Callable[..., str], dossier: dict[str, Any]
) -> None:
    dossier["functions"] = [{"id": "alleen", "name": "Archief", "qualified": {"hillegom": 1}}]
    found = page(dossier)
    row = found[found.index("/waarom/functie/alleen/") :]
    assert "v-status--red" in row[:400]


def test_a_function_page_explains_its_numbers(
    page: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    found = page(dossier, "functie/heffingen/")
    assert "Heffing en invordering" in found
    assert "Deze pagina wijst naar één persoon" in found
    assert "Teylingen: 2 mensen" in found
    assert "Hillegom: 1 persoon" in found
    assert found.count("Hoe komen we hieraan?") == 6  # together, people needed, three partners, their mean
    assert f'href="/s/{cast.cooperation.slug}/waarom/"' in found[found.index("<main") :]


def test_without_functions_the_page_says_what_to_do(
    page: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    del dossier["functions"]
    found = page(dossier)
    assert "Nog geen functies" in found
    assert f"/s/{cast.cooperation.slug}/overzicht/invullen/functies/" in found
    assert "<figure" not in found


def test_without_tasks_the_costs_are_unknown(
    page: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    del dossier["tasks"]
    found = page(dossier)
    costs = found[found.index(">Kosten</h2>") : found.index(">Kwaliteit</h2>")]
    assert "v-status--unknown" in costs
    assert f"/s/{cast.cooperation.slug}/overzicht/invullen/taken/" in costs


def test_english_is_complete(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, dossier: dict[str, Any]
) -> None:
    fill(dossier)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.cookies["django_language"] = "en"
    found = text(client, cast)
    assert "Saving alone is a weak reason" in found
    assert "Functions that depend on one person: 8 now" in found


@pytest.mark.parametrize("state", [RunState.WAITING, RunState.FAILED, RunState.CANCELLED])
def test_the_page_answers_while_there_is_no_assessment(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, dossier: dict[str, Any], state: RunState
) -> None:
    fill(dossier)
    assess(cast.anna)
    Run.objects.update(state=state, result=None)
    client = sign_in(cast.anna)
    words = "data-pending" if state == RunState.WAITING else "Opnieuw berekenen"
    assert words in text(client, cast)
    assert client.get(f"/s/{cast.cooperation.slug}/waarom/grafiek/uncovered.svg").status_code == 404


@pytest.mark.parametrize("functions", [1, 3])
def test_the_number_of_queries_is_fixed(
    cast: Cast,
    sign_in: SignIn,
    fill: Fill,
    assess: Assess,
    dossier: dict[str, Any],
    django_assert_num_queries: Any,
    functions: int,
) -> None:
    dossier["functions"] = dossier["functions"][:functions]
    fill(dossier)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.get(f"/s/{cast.cooperation.slug}/waarom/")
    with django_assert_num_queries(8):
        client.get(f"/s/{cast.cooperation.slug}/waarom/")
