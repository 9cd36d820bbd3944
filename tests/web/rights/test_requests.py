"""Requests of who means harm: from another site, for what may not exist, for assessments of others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.rights.answers import readable
from tests.web.rights.scene import SLUG, Scene, assess_for
from tests.web.rights.table import ROWS

from vierkant_web import actions
from vierkant_web.models import AuditEvent, Role, Run, RunState, SectionRevision, Visibility

pytestmark = pytest.mark.django_db
NOWHERE = "bestaatniet1"
"""As long as the other one, so that the answers have the same length."""


def test_no_form_works_from_another_site(scene: Scene) -> None:
    before = (SectionRevision.objects.count(), Run.objects.count(), AuditEvent.objects.count())
    client = Client(enforce_csrf_checks=True)
    client.cookies.update(scene.cookies["coordinator"])
    answers = {row.text: client.post(row.address(scene.words)).status_code for row in ROWS}
    assert {text: status for text, status in answers.items() if status != 403} == {}
    assert (SectionRevision.objects.count(), Run.objects.count(), AuditEvent.objects.count()) == before


def plain(answer: Any, slug: str) -> tuple[int, str]:
    """Status and text without what differs by itself: the address that was asked, and the token of a form."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", readable(answer))
    return answer.status_code, text.replace(slug, "SLUG")


def test_an_outsider_cannot_tell_what_exists(scene: Scene) -> None:
    differs = []
    for row in (row for row in ROWS if "/s/" in row.address(scene.words)):
        for method in ("get", "post"):
            there = scene.ask("outsider", method, row.address(scene.words))
            nowhere = scene.ask("outsider", method, row.address(scene.words, NOWHERE))
            if plain(there, SLUG) != plain(nowhere, NOWHERE):
                differs.append(f"{method} {row.text}")
    assert differs == []


def test_the_name_stands_in_no_page_of_an_outsider(scene: Scene) -> None:
    for row in ROWS:
        text = readable(scene.ask("outsider", "get", row.address(scene.words))).replace(f"/s/{SLUG}", "")
        assert "Bollenstreek" not in text, row.text
        assert "HLTsamen" not in text, row.text


def test_a_name_that_is_taken_is_not_told(scene: Scene) -> None:
    """A second cooperation with the same name is simply made, at an address that cannot be guessed."""
    data = {
        "name": "Bollenstreek",
        "kind": "intermunicipal",
        "towns-TOTAL_FORMS": "0",
        "towns-INITIAL_FORMS": "0",
    }
    addresses = [
        scene.client("outsider").post(reverse("cooperation_new"), data)["Location"].split("/")[2]
        for _ in range(2)
    ]
    assert len({*addresses, SLUG}) == 3
    assert all(len(slug.removeprefix("bollenstreek-")) >= 6 for slug in addresses)


def test_an_account_that_was_closed_gets_in_nowhere(scene: Scene) -> None:
    scene.cast.anna.is_active = False
    scene.cast.anna.save()
    for name in ("overview", "fill_in", "exchange"):
        answer = scene.client("coordinator").get(reverse(name, kwargs={"slug": SLUG}))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/login/")


def test_who_was_let_out_sees_nothing_from_that_moment_on(scene: Scene) -> None:
    client = scene.client("reader")
    assert client.get(reverse("change", kwargs={"slug": SLUG})).status_code == 200
    membership = scene.cooperation.memberships.get(user=scene.cast.daan)
    actions.remove_member(membership=membership, by=scene.cast.anna)
    assert client.get(reverse("change", kwargs={"slug": SLUG})).status_code == 404
    assert client.get(reverse("exchange_download", kwargs={"slug": SLUG, "kind": "toml"})).status_code == 404


def test_what_lisse_once_showed_stays_closed_after_it_was_closed(scene: Scene) -> None:
    own = {"organisatie": {"own_fte": {"value": 99.0}, "other_cost": {"value": 7654321.0}}}
    shared = actions.save_section(variant=scene.variant, section="tasks", partner="lisse", content=own, based_on=1,
                                  visibility=Visibility.SHARED, by=scene.lina)  # fmt: skip
    address = reverse("history_version", kwargs={"slug": SLUG, "number": shared.pk})
    assert scene.client("reader").get(address).status_code == 200
    actions.set_visibility(variant=scene.variant, section="tasks", partner="lisse", based_on=2,
                           visibility=Visibility.PRIVATE, by=scene.lina)  # fmt: skip
    assert scene.client("reader").get(address).status_code == 404
    assert scene.client("controller").get(address).status_code == 200


# Assessments -----------------------------------------------------------------------------------------------------


def ask(scene: Scene, column: str, name: str, method: str = "post") -> int:
    answer = getattr(scene.client(column), method)(reverse(name, kwargs={"slug": SLUG}))
    return int(answer.status_code)


def run_of(audience: str) -> Run:
    return Run.objects.filter(audience=audience).latest("pk")


def test_each_visitor_reads_the_assessment_of_the_own_audience_alone(scene: Scene) -> None:
    """Every stored assessment gets a mark of its own; each visitor finds one mark, the own one."""
    for run in Run.objects.filter(variant=scene.variant):
        mark = f"Merk-{run.audience.replace(':', '-')}-einde"
        result = {**run.result, "blocks": [{**block, "measures": []} for block in run.result["blocks"]]}
        result["blocks"][0]["measures"] = [
            {"id": "m", "text": mark, "owner": None, "due": None, "hours": None, "euros": None, "done": False,
             "complete": False},
        ]  # fmt: skip
        Run.objects.filter(pk=run.pk).update(result=result)
    own = {"coordinator": "shared", "editor": "partner-hillegom", "controller": "partner-lisse",
           "reader": "partner-teylingen"}  # fmt: skip
    for column, audience in own.items():
        for query in ("", "?audience=partner:lisse", "?voor=mij", "?partner=lisse", "?run=1"):
            page = readable(scene.ask(column, "get", reverse("overview", kwargs={"slug": SLUG}) + query))
            assert set(re.findall(r"Merk-([\w-]+)-einde", page)) == {audience}, (column, query)


def test_only_who_asked_or_the_coordinator_calls_an_assessment_off(scene: Scene) -> None:
    fons = actions.create_account(email="fons@voorbeeld.example", password="x" * 12, verified=True)
    actions.add_member(
        cooperation=scene.cooperation, user=fons, role=Role.READER, partner="teylingen", by=scene.cast.anna
    )
    run = run_of("partner:teylingen")
    Run.objects.filter(pk=run.pk).update(state=RunState.WAITING, result=None, requested_by=fons)
    assert ask(scene, "reader", "assessment_cancel", "get") == 405
    assert ask(scene, "reader", "assessment_cancel") == 403
    assert run_of("partner:teylingen").state == RunState.WAITING
    Run.objects.filter(pk=run.pk).update(requested_by=scene.cast.daan)
    assert ask(scene, "reader", "assessment_cancel") == 302
    assert run_of("partner:teylingen").state == RunState.CANCELLED


def test_an_outsider_calls_nothing_off_and_asks_for_what_is_public_alone(scene: Scene) -> None:
    scene.open_the_name()
    run = run_of("public")
    Run.objects.filter(pk=run.pk).update(state=RunState.WAITING, result=None, requested_by=scene.cast.anna)
    assert ask(scene, "outsider", "assessment_cancel") == 403
    assert run_of("public").state == RunState.WAITING
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED, error="fault")
    others = list(Run.objects.exclude(audience="public").values_list("pk", "state"))
    assert ask(scene, "outsider", "assessment_again") == 302
    assert run_of("public").state == RunState.WAITING
    assert list(Run.objects.exclude(audience="public").values_list("pk", "state")) == others


def test_again_does_nothing_while_there_is_an_assessment(scene: Scene) -> None:
    before = list(Run.objects.values_list("pk", "state", "requested_by"))
    for column in ("coordinator", "editor", "controller", "reader"):
        assert ask(scene, column, "assessment_again") == 302
        assert ask(scene, column, "assessment_cancel") == 302
    assert list(Run.objects.values_list("pk", "state", "requested_by")) == before


def test_a_failed_assessment_is_asked_for_again_by_a_button_and_never_by_looking(scene: Scene) -> None:
    Run.objects.filter(audience="shared").update(state=RunState.FAILED, error="fault", result=None)
    for name in ("overview", "assessment_state", "business_case"):
        assert ask(scene, "coordinator", name, "get") == 200
        assert run_of("shared").state == RunState.FAILED
    assert ask(scene, "coordinator", "assessment_again") == 302
    assert Run.objects.get(audience="shared", variant=scene.variant).state == RunState.WAITING


def test_nobody_fills_the_queue(scene: Scene, settings: Any) -> None:
    settings.RUN_WAITING_PER_USER = 1
    page = reverse("overview", kwargs={"slug": SLUG})
    Run.objects.filter(requested_by=scene.cast.anna, audience="shared").update(
        state=RunState.WAITING, result=None
    )
    number = Run.objects.count()
    assert scene.client("coordinator").get(f"{page}?variant={scene.second.slug}").status_code == 200
    assert Run.objects.count() == number


def test_the_assessment_of_the_second_variant_holds_nothing_of_lisse(scene: Scene) -> None:
    """A copy of a variant carries the closed parts along; they stay closed."""
    for user in (scene.cast.anna, scene.cast.daan):
        run = assess_for(user, scene.second)
        stored = Run.objects.get(pk=run.pk)
        assert "Zilverpoort" not in f"{stored.dossier}{stored.result}"
        assert "7654321" not in f"{stored.dossier}{stored.result}"
    parts = SectionRevision.objects.filter(variant=scene.second, partner="lisse", section="people")
    assert all(row.visibility == Visibility.PRIVATE for row in parts)
