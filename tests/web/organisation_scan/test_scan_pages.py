"""Organisaties: side by side, structure, processes, differences with their answer, and applications from a file."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web.models import SectionRevision, User, Visibility
from vierkant_web.permissions import latest_revisions

SignIn = Callable[[User], Client]
SECTIONS = (
    "schema_version", "cooperation", "partners", "people", "crosswalk", "structure", "mandates", "employment",
    "processes", "applications", "differences",
)  # fmt: skip
FOUND = 15
"""Differences of the example that have no row."""


def small() -> dict[str, Any]:
    """Of the example only what these pages read."""
    return {name: content for name, content in plan.example().items() if name in SECTIONS}


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """Shared with all partners; Anna has her assessment."""
    plan.fill(cast, small())
    plan.assess(cast, cast.anna)
    return cast


def address(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/organisaties/{rest}"


def text(client: Client, cast: Cast, rest: str = "") -> str:
    response = client.get(address(cast, rest))
    assert response.status_code == 200
    return html.unescape(" ".join(response.content.decode().split()))


def part(page: str, title: str) -> str:
    """From the section with this title on, until the next."""
    start = page.index(f'id="{title}"')
    return page[start : page.find("<section", start)]


def rows(cast: Cast, section: str = "differences", partner: str = "") -> list[dict[str, Any]]:
    found = latest_revisions().filter(variant=cast.variant, section=section, partner=partner).first()
    return list(found.content) if found else []


def test_people_come_first_and_then_the_next_step(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.anna), filled)
    felt = part(page, "felt-title")
    assert "Aandeel teams dat zichzelf stuurt" in felt
    assert "Thuiswerken (dagen per week): van 1 (Gemeente Polderwijk) tot 3" in re.sub("<[^>]+>", "", felt)
    assert f"Er zijn {FOUND} verschillen waar nog niemand iets mee doet." in part(page, "step-title")
    assert "2 gelijk, 8 verschillend, 0 niet bekend." in part(page, "rooms-title")
    assert page.index("felt-title") < page.index("step-title") < page.index("rooms-title")


def test_nothing_filled_in_leads_to_the_form(cast: Cast, sign_in: SignIn) -> None:
    plan.fill(cast, {name: small()[name] for name in ("schema_version", "cooperation", "partners")})
    plan.assess(cast, cast.anna)
    for rest in ("", "structuur/", "processen/"):
        page = text(sign_in(cast.anna), cast, rest)
        assert "Nog niets om te vergelijken" in page
        assert "/invullen/" in page
    assert "Nog geen verschillen" in text(sign_in(cast.anna), cast, "verschillen/")
    assert sign_in(cast.anna).get(address(cast, "samenvatting/")).status_code == 302


def test_structure_side_by_side(filled: Cast, sign_in: SignIn) -> None:
    page = text(sign_in(filled.anna), filled, "structuur/")
    structure = part(page, "structure")
    assert "Van 14,9 mensen (Gemeente Polderwijk) tot 19,8 mensen (Gemeente Duinrand)." in structure
    assert "Gebruikelijk bij gemeenten in 2012" in structure
    decides = re.sub("<[^>]+>", " ", part(page, "mandates"))
    assert "ander niveau" in decides
    assert "het college" in decides
    work = re.sub("<[^>]+>", "", part(page, "work-title"))
    assert "schaal 10 (straks 9) 9 mensen" in work


def test_who_could_be_pointed_at_is_left_out_and_outsiders_see_no_scales(cast: Cast, sign_in: SignIn) -> None:
    dossier = small()
    for line in dossier["crosswalk"]:
        line["people"] = 3
    dossier.pop("differences")
    plan.fill(cast, dossier)
    plan.assess(cast, cast.anna)
    work = part(text(sign_in(cast.anna), cast, "structuur/"), "work-title")
    assert "Casemanager" not in work
    assert "Eén soort werk staat hier niet" in work
    open_parts = {name: dossier[name] for name in ("schema_version", "cooperation", "partners", "structure")}
    plan.fill(cast, open_parts, visibility=Visibility.PUBLIC)
    plan.assess(cast, cast.eva)
    page = text(sign_in(cast.eva), cast, "structuur/")
    assert "Lagen van leiding" in page
    assert "work-title" not in page
    assert "Casemanager" not in page
    assert sign_in(cast.eva).get(address(cast, "verschillen/")).status_code == 404


def test_processes_and_contracts(filled: Cast, sign_in: SignIn) -> None:
    cache.clear()
    client = sign_in(filled.anna)
    page = re.sub("<[^>]+>", " ", text(client, filled, "processen/"))
    assert "Gemeente Oosterveen kan aan Gemeente Duinrand laten zien hoe het werkt." in page
    assert re.search(r"Vanaf +31 december 2028 +kunt u samen verder", page)
    assert "twee tegelijk: Gemeente Duinrand" in page
    for name in ("opbouw", "volwassenheid", "contracten"):
        assert client.get(address(filled, f"grafiek/{name}.svg")).content.startswith(b"<svg")
        assert client.get(address(filled, f"grafiek/{name}.json")).json()["$schema"]
    assert client.get(address(filled, "grafiek/anders.svg")).status_code == 404


def test_one_click_adds_a_difference_with_our_suggestion(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    page = text(client, filled, "verschillen/")
    assert "ja, nog wel" in part(page, "decision-title")
    for _twice in range(2):
        client.post(address(filled, "verschillen/toevoegen/"), {"found": "structure.layers"})
    assert [row["found"] for row in rows(filled)[2:]] == ["structure.layers"]
    added = rows(filled)[2]
    assert added["name"] == "Lagen van leiding"
    assert added["text"].startswith("Teken de nieuwe organisatie")
    after = text(client, filled, "verschillen/")
    assert "Nog in te vullen: wie ervoor zorgt en wanneer het klaar is." in part(after, "answers")
    client.post(address(filled, "verschillen/toevoegen/"), {"found": "employment"})
    assert rows(filled)[3]["name"] == "Arbeidsvoorwaarden: één antwoord op 3 verschillen"
    client.post(address(filled, "verschillen/toevoegen/"), {"found": "all"})
    assert len(rows(filled)) == 2 + 1 + 1 + FOUND - 4
    assert "found-title" not in text(client, filled, "verschillen/")


def test_who_may_not_write_sees_no_buttons_and_changes_nothing(filled: Cast, sign_in: SignIn) -> None:
    for user in (filled.bram, filled.daan):
        client = sign_in(user)
        assert "Voeg toe met deze suggestie" not in text(client, filled, "verschillen/")
        for rest in ("verschillen/toevoegen/", "verschillen/nieuw/", "verschillen/rij/zelfsturing/"):
            assert client.post(address(filled, rest), {"found": "all"}).status_code == 403
    assert len(rows(filled)) == 2


ANSWERS = {"name": "Zelfsturing", "answer": "agreement", "text": "Elk team houdt zijn rooster",
           "owner": "Programmamanager", "due": "2027-03-01", "hours": "60,5"}  # fmt: skip


def test_a_difference_is_changed_in_place_and_two_people_never_overwrite(
    filled: Cast, sign_in: SignIn
) -> None:
    client, form = sign_in(filled.anna), address(filled, "verschillen/rij/zelfsturing/")
    [seen] = re.findall(r'name="seen" value="(\w+)"', client.get(form).content.decode())
    assert client.post(form, {**ANSWERS, "seen": seen, "due": "31 feb"}).status_code == 422
    assert client.post(form, {**ANSWERS, "seen": seen}).status_code == 302
    standing = rows(filled)[0]
    assert standing["hours"] == {"value": 60.5, "confidence": "estimated"}
    assert standing["found"] == "structure.self_steering"
    late = client.post(form, {**ANSWERS, "seen": seen, "owner": "Directeur"})
    assert late.status_code == 409
    assert "Iemand anders heeft dit verschil intussen gewijzigd" in html.unescape(late.content.decode())
    assert rows(filled)[0]["owner"] == "Programmamanager"
    [now] = re.findall(r'name="seen" value="(\w+)"', client.get(form).content.decode())
    assert client.post(form, {"seen": now, "remove": "1"}).status_code == 302
    assert [row["id"] for row in rows(filled)] == ["mandaat-vergunning"]
    assert client.get(form).status_code == 404


def test_what_somebody_saw_gets_an_id_of_its_own(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    assert client.post(address(filled, "verschillen/nieuw/"), {"answer": "measure"}).status_code == 422
    client.post(address(filled, "verschillen/nieuw/"), {**ANSWERS, "name": "Zelfsturing"})
    assert [row["id"] for row in rows(filled)] == ["zelfsturing", "mandaat-vergunning", "zelfsturing-2"]
    assert "found" not in rows(filled)[2]


EXPORT = (
    "Leverancier Naam;Pakket Naam;Contactpersoon;Referentiecomponenten gemeente;Contract eindigt\n"
    "Maker;Rooster;Jan de Vries;Tijdregistratiecomponent;31-12-2027\n"
    "Maker;Fout;Jan de Vries;Tijdregistratiecomponent;31-2-2027\n"
)


def upload(content: str = EXPORT, partner: str = "hillegom") -> dict[str, Any]:
    return {"partner": partner, "file": SimpleUploadedFile("export.csv", content.encode())}


def test_applications_from_a_file_are_looked_at_before_they_are_saved(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    before = SectionRevision.objects.count()
    preview = client.post(address(filled, "processen/inlezen/"), upload())
    page = html.unescape(preview.content.decode())
    assert preview.status_code == 200
    assert "1 applicatie van Gemeente Oosterveen" in page
    assert "Rij 3: ‘31-2-2027’ is geen datum." in page
    assert "Vries" not in page
    assert SectionRevision.objects.count() == before
    [proposed] = re.findall(r'name="rows" value="([^"]*)"', preview.content.decode())
    saved = {"partner": "hillegom", "rows": html.unescape(proposed)}
    assert client.post(address(filled, "processen/inlezen/bewaren/"), saved).status_code == 302
    last = rows(filled, "applications", "hillegom")[-1]
    assert (last["product"], last["contract_ends"], "partner" in last) == ("Rooster", "2027-12-31", False)
    client.post(address(filled, "processen/inlezen/bewaren/"), saved)
    assert SectionRevision.objects.count() == before + 1


def test_a_file_for_another_partner_or_without_rows_saves_nothing(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    before = SectionRevision.objects.count()
    assert client.post(address(filled, "processen/inlezen/"), upload(partner="lisse")).status_code == 422
    assert client.post(address(filled, "processen/inlezen/"), upload("x")).status_code == 422
    wrong = [{"partner": "lisse", "rows": "[]"}, {"partner": "hillegom", "rows": "{"}]
    for answers in wrong:
        assert client.post(address(filled, "processen/inlezen/bewaren/"), answers).status_code == 404
    forged = {"partner": "hillegom", "rows": '[{"id": "x", "component": 5}]'}
    assert client.post(address(filled, "processen/inlezen/bewaren/"), forged).status_code == 302
    assert sign_in(filled.daan).get(address(filled, "processen/inlezen/")).status_code == 403
    assert SectionRevision.objects.count() == before


def test_what_cannot_be_right_leads_to_the_page_that_says_so(cast: Cast, sign_in: SignIn) -> None:
    dossier = small()
    dossier["structure"][0]["self_steering"] = 900
    plan.fill(cast, dossier)
    client = sign_in(cast.anna)
    for rest in ("verschillen/", "samenvatting/", "samenvatting/pdf/"):
        assert client.get(address(cast, rest))["Location"] == address(cast)
    assert "900" in text(client, cast)


def test_one_page_for_the_steering_group(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.daan)
    page = text(client, filled, "samenvatting/")
    assert f"Verschillen met een antwoord: 2. Nog open: {FOUND}." in page
    assert "Casemanager" not in page
    made = client.get(address(filled, "samenvatting/pdf/"))
    assert made.content.startswith(b"%PDF")
    assert re.findall(rb"/Type /Pages\s*/Count (\d+)|/Count (\d+)", made.content)[0] in (
        (b"1", b""),
        (b"", b"1"),
    )


QUERIES = {"": 8, "structuur/": 8, "processen/": 8, "verschillen/": 7}


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_rows(cast: Cast, sign_in: SignIn, number: int) -> None:
    dossier = small()
    for section in ("processes", "applications", "differences", "employment"):
        dossier[section] = dossier[section][:number]
    plan.fill(cast, dossier)
    plan.assess(cast, cast.daan)
    client = sign_in(cast.daan)
    found = {}
    for rest in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            client.get(address(cast, rest))
        found[rest] = len(queries)
    assert found == QUERIES
