"""No line of the log of requests holds the secret address of a feed, however it is written."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from vierkant_web.access_log import AccessLogger, is_about_feed, masked

SECRET = "oJoiqx3Oo_ntA9750yhwrGvweSJgKI8LNm-dkosG0M0"
FORMAT = (
    '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(U)s %(q)s %(s)s %(b)s "%(f)s" "%(a)s" %({raw_uri}e)s %({referer}i)s'
)
PATHS = (
    f"/agenda/{SECRET}.ics", f"//agenda/{SECRET}.ics", f"/%61genda/{SECRET}.ics", f"/AGENDA/{SECRET}.ics",
    f"http://x.example/agenda/{SECRET}.ics", f"/agenda/{SECRET}.ics?x=1", f"/agenda/{SECRET}",
)  # fmt: skip


def line(path: str, referrer: str = "-") -> str:
    logger = AccessLogger(Config())
    environ = {
        "REMOTE_ADDR": "192.0.2.7", "REQUEST_METHOD": "GET", "RAW_URI": path, "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": path.split("?")[0], "QUERY_STRING": path.partition("?")[2], "HTTP_REFERER": referrer,
        "HTTP_USER_AGENT": "Outlook",
    }  # fmt: skip
    request = SimpleNamespace(headers=[("REFERER", referrer)])
    answer = SimpleNamespace(status="200 OK", sent=6384, headers=[("Location", path)])
    atoms = logger.atoms(answer, request, environ, datetime.timedelta(milliseconds=3))
    return FORMAT % logger.atoms_wrapper_class(atoms)


@pytest.mark.parametrize("path", PATHS)
def test_a_poll_is_written_without_its_secret(path: str) -> None:
    assert is_about_feed(path)
    written = line(path)
    assert SECRET not in written
    assert "/agenda/…" in written
    assert "192.0.2.7" in written, "who guesses must be seen"


def test_a_referrer_does_not_give_it_away() -> None:
    assert SECRET not in line("/static/css/app.css", f"https://x.example/agenda/{SECRET}.ics")


def test_the_page_that_lists_feeds_is_written_as_always() -> None:
    path = "/s/hltsamen/sturing/agenda/12/intrekken/"
    assert not is_about_feed(path)
    assert path in line(path)
    assert masked(f"Not Found: {path}") == f"Not Found: {path}"
