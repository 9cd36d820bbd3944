"""English is complete: no Dutch sentence stays behind, and the choice is kept."""

from __future__ import annotations

import re

import pytest
from tests.journeys.conftest import Open, cooperation, until_assessed

pytestmark = pytest.mark.browser
DUTCH = re.compile(r"\b(?:een|het|niet|voor|wordt|deze|alle deelnemers|wat|hoe)\b", re.IGNORECASE)
"""Small words that stand in nearly every Dutch sentence and in no English one."""

PLACES = (
    "header, nav, footer, main h1, main h2, main h3, main summary, main label, main legend, main button, "
    "main th[scope=col], main .v-lead, main .v-breadcrumb"
)
OWN_TEXT = """places => [...document.querySelectorAll(places)]
  .filter(one => !one.closest("[lang=nl]")).map(one => one.innerText)"""
"""Words of the site itself; what people wrote in the dossier stays in their own language."""


def test_the_site_speaks_english_and_keeps_doing_so(open_page: Open) -> None:
    page = open_page()
    start = cooperation(page, "Programma Schuldhulp dichtbij")
    until_assessed(page, start)
    page.goto(f"{start}overzicht/")
    page.locator("footer").get_by_role("button", name="English").click()
    page.wait_for_url(f"**{start}overzicht/")  # back on the page where one was
    assert page.locator("html").get_attribute("lang") == "en"
    dossier = page.request.get(f"{start}overzicht/uitwisselen/dossier.toml").text()
    left: list[str] = []
    for address in ("overzicht/", "waarom/", "vorm/", "cijfers/", "mensen/", "documenten/", "overzicht/invullen/",
                    "overzicht/invullen/taken/", "overzicht/uitwisselen/", "overzicht/geschiedenis/",
                    "overzicht/varianten/", "overzicht/wie-doet-mee/"):  # fmt: skip
        page.goto(start + address)
        assert page.locator("html").get_attribute("lang") == "en"
        lines = {line.strip() for text in page.evaluate(OWN_TEXT, PLACES) for line in text.splitlines()}
        left += [f"{address}: {line}" for line in sorted(lines)
                 if line != "Nederlands" and DUTCH.search(line) and line not in dossier]  # fmt: skip
    assert left == []
    page.locator("footer").get_by_role("button", name="Nederlands").click()
    assert page.locator("html").get_attribute("lang") == "nl"
