"""Documenten: who gets which report, and what never stands in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.pdf_text import text_of
from tests.web.conftest import Cast
from tests.web.documents.conftest import finish_all, save

from vierkant_web import actions
from vierkant_web.models import Run, RunState, User

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PAGE = "/s/bollenstreek/documenten/"
PDF = PAGE + "rapport/{}.pdf"


def test_page_waits_first_and_then_offers_the_report(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.carla)
    page = client.get(PAGE).content.decode()
    assert "De beoordeling wordt gemaakt" in page
    assert ".pdf" not in page
    assert client.get(PAGE + "stand.json").json()["state"] == "running"
    finish_all()
    assert client.get(PAGE + "stand.json").json()["state"] == "done"
    page = client.get(PAGE).content.decode()
    assert "Alleen Lisse" in page
    assert PDF.format("eigen") in page


def test_reader_gets_only_the_own_report(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.carla)
    client.get(PAGE)
    finish_all()
    assert client.get(PDF.format("eigen")).status_code == 200
    assert client.get(PDF.format("deelnemers")).status_code == 404
    assert client.get(PDF.format("openbaar")).status_code == 404


def test_coordinator_gets_the_shared_and_the_public_report(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    shared = client.get(PDF.format("deelnemers"))
    public = client.get(PDF.format("openbaar"))
    assert shared.status_code == public.status_code == 200
    assert client.get(PDF.format("eigen")).status_code == 404
    assert "Grote groep" in text_of(shared.content)
    assert "Een openbaar doel" in text_of(public.content)
    for secret in ("Grote groep", "Lisse", "Hillegom"):
        assert secret not in text_of(public.content)


def test_what_a_partner_keeps_to_itself_stands_in_its_own_report_alone(filled: Cast, sign_in: SignIn) -> None:
    found = {}
    for user, word in ((filled.bram, "eigen"), (filled.carla, "eigen"), (filled.anna, "deelnemers")):
        client = sign_in(user)
        client.get(PAGE)
        finish_all()
        found[user.name] = text_of(client.get(PDF.format(word)).content)
    secret = "Ploeg van Hillegom"
    assert secret in found["Bram"]
    assert "Vertrouwelijk" in found["Bram"]
    assert secret not in found["Carla"]
    assert secret not in found["Anna"]


def test_no_report_names_a_small_group(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    client.get(PAGE)
    finish_all()
    for language in ("nl", "en"):
        text = text_of(client.get(PDF.format("eigen"), {"taal": language}).content)
        assert "Grote groep" in text
        assert "Kleine kring" not in text
        assert "kring-van-drie" not in text


def test_outsider_sees_only_what_is_public(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.eva)
    client.get(PAGE)
    finish_all()
    text = text_of(client.get(PDF.format("openbaar")).content)
    assert "Een openbaar doel" in text
    assert "Grote groep" not in text
    assert client.get(PDF.format("deelnemers")).status_code == 404


def test_outsider_of_a_closed_cooperation_gets_nothing(cast: Cast, sign_in: SignIn) -> None:
    save(cast, "cooperation", {"name": "Bollenstreek", "kind": "intermunicipal", "stage": "exploring"})
    client = sign_in(cast.eva)
    for address in (PAGE, PDF.format("openbaar"), PAGE + "stand.json"):
        assert client.get(address).status_code == 404
    assert Client().get(PDF.format("openbaar")).status_code == 302


def test_file_is_not_kept_and_its_name_holds_no_text_of_people(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    response = client.get(PDF.format("openbaar"))
    day = timezone.localdate().isoformat()
    assert response["Content-Type"] == "application/pdf"
    assert (
        response["Content-Disposition"]
        == f'attachment; filename="bollenstreek-{filled.variant.slug}-openbaar-{day}-nl.pdf"'
    )
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Language"] == "nl"
    assert response.content.startswith(b"%PDF-")


def test_download_without_assessment_goes_back_to_the_page(filled: Cast, sign_in: SignIn) -> None:
    response = sign_in(filled.carla).get(PDF.format("eigen"))
    assert response.status_code == 302
    assert response["Location"] == PAGE


def test_report_is_made_once_and_follows_the_content(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    first = client.get(PDF.format("deelnemers")).content
    monkeypatch.setattr("vierkant_web.documents.inputs.render", lambda *_a, **_k: b"%PDF-again")
    assert client.get(PDF.format("deelnemers")).content == first
    save_again = {"name": "Bollenstreek", "kind": "intermunicipal", "stage": "deciding"}
    actions.save_section(
        variant=filled.variant, section="cooperation", content=save_again, based_on=1, by=filled.anna
    )
    client.get(PAGE)
    finish_all()
    assert client.get(PDF.format("deelnemers")).content == b"%PDF-again"


def test_nothing_filled_in_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.anna).get(PAGE).content.decode()
    assert "Er is nog niets openbaar" in page
    assert "Er is nog niets ingevuld" in page
    assert ".pdf" not in page
    assert Run.objects.count() == 0


def test_failed_assessment_can_be_asked_for_again(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    client.get(PAGE)
    Run.objects.update(state=RunState.FAILED, error="fault")
    page = client.get(PAGE).content.decode()
    assert f"{PAGE}rapport/openbaar/opnieuw/" in page
    assert client.post(PAGE + "rapport/openbaar/opnieuw/").status_code == 302
    states = dict(Run.objects.values_list("audience", "state"))
    assert states == {"shared": RunState.FAILED, "public": RunState.WAITING}
    assert client.get(PAGE + "rapport/openbaar/opnieuw/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_a_fixed_number_of_questions(
    filled: Cast, sign_in: SignIn, rows: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    groups = [{"id": f"g{number}", "name": f"Groep {number}", "size": 20} for number in range(rows)]
    actions.save_section(variant=filled.variant, section="people", content=groups, based_on=1, by=filled.anna)
    client = sign_in(filled.anna)
    client.get(PAGE)
    finish_all()
    client.get(PAGE)  # the list of papers is kept for an hour
    with django_assert_num_queries(11):
        assert client.get(PAGE).status_code == 200
