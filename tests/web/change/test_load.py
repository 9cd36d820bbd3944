"""Load: the sum over all cooperations of a municipality that the visitor may see, and nothing of what they may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import Cooperation, Kind, Role, User, Visibility

SignIn = Callable[[User], Client]


def text(client: Client, cast: Cast, query: str = "") -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/mensen/belasting/{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def hours(page: str, team: str) -> list[float]:
    """The numbers of the row of a team in the table of months."""
    found = re.search(rf'<th scope="row">{re.escape(team)}<br>.*?</tr>', page)
    assert found is not None, team
    numbers = re.findall(r'<td class="v-number[^"]*">([\d,]+)', found[0])
    return [float(number.replace(",", ".")) for number in numbers]


def another(
    user: User,
    name: str,
    *,
    partner: dict[str, Any] | None = None,
    size: int = 20,
    visibility: Visibility = Visibility.SHARED,
    kind: Kind = Kind.INTERMUNICIPAL,
) -> Cooperation:
    """A cooperation of this user that asks something of the same team in Lisse."""
    cooperation = actions.create_cooperation(name=name, kind=kind, by=user)
    variant = cooperation.variants.get()
    group = {"id": "wonen", "name": "Bouwers", "team": "team  BOUWEN en wonen", "size": size}
    parts = [
        Part("cooperation", "", {"name": name}, visibility),
        Part("partners", "", [partner or {"id": "stad", "municipality": "GM0553"}], visibility),
        Part("people", "stad", [group], visibility),
        Part("change_plan", "", {"starts_on": "2027-07-01"}, visibility),
    ]
    actions.save_many(variant=variant, parts=parts, by=user)
    return cooperation


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plain = plan.example()
    for row, code in zip(plain["partners"], ("GM0534", "GM0553", "GM1525"), strict=True):
        row["municipality"] = code
    plan.fill(cast, plain)
    return cast


TEAM = "Team Bouwen en wonen"
LISSE = "?gemeente=lisse"


def test_hours_of_a_second_cooperation_add_up(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    alone = text(client, filled, LISSE)
    another(filled.anna, "Samen wonen")
    both = text(client, filled, LISSE)
    assert "Meegeteld: Bollenstreek." in alone
    assert "Meegeteld: Bollenstreek, Samen wonen." in both
    assert sum(hours(both, TEAM)) > sum(hours(alone, TEAM)) > 0
    assert len(hours(both, TEAM)) == 24
    assert "Samen wonen</th>" in both  # who asks what


def test_months_above_what_people_can_spend_are_marked(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.anna), filled, LISSE)
    row = re.search(rf'<th scope="row">{TEAM}<br>.*?</tr>', page)
    assert row is not None
    for cell in re.findall(r"<td [^>]*>.*?</td>", row[0]):
        number = float(re.sub(r".*?>([\d,]+).*", r"\1", cell).replace(",", "."))
        assert ("te veel" in cell) == (number > 10.0)  # absorbable_hours_per_month in parameters.toml
    assert "te veel" in row[0]


def test_what_the_visitor_may_not_see_is_not_counted(filled: Cast, sign_in: SignIn) -> None:
    another(filled.eva, "Geheim plan")  # of Eva alone
    page = text(sign_in(filled.anna), filled, LISSE)
    assert "Geheim plan" not in page
    assert "Meegeteld: Bollenstreek." in page
    assert "Wat u niet mag zien, telt niet mee" in page


def test_each_cooperation_counts_as_the_visitor_may_read_it(filled: Cast, sign_in: SignIn) -> None:
    """Daan is a reader there, and the people of the partner are closed to him."""
    other = another(filled.eva, "Half open", visibility=Visibility.SHARED)
    actions.add_member(cooperation=other, user=filled.daan, role=Role.READER, by=filled.eva)
    lina = actions.create_account(
        email="lina@voorbeeld.example", name="Lina", password="x" * 12, verified=True
    )
    actions.add_member(cooperation=other, user=lina, role=Role.PARTNER_EDITOR, partner="stad", by=filled.eva)
    client = sign_in(filled.daan)
    open_hours = sum(hours(text(client, filled, LISSE), TEAM))
    actions.set_visibility(
        variant=other.variants.get(), section="people", partner="stad", visibility=Visibility.PRIVATE, based_on=1,
        by=lina,
    )  # fmt: skip
    closed = text(client, filled, LISSE)
    assert sum(hours(closed, TEAM)) < open_hours
    assert "Half open" in closed  # counted, but without groups: the page says what is missing


def test_a_small_group_elsewhere_is_for_members_there(filled: Cast, sign_in: SignIn) -> None:
    another(filled.eva, "Openbaar plan", size=5, visibility=Visibility.PUBLIC)
    another(filled.eva, "Groot openbaar plan", size=30, visibility=Visibility.PUBLIC)
    page = text(sign_in(filled.anna), filled, LISSE)
    parts = page[page.index('id="parts-title"') :]
    assert "Groot openbaar plan</th>" in parts
    assert "Openbaar plan</th>" not in parts.replace("Groot openbaar plan", "")


@pytest.mark.parametrize(
    ("partner", "counts"),
    [
        ({"id": "stad", "name": "Gemeente Lisse"}, True),
        ({"id": "stad", "name": "lisse"}, True),
        ({"id": "stad", "name": "Lisserbroek"}, False),
        ({"id": "stad", "municipality": "GM0534", "name": "Lisse"}, False),  # the code decides
    ],
)
def test_a_partner_without_a_code_is_known_by_its_name(
    filled: Cast, sign_in: SignIn, partner: dict[str, Any], *, counts: bool
) -> None:
    another(filled.anna, "Samen wonen", partner=partner)
    assert ("Meegeteld: Bollenstreek, Samen wonen." in text(sign_in(filled.anna), filled, LISSE)) == counts


def test_a_department_is_not_taken_for_a_municipality(filled: Cast, sign_in: SignIn) -> None:
    another(filled.anna, "Intern", partner={"id": "stad", "name": "Lisse"}, kind=Kind.INTERNAL)
    assert "Intern" not in text(sign_in(filled.anna), filled, LISSE)


def test_the_visitor_starts_at_the_own_municipality(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.carla), filled)
    assert '<option value="lisse" selected>' in page
    assert '<option value="hillegom" selected>' in text(sign_in(filled.anna), filled)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_fixed(
    filled: Cast, sign_in: SignIn, number: int, django_assert_num_queries: Any
) -> None:
    for place in range(number):
        another(filled.anna, f"Samen {place}")
    client = sign_in(filled.anna)
    text(client, filled, LISSE)
    with django_assert_num_queries(10):
        text(client, filled, LISSE)
