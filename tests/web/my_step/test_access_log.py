"""No line of a log holds a code together with an address."""

from __future__ import annotations

import datetime
import logging
import re
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from vierkant_web.access_log import AccessLogger, WithoutMyStep, is_about_my_step, masked
from vierkant_web.my_step.bundles import FILES

CODE = "k3f9x-7bmrt-pq2vz"
PATHS = (
    f"/mijn-stap/{CODE}/", f"/mijn-stap/?code={CODE}", f"//mijn-stap/{CODE}/", f"/%6dijn-stap/{CODE}/hulp/",
    f"http://x.example/mijn-stap/{CODE}/offline.js", f"/MIJN-STAP/{CODE}/", "/static/css/my_step.0a1b2c.css",
)  # fmt: skip
FORMAT = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(U)s %(q)s %(s)s %(b)s "%(f)s" "%(a)s" %({x-forwarded-for}i)s %({raw_uri}e)s'


def line(path: str, referrer: str = "-", method: str = "GET") -> str:
    logger = AccessLogger(Config())
    environ = {
        "REMOTE_ADDR": "192.0.2.7", "REQUEST_METHOD": method, "RAW_URI": path, "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": path.split("?")[0], "QUERY_STRING": path.partition("?")[2], "HTTP_REFERER": referrer,
        "HTTP_USER_AGENT": "Browser of one person", "HTTP_X_FORWARDED_FOR": "192.0.2.7",
    }  # fmt: skip
    request = SimpleNamespace(headers=[("X-FORWARDED-FOR", "192.0.2.7"), ("REFERER", referrer)])
    answer = SimpleNamespace(status="200 OK", sent=26807, headers=[("Location", path)])
    atoms = logger.atoms(answer, request, environ, datetime.timedelta(milliseconds=3))
    return FORMAT % logger.atoms_wrapper_class(atoms)


def test_no_file_that_a_page_loads_tells_from_where_it_was_opened() -> None:
    """The lines of letters and a picture alone, without any other file, would say: this address opened Mijn stap."""
    for name in FILES:
        stem, _, ending = name.rpartition(".")
        for path in (f"/static/{name}", f"/static/{stem}.0a1b2c3d4e5f.{ending}"):
            written = line(path)
            assert "192.0.2.7" not in written, path
            assert "Browser of one person" not in written, path
    assert "192.0.2.7" in line("/static/css/vierkant.0a1b2c.css")


@pytest.mark.parametrize("path", PATHS)
def test_a_visit_leaves_neither_code_nor_address(path: str) -> None:
    assert is_about_my_step(path)
    written = line(path)
    for secret in (CODE, "192.0.2.7", "Browser of one person", "26807"):
        assert secret not in written
    assert '"- /' in written
    assert " 200 " in written


def test_asking_for_help_looks_like_reading() -> None:
    """With the second of a request, and what else a network keeps, an employer would know who asked."""
    asked, read = (line(f"/mijn-stap/{CODE}/hulp/", method=method) for method in ("POST", "GET"))
    moment = re.compile(r"\[.*?\]")
    assert moment.sub("", asked) == moment.sub("", read)


def test_another_page_is_written_as_always() -> None:
    written = line("/s/hltsamen/mensen/")
    assert "192.0.2.7" in written
    assert "/s/hltsamen/mensen/" in written
    assert "Browser of one person" in written


def test_a_referrer_does_not_give_it_away() -> None:
    assert CODE not in line("/static/img/mark.svg", f"https://x.example/mijn-stap/{CODE}/")


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("Not Found: %s", (f"/mijn-stap/{CODE}/",)),
        (f"Error handling request /mijn-stap/{CODE}/hulp/", ()),
        ("Invalid request from ip=%s: %s", ("192.0.2.7", f"/mijn-stap/{CODE}/")),
    ],
)
def test_other_loggers_are_filtered(message: str, arguments: tuple[str, ...]) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, arguments, None)
    record.request = object()
    assert WithoutMyStep().filter(record)
    assert CODE not in record.getMessage()
    assert "192.0.2.7" not in record.getMessage()
    assert record.request is None


def test_what_is_not_about_it_stays_as_it_is() -> None:
    assert masked("Not Found: /s/x/ ip=192.0.2.7") == "Not Found: /s/x/ ip=192.0.2.7"
    wrong = logging.LogRecord("x", logging.INFO, __file__, 1, "%d", ("no number",), None)
    assert WithoutMyStep().filter(wrong)
