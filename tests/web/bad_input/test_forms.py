"""Bad values in a form: the reason stands beside the field, and everything that was typed is still there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.web.conftest import Cast
from tests.web.dossier.fill_in_forms import SCRIPT, fill, post, url, values

from vierkant_web.models import Cooperation, SectionRevision, User

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

FIELDS: tuple[tuple[str, str, str, str, str], ...] = (
    # step, partner, field, value, words of the reason
    ("samenwerking", "", "part-name", "", "in"),
    ("samenwerking", "", "part-name", "x" * 201, "200"),
    ("samenwerking", "", "part-start_year", "volgend jaar", "getal"),
    ("samenwerking", "", "part-start_year", "1066", "1950"),
    ("samenwerking", "", "part-next_decision_on", "31 februari 2027", "datum"),
    ("samenwerking", "", "part-kind", "huwelijk", "kies iets anders"),
    ("deelnemers", "", "rows-0-title", "Bergambacht", "Krimpenerwaard"),
    ("deelnemers", "", "rows-0-title", "Atlantis", "gemeente"),
    ("taken", "", "rows-0-cost_per_fte", "-85.100", "nul"),
    ("taken", "", "rows-0-cost_per_fte", "veel", "getal"),
    ("taken", "", "rows-0-planned_saving", "250", "100"),
    ("taken", "lisse", "own-belastingen-own_fte", "-3", "nul"),
    ("taken", "lisse", "own-belastingen-own_fte", "drie", "getal"),
    ("afspraken", "", "part-quota", "-1", ""),
    ("maatregelen", "", "rows-0-due", "ooit", "datum"),
)


def field(page: Any, name: str) -> Any:
    """The element with this name."""
    found = page.xpath("//*[@name=$name]", name=name)
    assert found, f"no field {name}"
    return found[0]


def shown_value(element: Any) -> str:
    """What stands in a field."""
    if element.tag == "textarea":
        return str(element.text_content()).removeprefix("\n")
    if element.tag == "select":
        return "".join(element.xpath("option[@selected]/@value"))
    return str(element.get("value") or "")


def reason(page: Any, element: Any) -> str:
    """What a screen reader tells with the field."""
    names = (element.get("aria-describedby") or "").split()
    return " ".join(
        " ".join(one.text_content().split()) for name in names for one in page.xpath("//*[@id=$id]", id=name)
    )


@pytest.mark.parametrize(("word", "partner", "name", "value", "words"), FIELDS)
def test_the_reason_stands_beside_the_field(
    cast: Cast, sign_in: SignIn, word: str, partner: str, name: str, value: str, words: str
) -> None:
    fill(cast)
    client, address, before = sign_in(cast.anna), url(cast, word, partner), SectionRevision.objects.count()
    data = values(client.get(address)) | {name: value}
    answer = post(client, address, data)
    assert answer.status_code == 422
    page = html.fromstring(answer.content.decode())
    element = field(page, name)
    assert element.get("aria-invalid") == "true"
    assert words.lower() in reason(page, element).lower()
    if element.tag != "select" and value:
        assert shown_value(element) == value
    # All other answers are still there, and nothing was saved. (The empty row at the end may get another number.)
    beside = {name, "csrfmiddlewaretoken", "rows-TOTAL_FORMS"}
    again = values(answer)
    empty_row = f"rows-{int(data.get('rows-TOTAL_FORMS', 1)) - 1}-"
    told = {key: kept for key, kept in data.items() if key not in beside and not key.startswith(empty_row)}
    lost = {key: kept for key, kept in told.items() if again.get(key) != kept}
    assert lost == {}
    assert SectionRevision.objects.count() == before
    # The list above the form names it and leads to it.
    links = page.xpath("//main//a[starts-with(@href, '#')]/@href")
    assert f"#{element.get('id')}" in links


def test_everything_wrong_in_a_form_is_said_at_once(cast: Cast, sign_in: SignIn) -> None:
    fill(cast)
    client, address = sign_in(cast.anna), url(cast, "samenwerking")
    bad = {"part-name": "", "part-start_year": "ooit", "part-next_decision_on": "morgen"}
    answer = post(client, address, values(client.get(address)) | bad)
    page = html.fromstring(answer.content.decode())
    assert all(field(page, name).get("aria-invalid") == "true" for name in bad)
    told = post(client, address, values(client.get(address)) | bad, **SCRIPT)
    assert told.status_code == 422
    assert told.json()["detail"].count(":") >= 3


def test_a_range_that_does_not_hold_its_value_is_refused(cast: Cast, sign_in: SignIn) -> None:
    fill(cast)
    client, address = sign_in(cast.anna), url(cast, "taken")
    wrong = {"rows-0-cost_per_fte": "85.100", "rows-0-cost_per_fte__low": "90.000",
             "rows-0-cost_per_fte__high": "80.000"}  # fmt: skip
    answer = post(client, address, values(client.get(address)) | wrong)
    assert answer.status_code == 422
    again = values(answer)
    assert {name: again[name] for name in wrong} == wrong
    assert SectionRevision.objects.filter(section="tasks", partner="").count() == 1


def test_shares_that_are_not_the_whole_are_refused(cast: Cast, sign_in: SignIn) -> None:
    fill(cast)
    client, address = sign_in(cast.anna), url(cast, "afspraken")
    data = values(client.get(address))
    share = next(name for name, value in data.items() if value == "40" and "cost_key" in name)
    answer = post(client, address, data | {share: "35"})
    assert answer.status_code == 422
    assert "95" in html.fromstring(answer.content.decode()).get_element_by_id("content").text_content()
    assert values(answer)[share] == "35"


def test_a_new_cooperation_tells_all_that_is_wrong_and_makes_nothing(cast: Cast, sign_in: SignIn) -> None:
    number = Cooperation.objects.count()
    data = {"name": "", "kind": "intermunicipal", "towns-TOTAL_FORMS": "2", "towns-INITIAL_FORMS": "0",
            "towns-0-municipality": "Bergambacht", "towns-1-municipality": "Lissse"}  # fmt: skip
    answer = sign_in(cast.anna).post("/nieuw/", data)
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    assert "Krimpenerwaard" in reason(page, field(page, "towns-0-municipality"))
    assert shown_value(field(page, "towns-1-municipality")) == "Lissse"
    assert all(
        field(page, name).get("aria-invalid") == "true"
        for name in ("name", "towns-0-municipality", "towns-1-municipality")
    )
    assert Cooperation.objects.count() == number


@pytest.mark.parametrize("seen", ["", "-1", "abc", "99999999999999999999", "1.5"])
def test_a_damaged_hidden_field_loses_nothing(cast: Cast, sign_in: SignIn, seen: str) -> None:
    """It counts as having seen nothing: then the user compares, instead of a fault or an overwritten text."""
    fill(cast)
    client, address = sign_in(cast.anna), url(cast, "samenwerking")
    data = values(client.get(address)) | {"based_on": seen, "part-goal": "Nieuw doel"}
    answer = post(client, address, data)
    assert answer.status_code == 409
    assert "Nieuw doel" in answer.content.decode()
    assert "Minder kwetsbaar" in answer.content.decode()


@pytest.mark.parametrize("query", ["?variant=bestaat-niet", "?variant=%00", "?variant=' OR 1=1 --"])
def test_a_strange_variant_is_not_found(cast: Cast, sign_in: SignIn, query: str) -> None:
    fill(cast)
    assert sign_in(cast.anna).get(url(cast) + query).status_code == 404


@pytest.mark.parametrize(
    "query", ["?page=x", "?page=-1", "?page=99999", "?text=%00", "?municipality=" + "x" * 500]
)
def test_a_strange_search_gives_a_page(cast: Cast, sign_in: SignIn, query: str) -> None:
    assert sign_in(cast.anna).get("/" + query).status_code == 200
