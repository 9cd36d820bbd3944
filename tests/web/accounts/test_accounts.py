"""Signing in: password, code from an app, recovery codes, invitations; and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import AuditEvent, User

SIGN_IN = "/account/login/"
PASSWORD = "x" * 12
Enter = Callable[[User], Client]


def post(client: Client, path: str, **values: str) -> object:
    return client.post(path, values)


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_signing_in_and_out(cast: Cast, client: Client) -> None:
    answer = post(client, SIGN_IN, login="ANNA@voorbeeld.example", password=PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/account/2fa/").status_code == 200
    assert client.session.get_expire_at_browser_close()
    post(client, "/account/logout/")
    assert client.get("/account/2fa/").status_code == 302
    told = list(AuditEvent.objects.order_by("number").values_list("action", "result").reverse()[:2])
    assert told == [("account.sign_out", "done"), ("account.sign_in", "done")]


@pytest.mark.parametrize("login", ["anna@voorbeeld.example", "niemand@voorbeeld.example"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(
    cast: Cast, client: Client, login: str
) -> None:
    answer = post(client, SIGN_IN, login=login, password="wrong-password")
    assert answer.status_code == 200
    assert "Het e-mailadres of het wachtwoord klopt niet." in answer.content.decode()
    event = AuditEvent.objects.last()
    assert (event.action, event.result, event.actor) == ("account.sign_in", "refused", "system")
    assert login not in str(list(AuditEvent.objects.values()))


def test_a_closed_account_does_not_get_in(cast: Cast, client: Client) -> None:
    cast.daan.is_active = False
    cast.daan.save()
    post(client, SIGN_IN, login=cast.daan.email, password=PASSWORD)
    assert client.get("/account/2fa/").status_code == 302


def test_guessing_is_slowed_down(cast: Cast, client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/key"}
    cache.clear()
    for _ in range(3):
        post(client, SIGN_IN, login=cast.anna.email, password="wrong-password")
    answer = post(client, SIGN_IN, login=cast.anna.email, password=PASSWORD)
    assert client.get("/account/2fa/").status_code == 302
    assert answer.status_code in (200, 429)
    cache.clear()


def test_nobody_makes_an_account_oneself(client: Client, db: None) -> None:
    answer = client.get("/account/signup/")
    assert "U krijgt een account op uitnodiging" in answer.content.decode()
    post(client, "/account/signup/", email="nieuw@voorbeeld.example", password1=PASSWORD, password2=PASSWORD)
    assert not User.objects.exists()


def test_an_invitation_lets_its_owner_choose_a_password_once(client: Client, db: None) -> None:
    out = StringIO()
    call_command("create_user", "Nieuw@voorbeeld.example", name="Nieuw", stdout=out)
    link = re.search(r"http://[\w.]+(/\S+)", out.getvalue()).group(1)
    form = client.get(link)["Location"]
    assert "Een wachtwoord kiezen" in client.get(form).content.decode()
    weak = post(client, form, password1="kort", password2="kort")
    assert weak.status_code == 200
    answer = post(client, form, password1="samen sterker staan", password2="samen sterker staan")
    assert answer.status_code == 302
    assert "Deze link werkt niet meer" in Client().get(link).content.decode()
    other = Client()
    post(other, SIGN_IN, login="nieuw@voorbeeld.example", password="samen sterker staan")
    assert other.get("/account/2fa/").status_code == 200


@pytest.mark.parametrize(
    ("address", "says"), [("geen adres", "not an e-mail"), ("anna@voorbeeld.example", "already")]
)
def test_an_invitation_that_cannot_be_says_why(cast: Cast, address: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("create_user", address)


def test_who_was_invited_unverified_follows_the_link_of_a_reset_and_is_in(client: Client, db: None) -> None:
    actions.create_account(email="bo@voorbeeld.example", name="Bo")
    post(client, "/account/password/reset/", email="bo@voorbeeld.example")
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
    assert mail.outbox[0].to == ["bo@voorbeeld.example"]
    form = client.get(link)["Location"]
    post(client, form, password1="samen sterker staan", password2="samen sterker staan")
    other = Client()
    post(other, SIGN_IN, login="bo@voorbeeld.example", password="samen sterker staan")
    assert other.get("/account/2fa/").status_code == 200


def test_an_unknown_address_gets_no_message_and_no_hint(cast: Cast, client: Client) -> None:
    known, unknown = (
        client.post("/account/password/reset/", {"email": email}, follow=True).content
        for email in (cast.anna.email, "niemand@voorbeeld.example")
    )
    strip = re.compile(rb'value="[^"]{30,}"')
    assert strip.sub(b"", known) == strip.sub(b"", unknown)
    assert [message.to for message in mail.outbox] == [[cast.anna.email]]


def confirmed(client: Client) -> Client:
    post(client, "/account/reauthenticate/", password=PASSWORD)
    return client


def test_a_code_from_an_app_becomes_the_second_step(
    cast: Cast, sign_in: Enter, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    own = confirmed(sign_in(cast.anna))
    page = own.get("/account/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg' in page
    secret = re.search(r"<code>(\w+)</code>", page).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        assert post(own, "/account/2fa/totp/activate/", code=code_for(secret)).status_code == 302
    assert (
        AuditEvent.objects.filter(action="account.second_factor_added").count() == 2
    )  # the app and its codes
    codes = own.get("/account/2fa/recovery-codes/").content.decode()
    recovery = re.findall(r"<code>(\w+)</code>", codes)
    assert len(recovery) == 10

    post(client, SIGN_IN, login=cast.anna.email, password=PASSWORD)
    assert client.get("/account/2fa/").status_code == 302  # the password alone is not enough
    assert "Nog één stap" in client.get("/account/2fa/authenticate/").content.decode()
    assert post(client, "/account/2fa/authenticate/", code="000000").status_code == 200
    post(client, "/account/2fa/authenticate/", code=recovery[0])
    assert client.get("/account/2fa/").status_code == 200

    again = Client()
    post(again, SIGN_IN, login=cast.anna.email, password=PASSWORD)
    post(again, "/account/2fa/authenticate/", code=recovery[0])  # each code works once
    assert again.get("/account/2fa/").status_code == 302


def test_changing_how_one_logs_in_asks_who_it_is(cast: Cast, sign_in: Enter) -> None:
    answer = sign_in(cast.anna).get("/account/2fa/totp/activate/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/reauthenticate/")


def test_where_it_is_required_nothing_opens_before_the_second_step_is_set_up(
    cast: Cast, sign_in: Enter, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in(cast.anna)
    answer = client.get(cast.cooperation.url)
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")
    assert "Daarna kunt u verder" in client.get("/account/2fa/").content.decode()
    assert Client().get(SIGN_IN).status_code == 200
    Authenticator.objects.create(user=cast.anna, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get("/nergens/").status_code == 404


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("path", "dutch", "english"),
    [
        ("/account/2fa/", "Manieren van inloggen", "Sign-in methods"),
        ("/account/2fa/webauthn/", "Uw passkeys", "Your passkeys"),
        ("/account/2fa/webauthn/add/", "Een passkey toevoegen", "Add a passkey"),
        ("/account/2fa/totp/activate/", "Een app instellen", "Set up an app"),
        ("/account/password/change/", "Uw wachtwoord veranderen", "Change your password"),
        ("/account/email/", "Uw adressen", "Your addresses"),
        ("/account/sessions/", "Waar u bent ingelogd", "Where you are signed in"),
        ("/account/reauthenticate/", "Bent u het zelf?", "Is it you?"),
        ("/account/logout/", "Wilt u uitloggen?", "Do you want to log out?"),
    ],
)
def test_the_pages_of_an_account(
    cast: Cast, sign_in: Enter, language: str, path: str, dutch: str, english: str
) -> None:
    client = confirmed(sign_in(cast.anna))
    client.cookies["django_language"] = language
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert (dutch if language == "nl" else english) in html
    assert len(re.findall(r"<h1", html)) == 1
    assert f'<html lang="{language}"' in html
