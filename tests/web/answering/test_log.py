"""No line of the log of requests holds from where, how or when somebody answered."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from vierkant_web.access_log import AccessLogger, masked

FORMAT = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(U)s %(q)s %(s)s %(b)s "%(f)s" "%(a)s" %({x-forwarded-for}i)s %({raw_uri}e)s'
MOMENT = re.compile(r"\[.*?\]")


def line(path: str, method: str = "GET", referrer: str = "-") -> str:
    logger = AccessLogger(Config())
    environ = {
        "REMOTE_ADDR": "192.0.2.7", "REQUEST_METHOD": method, "RAW_URI": path, "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": path, "QUERY_STRING": "", "HTTP_REFERER": referrer, "HTTP_USER_AGENT": "Browser of one person",
    }  # fmt: skip
    answer = SimpleNamespace(status="200 OK", sent=26807, headers=[])
    request = SimpleNamespace(headers=[("X-FORWARDED-FOR", "192.0.2.7")])
    atoms = logger.atoms(answer, request, environ, datetime.timedelta(milliseconds=3))
    return FORMAT % logger.atoms_wrapper_class(atoms)


@pytest.mark.parametrize(
    "path",
    [
        "/vragenlijst/",
        "//vragenlijst/en/",
        "/VRAGENLIJST/",
        "/%76ragenlijst/",
        "/static/css/answering.0a1b2c.css",
    ],
)
def test_a_line_holds_neither_address_nor_browser_nor_size(path: str) -> None:
    written = line(path)
    for secret in ("192.0.2.7", "Browser of one person", "26807"):
        assert secret not in written
    assert " 200 " in written


def test_sending_looks_like_looking() -> None:
    assert MOMENT.sub("", line("/vragenlijst/", "POST")) == MOMENT.sub("", line("/vragenlijst/"))


def test_who_typed_a_code_in_the_address_leaves_it_nowhere() -> None:
    assert "k3f9x" not in line("/vragenlijst/k3f9x-7bmrt-pq2vz/")
    assert "k3f9x" not in masked("Not Found: /vragenlijst/k3f9x-7bmrt-pq2vz/ ip=192.0.2.7")
    assert "192.0.2.7" not in masked("Not Found: /vragenlijst/k3f9x/ ip=192.0.2.7")


def test_the_pages_of_who_prepares_are_written_as_always() -> None:
    assert "192.0.2.7" in line("/s/x/organisaties/metingen/1/vragen/")
