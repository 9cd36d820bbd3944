"""Which of the 25 instruments apply, and what shows that they are used."""

from __future__ import annotations

from datetime import date

import pytest

from vierkant.grip import GripInput, Shown, assess_grip, instrument_ids
from vierkant.grip.inputs import CouncilView, InstrumentUse, Stance, ZienswijzePoint
from vierkant.grip.instruments import described
from vierkant.grip.results import Instrument
from vierkant.legal_form.inputs import Clause
from vierkant.quantities import Certainty
from vierkant.reference.forms import FORMS_OF, Kind, LegalForm
from vierkant.terms import exists, render

TODAY = date(2026, 11, 24)
COLLEGES = frozenset({"municipal_executive"})
EVERYBODY = frozenset({"council", "municipal_executive", "mayor"})


def rows(**given: object) -> dict[str, Instrument]:
    data = GripInput(on=TODAY, **given)  # type: ignore[arg-type]
    return {row.id: row for row in assess_grip(data).instruments}


def applying(**given: object) -> set[int]:
    return {row.number for row in rows(**given).values() if row.applies}


def test_there_are_25_in_order() -> None:
    """`facts/law.md` 3 numbers them 1 to 25; 20 are in an act or decree, 5 are soft."""
    assert [item.number for item in described()] == list(range(1, 26))
    assert len(set(instrument_ids())) == 25
    assert [item.number for item in described() if not item.statutory] == [21, 22, 23, 24, 25]
    assert all(item.articles for item in described() if item.statutory)
    assert all(item.sources for item in described())


@pytest.mark.parametrize(
    ("form", "bodies", "numbers"),
    [
        # Scope column of the table of instruments; an adviescommissie only in an openbaar lichaam (art. 24a Wgr).
        (LegalForm.OPENBAAR_LICHAAM, COLLEGES, {*range(1, 10), *range(11, 26)}),
        # Only colleges take part in a BVO, so the choice whether the council takes part is not there (art. 8 lid 3).
        (LegalForm.BEDRIJFSVOERINGSORGANISATIE, None, {*range(1, 26)} - {4, 10, 15}),
        (LegalForm.GEMEENSCHAPPELIJK_ORGAAN, COLLEGES, {*range(1, 26)} - {9, 10, 15}),
        # No board of its own: no budget, no board member to call to account.
        (LegalForm.CENTRUMGEMEENTE, COLLEGES, {1, 2, 3, 4, 19, 21, 22, 23, 24, 25}),
        # Councils that make the arrangement themselves get no draft (art. 1 lid 2 Wgr); executives need consent.
        (LegalForm.REGELING_ZONDER_MEER, EVERYBODY, {2, 3, 4, 19, 21, 22, 23, 24, 25}),
        (LegalForm.REGELING_ZONDER_MEER, frozenset({"council"}), {3, 4, 19, 21, 22, 23, 24, 25}),
        (LegalForm.FOUNDATION, COLLEGES, {10, 21, 22, 23, 24, 25}),
        (LegalForm.COVENANT, COLLEGES, {21, 22, 23, 24, 25}),
    ],
)
def test_what_applies_by_form(form: LegalForm, bodies: frozenset[str] | None, numbers: set[int]) -> None:
    assert applying(form=form, bodies=bodies) == numbers


def test_what_is_not_filled_in_leaves_it_open() -> None:
    found = rows(form=LegalForm.CENTRUMGEMEENTE)
    assert found["zienswijze_on_arrangement"].applies is None
    assert render(found["consent"].why).startswith("Hangt af van welke bestuursorganen")
    without_form = rows()
    assert without_form["kadernota"].applies is None
    assert without_form["rapporteur"].applies is True  # the same under every form
    own = rows(other_form="netwerkcoöperatie")
    assert own["kadernota"].applies is None
    assert own["rapporteur"].applies is True
    assert rows(form=LegalForm.COMPANY)["audit_office"].applies is None  # only when owned for more than half


def test_other_kinds() -> None:
    internal = rows(kind=Kind.INTERNAL, form=LegalForm.PROGRAMME)
    assert not any(row.applies for row in internal.values())
    network = applying(kind=Kind.NETWORK, form=LegalForm.FOUNDATION)
    assert network == {10, 21, 22, 23}


@pytest.mark.parametrize(
    ("day", "weeks", "month"),
    # 8 weeks and 15 April until 1 July 2022; 12 weeks and 30 April from then on (Stb. 2022, 18 and 128).
    [(date(2022, 6, 30), "8 weken", "15 april"), (date(2022, 7, 1), "12 weken", "30 april")],
)
def test_terms_are_those_of_the_day(day: date, weeks: str, month: str) -> None:
    data = GripInput(on=day, form=LegalForm.OPENBAAR_LICHAAM, bodies=COLLEGES)
    found = {row.id: row for row in assess_grip(data).instruments}
    assert weeks in render(found["zienswijze_on_budget"].when)
    assert month in render(found["kadernota"].when)
    new = day >= date(2022, 7, 1)
    for name in ("zienswijze_on_arrangement", "advisory_committee", "regional_inquiry", "evaluation"):
        assert found[name].applies is new
    assert found["consent"].articles == (("art. 1 lid 4 en 5 Wgr",) if new else ("art. 1 lid 2 Wgr",))


def test_the_dossier_shows_use_by_itself() -> None:
    found = rows(
        form=LegalForm.OPENBAAR_LICHAAM,
        bodies=COLLEGES,
        votes={"a": 1},
        shown=Shown(
            clauses_present=frozenset({"zienswijze_decisions", "accountability"}),
            evaluation_on=date(2029, 1, 1),
            information_terms=True,
            withdrawal_terms=True,
            kadernota_sent_on=date(2027, 4, 1),
            draft_budget_sent_on=date(2027, 4, 2),
            regulation_sent_on=date(2026, 9, 1),
            advisory_committee=True,
            all_councils_want_committee=True,
        ),
    )
    assert {row.number for row in found.values() if row.used} == {1, 3, 4, 5, 6, 7, 11, 14, 15, 19, 22}
    assert all((row.used is True) == (row.shown_by is not None) for row in found.values())
    assert found["evaluation"].on == date(2029, 1, 1)
    assert found["kadernota"].action is None


def test_what_does_not_belong_to_the_form_is_not_shown_as_used() -> None:
    found = rows(form=LegalForm.BEDRIJFSVOERINGSORGANISATIE, bodies=COLLEGES)
    assert (found["choice_of_form"].applies, found["choice_of_form"].used) == (False, None)
    assert rows(form=LegalForm.OPENBAAR_LICHAAM, bodies=COLLEGES)["choice_of_form"].used is True


def test_what_stands_in_the_text_counts_as_agreed() -> None:
    clauses = frozenset(
        {"zienswijze_decisions", "evaluation", "exit_conditions", "exit_consequences", "votes", "information"}
    )
    assert rows(shown=Shown(clauses_present=clauses))["content_of_arrangement"].used is True
    assert rows(shown=Shown(clauses_present=clauses - {"votes"}))["content_of_arrangement"].used is None


def test_a_clause_that_is_not_in_the_text_cannot_be_used() -> None:
    shown = Shown(clauses_absent=frozenset({"zienswijze_decisions", "evaluation", "participation"}))
    found = rows(form=LegalForm.OPENBAAR_LICHAAM, bodies=COLLEGES, shown=shown)
    assert {row.id for row in found.values() if row.used is False} == {
        "zienswijze_on_decisions",
        "evaluation",
    }
    assert render(found["evaluation"].shown_by or "").startswith("Er is naar gezocht")
    data = GripInput(on=TODAY, form=LegalForm.OPENBAAR_LICHAAM, bodies=COLLEGES, shown=shown)
    ids = {finding.id for finding in assess_grip(data).findings}
    assert not any("evaluation" in name for name in ids)  # the check of the text says so
    agreed = Shown(clauses_absent=frozenset({"evaluation"}), evaluation_on=date(2029, 1, 1))
    assert rows(shown=agreed)["evaluation"].used is True


def test_clauses_are_words_of_the_checklist() -> None:
    """A clause that is looked for here exists in the checklist of the text."""
    for name in ("zienswijze_decisions", "accountability", "information", "evaluation", "votes",
                 "advisory_committee", "exit_conditions", "exit_consequences"):  # fmt: skip
        assert Clause(name)


def test_answers_and_views_show_use() -> None:
    point = ZienswijzePoint(id="p", text="x", document="Ontwerpbegroting 2028", answer="Omdat.",
                            answered_on=date(2027, 6, 1))  # fmt: skip
    views = tuple(
        CouncilView(id=f"v{name}", point="p", partner=name, stance=Stance.AGREES) for name in ("a", "b")
    )
    found = rows(points=(point,), views=views)
    used = {row.id for row in found.values() if row.used}
    assert used == {"zienswijze_on_budget", "written_answer", "aligned_agendas"}
    assert found["written_answer"].on == date(2027, 6, 1)


def test_unused_and_contradicting_rows_are_found() -> None:
    data = GripInput(
        on=TODAY,
        form=LegalForm.BEDRIJFSVOERINGSORGANISATIE,
        instruments=(
            InstrumentUse(id="evaluation", used=False),
            InstrumentUse(id="regional_inquiry", used=False),  # kept for when it is needed
            InstrumentUse(id="rapporteur", used=False),  # not in an act
            InstrumentUse(id="advisory_committee", used=True),  # only in an openbaar lichaam
            InstrumentUse(id="kadernota", used=False),
            InstrumentUse(id="consent", used=True, on=date(2026, 12, 1), note="Raad Aveld"),
        ),
        shown=Shown(kadernota_sent_on=date(2027, 4, 1)),
    )
    result = assess_grip(data)
    ids = {finding.id for finding in result.findings}
    assert ids >= {
        "grip.unused_statutory.evaluation",
        "grip.used_but_does_not_apply.advisory_committee",
        "grip.said_not_but_shown.kadernota",
    }
    assert not {name for name in ids if name.endswith(("regional_inquiry", "rapporteur", "consent"))}
    consent = next(row for row in result.instruments if row.id == "consent")
    assert (consent.on, consent.note) == (date(2026, 12, 1), "Raad Aveld")


def test_what_facts_mark_as_unsure_is_marked() -> None:
    """Numbers 9, 11, 12, 17, 18 rest on the text of 2015 alone; 20 on practice; 16 has no article number."""
    found = {item.number: item for item in described()}
    assert all(found[number].unconfirmed for number in (7, 8, 9, 11, 12, 14, 16, 17, 18, 20))
    assert {number for number, item in found.items() if item.certainty is Certainty.LOW} == {16, 20, 23}
    assert not any(found[number].unconfirmed for number in (1, 2, 5, 6, 13, 19))


def test_every_form_of_every_kind_has_words_for_everything() -> None:
    for kind, forms in FORMS_OF.items():
        for form in (None, *forms):
            for bodies in (None, COLLEGES, EVERYBODY):
                for row in rows(kind=kind, form=form, bodies=bodies).values():
                    for message in (row.name, row.text, row.when, row.why, row.action):
                        assert message is None or render(message, "nl") != render(message, "en")
    for item in described():
        assert exists(f"grip.instrument.{item.id}.action")
