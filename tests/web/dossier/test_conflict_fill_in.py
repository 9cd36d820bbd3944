"""Two people save the same part: both texts survive, and the user chooses."""

from __future__ import annotations

import pytest
from tests.web.dossier.fill_in_forms import SCRIPT, fill, post, text, url, values

from vierkant_web import actions
from vierkant_web.models import Role, SectionRevision

MINE, THEIRS = "Mijn doel: betere dienstverlening", "Hun doel: lagere kosten"


@pytest.fixture
def meeting(cast, sign_in):
    """Anna has the page open; a second coordinator saves in the meantime."""
    fill(cast)
    actions.add_member(cooperation=cast.cooperation, user=cast.eva, role=Role.COORDINATOR, by=cast.anna)
    anna, eva = sign_in(cast.anna), sign_in(cast.eva)
    address = url(cast, "samenwerking")
    data = values(anna.get(address)) | {"part-goal": MINE}
    post(eva, address, values(eva.get(address)) | {"part-goal": THEIRS})
    return anna, address, data


def goal(cast):
    return (
        SectionRevision.objects.filter(variant=cast.variant, section="cooperation")
        .latest("number")
        .content["goal"]
    )


def goals(cast):
    return [
        row["goal"]
        for row in SectionRevision.objects.filter(variant=cast.variant, section="cooperation")
        .order_by("number")
        .values_list("content", flat=True)
    ]


def test_without_a_script_both_texts_stand_on_the_answer(cast, meeting):
    anna, address, data = meeting
    response = post(anna, address, data)
    page = text(response)
    assert response.status_code == 409
    assert MINE in page
    assert THEIRS in page
    assert "Versie van Eva" in page
    assert "Wat wilt u samen bereiken?" in page
    assert goal(cast) == THEIRS


def test_with_a_script_the_text_waits_on_the_server_and_not_in_the_address(cast, meeting):
    anna, address, data = meeting
    response = post(anna, address, data, **SCRIPT)
    assert response.status_code == 409
    location = response.json()["location"]
    assert location == url(cast, "samenwerking", more="botsing/")
    for _reload in range(2):
        page = text(anna.get(location))
        assert MINE in page
        assert THEIRS in page


def test_nobody_else_sees_the_text_that_waits(cast, meeting, sign_in):
    anna, address, data = meeting
    location = post(anna, address, data, **SCRIPT).json()["location"]
    assert sign_in(cast.eva).get(location).status_code == 302


def test_mine_goes_on_top_and_theirs_stays_in_the_history(cast, meeting):
    anna, address, data = meeting
    location = post(anna, address, data, **SCRIPT).json()["location"]
    assert post(anna, location, {"choice": "mine", "seen": "2"}).status_code == 302
    assert goals(cast) == ["Minder kwetsbaar", THEIRS, MINE]
    assert anna.get(location).status_code == 302


def test_theirs_stays_when_that_is_chosen(cast, meeting):
    anna, address, data = meeting
    location = post(anna, address, data, **SCRIPT).json()["location"]
    post(anna, location, {"choice": "theirs", "seen": "2"})
    assert goal(cast) == THEIRS
    assert anna.get(location).status_code == 302


def test_one_can_go_back_to_the_form_with_the_own_text(cast, meeting):
    anna, address, data = meeting
    location = post(anna, address, data, **SCRIPT).json()["location"]
    response = post(anna, location, {"choice": "edit", "seen": "2"})
    again = values(response)
    assert again["part-goal"] == MINE
    assert again["based_on"] == "2"
    post(anna, address, again | {"part-goal": f"{MINE}; {THEIRS}"})
    assert goal(cast) == f"{MINE}; {THEIRS}"


def test_a_third_save_while_choosing_asks_again(cast, meeting):
    anna, address, data = meeting
    location = post(anna, address, data, **SCRIPT).json()["location"]
    about = {"name": "Bollenstreek", "goal": "Derde"}
    actions.save_section(variant=cast.variant, section="cooperation", content=about, based_on=2, by=cast.anna)
    response = post(anna, location, {"choice": "mine", "seen": "2"})
    assert response.status_code == 409
    assert "Derde" in text(response)
    assert MINE in text(response)
    assert goal(cast) == "Derde"


def test_rows_are_compared_row_by_row(cast, meeting):
    anna, _address, _data = meeting
    address = url(cast, "taken")
    data = values(anna.get(address)) | {"rows-0-cost_per_fte": "90.000", "rows-1-name": "Jeugdhulp"}
    rows = [{"id": "belastingen", "name": "Belastingen", "cost_per_fte": {"value": 80000.0}}]
    actions.save_section(variant=cast.variant, section="tasks", content=rows, based_on=1, by=cast.anna)
    page = post(anna, address, data)
    different = {(row.row, str(row.label)): (row.theirs, row.yours) for row in page.context["different"]}
    assert different["Belastingen", "Kosten van één fte"] == (
        "€ 80.000 per fte (aangenomen)",
        "€ 90.000 per fte (aangenomen)",
    )
    assert different["Jeugdhulp", "Welke taak is het?"] == ("", "Jeugdhulp")
    assert [row.label for row in page.context["equal"]] == ["Welke taak is het?"]
