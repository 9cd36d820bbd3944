"""Cases that a Wgr lawyer knows, and what the advice must say about them."""

from __future__ import annotations

from datetime import date

import pytest

from vierkant.legal_form import Answers, LegalForm, Verdict, advise

DAY = date(2026, 11, 24)
COMMON = {
    "public_bodies": 3,
    "bodies": ["municipal_executive"],
    "policy_powers": False,
    "prepares_policy": False,
    "regulations": False,
    "levy_tax": False,
    "legal_personality": False,
    "own_staff": False,
    "delegation": False,
    "mandate": True,
    "private_partner": False,
    "advisory_committee": False,
    "equal_partners": True,
    "harmonise_policy": False,
    "binding": True,
    "temporary": False,
    "share_surplus": False,
}


def case(**answers):
    return advise(Answers.model_validate({**COMMON, **answers}), on=DAY)


def rules_of(form):
    return {reason.rule for reason in form.reasons}


def test_one_organisation_for_all_staff_can_be_a_bedrijfsvoeringsorganisatie():
    """HLTsamen, Duo+: three executives, all staff, policy is prepared only (VNG on the BVO; Berenschot 2018)."""
    advice = case(own_staff=True, legal_personality=True, prepares_policy=True)
    found = advice.form(LegalForm.BEDRIJFSVOERINGSORGANISATIE)
    assert found.verdict is Verdict.ADMISSIBLE
    assert {"F02a", "T01", "H03", "H04"} <= rules_of(found)
    assert [item.id for item in found.mismatches] == ["legal_form.X05"]
    assert advice.form(LegalForm.CENTRUMGEMEENTE).verdict is Verdict.EXCLUDED


def test_equal_partners_in_a_centrumregeling_are_warned():
    """Servicepunt71 and Drechtsteden were rebuilt into a centrumregeling; guests elsewhere left over autonomy."""
    found = case(public_bodies=4).form(LegalForm.CENTRUMGEMEENTE)
    assert found.verdict is Verdict.ADMISSIBLE_WITH_CONDITIONS
    assert "legal_form.X02" in [item.id for item in found.mismatches]


def test_a_form_that_is_in_law_another_form_is_not_compared():
    """A regeling zonder meer with mandate is a centrumregeling (art. 8 lid 4 Wgr), so it cannot come out first."""
    advice = case()
    light = advice.form(LegalForm.REGELING_ZONDER_MEER)
    assert light.reclassified_as is LegalForm.CENTRUMGEMEENTE
    assert LegalForm.REGELING_ZONDER_MEER not in advice.comparable
    assert LegalForm.CENTRUMGEMEENTE in advice.comparable
    without = case(mandate=False)
    assert LegalForm.REGELING_ZONDER_MEER in without.comparable
    assert LegalForm.CENTRUMGEMEENTE not in without.comparable


def test_a_shared_audit_office_of_councils_can_be_a_gemeenschappelijk_orgaan():
    """One narrow task, transferred by councils, without staff of its own (art. 8 lid 2 and art. 30 Wgr)."""
    advice = case(public_bodies=5, bodies=["council"], delegation=True, mandate=False)
    found = advice.form(LegalForm.GEMEENSCHAPPELIJK_ORGAAN)
    assert found.verdict is Verdict.ADMISSIBLE_WITH_CONDITIONS
    assert {"F15", "F08a", "F04a"} <= rules_of(found)
    for form in (LegalForm.BEDRIJFSVOERINGSORGANISATIE, LegalForm.CENTRUMGEMEENTE, LegalForm.COVENANT):
        assert advice.form(form).verdict is Verdict.EXCLUDED


@pytest.mark.parametrize("entity", [True, False])
def test_a_partnership_with_companies_has_no_tax_exemption_for_cooperation(entity):
    """Art. 8e Wet Vpb does not hold with a private partner; a joint company goes past the council (art. 160 lid 2)."""
    advice = case(
        kind="network", public_bodies=1, private_partner=True, mandate=False, legal_personality=entity
    )
    found = advice.form(LegalForm.PUBLIC_PRIVATE_PARTNERSHIP)
    assert found.verdict is Verdict.ADMISSIBLE_WITH_CONDITIONS
    assert {"T03", "A02"} <= rules_of(found)
    assert ("N07" in rules_of(found)) is entity
