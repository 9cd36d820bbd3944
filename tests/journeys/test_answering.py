"""The questionnaire of a wave on a telephone without JavaScript; and what a machine can tell of its accessibility."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from tests.journeys.accessible import faults, too_wide
from tests.journeys.conftest import Open
from tests.journeys.site import ROOT, Site

pytestmark = pytest.mark.browser
CHECK = "Mijn antwoorden nakijken"
NEXT = "Naar het volgende deel"


@pytest.fixture(scope="module")
def code(site: Site) -> str:
    environment = {
        **os.environ, "VIERKANT_DATA": site.folder, "VIERKANT_EXAMPLE": "1", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "vierkant_web.settings",
    }  # fmt: skip
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.seed_wave"], cwd=ROOT, env=environment, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return str(json.loads(made.stdout))


def enter(page: Any, code: str) -> None:
    page.goto("/vragenlijst/")
    page.get_by_label("Je code").fill(code)
    page.get_by_role("button", name="Naar de vragenlijst").click()


def test_without_javascript_on_a_telephone(open_page: Open, code: str) -> None:
    """With the keyboard of a telephone: a mistake, then all parts, a text, sent, and corrected with the same code."""
    page = open_page("", width=390, java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + request.headers.get("referer", "")))
    enter(page, code[:-1] + ("b" if code[-1] != "b" else "c"))
    page.get_by_role("alert").wait_for()
    page.get_by_label("Je code").fill(code.upper().replace("-", " "))
    page.get_by_role("button", name="Naar de vragenlijst").click()
    for number in range(1, 6):
        page.get_by_text(f"Deel {number} van 6").wait_for()
        page.locator("fieldset").first.locator("input").nth(4).check()
        page.get_by_role("button", name=NEXT).click()
    page.locator("textarea").fill("De korte lijnen.")
    page.get_by_role("button", name=CHECK).click()
    page.get_by_text("op 5 van de 54 regels").wait_for()
    page.get_by_role("button", name="Mijn antwoorden versturen").first.click()
    page.get_by_text("Je antwoorden zijn verstuurd").wait_for()
    enter(page, code)
    page.get_by_text("Je hebt al antwoord gegeven").wait_for()
    assert page.locator("fieldset").first.locator("input").nth(4).is_checked()
    assert page.context.cookies() == []
    plain = code.replace("-", "")
    assert not [url for url in asked if code in url or plain in url or "?" in url]


def test_accessible_at_every_step(open_page: Open, code: str) -> None:
    page = open_page("", width=390)
    enter(page, "k3f9x")
    page.get_by_role("alert").wait_for()
    assert faults(page) == []
    enter(page, code)
    for number in range(1, 7):
        page.get_by_text(f"Deel {number} van 6").wait_for()
        if number in (1, 3, 6):  # statements, dimensions, own words
            assert faults(page) == []
            assert too_wide(page) == ""
        page.get_by_role("button", name=CHECK if number == 6 else NEXT).click()
    page.get_by_text("Bijna klaar").wait_for()
    assert faults(page) == []
    boxes = page.locator("button").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(boxes) >= 24
