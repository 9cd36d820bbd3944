"""A passkey in a real browser, with an authenticator of the browser itself, under the strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from vierkant_web import actions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "x" * 12


@pytest.fixture
def screen(browser: Any) -> Iterator[Any]:
    page = browser.new_page(locale="nl-NL")
    yield page
    page.close()


@override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True)
def test_a_passkey_is_added_and_opens_the_site_without_a_password(
    screen: Any, live_server: LiveServer
) -> None:
    page = screen
    actions.create_account(email="anna@voorbeeld.example", name="Anna", password=PASSWORD, verified=True)
    site = f"http://localhost:{live_server.thread.port}"  # a passkey belongs to a name, not to a number
    refused: list[str] = []
    page.on("console", lambda message: "Content Security" in message.text and refused.append(message.text))
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto(f"{site}/account/login/?next=/account/2fa/")
    page.get_by_label("E-mail").fill("anna@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_role("link", name="Een passkey toevoegen").click()
    page.get_by_label("Wachtwoord").fill(PASSWORD)  # before a change: is it you?
    page.get_by_role("button", name="Bevestigen").click()
    page.get_by_label("Naam van het apparaat").fill("Laptop van het werk")
    page.get_by_role("button", name="Een passkey toevoegen").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto(f"{site}/account/2fa/webauthn/")
    assert page.get_by_role("heading", name="Laptop van het werk").is_visible()

    page.goto(f"{site}/account/logout/")
    page.locator("main").get_by_role("button", name="Uitloggen").click()
    page.goto(f"{site}/account/login/?next=/account/2fa/webauthn/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.get_by_role("heading", name="Laptop van het werk").wait_for()
    assert refused == []
