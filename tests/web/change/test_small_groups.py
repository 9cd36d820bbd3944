"""A group in which people can be recognised is for members alone: not on a public page, in a picture or its data."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant.change import assess_people
from vierkant.change.inputs import Change, Group
from vierkant.quantities import to_plain
from vierkant_web.change import inputs
from vierkant_web.models import Run, User

ADDRESSES = ("", "grafiek/hours.svg", "grafiek/hours.json")
NAME, SENTENCE = "Applicatiebeheer Lisse", "U werkt straks in Hillegom."


@pytest.fixture
def public(
    cast: Cast, fill: Callable[..., None], assess: Callable[[User], None], dossier: dict[str, Any]
) -> Cast:
    fill(dossier, public=True)
    for user in (cast.anna, cast.daan, cast.eva):
        assess(user)
    return cast


def get(client: Client, cast: Cast, rest: str) -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rest", ADDRESSES)
def test_a_small_group_is_for_members_only(
    public: Cast, sign_in: Callable[[User], Client], rest: str
) -> None:
    assert NAME in get(sign_in(public.anna), public, rest)
    assert NAME in get(sign_in(public.daan), public, rest)
    seen = get(sign_in(public.eva), public, rest)
    assert NAME not in seen
    assert SENTENCE not in seen
    assert "Medewerkers van Hillegom" in seen


def test_outsiders_read_that_small_groups_are_left_out_of_the_totals_too(
    public: Cast, sign_in: Callable[[User], Client], dossier: dict[str, Any]
) -> None:
    seen = get(sign_in(public.eva), public, "")
    assert "tellen op deze pagina ook niet mee in de totalen" in seen
    # A total that counts the small group gives its size away to who adds up the others.
    counted = Run.objects.filter(audience="public").latest("id").result
    assert counted["people"]["people"]["value"] == sum(
        row["size"] for row in dossier["people"] if row["size"] >= 7
    )
    assert "/mensen/groep/klein/" not in seen
    assert "Alleen zichtbaar voor leden" in get(sign_in(public.anna), public, "")


def test_the_page_of_a_small_group_does_not_exist_for_outsiders(
    public: Cast, sign_in: Callable[[User], Client]
) -> None:
    address = f"/s/{public.cooperation.slug}/mensen/groep/klein/"
    assert sign_in(public.anna).get(address).status_code == 200
    assert sign_in(public.eva).get(address).status_code == 404


def test_no_explanation_lists_the_size_of_a_small_group(dossier: dict[str, Any]) -> None:
    groups = [Group.model_validate(copy.deepcopy(row)) for row in dossier["people"]]
    people = to_plain(assess_people(Change(groups=tuple(groups)), {}, partners={}))
    assert 5 in [row["value"] for row in people["people"]["explanation"]["inputs"]]
    shown = inputs.visible(people, is_member=False)
    assert shown["people"]["explanation"]["inputs"] == []
    assert [row["id"] for row in shown["groups"]] == [
        row["id"] for row in people["groups"] if row["id"] != "klein"
    ]
    assert inputs.visible(people, is_member=True)["groups"] == people["groups"]


def test_a_small_group_of_managers_gives_no_hours_per_manager() -> None:
    rows = [("staff", 40, False), ("leads", 3, True)]
    groups = [Group(id=name, name=name, size=size, managers=managers) for name, size, managers in rows]
    people = to_plain(assess_people(Change(groups=tuple(groups)), {}, partners={}))
    assert people["guidance_per_manager"] is not None
    assert inputs.visible(people, is_member=False)["guidance_per_manager"] is None
