"""The page Cijfers: for whom it is, what it shows, in both languages, and what it never shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant_web.models import Run, User

SignIn = Callable[[User], Client]
QUERIES = 8
"""Session, user, cooperation, membership, variant, parts of the dossier, run: whatever the number of rows."""


def url(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/cijfers/{rest}"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.content.decode()


def test_a_member_sees_outcome_flags_partners_and_tasks(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example)
    assess(cast.anna)
    page = text(sign_in(cast.anna), url(cast))
    for words in (
        "Als alles is ingegroeid",
        "De kans dat zij na tien jaar meer heeft gekost dan opgeleverd, is",
        "Er is geen budget voor de overgang",
        "Wie gaat vooruit, wie gaat achteruit",
        "De hele ambtelijke organisatie",
        "Wat het plan belooft en wat ervaring ondersteunt",
        "Wie beslist, en of de macht past bij de kosten, staat onder Belangen",
        "Naast niets doen en naast andere vormen",
        "Hoe komen we hieraan?",
    ):
        assert words in page, words
    assert "startgetal" not in page
    assert "docs/methods" not in page
    for word in ("net", "waterfall", "partners", "alternatives", "tornado"):
        assert f"grafiek/{word}.svg" in page
    depth = text(sign_in(cast.anna), url(cast, "verdieping/"))
    for words in (
        "uitkomsten van eerdere fusies in Nederland",
        "De hele ambtelijke organisatie",
        "Getallen die we gebruikten",
        "task.organisatie.hillegom.own_fte",
    ):
        assert words in depth, words
    for word in ("cumulative", "streams"):
        assert f"grafiek/{word}.svg" in depth


def test_red_flags_stand_before_what_is_less_heavy(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example)
    assess(cast.anna)
    page = text(sign_in(cast.anna), url(cast))
    flags = page.split("Wat eerst aandacht vraagt")[1].split('id="uitkomst"')[0]
    assert flags.rindex("v-finding--red") < flags.index("v-finding--amber")


def test_english_is_complete(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example)
    assess(cast.anna)
    client = sign_in(cast.anna)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text(client, url(cast))
    assert "Once everything has settled" in page
    assert "How do we get this?" in page
    assert "Hoe komen we" not in page


def test_until_it_is_ready_the_page_says_so_and_charts_are_not_there(
    cast: Cast, fill: Fill, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example)
    client = sign_in(cast.carla)
    assert "data-pending" in text(client, url(cast))
    assert client.get(url(cast, "grafiek/net.svg")).status_code == 404
    assert Run.objects.get().audience == "partner:lisse"


def test_an_empty_dossier_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    assert "Er is nog niets ingevuld" in text(sign_in(cast.anna), url(cast))
    assert not Run.objects.exists()


def test_without_tasks_the_way_goes_on(cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn) -> None:
    fill({"schema_version": 1, "cooperation": {"name": "Samen verkennen"}})
    assess(cast.anna)
    page = text(sign_in(cast.anna), url(cast))
    assert "Er valt nog niets te rekenen" in page
    assert "Taken invullen" in page
    assert "Er zijn geen deelnemers ingevuld" in page
    assess(cast.daan)
    assert "Taken invullen" not in text(sign_in(cast.daan), url(cast)), "a reader cannot fill in"


def test_for_an_outsider_a_closed_dossier_is_not_there(
    cast: Cast, fill: Fill, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example)
    client = sign_in(cast.eva)
    closed = ("", "grafiek/net.svg", "deelnemer/lisse/", "taak/organisatie/", "begroting/", "verdieping/")
    for rest in (*closed, "begroting/begroting.xlsx"):
        assert client.get(url(cast, rest)).status_code == 404


def test_a_public_dossier_is_for_everybody_who_signs_in(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example, public=True)
    assess(cast.eva)
    page = text(sign_in(cast.eva), url(cast))
    assert "Als alles is ingegroeid" in page
    assert "Taken invullen" not in page
    assert Run.objects.get().audience == "public"


def test_what_a_partner_keeps_to_itself_is_in_no_page_or_chart_of_another(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example, private=frozenset({("tasks", "hillegom")}))
    assess(cast.bram)
    assess(cast.carla)
    own, other = sign_in(cast.bram), sign_in(cast.carla)
    secret = "Fte van Hillegom"
    assert secret in text(own, url(cast, "taak/organisatie/"))
    assert secret not in text(other, url(cast))
    assert secret not in text(other, url(cast, "taak/organisatie/"))
    assert secret in own.get(url(cast, "grafiek/tornado.json")).content.decode()
    assert secret not in other.get(url(cast, "grafiek/tornado.json")).content.decode()
    assert text(own, url(cast)) != text(other, url(cast))


@pytest.mark.parametrize("partners", [1, 3])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any], partners: int
) -> None:
    names = [row["id"] for row in example["partners"]][:partners]
    example["partners"] = example["partners"][:partners]
    example["tasks"][0]["parts"] = {name: example["tasks"][0]["parts"][name] for name in names}
    del example["agreements"]["cost_key"], example["agreements"]["votes"]
    example = {key: value for key, value in example.items() if key not in ("functions", "people")}
    fill(example)
    assess(cast.anna)
    client = sign_in(cast.anna)
    # The page itself also asks which variants there are.
    for address, number in (
        ("", QUERIES),
        ("begroting/", QUERIES),
        ("verdieping/", QUERIES),
        ("deelnemer/hillegom/", QUERIES - 1),
        ("taak/organisatie/", QUERIES - 1),
    ):
        with CaptureQueriesContext(connection) as queries:
            text(client, url(cast, address))
        assert len(queries) == number, [row["sql"][:90] for row in queries]


def test_one_partner_and_one_task_explain_their_numbers(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    fill(example)
    assess(cast.anna)
    client = sign_in(cast.anna)
    partner = text(client, url(cast, "deelnemer/lisse/"))
    assert "Lisse draagt 28,4% van de gezamenlijke kosten." in partner
    assert "Wat de verdeelsleutel alleen al naar deze deelnemer schuift" in partner
    task = text(client, url(cast, "taak/organisatie/"))
    assert "Huidige kosten × geplande besparing" in task
    assert example["sources"]["ld2016"]["title"] in task, "a source by its title"
    assert "<td>ld2016</td>" not in task
    assert client.get(url(cast, "deelnemer/elders/")).status_code == 404
    assert client.get(url(cast, "taak/elders/")).status_code == 404


def test_a_replaced_number_is_marked(
    cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]
) -> None:
    client = sign_in(cast.anna)
    fill({**example, "assumptions": {"business_case.coordination.hourly_rate": {"value": 71}}})
    assess(cast.anna)
    page = text(client, url(cast, "verdieping/"))
    numbers = page.split('id="getallen"')[1]
    assert numbers.count("vervangen in dit dossier") == 1
    assert numbers.index("Kosten van een uur afstemming") < numbers.index("Tijd waarin het effect ingroeit")
    assert "€ 71" in numbers
