"""Make and close accounts. Signing up is closed: an account is made by an invitation or by the operator."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from vierkant_web.actions.audit import audited
from vierkant_web.actions.errors import Invalid
from vierkant_web.models import Membership, Role, User


def create_account(
    *, email: str, name: str = "", password: str | None = None, verified: bool = False, by: User | None = None
) -> User:
    """A new account. Without a password its owner sets one through the link of a password reset.

    ``verified`` says that the address was checked, by the operator; otherwise following the link does so.

    Raises:
        Invalid: ``address_taken``.
    """
    with audited("account.create", "account", by) as entry:
        try:
            with transaction.atomic():
                user = User.objects.create_user(email, name=name, password=password)
        except IntegrityError as error:
            raise Invalid("address_taken") from error
        entry.object = f"user {user.pk}"
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user


def close_account(*, user: User, by: User | None) -> None:
    """Close an account for good: no entrance, no name, no address. What was written stays, under its number.

    Raises:
        Invalid: ``last_coordinator`` of a cooperation.
        PermissionDenied: somebody else's account (None, the operator, may close every account).
    """
    with audited("account.close", f"user {user.pk}", by):
        if by is not None and by.pk != user.pk:
            raise PermissionDenied
        for membership in Membership.objects.filter(user=user, role=Role.COORDINATOR):
            others = Membership.objects.filter(cooperation=membership.cooperation_id, role=Role.COORDINATOR)
            if not others.exclude(user=user).exists():
                raise Invalid("last_coordinator", cooperation=membership.cooperation_id)
        Membership.objects.filter(user=user).delete()
        EmailAddress.objects.filter(user=user).delete()
        user.email, user.name, user.is_active = f"closed-{user.pk}@invalid.example", "", False
        user.set_unusable_password()
        user.save()
