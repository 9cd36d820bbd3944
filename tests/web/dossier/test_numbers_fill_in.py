"""Filling in the sections behind the numbers: motives, service, risks, money, budgets and lessons."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.conftest import Cast

from vierkant.dossier import dumps, from_plain, merge, split, to_plain_dossier
from vierkant.terms import SECTION_WORDS
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import SectionRevision, Visibility

from .fill_in_forms import PARTNERS, fill, post, text, url, values

SPREAD = {"value": 1000, "low": 500, "high": 2000, "confidence": "estimated", "distribution": "lognormal"}
PARTS: dict[tuple[str, str], Any] = {
    ("motives", "lisse"): [{"costs": 60, "own": 20, "own_goal": "Meer stage", "commitment": "doubts"}],
    ("expertise", ""): [{"id": "jeugd", "name": "Jeugdrecht", "complex": True}],
    ("expertise", "lisse"): {"jeugd": {"people": 1, "hours": {"value": 200}}},
    ("indicators", ""): [
        {"id": "op-tijd", "name": "Op tijd", "higher_is_better": False, "baseline": {"value": -0.5}, "partner": "lisse",
         "target_on": "2029-01-01"}
    ],
    ("channels", ""): [{"id": "burgerzaken", "name": "Burgerzaken", "kind": "counter", "norm_share": {"value": 0.8}}],
    ("channels", "lisse"): {"burgerzaken": {"contacts": {"value": 12}, "agents": 3}},
    ("counters", "lisse"): [
        {"id": "lisse-balie", "name": "Balie", "latitude": 52.294, "longitude": 4.5, "open_hours": {"value": 20}}
    ],
    ("risks", ""): [{"id": "claim", "name": "Claim", "chance": {"value": 0.1}, "moves": True}],
    ("finances", "lisse"): [{"vat": SPREAD, "stranded_years": 4}],
    ("transition_costs", ""): [{"id": "ict", "name": "ICT", "kind": "ict", "amount": {"value": 1}, "year": -1}],
    ("coordination_hours", "lisse"): [{"id": "lisse-2029", "year": 2029, "hours": {"value": 900}}],
    ("correlations", ""): [
        {"first": "task.belastingen.hillegom.own_fte", "second": "coordination.level", "value": -0.25}
    ],
    ("budgets", ""): [
        {"id": "vrhm-2027", "name": "Veiligheidsregio", "year": 2027, "contribution": 1234567,
         "index_used": {"value": -0.012}}
    ],
    ("budget_changes", ""): [{"id": "loon", "budget": "vrhm-2027", "cause": "index", "amount": -5000}],
    ("cases", ""): [
        {"id": "ict-samen", "name": "ICT samen", "scope": "ict", "outcome": "dissolved",
         "motives": ["costs", "quality"],
         "saving_realised": {"value": -0.2}, "form": "centrumgemeente"}
    ],
}  # fmt: skip
"""One row of everything, as the dossier writes it."""


@cache
def written() -> dict[tuple[str, str], Any]:
    """The same, as the dossier itself writes it."""
    return split(to_plain_dossier(from_plain(merge({("partners", ""): PARTNERS, **PARTS}))))


@pytest.fixture
def started(cast: Cast) -> Cast:
    fill(cast)
    return cast


@pytest.fixture
def filled(started: Cast) -> Cast:
    parts = [Part(*key, written()[key], Visibility.SHARED) for key in PARTS]
    actions.save_many(variant=started.variant, parts=parts, by=started.anna)
    return started


def latest(cast: Cast, section: str, partner: str = "") -> Any:
    rows = SectionRevision.objects.filter(variant=cast.variant, section=section, partner=partner)
    found = rows.order_by("-number").first()
    return None if found is None else found.content


def test_who_saves_without_changing_anything_changes_nothing(filled, sign_in):
    client = sign_in(filled.anna)
    before = SectionRevision.objects.count()
    for section, partner in PARTS:
        address = url(filled, SECTION_WORDS[section], partner)
        now = latest(filled, section, partner)
        answer = post(client, address, values(client.get(address)))
        assert answer.status_code == 302, (section, partner, text(answer)[:3000])
        assert latest(filled, section, partner) == now
    assert SectionRevision.objects.count() == before


WORDS = {
    ("motives", "lisse"): ["60 punten", "Twijfelt", "Meer stage"],
    ("finances", "lisse"): ["€ 1.000 per jaar", "tussen 500 en 2.000", "Scheef"],
    ("correlations", ""): ["Belastingen, Hillegom: eigen fte", "-0,25"],
    ("budgets", ""): ["Veiligheidsregio 2027", "1.234.567", "-1,2%"],
    ("budget_changes", ""): ["Veiligheidsregio 2027: lonen en prijzen", "-5.000"],
    ("cases", ""): ["ICT samen", "Is opgeheven", "Kosten, Kwaliteit", "-20%"],
    ("transition_costs", ""): ["Het jaar vóór de start"],
}


def test_who_may_only_read_reads_it_in_words(filled, sign_in):
    client = sign_in(filled.daan)
    for (section, partner), words in WORDS.items():
        page = text(client.get(url(filled, SECTION_WORDS[section], partner)))
        assert [word for word in words if word not in page] == [], section


def test_history_and_comparison_know_rows_without_a_key(filled, sign_in):
    client = sign_in(filled.anna)
    address = url(filled, "geld-per-deelnemer", "lisse")
    post(client, address, values(client.get(address)) | {"part-stranded_years": "5"})
    start = f"/s/{filled.cooperation.slug}/overzicht"
    page = text(client.get(f"{start}/geschiedenis/?section=finances&partner=lisse"))
    assert "Jaren om dat af te bouwen" in page


def test_a_partner_divides_its_points_and_hears_how_many_are_left(started, sign_in):
    client, address = sign_in(started.bram), url(started, "motieven", "hillegom")
    assert "U hebt nog 100 van de 100 punten te verdelen." in text(client.get(address))
    data = values(client.get(address)) | {"part-costs": "70", "part-quality": "50"}
    refused = post(client, address, data)
    assert refused.status_code == 422
    assert "Haal er 20 punten af." in text(refused)
    assert "Dat zijn 20 punten te veel." in text(refused)
    assert values(refused)["part-quality"] == "50"
    assert post(client, address, data | {"part-quality": "10", "part-commitment": "wants"}).status_code == 302
    assert latest(started, "motives", "hillegom") == [{"costs": 70, "quality": 10, "commitment": "wants"}]
    assert "U hebt nog 20 van de 100 punten te verdelen." in text(client.get(address))
    assert post(client, url(started, "motieven", "lisse"), data).status_code == 403


def test_the_page_of_all_partners_says_who_filled_in_its_part(filled, sign_in):
    client = sign_in(filled.bram)
    page = client.get(url(filled, "motieven"))
    assert page.status_code == 200
    assert url(filled, "motieven", "hillegom") in page.content.decode()
    assert "Ons deel invullen" in text(page)
    assert 'name="part-costs"' not in page.content.decode()


@pytest.mark.parametrize(
    ("word", "partner", "answers", "said"),
    [
        ("balies-en-locaties", "hillegom", {"rows-0-name": "Balie", "rows-0-latitude": "52.294"},
         "Een plek heeft een breedtegraad én een lengtegraad nodig."),
        ("balies-en-locaties", "hillegom", {"rows-0-name": "Balie", "rows-0-latitude": "4,5", "rows-0-longitude": "4"},
         "Dit moet minstens 50.5 zijn."),
        ("samenhang-tussen-getallen", "", {"rows-0-first": "coordination.level", "rows-0-second": "coordination.level",
         "rows-0-value": "1"}, "een getal beweegt altijd met zichzelf mee"),
        ("samenhang-tussen-getallen", "", {"rows-0-first": "coordination.level", "rows-0-value": "2",
         "rows-0-second": "task.belastingen.hillegom.own_fte"}, "Dit mag hooguit 1"),
        ("geld-per-deelnemer", "hillegom", {"part-vat": "100", "part-vat__distribution": "uniform"},
         "Vul ook een laagste en een hoogste in, of laat ons kiezen."),
        ("begrotingen-van-regelingen", "", {"rows-0-name": "VR", "rows-0-year": "2027", "rows-0-total": "1.000,50"},
         "Schrijf een geheel getal"),
        ("eigen-lessen", "", {"rows-0-name": "ICT", "rows-0-saving_planned": "-120"},
         "Schrijf een percentage van -100 tot 100."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(started, sign_in, word, partner, answers, said):
    client, address = sign_in(started.bram if partner else started.anna), url(started, word, partner)
    answer = post(client, address, values(client.get(address)) | answers)
    assert answer.status_code == 422
    assert said in text(answer)
    assert answers.items() <= values(answer).items()


def test_a_pair_is_chosen_by_words_and_a_name_that_nobody_knows_stays(filled, sign_in):
    client, address = sign_in(filled.anna), url(filled, "samenhang-tussen-getallen")
    rows = [
        *PARTS["correlations", ""],
        {"first": "later.invented", "second": "coordination.level", "value": 0.1},
    ]
    actions.save_section(
        variant=filled.variant, section="correlations", content=rows, based_on=1, by=filled.anna
    )
    assert "Belastingen, Hillegom: eigen fte" in text(client.get(address))
    data = values(client.get(address)) | {"rows-0-value": "0,75"}
    assert post(client, address, data).status_code == 302
    assert latest(filled, "correlations") == [{**rows[0], "value": 0.75}, rows[1]]


def test_a_cause_waits_for_a_budget_and_a_budget_is_not_removed_unasked(filled, sign_in, cast):
    client = sign_in(filled.anna)
    address = url(filled, "begrotingen-van-regelingen")
    data = values(client.get(address)) | {"rows-0-DELETE": "on"}
    assert "1 rij bij oorzaken van een stijging" in text(post(client, address, data))
    parts = [Part(section, "", [], Visibility.SHARED) for section in ("budget_changes", "budgets")]
    actions.save_many(
        variant=filled.variant, parts=parts, based_on={part.key: 1 for part in parts}, by=filled.anna
    )
    assert "Eerst de begrotingen" in text(client.get(url(filled, "oorzaken-van-stijging")))


def test_each_partner_answers_its_own_phone(filled, sign_in):
    client, address = sign_in(filled.bram), url(filled, "telefoon-en-balie", "hillegom")
    data = values(client.get(address)) | {"own-burgerzaken-contacts": "30", "own-burgerzaken-handling": "240"}
    assert post(client, address, data).status_code == 302
    own = {"contacts": {"value": 30}, "handling": {"value": 240}}
    assert latest(filled, "channels", "hillegom") == {"burgerzaken": own}


def test_a_file_out_and_in_changes_nothing_and_a_change_is_told_in_words(filled, sign_in):
    client = sign_in(filled.anna)
    start = f"/s/{filled.cooperation.slug}/overzicht/uitwisselen/"
    plain = merge(
        {key: latest(filled, *key) for key in [("partners", ""), ("tasks", ""), ("sources", ""), *PARTS]}
    )
    plain["correlations"] = [
        {"first": "partner.lisse.vat", "second": "coordination.level", "value": 0.5},
        *plain["correlations"],
    ]
    plain["finances"] = [{"partner": "lisse", "vat": 2000}]
    content = dumps(from_plain(plain), "json").encode()
    client.post(f"{start}bestand/", {"file": SimpleUploadedFile("dossier.json", content)})
    page = text(client.get(f"{start}inlezen/"))
    assert "Geld per deelnemer · Lisse" in page
    assert "Jaren om dat af te bouwen" in page
    assert "Btw die u niet terugkrijgt" in page
    assert "Samenhang tussen getallen" in page
    assert "Lisse: btw die u niet terugkrijgt" in page
