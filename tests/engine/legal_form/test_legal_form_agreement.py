"""The agreed form against the answers, the steps that follow, the register and the worked example."""

import doctest
from datetime import date
from pathlib import Path

import pytest

from vierkant.legal_form import Answers, Body, LegalForm, check_agreement, consequences, form_in_register
from vierkant.legal_form.inputs import WGR_FORMS
from vierkant.quantities import Certainty, Level
from vierkant.terms import render

TODAY = date(2026, 11, 24)
BODIES = (
    LegalForm.OPENBAAR_LICHAAM,
    LegalForm.BEDRIJFSVOERINGSORGANISATIE,
    LegalForm.GEMEENSCHAPPELIJK_ORGAAN,
)
COMPLETE = Answers(
    public_bodies=3,
    bodies=frozenset({Body.MUNICIPAL_EXECUTIVE}),
    policy_powers=False,
    prepares_policy=True,
    regulations=False,
    levy_tax=False,
    legal_personality=True,
    own_staff=True,
    delegation=True,
    mandate=True,
    private_partner=False,
    advisory_committee=False,
)


def levels(answers, form):
    return {item.id: item.level for item in check_agreement(answers, form, on=TODAY)}


def test_a_form_that_fits_is_green():
    assert levels(COMPLETE, LegalForm.BEDRIJFSVOERINGSORGANISATIE) == {"legal_form.fits": Level.GREEN}


def test_a_form_that_is_excluded_is_red_with_its_articles():
    found = check_agreement(COMPLETE, LegalForm.CENTRUMGEMEENTE, on=TODAY)
    # Art. 8 Wgr (no legal person, no staff) and art. 10:15 Awb (no delegation).
    assert [item.id for item in found] == ["legal_form.F03", "legal_form.F04", "legal_form.F08"]
    assert {item.level for item in found} == {Level.RED}
    assert found[1].source.startswith("art. 10:15 Awb")
    assert found[1].certainty is Certainty.HIGH


def test_a_condition_is_amber():
    light = COMPLETE.model_copy(update={"legal_personality": False, "own_staff": False, "delegation": False})
    # Art. 8 lid 4 Wgr: with mandate it is a centrumregeling.
    assert levels(light, LegalForm.REGELING_ZONDER_MEER) == {"legal_form.F09": Level.AMBER}
    assert levels(light, LegalForm.CENTRUMGEMEENTE) == {"legal_form.F08a": Level.AMBER}


def test_a_missing_answer_is_unknown_and_says_which():
    asked = COMPLETE.model_copy(update={"bodies": None})
    (finding,) = check_agreement(asked, LegalForm.BEDRIJFSVOERINGSORGANISATIE, on=TODAY)
    assert (finding.id, finding.level) == ("legal_form.F01", Level.UNKNOWN)
    assert "bestuursorganen die meedoen" in render(finding.action)


def test_a_missing_answer_asks_for_the_question_that_is_open():
    """F02 reads two questions; only the second one is open."""
    asked = COMPLETE.model_copy(update={"regulations": None})
    found = check_agreement(asked, LegalForm.BEDRIJFSVOERINGSORGANISATIE, on=TODAY)
    assert {item.id for item in found} == {"legal_form.F02", "legal_form.F05"}
    assert all("maakt verordeningen" in render(item.action) for item in found)


def test_without_rules_for_the_day_nothing_is_green():
    found = check_agreement(COMPLETE, LegalForm.OPENBAAR_LICHAAM, on=date(2010, 1, 1))
    assert [item.level for item in found] == [Level.UNKNOWN]


@pytest.mark.parametrize("form", WGR_FORMS)
def test_steps_come_in_the_order_of_the_act(form):
    steps = {step.id: step for step in consequences(form)}
    assert [step.number for step in steps.values()] == list(range(1, len(steps) + 1))
    # Art. 25 WOR before the decision; art. 1 lid 2 to 4 Wgr; art. 26 Wgr.
    order = [
        "works_council",
        "draft_to_councils",
        "zienswijze",
        "consent",
        "conclude",
        "publication",
        "register",
    ]
    assert [steps[key].number for key in order] == sorted(steps[key].number for key in order)
    assert steps["zienswijze"].weeks == 8  # art. 1 lid 3 Wgr
    assert "evaluation" in steps  # art. 11a Wgr: every arrangement
    assert "exit" in steps  # art. 9 lid 1 Wgr: every arrangement
    for key in ("participation", "zienswijze_decisions", "budget_cycle"):  # art. 10 and 35 Wgr: with a body
        assert (key in steps) == (form in BODIES)


def test_steps_follow_the_law_of_the_day():
    before = {step.id for step in consequences(LegalForm.OPENBAAR_LICHAAM, on=date(2022, 6, 30))}
    after = {step.id for step in consequences(LegalForm.OPENBAAR_LICHAAM, on=date(2022, 7, 1))}
    # Stb. 2022, 128: art. 11a and 10 lid 7-8 Wgr entered into force on 1 July 2022.
    assert {"evaluation", "participation"} <= after - before


def test_the_register_lists_centrumregelingen_as_plain_agreements():
    # Register, 16 May 2026: all 81 arrangements with code RZM have "Mandaat"; art. 8 lid 4 Wgr.
    assert form_in_register("RZM", {"Mandaat"}) is LegalForm.CENTRUMGEMEENTE
    assert form_in_register("RZM", set()) is LegalForm.REGELING_ZONDER_MEER
    assert form_in_register("BVO", {"Delegatie", "Mandaat"}) is LegalForm.BEDRIJFSVOERINGSORGANISATIE
    with pytest.raises(KeyError):
        form_in_register("BV", set())


def test_the_worked_example_of_the_method_paper():
    paper = Path(__file__).parents[3] / "docs" / "methods" / "legal_form.md"
    result = doctest.testfile(str(paper), module_relative=False)
    assert result.attempted >= 6
    assert result.failed == 0
