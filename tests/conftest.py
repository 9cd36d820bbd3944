"""What all tests need: the words compiled, a browser, a database that may be emptied after a test with transactions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from vierkant_web.catalogue import compile_words

ARGUMENTS = (
    "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


LONGEST = "test_everything_one_comes_to"
"""Two minutes."""


def pytest_configure() -> None:
    # The browser of the journeys keeps a loop in this thread; our own code does not use it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # NumPy gives the same bits; each of the sites of the tests would else compile for ten seconds. Those that test it
    # take this away.
    os.environ["VIERKANT_NUMBA"] = "0"
    compile_words()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys first, the longest at the head: at the end of a run one process would be alone with them."""
    items.sort(key=lambda item: ("journeys" not in item.path.parts, LONGEST not in item.name))


def chromium() -> str:
    """Where the browser is; without one the test is skipped, or fails where it must run."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found is None:
        words = "Chromium is missing, so the browser tests were not run. On Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all journeys of this process."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    own = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=[*own, *ARGUMENTS])
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _may_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database refuses to delete revisions; a test with transactions ends by deleting all rows.

    The guards come back by themselves: Django sends ``post_migrate`` after it emptied the database.
    """
    marker = request.node.get_closest_marker("django_db")
    with_transactions = bool(marker and marker.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if not with_transactions:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection

    from vierkant_web.models.append_only import remove_triggers

    remove_triggers(connection)
