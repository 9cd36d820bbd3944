"""The works council and the privacy officer sign the conditions of a wave."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.actions.waves import PREPARING, about, locked_wave
from vierkant_web.actions.waves_checked import problems_of_setup
from vierkant_web.models import SIGNING_ROLE, AuditEvent, Condition, User, Wave, WaveSignature, WaveState
from vierkant_web.models.audit_event import AuditResult
from vierkant_web.permissions import Permission

NOTE_LIMIT = 500
_PREPARATION = ("wave.create", "wave.setup", "wave.codes", "wave.mailing")


def sign_wave(
    *,
    wave: Wave,
    condition: Condition | str,
    seen: str,
    on: date,
    by: User,
    note: str = "",
    agreed: bool = True,
) -> WaveSignature:
    """Record one condition, in the role of ``by`` and for the organisation of ``by`` (none: for all of them).

    ``seen`` is the digest of the setup that was read. Without ``agreed`` the condition is refused, or taken back.
    When nothing is missing any more, the wave is signed.

    Raises:
        Invalid: ``frozen``, ``setup_changed``, ``not_ready`` (details ``problems``), ``in_the_future``, ``too_long``,
            ``not_your_organisation``, or ``same_person``: who prepared the wave or signed in the other role.
        PermissionDenied: this condition is not for the role of ``by``.
    """
    condition = Condition(condition)
    with audited("wave.sign", f"{about(wave)}/{condition.value}", by):
        locked, access = locked_wave(wave, by)
        role = SIGNING_ROLE[condition]
        if not access.may(Permission.SIGN) or access.role != role:
            raise PermissionDenied
        if locked.state not in PREPARING:
            raise Invalid("frozen")
        if locked.digest != seen:
            raise Invalid("setup_changed")
        _check(locked, access.partner, role, on, note, by)
        if agreed and (problems := problems_of_setup(locked.setup)):
            raise Invalid("not_ready", problems=problems)
        signature = WaveSignature(
            wave=locked,
            role=role,
            condition=condition,
            organisation=access.partner,
            agreed=agreed,
            digest=locked.digest,
            note=note.strip(),
            by=by,
            date=on,
        )
        signature.save()
        locked.state = WaveState.DRAFT if missing_signatures(locked) else WaveState.SIGNED
        locked.save(update_fields=["state"])
    return signature


def signatures_that_stand(wave: Wave) -> tuple[WaveSignature, ...]:
    """The last signature per condition and organisation over the setup as it is now; also the refusals."""
    last: dict[tuple[str, str], WaveSignature] = {}
    for row in WaveSignature.objects.filter(wave=wave, digest=wave.digest).order_by("id"):
        last[row.condition, row.organisation] = row
    return tuple(last.values())


def missing_signatures(wave: Wave) -> tuple[tuple[Condition, str], ...]:
    """What is not signed for the setup as it is now: condition and organisation (empty: no groups yet).

    Every employer has its own works council and answers for its own staff, so every organisation needs each condition:
    from its own signer, or from one who signs for all.
    """
    standing = signatures_that_stand(wave)
    organisations = sorted(set(wave.groups.values_list("organisation", flat=True))) or [""]
    missing = []
    for condition in Condition:
        agreed = {row.organisation: row.agreed for row in standing if row.condition == condition}
        for organisation in organisations:
            answers = [agreed[name] for name in ("", organisation) if name in agreed]
            if not answers or not all(answers):
                missing.append((condition, organisation))
    return tuple(missing)


def _check(wave: Wave, partner: str, role: str, on: date, note: str, by: User) -> None:
    if on > timezone.localdate():
        raise Invalid("in_the_future")
    if len(note.strip()) > NOTE_LIMIT:
        raise Invalid("too_long", limit=NOTE_LIMIT)
    if partner and not wave.groups.filter(organisation=partner).exists():
        raise Invalid("not_your_organisation")
    other_role = WaveSignature.objects.filter(wave=wave, by=by).exclude(role=role)
    if wave.created_by_id == by.pk or other_role.exists() or _has_prepared(wave, by):
        raise Invalid("same_person")


def _has_prepared(wave: Wave, by: User) -> bool:
    """Whether this person ever changed the setup or made codes, also in a role of before: the audit trail knows."""
    done = AuditEvent.objects.filter(object=about(wave), actor=f"user {by.pk}", result=AuditResult.DONE)
    return done.filter(action__in=_PREPARATION).exists()
