"""Fetches the official files over the internet. The only module of the engine that may use a network.

Only https, only the hosts below, within limits of size and time; every file is written beside its place first, and a
table of several pages takes its place only when the last page is there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from socket import gaierror
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from vierkant.quantities import Message
from vierkant.reference.iv3_file import MUNICIPALITY_TABLES

HOSTS = frozenset(
    {
        "opendata.cbs.nl",
        "dataderden.cbs.nl",
        "datasets.cbs.nl",
        "organisaties.overheid.nl",
        "api.pdok.nl",
        "service.pdok.nl",
    }
)
TIMEOUT = 30.0
"""Seconds without an answer, or between two pieces of it."""
LONGEST = 1800.0
"""Seconds for one file or page."""
WAITS = (1.0, 4.0)
"""Seconds before the second and third try."""
MOST_PAGES = 2000
MOST_PAGE = 100_000_000
MOST_FILE = 400_000_000
_PIECE = 1 << 16
_AGENT = "vierkant-reference"
_CATALOGUE = (
    "https://dataderden.cbs.nl/ODataCatalog/Tables?$format=json&$filter=Catalog eq 'IV3'"
    "&$select=Identifier,Title"
)
_TITLE = re.compile(r"Gemeenten (20\d\d) onbewerkte Iv3-data")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file or table to fetch: the name of its folder, its address, and whether it comes in pages."""

    name: str
    address: str
    file: str
    paged: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched, or why not."""

    name: str
    address: str
    pages: int
    bytes: int
    failed: Message | None = None


class NoNetworkError(Exception):
    """No connection at all; ``reason`` is what the system says."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Refusal(Exception):  # noqa: N818  # an answer to the user, not a fault
    def __init__(
        self, kind: str, *, again: bool = False, offline: bool = False, **arguments: str | int
    ) -> None:
        super().__init__(kind)
        self.said = Message(f"import.download.{kind}", arguments)
        self.again, self.offline = again, offline
        self.reason = str(arguments.get("reason", ""))


class _SafeRedirects(HTTPRedirectHandler):
    """Follows a redirect only to https on one of the hosts."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        return super().redirect_request(req, fp, code, msg, headers, safe(newurl))


def opener() -> OpenerDirector:
    """What opens addresses, with safe redirects."""
    return build_opener(_SafeRedirects())


def safe(address: str) -> str:
    """The address in https, encoded; CBS writes some links to the next page with http.

    Raises:
        _Refusal: it is of another kind or another host.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _Refusal("address", address=address[:200]) from None
    if (
        parts.scheme not in ("http", "https")
        or host not in HOSTS
        or port not in (None, 443)
        or "@" in parts.netloc
    ):
        raise _Refusal("address", address=address[:200])
    query = quote(parts.query, safe="=&$(),'%:/+-._~")
    return urlunsplit(("https", host, quote(parts.path, safe="/%:()'"), query, ""))


def wanted(years: Sequence[int], tables: Mapping[int, str] = MUNICIPALITY_TABLES) -> tuple[Wanted, ...]:
    """What to fetch for the years: residents, Iv3 per report, the register, its list of municipalities, borders.

    Args:
        years: of the residents and of the financial reports.
        tables: year → the Iv3 table; a year without a table has no reports yet.
    """
    odata = "https://opendata.cbs.nl/ODataApi/odata/70072ned/TypedDataSet?$format=json"
    found = [
        Wanted(
            f"population_{year}",
            f"{odata}&$filter=substringof('GM',RegioS) and Perioden eq '{year}JJ00'"
            "&$select=RegioS,Perioden,TotaleBevolking_1",
            "page",
            paged=True,
        )
        for year in years
    ]
    found += [
        Wanted(
            f"iv3_{report}",
            f"https://dataderden.cbs.nl/ODataApi/OData/{tables[year]}/TypedDataSet?$format=json"
            f"&$filter=Verslagsoort eq '{report}'",
            "page",
            paged=True,
        )
        for year in years
        if year in tables
        for report in (f"{year}X000", f"{year}X005")
    ]
    register = "https://organisaties.overheid.nl"
    found.append(Wanted("register", f"{register}/archive/exportOO.xml", "exportOO.xml"))
    found.append(Wanted("municipalities", f"{register}/export/Gemeenten.csv", "Gemeenten.csv"))
    borders = "https://api.pdok.nl/kadaster/brk-bestuurlijke-gebieden/ogc/v1/collections/gemeentegebied/items"
    found.append(Wanted("boundaries", f"{borders}?f=json&limit=50", "page", paged=True))
    return tuple(found)


@dataclass(slots=True)
class Downloader:
    """Fetches into a folder. ``open_with`` and ``sleep`` can be replaced, so that tests need no network."""

    folder: Path
    open_with: OpenerDirector
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    progress: Callable[[str, int, int], None] | None = None
    """Called with the name, the number of pages and the bytes so far."""

    def tables(self) -> Mapping[int, str]:
        """Year → Iv3 table by the catalogue of CBS, so that a new year is found; the known ones otherwise.

        Raises:
            NoNetworkError: CBS cannot be reached at all.
        """
        try:
            with tempfile.TemporaryDirectory() as name:
                path = Path(name) / "catalogue.json"
                self._fetch(_CATALOGUE, path, MOST_PAGE)
                rows = json.loads(path.read_bytes()).get("value", [])
        except _Refusal as refusal:
            if refusal.offline:
                raise NoNetworkError(refusal.reason) from None
            return MUNICIPALITY_TABLES
        except (ValueError, AttributeError):
            return MUNICIPALITY_TABLES
        found = dict(MUNICIPALITY_TABLES)
        for row in rows if isinstance(rows, list) else ():
            title = _TITLE.search(str(row.get("Title", ""))) if isinstance(row, dict) else None
            table = str(row.get("Identifier", "")) if title else ""
            if title and re.fullmatch(r"\d{5}NED", table):
                found[int(title.group(1))] = table
        return found

    def fetch(self, items: Sequence[Wanted]) -> Iterator[Fetched]:
        """Fetch one after the other; what fails is told and stops nothing else.

        Raises:
            NoNetworkError: the very first address cannot be reached at all.
            OSError: the folder cannot be written.
        """
        reached = False
        for item in items:
            try:
                result = self._item(item)
                reached = True
            except _Refusal as refusal:
                if refusal.offline and not reached:
                    raise NoNetworkError(refusal.reason) from None
                reached = reached or not refusal.offline
                result = Fetched(item.name, item.address, 0, 0, refusal.said)
            yield result

    def _item(self, item: Wanted) -> Fetched:
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".download-", dir=self.folder))
        try:
            count, size = self._pages(item, temporary) if item.paged else self._file(item, temporary)
            place = self.folder / item.name
            old = temporary / ".old"
            if place.exists():
                place.rename(old)
            new = temporary / "new"
            new.rename(place)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        return Fetched(item.name, item.address, count, size)

    def _file(self, item: Wanted, temporary: Path) -> tuple[int, int]:
        (temporary / "new").mkdir()
        return 1, self._fetch(item.address, temporary / "new" / item.file, MOST_FILE, item.name)

    def _pages(self, item: Wanted, temporary: Path) -> tuple[int, int]:
        (temporary / "new").mkdir()
        address: str | None = item.address
        host, seen, size = urlsplit(item.address).hostname, set[str](), 0
        while address:
            address = safe(address)
            if urlsplit(address).hostname != host or address in seen or len(seen) >= MOST_PAGES:
                raise _Refusal("pages", address=address[:200])
            seen.add(address)
            path = temporary / "new" / f"{item.file}-{len(seen):04d}.json"
            size += self._fetch(address, path, MOST_PAGE, item.name, len(seen), size)
            address = _next(path)
        return len(seen), size

    def _fetch(
        self, address: str, path: Path, most: int, name: str = "", page: int = 1, before: int = 0
    ) -> int:
        """Fetch one address into a file; three tries. Gives the number of bytes."""
        address = safe(address)
        for wait in (*WAITS, None):
            try:
                return self._try(address, path, most, (name, page, before))
            except _Refusal as refusal:
                if wait is None or not refusal.again:
                    raise
                self.sleep(wait)
        raise AssertionError  # the last try returns or raises

    def _try(self, address: str, path: Path, most: int, about: tuple[str, int, int]) -> int:
        host = urlsplit(address).hostname or ""
        request = Request(address, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})  # noqa: S310
        end = self.now() + LONGEST
        try:
            with self.open_with.open(request, timeout=TIMEOUT) as answer, path.open("wb") as file:
                size = self._copy(answer, file, most, end, (host, *about))
                expected = str(answer.headers.get("Content-Length") or "")
        except HTTPError as error:
            again = error.code >= 500 or error.code == 429
            raise _Refusal("status", again=again, host=host, status=error.code) from None
        except TimeoutError:
            raise _Refusal("timeout", again=True, host=host, seconds=round(TIMEOUT)) from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise _Refusal("timeout", again=True, host=host, seconds=round(TIMEOUT)) from None
            reason = getattr(error.reason, "strerror", None) or str(error.reason)
            # A name that nobody knows will not be known in a second: there is no network.
            again = not isinstance(error.reason, gaierror)
            raise _Refusal("unreachable", again=again, offline=True, host=host, reason=reason) from None
        except (HTTPException, ConnectionError) as error:
            raise _Refusal("broken", again=True, host=host, reason=type(error).__name__) from None
        if expected.isdigit() and int(expected) != size:
            raise _Refusal("broken", again=True, host=host, reason=f"{size}/{expected}")
        return size

    def _copy(
        self, answer: IO[bytes], file: IO[bytes], most: int, end: float, about: tuple[str, str, int, int]
    ) -> int:
        host, name, page, before = about
        size = 0
        while piece := answer.read(_PIECE):
            size += len(piece)
            if size > most:
                raise _Refusal("too_large", host=host, most=most // 1_000_000)
            if self.now() > end:
                raise _Refusal("timeout", host=host, seconds=round(LONGEST))
            file.write(piece)
            if self.progress:
                self.progress(name, page, before + size)
        file.flush()
        os.fsync(file.fileno())
        return size


def _next(path: Path) -> str | None:
    """The address of the next page in an answer of CBS (either version) or PDOK."""
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise _Refusal("not_json", file=path.name) from None
    if not isinstance(content, dict):
        raise _Refusal("not_json", file=path.name)
    link = content.get("odata.nextLink") or content.get("@odata.nextLink")
    if isinstance(link, str):
        return link
    links = content.get("links")
    for each in links if isinstance(links, list) else ():
        if isinstance(each, dict) and each.get("rel") == "next" and isinstance(each.get("href"), str):
            return str(each["href"])
    return None
