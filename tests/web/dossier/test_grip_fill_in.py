"""Filling in the text of the arrangement, boards, councils, roles and views; each partner its own council."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import SectionRevision, Visibility

from .fill_in_forms import PARTNERS, fill, post, text, url, values

POINTS = [{"id": "huur", "text": "Minder huur."}]


def latest(cast: Cast, section: str, partner: str = "") -> Any:
    rows = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner)
    found = rows.order_by("-number").first()
    assert found is not None
    return found.content


def answer(client: Any, cast: Cast, word: str, partner: str = "", **answers: Any) -> Any:
    """Fill in fields of a step and send it."""
    address = url(cast, word, partner)
    return post(
        client,
        address,
        values(client.get(address)) | {key.replace("__", "-"): v for key, v in answers.items()},
    )


@pytest.fixture
def started(cast: Cast) -> Cast:
    fill(cast)
    return cast


def test_days_are_read_as_people_write_them_and_shown_as_they_are_kept(started, sign_in):
    client = sign_in(started.anna)
    data = {
        "rows-0-name": "Algemeen bestuur",
        "rows-0-meetings": "donderdag 15 april 2027\n8-7-2027; 2027-02-04, 8 jul 2027",
        "rows-0-recess": "10-7-2027 t/m 22-8-2027 zomerreces",
    }
    address = url(started, "besturen")
    assert post(client, address, values(client.get(address)) | data).status_code == 302
    row = {
        "id": "algemeen-bestuur",
        "name": "Algemeen bestuur",
        "meetings": ["2027-02-04", "2027-04-15", "2027-07-08"],
        "recess": ["2027-07-10/2027-08-22 zomerreces"],
    }
    assert latest(started, "boards") == [row]
    shown = values(client.get(address))
    assert shown["rows-0-meetings"].splitlines() == ["4-2-2027", "15-4-2027", "8-7-2027"]
    assert shown["rows-0-recess"] == "10-7-2027 t/m 22-8-2027 zomerreces"
    post(client, address, shown)
    assert latest(started, "boards") == [row]


@pytest.mark.parametrize(
    ("field", "written", "words"),
    [
        ("meetings", "15 april", "“15 april” is geen datum."),
        ("meetings", "31-2-2027", "31-2-2027 bestaat niet."),
        ("meetings", "15 april\n31-2-2027", "31-2-2027 bestaat niet."),
        ("recess", "de zomer", "“de zomer” is geen periode."),
        ("recess", "22-8-2027 t/m 10-7-2027", "komt vóór de eerste"),
        ("meetings", "15-4-1927", "1927-04-15 ligt buiten de jaren 2000 tot en met 2100."),
        ("budget_on", "2027-07-09", "Bedoelt u 2027-07-08?"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(started, sign_in, field, written, words):
    client = sign_in(started.anna)
    address = url(started, "besturen")
    data = values(client.get(address)) | {
        "rows-0-name": "AB",
        "rows-0-meetings": "8-7-2027",
        f"rows-0-{field}": written,
    }
    answered = post(client, address, data)
    assert answered.status_code == 422
    assert words in text(answered)
    assert values(answered)[f"rows-0-{field}"] == written
    assert not SectionRevision.objects.filter(section="boards").exists()


def test_each_partner_fills_in_its_own_council(started, sign_in):
    client = sign_in(started.bram)
    data = {"rows-0-meetings": "10-6-2027", "rows-0-agenda_days": "14"}
    address = url(started, "raden", "hillegom")
    page = client.get(address)
    assert "Onze raad" in text(page)
    assert post(client, address, values(page) | data).status_code == 302
    assert latest(started, "councils", "hillegom") == [
        {"id": "hillegom", "meetings": ["2027-06-10"], "agenda_days": 14}
    ]
    assert client.get(url(started, "raden", "lisse")).status_code == 200
    assert post(client, url(started, "raden", "lisse"), data).status_code == 403


def test_a_board_names_councils_and_keeps_one_that_is_out_of_sight(started, sign_in):
    client = sign_in(started.anna)
    rows = [
        Part("councils", "teylingen", [{"id": "raad-t"}], Visibility.SHARED),
        Part("boards", "", [{"id": "ab", "name": "AB", "councils": ["raad-t", "raad-h"]}], Visibility.SHARED),
    ]
    actions.save_many(variant=started.variant, parts=rows, by=started.anna)
    hidden = [{"id": "raad-h"}]
    actions.save_section(
        variant=started.variant, section="councils", partner="hillegom", content=hidden, based_on=0,
        visibility=Visibility.PRIVATE, by=started.bram,
    )  # fmt: skip
    page = client.get(url(started, "besturen"))
    assert "Teylingen" in text(page)
    assert "Iets wat u niet ziet" in text(page)
    post(client, url(started, "besturen"), values(page) | {"rows-0-meetings": "8-7-2027"})
    assert latest(started, "boards")[0]["councils"] == ["raad-t", "raad-h"]


def test_a_view_is_about_a_point(started, sign_in):
    client = sign_in(started.bram)
    address = url(started, "standpunten-van-raden", "hillegom")
    assert "Eerst de punten" in text(client.get(address))
    actions.save_section(
        variant=started.variant, section="zienswijze_points", content=POINTS, based_on=0, by=started.anna,
        visibility=Visibility.SHARED,
    )  # fmt: skip
    data = {"rows-0-point": "huur", "rows-0-stance": "agrees_if_changed", "rows-0-change": "Pas vanaf 2029."}
    assert post(client, address, values(client.get(address)) | data).status_code == 302
    view = {
        "id": "hillegom-minder-huur",
        "point": "huur",
        "stance": "agrees_if_changed",
        "change": "Pas vanaf 2029.",
    }
    assert latest(started, "council_views", "hillegom") == [view]
    assert "Minder huur." in text(client.get(address))


def test_a_point_that_a_view_is_about_is_not_removed_unasked(started, sign_in):
    rows = [
        Part("zienswijze_points", "", POINTS, Visibility.SHARED),
        Part(
            "council_views", "lisse", [{"id": "l", "point": "huur", "stance": "objects"}], Visibility.SHARED
        ),
    ]
    actions.save_many(variant=started.variant, parts=rows, by=started.anna)
    client = sign_in(started.anna)
    address = url(started, "punten-voor-de-zienswijze")
    data = values(client.get(address)) | {"rows-0-DELETE": "on"}
    asked = post(client, address, data)
    assert asked.status_code == 422
    assert "1 rij bij standpunten van de raden" in text(asked)
    assert post(client, address, data | {"confirm": "huur"}).status_code == 302
    assert latest(started, "zienswijze_points") == []


@pytest.mark.parametrize(
    ("word", "section", "field", "key"),
    [
        ("bepalingen", "clauses", "clause", "evaluation"),
        ("instrumenten", "instruments", "instrument", "consent"),
    ],
)
def test_what_is_chosen_from_a_list_stands_once(started, sign_in, word, section, field, key):
    client = sign_in(started.anna)
    address = url(started, word)
    blank = values(client.get(address))
    assert post(client, address, blank).status_code == 302
    assert not SectionRevision.objects.filter(section=section).exists()
    post(client, address, blank | {f"rows-0-{field}": key})
    assert latest(started, section) == [{"id": key}]
    twice = values(client.get(address)) | {f"rows-1-{field}": key, "rows-TOTAL_FORMS": "2"}
    assert "staat hierboven al. Voeg de twee samen." in text(post(client, address, twice))


def test_the_questions_and_forms_are_those_of_the_kind(started, sign_in):
    client = sign_in(started.anna)
    address = url(started, "vragen-over-de-vorm")
    data = values(client.get(address)) | {"part-own_staff": "yes", "part-weight_exit": "5"}
    assert "part-fixed_result" not in data
    post(client, address, data)
    assert latest(started, "form_answers") == {"own_staff": True, "weight_exit": 5}
    about = {"name": "Intern", "kind": "internal"}
    actions.save_section(
        variant=started.variant, section="cooperation", content=about, based_on=1, by=started.anna
    )
    data = values(client.get(address))
    assert "part-own_staff" not in data
    post(client, address, data | {"part-temporary": "yes"})
    assert latest(started, "form_answers") == {"own_staff": True, "weight_exit": 5, "temporary": True}
    forms = client.get(url(started, "afspraken")).content.decode()
    assert 'value="programme"' in forms
    assert 'value="openbaar_lichaam"' not in forms


def test_a_form_of_another_kind_that_was_chosen_stays(started, sign_in):
    actions.save_section(
        variant=started.variant,
        section="agreements",
        content={"form": "programme"},
        based_on=1,
        by=started.anna,
    )
    client = sign_in(started.anna)
    data = values(client.get(url(started, "afspraken")))
    assert data["part-form"] == "programme"
    post(client, url(started, "afspraken"), data)
    assert latest(started, "agreements") == {"form": "programme"}


def test_a_reader_sees_days_in_words(started, sign_in):
    board = {"id": "ab", "name": "AB", "meetings": ["2027-07-08"], "recess": ["2027-07-10/2027-08-22 zomer"]}
    actions.save_section(
        variant=started.variant, section="boards", content=[board], based_on=0, by=started.anna,
        visibility=Visibility.SHARED,
    )  # fmt: skip
    page = text(sign_in(started.bram).get(url(started, "besturen")))
    assert "8 juli 2027" in page
    assert "10 juli 2027 t/m 22 augustus 2027 (zomer)" in page


def test_a_page_on_which_it_is_easier_is_linked_when_it_is_there(started, sign_in):
    page = sign_in(started.anna).get(url(started, "raden")).content.decode()
    try:
        there = reverse("calendar_dates", kwargs={"slug": started.cooperation.slug})
    except NoReverseMatch:
        assert "Plak of upload" not in page
    else:
        assert f'href="{there}"' in page


def test_removing_a_partner_says_what_goes_with_it(started, sign_in):
    rows = [Part("councils", "lisse", [{"id": "raad-l"}], Visibility.SHARED)]
    actions.save_many(variant=started.variant, parts=rows, by=started.anna)
    client = sign_in(started.anna)
    number = [row["id"] for row in PARTNERS].index("lisse")
    data = values(client.get(url(started, "deelnemers"))) | {f"rows-{number}-DELETE": "on"}
    assert "1 rij bij raden" in text(post(client, url(started, "deelnemers"), data))
