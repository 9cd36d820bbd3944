"""Fetching the official files, without a network: pages, tries, limits, and words when there is no connection."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from email.message import Message as Headers
from http.client import IncompleteRead
from pathlib import Path
from socket import gaierror
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest

from vierkant.cli import main
from vierkant.reference import download
from vierkant.reference.download import Downloader, Fetched, NoNetworkError, Wanted, safe, wanted
from vierkant.terms import render

HOST = "https://opendata.cbs.nl"
ITEM = Wanted("population", f"{HOST}/table", "page", paged=True)


class _Answer(io.BytesIO):
    def __init__(self, content: bytes, length: int | None = None) -> None:
        super().__init__(content)
        self.headers = {"Content-Length": str(len(content) if length is None else length)}


class _Internet:
    """Answers from a table: bytes, an error to raise, or what a call gives."""

    def __init__(self, **pages: object) -> None:
        self.pages = {f"{HOST}/{name}": page for name, page in pages.items()}
        self.asked: list[str] = []

    def open(self, request: Request, timeout: float) -> Any:
        self.asked.append(request.full_url)
        assert timeout > 0
        found = self.pages.get(request.full_url, HTTPError(request.full_url, 404, "No", Headers(), None))
        if isinstance(found, list):
            found = found.pop(0)
        if isinstance(found, Exception):
            raise found
        return found() if callable(found) else _Answer(bytes(found))  # type: ignore[call-overload]


def _page(value: list[int], link: str | None = None) -> bytes:
    return json.dumps({"value": value, **({"odata.nextLink": link} if link else {})}).encode()


def _fetch(folder: Path, internet: _Internet, *items: Wanted) -> list[Fetched]:
    waits: list[float] = []
    found = Downloader(folder, internet, sleep=waits.append)  # type: ignore[arg-type]
    return list(found.fetch(items or (ITEM,)))


def _reason(found: list[Fetched]) -> str:
    assert found[0].failed is not None
    render(found[0].failed, "nl")
    return found[0].failed.id.rpartition(".")[2]


def test_pages_are_followed_and_a_link_in_http_becomes_https(tmp_path: Path) -> None:
    internet = _Internet(table=_page([1], "http://opendata.cbs.nl/second"), second=_page([2]))
    found = _fetch(tmp_path, internet)
    assert internet.asked == [f"{HOST}/table", f"{HOST}/second"]
    assert (found[0].pages, found[0].failed) == (2, None)
    names = sorted(path.name for path in (tmp_path / "population").iterdir())
    assert names == ["page-0001.json", "page-0002.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["population"]


def test_the_links_of_a_map_are_followed(tmp_path: Path) -> None:
    first = json.dumps(
        {"features": [], "links": [{"rel": "self", "href": "x"}, {"rel": "next", "href": f"{HOST}/second"}]}
    )
    found = _fetch(tmp_path, _Internet(table=first.encode(), second=b'{"features": []}'))
    assert found[0].pages == 2


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (_page([1], f"{HOST}/table"), "pages"),
        (_page([1], "https://datasets.cbs.nl/other"), "pages"),
        (_page([1], "https://evil.example/x"), "address"),
        (_page([1], "file:///etc/passwd"), "address"),
        (b"not json", "not_json"),
        (b"[]", "not_json"),
        (HTTPError(HOST, 404, "No", Headers(), None), "status"),
        (lambda: _Answer(b"{}", length=99), "broken"),
        (IncompleteRead(b""), "broken"),
        (TimeoutError(), "timeout"),
        (URLError(TimeoutError()), "timeout"),
    ],
    ids=range(11),
)  # fmt: skip
def test_what_fails_is_told_and_what_was_there_stays(tmp_path: Path, given: object, reason: str) -> None:
    old = tmp_path / "population"
    old.mkdir()
    (old / "page-0001.json").write_text("old")
    found = _fetch(tmp_path, _Internet(table=given))
    assert _reason(found) == reason
    assert (old / "page-0001.json").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["population"]


def test_a_server_that_is_busy_is_asked_three_times(tmp_path: Path) -> None:
    busy = HTTPError(HOST, 503, "Busy", Headers(), None)
    internet = _Internet(table=[busy, ConnectionResetError(), _page([1])])
    assert _fetch(tmp_path, internet)[0].failed is None
    assert len(internet.asked) == 3
    internet = _Internet(table=[busy] * 9)
    assert _reason(_fetch(tmp_path, internet)) == "status"
    assert len(internet.asked) == 3


def test_an_answer_without_end_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_PAGE", 1000)
    assert _reason(_fetch(tmp_path, _Internet(table=b"x" * 2000))) == "too_large"


def test_one_failure_stops_nothing_else(tmp_path: Path) -> None:
    other = Wanted("other", f"{HOST}/other", "file.csv")
    found = _fetch(tmp_path, _Internet(other=b"a;b"), ITEM, other)
    assert [item.failed is None for item in found] == [False, True]
    assert (tmp_path / "other" / "file.csv").read_bytes() == b"a;b"


def _offline() -> Callable[[], Any]:
    class Offline:
        def open(self, request: Request, timeout: float) -> Any:
            raise URLError(gaierror(-2, "Name or service not known"))

    return Offline  # type: ignore[return-value]


def test_without_a_network_the_command_says_so_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offline = _offline()
    with pytest.raises(NoNetworkError):
        list(Downloader(tmp_path / "x", offline(), sleep=lambda _: None).fetch([ITEM]))
    monkeypatch.setattr(download, "opener", offline)
    out = tmp_path / "out"
    assert main(["reference", "update", "--out", str(out), "--language", "nl"]) == 3
    told = capsys.readouterr().err
    assert "geen verbinding met internet" in told
    assert "vierkant reference build" in told
    assert "Traceback" not in told
    assert not out.exists()


def test_update_fetches_and_then_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Internet:
        def open(self, request: Request, timeout: float) -> Any:
            if "70072ned" not in request.full_url:
                raise HTTPError(request.full_url, 404, "No", Headers(), None)
            rows = [{"RegioS": "GM0534    ", "Perioden": "2027JJ00", "TotaleBevolking_1": 23000}]
            context = "https://opendata.cbs.nl/ODataApi/odata/70072ned/$metadata"
            return _Answer(json.dumps({"odata.metadata": context, "value": rows}).encode())

    monkeypatch.setattr(download, "opener", Internet)
    out = tmp_path / "out"
    assert main(["reference", "update", "--out", str(out), "--year", "2027", "--language", "nl"]) == 1
    shown = capsys.readouterr().out
    assert "✔ population_2027: 1 bestand(en), 0 kB." in shown
    assert "opendata.cbs.nl" not in shown
    assert "antwoordt met fout 404" in shown
    line = next(
        line for line in (out / "municipalities.csv").read_text().splitlines() if line.startswith("GM0534")
    )
    assert line.endswith(",23000")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://opendata.cbs.nl/x", "https://opendata.cbs.nl.evil.example/x", "https://user@opendata.cbs.nl/x",
        "https://opendata.cbs.nl:8443/x", "//opendata.cbs.nl/x", "https://[::1]/x", "https://[", "",
    ],
)  # fmt: skip
def test_only_official_addresses_are_opened(address: str) -> None:
    with pytest.raises(Exception, match="address"):
        safe(address)


def test_a_redirect_stays_with_official_hosts() -> None:
    handler = next(each for each in download.opener().handlers if isinstance(each, download._SafeRedirects))
    request = Request(f"{HOST}/x")
    followed = handler.redirect_request(request, io.BytesIO(), 301, "", Headers(), "http://datasets.cbs.nl/y")
    assert followed is not None
    assert followed.full_url == "https://datasets.cbs.nl/y"
    with pytest.raises(Exception, match="address"):
        handler.redirect_request(request, io.BytesIO(), 301, "", Headers(), "http://127.0.0.1/y")


def test_what_is_fetched_for_a_year() -> None:
    found = {item.name: item.address for item in wanted((2025,))}
    assert "45071NED" in found["iv3_2025X000"]
    assert "2025JJ00" in found["population_2025"]
    assert set(found) >= {"iv3_2025X005", "register", "municipalities", "boundaries"}
    assert not [name for name in (item.name for item in wanted((2031,))) if name.startswith("iv3")]
    for address in found.values():
        assert safe(address).startswith("https://")
        assert " " not in safe(address)


def test_the_table_of_a_new_year_is_found_in_the_catalogue(tmp_path: Path) -> None:
    rows = [
        {"Identifier": "45083NED", "Title": "Gemeenten 2027 onbewerkte Iv3-data"},
        {"Identifier": "../evil", "Title": "Gemeenten 2028 onbewerkte Iv3-data"},
        {"Identifier": "45084NED", "Title": "Provincies 2027 onbewerkte Iv3-data"},
        "junk",
    ]
    internet = _Internet()
    internet.pages[safe(download._CATALOGUE)] = json.dumps({"value": rows}).encode()
    found = Downloader(tmp_path, internet, sleep=lambda _: None).tables()  # type: ignore[arg-type]
    assert (found[2027], found[2026], 2028 in found) == ("45083NED", "45078NED", False)
    assert Downloader(tmp_path, _Internet(), sleep=lambda _: None).tables()[2026] == "45078NED"  # type: ignore[arg-type]
