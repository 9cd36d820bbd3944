"""Grip: questions, roles, instruments with what is used, and what to do."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web.grip import inputs
from vierkant_web.models import User, Visibility

SignIn = Callable[[User], Client]


def text(client: Client, cast: Cast, rest: str = "grip/") -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/sturing/{rest}")
    assert response.status_code == 200
    return html.unescape(" ".join(response.content.decode().split()))


def part(page: str, title: str) -> str:
    """From the section with this title on, until the next."""
    start = page.index(f'id="{title}"')
    return page[start : page.find("<section", start)]


def test_questions_with_numbers_come_first(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.anna), filled)
    questions = part(page, "questions-title")
    assert 5 <= questions.count("<li>") <= 9
    assert "Voor 72 mensen verandert het werk." in questions
    assert page.index("questions-title") < page.index("roles-title") < page.index("instruments-title")
    assert "v-panel--human" in page[: page.index("questions-title")][-200:]


def test_roles_show_who_has_two(filled: Cast, sign_in: SignIn) -> None:
    roles = part(text(sign_in(filled.anna), filled), "roles-title")
    assert "Wethouder ruimte, Gemeente Duinrand" in roles
    # "Directeur Duin en Polder" and "directeur Duin en Polder" are one and the same.
    assert roles.count("heeft meer rollen") == 2
    assert "/invullen/rollen/" in roles


def test_instruments_stand_by_what_they_are_for(filled: Cast, sign_in: SignIn) -> None:
    found = part(text(sign_in(filled.anna), filled), "instruments-title")
    titles = ("Om vooraf het kader te bepalen", "Om achteraf te controleren", "Om te weten wat er gebeurt")
    order = [found.index(f"<h3>{title}</h3>") for title in titles]
    assert order == sorted(order)
    # A BVO: 25 without choice of form, private entity and advisory committee.
    assert found[: found.index("horen niet bij deze samenwerking")].count("<summary><span>") == 22
    assert "3 middelen horen niet bij deze samenwerking" in found
    paragraph = found[found.index("<summary><span>Paragraaf verbonden partijen") :]
    assert paragraph.index("niet in gebruik") < 700
    assert "Vraag de controller om deze samenwerking op te nemen" in paragraph
    assert "niet bevestigd: niet getoetst aan de huidige wettekst" in paragraph
    # What asks for something stands open, the rest folds.
    assert found.count('<details class="v-explanation" open>') == 1
    assert "Er is een dag waarop de ontwerpbegroting naar de raden gaat. 14 april 2027." in found
    assert "Binnen 8 weken nadat de raad het ontwerp heeft gekregen." in found


def test_every_instrument_shows_its_law_or_says_that_there_is_none(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.anna), filled)
    shown = part(page, "instruments-title")
    assert shown.count("Bron:") == 25
    assert shown.count("niet in een wet: een gewoonte die werkt") == 5


def test_english_is_complete(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.cookies["django_language"] = "en"
    page = text(client, filled)
    assert "Do the councils have grip?" in page
    assert "In use:" in page
    for dutch in ("Vragen voor", "Waarmee raden", "In gebruik", "Hoort bij"):
        assert dutch not in page


def test_a_reader_sees_no_forms(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.daan), filled)
    assert "Hebben de raden grip?" in page
    assert "/invullen/" not in page[page.index("<main") :]


def test_nothing_filled_in_is_told_with_a_way_on(cast: Cast, sign_in: SignIn) -> None:
    plain = plan.example()
    for section in ("roles", "instruments", "zienswijze_points", "council_views"):
        del plain[section]
    plan.fill(cast, plain)
    plan.assess(cast, cast.anna)
    client = sign_in(cast.anna)
    page = text(client, cast)
    assert page.count("Nog niemand ingevuld") == 3
    assert "Er zijn nog geen punten." in page
    empty = text(client, cast, "zienswijze/")
    assert "Nog geen punten" in empty
    assert "/invullen/punten-voor-de-zienswijze/" in empty


def test_an_outsider_sees_what_is_public_and_no_zienswijze(cast: Cast, sign_in: SignIn) -> None:
    plain = {
        key: value
        for key, value in plan.example().items()
        if key in ("schema_version", "cooperation", "partners", "agreements")
    }
    plan.fill(cast, plain, visibility=Visibility.PUBLIC)
    plan.assess(cast, cast.eva)
    client = sign_in(cast.eva)
    page = text(client, cast)
    assert "Hebben de raden grip?" in page
    assert "/sturing/zienswijze/" not in page
    assert client.get(f"/s/{cast.cooperation.slug}/sturing/zienswijze/").status_code == 404


@pytest.mark.parametrize("rest", ["grip/", "zienswijze/"])
def test_the_number_of_queries_is_fixed(cast: Cast, sign_in: SignIn, rest: str) -> None:
    counted = []
    for number in (1, 3):
        plain = plan.example()
        plain["zienswijze_points"] = plain["zienswijze_points"][:number]
        known = {row["id"] for row in plain["zienswijze_points"]}
        plain["council_views"] = [row for row in plain["council_views"] if row["point"] in known]
        plain["roles"] = plain["roles"][:number]
        plan.fill(cast, plain)
        plan.assess(cast, cast.anna)
        client = sign_in(cast.anna)
        text(client, cast, rest)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text(client, cast, rest)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12


def test_state_of_an_instrument() -> None:
    def state(used: bool | None, applies: bool | None = True, expected: bool = True) -> str:
        return inputs.state({"used": used, "applies": applies, "expected": expected})

    assert [state(True), state(False), state(None)] == ["used", "unused", "unsaid"]
    assert [state(False, expected=False), state(None, expected=False)] == ["reserve", "reserve"]
    assert [state(None, applies=None), state(True, applies=None)] == ["depends", "used"]
