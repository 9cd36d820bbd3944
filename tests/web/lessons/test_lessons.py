"""Lessen: the nearest cases with why, the checks, all cases, one case with its sources, and own cases as a file."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.web.conftest import Cast

from vierkant import lessons
from vierkant.dossier import split
from vierkant.lessons import OwnCase, read_case, write_case
from vierkant.lessons.inputs import Scope
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.jobs.assessment import assess_run
from vierkant_web.jobs.current import current_assessment
from vierkant_web.lessons import inputs
from vierkant_web.models import Run, RunState, SectionRevision, User, Visibility
from vierkant_web.permissions import Visit, access_to

SignIn = Callable[[User], Client]
OWN = {
    "id": "isd", "name": "Sociale dienst <b>", "scope": "social", "partners": 5, "residents": 160_000,
    "outcome": "continued", "went_well": "Geen wachttijden meer.", "lesson": "Spreek de raden elk kwartaal.",
}  # fmt: skip
DRAWS = 500


def dossier(own: int = 1) -> dict[str, Any]:
    """Two unequal municipalities that merge their organisations, and as many own cases."""
    return {
        "schema_version": 1,
        "cooperation": {"name": "Bollenstreek", "kind": "intermunicipal"},
        "partners": [{"id": "hillegom", "municipality": "GM0534"}, {"id": "lisse", "municipality": "GM0553"}],
        "tasks": [{"id": "alles", "name": "De hele organisatie", "whole_organisation": True}],
        "agreements": {"form": "openbaar_lichaam", "withdrawal_terms": "Vijf jaar afbouw."},
        "cases": [{**OWN, "id": f"isd{'' if place == 0 else place}"} for place in range(own)],
    }


@pytest.fixture
def fill(cast: Cast, settings: Settings) -> Callable[[dict[str, Any]], None]:
    """Save the dossier and make the assessment that members see."""
    settings.ASSESSMENT_DRAWS = DRAWS

    def make(plain: dict[str, Any]) -> None:
        parts = [Part(*key, content, Visibility.SHARED) for key, content in split(plain).items()]
        actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)
        place = Visit(cast.anna, cast.cooperation, cast.variant, access_to(cast.anna, cast.cooperation))
        current = current_assessment(place)
        assert current.run is not None, current
        result = assess_run(current.plain, 0, DRAWS, lambda share: None, date(2026, 7, 1))
        Run.objects.filter(pk=current.run.pk).update(state=RunState.DONE, result=result)

    return make


def page(client: Client, cast: Cast, rest: str = "", status: int = 200) -> str:
    response = client.get(f"/s/{cast.cooperation.slug}/lessen/{rest}")
    assert response.status_code == status
    return html.unescape(" ".join(response.content.decode().split()))


def test_nearest_first_with_why_and_checks_to_act_on(cast: Cast, fill: Any, sign_in: SignIn) -> None:
    fill(dossier())
    text = page(sign_in(cast.anna), cast)
    near = text[text.index("near-title") : text.index("check-title")]
    found = re.findall(r'<h3 id="near-\d"><a [^>]*href="([^"]*)"', near)
    assert len(found) == 5
    assert found[0].endswith(
        "/lessen/wodv/"
    )  # two towns of the same size, a public body, the whole organisation
    assert "Dit lijkt op uw situatie, omdat" in near
    assert "U doet allebei de hele organisatie samen." in near
    checks = text[text.index("check-title") : text.index("care-title")]
    assert "Spreek de verdeelsleutel af" in checks
    assert "/invullen/afspraken/" in checks
    assert "Lees deze casussen met zorg" in text
    assert "waarschijnlijk tussen 5% en 31%" in text


def test_what_is_agreed_stands_with_what_is_done(cast: Cast, fill: Any, sign_in: SignIn) -> None:
    fill(dossier())
    text = page(sign_in(cast.anna), cast)
    still, done = text.split("Eén punt is in orde")
    assert "Spreek af hoe een deelnemer uittreedt" in done
    assert "Spreek af hoe een deelnemer uittreedt" not in still


def test_all_cases_stand_there_before_any_assessment_and_can_be_filtered(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.anna)
    text = page(client, cast)
    assert f"{len(lessons.cases())} casussen" in text
    tax = page(client, cast, "?waarover=tax")
    assert "Eén casus" in tax
    assert "BsGW" in tax
    ended = page(client, cast, "?vorm=openbaar_lichaam&afloop=dissolved")
    assert "3 casussen" in ended  # WODV, Ommen-Hardenberg and UW
    assert "Geen casus past bij deze keuzes" in page(client, cast, "?vorm=kleur")


def test_every_case_has_its_page_with_sources(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.anna)
    for item in lessons.cases():
        text = page(client, cast, f"{item.id}/")
        for source in item.sources.values():
            assert html.unescape(source.url) in text, source
        assert "/invullen/" in text
    sed = page(client, cast, "sed/")
    assert "een politieke partij" in sed
    assert "Een andere bron zegt:" in sed
    assert "wettekst" not in sed
    page(client, cast, "atlantis/", status=404)


def test_the_number_of_queries_does_not_grow(cast: Cast, fill: Any, sign_in: SignIn) -> None:
    counts = []
    for number in (1, 3):
        fill(dossier(number))
        client = sign_in(cast.anna)
        with CaptureQueriesContext(connection) as queries:
            text = page(client, cast)
        assert text.count("lessen/eigen/isd") >= number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_case_goes_out_as_a_file_and_comes_in_elsewhere(cast: Cast, fill: Any, sign_in: SignIn) -> None:
    fill(dossier())
    client = sign_in(cast.anna)
    base = f"/s/{cast.cooperation.slug}/lessen/eigen/"
    assert "Sociale dienst <b>" in page(client, cast, "eigen/isd/")
    assert "<b>" not in client.get(base).content.decode()
    for kind in ("toml", "json"):
        response = client.get(f"{base}isd.{kind}")
        assert f"casus-isd.{kind}" in response["Content-Disposition"]
        assert read_case(response.content).name == OWN["name"]
    for rest in ("isd.exe", "niemand.toml", "niemand/"):
        assert client.get(base + rest).status_code == 404
    assert sign_in(cast.eva).get(f"{base}isd.toml").status_code == 404
    eva = sign_in(cast.eva)
    theirs = f"/s/{cast.other.slug}/lessen/eigen/"
    file = SimpleUploadedFile("casus.toml", client.get(f"{base}isd.toml").content)
    shown = eva.post(f"{theirs}bekijken/", {"file": file})
    assert "Er is nog niets opgeslagen" in shown.content.decode()
    assert not SectionRevision.objects.filter(variant__cooperation=cast.other, section="cases").exists()
    hidden = re.search(r'name="text" value="([^"]*)"', shown.content.decode())
    assert hidden is not None
    given = {"text": html.unescape(hidden.group(1))}
    for identifier in ("isd", "isd-2"):  # read in twice: the second one gets a name of its own
        done = eva.post(f"{theirs}opslaan/", given)
        assert done["Location"] == f"{theirs}{identifier}/"
    saved = (
        SectionRevision.objects.filter(variant__cooperation=cast.other, section="cases")
        .order_by("-number")
        .first()
    )
    assert saved is not None
    assert [row["id"] for row in saved.content] == ["isd", "isd-2"]
    assert saved.content[0]["went_well"] == OWN["went_well"]


def test_a_file_that_is_wrong_is_told_and_nothing_is_saved(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in(cast.anna), f"/s/{cast.cooperation.slug}/lessen/eigen/"
    bad = 'format = "vierkant-case"\nversion = 1\n[case]\nid = "a b"\npartners = 0\nkleur = 1\n'
    response = client.post(f"{url}bekijken/", {"file": SimpleUploadedFile("a.toml", bad.encode())})
    text = html.unescape(response.content.decode())
    assert response.status_code == 422
    for said in (
        "Gebruik alleen kleine letters",
        "Het moet minstens 1 zijn.",
        "Wij kennen ‘kleur’ niet",
        "ontbreekt",
    ):
        assert said in text
    large = SimpleUploadedFile("a.toml", b"#" * 200_000)
    assert "hooguit 100 KB" in client.post(f"{url}bekijken/", {"file": large}).content.decode()
    assert client.post(f"{url}bekijken/", {}).status_code == 422
    assert client.post(f"{url}opslaan/", {"text": bad}).status_code == 422
    assert not SectionRevision.objects.filter(section="cases").exists()
    good = write_case(OwnCase(id="a", name="A", scope=Scope.ICT))
    assert sign_in(cast.daan).post(f"{url}opslaan/", {"text": good}).status_code == 403
    assert "Een casus van een ander inlezen" not in page(sign_in(cast.daan), cast, "eigen/")


def test_a_case_comes_on_top_of_what_others_save_meanwhile(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, save = inputs.with_case, actions.save_section
    others = [{"id": "anders", "name": "Van een ander"}]

    def slow(rows: Any, item: Any) -> Any:
        found = given(rows, item)
        if others:
            row = others.pop()
            save(variant=cast.variant, section="cases", content=[row], based_on=0, by=cast.anna)
        return found

    monkeypatch.setattr(inputs, "with_case", slow)
    # The id is a word of an address; the case gets another, so that its page can be opened.
    text = 'format = "vierkant-case"\nversion = 1\n[case]\nid = "opslaan"\nname = "Onze casus"\n'
    client = sign_in(cast.anna)
    url = f"/s/{cast.cooperation.slug}/lessen/eigen/"
    assert client.post(f"{url}opslaan/", {"text": text}).status_code == 302
    shown = client.get(url).content.decode()
    assert "Van een ander" in shown
    assert "Onze casus" in shown
    assert client.get(f"{url}opslaan-2/").status_code == 200
