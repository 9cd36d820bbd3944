"""The thin crossing: sign in, see how it stands, see why, see what it costs, take the report along."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tests.journeys.conftest import Open, cooperation, saved_as, sign_in, until_assessed

pytestmark = pytest.mark.browser


def test_from_signing_in_to_the_report(open_page: Open, tmp_path: Path) -> None:
    page = open_page("")
    sign_in(page, "anna")
    start = cooperation(page, "HLTsamen")
    until_assessed(page, start)
    page.get_by_role("link", name="HLTsamen").first.click()
    assert page.get_by_role("heading", level=1).inner_text() != ""
    headings = page.locator("main h2").all_inner_texts()
    assert any("Mensen" in heading for heading in headings[:2]), headings  # people come first

    menu = page.get_by_role("navigation", name="Hoofdmenu")
    menu.get_by_role("link", name="Cijfers").click()
    explained(page)
    menu.get_by_role("link", name="Documenten").click()
    with page.expect_download() as waiting:
        page.locator("main a[href*='deelnemers.pdf']").first.click()
    content = saved_as(waiting.value, tmp_path)
    assert content.startswith(b"%PDF-")
    text = " ".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(content)).pages)
    for word in ("HLTsamen", "Hillegom", "Teylingen", "Aangenomen"):
        assert word.lower() in text.lower(), word


def explained(page: Any) -> None:
    """The first number opens: how it was made, from what, and where that comes from."""
    first = page.locator("main details.v-explanation").first
    assert not first.locator("table").is_visible()
    first.locator("summary").click()
    assert first.locator("table").is_visible()
    heads = first.locator("th[scope=col]").all_inner_texts()
    assert heads == ["Gegeven", "Waarde", "Zekerheid", "Bron"]
    assert first.locator("tbody tr").count() > 0


@pytest.mark.parametrize(
    ("name", "sees"), [("bram", "Alleen Hillegom"), ("carla", "Alleen Lisse"), ("daan", "Alleen Teylingen")]
)
def test_everybody_gets_the_own_report(open_page: Open, name: str, sees: str) -> None:
    page = open_page(name)
    start = cooperation(page, "HLTsamen")
    page.goto(f"{start}documenten/")
    until_assessed(page, start)
    page.goto(f"{start}documenten/")
    assert sees in page.locator("main").inner_text()


def test_who_takes_no_part_finds_nothing(open_page: Open) -> None:
    anna, eva = open_page("anna"), open_page("eva")
    start = cooperation(anna, "HLTsamen")
    eva.goto("/")
    assert "HLTsamen" not in eva.locator("body").inner_text()
    assert eva.request.get(f"{start}overzicht/").status == 404
