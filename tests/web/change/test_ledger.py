"""Staffing and budget: what is needed beside what is decided, for members only, and nothing counted twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant.terms import plain_number
from vierkant_web import actions
from vierkant_web.change import inputs_ledger
from vierkant_web.models import User, Visibility

SignIn = Callable[[User], Client]
WORD = "formatie-en-budget/"


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plan.fill(cast, plan.example())
    return cast


def text(client: Client, cast: Cast, rest: str = WORD) -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/mensen/{rest}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def cells(page: str, heading: str) -> list[str]:
    """The cells of the row with this heading."""
    found = re.search(rf'<th scope="row">(?:<a [^>]*>)?{re.escape(heading)}.*?</tr>', page)
    assert found is not None, heading
    return re.findall(r"<td[^>]*>(.*?)</td>", found[0])


def test_every_kind_stands_with_what_it_holds(filled: Cast, sign_in: SignIn) -> None:
    people = plan.assess(filled, filled.anna)["people"]
    page = text(sign_in(filled.anna), filled)
    table = page[page.index('id="kinds-caption"') : page.index('id="groups-title"')]
    assert "Geld waardoor niemand in een lagere schaal minder verdient." in table
    practice = plan.row(people["ledger"]["kinds"], id="practice")
    numbers = [
        plain_number(practice[f"hours_{state}"]) for state in ("needed", "reserved", "decided", "spent")
    ]
    assert cells(table, "Oefenen")[:4] == numbers
    assert table.count('<th scope="row">') == 13  # twelve kinds and their total


def test_a_line_that_is_not_decided_is_marked_and_comes_first(filled: Cast, sign_in: SignIn) -> None:
    """The reserve of the example has an amount and nothing else; all other lines are decided."""
    plan.assess(filled, filled.anna)
    page = text(sign_in(filled.anna), filled)
    table = page[page.index('id="lines-caption"') : page.index('id="months-title"')]
    rows = re.findall(r"<tbody>.*", table)[0].split("<tr>")[1:]
    assert rows[0].startswith('<th scope="row">Reserve')
    assert "niet besloten" in rows[0]
    assert all("niet besloten" not in row for row in rows[1:])
    assert "Het project Digitale balie schuift een jaar op." in table  # which work stops
    assert "40 uur" in table.replace("\xa0", " ")  # spent


def test_the_phases_add_up_to_what_all_groups_need(filled: Cast) -> None:
    """Every phase taken from one group is the sum over all groups, counted the slow way."""
    people = plan.assess(filled, filled.anna)["people"]
    found = inputs_ledger.phases({**people, "groups": {"0": people["groups"][0]}})
    for place, phase in enumerate(found):
        for kind in ("contact", "preparation", "practice", "total"):
            for end in ("value", "low", "high"):
                same = sum(group["phases"][place][kind][end] or 0.0 for group in people["groups"])
                assert phase[kind][end] == pytest.approx(same), (phase["id"], kind, end)


def test_months_that_are_too_much_are_marked(filled: Cast, sign_in: SignIn) -> None:
    ledger = plan.assess(filled, filled.anna)["people"]["ledger"]
    page = text(sign_in(filled.anna), filled)
    table = page[page.index('id="load-caption"') : page.index('id="phases-title"')]
    over = sum(len(row["over"]) for row in ledger["load"])
    assert over > 0
    assert table.count("v-over") == over
    heaviest = max(ledger["load"], key=lambda row: len(row["over"]))
    [name] = [row["name"] for row in plan.example()["people"] if row["id"] == heaviest["group"]]
    assert cells(table, name)[0] == str(len(heaviest["over"]))


def test_the_ledger_is_for_members_only(filled: Cast, sign_in: SignIn) -> None:
    for section in ("cooperation", "partners", "people"):
        actions.set_visibility(
            variant=filled.variant, section=section, visibility=Visibility.PUBLIC, based_on=1, by=filled.anna
        )
    plan.assess(filled, filled.eva)
    client = sign_in(filled.eva)
    start = f"/s/{filled.cooperation.slug}/mensen/"
    assert client.get(start).status_code == 200
    assert client.get(start + WORD).status_code == 404
    assert client.get(f"{start}{WORD}grafiek/ledger_months.svg").status_code == 404
    assert WORD not in client.get(start).content.decode()


def test_the_charts_are_drawn(filled: Cast, sign_in: SignIn) -> None:
    plan.assess(filled, filled.anna)
    client = sign_in(filled.anna)
    page = text(client, filled)
    for name in ("ledger_months", "ledger_hours", "ledger_euros"):
        address = f"/s/{filled.cooperation.slug}/mensen/{WORD}grafiek/{name}.svg"
        assert address in page
        assert client.get(address).content.startswith(b"<svg")


def test_who_may_not_write_gets_no_button(filled: Cast, sign_in: SignIn) -> None:
    plan.assess(filled, filled.anna)
    assert "/invullen/formatie-en-budget/" in text(sign_in(filled.anna), filled)
    plan.assess(filled, filled.daan)
    assert "/invullen/formatie-en-budget/" not in text(sign_in(filled.daan), filled)


def test_without_groups_the_page_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    plan.fill(cast, {name: plan.example()[name] for name in ("schema_version", "cooperation", "partners")})
    plan.assess(cast, cast.anna)
    page = text(sign_in(cast.anna), cast)
    assert "Zonder groepen valt er niets te tellen" in page
    assert "/invullen/medewerkers/" in page


def test_without_lines_and_dates_the_page_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    names = ("schema_version", "cooperation", "partners", "people")
    plan.fill(cast, {name: plan.example()[name] for name in names})
    plan.assess(cast, cast.anna)
    page = text(sign_in(cast.anna), cast)
    assert "Er is nog niets vrijgemaakt" in page
    assert "Geen groep heeft nog een eerste dag" in page


@pytest.mark.parametrize("groups", [1, 3])
def test_the_number_of_queries_is_fixed(
    cast: Cast, sign_in: SignIn, groups: int, django_assert_num_queries: Any
) -> None:
    plan.fill(cast, plan.of_groups(groups))
    plan.assess(cast, cast.anna)
    client = sign_in(cast.anna)
    text(client, cast)
    with django_assert_num_queries(8):
        text(client, cast)


def test_the_hours_add_up_to_the_total(
    cast: Cast,
    sign_in: SignIn,
    fill: Callable[..., None],
    assess: Callable[[User], None],
    dossier: dict[str, Any],
) -> None:
    fill(dossier)
    assess(cast.anna)
    page = text(sign_in(cast.anna), cast)
    # 475 people × 28 hours of being able; 449 employees × 4 hours of their managers (docs/methods/change.md)
    people = sum(group["size"] for group in dossier["people"])
    staff = sum(group["size"] for group in dossier["people"] if not group.get("managers"))
    # Besides the phases: change team 8, communication 1, aftercare 2 hours per person; then 10% reserve.
    total = (people * (61 + 8 + 1 + 2) + staff * 4) * 1.1
    assert (people, people * 28, staff * 4, round(total)) == (475, 13300, 1796, 39596)
    table = page[page.index('id="phases-caption"') : page.index('id="thumb-title"')]
    for number in ("13.300", "1.796", "3.800", "475", "950", "3.600", "39.596"):
        assert f'<td class="v-number">{number}</td>' in table
