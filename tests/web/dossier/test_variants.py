"""Variants: the list, a new one, the main one, and two side by side from their stored assessments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant.dossier import load as read_dossier
from vierkant.dossier import split, to_plain_dossier
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.environment import PROJECT
from vierkant_web.jobs.assessment import assess_run
from vierkant_web.models import Run, RunState, SectionRevision, Variant, Visibility


def address(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/overzicht/varianten/{rest}"


@pytest.fixture
def example(cast: Cast) -> Cast:
    parts = split(to_plain_dossier(read_dossier(PROJECT / "examples" / "hltsamen.toml")))
    rows = [Part(*key, content, Visibility.SHARED) for key, content in parts.items() if key[1] != "hillegom"]
    actions.save_many(variant=cast.variant, parts=rows, by=cast.anna)
    own = [Part(*key, content, Visibility.SHARED) for key, content in parts.items() if key[1] == "hillegom"]
    actions.save_many(variant=cast.variant, parts=own, by=cast.bram)
    return cast


@pytest.fixture
def second(example: Cast) -> Variant:
    variant = actions.create_variant(cooperation=example.cooperation, name="Met twee", copy_of=example.variant,
                                     by=example.anna)  # fmt: skip
    agreed = SectionRevision.objects.get(variant=variant, section="agreements")
    actions.save_section(variant=variant, section="agreements", content={**agreed.content, "form": "centrumgemeente"},
                         based_on=1, by=example.anna)  # fmt: skip
    return variant


def compute() -> None:
    """What the worker does, with few draws."""
    for run in Run.objects.filter(state=RunState.WAITING):
        result = assess_run(run.dossier, 0, 500, lambda _share: None, date(2026, 9, 1))
        Run.objects.filter(pk=run.pk).update(state=RunState.DONE, result=result, progress=1.0)


def test_the_coordinator_makes_a_copy_and_goes_on_filling_in(
    example: Cast, sign_in: Callable[..., Client]
) -> None:
    answer = sign_in(example.anna).post(address(example, "nieuw/"), {"name": "Met twee", "begin": "basis"})
    assert answer["Location"].endswith("/overzicht/invullen/?variant=met-twee")
    copy = Variant.objects.get(cooperation=example.cooperation, slug="met-twee")
    assert copy.revisions.count() == example.variant.revisions.count()
    sign_in(example.anna).post(address(example, "nieuw/"), {"name": "Leeg", "begin": "-"})
    assert Variant.objects.get(slug="leeg").revisions.count() == 0


def test_a_variant_needs_a_name(example: Cast, sign_in: Callable[..., Client]) -> None:
    assert sign_in(example.anna).post(address(example, "nieuw/"), {"begin": "basis"}).status_code == 422
    assert Variant.objects.filter(cooperation=example.cooperation).count() == 1


def test_only_the_coordinator_changes_variants(
    example: Cast, second: Variant, sign_in: Callable[..., Client]
) -> None:
    for user in (example.bram, example.daan):
        client = sign_in(user)
        assert client.get(address(example)).status_code == 200
        for rest in ("nieuw/", "met-twee/hoofdvariant/", "met-twee/wegleggen/", "met-twee/terughalen/"):
            assert client.post(address(example, rest), {"name": "x"}).status_code == 403
    assert sign_in(example.eva).get(address(example)).status_code == 404


def test_another_main_variant_gives_the_cooperation_its_name(
    example: Cast, second: Variant, sign_in: Callable[..., Client]
) -> None:
    actions.save_section(variant=second, section="cooperation", content={"name": "Met z'n tweeën"}, based_on=1,
                         by=example.anna)  # fmt: skip
    sign_in(example.anna).post(address(example, "met-twee/hoofdvariant/"))
    second.refresh_from_db()
    example.cooperation.refresh_from_db()
    assert (second.is_main, example.cooperation.name) == (True, "Met z'n tweeën")


def test_putting_away_and_taking_back(example: Cast, second: Variant, sign_in: Callable[..., Client]) -> None:
    anna = sign_in(example.anna)
    anna.post(address(example, "met-twee/wegleggen/"))
    second.refresh_from_db()
    assert second.archived is not None
    page = anna.post(address(example, "basis/wegleggen/"), follow=True).content.decode()
    assert "Kies eerst een andere hoofdvariant" in page
    anna.post(address(example, "met-twee/terughalen/"))
    second.refresh_from_db()
    assert second.archived is None


def test_the_comparison_waits_and_then_fills_in(
    example: Cast, second: Variant, sign_in: Callable[..., Client]
) -> None:
    anna = sign_in(example.anna)
    query = "?a=basis&b=met-twee"
    page = anna.get(address(example, f"vergelijk/{query}")).content.decode()
    assert "data-pending" in page
    assert "Waarin de dossiers verschillen" in page
    assert anna.get(address(example, f"vergelijk/stand.json{query}")).json()["state"] == "running"
    compute()
    assert anna.get(address(example, f"vergelijk/stand.json{query}")).json()["state"] == "done"
    page = anna.get(address(example, f"vergelijk/{query}")).content.decode()
    assert "data-pending" not in page
    order = [
        page.index(text) for text in ("Mensen en cultuur</h2>", "De vier K", "Het geld</h2>", "De vorm</h2>")
    ]
    assert order == sorted(order)
    assert page.count("Hoe komen we hieraan?") > 10
    assert "bedrijfsvoeringsorganisatie</td><td>centrumgemeente" in page


def test_a_side_that_is_ready_is_shown_while_the_other_waits(
    example: Cast, second: Variant, sign_in: Callable[..., Client]
) -> None:
    anna = sign_in(example.anna)
    anna.get(f"/s/{example.cooperation.slug}/overzicht/")
    compute()
    page = anna.get(address(example, "vergelijk/?a=met-twee&b=basis"))
    assert page.status_code == 200
    html = page.content.decode()
    assert "data-pending" in html
    assert "Het geld</h2>" in html
    assert "alleen in de" not in html


def test_the_comparison_holds_only_what_the_visitor_sees(
    example: Cast, second: Variant, sign_in: Callable[..., Client]
) -> None:
    own = SectionRevision.objects.get(variant=second, section="tasks", partner="hillegom")
    changed = {key: {**row, "own_fte": {"value": 99.5}} for key, row in own.content.items()}
    actions.save_section(variant=second, section="tasks", partner="hillegom", content=changed, based_on=1,
                         visibility=Visibility.PRIVATE, by=example.bram)  # fmt: skip
    address_of = address(example, "vergelijk/?a=basis&b=met-twee")
    assert "99,5 fte" in sign_in(example.bram).get(address_of).content.decode()
    for user in (example.anna, example.carla):
        assert "99,5" not in sign_in(user).get(address_of).content.decode()
    assert {run.audience for run in Run.objects.all()} >= {"partner:hillegom", "shared", "partner:lisse"}


@pytest.mark.parametrize("query", ["", "?a=basis", "?a=basis&b=basis", "?a=basis&b=bestaat-niet"])
def test_without_two_variants_the_page_says_what_to_do(
    example: Cast, sign_in: Callable[..., Client], query: str
) -> None:
    page = sign_in(example.anna).get(address(example, f"vergelijk/{query}"))
    assert page.status_code == 200
    assert "Kies twee verschillende varianten" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_number_of_queries(
    example: Cast, sign_in: Callable[..., Client], django_assert_num_queries: Any, number: int
) -> None:
    for name in range(number):
        actions.create_variant(cooperation=example.cooperation, name=f"Variant {name}", by=example.anna)
    client = sign_in(example.anna)
    client.get(address(example))
    with django_assert_num_queries(6):
        client.get(address(example))
