"""Filling in interests: the key, products, costs per combination, rules, issues, what we want, agreements, leaving."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.utils.translation import override
from tests.web.conftest import Cast

from vierkant.dossier import from_plain, merge, split, to_plain_dossier
from vierkant.terms import SECTION_WORDS
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.dossier.inputs_compare import Names, readable
from vierkant_web.models import SectionRevision, Visibility

from .fill_in_forms import PARTNERS, fill, post, text, url, values

COSTS = {
    "lisse": 900000, "hillegom": 700000, "teylingen": 800000.5, "teylingen+lisse": 1500000, "hillegom+lisse": 1400000,
    "hillegom+teylingen": 1300000, "hillegom+lisse+teylingen": 2000000,
}  # fmt: skip
SCORES = [
    {
        "issue": "balie",
        "body": "council",
        "position": -2,
        "regional": 1,
        "importance": 5,
        "fear": "Een lege balie",
    },
    {"issue": "balie", "position": 1},
]
PARTS: dict[tuple[str, str], Any] = {
    ("key_design", ""): {
        "key": "mixed", "accepted": ["use", "equal"], "weights": {"use": 0.7, "equal": 0.3}, "fixed_share": 0.25,
        "base_by": "residents", "growing_in_years": 3, "recalibrate_years": 4, "reason": "Wie afneemt, betaalt.",
    },
    ("key_inputs", "lisse"): [{"today": {"value": 650000}, "grant": {"value": 90000}, "growth": {"value": -0.05}}],
    ("products", ""): [{"id": "uur", "name": "Uur toezicht", "unit": "uren", "price": {"value": 92}, "plus": True}],
    ("products", "lisse"): {"uur": {"quantity": {"value": 1200}}},
    ("coalition_costs", ""): {"costs": COSTS, "year": 2026, "note": "Door de controllers"},
    ("voting_rules", ""): [
        {"id": "begroting", "name": "Begroting", "votes_share": 0.6667, "members": 2, "residents_share": 0.5,
         "must_agree": ["teylingen", "lisse"], "quorum_members": 2, "casting_vote": "lisse"}
    ],
    ("issues", ""): [
        {"id": "balie", "name": "De balie", "proposal": "De balie blijft open.", "voting_rule": "begroting"}
    ],
    ("pacts", ""): [
        {"id": "uren", "name": "Openingstijden", "issue": "balie", "between": ["lisse", "hillegom"],
         "before_decision": False, "owner": "Secretaris", "due": "2027-02-15", "hours": {"value": 24}}
    ],
    ("withdrawal_rule", ""): {
        "stated": True, "needs_consent": False, "method": "taper", "article": "artikel 31", "taper_years": 5,
        "taper_first": 1, "taper_step": 0.2, "multiple": 2.5, "fixed_cost": {"value": 780000},
    },
    ("withdrawal_facts", "lisse"): [{"mitigation": {"value": 0.3}, "restart_cost": {"value": 240000}}],
}  # fmt: skip
"""One row of everything, as the dossier writes it."""


@cache
def written() -> dict[tuple[str, str], Any]:
    """The same, as the dossier itself writes it."""
    agreed = {("agreements", ""): {"votes": {"hillegom": 1, "lisse": 1, "teylingen": 2}}}
    return split(to_plain_dossier(from_plain(merge({("partners", ""): PARTNERS, **agreed, **PARTS}))))


@pytest.fixture
def filled(cast: Cast) -> Cast:
    fill(cast)
    parts = [Part(*key, written()[key], Visibility.SHARED) for key in PARTS]
    actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)
    own = [{"handling": "shared", "scores": SCORES}]
    actions.save_section(
        variant=cast.variant, section="positions", partner="hillegom", content=own, based_on=0, visibility=None,
        by=cast.bram,
    )  # fmt: skip
    return cast


def latest(cast: Cast, section: str, partner: str = "") -> Any:
    rows = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner)
    found = rows.order_by("-number").first()
    return None if found is None else found.content


def test_who_saves_without_changing_anything_changes_nothing(filled, sign_in):
    """Also not the order of what was chosen, and not the tables that have a page of their own."""
    before = SectionRevision.objects.count()
    for section, partner in [*PARTS, ("positions", "hillegom")]:
        client = sign_in(filled.bram if section == "positions" else filled.anna)
        address, now = url(filled, SECTION_WORDS[section], partner), latest(filled, section, partner)
        answer = post(client, address, values(client.get(address)))
        assert answer.status_code == 302, (section, partner, text(answer)[:3000])
        assert latest(filled, section, partner) == now
    assert SectionRevision.objects.count() == before


@pytest.mark.parametrize(
    ("section", "partner", "page"),
    [
        ("key_design", "", "sleutel/"),
        ("coalition_costs", "", "kosten-per-combinatie/"),
        ("positions", "", "standpunten/"),
        ("positions", "hillegom", "standpunten/invullen/hillegom/"),
    ],
)
def test_where_it_is_easier_to_fill_in_is_one_click_away(filled, sign_in, section, partner, page):
    client = sign_in(filled.bram if partner else filled.anna)
    shown = client.get(url(filled, SECTION_WORDS[section], partner)).content.decode()
    assert f'href="/s/{filled.cooperation.slug}/belangen/{page}"' in shown


def test_a_change_keeps_the_positions_and_the_costs(filled, sign_in):
    client, address = sign_in(filled.bram), url(filled, SECTION_WORDS["positions"], "hillegom")
    assert post(client, address, values(client.get(address)) | {"part-ready": "on"}).status_code == 302
    (row,) = latest(filled, "positions", "hillegom")
    assert row["ready"] is True
    assert [score["issue"] for score in row["scores"]] == ["balie", "balie"]
    client, address = sign_in(filled.anna), url(filled, SECTION_WORDS["coalition_costs"])
    assert post(client, address, values(client.get(address)) | {"part-year": "2027"}).status_code == 302
    table = latest(filled, "coalition_costs")
    assert (table["year"], table["costs"]) == (2027, written()["coalition_costs", ""]["costs"])


WORDS = {
    ("key_design", ""): ["Gemengd, met gewichten", "Afname, Gelijke delen", "70%", "25%", "3 jaar"],
    ("key_inputs", "lisse"): ["€ 650.000", "-5%"],
    ("products", "lisse"): ["Uur toezicht", "1.200"],
    ("coalition_costs", ""): ["Teylingen + Lisse", "€ 1.500.000", "€ 800.000,5", "Door de controllers"],
    ("voting_rules", ""): ["Begroting", "66,67%", "Teylingen, Lisse"],
    ("issues", ""): ["De balie blijft open.", "Begroting"],
    ("pacts", ""): ["Openingstijden", "De balie", "Lisse, Hillegom", "15 februari 2027"],
    ("withdrawal_rule", ""): ["De bijdrage loopt in een aantal jaren af", "artikel 31", "100%", "2,5"],
    ("withdrawal_facts", "lisse"): ["30%", "240.000 euro"],
}


def test_who_may_only_read_reads_it_in_words(filled, sign_in):
    client = sign_in(filled.daan)
    for (section, partner), words in WORDS.items():
        page = text(client.get(url(filled, SECTION_WORDS[section], partner)))
        assert [word for word in words if word not in page] == [], (section, page)


def test_history_tells_each_weight_cost_and_position(filled, sign_in):
    names = Names.of(
        {(section, ""): written()[section, ""] for section in ("issues",)} | {("partners", ""): PARTNERS}
    )
    with override("nl"):
        told = {
            section: {
                line.label: line.text
                for line in readable((section, ""), written()[section, ""], names)[0].lines
            }
            for section in ("key_design", "coalition_costs")
        }
    assert told["key_design"]["Gewicht van afname"] == "70%"
    assert told["key_design"]["Vast deel"] == "25%"
    assert told["coalition_costs"]["Hillegom + Lisse + Teylingen"] == "€ 2.000.000"
    start = f"/s/{filled.cooperation.slug}/overzicht/geschiedenis/"
    page = text(sign_in(filled.bram).get(f"{start}?section=positions&partner=hillegom"))
    for words in ("De balie (raad)", "voor de eigen gemeente, van -2 tot 2: -2", "Een lege balie"):
        assert words in page


@pytest.mark.parametrize(
    ("section", "partner", "field", "value", "words"),
    [
        ("key_design", "", "part-weights.use", "80", "De gewichten tellen op tot 110,0%"),
        ("key_design", "", "part-fixed_share", "120", "Schrijf een percentage van 0 tot en met 100."),
        ("voting_rules", "", "rows-0-members", "4", "Er zijn 4 deelnemers nodig, maar er zijn er maar 3."),
        ("voting_rules", "", "rows-0-quota", "5", "Er zijn 5 stemmen nodig, maar er zijn er maar 4."),
        ("withdrawal_rule", "", "part-multiple", "60", "Dit mag hooguit 50 zijn."),
        ("key_inputs", "lisse", "part-growth", "veel", "geen getal"),
    ],
)
def test_a_wrong_answer_is_told_and_kept(filled, sign_in, section, partner, field, value, words):
    client, address = sign_in(filled.anna), url(filled, SECTION_WORDS[section], partner)
    answer = post(client, address, values(client.get(address)) | {field: value})
    assert answer.status_code == 422
    assert words in text(answer)
    assert values(answer)[field] == value


def test_what_hangs_on_an_issue_a_rule_or_a_partner_is_told_before_it_goes(filled, sign_in):
    client = sign_in(filled.anna)
    for section, words in (
        ("issues", "dat er 1 afspraak bij hoort"),
        ("voting_rules", "dat er over 1 onderwerp mee wordt besloten"),
        (
            "partners",
            "de kosten van de combinaties waar hij in zit; de afspraken die met hem nog te maken zijn",
        ),
    ):
        address = url(filled, SECTION_WORDS[section])
        answer = post(client, address, values(client.get(address)) | {"rows-0-DELETE": "on"})
        assert answer.status_code == 422
        assert words in text(answer)


def test_without_a_partner_the_rest_still_fits_together(filled, sign_in):
    client, address = sign_in(filled.anna), url(filled, SECTION_WORDS["partners"])
    sent = values(client.get(address)) | {"rows-1-DELETE": "on", "confirm": "lisse"}
    assert post(client, address, sent).status_code == 302
    rows = SectionRevision.objects.filter(variant=filled.variant).order_by("number")
    dossier = from_plain(merge({(row.section, row.partner): row.content for row in rows}))
    assert dossier.coalition_costs is not None
    assert set(dossier.coalition_costs.costs) == {"hillegom", "teylingen", "hillegom+teylingen"}
    assert (dossier.voting_rules, dossier.pacts, dossier.issues[0].voting_rule) == ((), (), None)
