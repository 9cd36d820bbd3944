"""A dossier out as a spreadsheet and in again; and a file that is not right."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.journeys.accessible import faults
from tests.journeys.conftest import Open, cooperation, saved_as

pytestmark = pytest.mark.browser
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def downloaded(page: Any, start: str, folder: Path) -> bytes:
    page.goto(f"{start}overzicht/uitwisselen/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Rekenblad downloaden").click()
    return saved_as(waiting.value, folder)


def choose(page: Any, start: str, name: str, content: bytes, kind: str = KIND) -> None:
    page.goto(f"{start}overzicht/uitwisselen/")
    page.get_by_label("Welk bestand wilt u inlezen?").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )
    page.get_by_role("button", name="Bekijk wat er zou veranderen").click()


def test_out_and_in_again_changes_nothing(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    start = cooperation(page, "Programma Schuldhulp dichtbij")
    content = downloaded(page, start, tmp_path)
    choose(page, start, "dossier.xlsx", content)
    page.wait_for_url("**/inlezen/")
    text = page.locator("main").inner_text()
    assert "Alles uit het bestand staat al in het dossier." in text
    assert page.get_by_role("button", name="Inlezen", exact=True).count() == 0
    assert faults(page) == []


def test_a_change_in_the_spreadsheet_is_shown_before_it_is_read_in(open_page: Open, tmp_path: Path) -> None:
    page = open_page()
    page.goto("/nieuw/uit-bestand/")
    example = (Path(__file__).parents[2] / "examples" / "intern.toml").read_bytes()
    page.get_by_label("Welk bestand wilt u inlezen?").set_input_files(
        {"name": "intern.toml", "mimeType": "application/toml", "buffer": example}
    )
    page.get_by_label("Naam van de samenwerking").fill("Schuldhulp heen en terug")
    page.get_by_role("button", name="Met dit bestand beginnen").click()
    page.wait_for_url("**/overzicht/")
    start = page.url.split("overzicht/")[0]
    book = load_workbook(BytesIO(downloaded(page, start, tmp_path)))
    goal = next(cell for sheet in book for row in sheet for cell in row
                if cell.value and str(cell.value).startswith("Inwoners met schulden hebben"))  # fmt: skip
    goal.value = "Inwoners met schulden bellen één nummer."
    stream = BytesIO()
    book.save(stream)
    choose(page, start, "gewijzigd.xlsx", stream.getvalue())
    page.wait_for_url("**/inlezen/")
    page.locator("main details").first.locator("summary").click()
    text = page.locator("main").inner_text()
    assert "Inwoners met schulden bellen één nummer." in text
    assert "Inwoners met schulden hebben één vaste medewerker" in text
    assert faults(page) == []
    page.get_by_role("button", name="Inlezen", exact=True).click()
    page.wait_for_url("**/invullen/")
    page.goto(f"{start}overzicht/invullen/samenwerking/")
    assert (
        page.get_by_label("Wat wilt u samen bereiken?").input_value()
        == "Inwoners met schulden bellen één nummer."
    )


BROKEN = """schema_version = 1
[cooperation]
name = "Kapot"
start_yaer = 2027
[[partners]]
id = "a"
municipality = "GM0491"
[[partners]]
id = "a"
name = "Dubbel"
[[tasks]]
id = "t"
name = "Taak"
cost_per_fte = { value = 5, low = 6, high = 4 }
parts.a.own_fte = "1,8"
"""


def test_everything_that_is_wrong_is_said_at_once(open_page: Open) -> None:
    page = open_page()
    start = cooperation(page, "Samen verkennen")
    choose(page, start, "kapot.toml", BROKEN.encode(), "application/toml")
    rows = page.locator("table:has(#wrong-title) tbody tr").all_inner_texts()
    assert len(rows) == 5, rows
    for line, words in (("regel 4", "start_year"), ("regel 7", "Krimpenerwaard"), ("regel 9", "“a”"),
                        ("regel 14", "Laag (6) is hoger dan hoog (4)"), ("regel 15", "1.8")):  # fmt: skip
        assert any(line.lower() in row.lower() and words in row for row in rows), (line, words, rows)
    assert faults(page) == []
    page.goto(f"{start}overzicht/invullen/samenwerking/")
    assert page.get_by_label("Hoe heet de samenwerking?").input_value() == "Samen verkennen"
