"""Who may do what with a wave, role by role, action by action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.survey.waves import AFTER, OPENS, Crew, fill_in, new_code, open_wave, setup

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.jobs.waves_closing import close_wave
from vierkant_web.models import AuditEvent, Condition, Role, User, Wave
from vierkant_web.models.audit_event import AuditResult

pytestmark = pytest.mark.django_db
Call = Callable[[Wave, User], Any]
RUN = {Role.COORDINATOR, Role.HR_CHANGE}
PREPARING: dict[str, tuple[Call, set[Role]]] = {
    "create": (lambda wave, by: actions.create_wave(cooperation=wave.cooperation, by=by), RUN),
    "save": (lambda wave, by: actions.save_setup(wave=wave, setup=setup(), seen="", by=by), RUN),
    "codes": (lambda wave, by: actions.make_codes(wave=wave, new_code=new_code, by=by, replace=True), RUN),
    "mail": (
        lambda wave, by: actions.queue_mailing(
            wave=wave, addresses={}, subject="", text="{code}", new_code=new_code, by=by
        ),
        RUN,
    ),
    "open": (lambda wave, by: actions.open_wave(wave=wave, now=OPENS, by=by), RUN),
    "consent": (lambda wave, by: sign(wave, Condition.WORKS_COUNCIL_CONSENT, by), {Role.WORKS_COUNCIL}),
    "dpia": (lambda wave, by: sign(wave, Condition.DPIA_OUTCOME, by), {Role.PRIVACY_OFFICER}),
    "agreement": (lambda wave, by: sign(wave, Condition.PROCESSOR_AGREEMENT, by), {Role.PRIVACY_OFFICER}),
}
CLOSED: dict[str, tuple[Call, set[Role]]] = {
    "follow up": (lambda wave, by: actions.set_follow_up(wave=wave, text="x", by=by), RUN),
    "withdraw": (lambda wave, by: actions.withdraw_wave(wave=wave, by=by), RUN),
    "retry": (lambda wave, by: actions.retry_release(wave=wave, by=by), RUN),
    "where": (lambda wave, by: actions.organisations_with_open_answers(wave=wave, by=by), {Role.GUIDE}),
    "read": (
        lambda wave, by: actions.read_open_answers(wave=wave, organisation="lisse", by=by),
        {Role.GUIDE},
    ),
    "summary": (
        lambda wave, by: actions.write_open_summary(wave=wave, organisation="lisse", text="x", by=by),
        {Role.GUIDE},
    ),
}


def sign(wave: Wave, condition: Condition, by: User) -> Any:
    return actions.sign_wave(wave=wave, condition=condition, seen="", on=date(2026, 1, 5), by=by)


def everybody(crew: Crew) -> dict[User, Role | None]:
    return {
        crew.cast.anna: Role.COORDINATOR,
        crew.cast.bram: Role.PARTNER_EDITOR,
        crew.cast.carla: Role.CONTROLLER,
        crew.cast.daan: Role.READER,
        crew.cast.eva: None,
        crew.hanna: Role.HR_CHANGE,
        crew.omar: Role.WORKS_COUNCIL,
        crew.petra: Role.PRIVACY_OFFICER,
        crew.gita: Role.GUIDE,
    }


def try_all(crew: Crew, wave: Wave, table: dict[str, tuple[Call, set[Role]]]) -> None:
    for name, (call, allowed) in table.items():
        may = set()
        for user, role in everybody(crew).items():
            refused = AuditEvent.objects.filter(result=AuditResult.REFUSED).count()
            try:
                call(wave, user)
            except PermissionDenied:
                if name != "where":  # looking whether there is something to read is not written down
                    assert AuditEvent.objects.filter(result=AuditResult.REFUSED).count() == refused + 1
                continue
            except Invalid:
                pass  # it may, but not in this state: that is another test
            may.add(role)
        assert may == allowed, name


def test_preparing(crew: Crew) -> None:
    wave = actions.create_wave(cooperation=crew.cast.cooperation, setup=setup(), by=crew.hanna)
    try_all(crew, wave, PREPARING)


def test_after_closing(crew: Crew) -> None:
    wave, codes = open_wave(crew)
    fill_in(wave, codes, text="Meer tijd")
    close_wave(wave.pk, AFTER)
    with pytest.raises(Invalid, match="not_anonymous_yet"):
        actions.read_open_answers(wave=Wave.objects.get(pk=wave.pk), organisation="lisse", by=crew.gita)
    Wave.objects.filter(pk=wave.pk).update(wipe_pending=False)
    try_all(crew, Wave.objects.get(pk=wave.pk), CLOSED)
    texts = dict(actions.read_open_answers(wave=Wave.objects.get(), organisation="lisse", by=crew.gita))
    assert all(len(found) >= 10 for found in texts.values())
