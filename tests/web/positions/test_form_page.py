"""Filling in alone: who may, what is kept when something is wrong, and two people of one partner."""

from __future__ import annotations

import pytest
from lxml import html
from tests.web.dossier.fill_in_forms import text
from tests.web.dossier.fill_in_forms import values as step_values

from vierkant_web import actions
from vierkant_web.models import SectionRevision

from .together import ISSUES, answer, open_all, row, url

FORM = "standpunten/invullen/hillegom/"


def values(response) -> dict[str, str]:
    """What a browser would send."""
    page = html.fromstring(response.content.decode())
    [form] = [item for item in page.forms if item.method == "POST" and "based_on" in item.fields]
    found = {name: (value or "").removeprefix("\n") for name, value in form.form_values()}
    # lxml gives "on" for a radio button with an empty value; a browser sends the empty value.
    return {
        name: "" if name.endswith("-position") and value == "on" else value for name, value in found.items()
    }


def test_only_who_writes_for_a_partner_sees_its_form(group, sign_in) -> None:
    answer(group, "hillegom", "shared")
    codes = {
        name: sign_in(user).get(url(group, FORM)).status_code
        for name, user in (
            ("anna", group.anna),
            ("bram", group.bram),
            ("carla", group.carla),
            ("eva", group.eva),
        )
    }
    assert codes == {"anna": 403, "bram": 200, "carla": 403, "eva": 403}
    assert sign_in(group.bram).get(url(group, "standpunten/invullen/nergens/")).status_code == 404
    for user in (group.anna, group.carla):
        assert sign_in(user).post(url(group, FORM), {}).status_code == 403


def test_what_was_filled_in_is_saved_closed_and_comes_back(group, sign_in) -> None:
    client = sign_in(group.bram)
    page = client.get(url(group, FORM))
    assert "Woo" in text(page)
    assert "ook de coördinator niet" in text(page)
    sent = values(page) | {
        "balie.executive-position": "-1",
        "balie.executive-regional": "2",
        "balie.executive-importance": "4",
        "balie.executive-fear": "Lege gemeentehuizen",
        "beheer.council-position": "0",
        "handling": "mediator",
        "ready": "on",
    }
    assert client.post(url(group, FORM), sent).status_code == 302
    saved = SectionRevision.objects.get(section="positions")
    assert (saved.partner, saved.visibility) == ("hillegom", "private")
    assert saved.content == [
        {
            "scores": [
                {"issue": "balie", "position": -1, "regional": 2, "importance": 4,
                 "fear": "Lege gemeentehuizen"},
                {"issue": "beheer", "body": "council", "position": 0},
            ],
            "handling": "mediator",
            "ready": True,
        }
    ]  # fmt: skip
    again = values(client.get(url(group, FORM)))
    assert (again["balie.executive-position"], again["balie.executive-fear"]) == ("-1", "Lege gemeentehuizen")
    assert again["beheer.council-position"] == "0"
    assert again["based_on"] == "1"


def test_saying_nothing_is_no_score(group, sign_in) -> None:
    client = sign_in(group.bram)
    client.post(url(group, FORM), values(client.get(url(group, FORM))))
    [content] = SectionRevision.objects.get(section="positions").content
    assert content.get("scores", []) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"balie.executive-fear": "a" * 1001}, "hoogstens 1.000 tekens"),
        ({"balie.executive-importance": "5"}, "Zeg ook wat u wilt"),
        ({"balie.executive-position": "7", "balie.executive-importance": "5"}, "geldige keuze"),
        ({"handling": ""}, "Kies wat er met uw antwoorden mag gebeuren."),
    ],
)
def test_nothing_is_lost_when_something_is_wrong(group, sign_in, wrong, said) -> None:
    client = sign_in(group.bram)
    sent = values(client.get(url(group, FORM))) | {
        "beheer.staff-position": "2",
        "beheer.staff-fear": "Hun collega's",
    }
    answer = client.post(
        url(group, FORM), {key: value for key, value in (sent | wrong).items() if value != ""}
    )
    assert answer.status_code == 422
    assert said in text(answer)
    kept = values(answer)
    assert (kept["beheer.staff-position"], kept["beheer.staff-fear"]) == ("2", "Hun collega's")
    if "balie.executive-fear" in wrong:
        assert kept["balie.executive-fear"] == wrong["balie.executive-fear"]
    assert not SectionRevision.objects.filter(section="positions").exists()


def test_two_people_of_one_partner_lose_nothing(group, sign_in) -> None:
    answer(group, "hillegom", "shared", ready=False)
    client = sign_in(group.bram)
    sent = values(client.get(url(group, FORM))) | {"balie.executive-position": "-2"}
    answer(group, "hillegom", "shared", ready=False, position=(1, 2))
    conflict = client.post(url(group, FORM), sent)
    assert conflict.status_code == 409
    page = text(conflict)
    assert "Er is niets verloren" in page
    assert "eerder voor; een beetje belangrijk" in page
    assert "sterk tegen; beslist of we meedoen" in page
    kept = values(conflict)
    assert (kept["balie.executive-position"], kept["based_on"]) == ("-2", "2")
    assert client.post(url(group, FORM), kept).status_code == 302
    newest = SectionRevision.objects.filter(section="positions").order_by("-number").first()
    assert (newest.number, newest.content[0]["scores"][0]["position"]) == (3, -2)


def test_after_opening_nothing_changes(group, sign_in) -> None:
    answer(group, "hillegom", "shared", ready=False)
    client = sign_in(group.bram)
    sent = values(client.get(url(group, FORM)))
    open_all(group, "shared", "shared", "private")
    page = client.get(url(group, FORM))
    assert "Dit is samen geopend" in text(page)
    assert 'name="based_on"' not in page.content.decode()
    assert client.post(url(group, FORM), sent).status_code == 403


def test_an_issue_that_is_gone_is_told_and_left_out(group, sign_in) -> None:
    answer(group, "hillegom", "shared", ready=False)
    actions.save_section(
        variant=group.variant, section="issues", content=ISSUES[:1], based_on=1, by=group.anna
    )
    client = sign_in(group.bram)
    page = client.get(url(group, FORM))
    assert "U zei 2 keer iets over onderwerpen die weg zijn." in text(page)
    client.post(url(group, FORM), values(page))
    newest = SectionRevision.objects.filter(section="positions").order_by("-number").first()
    assert {score["issue"] for score in newest.content[0]["scores"]} == {"balie"}


def test_the_same_content_as_a_file_would_bring(group, sign_in) -> None:
    """What the form saves and what stands there are equal, so that saving without a change makes no version."""
    answer(group, "hillegom", "shared")
    client = sign_in(group.bram)
    client.post(url(group, FORM), values(client.get(url(group, FORM))))
    assert SectionRevision.objects.filter(section="positions").count() == 1
    assert SectionRevision.objects.get(section="positions").content == [row("hillegom", "shared")]


def test_the_step_of_filling_in_keeps_every_position(group, sign_in) -> None:
    """There one says what may happen with the answers; what stands on this form is not asked, and not lost."""
    answer(group, "hillegom", "private", ready=False)
    client = sign_in(group.bram)
    address = f"/s/{group.cooperation.slug}/overzicht/invullen/wat-wij-willen/deel/hillegom/"
    sent = step_values(client.get(address)) | {"part-handling": "mediator"}
    assert client.post(address, sent).status_code == 302
    newest = SectionRevision.objects.filter(section="positions").order_by("-number").first()
    assert (newest.number, newest.content[0]["handling"]) == (2, "mediator")
    assert newest.content[0]["scores"] == row("hillegom", "private")["scores"]
