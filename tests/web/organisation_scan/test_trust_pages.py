"""The page of trust: who is ready, what each visitor may read after opening, and what only the guide reads."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.web.conftest import Cast
from tests.web.dossier.fill_in_forms import text, values

from vierkant_web import actions
from vierkant_web.models import Role, SectionRevision

from .together import CONCERNS, PARTNERS, answer, answer_all, change, open_all, people


@pytest.fixture
def group(cast: Cast) -> Cast:
    people(cast)
    return cast


def url(cast: Cast, more: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/organisaties/vertrouwen/{more}"


def everybody(cast: Cast):
    return {"anna": cast.anna, "bram": cast.bram, "carla": cast.carla, "daan": cast.daan, "eva": cast.eva}


def read_concerns(cast: Cast, sign_in) -> dict[str, set[str]]:
    """Of whom each visitor reads the concern on the page."""
    pages = {name: text(sign_in(user).get(url(cast))) for name, user in everybody(cast).items()}
    return {name: {key for key, words in CONCERNS.items() if words in page} for name, page in pages.items()}


def test_all_members_see_who_is_ready_and_nothing_else(group, sign_in):
    answer(group, "hillegom", "shared")
    answer(group, "lisse", "mediator", ready=False)
    for user in everybody(group).values():
        page = text(sign_in(user).get(url(group)))
        assert "Hillegom klaar" in page
        assert "Lisse nog niet klaar" in page
        assert not any(words in page for words in CONCERNS.values())
        assert "delen met alle deelnemers" not in page
    assert "We wachten op: Lisse, Teylingen." in text(sign_in(group.anna).get(url(group)))


def test_an_outsider_sees_nothing(group, sign_in):
    actions.save_section(variant=group.variant, section="cooperation", content={"name": "Bollenstreek"}, based_on=0,
                         visibility="public", by=group.anna)  # fmt: skip
    outsider = actions.create_account(email="f@voorbeeld.example", name="F", password="x" * 12, verified=True)
    for more in ("", "begeleider/", "ronde-1.json"):
        assert sign_in(outsider).get(url(group, more)).status_code == 404


def test_what_each_reads_after_opening(group, sign_in):
    answer_all(group, "shared", "mediator", "shared")
    answer = sign_in(group.anna).post(url(group, "openen/"))
    assert answer.status_code == 302
    both = {"hillegom", "teylingen"}
    assert read_concerns(group, sign_in) == {
        "anna": both, "bram": both, "carla": both | {"lisse"}, "daan": both, "eva": both
    }  # fmt: skip
    page = text(sign_in(group.anna).get(url(group)))
    assert "Lisse: alleen via de begeleider buiten de lijn" in page
    assert "U kijkt heel verschillend naar één thema" in page


def test_a_private_part_is_named_and_never_read(group, sign_in):
    answer_all(group, "private", "mediator", "shared")
    open_all(group)
    assert read_concerns(group, sign_in) == {name: set() for name in everybody(group)}
    page = text(sign_in(group.anna).get(url(group)))
    assert "Hillegom: houdt het voor zichzelf" in page
    assert "Teylingen: wilde delen, maar niemand anders deed dat: het blijft dicht" in page
    assert "Er is niets dat alle deelnemers mogen lezen" in page
    assert sign_in(group.anna).get(url(group, "ronde-1.svg")).status_code == 404


def test_the_chart_holds_what_the_visitor_may_read(group, sign_in):
    answer_all(group, "shared", "private", "shared")
    open_all(group)
    partners = {
        name: {
            row["partner"] for row in sign_in(user).get(url(group, "ronde-1.json")).json()["data"]["values"]
        }
        for name, user in everybody(group).items()
    }
    both = {"Hillegom", "Teylingen"}
    assert partners == {"anna": both, "bram": both, "carla": both | {"Lisse"}, "daan": both, "eva": both}
    picture = sign_in(group.anna).get(url(group, "ronde-1.svg")).content.decode()
    assert "Hillegom" in picture
    assert "Lisse" not in picture


def test_only_the_guide_reads_what_was_left_to_the_guide(group, sign_in):
    answer_all(group, "shared", "mediator", "mediator")
    assert CONCERNS["lisse"] not in text(sign_in(group.eva).get(url(group, "begeleider/")))
    open_all(group)
    for name, user in everybody(group).items():
        found = sign_in(user).get(url(group, "begeleider/"))
        assert found.status_code == (200 if name == "eva" else 403)
    page = text(sign_in(group.eva).get(url(group, "begeleider/")))
    assert {key for key, words in CONCERNS.items() if words in page} == {"lisse", "teylingen"}
    client = sign_in(group.eva)
    refused = client.post(url(group, "begeleider/bewaren/"), {"text": " "})
    assert refused.status_code == 422
    assert "Schrijf op wat iedereen mag weten." in text(refused)
    client.post(url(group, "begeleider/bewaren/"), {"text": "Neem een maand meer tijd."})
    box = html.fromstring(client.get(url(group, "begeleider/")).content.decode()).get_element_by_id(
        "guide-text"
    )
    assert box.value.strip() == "Neem een maand meer tijd."
    assert "Neem een maand meer tijd." in text(sign_in(group.daan).get(url(group)))
    client.post(url(group, "begeleider/bewaren/"), {"take_back": "1"})
    assert "Neem een maand meer tijd." not in text(sign_in(group.daan).get(url(group)))


def test_a_guide_of_a_partner_reads_no_more_than_that_partner(group, sign_in):
    answer_all(group, "shared", "mediator", "mediator")
    open_all(group)
    change(group, group.eva, Role.GUIDE, "lisse")
    assert sign_in(group.eva).get(url(group, "begeleider/")).status_code == 403


def test_opening_too_early_says_for_whom_it_waits(group, sign_in):
    answer(group, "hillegom", "shared")
    client = sign_in(group.anna)
    page = text(client.post(url(group, "openen/"), follow=True))
    assert "Er is niets geopend: nog niet iedereen is klaar. We wachten op Lisse, Teylingen." in page
    assert sign_in(group.bram).post(url(group, "openen/")).status_code == 403


def test_a_new_round_and_the_earlier_one(group, sign_in):
    answer_all(group, "shared", "shared", "private")
    open_all(group)
    page = text(sign_in(group.anna).post(url(group, "nieuwe-ronde/"), follow=True))
    assert "Hillegom nog niet klaar" in page
    assert CONCERNS["hillegom"] in page
    answer_all(group, "private", "private", "private")
    open_all(group)
    page = text(sign_in(group.anna).get(url(group)))
    assert "Ronde 1, geopend op" in page
    assert "Er is niets dat alle deelnemers mogen lezen" in page


def test_a_partner_fills_it_in_alone_on_its_own_page(group, sign_in):
    client = sign_in(group.bram)
    address = f"/s/{group.cooperation.slug}/overzicht/invullen/vertrouwen/deel/hillegom/"
    page = client.get(address)
    assert "Woo" in text(page)
    assert 'name="visibility"' not in page.content.decode()
    sent = values(page) | {"part-relation_trust": "2", "part-handling": "mediator", "part-ready": "on"}
    assert client.post(address, sent).status_code == 302
    saved = SectionRevision.objects.get(section="trust")
    assert (saved.visibility, saved.content) == (
        "private", [{"relation_trust": 2, "handling": "mediator", "ready": True}]
    )  # fmt: skip
    assert client.post(f"{address}zichtbaar/", {"visibility": "shared", "based_on": "1"}).status_code == 403
    assert client.post(address, sent | {"part-relation_trust": "6", "based_on": "1"}).status_code == 422
    answer(group, "lisse", "shared")
    answer(group, "teylingen", "shared")
    open_all(group)
    assert "Dit is samen geopend." in text(client.get(address))
    assert client.post(address, sent).status_code == 403


def test_a_file_brings_no_answers_of_others_and_opens_none(group, sign_in):
    """What a coordinator reads in leaves them out; what an editor reads in stays its own."""
    content = (
        b'{"partners": [{"id": "hillegom", "name": "Hillegom"}], "trust": [{"partner": "hillegom", "ready": true,'
        b' "relation_trust": 4}]}'
    )
    for user in (group.anna, group.bram):
        client = sign_in(user)
        start = f"/s/{group.cooperation.slug}/overzicht/uitwisselen/"
        client.post(f"{start}bestand/", {"file": SimpleUploadedFile("d.json", content)})
        page = client.get(f"{start}inlezen/")
        token = page.content.decode().split('name="token" value="')[1].split('"')[0]
        client.post(f"{start}inlezen/", {"token": token, "without": "1"})
    row = SectionRevision.objects.get(section="trust")
    assert (row.author, row.visibility, row.partner) == (group.bram, "private", "hillegom")


@pytest.mark.parametrize("partners", [2, 3])
def test_the_page_asks_the_same_number_of_times(group, sign_in, partners):
    taking_part = PARTNERS[:partners]
    actions.save_section(
        variant=group.variant, section="partners", based_on=1, by=group.anna,
        content=[{"id": key, "name": key.capitalize(), "public": key != "hillegom"} for key in taking_part],
    )  # fmt: skip
    for partner in taking_part:
        answer(group, partner, "shared")
    open_all(group)
    client = sign_in(group.anna)
    client.get(url(group))
    with CaptureQueriesContext(connection) as found:
        client.get(url(group))
    assert len(found) == 11
