"""A real browser on the real product. Without Chromium these tests are skipped; where CI is set they fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.site import ROOT, Site, shared, start, stop

from vierkant_web.management.example import PASSWORD

# Requests of a service worker count as well: what keeps a page offline must send nothing either.
os.environ.setdefault("PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS", "1")
PATIENCE = 20_000
"""Milliseconds; only ever waited for in full when something is wrong."""


@pytest.fixture(scope="session")
def site(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with its examples, assessed; started once for all processes of a test run."""
    folder = tmp_path_factory.getbasetemp()
    with shared(folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder) as running:
        yield running


@pytest.fixture(scope="module")
def staff_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """A trial of its own with an access log, in which a card was released: the site, and group → code."""
    folder = tmp_path_factory.mktemp("staff")
    # A format that writes whatever gunicorn knows: our logger must take it out.
    everything = (
        '--access-logfile - --access-logformat "%(h)s %(t)s %(r)s %(s)s %(b)s %(f)s %(a)s %({raw_uri}e)s"'
    )
    running = start(folder, GUNICORN_CMD_ARGS=everything)
    environment = {
        **os.environ, "VIERKANT_DATA": str(folder), "VIERKANT_EXAMPLE": "1", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "vierkant_web.settings",
    }  # fmt: skip
    try:
        made = subprocess.run(
            [sys.executable, "-m", "tests.journeys.seed_staff"], cwd=ROOT, env=environment, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        yield running, json.loads(made.stdout)
    finally:
        stop(running)


@pytest.fixture(scope="session")
def signed_in(browser: Any, site: Site) -> Callable[[str], Any]:
    """The cookies of an example user, who signs in once for all journeys of this process."""
    known: dict[str, Any] = {}

    def state(name: str) -> Any:
        if name not in known:
            context = browser.new_context(locale="nl-NL", base_url=site.address)
            sign_in(context.new_page(), name)
            known[name] = context.storage_state()
            context.close()
        return known[name]

    return state


def sign_in(page: Any, name: str) -> None:
    """Fill in the page on which one signs in."""
    page.set_default_timeout(PATIENCE)
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill(f"{name}@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/")


Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, site: Site, signed_in: Callable[[str], Any]) -> Iterator[Open]:
    """A page for an example user. Afterwards the browser must have had nothing to complain about."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def make(name: str = "anna", *, width: int = 1280, **options: Any) -> Any:
        state = signed_in(name) if name else None
        context = browser.new_context(
            locale="nl-NL", base_url=site.address, storage_state=state,
            viewport={"width": width, "height": 900}, **options,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        listen(page, complaints)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def listen(page: Any, complaints: list[str]) -> None:
    """Note every error of a script and everything that the policy refuses."""
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    def hear(message: Any) -> None:
        # An answer 4xx to a form is meant so; the browser calls it an error all the same.
        expected = "Failed to load resource" in message.text and any(
            status in message.text for status in ("409", "422")
        )
        if message.type == "error" and not expected:
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", hear)


def cooperation(page: Any, name: str) -> str:
    """The start of the addresses of a cooperation in the list, such as ``/s/hltsamen-x1/``."""
    page.goto("/")
    link = page.locator("main").get_by_role("link", name=name).first.get_attribute("href")
    return str(link).split("overzicht/")[0]


def until_assessed(page: Any, start: str) -> None:
    """Wait until the worker has made the assessments that this visitor can see."""
    end = time.monotonic() + 60
    for address in (f"{start}overzicht/stand.json", f"{start}documenten/stand.json"):
        while page.request.get(address).json()["state"] in ("waiting", "running", "busy"):
            assert time.monotonic() < end, "the assessment was not ready within a minute"
            time.sleep(0.2)


def saved_as(download: Any, folder: Path) -> bytes:
    """The content of a download."""
    path = folder / download.suggested_filename
    download.save_as(path)
    return path.read_bytes()


def begin(page: Any, name: str, towns: tuple[str, ...] = ("Hillegom", "Lisse")) -> str:
    """A new cooperation, made by hand; the start of its addresses."""
    page.goto("/nieuw/")
    page.get_by_label("Hoe heet de samenwerking?").fill(name)
    page.get_by_label("Tussen gemeenten").check()
    for number, town in enumerate(towns, 1):
        page.get_by_label(f"Gemeente, rij {number}").fill(town)
    page.get_by_role("button", name="Beginnen en invullen").click()
    page.wait_for_url("**/invullen/samenwerking/")
    return "/s/" + page.url.split("/s/")[1].split("/")[0] + "/"
