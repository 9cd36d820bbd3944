"""Pages of the web application with 300 cooperations in the database: the 95th percentile per page, two clients."""

from __future__ import annotations

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COOPERATIONS = 300
REQUESTS = 60
CLIENTS = 2
TARGET = 0.2
PAGES = (
    ("list of cooperations", "/"),
    ("Overzicht", "overzicht/"),
    ("Waarom", "waarom/"),
    ("Vorm", "vorm/"),
    ("Cijfers", "cijfers/"),
    ("baseline", "cijfers/nulmeting/"),
    ("the municipalities: map and national comparison", "cijfers/gemeenten/"),
    ("Lessen", "lessen/"),
    ("Mensen", "mensen/"),
    ("Documenten", "documenten/"),
    ("filling in: start", "overzicht/invullen/"),
    ("filling in: tasks", "overzicht/invullen/taken/"),
    ("filling in: employees", "overzicht/invullen/medewerkers/"),
    ("history", "overzicht/geschiedenis/"),
    ("variants", "overzicht/varianten/"),
    ("import and export", "overzicht/uitwisselen/"),
    ("who takes part", "overzicht/wie-doet-mee/"),
)
PEOPLE_PAGES = (
    ("Mensen, the human side in full", "mensen/"),
    ("impact", "mensen/impact/"),
    ("from old to new", "mensen/van-oud-naar-nieuw/"),
    ("load of a municipality", "mensen/belasting/"),
    ("help planned", "mensen/begeleiding/"),
    ("hours and budget", "mensen/formatie-en-budget/"),
    ("questions and answers", "mensen/vragen/"),
    ("release", "mensen/vrijgeven/"),
    ("Overzicht, the human side in full", "overzicht/"),
    ("forms compared", "vorm/keuze/"),
    ("consequences of the form", "vorm/gevolgen/"),
    ("text of the arrangement", "vorm/tekst/"),
    ("calendar", "sturing/"),
    ("year of one council", "sturing/raad/raad-oosterveen/"),
    ("days of meetings", "sturing/vergaderdata/"),
    ("feeds", "sturing/agenda/"),
    ("grip", "sturing/grip/"),
    ("joint zienswijze", "sturing/zienswijze/"),
    ("Waarom, everything filled in", "waarom/"),
    ("motives", "waarom/motieven/"),
    ("vulnerability", "waarom/kwetsbaarheid/"),
    ("quality", "waarom/kwaliteit/"),
    ("client focus", "waarom/dienstverlening/"),
    ("risks", "waarom/risicos/"),
    ("Cijfers, everything filled in", "cijfers/"),
    ("for the budget", "cijfers/begroting/"),
    ("in depth", "cijfers/verdieping/"),
    ("decision", "cijfers/besluit/"),
    ("budgets of arrangements", "cijfers/regelingen/"),
    ("bridge of one budget", "cijfers/regelingen/omgevingsdienst-2027/"),
    ("Lessen, everything filled in", "lessen/"),
    ("one case", "lessen/buch/"),
    ("who pays", "belangen/"),
    ("what it means for us", "belangen/voor-ons/polderwijk/"),
    ("design of a key", "belangen/sleutel/"),
    ("effect of a key", "belangen/sleutel/?gelijk=50&inwoners=50"),
    ("who decides", "belangen/stemmen/"),
    (
        "effect of other votes",
        "belangen/stemmen/?stem-oosterveen=5&stem-duinrand=3&stem-polderwijk=2&nodig=6",
    ),
    ("design of votes", "belangen/stemmen/ontwerp/"),
    ("who wants what", "belangen/standpunten/"),
    ("packages", "belangen/pakketten/"),
    ("agreements to make", "belangen/afspraken/"),
    ("the price of leaving", "belangen/uittreden/"),
    ("the price of leaving of one", "belangen/uittreden/duinrand/"),
    ("organisations side by side", "organisaties/"),
    ("structure", "organisaties/structuur/"),
    ("processes and applications", "organisaties/processen/"),
    ("culture", "organisaties/cultuur/"),
    ("trust", "organisaties/vertrouwen/"),
    ("differences", "organisaties/verschillen/"),
    ("one page for the steering group", "organisaties/samenvatting/"),
    ("surveys", "organisaties/metingen/"),
    ("one survey", "organisaties/metingen/1/"),
    ("what may be shown of a survey", "organisaties/metingen/1/uitkomst/"),
    ("all arrangements of Landgraaf", "sturing/regelingen/GM0882/"),
)
LARGE_PAGES = (
    ("heat map, 200 groups", "mensen/impact/"),
    ("from old to new, 200 groups", "mensen/van-oud-naar-nieuw/"),
)


def rows() -> Iterator[tuple[str, float, str, float]]:
    """(name, 95th percentile in seconds, unit, target) per page, while server and worker run as in ``make run``."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {
            **os.environ,
            "VIERKANT_DATA": folder,
            "VIERKANT_PORT": str(port),
            "VIERKANT_EXAMPLE": "1",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        with (Path(folder) / "log").open("wb") as log:
            serve = [sys.executable, "-m", "vierkant_web.management.serve"]
            server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log, cwd=ROOT)
            try:
                _wait(port)
                fill = [sys.executable, "-m", "benchmarks.fill", str(COOPERATIONS)]
                subprocess.run(fill, env=environment, cwd=ROOT, check=True, stdout=log)
                yield from _measure(f"http://127.0.0.1:{port}")
            finally:
                server.terminate()
                server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/levend/", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the server did not start")


class Client:
    """Somebody who is signed in."""

    def __init__(self, base: str, email: str = "anna@voorbeeld.example") -> None:
        self.base = base
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        page = self.get("/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        fields = {
            "login": email,
            "password": "samen-vierkant-staan",
            "csrfmiddlewaretoken": token.group(1) if token else "",
        }
        request = urllib.request.Request(
            base + "/account/login/",
            urllib.parse.urlencode(fields).encode(),
            {"Referer": base + "/account/login/"},
        )
        with self.opener.open(request) as answer:
            if "/login" in answer.geturl():
                raise RuntimeError("signing in failed")

    def get(self, path: str) -> str:
        """The page."""
        with self.opener.open(self.base + path, timeout=30) as answer:
            text: str = answer.read().decode()
            return text


def _measure(base: str) -> Iterator[tuple[str, float, str, float]]:
    clients = [Client(base) for _ in range(CLIENTS)]
    for start, pages in (("hltsamen", PAGES), ("vergunningen", PEOPLE_PAGES), ("tweehonderd", LARGE_PAGES)):
        slug = _slug(clients[0], start)
        for name, path in pages:
            address = path if path.startswith("/") else f"/s/{slug}/{path}"
            _until_ready(clients[0], address)
            yield name, _percentile(clients, address), "s", TARGET


def _slug(client: Client, start: str) -> str:
    found = re.search(rf"/s/({start}-[a-z0-9-]+)/", client.get(f"/?text={start}"))
    if found is None:
        raise RuntimeError(f"{start} is not in the list")
    return found.group(1)


def _until_ready(client: Client, address: str) -> None:
    for _ in range(120):
        if "data-pending=" not in client.get(address):
            return
        time.sleep(0.5)
    raise RuntimeError(f"{address} stays pending")


def _percentile(clients: list[Client], address: str) -> float:
    times: list[float] = []

    def visit(client: Client) -> None:
        client.get(address)
        for _ in range(REQUESTS // len(clients)):
            start = time.perf_counter()
            client.get(address)
            times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=visit, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times)[int(0.95 * len(times))]
