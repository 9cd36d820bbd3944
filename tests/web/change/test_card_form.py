"""Filling in a card: several people at once, nothing lost, everything wrong told at once, the lead apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Conflict
from vierkant_web.change import saving
from vierkant_web.models import Role, SectionRevision, User, Visibility

SignIn = Callable[[User], Client]
GROUP = "toezicht"
VALUE = re.compile(r'<input type="(?:text|date|hidden)" name="(\w+)"(?: value="([^"]*)")?')
CHECKED = re.compile(r'<input type="radio" name="(\w+)" value="(\d?)"[^>]* checked')
AREA = re.compile(r'<textarea name="(\w+)"[^>]*>\s*([^<]*)</textarea>')
SELECTED = re.compile(r'<select name="(\w+)"[^>]*>.*?<option value="(\w*)" selected>', re.DOTALL)


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plan.fill(cast, plan.example())
    return cast


def address(cast: Cast, group: str = GROUP, word: str = "kaart") -> str:
    return f"/s/{cast.cooperation.slug}/mensen/groep/{group}/{word}/"


def answers(page: HttpResponse) -> dict[str, str]:
    """What the browser would send back without touching anything."""
    html = page.content.decode()
    html = html[html.index('class="v-section v-form"') :]
    found: dict[str, str] = {}
    for pattern in (VALUE, CHECKED, AREA, SELECTED):
        found |= {name: value.strip() for name, value in pattern.findall(html)}
    return found


def latest(cast: Cast, section: str, partner: str = "") -> SectionRevision:
    rows = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner)
    return rows.order_by("-number").first()


def test_saving_what_stands_there_changes_nothing(filled: Cast, sign_in: SignIn) -> None:
    before = [latest(filled, "impact").number, latest(filled, "aspects").number]
    client = sign_in(filled.anna)
    sent = answers(client.get(address(filled, "vergunningen-lisse")))
    assert sent["place"] == "5"
    assert sent["place_status"] == "advice_asked"
    response = client.post(address(filled, "vergunningen-lisse"), sent)
    assert response.status_code == 302
    assert [latest(filled, "impact").number, latest(filled, "aspects").number] == before


def test_a_card_is_saved_and_the_other_cards_stay(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    before = latest(filled, "impact").content
    sent = answers(client.get(address(filled))) | {
        "clients": "4", "task": "", "stays": "Je wijk.", "pay_changes": "Een toeslag vervalt.", "pay_on": "2027-09-01",
    }  # fmt: skip
    response = client.post(address(filled), sent)
    assert response.status_code == 302
    assert response["Location"].endswith(f"/mensen/groep/{GROUP}/")
    now = latest(filled, "impact").content
    card = plan.row(now, id=GROUP)
    assert (card["clients"], card["stays"], card["status"]) == (4, "Je wijk.", "decided")
    assert "task" not in card
    assert [row for row in now if row["id"] != GROUP] == [row for row in before if row["id"] != GROUP]
    assert [row["id"] for row in now] == [row["id"] for row in before]  # in its own place
    aspect = plan.row(latest(filled, "aspects").content, group=GROUP)
    assert aspect == {"id": "toezicht-pay", "group": GROUP, "aspect": "pay", "changes": "Een toeslag vervalt.",
                      "on": "2027-09-01"}  # fmt: skip


def test_emptying_an_aspect_takes_its_row_away(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    where = address(filled, "vergunningen-teylingen")
    sent = answers(client.get(where)) | {"place_changes": "", "place_status": "", "place_answer_by": ""}
    assert client.post(where, sent).status_code == 302
    rows = latest(filled, "aspects").content
    assert [row["id"] for row in rows] == ["duinrand-plaats", "duinrand-salaris", "administratie-systeem"]


def test_a_group_without_a_card_gets_one(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    where = address(filled, "juristen")
    sent = answers(client.get(where)) | {"changes": "Jullie worden één pool.", "team": "4"}
    assert client.post(where, sent).status_code == 302
    assert latest(filled, "impact").content[-1] == {
        "id": "juristen",
        "changes": "Jullie worden één pool.",
        "team": 4,
    }


def test_two_people_on_different_cards_do_not_collide(filled: Cast, sign_in: SignIn) -> None:
    first, second = sign_in(filled.anna), sign_in(filled.anna)
    mine = answers(first.get(address(filled))) | {"team": "5"}
    theirs = answers(second.get(address(filled, "administratie"))) | {"team": "0"}
    assert second.post(address(filled, "administratie"), theirs).status_code == 302
    assert first.post(address(filled), mine).status_code == 302
    rows = latest(filled, "impact").content
    assert plan.row(rows, id=GROUP)["team"] == 5
    assert plan.row(rows, id="administratie")["team"] == 0


def test_two_people_on_one_card_see_both_and_nothing_is_lost(filled: Cast, sign_in: SignIn) -> None:
    first, second = sign_in(filled.anna), sign_in(filled.anna)
    mine = answers(first.get(address(filled))) | {"stays": "Mijn zin.", "team": "5"}
    theirs = answers(second.get(address(filled))) | {"stays": "Hun zin."}
    assert second.post(address(filled), theirs).status_code == 302
    number = latest(filled, "impact").number
    response = first.post(address(filled), mine)
    assert response.status_code == 409
    assert latest(filled, "impact").number == number  # nothing was written
    page = " ".join(response.content.decode().split())
    shown = page[page.index('id="theirs-caption"') : page.index("</table>")]
    assert (
        "<td><p>Hun zin.</p></td><td><p>Mijn zin.</p></td>" in shown or "Hun zin.</td><td>Mijn zin." in shown
    )
    again = answers(response)
    assert again["stays"] == "Mijn zin."
    assert again["seen"] != mine["seen"]
    assert first.post(address(filled), again).status_code == 302
    card = plan.row(latest(filled, "impact").content, id=GROUP)
    assert (card["stays"], card["team"]) == ("Mijn zin.", 5)
    assert SectionRevision.objects.get(
        variant=filled.variant, section="impact", number=number
    )  # theirs, in history


def test_two_people_who_say_the_same_do_not_collide(filled: Cast, sign_in: SignIn) -> None:
    first, second = sign_in(filled.anna), sign_in(filled.anna)
    same = answers(first.get(address(filled))) | {"team": "5"}
    second.get(address(filled))
    assert second.post(address(filled), same).status_code == 302
    assert first.post(address(filled), same).status_code == 302


def test_who_saves_between_reading_and_writing_is_not_overwritten(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(filled.anna)
    sent = answers(client.get(address(filled))) | {"team": "5"}
    real, calls = actions.save_many, []

    def late(**arguments: Any) -> Any:
        if not calls:  # somebody saves another card at the worst moment
            rows = [{**row, "team": 1} if row["id"] == "administratie" else row
                    for row in latest(filled, "impact").content]  # fmt: skip
            actions.save_section(
                variant=filled.variant, section="impact", content=rows, based_on=latest(filled, "impact").number,
                by=filled.anna,
            )  # fmt: skip
        calls.append(1)
        return real(**arguments)

    monkeypatch.setattr(saving.actions, "save_many", late)
    assert client.post(address(filled), sent).status_code == 302
    assert len(calls) == 2
    rows = latest(filled, "impact").content
    assert (plan.row(rows, id=GROUP)["team"], plan.row(rows, id="administratie")["team"]) == (5, 1)


def test_when_others_never_stop_saving_the_text_is_kept(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(filled.anna)
    sent = answers(client.get(address(filled))) | {"stays": "Mijn zin."}

    def never(**arguments: Any) -> Any:
        raise Conflict(())

    monkeypatch.setattr(saving.actions, "save_many", never)
    response = client.post(address(filled), sent)
    assert response.status_code == 409
    assert answers(response)["stays"] == "Mijn zin."
    assert "Druk nog één keer op de knop" in response.content.decode()


def test_everything_wrong_is_told_at_once_and_kept(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    sent = answers(client.get(address(filled))) | {
        "status": "not_yet_known", "answer_by": "", "starts_on": "2028-01-01", "ends_on": "2027-01-01",
        "pay_on": "31-02-2027", "team_status": "not_yet_known", "manager": "9", "stays": "Wat ik typte.",
    }  # fmt: skip
    number = latest(filled, "impact").number
    response = client.post(address(filled), sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert (
        page.count("Vul de datum in waarop medewerkers het antwoord horen.") == 4
    )  # above the form and at the field
    assert "De begeleiding kan niet stoppen voordat de nieuwe situatie begint." in page
    assert "Schrijf de datum als dag-maand-jaar" in page
    kept = answers(response)
    assert (kept["stays"], kept["pay_on"], kept["ends_on"]) == ("Wat ik typte.", "31-02-2027", "2027-01-01")
    assert latest(filled, "impact").number == number


def test_the_lead_scores_without_seeing_the_project(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    where = address(filled, "vergunningen-hillegom", "score-leidinggevende")
    page = client.get(where)
    own = plan.row(plan.example()["lead_scores"], id="vergunningen-hillegom")
    shown = {name: value for name, value in answers(page).items() if name in own and name != "id"}
    assert shown == {
        name: str(value) for name, value in own.items() if name != "id"
    }  # their own, not the project's
    card = plan.row(plan.example()["impact"], id="vergunningen-hillegom")
    assert card["changes"] not in page.content.decode()
    sent = answers(page) | {"task": "5", "note": "Het team is net verhuisd."}
    assert client.post(where, sent).status_code == 302
    rows = SectionRevision.objects.filter(variant=filled.variant, section="lead_scores").order_by("-pk")
    assert plan.row(rows[0].content, id="vergunningen-hillegom")["task"] == 5
    assert rows[0].partner == "hillegom"


def test_the_scores_of_another_partner_are_not_for_bram(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.bram)
    assert client.get(address(filled, "vergunningen-lisse", "score-leidinggevende")).status_code == 403
    assert client.get(address(filled)).status_code == 403
    assert client.get(address(filled, "bestaat-niet")).status_code == 404


def test_hr_writes_cards_and_the_works_council_reads_them(filled: Cast, sign_in: SignIn) -> None:
    for name, role, answer in (("Hanna", Role.HR_CHANGE, 302), ("Wout", Role.WORKS_COUNCIL, 403)):
        user = actions.create_account(
            email=f"{name.lower()}@voorbeeld.example", name=name, password="x" * 12, verified=True
        )
        actions.add_member(cooperation=filled.cooperation, user=user, role=role, by=filled.anna)
        client = sign_in(user)
        assert client.get(f"/s/{filled.cooperation.slug}/mensen/groep/{GROUP}/").status_code == 200
        page = sign_in(filled.anna).get(address(filled))
        assert client.post(address(filled), answers(page) | {"team": "5"}).status_code == answer


def test_scores_of_a_closed_group_start_closed(cast: Cast, sign_in: SignIn) -> None:
    plain = plan.example()
    plain["lead_scores"] = []
    plan.fill(cast, plain)
    actions.set_visibility(
        variant=cast.variant, section="people", partner="hillegom", visibility=Visibility.PRIVATE, based_on=1,
        by=cast.bram,
    )  # fmt: skip
    client = sign_in(cast.bram)
    where = address(cast, "vergunningen-hillegom", "score-leidinggevende")
    assert client.post(where, answers(client.get(where)) | {"task": "3"}).status_code == 302
    saved = latest(cast, "lead_scores", "hillegom")
    assert (saved.content, saved.visibility) == ([{"id": "vergunningen-hillegom", "task": 3}], "private")
    assert sign_in(cast.anna).get(where).status_code == 404  # Anna does not even see the group


def test_texts_that_are_too_long_are_refused_and_kept(
    filled: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(filled.anna)
    sent = answers(client.get(address(filled))) | {"stays": "x" * 4001, "decided_by": "y" * 201}
    response = client.post(address(filled), sent)
    assert response.status_code == 422
    assert answers(response)["stays"] == "x" * 4001
    monkeypatch.setattr("vierkant_web.actions.sections.CONTENT_LIMIT", 100)
    response = client.post(address(filled), sent | {"stays": "Kort.", "decided_by": "Directie"})
    assert response.status_code == 422
    assert "te veel voor één deel" in response.content.decode()
    assert answers(response)["stays"] == "Kort."
