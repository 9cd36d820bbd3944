"""Who may fill in what, who sees what, and what happens when something in use is removed."""

from __future__ import annotations

import pytest
from tests.web.dossier.fill_in_forms import SCRIPT, fill, post, text, url, values

from vierkant_web import actions
from vierkant_web.models import SectionRevision

SECRET = "Reorganisatie van het stadhuis"


@pytest.mark.parametrize("word", ["taken", "medewerkers", "afspraken", "aannames"])
def test_who_may_only_read_sees_words_and_no_form(cast, sign_in, word):
    fill(cast)
    for user in (cast.bram, cast.carla, cast.daan):
        client = sign_in(user)
        response = client.get(url(cast, word))
        assert response.status_code == 200
        assert b'id="answers"' not in response.content
        assert b"disabled" not in response.content
        assert post(client, url(cast, word), {"based_on": "1"}).status_code == 403


def test_an_outsider_finds_nothing(cast, sign_in):
    fill(cast)
    client = sign_in(cast.eva)
    for address in (url(cast), url(cast, "taken"), url(cast, "taken", "hillegom")):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(("word", "partner"), [("onzin", ""), ("taken", "leiden"), ("afspraken", "hillegom")])
def test_a_step_that_does_not_exist_is_not_found(cast, sign_in, word, partner):
    fill(cast)
    assert sign_in(cast.anna).get(url(cast, word, partner)).status_code == 404


def test_a_partner_does_not_write_for_another(cast, sign_in):
    fill(cast)
    client = sign_in(cast.bram)
    assert post(client, url(cast, "taken", "lisse"), {"own-belastingen-own_fte": "3"}).status_code == 403
    assert post(sign_in(cast.anna), url(cast, "taken", "hillegom"), {"based_on": "1"}).status_code == 403


def test_the_coordinator_fills_in_for_a_partner_without_an_editor(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "taken", "lisse"))) | {"own-belastingen-own_fte": "3,5"}
    assert post(client, url(cast, "taken", "lisse"), data).status_code == 302


def close(cast, sign_in):
    groups = [{"id": "hillegom-top", "name": "Directie", "size": 4, "what_changes": SECRET}]
    actions.save_section(
        variant=cast.variant, section="people", partner="hillegom", content=groups, based_on=0, visibility="shared",
        by=cast.bram,
    )  # fmt: skip
    client = sign_in(cast.bram)
    response = post(
        client, url(cast, "medewerkers", "hillegom", "zichtbaar/"), {"visibility": "private", "based_on": "1"}
    )
    assert response.status_code == 302


def test_a_closed_part_is_seen_by_its_partner_alone(cast, sign_in):
    fill(cast)
    close(cast, sign_in)
    for user, sees in ((cast.bram, True), (cast.anna, False), (cast.carla, False)):
        client = sign_in(user)
        page = text(client.get(url(cast, "medewerkers", "hillegom"))) + str(values_or_text(client, cast))
        assert (SECRET in page) is sees
        assert ("Directie" in page) is sees
    assert "Leeg" not in row_of(sign_in(cast.anna), cast)
    assert "Nog niets te zien" in row_of(sign_in(cast.anna), cast)


def values_or_text(client, cast):
    response = client.get(url(cast, "medewerkers", "hillegom"))
    return values(response) if b'id="answers"' in response.content else text(response)


def row_of(client, cast):
    rows = client.get(url(cast)).context["partners"]
    return " ".join(str(cell["word"]) for row in rows if row["key"] == "hillegom" for cell in row["cells"])


def test_only_members_of_the_partner_may_close_its_part(cast, sign_in):
    fill(cast)
    for address in (url(cast, "taken", "lisse", "zichtbaar/"), url(cast, "taken", more="zichtbaar/")):
        response = post(sign_in(cast.anna), address, {"visibility": "private", "based_on": "0"})
        assert response.status_code == 403


def test_a_part_can_be_closed_before_anything_is_filled_in(cast, sign_in):
    fill(cast)
    post(
        sign_in(cast.bram),
        url(cast, "medewerkers", "hillegom", "zichtbaar/"),
        {"visibility": "private", "based_on": "0"},
    )
    assert SectionRevision.objects.get(section="people", partner="hillegom").visibility == "private"


def test_removing_a_partner_says_what_is_lost_and_asks(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "deelnemers"))) | {"rows-0-DELETE": "on"}
    detail = post(client, url(cast, "deelnemers"), data, **SCRIPT)
    assert detail.status_code == 422
    assert detail.json()["detail"].startswith("Hillegom wordt ook ergens anders gebruikt.")
    page = text(post(client, url(cast, "deelnemers"), data))
    assert "de cijfers bij 1 taak" in page
    assert "de aandelen van alle deelnemers in de kosten" in page
    assert "de stemmen" in page
    kept = post(client, url(cast, "deelnemers"), data | {"restore": "1"})
    assert kept.status_code == 302
    assert SectionRevision.objects.filter(section="partners").count() == 1
    assert post(client, url(cast, "deelnemers"), data | {"confirm": "hillegom"}).status_code == 302
    agreed = SectionRevision.objects.filter(section="agreements").latest("number").content
    assert agreed == {"votes": {"lisse": 1, "teylingen": 2}}
    assert list(cast.cooperation.municipalities.values_list("name", flat=True)) == ["Lisse", "Teylingen"]


def test_removing_a_task_says_whose_numbers_go_with_it(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "taken"))) | {"rows-0-DELETE": "on"}
    assert "wat deze deelnemers ervoor hebben ingevuld: Hillegom" in text(
        post(client, url(cast, "taken"), data)
    )
    post(client, url(cast, "taken"), data | {"confirm": "belastingen"})
    assert SectionRevision.objects.filter(section="tasks", partner="").latest("number").content == []
    # The partner's side waits: when the task comes back, so does what was filled in.
    again = values(client.get(url(cast, "taken"))) | {"rows-0-name": "Belastingen"}
    post(client, url(cast, "taken"), again)
    assert "4,5 fte" in text(client.get(url(cast, "taken", "hillegom")))


def test_a_source_in_use_stays(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "bronnen"))) | {"rows-0-DELETE": "on", "confirm": "begroting"}
    response = post(client, url(cast, "bronnen"), data)
    assert response.status_code == 422
    assert "1 getal bij taken" in text(response)
    assert SectionRevision.objects.filter(section="sources").count() == 1


def test_the_start_page_leads_each_to_the_own_next_step(cast, sign_in):
    fill(cast)
    assert "Taken" not in str(sign_in(cast.anna).get(url(cast)).context["next"]["title"])
    assert sign_in(cast.anna).get(url(cast)).context["next"]["url"] == url(cast, "samenwerking")
    assert sign_in(cast.bram).get(url(cast)).context["next"]["url"] == url(cast, "motieven", "hillegom")
    assert sign_in(cast.daan).get(url(cast)).context["next"] is None
