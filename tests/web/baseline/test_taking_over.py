"""Taking figures over: only what was chosen, with its source, and nothing of somebody else is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.baseline.conftest import Fill
from tests.web.baseline.test_baseline_pages import latest, plain, text, url
from tests.web.conftest import Cast

from vierkant.dossier.reading import from_plain
from vierkant_web import actions
from vierkant_web.models import User, Visibility

SignIn = Callable[[User], Client]
PAGE = "nulmeting/lisse/"


def seen(client: Client, address: str) -> dict[str, str]:
    numbers = client.get(address).context["numbers"]
    return {"seen_tasks": str(numbers["tasks"]), "seen_sources": str(numbers["sources"])}


def send(client: Client, address: str, *names: str, **more: str) -> str:
    form = {**seen(client, address), **dict.fromkeys(names, "on"), **more}
    response = client.post(address, form, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_coordinator_takes_over_what_was_chosen_alone(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    client, address = sign_in(cast.anna), url(cast, PAGE)
    said = send(client, address, "burgerzaken.own_fte", "burgerzaken.other_cost")
    assert "2 cijfers zijn overgenomen." in said
    row = latest("tasks", "lisse")
    assert row is not None
    assert set(row.content) == {"burgerzaken"}
    assert set(row.content["burgerzaken"]) == {"own_fte", "other_cost"}
    assert row.content["burgerzaken"]["own_fte"]["source"] == "iv3-begroting-2025"
    assert row.visibility == Visibility.SHARED
    dossier = from_plain(plain(cast, cast.anna))  # it is a right dossier, sources and all
    assert dossier.tasks[0].parts["lisse"].other_cost is not None
    assert set(dossier.sources) == {"iv3-begroting-2025"}
    assert "staat er al" in client.get(address).content.decode()


def test_a_filled_in_figure_stays_unless_it_is_ticked(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill(sources={"eigen": {"title": "Eigen telling"}})
    own: dict[str, Any] = {"burgerzaken": {"own_fte": {"value": 12.5, "source": "eigen"}}}
    actions.save_section(
        variant=cast.variant, section="tasks", partner="lisse", content=own, based_on=0, by=cast.anna
    )
    client, address = sign_in(cast.anna), url(cast, PAGE)
    page = text(client, address)
    assert "12,5 fte" in page
    assert 'name="burgerzaken.own_fte" id="take-burgerzaken.own_fte">' in page  # not ticked beforehand
    assert 'id="take-burgerzaken.other_cost" checked>' in page
    send(client, address, "burgerzaken.other_cost")
    row = latest("tasks", "lisse")
    assert row is not None
    assert row.content["burgerzaken"]["own_fte"] == {"value": 12.5, "source": "eigen"}
    sources = latest("sources")
    assert sources is not None
    assert set(sources.content) == {"eigen", "iv3-begroting-2025"}
    send(client, address, "burgerzaken.own_fte")
    row = latest("tasks", "lisse")
    assert row is not None
    assert row.content["burgerzaken"]["own_fte"]["source"] == "iv3-begroting-2025"


def test_who_saved_in_the_meantime_is_not_overwritten(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    client, address = sign_in(cast.anna), url(cast, PAGE)
    before = seen(client, address)
    actions.save_section(
        variant=cast.variant, section="tasks", partner="lisse",
        content={"burgerzaken": {"own_fte": {"value": 3}}}, based_on=0, by=cast.anna,
    )  # fmt: skip
    response = client.post(address, {**before, "burgerzaken.own_fte": "on"}, follow=True)
    assert "Iemand anders heeft intussen iets opgeslagen" in response.content.decode()
    row = latest("tasks", "lisse")
    assert row is not None
    assert row.content == {"burgerzaken": {"own_fte": {"value": 3}}}
    assert latest("sources") is None


def test_an_editor_waits_for_the_sources_and_then_writes_the_own_part(
    cast: Cast, fill: Fill, sign_in: SignIn
) -> None:
    fill()
    bram, anna, address = sign_in(cast.bram), sign_in(cast.anna), url(cast, "nulmeting/hillegom/")
    assert "De coördinator voegt eerst de bronnen toe" in text(bram, address)
    assert bram.post(address, {**seen(bram, address), "burgerzaken.own_fte": "on"}).status_code == 403
    assert latest("tasks", "hillegom") is None
    assert "Voeg de bronnen toe aan de lijst" in text(anna, address)
    assert "De bronnen staan in de lijst" in send(anna, address, only="sources")
    assert "1 cijfer is overgenomen." in send(bram, address, "burgerzaken.own_fte")
    row = latest("tasks", "hillegom")
    assert row is not None
    assert row.author == cast.bram
    assert from_plain(plain(cast, cast.anna)).tasks[0].parts["hillegom"].own_fte is not None


def test_nothing_chosen_saves_nothing(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    assert "Kies minstens één cijfer" in send(sign_in(cast.anna), url(cast, PAGE))
    assert latest("tasks", "lisse") is None


@pytest.mark.parametrize("who", ["carla", "daan"])
def test_readers_see_the_proposals_and_cannot_save(cast: Cast, fill: Fill, sign_in: SignIn, who: str) -> None:
    fill()
    client, address = sign_in(getattr(cast, who)), url(cast, PAGE)
    assert 'type="checkbox"' not in text(client, address)
    assert client.post(address, {"burgerzaken.own_fte": "on"}).status_code == 403
    assert latest("tasks", "lisse") is None


def test_a_broken_form_saves_nothing(cast: Cast, fill: Fill, sign_in: SignIn) -> None:
    fill()
    client, address = sign_in(cast.anna), url(cast, PAGE)
    for number in ("", "x", "-1", "٣", "9" * 30):
        client.post(address, {"seen_tasks": number, "seen_sources": "0", "burgerzaken.own_fte": "on"})
    client.post(address, {**seen(client, address), "niets.own_fte": "on", "burgerzaken.onzin": "on"})
    assert latest("tasks", "lisse") is None


def test_who_says_that_the_staff_are_its_own_gets_the_amounts_unticked(
    cast: Cast, fill: Fill, sign_in: SignIn
) -> None:
    fill(partners=[{"id": "lisse", "municipality": "GM0553"}])
    client, address = sign_in(cast.anna), url(cast, PAGE)
    assert "Ons personeel is van onszelf" in text(client, address)
    page = text(client, f"{address}?personeel=eigen")
    assert "U zegt dat het personeel van uzelf is" in page
    assert 'name="burgerzaken.own_fte" id="take-burgerzaken.own_fte">' in page
    send(client, address, "burgerzaken.own_fte", personeel="eigen")
    row = latest("tasks", "lisse")
    assert row is not None
    assert set(row.content["burgerzaken"]) == {"own_fte"}
