"""Filling in: what is sent is what the dossier holds, by script and without; nothing wrong gets in."""

from __future__ import annotations

import pytest
from tests.web.dossier.fill_in_forms import SCRIPT, fill, post, text, url, values

from vierkant.dossier.checking import check_plain
from vierkant.dossier.parts import merge
from vierkant_web import actions
from vierkant_web.models import SectionRevision
from vierkant_web.permissions import visible_revisions

WORDS = (
    "samenwerking", "deelnemers", "taken", "functies", "medewerkers", "vragen-over-de-vorm", "afspraken",
    "maatregelen", "aannames", "bronnen",
)  # fmt: skip


def latest(cast, section, partner=""):
    return SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner).latest(
        "number"
    )


@pytest.mark.parametrize("word", WORDS)
def test_sending_a_page_unchanged_changes_nothing(cast, sign_in, word):
    fill(cast)
    client = sign_in(cast.anna)
    before = SectionRevision.objects.count()
    data = values(client.get(url(cast, word)))
    response = post(client, url(cast, word), data)
    assert response.status_code == 302, text(response)
    assert SectionRevision.objects.count() == before


def test_what_is_sent_is_a_valid_dossier(cast, sign_in):
    fill(cast)
    rows = visible_revisions(cast.variant, "partner:hillegom").values_list("section", "partner", "content")
    dossier, problems = check_plain(
        merge({(section, partner): content for section, partner, content in rows})
    )
    assert dossier is not None
    assert problems == ()


def test_a_new_task_gets_a_key_from_its_name(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "taken")))
    data |= {
        "rows-1-name": "Belastingen",
        "rows-1-cost_per_fte": "€ 91.250,50",
        "rows-1-planned_saving": "12,5",
    }
    data["rows-1-planned_saving__low"], data["rows-1-planned_saving__high"] = "5", "20"
    post(client, url(cast, "taken"), data)
    assert latest(cast, "tasks").content[1] == {
        "id": "belastingen-2",
        "name": "Belastingen",
        "cost_per_fte": {"value": 91250.5},
        "planned_saving": {"value": 0.125, "low": 0.05, "high": 0.2},
    }


def test_a_script_gets_the_new_number_and_the_new_key(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "taken"))) | {"rows-1-name": "Jeugdhulp"}
    answer = post(client, url(cast, "taken"), data, **SCRIPT)
    assert answer.json() == {"fields": {"based_on": "2", "rows-1-id": "jeugdhulp"}}
    again = post(
        client, url(cast, "taken"), data | answer.json()["fields"] | {"rows-1-note": "Jong"}, **SCRIPT
    )
    assert again.json() == {"fields": {"based_on": "3"}}
    assert [row["id"] for row in latest(cast, "tasks").content] == ["belastingen", "jeugdhulp"]


def test_everything_that_is_wrong_is_said_at_once_and_stays_in_the_form(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "taken")))
    data |= {"rows-0-name": "", "rows-0-cost_per_fte": "veel", "rows-0-planned_saving": "120"}
    response = post(client, url(cast, "taken"), data)
    page = text(response)
    assert response.status_code == 422
    assert "Vul dit in." in page
    assert "‘veel’ is geen getal" in page
    assert "percentage van 0 tot en met 100" in page
    assert values(response)["rows-0-cost_per_fte"] == "veel"
    assert latest(cast, "tasks").number == 1


def test_the_words_of_a_problem_are_those_of_the_engine(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "taken"))) | {
        "rows-0-taakveld": "9.99",
        "rows-0-cost_per_fte__low": "5",
    }
    page = text(post(client, url(cast, "taken"), data))
    assert "Een bandbreedte heeft een laag én een hoog nodig." in page
    data |= {"rows-0-cost_per_fte__low": ""}
    assert "Er is geen taakveld 9.99." in text(post(client, url(cast, "taken"), data))


def test_shares_that_miss_a_part_are_refused_at_the_share(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "afspraken"))) | {"part-cost_key.lisse": "20"}
    answer = post(client, url(cast, "afspraken"), data, **SCRIPT)
    assert answer.status_code == 422
    assert "tellen op tot 90,0%" in answer.json()["detail"]


def test_each_row_has_the_fields_of_its_own_disclosure(cast, sign_in):
    figure = {
        "value": 1.0,
        "low": 0.5,
        "high": 2.0,
        "year": 2025,
        "source": "begroting",
        "confidence": "measured",
    }
    fill(cast)
    rows = [{"id": f"taak-{number}", "name": f"Taak {number}", "cost_per_fte": figure} for number in range(3)]
    actions.save_many(variant=cast.variant, parts=[actions.Part("tasks", "", rows)], by=cast.anna)
    data = values(sign_in(cast.anna).get(url(cast, "taken")))
    for number in range(3):
        found = {
            name: data[f"rows-{number}-cost_per_fte__{name}"] for name in ("low", "high", "year", "source")
        }
        assert found == {"low": "0,5", "high": "2", "year": "2025", "source": "begroting"}
        assert data[f"rows-{number}-planned_saving__confidence"] == "assumed"


def test_a_share_outside_its_range_is_told_in_percent(cast, sign_in):
    client = sign_in(cast.anna)
    fill(cast)
    data = values(client.get(url(cast, "afspraken")))
    data |= {"part-cost_key.lisse__low": "35", "part-cost_key.lisse__high": "40"}
    page = text(post(client, url(cast, "afspraken"), data))
    assert "Dit getal ligt niet tussen de ondergrens en de bovengrens." in page
    assert "0.35" not in page


def test_a_published_figure_needs_its_source(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "taken"))) | {"rows-0-cost_per_fte__confidence": "published"}
    assert "Kies de bron waarin het staat" in text(post(client, url(cast, "taken"), data))
    data["rows-0-cost_per_fte__source"] = "begroting"
    post(client, url(cast, "taken"), data)
    assert latest(cast, "tasks").content[0]["cost_per_fte"] == {
        "value": 85100.0, "source": "begroting", "confidence": "published",
    }  # fmt: skip


def test_a_partner_fills_in_its_own_side_only(cast, sign_in):
    fill(cast)
    client = sign_in(cast.bram)
    data = values(client.get(url(cast, "taken", "hillegom"))) | {"own-belastingen-other_cost": "120.000"}
    post(client, url(cast, "taken", "hillegom"), data)
    assert latest(cast, "tasks", "hillegom").content["belastingen"]["other_cost"] == {"value": 120000.0}
    data = values(client.get(url(cast, "functies", "hillegom"))) | {"own-heffing-qualified": "0"}
    post(client, url(cast, "functies", "hillegom"), data)
    assert latest(cast, "functions", "hillegom").content == {"heffing": 0}
    data = values(client.get(url(cast, "medewerkers", "hillegom")))
    data |= {"rows-0-name": "Team belastingen", "rows-0-size": "12"}
    post(client, url(cast, "medewerkers", "hillegom"), data)
    assert latest(cast, "people", "hillegom").content == [
        {"id": "hillegom-team-belastingen", "name": "Team belastingen", "size": 12}
    ]
    assert latest(cast, "people", "hillegom").visibility == "shared"


def test_only_numbers_of_ones_own_are_kept_as_assumption(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    page = client.get(url(cast, "aannames"))
    name = next(
        entry.form.add_prefix("value")
        for entry in page.context["page"].entries
        if entry.key == "business_case.discount.rate"
    )
    post(client, url(cast, "aannames"), values(page) | {name: "2,25"})
    assert latest(cast, "assumptions").content == {"business_case.discount.rate": {"value": 0.0225}}


def test_a_question_that_another_answer_settles_is_not_kept(cast, sign_in):
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "vragen-over-de-vorm")))
    data |= {
        "part-delegation": "yes",
        "part-levy_tax": "no",
        "part-tax_kinds": ["precario"],
        "part-bodies": ["council"],
        "part-mandate": "yes",
    }
    post(client, url(cast, "vragen-over-de-vorm"), data)
    kept = {"bodies": ["council"], "delegation": True, "levy_tax": False, "mandate": True}
    assert latest(cast, "form_answers").content == kept
    # One question further back: without delegation there is nothing to levy.
    data = values(client.get(url(cast, "vragen-over-de-vorm")))
    data |= {"part-delegation": "no", "part-levy_tax": "yes", "part-tax_kinds": ["precario"]}
    post(client, url(cast, "vragen-over-de-vorm"), data)
    kept = {"bodies": ["council"], "delegation": False, "mandate": True}
    assert latest(cast, "form_answers").content == kept


def test_a_partner_is_found_by_the_name_of_the_municipality(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "deelnemers"))) | {"rows-3-title": "Hilegom"}
    assert "Hillegom" in text(post(client, url(cast, "deelnemers"), data))
    data |= {"rows-3-title": "gemeente noordwijk"}
    post(client, url(cast, "deelnemers"), data)
    assert latest(cast, "partners").content[3] == {"id": "gemeente-noordwijk", "municipality": "GM0575"}
    cast.cooperation.refresh_from_db()
    assert cast.cooperation.municipalities.count() == 4


def test_the_list_follows_the_name_and_kind_of_the_dossier(cast, sign_in):
    fill(cast)
    client = sign_in(cast.anna)
    data = values(client.get(url(cast, "samenwerking"))) | {
        "part-name": "Bollen en duinen",
        "part-kind": "network",
    }
    post(client, url(cast, "samenwerking"), data)
    cast.cooperation.refresh_from_db()
    assert (cast.cooperation.name, cast.cooperation.kind) == ("Bollen en duinen", "network")


def test_another_variant_does_not_rename_the_cooperation(cast, sign_in):
    fill(cast)
    other = actions.create_variant(
        cooperation=cast.cooperation, name="Met twee", copy_of=cast.variant, by=cast.anna
    )
    client = sign_in(cast.anna)
    address = url(cast, "samenwerking") + f"?variant={other.slug}"
    data = values(client.get(address)) | {"part-name": "Anders"}
    assert f"variant={other.slug}" in post(client, address, data).headers["Location"]
    cast.cooperation.refresh_from_db()
    assert cast.cooperation.name == "Bollenstreek"


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, sign_in, django_assert_num_queries):
    fill(cast)
    client = sign_in(cast.anna)
    client.get(url(cast, "taken"))
    for count in (1, 3):
        rows = [{"id": f"taak-{number}", "name": f"Taak {number}"} for number in range(count)]
        actions.save_many(variant=cast.variant, parts=[actions.Part("tasks", "", rows)], by=cast.anna)
        for address, queries in ((url(cast, "taken"), 6), (url(cast), 7)):
            with django_assert_num_queries(queries):
                client.get(address)
