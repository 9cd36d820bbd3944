"""The map, packages with a fixed answer, agreements row by row, and a fixed number of questions to the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.web.dossier.fill_in_forms import text

from vierkant_web import actions
from vierkant_web.models import SectionRevision

from .together import PARTNERS, answer, open_all, url


def test_people_stand_first_on_the_map(group, sign_in) -> None:
    open_all(group, "shared", "shared", "shared")
    page = text(sign_in(group.anna).get(url(group)))
    order = [
        page.find(words)
        for words in ("Wat medewerkers en inwoners zeggen", "Praat hier eerst over", "De kaart van eens en oneens",
                      "Onderwerp voor onderwerp", "Wie staat dicht bij wie", "Niet geheim voor de wet")
    ]  # fmt: skip
    assert -1 not in order, order
    assert order == sorted(order)
    assert "Met de gewone regel" in page


def test_a_fixed_answer_holds_in_every_package(group, sign_in) -> None:
    open_all(group, "shared", "shared", "shared")
    client = sign_in(group.daan)
    answers = html.fromstring(client.get(url(group, "pakketten/?onderwerp-balie=uit")).content.decode())
    packages = answers.xpath("//section[starts-with(@aria-labelledby, 'package-')]")
    assert packages
    for package in packages:
        [agreed] = package.xpath(".//h3[text()='U spreekt af']/following-sibling::ul")
        assert "De balie blijft" not in agreed.text_content()
    assert answers.xpath("//select[@id='fix-balie']/option[@selected]/@value") == ["uit"]
    wrong = client.get(url(group, "pakketten/?onderwerp-balie=onzin&onderwerp-weg=in"))
    assert wrong.status_code == 200
    none = text(client.get(url(group, "pakketten/?onderwerp-balie=uit&onderwerp-beheer=uit")))
    assert "Laat minstens één onderwerp open" in none


def test_before_there_is_anything(group, sign_in) -> None:
    client = sign_in(group.anna)
    assert "Er zijn geen standpunten die alle deelnemers mogen lezen" in text(
        client.get(url(group, "pakketten/"))
    )
    assert "Nog geen afspraken" in text(client.get(url(group, "afspraken/")))
    actions.save_section(variant=group.variant, section="issues", content=[], based_on=1, by=group.anna)
    for page in ("standpunten/", "pakketten/"):
        assert "Eerst de onderwerpen" in text(client.get(url(group, page)))


def form_of(response) -> dict[str, str]:
    page = html.fromstring(response.content.decode())
    [form] = [item for item in page.forms if "seen" in item.fields]
    return {name: (value or "").removeprefix("\n") for name, value in form.form_values()}


def standing(group):
    return SectionRevision.objects.filter(section="pacts").order_by("-number").first().content


def test_an_agreement_begins_with_an_issue_and_blocks_until_it_is_made(group, sign_in) -> None:
    client = sign_in(group.anna)
    sent = form_of(client.get(url(group, "afspraken/nieuw/?onderwerp=balie")))
    assert (sent["issue"], sent["name"], sent["before_decision"]) == ("balie", "De balie blijft", "on")
    refused = client.post(url(group, "afspraken/nieuw/"), sent | {"name": "", "due": "31-2-2027"})
    assert refused.status_code == 422
    assert form_of(refused)["text"] == sent["text"]
    client.post(
        url(group, "afspraken/nieuw/"), sent | {"between": ["lisse"], "due": "31-01-2020", "hours": "12,5"}
    )
    [made] = standing(group)
    assert made == {
        "id": "de-balie-blijft", "name": "De balie blijft", "issue": "balie", "between": ["lisse"],
        "text": "In elk gemeentehuis blijft een balie open.", "due": "2020-01-31",
        "hours": {"value": 12.5, "confidence": "estimated"},
    } | ({"before_decision": True} if "before_decision" in made else {})  # fmt: skip
    page = text(client.get(url(group, "afspraken/")))
    assert "Het besluit wacht op 1 afspraak." in page
    assert "Van 1 is de dag voorbij" in page
    assert "Nog in te vullen: wie ervoor zorgt." in page or "wie ervoor zorgt" in page
    row = form_of(client.get(url(group, "afspraken/rij/de-balie-blijft/"))) | {"done": "on"}
    assert client.post(url(group, "afspraken/rij/de-balie-blijft/"), row).status_code == 302
    assert "Geen enkele afspraak staat het besluit in de weg." in text(client.get(url(group, "afspraken/")))


def test_two_people_on_one_agreement_lose_nothing(group, sign_in) -> None:
    client = sign_in(group.anna)
    client.post(url(group, "afspraken/nieuw/"), {"name": "Openingstijden", "before_decision": "on"})
    first = form_of(client.get(url(group, "afspraken/rij/openingstijden/")))
    client.post(url(group, "afspraken/rij/openingstijden/"), first | {"owner": "secretaris"})
    conflict = client.post(url(group, "afspraken/rij/openingstijden/"), first | {"owner": "griffier"})
    assert conflict.status_code == 409
    assert "secretaris" in text(conflict)
    assert form_of(conflict)["owner"] == "griffier"
    client.post(url(group, "afspraken/rij/openingstijden/"), form_of(conflict))
    assert standing(group)[0]["owner"] == "griffier"
    client.post(url(group, "afspraken/rij/openingstijden/"),
                form_of(client.get(url(group, "afspraken/rij/openingstijden/"))) | {"remove": "1"})  # fmt: skip
    assert standing(group) == []
    assert client.get(url(group, "afspraken/rij/openingstijden/")).status_code == 404


def test_who_may_change_agreements(group, sign_in) -> None:
    sign_in(group.anna).post(url(group, "afspraken/nieuw/"), {"name": "Openingstijden"})
    for user in (group.bram, group.daan, group.eva):
        client = sign_in(user)
        page = client.get(url(group, "afspraken/"))
        assert "Openingstijden" in text(page)
        assert "/afspraken/nieuw/" not in page.content.decode()
        for more in ("afspraken/nieuw/", "afspraken/rij/openingstijden/"):
            assert client.get(url(group, more)).status_code == 403
            assert client.post(url(group, more), {"name": "X"}).status_code == 403


COUNTS = {"standpunten/": 12, "pakketten/": 13, "afspraken/": 7}


@pytest.mark.parametrize("where", COUNTS)
@pytest.mark.parametrize("partners", [2, 3])
def test_the_pages_ask_the_same_number_of_times(group, sign_in, partners: int, where: str) -> None:
    taking_part = PARTNERS[:partners]
    actions.save_section(
        variant=group.variant, section="partners", based_on=1, by=group.anna,
        content=[{"id": key, "name": key.capitalize(), "public": key != "hillegom"} for key in taking_part],
    )  # fmt: skip
    actions.save_section(
        variant=group.variant, section="agreements", based_on=1, by=group.anna,
        content={"votes": dict.fromkeys(taking_part, 1)},
    )  # fmt: skip
    content = [{"id": f"a{place}", "name": f"Afspraak {place}"} for place in range(partners)]
    actions.save_section(variant=group.variant, section="pacts", based_on=0, by=group.anna, content=content)
    for partner in taking_part:
        answer(group, partner, "shared")
    open_all(group)
    client = sign_in(group.anna)
    client.get(url(group, where))
    with CaptureQueriesContext(connection) as found:
        client.get(url(group, where))
    assert len(found) == COUNTS[where]
