"""From old to new, and the page of one group: functions, questions, what is planned, what nobody knows yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plan.fill(cast, plan.example())
    plan.assess(cast, cast.anna)
    return cast


def text(client: Client, cast: Cast, rest: str = "van-oud-naar-nieuw/") -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_functions_then_and_now_with_scale_and_placement(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled)
    row = seen[seen.index('<th scope="row">Senior vergunningverlener') :].split("</tr>")[0]
    for words in (
        "<td>Casemanager</td>",
        "verandert",
        "<strong>10 → 9</strong>",
        "krijgt een passende functie",
    ):
        assert words in row
    assert '<td class="v-number">9</td>' in row
    # 19 people keep their function; 14 + 9 + 7 + 8 change (examples/vergunningen.toml)
    assert '<p class="v-tile__value">19</p>' in seen
    assert '<p class="v-tile__value">38</p>' in seen


def test_same_work_other_scale_is_named(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled)
    part = seen[seen.index('id="scale-title"') :].split("</section>")[0]
    assert "9 medewerkers gaan van schaal 10 naar een lagere schaal 9." in part
    assert "21 medewerkers uit schaal 9, 9 medewerkers uit schaal 10" in part


def test_the_order_of_placement_is_no_law(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled)
    part = seen[seen.index('id="steps-title"') :].split("</section>")[0]
    assert "Zij staat niet in de wet" in part
    assert part.count("<li>") >= 4
    assert "vrij zeker" in part or "onzeker" in part


def test_amounts_say_how_they_were_made(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled)
    assert (
        seen.count("Hoe komen we hieraan?") >= 4
    )  # two totals; guarantee and travel of Lisse, travel of Teylingen


def test_a_line_of_few_people_is_marked(cast: Cast, sign_in: SignIn) -> None:
    plain = plan.example()
    plan.row(plain["crosswalk"], id="casemanager-lisse")["people"] = 2
    plan.fill(cast, plain)
    plan.assess(cast, cast.anna)
    seen = text(sign_in(cast.anna), cast)
    assert "Klein: alleen voor leden" in seen


def test_nothing_filled_in_leads_to_the_form(cast: Cast, sign_in: SignIn) -> None:
    plain = plan.example()
    del plain["crosswalk"]
    plan.fill(cast, plain)
    plan.assess(cast, cast.anna)
    seen = text(sign_in(cast.anna), cast)
    assert "Over de functies is nog niets bekend" in seen
    assert "/invullen/van-oud-naar-nieuw/" in seen


def test_a_group_reads_as_its_card(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled, "groep/vergunningen-lisse/")
    order = [
        "Je cao, je salaris en je contracturen blijven gelijk.",
        "Begeleiding tot en met 31 december 2028.",
        "Teamcoach vergunningen",
        "Nog niet bekend",
        "Antwoord uiterlijk 1 februari 2027.",
        "Aspect voor aspect",
        "14 kilometer verder",
        "Reistijd en de kinderopvang zijn hier het gesprek van de dag.",
        "Functies van oud naar nieuw",
        "Wat er voor deze groep gepland is",
        "Training zaaksysteem, twee dagen",
        "Vragen van deze groep",
        "Waarom krijgt hetzelfde werk straks een lagere schaal?",  # not answered yet: first
        "Kan ik thuis blijven werken",
        "Wie wordt mijn werkgever?",  # of everybody
    ]
    places = [seen.index(words) for words in order]
    assert places == sorted(places)
    assert "Nieuw omgevingsplan" not in seen  # a project is not an intervention


def test_a_group_without_a_card_says_so(filled: Cast, sign_in: SignIn) -> None:
    seen = text(sign_in(filled.anna), filled, "groep/juristen/")
    assert "Er is nog geen kaart" in seen
    assert "/mensen/groep/juristen/kaart/" in seen
    assert "te klein om als groep aan medewerkers te laten zien" in seen
