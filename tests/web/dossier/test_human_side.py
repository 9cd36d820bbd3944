"""The human side under Invullen: every step comes back as it was sent, and nothing is saved that was not meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.dossier.fill_in_forms import SCRIPT, post, text, url, values

from vierkant.dossier import dumps, from_plain, load, split, to_plain_dossier
from vierkant.dossier.sections import CHANGE_SECTIONS
from vierkant.terms import SECTION_WORDS
from vierkant_web import actions
from vierkant_web.actions import Invalid, Part
from vierkant_web.dossier.inputs_change import looks_like_thousands
from vierkant_web.dossier.inputs_compare import Names, readable
from vierkant_web.dossier.inputs_exchange import result_without_persons, without_persons
from vierkant_web.models import FILLED_IN_ALONE, NEVER_PUBLIC, Role, SectionRevision, Visibility

EXAMPLE = to_plain_dossier(load(Path(__file__).resolve().parents[3] / "examples" / "vergunningen.toml"))
NEW = CHANGE_SECTIONS[1:]
OWN = ("lead_scores", "crosswalk")


@pytest.fixture
def example(cast):
    """The whole example, in its parts, shared with all partners."""
    parts = split(EXAMPLE).items()
    rows = [Part(*key, content, Visibility.SHARED) for key, content in parts if key[0] not in FILLED_IN_ALONE]
    actions.save_many(variant=cast.variant, parts=rows, by=cast.anna)
    return cast


def latest(cast, section, partner=""):
    rows = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner)
    return rows.order_by("-number").first()


def keys(cast) -> list[tuple[str, str]]:
    found = {(row.section, row.partner) for row in SectionRevision.objects.filter(variant=cast.variant)}
    return sorted(key for key in found if key[0] in NEW)


def test_every_section_of_the_human_side_is_in_the_example(example):
    assert {section for section, _partner in keys(example)} == set(NEW)


def test_sending_any_page_unchanged_changes_nothing(example, sign_in):
    client = sign_in(example.anna)
    before = SectionRevision.objects.count()
    for section, partner in keys(example):
        address = url(example, SECTION_WORDS[section], partner)
        answer = post(client, address, values(client.get(address)))
        assert answer.status_code == 302, (section, partner, text(answer)[:3000])
    assert SectionRevision.objects.count() == before


def test_the_steps_stand_under_a_heading_of_their_own(example, sign_in):
    page = text(sign_in(example.anna).get(url(example)))
    assert page.index("Samenwerking mislukt het vaakst") < page.index("11. Medewerkers")
    assert page.index("4. Motieven") < page.index("Samenwerking mislukt het vaakst")
    assert page.index("21. Andere projecten") < page.index("22. Vragen over de vorm")


def test_without_groups_it_says_to_begin_there(cast, sign_in):
    page = text(sign_in(cast.anna).get(url(cast, "impactkaarten")))
    assert "Eerst de groepen medewerkers" in page


def test_a_card_bears_the_key_of_its_group_and_stands_once(example, sign_in):
    client, address = sign_in(example.anna), url(example, "impactkaarten")
    actions.save_section(variant=example.variant, section="impact", content=[], based_on=1, by=example.anna)
    group = EXAMPLE["people"][0]["id"]
    data = values(client.get(address)) | {"rows-0-group": group, "rows-0-task": "0", "rows-0-pay": "5"}
    assert post(client, address, data).status_code == 302
    assert latest(example, "impact").content == [{"id": group, "task": 0, "pay": 5}]
    again = values(client.get(address)) | {"rows-1-group": group, "rows-1-task": "3", "rows-TOTAL_FORMS": "2"}
    answer = post(client, address, again)
    assert answer.status_code == 422
    assert "Deze groep staat hierboven al." in text(answer)


def test_a_row_about_a_group_that_is_out_of_sight_is_not_lost(example, sign_in):
    """Somebody closed a group; who saves the cards without seeing it keeps its card."""
    owner = next(row["partner"] for row in EXAMPLE["people"] if row.get("partner"))
    cards = latest(example, "impact").content
    actions.save_section(
        variant=example.variant, section="people", partner=owner, content=[], based_on=1, by=example.anna
    )
    client, address = sign_in(example.anna), url(example, "impactkaarten")
    data = values(client.get(address)) | {"rows-0-stays": "Het gebouw blijft."}
    assert post(client, address, data).status_code == 302
    assert [row["id"] for row in latest(example, "impact").content] == [row["id"] for row in cards]


# Amounts in thousands, and a start in the past ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ({"euros": {"value": 18}}, True),
        ({"euros": {"value": 18_000}}, False),
        ({"euros": {"value": 400}, "hours": {"value": 900}}, True),
        ({"euros": {"value": 990}, "hours": {"value": 51}}, True),
        ({"euros": {"value": 600}, "hours": {"value": 10}}, False),
        ({"euros": {"value": 600}}, False),
        ({"hours": {"value": 900}}, False),
        ({"euros": {"value": 0}, "hours": {"value": 900}}, False),
    ],
)
def test_which_amounts_are_asked_about(row, asked):
    assert looks_like_thousands(row) is asked


@pytest.fixture
def line(cast, sign_in):
    """A form with one line of eighteen euros, filled in but not sent."""
    client, address = sign_in(cast.anna), url(cast, "formatie-en-budget")
    data = values(client.get(address)) | {
        "rows-0-kind": "training", "rows-0-euros": "18", "rows-0-euros__low": "10", "rows-0-euros__high": "30",
        "rows-0-hours": "200", "rows-0-cover": "Budget opleidingen",
    }  # fmt: skip
    return client, address, data


def test_an_amount_in_thousands_is_asked_about_and_nothing_is_lost(cast, line):
    client, address, data = line
    answer = post(client, address, data)
    assert answer.status_code == 422
    assert "U schreef € 18. Bedoelde u € 18.000?" in text(answer)
    assert latest(cast, "ledger") is None
    shown = values(answer)
    assert (shown["rows-0-euros"], shown["rows-0-cover"]) == ("18", "Budget opleidingen")
    assert post(client, address, data, **SCRIPT).json()["detail"].endswith("Bedoelde u € 18.000?")


def test_a_second_save_with_the_answer_accepts_it(cast, line):
    client, address, data = line
    assert post(client, address, data | {"sure": "rows-0 "}).status_code == 302
    assert latest(cast, "ledger").content[0]["euros"]["value"] == 18
    again = values(client.get(address))
    assert post(client, address, again | {"rows-0-cover": "Andere post"}).status_code == 302


def test_times_a_thousand_makes_the_amount_and_its_range_so(cast, line):
    client, address, data = line
    assert post(client, address, data | {"thousand": "rows-0 "}).status_code == 302
    figure = latest(cast, "ledger").content[0]["euros"]
    assert (figure["low"], figure["value"], figure["high"]) == (10_000, 18_000, 30_000)


def test_a_start_in_the_past_is_accepted_and_told(cast, sign_in):
    client, address = sign_in(cast.anna), url(cast, "veranderplan")
    data = values(client.get(address)) | {"part-starts_on": "2020-01-06"}
    answer = client.post(address, data, follow=True)
    assert "De dag waarop het begint (06-01-2020) ligt in het verleden. Klopt het jaar?" in text(answer)
    assert latest(cast, "change_plan").content["starts_on"] == "2020-01-06"
    assert "ligt in het verleden" in text(client.get(address))


def test_a_phase_model_that_is_not_right_keeps_the_text(cast, sign_in):
    client, address = sign_in(cast.anna), url(cast, "veranderplan")
    own = 'id = "x"\norder = "hard"\n'
    data = values(client.get(address)) | {"part-phase_model": "own", "part-own_phase_model": own}
    answer = post(client, address, data)
    assert answer.status_code == 422
    assert text(answer).count("In het fasemodel: ") > 2
    assert values(answer)["part-own_phase_model"].split() == own.split()


# Who may see and write it --------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", sorted(NEVER_PUBLIC - FILLED_IN_ALONE))
def test_what_says_how_groups_fare_is_never_public(example, sign_in, section):
    rows = SectionRevision.objects.filter(variant=example.variant, section=section)
    key = (section, rows.order_by("partner").values_list("partner", flat=True)[0])
    with pytest.raises(Invalid, match="never_public"):
        actions.set_visibility(
            variant=example.variant, section=key[0], partner=key[1], visibility=Visibility.PUBLIC, based_on=1,
            by=example.anna,
        )  # fmt: skip
    client = sign_in(example.anna)
    address = url(example, SECTION_WORDS[section], key[1])
    assert 'value="public"' not in client.get(address).content.decode()
    answer = client.post(f"{address}zichtbaar/", {"visibility": "public", "based_on": "1"})
    assert answer.status_code in (302, 403)
    assert latest(example, *key).visibility == "shared"


def test_hr_writes_the_human_side_and_nothing_else(example, sign_in):
    user = example.eva
    actions.add_member(
        cooperation=example.cooperation, user=user, role=Role.HR_CHANGE, partner="", by=example.anna
    )
    client = sign_in(user)
    address = url(example, "veranderplan")
    data = values(client.get(address)) | {"part-aftercare": "Een half jaar spreekuur."}
    assert post(client, address, data).status_code == 302
    assert latest(example, "change_plan").content["aftercare"] == "Een half jaar spreekuur."
    assert 'id="answers"' not in client.get(url(example, "afspraken")).content.decode()
    with pytest.raises(PermissionDenied):
        actions.save_section(variant=example.variant, section="agreements", content={}, based_on=1, by=user)


# In words: history, compare, files -------------------------------------------------------------------------------


def test_every_part_reads_as_words(example):
    parts = split(EXAMPLE)
    names = Names.of(parts)
    groups = {row["id"]: row["name"] for row in EXAMPLE["people"]}
    for key in keys(example):
        for row in readable(key, parts[key], names):
            shown = [row.title, *(line.text for line in row.lines)]
            assert not set(shown) & (set(groups) - set(groups.values())), (key, row)
            assert all("_" not in line.label for line in row.lines)
    cards = readable(("impact", ""), parts["impact", ""], names)
    assert [row.title for row in cards] == [groups[row["id"]] for row in EXAMPLE["impact"]]


def test_a_file_for_everybody_says_nothing_about_a_small_group():
    small = {**EXAMPLE["people"][0], "id": "klein", "name": "Klein", "size": 3}
    plain = {
        **{
            name: EXAMPLE[name]
            for name in ("cooperation", "partners", "functions", "sources")
            if name in EXAMPLE
        },
        "people": [*EXAMPLE["people"], small],
        "communication": [{"id": "m", "audience": "A", "message": "M", "group": "klein"}],
        "other_projects": [{**EXAMPLE["other_projects"][0], "groups": ["klein"]}],
        "expertise": [
            {"id": "een", "name": "Een", "parts": {"lisse": {"people": 1}}},
            {"id": "twee", "name": "Twee", "parts": {"lisse": {"people": 2}, "hillegom": {}}},
        ],
    }
    kept, _gone = without_persons(plain)
    assert [row["id"] for row in kept["expertise"]] == ["twee"]
    assert kept["communication"] == []
    assert kept["other_projects"] == []


def test_an_assessment_for_everybody_says_nothing_about_a_small_group():
    people: dict[str, Any] = {
        "groups": [{"id": "a", "small": False}, {"id": "b", "small": True}],
        "impact": {"cards": [{"group": "a"}, {"group": "b"}], "by_load": ["b", "a"]},
        "ledger": {"groups": [{"id": "b"}, {"id": "a"}, {"id": ""}]},
    }
    single = [
        {"id": "een", "name": "Een", "points_to_person": True},
        {"id": "twee", "name": "Twee", "points_to_person": False},
    ]
    gaps = [
        {"section": "expertise", "what": {"id": "x", "arguments": {"field": name}}}
        for name in ("Een", "Twee")
    ]
    assumed = [{"section": "expertise", "row": "een"}, {"section": "expertise", "row": "twee"}]
    quality = {"expertise": single, "level": "green", "missing": gaps}
    result = {
        "people": people, "vulnerability": {"functions": []}, "quality": quality, "assumed": assumed,
        "missing": gaps,
    }  # fmt: skip
    everything = result_without_persons(result)
    assert everything["quality"] == {"expertise": single[1:], "level": "green", "missing": gaps[1:]}
    assert everything["missing"] == gaps[1:]
    assert everything["assumed"] == assumed[1:]
    found = everything["people"]
    assert found["impact"] == {"cards": [{"group": "a"}], "by_load": ["a"]}
    assert [row["id"] for row in found["ledger"]["groups"]] == ["a", ""]


def upload(client, cast, content: bytes, name: str):
    address = f"/s/{cast.cooperation.slug}/overzicht/uitwisselen/bestand/"
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("field", ["naam_medewerker", "personeelsnummer", "bsn", "e-mail", "geboortedatum"])
def test_a_file_with_persons_is_refused_and_not_repeated(cast, sign_in, field):
    content = f'[[people]]\nid = "g"\nname = "G"\nsize = 9\n"{field}" = "Jansen-Geheim"\n'.encode()
    answer = upload(sign_in(cast.anna), cast, content, "dossier.toml")
    assert answer.status_code == 422
    assert "lijkt gegevens van personen te bevatten" in text(answer)
    assert "Jansen-Geheim" not in answer.content.decode()
    assert not SectionRevision.objects.filter(variant=cast.variant).exists()


@pytest.mark.parametrize("name", ["j.jansen@voorbeeld.example", "111222333"])
def test_a_group_that_is_a_person_is_refused(cast, sign_in, name):
    content = dumps(from_plain({"people": [{"id": "g", "name": name, "size": 1}]}), "json").encode()
    answer = upload(sign_in(cast.anna), cast, content, "dossier.json")
    assert answer.status_code == 422
    assert "We hebben er niets van bewaard." in text(answer)


def test_the_whole_example_is_read_in_from_a_file(cast, sign_in):
    content = dumps(from_plain(EXAMPLE), "toml").encode()
    assert upload(sign_in(cast.anna), cast, content, "dossier.toml").status_code == 302
