"""History: told in words, private stays private, put back with conflict, emptied for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.dossier.inputs_compare import Names, changes
from vierkant_web.models import SectionRevision, Visibility

PARTNERS = [{"id": "hillegom", "municipality": "GM0534"}, {"id": "lisse", "municipality": "GM0553"}]
TASKS = [{"id": "wmo", "name": "Wmo-loket"}]


def save(
    cast: Cast, section: str, content: Any, by: Any = None, partner: str = "", **more: Any
) -> SectionRevision:
    seen = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner).count()
    return actions.save_section(
        variant=cast.variant, section=section, partner=partner, content=content, based_on=seen,
        by=by or cast.anna, **more,
    )  # fmt: skip


def address(cast: Cast, rest: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/overzicht/geschiedenis/{rest}"


@pytest.fixture
def started(cast: Cast) -> Cast:
    save(cast, "cooperation", {"name": "Bollenstreek", "stage": "exploring"})
    save(cast, "partners", PARTNERS)
    save(cast, "tasks", TASKS)
    return cast


def test_a_change_is_told_in_words_with_exact_figures(started: Cast, sign_in: Callable[..., Client]) -> None:
    first = {"wmo": {"own_fte": {"value": 112.5, "confidence": "assumed"}}}
    second = {"wmo": {"own_fte": {"value": 112.75, "low": 100, "high": 120, "confidence": "measured"}}}
    save(started, "tasks", first, by=started.bram, partner="hillegom", visibility=Visibility.SHARED)
    save(started, "tasks", second, by=started.bram, partner="hillegom", comment="Geteld")
    html = sign_in(started.anna).get(address(started)).content.decode()
    assert "Taken · Hillegom" in html
    assert "<del>112,5 fte (aangenomen)</del>" in html
    assert "<ins>112,75 fte, waarschijnlijk tussen 100 fte en 120 fte (gemeten)</ins>" in html
    assert "Wmo-loket" in html
    assert "“Geteld”" in html
    assert "Bram" in html


def test_a_default_that_is_written_out_is_no_change() -> None:
    names = Names.of({})
    row = {"id": "a", "block": "people", "text": "Kennismaken"}
    assert changes(("measures", ""), [row], [{**row, "done": False}], names) == []
    told = changes(("measures", ""), [row], [{**row, "done": True}], names)
    assert [(item.kind, item.title, len(item.changes)) for item in told] == [("changed", "Kennismaken", 1)]


def test_only_another_order_is_told_as_such() -> None:
    names = Names.of({})
    turned = changes(("partners", ""), PARTNERS, PARTNERS[::-1], names)
    assert [item.kind for item in turned] == ["order"]


def test_a_private_version_stays_private_after_the_part_was_opened(
    started: Cast, sign_in: Callable[..., Client]
) -> None:
    secret = {"wmo": {"own_fte": {"value": 77.0}}}
    hidden = save(
        started, "tasks", secret, by=started.bram, partner="hillegom", visibility=Visibility.PRIVATE
    )
    for user in (started.anna, started.carla):
        assert "Hillegom ·" not in (page := sign_in(user).get(address(started)).content.decode())
        assert "77 fte" not in page
    shown = save(started, "tasks", {"wmo": {"own_fte": {"value": 80.0}}}, by=started.bram, partner="hillegom",
                 visibility=Visibility.SHARED)  # fmt: skip
    anna = sign_in(started.anna)
    page = anna.get(address(started)).content.decode()
    assert "80 fte" in page
    assert "77 fte" not in page
    assert anna.get(address(started, f"{hidden.pk}/")).status_code == 404
    assert "77 fte" not in anna.get(address(started, f"{shown.pk}/")).content.decode()
    assert "77 fte" in sign_in(started.bram).get(address(started)).content.decode()


def test_a_part_that_was_closed_again_disappears_with_its_whole_history(
    started: Cast, sign_in: Callable[..., Client]
) -> None:
    content = {"wmo": {"own_fte": {"value": 81.0}}}
    once = save(started, "tasks", content, by=started.bram, partner="hillegom", visibility=Visibility.SHARED)
    save(started, "tasks", content, by=started.bram, partner="hillegom", visibility=Visibility.PRIVATE)
    anna = sign_in(started.anna)
    assert "81 fte" not in anna.get(address(started)).content.decode()
    assert anna.get(address(started, f"{once.pk}/")).status_code == 404


def test_an_outsider_sees_public_versions_without_names_of_people(
    started: Cast, sign_in: Callable[..., Client]
) -> None:
    eva = sign_in(started.eva)
    assert eva.get(address(started)).status_code == 404
    save(started, "cooperation", {"name": "Bollenstreek", "goal": "Samen"}, visibility=Visibility.PUBLIC)
    page = eva.get(address(started)).content.decode()
    assert "Samen" in page
    assert "Anna" not in page
    assert "Wmo-loket" not in page


def test_the_filter_shows_one_section(started: Cast, sign_in: Callable[..., Client]) -> None:
    page = sign_in(started.daan).get(address(started) + "?onderdeel=taken").content.decode()
    assert "Wmo-loket" in page
    assert "GM0534" not in page


def test_putting_back_makes_a_new_version_and_keeps_the_list_of_cooperations(
    started: Cast, sign_in: Callable[..., Client]
) -> None:
    save(started, "cooperation", {"name": "Andere naam"})
    first = SectionRevision.objects.get(variant=started.variant, section="cooperation", number=1)
    anna = sign_in(started.anna)
    assert "Deze versie terugzetten" in anna.get(address(started, f"{first.pk}/")).content.decode()
    assert (
        "Deze versie terugzetten"
        not in sign_in(started.bram).get(address(started, f"{first.pk}/")).content.decode()
    )
    answer = anna.post(address(started, f"{first.pk}/terugzetten/"), {"based_on": "2"})
    assert answer.status_code == 302
    newest = SectionRevision.objects.get(variant=started.variant, section="cooperation", number=3)
    assert (newest.content, newest.restored_from_id) == (first.content, first.pk)
    started.cooperation.refresh_from_db()
    assert started.cooperation.name == "Bollenstreek"


def test_putting_back_on_top_of_a_newer_version_asks_again(
    started: Cast, sign_in: Callable[..., Client]
) -> None:
    first = SectionRevision.objects.get(variant=started.variant, section="cooperation")
    save(started, "cooperation", {"name": "Nieuwer"})
    answer = sign_in(started.anna).post(address(started, f"{first.pk}/terugzetten/"), {"based_on": "1"})
    assert answer.status_code == 409
    assert 'name="based_on" value="2"' in answer.content.decode()
    assert "Nieuwer" in answer.content.decode()
    assert SectionRevision.objects.filter(section="cooperation", variant=started.variant).count() == 2


def test_only_who_may_write_puts_back_or_empties(started: Cast, sign_in: Callable[..., Client]) -> None:
    save(started, "cooperation", {"name": "Nieuwer"})
    first = SectionRevision.objects.get(variant=started.variant, section="cooperation", number=1)
    for user in (started.bram, started.daan):
        client = sign_in(user)
        assert client.post(address(started, f"{first.pk}/terugzetten/"), {"based_on": "2"}).status_code == 403
        assert (
            client.post(address(started, f"{first.pk}/leegmaken/"), {"reason": "x", "sure": "on"}).status_code
            == 403
        )
    first.refresh_from_db()
    assert not first.is_redacted


def test_emptying_needs_a_reason_and_leaves_a_notice(started: Cast, sign_in: Callable[..., Client]) -> None:
    slip = save(started, "cooperation", {"name": "Bollenstreek", "goal": "Jansen is ziek"})
    save(started, "cooperation", {"name": "Bollenstreek", "goal": "Minder kwetsbaar"})
    anna = sign_in(started.anna)
    assert anna.post(address(started, f"{slip.pk}/leegmaken/"), {"reason": "Een naam"}).status_code == 422
    assert anna.post(address(started, f"{slip.pk}/leegmaken/"), {"sure": "on"}).status_code == 422
    slip.refresh_from_db()
    assert not slip.is_redacted
    answer = anna.post(
        address(started, f"{slip.pk}/leegmaken/"), {"reason": "Een naam", "sure": "on"}, follow=True
    )
    page = answer.content.decode()
    assert "Deze versie is leeggemaakt" in page
    assert "Een naam" in page
    assert "Jansen" not in page + anna.get(address(started)).content.decode()


@pytest.mark.parametrize("versions", [1, 30])
def test_the_list_takes_the_same_number_of_queries(
    started: Cast, sign_in: Callable[..., Client], django_assert_num_queries: Any, versions: int
) -> None:
    for number in range(versions):
        save(started, "cooperation", {"name": "Bollenstreek", "goal": f"Doel {number}"})
    client = sign_in(started.anna)
    client.get(address(started))
    with django_assert_num_queries(9):
        assert client.get(address(started)).status_code == 200


def test_the_list_goes_in_pages(started: Cast, sign_in: Callable[..., Client]) -> None:
    for number in range(25):
        save(started, "cooperation", {"name": "Bollenstreek", "goal": f"Doel {number}."})
    client = sign_in(started.anna)
    first, second = (client.get(address(started) + f"?page={page}").content.decode() for page in (1, 2))
    assert "Doel 24." in first
    assert "Wmo-loket" not in first
    assert "Wmo-loket" in second
