"""What happens inside allauth and concerns us: the audit trail, and an address that proved itself."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth

from vierkant_web.actions.audit import record
from vierkant_web.models import User
from vierkant_web.models.audit_event import AuditResult


def listen() -> None:
    """Connect once, when the application starts."""
    auth.user_logged_in.connect(_tell("account.sign_in"), weak=False, dispatch_uid="audit.sign_in")
    auth.user_logged_out.connect(_tell("account.sign_out"), weak=False, dispatch_uid="audit.sign_out")
    auth.user_login_failed.connect(_sign_in_failed, dispatch_uid="audit.sign_in_failed")
    account.password_reset.connect(_address_is_proven, dispatch_uid="account.address_is_proven")
    for name, signal in (
        ("password_set", account.password_set),
        ("password_changed", account.password_changed),
        ("password_reset", account.password_reset),
        ("email_confirmed", account.email_confirmed),
        ("email_changed", account.email_changed),
        ("second_factor_added", mfa.authenticator_added),
        ("second_factor_removed", mfa.authenticator_removed),
        ("second_factor_reset", mfa.authenticator_reset),
    ):
        signal.connect(_tell(f"account.{name}"), weak=False, dispatch_uid=f"audit.{name}")


def _tell(action: str) -> Any:
    def receive(sender: Any, **values: Any) -> None:
        user = values.get("user") or getattr(values.get("email_address"), "user", None)
        if isinstance(user, User):
            record(action=action, about=f"user {user.pk}", by=user)

    return receive


def _address_is_proven(sender: Any, user: User, **_values: Any) -> None:
    """The link to choose a password only reaches its owner at this address, so following it confirms it."""
    EmailAddress.objects.filter(user_id=user.pk, email=user.email).update(verified=True)


def _sign_in_failed(sender: Any, **values: Any) -> None:
    # The address that was tried is not written down: people also type a password there.
    record(action="account.sign_in", about="account", by=None, result=AuditResult.REFUSED)
