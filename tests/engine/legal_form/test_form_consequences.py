"""What follows from a form: complete for all twenty, in one order, with article and source."""

from __future__ import annotations

from datetime import date

import pytest

from vierkant.legal_form import LegalForm, consequences, form_consequences
from vierkant.legal_form.consequences_form import TOPICS
from vierkant.legal_form.consequences_groups import forms_of
from vierkant.legal_form.rules import table
from vierkant.quantities import Certainty
from vierkant.reference.forms import BODY_FORMS, FORMS_OF, PRIVATE_FORMS, WGR_FORMS, Kind
from vierkant.terms import catalogue, render

TODAY = date(2026, 11, 24)
ALL = tuple(LegalForm)


def steps(form, on=TODAY):
    return [step.id for step in consequences(form, on=on)]


def rows(form, on=TODAY):
    return {row.id for row in form_consequences(form, on=on).rows}


@pytest.mark.parametrize("form", ALL)
def test_every_form_has_every_topic_and_steps(form):
    found = form_consequences(form, on=TODAY)
    assert [topic for topic in TOPICS if any(row.topic == topic for row in found.rows)] == list(TOPICS)
    assert [step.number for step in found.steps] == list(range(1, len(found.steps) + 1))
    for row in (*found.rows, *found.steps):
        assert row.sources
        assert form in WGR_FORMS or not any(article.endswith("Wgr") for article in row.articles), row.id
        assert not (row.unconfirmed and row.certainty is Certainty.HIGH), row.id
        for language in ("nl", "en"):
            assert render(row.title, language)
            assert render(row.text, language).endswith(".")
    for step in found.steps:
        assert render(step.who, "nl")


def test_no_row_and_no_sentence_is_left_over():
    for name, room in (("consequences", "form_consequences"), ("steps", "form_steps")):
        data = table(name)
        items = (
            data
            if name == "steps"
            else {f"{topic}.{key}": item for topic in data for key, item in data[topic].items()}
        )
        texts = {
            key.removeprefix(f"{room}.").removesuffix(".title")
            for key in catalogue()
            if key.startswith(f"{room}.") and key.endswith(".title")
        }
        assert texts == set(items)
        assert all(forms_of(item["forms"]) for item in items.values())


def test_all_forms_share_one_order():
    """Every form has its steps in the order of the file: no form turns two around."""
    order = list(table("steps"))
    for form in ALL:
        found = [order.index(step) for step in steps(form, None)]
        assert found == sorted(found)


@pytest.mark.parametrize("form", WGR_FORMS)
def test_people_come_before_the_decision(form):
    """H01: advice of the works council before the decision (art. 25 WOR), the social plan with the unions too."""
    found = steps(form)
    assert found.index("works_council") < found.index("draft_to_councils") < found.index("zienswijze")
    assert found.index("zienswijze") < found.index("consent") < found.index("conclude")
    assert found.index("conclude") < found.index("publication") < found.index("register")
    if "unions" in found:
        assert found.index("unions") < found.index("conclude")
    # A draft that lies with councils is public: the own staff hear it first, and are placed before the first day.
    assert found.index("works_council") < found.index("tell_staff") < found.index("draft_to_councils")
    if "staff_transfer" in found:
        assert found.index("conclude") < found.index("staff_transfer") < found.index("entry_into_force")


def test_eight_weeks_is_the_only_term_of_a_wgr_form():
    """Art. 1 lid 3 Wgr."""
    for form in WGR_FORMS:
        assert {step.id: step.weeks for step in consequences(form, on=TODAY) if step.weeks} == {
            "zienswijze": 8
        }


@pytest.mark.parametrize("form", PRIVATE_FORMS)
def test_private_forms_ask_wishes_and_concerns_and_a_notary(form):
    """F11, art. 160 lid 2 Gemeentewet; BW 2:53, 2:64, 2:175, 2:285."""
    found = steps(form)
    assert found.index("public_interest") < found.index("wishes") < found.index("decide_private")
    deed = "notarial_deed_association" if form is LegalForm.ASSOCIATION else "notarial_deed"
    assert found.index("decide_private") < found.index(deed)
    cited = next(step.articles for step in consequences(form, on=TODAY) if step.id == deed)
    book_two = {"foundation": "285", "association": "26", "cooperative": "53", "company": "64"}
    assert cited[0] == f"art. 2:{book_two[form.value]} BW"
    assert not {"zienswijze", "consent", "publication"} & set(found)
    assert "supervision.no_approval" in rows(form)


def test_each_step_goes_to_the_forms_it_is_for():
    with_procurement = {form for form in ALL if "procurement" in steps(form)}
    # A01: paid service without delegation. Not: own staff inside one municipality, agreements without payment.
    assert LegalForm.SERVICE_AGREEMENT in with_procurement
    assert LegalForm.CENTRUMGEMEENTE in with_procurement
    assert not {LegalForm.PROJECT, LegalForm.COVENANT, LegalForm.REGELING_ZONDER_MEER} & with_procurement
    assert "mandate_decision" in steps(LegalForm.SERVICE_AGREEMENT)
    assert "mandate_decision" not in steps(LegalForm.COVENANT)
    for form in ALL:
        assert {"evaluate", "evaluate_agreement", "close"} & set(steps(form)), form
        assert {"works_council", "works_council_check"} & set(steps(form)), form
        assert "tell_staff" in steps(form)


def test_sizes_of_the_boards_are_there_with_their_article():
    found = {row.id: row for row in form_consequences(LegalForm.OPENBAAR_LICHAAM, on=TODAY).rows}
    assert found["organs.executive_size"].articles == ("art. 14 lid 1 Wgr", "art. 14 lid 2 Wgr")
    assert "minstens zes" in render(found["organs.general_size"].text, "nl")
    assert found["organs.general_size"].certainty is Certainty.MEDIUM
    assert found["organs.general_size"].unconfirmed
    assert "organs.general_size" not in rows(LegalForm.BEDRIJFSVOERINGSORGANISATIE)


def test_employer_budget_and_committee():
    """H04: Cao SGO only for OL and BVO; own budget OL, BVO, GO; art. 24a for the OL alone."""
    for form in ALL:
        has = rows(form)
        is_person = form in (LegalForm.OPENBAAR_LICHAAM, LegalForm.BEDRIJFSVOERINGSORGANISATIE)
        assert ("employer.own_employer" in has) == is_person
        assert ("money.budget_cycle" in has) == (form in BODY_FORMS)
        assert ("organs.advisory_committee" in has) == (form is LegalForm.OPENBAAR_LICHAAM)
        assert sum(row.startswith("employer.") and row != "employer.transfer" for row in has) == 1


def test_what_was_not_yet_law_is_left_out():
    before, after = (
        rows(LegalForm.OPENBAAR_LICHAAM, date(2022, 6, 30)),
        rows(LegalForm.OPENBAAR_LICHAAM, date(2022, 7, 1)),
    )
    assert after - before == {"organs.advisory_committee", "money.budget_cycle", "supervision.inquiry"}
    assert "evaluation" not in steps(LegalForm.CENTRUMGEMEENTE, date(2022, 6, 30))
    assert rows(LegalForm.OPENBAAR_LICHAAM, None) >= after


def test_some_rows_are_for_one_kind_of_cooperation():
    form = LegalForm.FOUNDATION
    network, between = (
        form_consequences(form, on=TODAY, kind=kind) for kind in (Kind.NETWORK, Kind.INTERMUNICIPAL)
    )
    assert {row.id for row in network.rows} - {row.id for row in between.rows} == {"appointment.one_of_many"}
    assert {step.id for step in network.steps} - {step.id for step in between.steps} == {"decide_partners"}
    for kind, forms in FORMS_OF.items():
        assert all(form_consequences(form, on=TODAY, kind=kind).steps for form in forms)


def test_what_the_text_of_the_act_does_not_say_is_not_said_to_be_law():
    """Archiefwet 1995 art. 40 names OL and GO; no general duty of public meetings was found for a BVO."""
    form = LegalForm.BEDRIJFSVOERINGSORGANISATIE
    found = {row.id: row for row in form_consequences(form, on=TODAY).rows}
    assert "openness.archive" not in found
    assert found["openness.archive_practice"].certainty is Certainty.LOW
    assert "openness.board_not_public" in found
    assert "openness.general_board_public" not in found
    assert "archive_practice" in steps(form)
    assert "archive" in steps(LegalForm.GEMEENSCHAPPELIJK_ORGAAN)
    # Consent to each mandate is asked outside the Wgr only (Awb 10:4); sending to the province is from the old text.
    step = next(
        item for item in consequences(LegalForm.CENTRUMGEMEENTE, on=TODAY) if item.id == "send_to_province"
    )
    assert step.certainty is Certainty.LOW
    assert step.unconfirmed


def test_participants_know_what_transferred_powers_bring():
    """Art. 10a, 13 lid 4, 25, 29, 31a, 32b-32j, 36-39f, 99-103 Wgr and art. 232 Gemeentewet."""
    body, light = rows(LegalForm.OPENBAAR_LICHAAM), rows(LegalForm.REGELING_ZONDER_MEER)
    of_a_body = {"powers.cooperate", "powers.entities", "appointment.votes", "organs.committees"}
    assert of_a_body | {"supervision.intervention", "supervision.compulsory"} <= body
    assert not of_a_body & light
    assert {"supervision.compulsory", "legal_basis.other_participants"} <= light
    collection = {
        form: row.articles
        for form in WGR_FORMS
        for row in form_consequences(form, on=TODAY).rows
        if row.id == "powers.collection"
    }
    assert collection == {
        LegalForm.OPENBAAR_LICHAAM: ("art. 232 lid 4 Gemeentewet",),
        LegalForm.BEDRIJFSVOERINGSORGANISATIE: ("art. 232 lid 4 Gemeentewet",),
        LegalForm.CENTRUMGEMEENTE: ("art. 232 lid 2 Gemeentewet",),
    }
