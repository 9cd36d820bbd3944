"""All arrangements of a municipality: every one of the register, with its days, for who may read the cooperation."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Fill
from tests.web.conftest import Cast

from vierkant import reference
from vierkant.reference.forms import BODY_FORMS
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.calendar import inputs_arrangements as inputs
from vierkant_web.models import User, Visibility

SignIn = Callable[[User], Client]
QUERIES = 6
"""Session, user, cooperation, membership, variant, parts of the dossier."""
SECONDS = 1.0
"""Issue 4: 25 arrangements in under a second."""


def url(cast: Cast, code: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/sturing/regelingen/" + (f"{code}/" if code else "")


@pytest.fixture
def show(cast: Cast, fill: Fill, sign_in: SignIn, example: dict[str, Any]) -> Callable[..., str]:
    """The page about a municipality, for Anna, with the example filled in."""

    def make(code: str = "GM0534", query: str = "", user: User | None = None, **sections: Any) -> str:
        fill({**example, **sections})
        response = sign_in(user or cast.anna).get(url(cast, code) + query)
        assert response.status_code == 200, response
        return html.unescape(response.content.decode())

    return make


def test_every_arrangement_of_the_municipality_stands_there_once(show: Callable[..., str]) -> None:
    text = show(query="?jaar=2027")
    found = reference.arrangements_of("GM0534")
    assert len(found) == 12  # register, 16 May 2026
    for item in found:
        assert text.count(f'id="regeling-{item.id}"') == 1
        assert item.name in text
    assert "In het landelijke register staan 12 regelingen (stand 16 mei 2026)." in text


def test_the_days_of_the_act_stand_by_month_with_their_article(show: Callable[..., str]) -> None:
    text = show(query="?jaar=2027")
    # Law facts 2.1: before 30 April, before 15 July, before 15 September; 84 days before 14 September is 22 June
    for day in ("29 april 2027", "14 juli 2027", "14 september 2027", "22 juni 2027"):
        assert f"Uiterlijk {day}" in text
    for article in ("art. 34b Wgr", "art. 34 lid 2 Wgr", "art. 34 lid 4 Wgr", "art. 35 lid 1 Wgr"):
        assert article in text
    assert "moet nog worden bevestigd" in text


def test_every_arrangement_with_a_board_has_a_line_in_the_table(show: Callable[..., str]) -> None:
    table = show(query="?jaar=2027").split("Hetzelfde als tabel")[1].split("</table>")[0]
    boards = [item for item in reference.arrangements_of("GM0534") if item.form in BODY_FORMS]
    assert table.count('<th scope="row">') == len(boards) > 0


def test_the_board_of_the_dossier_shows_its_own_days(show: Callable[..., str]) -> None:
    own = next(item for item in reference.arrangements_of("GM0534") if item.form in BODY_FORMS)
    board = {
        "id": "ander",
        "name": "Bestuur van een andere regeling",
        "register_id": own.id,
        "meetings": ["2027-07-07", "2027-12-08"],
        "budget_on": "2027-07-07",
        "draft_budget_sent_on": "2027-04-02",
    }
    council = {"id": "raad", "partner": "hillegom", "meetings": ["2027-04-22", "2027-06-03", "2027-07-08"]}
    text = show(query="?jaar=2027", boards=[board], councils=[council])
    card = text.split(f'id="regeling-{own.id}"')[1].split("</article>")[0]
    assert "2 april 2027 (gepland)" in card
    # Hillegom's own council: the last safe days of its agenda for this board
    assert "3 juni 2027: Uw raad besluit: de begroting 2028." in card
    assert "Van één regeling staan de bestuursvergaderingen in dit dossier" in text
    other = next(
        item for item in reference.arrangements_of("GM0534") if item.form in BODY_FORMS and item.id != own.id
    )
    assert "(gepland)" not in text.split(f'id="regeling-{other.id}"')[1].split("</article>")[0]


def test_possible_points_carry_article_and_certainty(show: Callable[..., str]) -> None:
    text = show("GM1771")  # Geldrop-Mierlo: its mayor stands in a bedrijfsvoeringsorganisatie (rule F01)
    card = text.split('id="regeling-30413154"')[1].split("</article>")[0]
    assert "de burgemeester" in card
    assert "art. 8 lid 3 Wgr" in card
    assert "de wet verbiedt of eist het" in card


def test_a_successor_sees_the_arrangements_of_the_municipalities_it_came_from(
    show: Callable[..., str],
) -> None:
    text = show("GM1982")  # Land van Cuijk
    assert "Boxmeer staat in het register, maar bestaat sinds 1 januari 2022 niet meer." in text


def test_an_abolished_municipality_leads_to_its_successor(cast: Cast, sign_in: SignIn) -> None:
    response = sign_in(cast.anna).get(url(cast, "GM0501"))
    assert response.status_code == 404
    text = html.unescape(response.content.decode())
    assert "Deze gemeente bestaat niet meer" in text
    assert url(cast, "GM1992") in text


@pytest.mark.parametrize("code", ["GM9999", "niets", "GM", "%00", "GM0534%27--", "a" * 300])
def test_what_is_no_municipality_is_not_found(cast: Cast, sign_in: SignIn, code: str) -> None:
    assert sign_in(cast.anna).get(url(cast, code)).status_code == 404


@pytest.mark.parametrize("code", ["534", "gm0534", "Hillegom"])
def test_other_ways_to_write_it_lead_to_the_one_address(cast: Cast, sign_in: SignIn, code: str) -> None:
    response = sign_in(cast.anna).get(url(cast, code))
    assert response.status_code == 302
    assert response["Location"] == url(cast, "GM0534")


@pytest.mark.parametrize("year", ["morgen", "99999", "0", "1899", "2027x", "-1", "²²²²", "<b>"])
def test_a_year_that_is_none_is_said_and_another_is_shown(
    cast: Cast, sign_in: SignIn, fill: Fill, example: dict[str, Any], year: str
) -> None:
    fill(example)
    response = sign_in(cast.anna).get(url(cast, "GM0534"), {"jaar": year})
    assert response.status_code == 200
    assert f"Het jaar “{year}” kennen wij niet" in html.unescape(response.content.decode())
    assert "<b>” kennen" not in response.content.decode()


@pytest.mark.parametrize("year", [2015, 2021, 2022, 2023, 2024, 2028, 2100])
def test_every_year_that_can_be_asked_is_shown(show: Callable[..., str], year: int) -> None:
    assert f"Wat moet wanneer in {year}" in show(query=f"?jaar={year}")


def test_the_start_lists_the_partners_and_finds_others(
    cast: Cast, sign_in: SignIn, fill: Fill, example: dict[str, Any]
) -> None:
    fill(example)
    client = sign_in(cast.anna)
    text = html.unescape(client.get(url(cast)).content.decode())
    for code in ("GM0534", "GM0553", "GM1525"):
        assert url(cast, code) in text
    assert client.get(url(cast), {"gemeente": "den haag"})["Location"] == url(cast, "GM0518")
    typed = html.unescape(client.get(url(cast), {"gemeente": "Bergen"}).content.decode())
    assert url(cast, "GM0893") in typed
    assert url(cast, "GM0373") in typed
    nothing = html.unescape(client.get(url(cast), {"gemeente": "<script>"}).content.decode())
    assert "Er is geen gemeente “<script>”." in nothing


def test_an_empty_dossier_says_what_to_fill_in(cast: Cast, sign_in: SignIn) -> None:
    text = html.unescape(sign_in(cast.anna).get(url(cast)).content.decode())
    assert "Er staat nog geen gemeente bij de deelnemers" in text
    assert "Deelnemers invullen" in text


def test_who_may_not_read_the_cooperation_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.eva).get(url(cast)).status_code == 404
    assert sign_in(cast.eva).get(url(cast, "GM0534")).status_code == 404
    assert Client().get(url(cast)).status_code == 302
    assert sign_in(cast.anna).post(url(cast, "GM0534")).status_code == 405


def test_an_outsider_of_an_open_cooperation_sees_the_register_but_not_the_closed_days(
    cast: Cast, sign_in: SignIn, fill: Fill, example: dict[str, Any]
) -> None:
    own = next(item for item in reference.arrangements_of("GM0534") if item.form in BODY_FORMS)
    board = {"id": "ander", "name": "Ander", "register_id": own.id, "draft_budget_sent_on": "2027-04-02"}
    board |= {"meetings": ["2027-07-07"], "budget_on": "2027-07-07"}
    fill({key: example[key] for key in ("schema_version", "cooperation")}, public=True)
    part = Part("boards", "", [board], Visibility.SHARED)
    actions.save_many(variant=cast.variant, parts=[part], by=cast.anna)
    address = url(cast, "GM0534") + "?jaar=2027"
    daan = html.unescape(sign_in(cast.daan).get(address).content.decode())
    assert "2 april 2027 (gepland)" in daan
    eva = html.unescape(sign_in(cast.eva).get(address).content.decode())
    assert own.name in eva
    assert "2 april 2027" not in eva


def test_the_number_of_queries_does_not_depend_on_the_arrangements(
    cast: Cast, sign_in: SignIn, fill: Fill, example: dict[str, Any]
) -> None:
    fill(example)
    client = sign_in(cast.anna)
    for code in ("GM1708", "GM0882"):  # 4 and 19 arrangements: the fewest and the most of the country
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(url(cast, code))
        assert len(found) == QUERIES, [query["sql"][:90] for query in found]


def test_the_most_crowded_municipality_is_ready_in_time() -> None:
    inputs.year("GM0534", None, 2027, date(2026, 11, 24))  # the tables are read once
    start = time.process_time()
    made = inputs.year("GM0882", None, 2027, date(2026, 11, 24))
    assert len(made["rows"]) == 19
    assert time.process_time() - start < SECONDS / 4


def test_a_page_of_25_arrangements_is_ready_within_a_second(
    cast: Cast,
    sign_in: SignIn,
    fill: Fill,
    example: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill(example)
    client = sign_in(cast.anna)
    client.get(url(cast, "GM0534"))  # tables and words are read once
    many = reference.arrangements()[:25]
    monkeypatch.setattr(reference, "arrangements_of", lambda code: many)
    start = time.process_time()
    text = client.get(url(cast, "GM0534") + "?jaar=2027").content.decode()
    assert time.process_time() - start < SECONDS
    assert text.count('id="regeling-') == 25


def test_english_is_complete(cast: Cast, sign_in: SignIn, fill: Fill, example: dict[str, Any]) -> None:
    fill(example)
    client = sign_in(cast.anna)
    client.cookies["django_language"] = "en"
    text = html.unescape(client.get(url(cast, "GM0534") + "?jaar=2027").content.decode())
    assert "All arrangements of Hillegom" in text
    assert "What must happen when in 2027" in text
    assert not re.search(
        r"\b(regelingen|gepland|Uiterlijk)\b",
        text.split("The arrangements one by one")[0].split("<main")[1].split("<h2")[1],
    )
