"""Mijn stap over HTTP: what is shown to whom, which headers it carries, and what it leaves nowhere."""

from __future__ import annotations

import gzip
import logging

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from tests.web.my_step.conftest import Staff

from vierkant_web import actions
from vierkant_web.models import AuditEvent, HelpRequest
from vierkant_web.my_step import bundles, help_page, pages
from vierkant_web.my_step.limits import Limit

pytestmark = pytest.mark.django_db
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def code(staff: Staff) -> str:
    for user in (staff.hanna, staff.omar):
        staff.release(user)
    return staff.link().code


def get(address: str, **headers: str) -> HttpResponse:
    return Client(raise_request_exception=False).get(address, headers=headers)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_release_of_one_role_shows_nothing(staff: Staff, code: str) -> None:
    staff.release(staff.hanna, summary="Iets heel anders.")
    assert "Je werkt straks in Lisse." in text(get(f"/mijn-stap/{code}/"))
    assert "Iets heel anders." not in text(get(f"/mijn-stap/{code}/"))
    staff.release(staff.omar, summary="Iets heel anders.")
    assert "Iets heel anders." in text(get(f"/mijn-stap/{code}/"))
    actions.withdraw_release(variant=staff.cast.variant, group="belastingen", by=staff.omar)
    for ending in ("", "en/", "print/", "en/print/", "hulp/", "en/hulp/", "offline.js"):
        answer = get(f"/mijn-stap/{code}/{ending}")
        assert answer.status_code == 404
        assert "belastingen" not in text(answer)


def test_a_code_that_was_taken_back_gives_a_kind_page(staff: Staff, code: str) -> None:
    page = staff.link()
    new = actions.replace_link(page=page, by=staff.hanna).code
    old = get(f"/mijn-stap/{code}/")
    assert old.status_code == 404
    assert "Je groep kreeg een nieuwe code" in text(old)
    assert new not in text(old)
    assert get(f"/mijn-stap/{new}/").status_code == 200


def test_a_page_in_memory_goes_with_its_link(
    staff: Staff, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "FRESH_SECONDS", 60.0)
    assert get(f"/mijn-stap/{code}/").status_code == 200
    actions.withdraw_link(page=staff.link(), by=staff.hanna)
    monkeypatch.setattr(bundles, "FRESH_SECONDS", 0.0)
    assert get(f"/mijn-stap/{code}/").status_code == 404


def test_a_variant_that_was_put_away_shows_nothing(staff: Staff, code: str) -> None:
    other = actions.create_variant(cooperation=staff.cast.cooperation, name="Ander", by=staff.cast.anna)
    actions.make_main(variant=other, by=staff.cast.anna)
    assert get(f"/mijn-stap/{code}/").status_code == 200
    staff.cast.variant.refresh_from_db()
    actions.archive_variant(variant=staff.cast.variant, by=staff.cast.anna)
    assert get(f"/mijn-stap/{code}/").status_code == 404


@pytest.mark.parametrize("ending", ["", "en/", "print/", "hulp/", "offline.js"])
def test_headers_leave_nothing_behind(staff: Staff, code: str, ending: str) -> None:
    """Also for who is signed in to the site: this page does not know it."""
    client = Client()
    client.force_login(staff.cast.anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    sessions = Session.objects.count()
    answer = client.get(f"/mijn-stap/{code}/{ending}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer["Referrer-Policy"] == "no-referrer"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "report" not in policy + str(answer.headers)
    if ending in ("", "en/", "print/"):
        assert "connect-src 'none'" in policy
        assert "form-action 'none'" in policy
        assert "Anna" not in text(answer)
    assert Session.objects.count() == sessions


def test_it_is_sent_once_and_compressed_once(code: str) -> None:
    address = f"/mijn-stap/{code}/"
    first = get(address, **{"Accept-Encoding": "br, gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert first["Cache-Control"] == "public, max-age=60"
    assert gzip.decompress(first.content) == get(address).content
    again = get(address, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(f"{address}en/")["ETag"] != first["ETag"]


def test_it_asks_the_database_nothing_while_it_is_fresh(
    code: str, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    monkeypatch.setattr(bundles, "FRESH_SECONDS", 60.0)
    get(f"/mijn-stap/{code}/")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert get(f"/mijn-stap/{code}/").status_code == 200
    monkeypatch.setattr(bundles, "FRESH_SECONDS", 0.0)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert get(f"/mijn-stap/{code}/").status_code == 200


@pytest.mark.parametrize("typed", ["{}", " {} ", "{upper}", "{spaces}", "{bare}"])
def test_a_code_may_be_typed_in_any_way(code: str, typed: str) -> None:
    value = typed.format(code, upper=code.upper(), spaces=code.replace("-", " "), bare=code.replace("-", ""))
    answer = Client().get("/mijn-stap/", {"code": value})
    assert (answer.status_code, answer["Location"]) == (302, f"/mijn-stap/{code}/")


@pytest.mark.parametrize("ending", ["", "en/", "print/", "en/print/", "offline.js"])
def test_an_address_may_be_typed_in_any_way(code: str, ending: str) -> None:
    for typed in (code.upper(), code.replace("-", "")):
        answer = Client().get(f"/mijn-stap/{typed}/{ending}")
        assert (answer.status_code, answer["Location"]) == (302, f"/mijn-stap/{code}/{ending}")
    without = Client().get(f"/mijn-stap/{code}/{ending}".rstrip("/"), follow=True)
    assert without.status_code == 200


def test_a_redirect_stays_on_this_site() -> None:
    for path in ("//elders.example/mijn-stap/x", "/mijn-stap//elders.example", "/mijn-stap/x"):
        answer = Client().get(path)
        assert answer.status_code in (301, 302, 404)
        assert not answer.headers.get("Location", "/").startswith(("//", "http"))


@pytest.mark.parametrize(("typed", "says"), [("", "Vul eerst de code in"), ("abc", "15 letters en cijfers")])
def test_a_code_that_cannot_be_is_told(typed: str, says: str) -> None:
    answer = Client().get("/mijn-stap/", {"code": typed})
    assert answer.status_code == 422
    assert says in text(answer)


def test_trying_codes_is_braked_and_never_blocks_a_right_code(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "WRONG_CODES", Limit(3, 60.0))
    statuses = [get("/mijn-stap/bcdfg-hjkmn-pqrst/").status_code for _ in range(5)]
    assert statuses == [404, 404, 404, 429, 429]
    assert get(f"/mijn-stap/{code}/").status_code == 200


def test_a_limit_counts_per_address_and_forgets() -> None:
    limit = Limit(1, 60.0)
    assert [limit.allows("a"), limit.allows("a"), limit.allows("b")] == [True, False, True]
    assert b"a" not in limit._counts
    limit.clear()
    assert limit.allows("a")


# Help ------------------------------------------------------------------------------------------------------------


def ask(code: str, data: dict[str, str], headers: dict[str, str] | None = None) -> HttpResponse:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    return client.post(f"/mijn-stap/{code}/hulp/", data, headers=FROM_HERE if headers is None else headers)


def test_a_request_goes_to_the_guide_and_holds_what_was_written(staff: Staff, code: str) -> None:
    events = AuditEvent.objects.count()
    answer = ask(code, {"kind": "practice", "text": "Graag een uur oefenen.", "reach": "toestel 12"})
    # The same address and status as the form: neither the history of a browser nor a log tells who sent something.
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Je vraag is verstuurd" in text(answer)
    assert "oefenen" not in text(answer)
    assert "toestel" not in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert "verstuurd" not in text(get(f"/mijn-stap/{code}/hulp/?verstuurd=1"))
    row = HelpRequest.objects.get()
    assert (row.cooperation, row.group, row.kind, row.text, row.reach) == (
        staff.cast.cooperation, "", "practice", "Graag een uur oefenen.", "toestel 12",
    )  # fmt: skip
    assert AuditEvent.objects.count() == events


def test_the_group_goes_along_only_when_the_employee_says_so(code: str) -> None:
    ask(code, {"kind": "buddy", "text": "x", "with_group": "on"})
    assert HelpRequest.objects.get().group == "belastingen"


@pytest.mark.parametrize("data", [{}, {"kind": "buddy"}, {"text": "zomaar"}, {"kind": "phase", "text": "x"}])
def test_what_is_not_complete_is_not_sent_and_not_lost(code: str, data: dict[str, str]) -> None:
    answer = ask(code, data)
    assert answer.status_code == 422
    assert data.get("text", "") in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elders.example"},
    ],
)
def test_no_other_site_sends_a_request(code: str, headers: dict[str, str]) -> None:
    assert ask(code, {"kind": "buddy", "text": "x"}, headers).status_code == 403
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize("headers", [{"Origin": "null"}, {"Origin": "http://testserver"}])
def test_an_older_browser_may_send_one(code: str, headers: dict[str, str]) -> None:
    assert ask(code, {"kind": "buddy", "text": "x"}, headers).status_code == 200


def test_without_a_guide_there_is_no_form(staff: Staff, code: str) -> None:
    staff.cast.cooperation.memberships.get(user=staff.gita).delete()
    page = get(f"/mijn-stap/{code}/hulp/")
    assert "Het formulier is nog niet open" in text(page)
    assert "<form" not in text(page)
    assert "0252 12 34 56" in text(page)
    ask(code, {"kind": "buddy", "text": "x"})
    assert not HelpRequest.objects.exists()


def test_sending_in_bulk_is_braked(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(help_page, "HELP_REQUESTS", Limit(1, 60.0))
    statuses = [ask(code, {"kind": "buddy", "text": "x"}).status_code for _ in range(2)]
    assert (statuses, HelpRequest.objects.count()) == ([200, 429], 1)


def test_a_fault_of_ours_leaves_no_code_and_no_text_in_the_log(
    code: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**values: object) -> None:
        raise RuntimeError(values["text"])

    monkeypatch.setattr(help_page, "ask_help", fail)
    logger = logging.getLogger("vierkant_web")
    monkeypatch.setattr(logger, "propagate", True)
    with caplog.at_level(logging.DEBUG):
        answer = ask(code, {"kind": "buddy", "text": "Zilverpoort"})
        get("/mijn-stap/bcdfg-hjkmn-pqrst/")
    assert answer.status_code == 500
    assert "RuntimeError" in caplog.text
    for secret in (code, "Zilverpoort", "bcdfg-hjkmn-pqrst"):
        assert secret not in caplog.text
    assert "Zilverpoort" not in text(answer)
