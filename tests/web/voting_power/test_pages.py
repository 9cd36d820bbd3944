"""Who decides: what members and others see, trying other votes, and designing them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import SectionRevision, User, Visibility

from .conftest import POINT, assess, save, sections

SignIn = Callable[[User], Client]
QUERIES, DESIGN_QUERIES = 8, 7


def url(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/belangen/stemmen/{rest}"


def text(client: Client, address: str, **data: object) -> str:
    response = client.get(address, data)
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def test_the_page_says_who_decides_who_blocks_and_which_councils(region: Cast, sign_in: SignIn) -> None:
    """VNG question on 3-2-1 votes: the largest has a veto, the other two equal power."""
    page = text(sign_in(region.carla), url(region))
    for words in (
        "Zonder Teylingen gaat niets door. Nodig: 4 van de 6 stemmen.",
        "Ongelijke stemmen, maar evenveel macht: Hillegom en Lisse.",
        "Besluiten: toetreden",
        "iedereen moet het eens zijn",
        "wie tegen is kan wegblijven",
        "Lisse en Teylingen",
        POINT,
        "Er is nog één raad nodig: Hillegom, of Lisse.",
        "Een meerderheid is nog geen draagvlak",
        "grafiek/power.svg",
    ):
        assert words in page, words
    assert "docs/methods" not in page
    assert "Banzhaf" not in page.split("<details")[0]


def test_other_votes_answer_at_once_and_say_every_fault(region: Cast, sign_in: SignIn) -> None:
    client = sign_in(region.carla)
    asked = {"stem-hillegom": "1", "stem-lisse": "1", "stem-teylingen": "1", "nodig": "2"}
    page = text(client, url(region), **asked)
    assert "Elke deelnemer kan het verschil maken, en niemand alleen. Nodig: 2 van de 3 stemmen." in page
    page = text(client, url(region), **asked, blok=["hillegom", "lisse"])
    assert "Als Hillegom en Lisse altijd samen stemmen, hebben ze 100% van de macht" in page.replace(
        "\xa0", " "
    )
    page = text(client, url(region), **{**asked, "stem-lisse": "-2", "nodig": "veel"}, blok=["lisse"])
    for words in (
        "Lisse: vul een heel aantal",
        "Stemmen nodig: vul een heel getal",
        "minstens twee deelnemers",
    ):
        assert words in page, words
    assert 'value="-2"' in page  # what was typed is not lost
    assert "is meer dan alle stemmen samen (3)" in text(client, url(region), **{**asked, "nodig": "9"})


def test_trying_with_sixteen_partners_takes_less_than_a_third_of_a_second() -> None:
    from django.http import QueryDict

    from vierkant.quantities import to_plain
    from vierkant.voting_power import assess_votes
    from vierkant.voting_power.inputs import Voting
    from vierkant_web.voting_power.inputs import trial

    names = {f"p{number}": f"Plaats {number}" for number in range(16)}
    votes = {name: 3 + 5 * place for place, name in enumerate(names)}
    found = to_plain(assess_votes(Voting(votes=votes), None, names))
    asked = QueryDict("&".join(f"stem-{name}={number + 1}" for name, number in votes.items()) + "&nodig=400")
    times = []
    for _ in range(3):
        start = time.perf_counter()
        made = trial(found, asked)
        times.append(time.perf_counter() - start)
    assert made.headline
    assert not made.faults
    assert min(times) < 0.3


def test_design_and_use_the_votes(region: Cast, sign_in: SignIn) -> None:
    client = sign_in(region.anna)
    page = text(client, url(region, "ontwerp/"), uitgangspunt="gelijk")
    assert "2 van de 3 stemmen nodig." in page
    assert "binnen deze grenzen komt niets dichterbij" in page
    number = _agreements(region).number
    form = {"based_on": number, "nodig": 2, "stem-hillegom": 1, "stem-lisse": 1, "stem-teylingen": 1}
    saved = client.post(url(region, "ontwerp/gebruiken/"), form)
    assert (saved.status_code, saved["Location"]) == (302, url(region))
    content = _agreements(region).content
    assert content["votes"] == {"hillegom": 1, "lisse": 1, "teylingen": 1}
    assert content["quota"] == 2
    assert content["cost_key"]["teylingen"] == {"value": 0.4}  # the rest of the agreements stays
    late = client.post(url(region, "ontwerp/gebruiken/"), {**form, "stem-lisse": 2})
    assert late.status_code == 409
    assert "Iemand veranderde intussen de afspraken" in late.content.decode()
    assert _agreements(region).content["votes"]["lisse"] == 1


def _agreements(cast: Cast) -> SectionRevision:
    rows = SectionRevision.objects.filter(variant=cast.variant, section="agreements")
    return rows.order_by("-number")[0]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"uitgangspunt": "inwoners", "hoogstens": "2"}, "Geef minstens 3 stemmen"),
        ({"uitgangspunt": "inwoners", "hoogstens": "veel"}, "vul een heel getal in"),
        ({"uitgangspunt": "iets anders", "maat": "<b>"}, "stemmen nodig."),
    ],
)
def test_a_design_that_cannot_be_made_says_why(
    region: Cast, sign_in: SignIn, asked: dict[str, str], words: str
) -> None:
    assert words in text(sign_in(region.carla), url(region, "ontwerp/"), **asked)


def test_a_key_that_is_not_there_is_named(region: Cast, sign_in: SignIn) -> None:
    actions.save_section(
        variant=region.variant, section="agreements", content={"votes": {"lisse": 1}},
        based_on=_agreements(region).number, by=region.anna,
    )  # fmt: skip
    page = text(sign_in(region.carla), url(region, "ontwerp/"), uitgangspunt="kosten")
    assert "Er is nog geen volledige verdeelsleutel" in page


@pytest.mark.parametrize("form", [{}, {"based_on": "x"}, {"based_on": "1", "nodig": "9", "stem-lisse": "1"}])
def test_a_broken_form_saves_nothing(region: Cast, sign_in: SignIn, form: dict[str, str]) -> None:
    before = _agreements(region).number
    assert sign_in(region.anna).post(url(region, "ontwerp/gebruiken/"), form).status_code == 302
    assert _agreements(region).number == before


def test_who_may_do_what(region: Cast, sign_in: SignIn) -> None:
    form = {"based_on": "1", "nodig": 2, "stem-hillegom": 1, "stem-lisse": 1, "stem-teylingen": 1}
    reader, stranger = sign_in(region.carla), sign_in(region.eva)
    assert "Deze stemmen gebruiken" not in text(reader, url(region, "ontwerp/"))
    assert reader.post(url(region, "ontwerp/gebruiken/"), form).status_code == 403
    assert reader.get(url(region, "ontwerp/gebruiken/")).status_code == 405
    for rest in ("", "ontwerp/", "grafiek/power.svg"):
        assert stranger.get(url(region, rest)).status_code == 404
    assert stranger.post(url(region, "ontwerp/gebruiken/"), form).status_code == 404
    # Opened to everybody, the page can be read by all; a proposal that nobody made stays with members.
    save(region, sections(), Visibility.PUBLIC)
    for part in sections():
        latest = SectionRevision.objects.filter(variant=region.variant, section=part).order_by("-number")[0]
        actions.set_visibility(
            variant=region.variant, section=part, partner="", visibility=Visibility.PUBLIC,
            based_on=latest.number, by=region.anna,
        )  # fmt: skip
    assess(region, region.eva)
    assert "Zonder Teylingen gaat niets door" in text(stranger, url(region))
    assert stranger.get(url(region, "ontwerp/")).status_code == 404


def test_the_chart_is_a_picture_and_a_specification(region: Cast, sign_in: SignIn) -> None:
    client = sign_in(region.carla)
    assert client.get(url(region, "grafiek/power.svg"))["Content-Type"] == "image/svg+xml"
    assert client.get(url(region, "grafiek/power.json")).json()["data"]["values"]
    assert client.get(url(region, "grafiek/iets.svg")).status_code == 404


@pytest.mark.parametrize("partners", [1, 3])
def test_the_number_of_queries_does_not_grow(region: Cast, sign_in: SignIn, partners: int) -> None:
    found = sections()
    kept = {row["id"] for row in found["partners"][:partners]}
    for name in ("votes", "cost_key"):
        table = found["agreements"][name]
        found["agreements"][name] = {key: value for key, value in table.items() if key in kept}
    if partners == 1:
        found["agreements"].pop("cost_key")
    rules = [
        {**row, "quorum_members": 1} if "quorum_members" in row else row for row in found["voting_rules"]
    ]
    save(region, {**found, "partners": found["partners"][:partners], "voting_rules": rules})
    assess(region, region.anna)
    client = sign_in(region.anna)
    for rest, number in (("", QUERIES), ("ontwerp/", DESIGN_QUERIES)):
        with CaptureQueriesContext(connection) as queries:
            text(client, url(region, rest))
        assert len(queries) == number, [row["sql"][:90] for row in queries]


def test_without_votes_the_page_says_what_to_do(region: Cast, sign_in: SignIn) -> None:
    save(region, {**sections(), "agreements": {}, "voting_rules": []})
    assess(region, region.anna)
    page = text(sign_in(region.anna), url(region))
    assert "Nog geen stemmen ingevuld" in page
    assert "Stemmen ontwerpen" in page
