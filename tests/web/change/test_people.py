"""Mensen: first what changes for whom, then the accounting; what is missing leads to its form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web.models import Run, RunState, User

SignIn = Callable[[User], Client]
Fill = Callable[..., None]
Assess = Callable[[User], None]


def text(client: Client, cast: Cast, rest: str = "") -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def page(cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess) -> Callable[[dict[str, Any]], str]:
    def make(plain: dict[str, Any]) -> str:
        fill(plain)
        assess(cast.anna)
        return text(sign_in(cast.anna), cast)

    return make


def test_people_come_before_the_accounting(page: Callable[..., str], dossier: dict[str, Any]) -> None:
    found = page(dossier)
    order = [
        "Wat er verandert voor mensen",
        "Medewerkers van Hillegom",
        "U krijgt een nieuwe werkgever",
        "Leidinggevenden van de drie organisaties",
        "Ieder in het eigen tempo",
        "Het er niet mee eens zijn is geen fase",
        "vertrouwenspersoon",
        "Tijd en geld: gereserveerd en nodig",
        "Vraag de ondernemingsraden om advies",
        "Maatregelen voor mensen",
    ]
    places = [found.index(words) for words in order]
    assert places == sorted(places)


def test_a_group_shows_what_is_reserved_and_what_is_needed(
    page: Callable[..., str], dossier: dict[str, Any]
) -> None:
    found = page(dossier)
    # 118 people × 61 hours (the middle of the phases in docs/methods/change.md: 3.5 + 2.5 + 15 + 28 + 12)
    assert "9.000 uur gereserveerd. Nodig: ongeveer 7.198 uur, waarschijnlijk tussen" in found
    assert "Niets gereserveerd" in found  # the groups of Lisse and Teylingen


def test_nothing_reserved_is_said_plainly(page: Callable[..., str], dossier: dict[str, Any]) -> None:
    for group in dossier["people"]:
        group.pop("hours_reserved", None)
    for measure in dossier["measures"]:
        measure.pop("hours", None)
    found = page(dossier)
    assert "v-alert--error" in found
    assert "Er is geen tijd gereserveerd" in found


def test_managers_that_are_no_group_are_asked_for(
    page: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    dossier["people"] = [group for group in dossier["people"] if not group.get("managers")]
    found = page(dossier)
    assert "Leidinggevenden zijn nog geen groep" in found
    assert f"/s/{cast.cooperation.slug}/overzicht/invullen/medewerkers/" in found


def test_without_groups_the_page_says_what_to_do(
    page: Callable[..., str], dossier: dict[str, Any], cast: Cast
) -> None:
    del dossier["people"]
    found = page(dossier)
    assert "Nog geen groepen" in found
    assert f"/s/{cast.cooperation.slug}/overzicht/invullen/medewerkers/" in found
    assert "Vraag de ondernemingsraden om advies" in found
    assert "<figure" not in found


def test_a_reader_gets_no_links_to_forms(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, dossier: dict[str, Any]
) -> None:
    fill(dossier)
    assess(cast.daan)
    found = text(sign_in(cast.daan), cast)
    assert "/invullen/" not in found
    assert "Applicatiebeheer Lisse" in found  # a member


def test_steps_show_the_law_and_how_certain_it_is(page: Callable[..., str], dossier: dict[str, Any]) -> None:
    dossier["agreements"].pop("works_council_asked_on", None)
    found = page(dossier)
    assert "WOR 25 · zeker" in found
    assert "BW 7:662 · vrij zeker; niet getoetst aan de huidige wettekst" in found
    assert step_of(found, "Vraag de ondernemingsraden om advies") == "staat niet in het dossier"
    assert "nog niet gedaan" not in found  # no date is no proof that nobody was asked


def test_a_date_says_that_the_works_council_was_asked(
    page: Callable[..., str], dossier: dict[str, Any]
) -> None:
    dossier["agreements"]["works_council_asked_on"] = "2016-03-01"
    assert step_of(page(dossier), "Vraag de ondernemingsraden om advies") == "klaar"


def step_of(page: str, title: str) -> str:
    """The word of the badge beside a step."""
    after = page.split(f"<strong>{title}", 1)[1]
    badge = re.search(r'class="v-status [^"]*">.*?<span>([^<]+)</span>', after, re.DOTALL)
    assert badge is not None
    return badge.group(1)


def test_a_group_page_explains_every_phase(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, dossier: dict[str, Any]
) -> None:
    fill(dossier)
    assess(cast.anna)
    found = text(sign_in(cast.anna), cast, "groep/medewerkers-hillegom/")
    for phase in ("Weten", "Willen", "Kennen", "Kunnen", "Volhouden"):
        assert f">{phase}</h3>" in found
    assert found.count("Hoe komen we hieraan?") == 10  # hours and money twice, hours per person, five phases
    assert f'href="/s/{cast.cooperation.slug}/mensen/"' in found[found.index("<main") :]
    assert sign_in(cast.anna).get(f"/s/{cast.cooperation.slug}/mensen/groep/bestaat-niet/").status_code == 404


def test_english_is_complete(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, dossier: dict[str, Any]
) -> None:
    fill(dossier)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.cookies["django_language"] = "en"
    found = text(client, cast)
    assert "What changes for people" in found
    assert "Ask the works councils for advice." in found


@pytest.mark.parametrize("state", [RunState.WAITING, RunState.FAILED, RunState.CANCELLED])
def test_the_page_answers_while_there_is_no_assessment(
    cast: Cast, sign_in: SignIn, fill: Fill, assess: Assess, dossier: dict[str, Any], state: RunState
) -> None:
    fill(dossier)
    assess(cast.anna)
    Run.objects.update(state=state, result=None)
    client = sign_in(cast.anna)
    found = text(client, cast)
    assert {"waiting": "data-pending", "failed": "Opnieuw berekenen", "cancelled": "Opnieuw berekenen"}[
        state
    ] in found
    assert client.get(f"/s/{cast.cooperation.slug}/mensen/grafiek/hours.svg").status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_the_number_of_queries_is_fixed(
    cast: Cast,
    sign_in: SignIn,
    fill: Fill,
    assess: Assess,
    dossier: dict[str, Any],
    django_assert_num_queries: Any,
    groups: int,
) -> None:
    dossier["people"] = dossier["people"][:groups]
    fill(dossier)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.get(f"/s/{cast.cooperation.slug}/mensen/")
    with django_assert_num_queries(8):
        client.get(f"/s/{cast.cooperation.slug}/mensen/")
