"""A function that one person does is for members alone: not on a public page, in a picture or its data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant.four_ks import assess_quality, assess_vulnerability
from vierkant.four_ks.inputs import Expertise, Function
from vierkant.quantities import to_plain
from vierkant_web.four_ks import inputs, inputs_quality
from vierkant_web.models import User

DAYS = ("kwetsbaarheid/", "grafiek/uncovered.svg", "grafiek/uncovered.json")
DEPTH = ("kwaliteit/", "kwaliteit/grafiek/depth.svg", "kwaliteit/grafiek/depth.json")
FIELDS_OF_ONE = ("Geluidsadvies", "Bodemkunde")
ALONE = (
    "Heffing en invordering",
    "Beheer van adressen en gebouwen (BAG)",
    "Adviseur openbare orde en veiligheid",
)


@pytest.fixture
def public(
    cast: Cast, fill: Callable[..., None], assess: Callable[[User], None], measured: dict[str, Any]
) -> Cast:
    fill(measured, public=True)
    for user in (cast.anna, cast.daan, cast.eva):
        assess(user)
    return cast


def get(client: Client, cast: Cast, rest: str) -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/waarom/{rest}")
    assert response.status_code == 200
    return response.content.decode()


def test_what_points_to_a_person_is_for_members_only(public: Cast, sign_in: Callable[[User], Client]) -> None:
    clients = {name: sign_in(getattr(public, name)) for name in ("anna", "daan", "eva")}
    for addresses, hidden, shown in (
        (DAYS, ALONE, ("Burgerzaken aan de balie",)),
        (DEPTH, FIELDS_OF_ONE, ("Omgevingsrecht",)),
        (("kwetsbaarheid/",), FIELDS_OF_ONE, ("Omgevingsrecht",)),
    ):
        for rest in addresses:
            for member in ("anna", "daan"):
                seen = get(clients[member], public, rest)
                assert all(name in seen for name in (*hidden, *shown)), (member, rest)
            seen = get(clients["eva"], public, rest)
            assert all(name in seen for name in shown), rest
            assert not [name for name in hidden if name in seen], rest


def test_outsiders_read_counts_and_no_name_on_any_page(
    public: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(public.eva)
    for rest in ("", "motieven/", "kwaliteit/", "kwetsbaarheid/", "dienstverlening/", "risicos/"):
        seen = get(client, public, rest)
        assert not [name for name in (*ALONE, *FIELDS_OF_ONE) if name in seen], rest
    seen = get(client, public, "kwetsbaarheid/")
    assert "3 functies staan hier niet" in seen
    assert "(eenpitters), nu" in seen
    assert "Verdwijnt door samen te werken" not in seen
    address = f"/s/{public.cooperation.slug}/waarom/functie/heffingen/"
    assert address not in seen
    assert client.get(address).status_code == 404
    assert sign_in(public.anna).get(address).status_code == 200


def test_no_gap_names_a_function_to_outsiders() -> None:
    functions = [Function(id="archief", name="Archief", qualified={"lisse": 1})]
    plain = to_plain(assess_vulnerability(functions, {"lisse": "Lisse", "hillegom": "Hillegom"}, {}))
    assert any("Archief" in str(row) for row in plain["missing"])
    assert "Archief" not in str(inputs.visible(plain, is_member=False))
    assert inputs.visible(plain, is_member=True)["functions"] == plain["functions"]


def test_no_gap_names_a_field_of_expertise_to_outsiders() -> None:
    field = Expertise.model_validate(
        {"id": "bodem", "name": "Bodem", "minimum_hours": 100, "parts": {"lisse": {"people": 1}}}
    )
    names = {"lisse": "Lisse", "hillegom": "Hillegom"}
    quality = to_plain(assess_quality([field], [], names, {}))
    vulnerability = to_plain(assess_vulnerability([], names, {}, [field]))
    for plain, visible in ((quality, inputs_quality.visible), (vulnerability, inputs.visible)):
        assert any("Bodem" in str(row) for row in plain["missing"])
        assert "Bodem" not in str(visible(plain, is_member=False))
        assert "Bodem" in str(visible(plain, is_member=True))
    assert inputs_quality.drawing(quality, str, is_member=False) is None


def test_nothing_is_drawn_when_every_function_points_to_a_person() -> None:
    functions = [Function(id="archief", name="Archief", qualified={"lisse": 1})]
    plain = to_plain(assess_vulnerability(functions, {"lisse": "Lisse"}, {}))
    assert inputs.drawing(plain, str, is_member=True) is not None
    assert inputs.drawing(plain, str, is_member=False) is None
