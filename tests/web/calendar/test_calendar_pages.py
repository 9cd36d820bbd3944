"""Kalender: conflicts first, the last safe days, a council's year, a meeting tried elsewhere, and who may see what."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Fill
from tests.web.conftest import Cast

from vierkant.dossier import load, to_plain_dossier
from vierkant_web.calendar import inputs
from vierkant_web.environment import PROJECT
from vierkant_web.models import SectionRevision, User

SignIn = Callable[[User], Client]
QUERIES = {"": 7, "raad/raad-lisse/": 6}
"""Session, user, cooperation, membership, variant, parts of the dossier; and the variants to choose from."""
BOARD = {
    "id": "bestuur",
    "name": "Bestuur HLT",
    "form": "openbaar_lichaam",
    "meetings": ["2027-02-04", "2027-07-08", "2027-09-09"],
    "agenda_days": 14,
    "budget_on": "2027-07-08",
    "accounts_on": "2027-07-08",
}
MEETS = {
    "hillegom": (["2027-05-20", "2027-06-17"], ["2027-06-03"]),
    "lisse": (["2027-06-22"], ["2027-06-08"]),
    "teylingen": (["2027-02-11", "2027-09-23"], []),
}


def council(town: str) -> dict[str, Any]:
    meetings, committees = MEETS[town]
    return {
        "id": f"raad-{town}",
        "partner": town,
        "meetings": meetings,
        "committees": committees,
        "agenda_days": 10,
        "committee_days": 7,
    }


@pytest.fixture
def dossier() -> dict[str, Any]:
    """HLTsamen with a board and three councils: one in time, one tight, one without a meeting inside the term."""
    plain = copy.deepcopy(to_plain_dossier(load(PROJECT / "examples" / "hltsamen.toml")))
    plain["boards"] = [BOARD]
    plain["councils"] = [council(town) for town in MEETS]
    plain["planning"] = {"year": 2027, "decide_days": 7}
    return plain


def url(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/sturing/{rest}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def show(cast: Cast, fill: Fill, dossier: dict[str, Any], sign_in: SignIn) -> Callable[..., str]:
    """The page under this part of the address, for this user."""

    def make(rest: str = "", user: User | None = None, **how: Any) -> str:
        if not SectionRevision.objects.exists():
            fill(dossier, **how)
        return text(sign_in(user or cast.anna), url(cast, rest))

    return make


def test_conflicts_come_first_with_what_to_do(show: Callable[..., str]) -> None:
    page = show()
    assert page.index("Wat past niet, en wat kunt u doen") < page.index("Wat moet er wanneer gebeuren")
    assert "Teylingen vergadert niet tussen donderdag 15 april 2027 en donderdag 24 juni 2027" in page
    assert (
        "of plan een extra raadsvergadering" in page or "Plan in die tijd een extra raadsvergadering" in page
    )


def test_every_day_of_the_act_has_its_article_and_its_certainty(show: Callable[..., str]) -> None:
    page = show()
    send = next(
        row for row in page.split("<li>") if "Het ontwerp van de begroting 2028 gaat naar de raden" in row
    )
    assert "uiterlijk donderdag 1 april 2027" in send
    assert "Letterlijk geteld: donderdag 15 april 2027" in send
    assert "art. 35 lid 1 Wgr" in send
    assert "nog te bevestigen" in send
    assert "Algemene termijnenwet" in page


def test_the_last_safe_days_per_council(show: Callable[..., str]) -> None:
    table = show().split('id="councils-1-caption"')[1].split("</table>")[0]
    lisse = table.split("Lisse</a>")[1].split("</tr>")[0].split("</th>")[1]
    # Council 22 June; committee 8 June; ten days before is Saturday 29 May, so Friday 28 May.
    for day in ("vr 28 mei", "di 8 jun", "di 22 jun"):
        assert day in lisse
    assert "past niet" in table.split("Teylingen</a>")[1]


def test_the_best_week_and_what_others_cost(show: Callable[..., str]) -> None:
    page = show()
    assert "De beste week om te sturen" in page
    assert "2027-W13" in page
    assert "nee, te laat" in page


def test_the_year_of_a_council(show: Callable[..., str], cast: Cast, sign_in: SignIn) -> None:
    page = show("raad/raad-lisse/")
    assert "Het jaar van de raad: Lisse 2027" in page or "Het jaar van de raad: Gemeente Lisse 2027" in page
    assert "De raad besluit op dinsdag 22 juni 2027" in page
    assert "Commissie: dinsdag 8 juni 2027" in page
    assert "Teylingen vergadert niet" not in page
    assert sign_in(cast.anna).get(url(cast, "raad/raad-nergens/")).status_code == 404


def test_another_year_keeps_its_own_terms(show: Callable[..., str]) -> None:
    page = show("?jaar=2021")
    assert "Kalender 2021" in page
    assert "uiterlijk woensdag 14 april 2021" in page
    assert "Dat hoort niet bij 2021" in page
    assert "Kalender 2027" in show("?jaar=abcd")
    assert "Kalender 2027" in show("?jaar=9999")


def test_a_meeting_on_another_day_moves_the_dates_and_saves_nothing(show: Callable[..., str]) -> None:
    page = show("?verplaats=bestuur:2027-07-08:2027-07-15")
    number = SectionRevision.objects.count()
    trial = page.split('id="trial-title"')[1].split("</section>")[0]
    assert "vergadert op donderdag 15 juli 2027 in plaats van donderdag 8 juli 2027" in trial
    assert "do 1 apr 2027" in trial
    assert "do 8 apr 2027" in trial
    assert "besturen" in trial  # where it can be saved
    assert "Kalender 2027" in show()
    assert SectionRevision.objects.count() == number
    assert "Een proef" not in show()


def test_the_form_leads_to_an_address_that_can_be_shared(
    show: Callable[..., str], cast: Cast, sign_in: SignIn
) -> None:
    show()
    asked = url(cast, "?vergadering=bestuur:2027-07-08&naar=2027-07-15&jaar=2027")
    answer = sign_in(cast.anna).get(asked)
    assert answer.status_code == 302
    assert answer["Location"] == url(cast, "?jaar=2027&verplaats=bestuur%3A2027-07-08%3A2027-07-15")


@pytest.mark.parametrize(
    "move",
    [
        "bestuur:2027-07-08:2027-02-30",
        "bestuur:2027-07-09:2027-07-15",
        "niemand:2027-07-08:2027-07-15",
        "x",
        ":::",
    ],
)
def test_a_move_that_cannot_be_says_so(show: Callable[..., str], move: str) -> None:
    page = show(f"?verplaats={move}")
    assert "We kunnen deze verplaatsing niet proberen" in page
    assert "Een proef" not in page


def test_the_picture(show: Callable[..., str], cast: Cast, sign_in: SignIn) -> None:
    page = show("?verplaats=bestuur:2027-07-08:2027-07-15")
    source = re.search(r'<img src="([^"]+)"', page)
    assert source is not None
    client = sign_in(cast.anna)
    svg = client.get(source[1].replace("&amp;", "&"))
    assert svg["Content-Type"] == "image/svg+xml"
    assert "Lisse" in svg.content.decode()
    assert (
        client.get(url(cast, "beeld/bestuur.json"))
        .json()["title"]["text"]
        .startswith("De tijd van elke raad")
    )
    assert client.get(url(cast, "beeld/niemand.svg")).status_code == 404
    assert client.get(url(cast, "beeld/bestuur.exe")).status_code == 404


def test_without_boards_the_page_says_what_to_fill_in(cast: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(cast.anna), url(cast))
    assert "Er zijn nog geen besturen en raden" in page
    assert "/invullen/besturen/" in page or "/vergaderdata/" in page
    assert "De coördinator of uw eigen gemeente" in text(sign_in(cast.carla), url(cast))


def test_who_is_not_a_member_sees_only_what_is_public(
    show: Callable[..., str], cast: Cast, fill: Fill, dossier: dict[str, Any], sign_in: SignIn
) -> None:
    fill(dossier)
    assert sign_in(cast.eva).get(url(cast)).status_code == 404
    assert sign_in(cast.eva).get(url(cast, "raad/raad-lisse/")).status_code == 404
    assert sign_in(cast.eva).get(url(cast, "beeld/bestuur.svg")).status_code == 404


def test_a_public_dossier_is_read_without_links_to_fill_in(
    show: Callable[..., str], cast: Cast, fill: Fill, dossier: dict[str, Any], sign_in: SignIn
) -> None:
    fill(dossier, public=True)
    page = text(sign_in(cast.eva), url(cast))
    assert "Wat moet er wanneer gebeuren" in page
    assert "invullen" not in page
    assert "In uw eigen agenda" not in page


def test_what_a_partner_keeps_to_itself_others_do_not_see(
    cast: Cast, fill: Fill, dossier: dict[str, Any], sign_in: SignIn
) -> None:
    fill(dossier, private=frozenset({("councils", "hillegom")}))
    own = text(sign_in(cast.bram), url(cast, "raad/raad-hillegom/"))
    assert "donderdag 17 juni 2027" in own
    page = text(sign_in(cast.carla), url(cast))
    assert "17 jun" not in page
    assert sign_in(cast.carla).get(url(cast, "raad/raad-hillegom/")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, fill: Fill, dossier: dict[str, Any], sign_in: SignIn, number: int
) -> None:
    dossier["boards"] = [{**BOARD, "id": f"bestuur-{place}"} for place in range(number)]
    fill(dossier)
    client = sign_in(cast.anna)
    client.get(url(cast))
    for rest, expected in QUERIES.items():
        with CaptureQueriesContext(connection) as found:
            client.get(url(cast, rest))
        assert len(found) == expected, [query["sql"][:90] for query in found]


def test_a_dossier_with_a_fault_says_what_to_repair(
    cast: Cast, fill: Fill, dossier: dict[str, Any], sign_in: SignIn
) -> None:
    dossier["boards"] = [{**BOARD, "budget_on": "2027-02-30"}]
    fill(dossier)
    page = text(sign_in(cast.anna), url(cast))
    assert "De kalender kan nog niet worden gemaakt" in page
    assert "2027-02-30" in page
    assert sign_in(cast.anna).get(url(cast, "raad/raad-lisse/")).status_code == 200
    assert sign_in(cast.anna).get(url(cast, "beeld/bestuur.svg")).status_code == 404


def test_english_is_complete(show: Callable[..., str], cast: Cast, sign_in: SignIn) -> None:
    show()
    client = sign_in(cast.anna)
    client.cookies["django_language"] = "en"
    page = text(client, url(cast))
    assert "What must happen when" in page
    assert "Thursday 1 April 2027" in page
    assert "Fri 28 May<" in page


def test_years_and_moves_are_read_strictly() -> None:
    assert inputs.parse_year("2027") == 2027
    assert [inputs.parse_year(word) for word in (None, "", "20270", "１９９９", "1901", "-200")] == [None] * 6
    move = inputs.parse_move("b:2027-07-08:2028-02-29")
    assert move == inputs.Move("b", date(2027, 7, 8), date(2028, 2, 29))
    assert str(move) == "b:2027-07-08:2028-02-29"
