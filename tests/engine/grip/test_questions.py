"""Five to nine questions with the numbers of the dossier filled in."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.grip import CaseNumbers, GripInput, Shown, assess_grip
from vierkant.grip.inputs import (
    CouncilView,
    InstrumentUse,
    Part,
    PointOutcome,
    RoleHolder,
    Stance,
    ZienswijzePoint,
)
from vierkant.quantities import Certainty, Computed, Explanation, Message, Unit
from vierkant.reference.forms import Kind, LegalForm
from vierkant.terms import render

TODAY = date(2026, 11, 24)
PARTNERS = {"a": "Aveld", "b": "Bedam", "c": "Ceburg"}
NUMBERS = CaseNumbers(
    joint_cost=4_200_000.0,
    saving=(-40_000.0, 310_000.0),
    paid_in_advance=-900_000.0,
    never_back=0.27,
    transition_budget=600_000.0,
    cost_key={"a": 0.4, "b": 0.35, "c": 0.25},
    figures=40,
    assumed=31,
    employees=72,
    hours_needed=5400.0,
    hours_reserved=3100.0,
)


def asked(**given: object) -> list[str]:
    return [render(item, "nl") for item in assess_grip(GripInput(on=TODAY, **given)).questions]  # type: ignore[arg-type]


def test_an_empty_dossier_still_gives_five() -> None:
    found = asked()
    assert len(found) == 5
    assert len(set(found)) == 5


def test_numbers_are_filled_in_and_people_come_first() -> None:
    found = asked(partners=PARTNERS, votes={"a": 3, "b": 2, "c": 1}, numbers=NUMBERS)
    assert found[0].startswith("Voor 72 mensen verandert het werk.")
    assert "5.400 uur" in found[0]
    assert "3.100 uur" in found[0]
    assert "€ 900.000" in found[1]
    assert "€ 600.000" in found[1]
    assert "tussen € −40.000 per jaar en € 310.000 per jaar" in found[2]
    assert "27%" in found[2]
    assert found[3].startswith("Van de 40 getallen in het plan zijn er 31")
    assert any("Zonder Aveld kan er niets besloten worden" in text for text in found)
    assert 5 <= len(found) <= 9


def test_what_is_lacking_is_asked_and_what_is_agreed_is_not() -> None:
    lacking = " ".join(asked(partners=PARTNERS))
    assert "Hoeveel stemmen krijgt ieder" in lacking
    assert "Er is nog geen datum afgesproken" in lacking
    agreed = " ".join(
        asked(
            partners=PARTNERS,
            votes={"a": 1, "b": 1, "c": 1},
            numbers=CaseNumbers(joint_cost=4_200_000.0),
            shown=Shown(evaluation_on=date(2029, 1, 15), information_terms=True, withdrawal_terms=True),
            next_decision_on=date(2027, 3, 18),
        )
    )
    assert "De evaluatie is op 15 januari 2029." in agreed
    assert "Het volgende besluit is op 18 maart 2027." in agreed
    assert "€ 4,2 miljoen per jaar" in agreed
    assert "nog niets afgesproken" not in agreed


def test_a_loss_is_asked_about_as_a_loss() -> None:
    numbers = CaseNumbers(saving=(-180_000.0, -40_000.0), never_back=1.0, paid_in_advance=-3_500_000.0)
    found = asked(numbers=numbers)
    assert not any("vooruit worden betaald" in text for text in found)
    assert "tussen € 40.000 per jaar en € 180.000 per jaar" in found[0]


def test_what_clashes_comes_before_what_is_in_order() -> None:
    roles = (
        RoleHolder(id="a", role=Part.OWNER, holder="Directeur"),
        RoleHolder(id="b", role=Part.CLIENT, holder="Directeur"),
    )
    shown = Shown(evaluation_on=date(2029, 1, 1), information_terms=True, withdrawal_terms=True)
    found = asked(votes={"a": 1, "b": 1, "c": 1}, roles=roles, shown=shown, next_decision_on=TODAY)
    assert found[0].startswith("Directeur heeft twee rollen tegelijk")


def test_an_evaluation_of_the_past_is_asked_about_as_such() -> None:
    found = asked(shown=Shown(evaluation_on=date(2019, 11, 1)))
    assert any(text.startswith("De evaluatie zou op 1 november 2019 zijn.") for text in found)


def test_a_decision_of_the_past_is_not_asked_about() -> None:
    assert not any("Het volgende besluit" in text for text in asked(next_decision_on=date(2026, 11, 23)))
    assert any("Het volgende besluit" in text for text in asked(next_decision_on=TODAY))


def test_who_pays_more_than_it_has_votes() -> None:
    key = {"a": 0.2, "b": 0.2, "c": 0.6}
    found = asked(partners=PARTNERS, votes={"a": 1, "b": 1, "c": 1}, numbers=CaseNumbers(cost_key=key))
    assert "Ceburg betaalt 60% van de kosten en heeft 33% van de stemmen. Waarom is dat eerlijk?" in found


def test_points_roles_instruments_and_complexity_are_asked_about() -> None:
    points = (
        ZienswijzePoint(id="p", text="Lagere overhead.", outcome=PointOutcome.REJECTED, answer="Nee."),
        ZienswijzePoint(id="q", text="Een reserveplafond."),
    )
    views = tuple(
        CouncilView(id=f"{point}{name}", point=point, partner=name, stance=Stance.AGREES)
        for point in "pq"
        for name in "ab"
    )
    roles = tuple(
        RoleHolder(id=part.value, role=part, holder="Secretaris") for part in (Part.OWNER, Part.CLIENT)
    )
    bodies = Computed(
        "bodies", Message("grip.names", {"first": "a", "last": "b"}), 31.0, Unit.NUMBER,
        Explanation(Message("grip.names", {"first": "a", "last": "b"}), certainty=Certainty.HIGH),
    )  # fmt: skip
    found = asked(
        partners=PARTNERS,
        form=LegalForm.BEDRIJFSVOERINGSORGANISATIE,
        bodies=frozenset({"municipal_executive"}),
        votes={"a": 2, "b": 2, "c": 1},
        points=points,
        views=views,
        roles=roles,
        instruments=(InstrumentUse(id="consent", used=False),),
        complexity=(bodies,),
        shown=Shown(evaluation_on=date(2029, 1, 1), information_terms=True, withdrawal_terms=True),
    )
    text = " ".join(found)
    assert "Raden met samen 4 stemmen, genoeg voor een meerderheid, vroegen dit: ‘Lagere overhead.’" in text
    assert "Eén punt van de raden heeft nog geen antwoord" in text
    assert "Secretaris heeft twee rollen tegelijk" in text
    assert "Waarom gebruiken wij dit middel niet: Toestemming van de raad?" in text
    assert "Alleen colleges en burgemeesters doen mee." in text
    assert "gemiddeld mee aan 31 regelingen" in text


MAYBE = st.one_of(st.none(), st.floats(0, 1e7))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(Kind),
    st.builds(
        CaseNumbers, joint_cost=MAYBE, paid_in_advance=MAYBE, transition_budget=MAYBE,
        saving=st.one_of(st.none(), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))),
        never_back=st.one_of(st.none(), st.floats(0, 1)), assumed=st.integers(0, 40),
        figures=st.integers(0, 80), employees=st.integers(0, 400), hours_needed=MAYBE, hours_reserved=MAYBE,
    ),
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)),
    st.booleans(),
)  # fmt: skip
def test_always_five_to_nine_different_questions(
    kind: Kind, numbers: CaseNumbers, votes: dict[str, int], agreed: bool
) -> None:
    shown = Shown(evaluation_on=TODAY if agreed else None, information_terms=agreed, withdrawal_terms=agreed)
    found = asked(kind=kind, partners=PARTNERS, votes=votes, numbers=numbers, shown=shown)
    assert 5 <= len(found) <= 9
    assert len(set(found)) == len(found)
