"""``python -m vierkant_web create_user <address>``: an account, with a link to choose a password."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from vierkant_web.actions import Invalid, create_account


class Command(BaseCommand):
    """Makes an account."""

    help = "Makes an account and prints a link with which its owner chooses a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            user = create_account(email=options["email"], name=options["name"], verified=True)
        except ValidationError as error:
            raise CommandError(f"{options['email']!r} is not an e-mail address.") from error
        except Invalid as error:
            raise CommandError(f"{options['email']} has an account already.") from error
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        path = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": key.split("-", 1)[0], "key": key.split("-", 1)[1]},
        )
        site = f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
        self.stdout.write(
            f"Account made for {user.email}. Link to choose a password (works once):\n{site}{path}"
        )
