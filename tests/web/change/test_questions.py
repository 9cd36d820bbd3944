"""Questions of groups: open ones first, late ones marked, written in place without losing what others write."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web.change.questions_pages import ordered
from vierkant_web.models import SectionRevision, User

SignIn = Callable[[User], Client]
SEEN = re.compile(r'name="seen" value="(\w+)"')


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plan.fill(cast, plan.example())
    return cast


def address(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/mensen/vragen/{rest}"


def text(client: Client, cast: Cast, rest: str = "") -> str:
    response = client.get(address(cast, rest))
    assert response.status_code == 200
    return html.unescape(" ".join(response.content.decode().split()))


def rows(cast: Cast) -> list[dict[str, Any]]:
    found = SectionRevision.objects.filter(variant=cast.variant, section="questions").order_by("-number")
    return list(found[0].content)


def test_open_questions_come_first_and_late_ones_before_all() -> None:
    found = ordered(
        [
            {"id": "old", "answer": "Ja.", "answered_on": "2026-01-01"},
            {"id": "later", "answer_by": "2027-02-01"},
            {"id": "new", "answer": "Nee.", "answered_on": "2026-11-01"},
            {"id": "late", "answer_by": "2026-11-23"},
            {"id": "today", "answer_by": "2026-11-24"},
            {"id": "never"},
        ],
        "2026-11-24",
    )
    assert [row["id"] for row in found] == ["never", "late", "today", "later", "new", "old"]
    assert [row["id"] for row in found if row["late"]] == ["late"]


def test_a_question_stands_with_its_day_and_its_decider(
    filled: Cast, sign_in: SignIn, monkeypatch: Any
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2027, 2, 2))
    page = text(sign_in(filled.anna), filled)
    assert "Bij 1 vraag is de beloofde dag voorbij" in page
    assert "Het antwoord komt uiterlijk op 1 februari 2027." in page
    assert "Plaatsingscommissie beslist." in page
    assert "Beantwoord op 12 november 2026" in page
    assert page.index("Waarom krijgt hetzelfde werk") < page.index("Kan ik thuis blijven werken")
    assert "nadat HR en de ondernemingsraad die hebben vrijgegeven" in page
    monkeypatch.setattr(timezone, "localdate", lambda: date(2027, 2, 1))
    assert "beloofde dag" not in text(sign_in(filled.anna), filled)


def test_a_question_is_added_and_the_others_stay(filled: Cast, sign_in: SignIn) -> None:
    before = rows(filled)
    sent = {"question": "Houd ik mijn eigen bureau?", "group": "toezicht", "answer_by": "2027-01-15"}
    assert sign_in(filled.anna).post(address(filled), sent).status_code == 302
    assert rows(filled)[:-1] == before
    assert rows(filled)[-1] == {"id": "houd-ik-mijn-eigen-bureau", **sent}


def test_without_an_answer_a_day_is_asked(filled: Cast, sign_in: SignIn) -> None:
    before = rows(filled)
    response = sign_in(filled.anna).post(address(filled), {"question": "Wanneer verhuizen we?"})
    assert response.status_code == 422
    assert "Beloof een dag, of schrijf het antwoord op." in response.content.decode()
    assert "Wanneer verhuizen we?" in response.content.decode()
    assert rows(filled) == before


def test_an_answer_is_written_in_place(filled: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(filled.anna), rows(filled)
    seen = SEEN.findall(text(client, filled, "schaal/"))[0]
    row = plan.row(before, id="schaal")
    sent = plan.posted(row, answer="Omdat de functie smaller is.", answered_on="2027-01-20", seen=seen)
    assert client.post(address(filled, "schaal/"), sent).status_code == 302
    assert plan.row(rows(filled), id="schaal")["answer"] == "Omdat de functie smaller is."
    assert [row for row in rows(filled) if row["id"] != "schaal"] == [
        row for row in before if row["id"] != "schaal"
    ]


def test_two_people_on_one_question_lose_nothing(filled: Cast, sign_in: SignIn) -> None:
    first, second = sign_in(filled.anna), sign_in(filled.anna)
    seen = SEEN.findall(text(first, filled, "schaal/"))[0]
    row = plan.row(rows(filled), id="schaal")
    theirs = plan.posted(row, answer="Van de een.", answered_on="2027-01-20", seen=seen)
    yours = plan.posted(row, answer="Van de ander.", answered_on="2027-01-21", seen=seen)
    assert first.post(address(filled, "schaal/"), theirs).status_code == 302
    response = second.post(address(filled, "schaal/"), yours)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Van de een." in page
    assert "Van de ander." in page
    assert plan.row(rows(filled), id="schaal")["answer"] == "Van de een."
    again = yours | {"seen": SEEN.findall(page)[0]}
    assert second.post(address(filled, "schaal/"), again).status_code == 302
    assert plan.row(rows(filled), id="schaal")["answer"] == "Van de ander."


def test_another_question_in_the_meantime_is_not_in_the_way(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    seen = SEEN.findall(text(client, filled, "schaal/"))[0]
    client.post(address(filled), {"question": "Nog een?", "answer_by": "2027-01-15"})
    row = plan.row(rows(filled), id="schaal")
    assert (
        client.post(
            address(filled, "schaal/"), plan.posted(row, seen=seen, answer_by="2027-03-01")
        ).status_code
        == 302
    )
    assert plan.row(rows(filled), id="schaal")["answer_by"] == "2027-03-01"
    assert plan.row(rows(filled), id="nog-een")


def test_questions_are_for_members_and_writing_for_who_may(filled: Cast, sign_in: SignIn) -> None:
    reader = sign_in(filled.daan)
    assert "Een vraag toevoegen" not in text(reader, filled)
    assert "/vragen/schaal/" not in text(reader, filled)
    assert reader.post(address(filled), {"question": "x"}).status_code == 403
    assert reader.get(address(filled, "schaal/")).status_code == 403
    outsider = sign_in(filled.eva)
    assert (
        outsider.get(address(filled)).status_code
        == outsider.get(address(filled, "schaal/")).status_code
        == 404
    )
    assert sign_in(filled.anna).get(address(filled, "bestaat-niet/")).status_code == 404


def test_without_questions_the_page_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    assert "Vragen die niemand opschrijft, komen terug als geruchten." in text(sign_in(cast.anna), cast)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_fixed(
    cast: Cast, sign_in: SignIn, number: int, django_assert_num_queries: Any
) -> None:
    plain = plan.example()
    plain["questions"] = plain["questions"][:number]
    plan.fill(cast, plain)
    client = sign_in(cast.anna)
    text(client, cast)
    with django_assert_num_queries(7):
        text(client, cast)
