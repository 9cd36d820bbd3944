"""No wave opens before works council and privacy officer signed these very conditions; nobody signs for both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from tests.web.survey.waves import OPENS, Crew, new_code, setup, sign, signed_wave

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.models import Condition, Membership, Role, User, Wave, WaveSignature, WaveState

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


def sign_one(wave: Wave, condition: Condition, by: User, **changes: object) -> WaveSignature:
    wave.refresh_from_db()
    given = {"seen": wave.digest, "on": DAY} | changes
    return actions.sign_wave(wave=wave, condition=condition, by=by, **given)  # type: ignore[arg-type]


def codes_of(wave: Wave) -> set[str]:
    return {reason.code for reason in actions.reasons_not_to_open(wave, OPENS - timedelta(days=1))}


def test_all_reasons_come_at_once_and_all_three_are_needed(crew: Crew) -> None:
    wave = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(), by=crew.cast.anna)
    with pytest.raises(Invalid) as caught:
        actions.open_wave(wave=wave, now=OPENS, by=crew.hanna)
    found = [reason.code for reason in caught.value.details["reasons"]]
    assert found.count("signature_missing") == 6  # three conditions, two organisations
    assert found.count("codes_missing") == 3
    sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, crew.omar)
    sign_one(wave, Condition.DPIA_OUTCOME, crew.petra)
    assert actions.missing_signatures(wave) == (
        (Condition.PROCESSOR_AGREEMENT, "hillegom"), (Condition.PROCESSOR_AGREEMENT, "lisse"),
    )  # fmt: skip
    wave.refresh_from_db()
    assert wave.state == WaveState.DRAFT
    sign_one(wave, Condition.PROCESSOR_AGREEMENT, crew.petra)
    wave.refresh_from_db()
    assert wave.state == WaveState.SIGNED
    actions.make_codes(wave=wave, new_code=new_code, by=crew.hanna)
    assert actions.open_wave(wave=wave, now=OPENS, by=crew.hanna).state == WaveState.OPEN


def test_an_edit_after_signing_needs_new_signatures(crew: Crew) -> None:
    wave = signed_wave(crew)
    seen = wave.digest
    actions.make_codes(wave=wave, new_code=new_code, by=crew.hanna)
    changed = actions.save_setup(wave=wave, setup=setup(purpose="Iets anders."), seen=seen, by=crew.hanna)
    assert changed.state == WaveState.DRAFT
    assert "signature_missing" in codes_of(changed)
    assert "codes_missing" not in codes_of(changed)  # the same groups: what is on paper still holds
    with pytest.raises(Invalid, match="setup_changed"):  # who read the old one does not sign the new one
        sign_one(wave, Condition.DPIA_OUTCOME, crew.petra, seen=seen)
    with pytest.raises(
        Invalid, match="setup_changed"
    ):  # and who edited the old one does not overwrite the new one
        actions.save_setup(wave=wave, setup=setup(), seen=seen, by=crew.hanna)
    back = actions.save_setup(wave=changed, setup=setup(), seen=changed.digest, by=crew.hanna)
    assert back.digest == seen  # exactly what was signed: those signatures hold again
    assert actions.missing_signatures(back) == ()
    fewer = setup()
    fewer["groups"][0]["invited"] = 19
    assert "codes_missing" in codes_of(
        actions.save_setup(wave=back, setup=fewer, seen=back.digest, by=crew.hanna)
    )


def test_each_organisation_has_its_own_signers(crew: Crew) -> None:
    Membership.objects.filter(user=crew.omar).update(partner="lisse")
    wave = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(), by=crew.hanna)
    sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, crew.omar)
    missing = [
        who for what, who in actions.missing_signatures(wave) if what == Condition.WORKS_COUNCIL_CONSENT
    ]
    assert missing == ["hillegom"]
    Membership.objects.filter(user=crew.omar).update(partner="teylingen")
    with pytest.raises(Invalid, match="not_your_organisation"):
        sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, crew.omar)


def test_a_refusal_counts_until_it_is_signed(crew: Crew) -> None:
    wave = signed_wave(crew)
    sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, crew.omar, agreed=False, note="Eerst overleg")
    wave.refresh_from_db()
    assert wave.state == WaveState.DRAFT
    assert len(actions.missing_signatures(wave)) == 2
    assert {row.agreed for row in actions.signatures_that_stand(wave)} == {True, False}
    sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, crew.omar)
    assert actions.missing_signatures(wave) == ()


def test_nobody_signs_for_both_and_who_prepares_does_not_sign(crew: Crew) -> None:
    wave = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(), by=crew.hanna)
    for user in (crew.cast.anna, crew.hanna, crew.petra, crew.gita, crew.cast.daan):
        with pytest.raises(PermissionDenied):
            sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, user)
    with pytest.raises(PermissionDenied):
        sign_one(wave, Condition.DPIA_OUTCOME, crew.omar)
    sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, crew.omar)
    Membership.objects.filter(user=crew.omar).update(role=Role.PRIVACY_OFFICER)
    with pytest.raises(Invalid, match="same_person"):
        sign_one(wave, Condition.DPIA_OUTCOME, crew.omar)
    Membership.objects.filter(user=crew.hanna).update(role=Role.WORKS_COUNCIL)
    with pytest.raises(Invalid, match="same_person"):
        sign_one(wave, Condition.WORKS_COUNCIL_CONSENT, crew.hanna)


def test_who_changed_the_setup_of_another_does_not_sign_it_later_in_another_role(crew: Crew) -> None:
    wave = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(), by=crew.hanna)
    changed = {**wave.setup, "purpose": "Zien waar wij van elkaar verschillen."}
    actions.save_setup(wave=wave, setup=changed, seen=wave.digest, by=crew.cast.anna)
    Membership.objects.filter(user=crew.cast.anna).update(role=Role.WORKS_COUNCIL)
    with pytest.raises(Invalid, match="same_person"):
        sign_one(Wave.objects.get(pk=wave.pk), Condition.WORKS_COUNCIL_CONSENT, crew.cast.anna)


def test_signatures_are_written_once(crew: Crew) -> None:
    wave = signed_wave(crew)
    with pytest.raises(DatabaseError), transaction.atomic():
        WaveSignature.objects.filter(wave=wave)._raw_delete("default")
    with pytest.raises(TypeError):
        WaveSignature.objects.filter(wave=wave).update(agreed=False)
    with pytest.raises(Invalid, match="in_the_future"):
        sign_one(wave, Condition.DPIA_OUTCOME, crew.petra, on=date(2999, 1, 1))


def test_a_setup_with_problems_is_not_signed(crew: Crew) -> None:
    wave = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(purpose=None), by=crew.hanna)
    with pytest.raises(Invalid, match="not_ready") as caught:
        sign(crew, wave)
    assert caught.value.details["problems"][0]["id"] == "survey.setup.no_purpose"
    # What the release controller would refuse after closing is refused before.
    two = setup(tables=[{"key": "mix", "dimensions": ["team", "family"]}])
    for group in two["groups"]:
        group["family"] = "kcc"
    two["families"] = {"kcc": "KCC"}
    saved = actions.save_setup(wave=wave, setup=two, seen=wave.digest, by=crew.hanna)
    assert "setup_problem" in codes_of(saved)
