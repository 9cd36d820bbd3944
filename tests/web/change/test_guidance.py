"""Guidance: who has no next step, the library with its filters, and planning something of it in place."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant.change.library import library
from vierkant_web.change import guidance_pages
from vierkant_web.models import SectionRevision, User

SignIn = Callable[[User], Client]
WORD = "begeleiding/"
ITEM = "slecht-nieuws-brengen"


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plan.fill(cast, plan.example())
    return cast


def text(client: Client, cast: Cast, rest: str = WORD) -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
    assert response.status_code == 200
    return html.unescape(" ".join(response.content.decode().split()))


def test_groups_without_a_next_step_come_first(filled: Cast, sign_in: SignIn) -> None:
    found = plan.assess(filled, filled.anna)["people"]["coverage"]
    page = text(sign_in(filled.anna), filled)
    table = page[page.index('id="coverage-caption"') : page.index('id="planned-title"')]
    rows = re.findall(r'<th scope="row"><a href="[^"]*/groep/([\w-]+)/">', table)
    without = set(found["without_step"])
    assert len(rows) == len(plan.example()["people"])
    assert {*rows[: len(without)]} == without
    assert 0 < len(without) < len(rows) or len(without) == len(rows)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ({"level": "green", "available_from": "2027-01-01", "from_week": "2027-01-04"}, "green"),
        ({"level": "red", "available_from": None, "from_week": "2027-01-04"}, "red"),
        (
            {"level": "amber", "available_from": "2027-01-10", "from_week": "2027-01-04"},
            "short",
        ),  # the Sunday
        ({"level": "amber", "available_from": "2027-01-11", "from_week": "2027-01-04"}, "late"),
        ({"level": "amber", "available_from": None, "from_week": "2027-01-04"}, "undated"),
        ({"level": "amber", "available_from": "2027-01-11", "from_week": None}, "short"),
    ],
)
def test_a_cell_says_in_a_word_how_it_stands(cell: dict[str, Any], state: str) -> None:
    assert guidance_pages._state(cell) == state


def test_what_is_planned_stands_with_phases_groups_and_hours(filled: Cast, sign_in: SignIn) -> None:
    plan.assess(filled, filled.anna)
    page = text(sign_in(filled.anna), filled)
    row = re.search(r'<th scope="row">Training zaaksysteem, twee dagen.*?</tr>', page)
    assert row is not None
    for words in ("Kennen", "Administratie en balie", "10 mei 2027", ">16<", ">36<", "Functioneel beheer"):
        assert words in row[0], words


def listed(page: str) -> set[str]:
    part = page[page.index('id="library"') : page.index('id="managers-title"')]
    return set(re.findall(r"/mensen/begeleiding/([\w-]+)/", part))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?alles=1", lambda item: True),
        ("?fase=keep", lambda item: "keep" in item.phases),
        ("?aspect=place", lambda item: "place" in item.aspects),
        ("?voor=managers", lambda item: item.audience == "managers"),
        ("?soort=training", lambda item: item.kind.value == "training"),
        ("?fase=know&voor=managers", lambda item: "know" in item.phases and item.audience == "managers"),
        ("?zoek=NIEUWS", lambda item: "nieuws" in f"{item.title['nl']} {item.text['nl']}".casefold()),
        ("?fase=nonsens&alles=1", lambda item: True),
    ],
)
def test_the_library_is_searched_and_filtered(
    filled: Cast, sign_in: SignIn, query: str, wanted: Callable[[Any], bool]
) -> None:
    plan.assess(filled, filled.anna)
    expected = {item.id for item in library().values() if wanted(item)}
    assert expected
    assert listed(text(sign_in(filled.anna), filled, WORD + query)) == expected


def test_of_the_whole_library_the_first_are_shown(filled: Cast, sign_in: SignIn) -> None:
    plan.assess(filled, filled.anna)
    page = text(sign_in(filled.anna), filled)
    assert listed(page) == set(list(library())[: guidance_pages.FIRST_ITEMS])
    assert f"{len(library())} onderdelen." in page
    assert "alles=1#library" in page


def test_the_guides_for_managers_are_about_the_team(filled: Cast, sign_in: SignIn) -> None:
    plan.assess(filled, filled.anna)
    page = text(sign_in(filled.anna), filled)
    part = page[page.index('id="managers-title"') : page.index('id="model-title"')]
    assert "nooit over één persoon" in part
    assert part.count("<summary>") == 5
    assert "Een fase is nooit een feit over een persoon." in page[page.index('id="model-title"') :]


def test_the_model_that_the_plan_chose_is_used(cast: Cast, sign_in: SignIn) -> None:
    plain = plan.example()
    plain["change_plan"]["phase_model"] = "three"
    plan.fill(cast, plain)
    plan.assess(cast, cast.anna)
    page = text(sign_in(cast.anna), cast)
    assert page[page.index('id="managers-title"') : page.index('id="model-title"')].count("<summary>") == 3


def test_every_item_can_be_read_in_full(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    for item in library().values():
        page = text(client, filled, f"{WORD}{item.id}/")
        assert item.title["nl"] in page
        assert item.text["nl"].split("\n\n")[-1].strip().removeprefix("- ").splitlines()[0][:40] in page
    assert client.get(f"/s/{filled.cooperation.slug}/mensen/{WORD}bestaat-niet/").status_code == 404


def planned(cast: Cast) -> list[dict[str, Any]]:
    rows = SectionRevision.objects.filter(variant=cast.variant, section="interventions").order_by("-number")
    return list(rows[0].content)


def test_an_item_is_planned_in_place_and_the_rest_stays(filled: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(filled.anna), planned(filled)
    address = f"/s/{filled.cooperation.slug}/mensen/{WORD}{ITEM}/"
    sent = {
        "name": "Nieuws brengen",
        "groups": ["leidinggevenden"],
        "from_on": "2027-01-11",
        "owner": "Directeur",
    }
    assert client.post(address, sent).status_code == 302
    assert planned(filled)[:-1] == before
    assert planned(filled)[-1] == {
        "id": ITEM, "item": ITEM, "name": "Nieuws brengen", "kind": "manager_talk", "groups": ["leidinggevenden"],
        "from_on": "2027-01-11", "hours_per_person": {"value": 1.5}, "owner": "Directeur",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302  # once more is another row
    assert [row["id"] for row in planned(filled)[-2:]] == [ITEM, f"{ITEM}-2"]
    assert "Al gepland" in text(client, filled, f"{WORD}{ITEM}/")


def test_what_is_wrong_is_told_and_nothing_is_saved(filled: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(filled.anna), planned(filled)
    address = f"/s/{filled.cooperation.slug}/mensen/{WORD}{ITEM}/"
    sent = {"name": "Nieuws", "groups": ["geen-groep"], "from_on": "2027-02-01", "until_on": "2027-01-01"}
    response = client.post(address, sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert "De laatste dag ligt vóór de eerste." in page
    assert 'value="Nieuws"' in page
    assert planned(filled) == before


def test_guidance_is_for_members_and_planning_for_who_writes(filled: Cast, sign_in: SignIn) -> None:
    plan.assess(filled, filled.daan)
    start = f"/s/{filled.cooperation.slug}/mensen/{WORD}"
    reader = sign_in(filled.daan)
    assert "<form" not in reader.get(f"{start}{ITEM}/").content.decode().split("<main")[1].split("</main>")[0]
    assert reader.post(f"{start}{ITEM}/", {"name": "x"}).status_code == 403
    outsider = sign_in(filled.eva)
    assert outsider.get(start).status_code == outsider.get(f"{start}{ITEM}/").status_code == 404


def test_english_is_complete(filled: Cast, sign_in: SignIn) -> None:
    plan.assess(filled, filled.anna)
    client = sign_in(filled.anna)
    client.cookies["django_language"] = "en"
    page = text(client, filled)
    for words in ("Who has a next step", "Bringing news that hurts", "never about one person", "Know"):
        assert words in page


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.parametrize(("rest", "number"), [(WORD, 8), (f"{WORD}{ITEM}/", 6)])
def test_the_number_of_queries_is_fixed(
    cast: Cast, sign_in: SignIn, groups: int, rest: str, number: int, django_assert_num_queries: Any
) -> None:
    plan.fill(cast, plan.of_groups(groups))
    plan.assess(cast, cast.anna)
    client = sign_in(cast.anna)
    text(client, cast, rest)
    with django_assert_num_queries(number):
        text(client, cast, rest)
