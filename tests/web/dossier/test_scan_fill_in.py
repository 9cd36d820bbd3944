"""Filling in organisations side by side: structure, who decides, terms, processes, applications and differences."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from tests.web.conftest import Cast

from vierkant.dossier import from_plain, merge, split, to_plain_dossier
from vierkant.terms import SECTION_WORDS
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import SectionRevision, Visibility

from .fill_in_forms import PARTNERS, fill, post, text, url, values

PARTS: dict[tuple[str, str], Any] = {
    ("structure", "lisse"): [
        {"layers": 3, "managers": 12, "line_fte": {"value": 88.5}, "teams": 9, "self_steering": 2,
         "executive_meeting": "weekly", "open_hours": {"value": 38}}
    ],
    ("mandates", ""): [{"id": "samen-inkoop", "decision": "Inkoop", "decider": "director", "up_to": {"value": 50000}}],
    ("mandates", "lisse"): [{"id": "inkoop", "decision": "Inkoop", "decider": "team", "up_to": {"value": 5000}}],
    ("employment", "lisse"): [
        {"id": "thuis", "subject": "home_days", "value": {"value": 2.5}, "rule": "Op maandag op kantoor."}
    ],
    ("processes", ""): [{"id": "vergunning", "name": "Vergunning verlenen", "function": "Vergunningverlening"}],
    ("processes", "lisse"): {"vergunning": {"maturity": 4, "note": "Sinds 2024"}},
    ("applications", "lisse"): [
        {"id": "zaak", "component": "Zaaksysteem", "product": "Zaak 3", "supplier": "Leverancier",
         "status": "ending", "contract_ends": "2028-12-31", "notice_months": 12, "yearly_cost": {"value": 60000}}
    ],
    ("differences", ""): [
        {"id": "lagen", "found": "structure.layers", "name": "Lagen", "meaning": "Wachten", "noticed_by": "Teams",
         "answer": "agreement", "text": "Het team beslist", "owner": "directeur", "due": "2027-06-01",
         "hours": {"value": 20}, "done": True}
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
    ("structure", "lisse"): ["88,5", "Elke week", "9"],
    ("mandates", "lisse"): ["Inkoop: team", "5.000"],
    ("employment", "lisse"): ["Dagen thuiswerken", "2,5", "Op maandag op kantoor."],
    ("processes", "lisse"): ["Vergunning verlenen", "4: we meten het"],
    ("applications", "lisse"): ["Zaaksysteem: Zaak 3", "Loopt af", "31 december 2028", "60.000"],
    ("differences", ""): ["Lagen", "Afspraak", "Het team beslist", "1 juni 2027"],
}


def test_who_may_only_read_reads_it_in_words(filled, sign_in):
    client = sign_in(filled.daan)
    for (section, partner), words in WORDS.items():
        page = text(client.get(url(filled, SECTION_WORDS[section], partner)))
        assert [word for word in words if word not in page] == [], (section, page)


@pytest.mark.parametrize(
    ("word", "partner", "field", "value", "words"),
    [
        ("opbouw", "lisse", "part-layers", "0", "Dit moet minstens 1 zijn."),
        ("opbouw", "lisse", "part-layers", "2,5", "Schrijf een geheel getal"),
        ("opbouw", "lisse", "part-self_steering", "10", "meer dan de 9"),
        ("opbouw", "lisse", "part-open_hours", "200", "200 is meer dan kan: hooguit 168."),
        ("wie-beslist", "lisse", "rows-0-up_to", "veel", "geen getal"),
        ("applicaties", "lisse", "rows-0-contract_ends", "31-02-2028", "31-01-2027"),
    ],
)
def test_a_wrong_answer_is_told_and_kept(filled, sign_in, word, partner, field, value, words):
    client, address = sign_in(filled.anna), url(filled, word, partner)
    answer = post(client, address, values(client.get(address)) | {field: value})
    assert answer.status_code == 422
    assert words in text(answer)


def test_spaces_and_commas_are_read_as_people_write_them(filled, sign_in):
    client, address = sign_in(filled.anna), url(filled, "opbouw", "lisse")
    sent = values(client.get(address)) | {"part-line_fte": " 1.088,5 ", "part-layers": " 4 "}
    assert post(client, address, sent).status_code == 302
    (row,) = latest(filled, "structure", "lisse")
    assert (row["line_fte"]["value"], row["layers"]) == (1088.5, 4)


def test_history_and_comparison_say_what_changed(filled, sign_in):
    client, address = sign_in(filled.anna), url(filled, "applicaties", "lisse")
    post(client, address, values(client.get(address)) | {"rows-0-notice_months": "6"})
    start = f"/s/{filled.cooperation.slug}/overzicht"
    page = text(client.get(f"{start}/geschiedenis/?section=applications&partner=lisse"))
    assert "Opzegtermijn in maanden" in page
    assert "Zaaksysteem" in page


def test_the_start_names_the_steps_of_organisations(filled, sign_in):
    page = text(sign_in(filled.anna).get(url(filled)))
    titles = (
        "Hoe elke organisatie is opgebouwd",
        "Vertrouwen en gereedheid",
        "Verschillen",
        "Arbeidsvoorwaarden",
    )
    assert [title for title in titles if title not in page] == []
