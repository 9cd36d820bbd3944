"""The site as a whole: closed by default, headers, languages, errors, settings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.conftest import Cast

from vierkant_web import environment
from vierkant_web.models import User

ROOT = Path(__file__).resolve().parents[3]
OPEN = {
    "levend/", "over/", "toegankelijkheid/",
    "account/taal/", "account/login/", "account/logout/", "account/signup/", "account/inactive/",
    "account/confirm-email/", "account/confirm-email/<key>/", "account/password/reset/",
    "account/password/reset/done/", "account/password/reset/key/<uidb36>-<key>/",
    "account/password/reset/key/done/", "account/2fa/authenticate/", "account/2fa/webauthn/login/",
    "account/reauthenticate/", "account/2fa/reauthenticate/", "account/2fa/reauthenticate/webauthn/",
    # Mijn stap: for employees without an account, who have a code on paper.
    "mijn-stap/", "mijn-stap/en/", "mijn-stap/<code>/", "mijn-stap/<code>/en/", "mijn-stap/<code>/print/",
    "mijn-stap/<code>/en/print/", "mijn-stap/<code>/hulp/", "mijn-stap/<code>/en/hulp/",
    "mijn-stap/<code>/offline.js",
    # The questionnaire of a survey: for employees without an account, who have a one-time code.
    "vragenlijst/", "vragenlijst/en/",
    # A feed for an agenda, that knows no account: the address holds a secret of 256 bits.
    "agenda/<secret>.ics",
}  # fmt: skip
"""What somebody may ask without being signed in; everything else sends to the log-in page."""


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for item in resolver.url_patterns:
        if isinstance(item, URLPattern):
            yield before + str(item.pattern)
        else:
            yield from addresses(item, before + str(item.pattern))


def filled_in(address: str) -> str:
    regex = address.replace("^", "").replace("$", "").replace("\\Z", "")
    regex = re.sub(r"\(\?P<\w+>[^)]*\)", "1", regex)
    regex = re.sub(r"<(?:int:)?(?:pk|number|id)>", "1", regex)
    regex = re.sub(r"<int:\w+>", "1", regex)
    return "/" + re.sub(r"<[^>]+>", "x", regex)


def readable(address: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", address)).strip("^$")


def test_everything_is_closed_to_who_did_not_sign_in(client: Client, db: None) -> None:
    found = {readable(address).replace("^", "").replace("$", ""): filled_in(address)
             for address in addresses(get_resolver())}  # fmt: skip
    open_to_all = set()
    for name, path in found.items():
        answer = client.get(path)
        closed = answer.status_code in (301, 302) and "/account/login/" in answer["Location"]
        if not closed:
            open_to_all.add(name)
    assert open_to_all <= OPEN


def test_a_page_for_members_sends_a_visitor_to_the_log_in_page_and_back(client: Client, db: None) -> None:
    answer = client.get("/account/2fa/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/account/2fa/")


def test_the_headers_are_strict(client: Client, db: None) -> None:
    answer = client.get("/account/login/")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert answer["Cache-Control"].startswith(("no-store", "max-age=0"))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert client.cookies["csrftoken"]["httponly"]


def test_a_page_has_no_script_or_style_that_the_policy_refuses(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    for path in ("/account/login/", "/account/2fa/", "/account/email/", "/nergens/"):
        html = sign_in(cast.anna).get(path).content.decode()
        scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
        assert all("application/json" in attributes for attributes in scripts), path
        assert not re.search(r"\son\w+=|\sstyle=|<style", html), path


def test_dutch_is_the_language_until_another_is_chosen(client: Client, db: None) -> None:
    dutch = client.get("/account/login/", headers={"accept-language": "en"})
    assert (dutch["Content-Language"], "Inloggen" in dutch.content.decode()) == ("nl", True)
    answer = client.post("/account/taal/", {"language": "en", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    english = client.get("/account/login/")
    assert (english["Content-Language"], "Log in" in english.content.decode()) == ("en", True)
    client.cookies["django_language"] = "xx"
    assert client.get("/account/login/")["Content-Language"] == "nl"


def test_the_language_form_does_not_send_to_another_site(client: Client, db: None) -> None:
    answer = client.post("/account/taal/", {"language": "en", "next": "https://kwaad.example/"})
    assert "kwaad" not in answer["Location"]


@pytest.mark.parametrize(
    ("status", "title"),
    [(400, "Wij begrepen dit verzoek niet"), (403, "Dit mag u niet doen"), (404, "Deze pagina is er niet")],
)
def test_errors_say_what_to_do(client: Client, db: None, status: int, title: str) -> None:
    from django.test import RequestFactory

    from vierkant_web import errors

    view = {400: errors.bad_request, 403: errors.permission_denied, 404: errors.page_not_found}[status]
    answer = view(RequestFactory().get("/"), ValueError("geheim"))
    assert answer.status_code == status
    assert title in answer.content.decode()
    assert "geheim" not in answer.content.decode()


def test_a_fault_of_ours_gives_a_page_that_needs_nothing_else(client: Client) -> None:
    from django.test import RequestFactory

    from vierkant_web import errors

    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "/static/" not in answer.content.decode()


def test_a_page_that_was_open_too_long_says_so(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"})
    assert (answer.status_code, "stond te lang open" in answer.content.decode()) == (403, True)


def test_static_files_are_served_without_collecting(client: Client) -> None:
    answer = client.get("/static/css/app.css")
    assert (answer.status_code, answer["Content-Type"]) == (200, 'text/css; charset="utf-8"')


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vierkant_web", "check", "--deploy", "--fail-level", "WARNING"]
    environ = {**os.environ, "VIERKANT_DATA": str(tmp_path), "VIERKANT_HTTPS": "1", "VIERKANT_HOSTS": "v.example.nl",
               "DJANGO_SETTINGS_MODULE": "vierkant_web.settings"}  # fmt: skip
    environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set for the browser tests only
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_migrations_are_complete(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_key_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIERKANT_SECRET_KEY", raising=False)
    made = environment.secret_key(tmp_path)
    assert len(made) >= 64
    assert environment.secret_key(tmp_path) == made
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    monkeypatch.setenv("VIERKANT_SECRET_KEY", "given")
    assert environment.secret_key(tmp_path) == "given"


def test_settings_refuse_nonsense(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="X must be 1 or 0"):
        environment.flag("X")
    with pytest.raises(ImproperlyConfigured, match="whole number from 1 to 2"):
        environment.number("X", 1, low=1, high=2)
    monkeypatch.setenv("VIERKANT_DATABASE_URL", "mysql://x/y")
    with pytest.raises(ImproperlyConfigured, match="postgresql"):
        environment.database(tmp_path)


def test_the_address_of_a_postgresql_database_is_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIERKANT_DATABASE_URL", "postgresql://anna:p%40ss@db.example:5433/vierkant")
    found = environment.database(tmp_path)
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "anna", "p@ss", "db.example", 5433, "vierkant",
    ]  # fmt: skip
