"""Let people in, change what they may do, let them out."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import Cooperation, Membership, Role, User
from vierkant_web.permissions import Permission, access_to


def add_member(
    *, cooperation: Cooperation, user: User, role: Role | str, by: User, partner: str = ""
) -> Membership:
    """Let an account into a cooperation.

    Raises:
        Invalid: ``already_member``, ``partner_missing`` (an editor without a partner) or ``account_closed``.
        PermissionDenied: ``by`` is not the coordinator.
    """
    with audited("member.add", f"cooperation {cooperation.pk} user {user.pk}", by):
        _manage(cooperation, by)
        if not user.is_active:
            raise Invalid("account_closed")
        if Membership.objects.filter(cooperation=cooperation, user=user).exists():
            raise Invalid("already_member")
        return Membership.objects.create(
            cooperation=cooperation, user=user, role=_role(role, partner), partner=partner
        )


def change_member(*, membership: Membership, role: Role | str, by: User, partner: str = "") -> Membership:
    """Give a member another role or partner.

    Nobody changes the own membership: a coordinator could make oneself a partner's editor and read what is
    private to that partner.

    Raises:
        Invalid: ``partner_missing`` or ``own_membership``.
        PermissionDenied: ``by`` is not the coordinator.
    """
    about = f"cooperation {membership.cooperation_id} user {membership.user_id}"
    with audited("member.change", about, by):
        _manage(membership.cooperation, by)
        if membership.user_id == by.pk:
            raise Invalid("own_membership")
        membership.role, membership.partner = _role(role, partner), partner
        membership.save(update_fields=["role", "partner"])
    return membership


def remove_member(*, membership: Membership, by: User) -> None:
    """Let a member out. Everybody may leave; the last coordinator stays.

    Raises:
        Invalid: ``last_coordinator``.
        PermissionDenied: somebody else's membership, and ``by`` is not the coordinator.
    """
    about = f"cooperation {membership.cooperation_id} user {membership.user_id}"
    with audited("member.remove", about, by):
        if membership.user_id != by.pk:
            _manage(membership.cooperation, by)
        others = Membership.objects.select_for_update().filter(
            cooperation=membership.cooperation_id, role=Role.COORDINATOR
        )
        if membership.role == Role.COORDINATOR and not others.exclude(pk=membership.pk).exists():
            raise Invalid("last_coordinator")
        membership.delete()


def _manage(cooperation: Cooperation, by: User) -> None:
    if not access_to(by, cooperation).may(Permission.MANAGE):
        raise PermissionDenied


def _role(role: Role | str, partner: str) -> Role:
    role = Role(role)
    if role == Role.PARTNER_EDITOR and not partner:
        raise Invalid("partner_missing")
    return role
