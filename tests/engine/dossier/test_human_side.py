"""The human side in a dossier: what refers to what, days in order, and what an audience does not hear about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vierkant.dossier import Dossier, DossierError, from_plain, load, loads, merge, split, to_plain_dossier
from vierkant.dossier.groups import ABOUT_ONE, OF_ONE_OR_ALL, OF_SEVERAL
from vierkant.dossier.problems import explain
from vierkant.dossier.sections import CHANGE_SECTIONS

from .strategies import dossiers

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "vergunningen.toml"
GROUPS = '[[people]]\nid = "juristen"\nname = "Juristen"\nsize = 9\n'


def said(text: str) -> list[str]:
    """All problems of a text, as a person reads them."""
    with pytest.raises(DossierError) as caught:
        loads(text, name="d.toml")
    return [explain(problem) for problem in caught.value.problems]


CASES = {
    "card of an unknown group": (
        GROUPS + '[[impact]]\nid = "jurist"\n',
        "d.toml, regel 6, impactkaarten, rij 1 (jurist), groep: Er is geen groep medewerkers “jurist”."
        " Bedoelt u “juristen”?",
    ),
    "one of several groups": (
        GROUPS
        + '[[other_projects]]\nid = "p"\nname = "P"\ngroups = ["juristen", "xyz"]\nhours_per_month = 2\n'
        "from_on = 2027-01-01\nuntil_on = 2027-02-01\n",
        "d.toml, regel 8, andere projecten, rij 1 (p), groepen › 2: Er is geen groep medewerkers “xyz”. De groepen"
        " zijn: juristen. Voeg de groep toe bij medewerkers, of kies een van deze.",
    ),
    "function that does not exist": (
        GROUPS + 'function = "wabo"\n[[functions]]\nid = "wabos"\nname = "W"\n',
        "d.toml, regel 5, medewerkers, rij 1 (juristen), functie: Er is geen functie “wabo”. Bedoelt u “wabos”?",
    ),
    "help that is not in the library": (
        '[[interventions]]\nid = "i"\nname = "I"\nkind = "article"\nitem = "werk-overdrage"\n',
        "d.toml, regel 5, informatie en begeleiding, rij 1 (i), uit de bibliotheek: “werk-overdrage” staat niet in"
        " onze bibliotheek. Bedoelt u “werk-overdragen”?",
    ),
    "help that ends before it begins": (
        '[[interventions]]\nid = "i"\nname = "I"\nkind = "article"\nfrom_on = 2027-03-01\nuntil_on = 2027-02-01\n',
        "d.toml, regel 6, informatie en begeleiding, rij 1 (i), tot en met: Deze dag (2027-02-01) ligt vóór de eerste"
        " (2027-03-01). Verbeter een van de twee dagen.",
    ),
    "support that ends before the start": (
        "[change_plan]\nstarts_on = 2027-03-01\nends_on = 2027-02-01\n",
        "d.toml, regel 3, het veranderplan, begeleiding eindigt op: Deze dag (2027-02-01) ligt vóór de eerste"
        " (2027-03-01). Verbeter een van de twee dagen.",
    ),
    "the same card twice": (
        GROUPS + '[[impact]]\nid = "juristen"\n[[impact]]\nid = "juristen"\n',
        "d.toml, regel 8, impactkaarten, rij 2 (juristen), groep: “juristen” staat hier dubbel; rij 1",
    ),
    "an aspect twice": (
        GROUPS + '[[aspects]]\nid = "a"\ngroup = "juristen"\naspect = "pay"\n'
        '[[aspects]]\nid = "b"\ngroup = "juristen"\naspect = "pay"\n',
        "d.toml, regel 12, wat verandert er per onderwerp, rij 2 (b), onderwerp: Wat er voor “juristen” op dit"
        " onderwerp verandert, staat al in rij 1. Voeg de twee samen.",
    ),
    "a line without a function": (
        GROUPS + '[[crosswalk]]\nid = "r"\ngroup = "juristen"\noutcome = "ends"\npeople = 3\n',
        "d.toml, regel 5, functies van oud naar nieuw, rij 1 (r), functie nu: Deze regel zegt niet over welke functie"
        " het gaat. Vul de functie in zoals die nu is, of kies “nieuw”.",
    ),
    "a model of your own that is not there": (
        '[change_plan]\nphase_model = "own"\n',
        "d.toml, regel 1, het veranderplan, eigen fasemodel: U koos een eigen fasemodel, maar het staat er niet bij."
        " Plak de tekst van uw fasemodel, of kies het onze.",
    ),
    "a model that does not exist": (
        '[change_plan]\nphase_model = "adkar"\n',
        "d.toml, regel 2, het veranderplan, fasemodel: “adkar” is niet goed geschreven. Kies five, three of own.",
    ),
    "a section in Dutch": (
        "[veranderplan]\n",
        "d.toml, regel 1, veranderplan: Er is geen onderdeel “veranderplan”. Bedoelt u “change_plan”?",
    ),
    "a score of six": (
        GROUPS + '[[lead_scores]]\nid = "juristen"\nhours = 6\n',
        "d.toml, regel 7, scores van leidinggevenden, rij 1 (juristen), werktijden: Dit mag hooguit 5 zijn.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_place_and_words(name: str) -> None:
    text, expected = CASES[name]
    found = said(text)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_model_of_your_own_tells_every_fault_at_once() -> None:
    text = "[change_plan]\nphase_model = \"own\"\nown_phase_model = '''\nid = \"x\"\norder = \"hard\"\n'''\n"
    found = said(text)
    assert len(found) > 1
    assert all("eigen fasemodel: In het fasemodel: " in line for line in found)


def test_a_row_without_its_required_fields_is_still_held_against_the_rest() -> None:
    """Every section: the fault in the row itself and the unknown group come out together."""
    rows = {
        "aspects": 'group = "x"\naspect = "pay"\nhuh = 1\n',
        "crosswalk": 'group = "x"\n',
        "communication": 'group = "x"\n',
        "ledger": 'group = "x"\n',
        "questions": 'group = "x"\n',
        "interventions": 'groups = ["x"]\n',
        "other_projects": 'groups = ["x"]\n',
    }
    for section, fields in rows.items():
        found = said(f'[[{section}]]\nid = "r"\n{fields}')
        assert any("Er is geen groep medewerkers “x”." in line for line in found), section
        assert len(found) > 1


# What an audience does not see -----------------------------------------------------------------------------------


def named(plain: dict[str, Any]) -> set[str]:
    """Every group that some row names."""
    found = {row["id"] for section in ("impact", "lead_scores") for row in plain.get(section, ())}
    for section in ("aspects", "crosswalk", *OF_ONE_OR_ALL):
        found |= {row["group"] for row in plain.get(section, ()) if row.get("group")}
    for section in OF_SEVERAL:
        found |= {name for row in plain.get(section, ()) for name in row.get("groups", ())}
    return found


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(dossiers(), st.data())
def test_without_some_groups_nothing_is_heard_about_them(dossier: Dossier, data: st.DataObject) -> None:
    whole = to_plain_dossier(dossier)
    parts = split(whole)
    owners = sorted({partner for section, partner in parts if section == "people"})
    hidden = set(data.draw(st.lists(st.sampled_from(owners), unique=True))) if owners else set()
    gone = {group["id"] for owner in hidden for group in parts["people", owner]}
    seen = merge({key: row for key, row in parts.items() if key[0] != "people" or key[1] not in hidden})
    assert not named(seen) & gone
    assert named(seen) == named(whole) - gone
    for section in OF_SEVERAL:  # a row for some groups never becomes one for everybody
        every = {row["id"] for row in whole.get(section, ()) if not row.get("groups")}
        assert {row["id"] for row in seen.get(section, ()) if not row.get("groups")} == every
    from_plain(seen)  # raises when it does not fit together


def test_the_example_holds_every_section_and_goes_to_the_right_part() -> None:
    dossier = load(EXAMPLE)
    assert all(getattr(dossier, section) for section in CHANGE_SECTIONS)
    plain = to_plain_dossier(dossier)
    employer = {group.id: group.partner or "" for group in dossier.people}
    parts = split(plain)
    assert {key[1] for key in parts if key[0] == "lead_scores"} == {
        employer[row.id] for row in dossier.lead_scores
    }
    for (section, partner), rows in parts.items():
        if section in ("lead_scores", "crosswalk"):
            key = "id" if section == "lead_scores" else "group"
            assert {employer[row[key]] for row in rows} == {partner}
    assert from_plain(merge(parts)).change_plan == dossier.change_plan


def test_the_kinds_of_sections_are_all_of_them() -> None:
    kinds = (*ABOUT_ONE, *OF_ONE_OR_ALL, *OF_SEVERAL)
    assert set(kinds) | {"people", "change_plan"} == set(CHANGE_SECTIONS)
    assert len(kinds) == len(set(kinds))
