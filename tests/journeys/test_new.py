"""From nothing to a first picture: a new cooperation, filled in by hand in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from tests.journeys.conftest import Open, begin, until_assessed

pytestmark = pytest.mark.browser


def until_saved(page: Any) -> None:
    """Autosave says that it saved."""
    page.locator("[data-autosave-status][data-state=saved]").wait_for()


def onward(page: Any, word: str) -> None:
    page.get_by_role("button", name="Opslaan en verder").click()
    page.wait_for_url(f"**/invullen/{word}/**")


def test_a_new_cooperation_from_scratch(open_page: Open) -> None:
    page = open_page()
    start = begin(page, "Samen sterk in de Bollen")
    page.get_by_label("Wat wilt u samen bereiken?").fill("Iedere inwoner wordt binnen een week geholpen.")
    until_saved(page)
    page.reload()
    goal = page.get_by_label("Wat wilt u samen bereiken?")
    assert goal.input_value() == "Iedere inwoner wordt binnen een week geholpen."
    onward(page, "deelnemers")
    assert page.locator("input[value='Hillegom']").count() or "Hillegom" in page.locator("main").inner_text()

    page.goto(f"{start}overzicht/invullen/taken/")
    page.get_by_label("Welke taak is het?").first.fill("Leerlingenvervoer")
    page.get_by_label("Kosten van één fte").first.fill("85.000")
    until_saved(page)
    onward(page, "taken/deel/hillegom")
    page.goto(f"{start}overzicht/invullen/medewerkers/")
    page.get_by_label("Welke groep is het?").first.fill("Planners van beide gemeenten")
    page.get_by_label("Hoeveel mensen zitten er in deze groep?").first.fill("14")
    until_saved(page)

    until_assessed(page, start)
    page.goto(f"{start}overzicht/")
    people = page.locator(".v-panel--human").first
    assert people.locator("[class*=red], [class*=unknown]").count() > 0, people.inner_text()
    text = page.locator("main").inner_text()
    assert "Wat nog ontbreekt" in text or "ontbreekt" in text.lower()
    page.locator(f"main a[href^='{start}overzicht/invullen/']").first.click()
    page.wait_for_url("**/invullen/**")

    page.goto(f"{start}overzicht/invullen/maatregelen/")
    page.get_by_label("Voor welk struikelblok is het?").first.select_option("people")
    page.get_by_label("Wat gaat u doen?").first.fill("Iedere planner spreekt vooraf met beide chefs.")
    page.get_by_label("Wie zorgt ervoor?").first.fill("De gemeentesecretaris")
    until_saved(page)
    until_assessed(page, start)
    page.goto(f"{start}overzicht/")
    assert "Iedere planner spreekt vooraf met beide chefs." in page.locator("main").inner_text()


def test_the_page_fills_itself_in_when_the_assessment_is_ready(open_page: Open) -> None:
    page = open_page()
    start = begin(page, "Zelf vullend")
    page.get_by_label("Wat wilt u samen bereiken?").fill("Een eerste beeld")
    until_saved(page)
    page.goto(f"{start}overzicht/")
    page.locator(".v-panel--human").first.wait_for()  # no click, no reload by hand
    assert page.locator("[data-pending]").count() == 0


def test_a_wrong_value_stands_with_its_reason_and_nothing_is_lost(open_page: Open) -> None:
    page = open_page()
    start = begin(page, "Met een fout")
    page.goto(f"{start}overzicht/invullen/taken/")
    page.get_by_label("Welke taak is het?").first.fill("Leerlingenvervoer")
    page.get_by_label("Kosten van één fte").first.fill("veel te veel")
    status = page.locator("[data-autosave-status][data-state=unsaved]")
    status.wait_for()
    assert "Kosten van één fte" in status.inner_text()
    page.get_by_role("button", name="Opslaan en verder").click()
    box = page.get_by_label("Kosten van één fte").first
    assert box.get_attribute("aria-invalid") == "true"
    described = (box.get_attribute("aria-describedby") or "").split()
    assert any("getal" in page.locator(f"[id='{name}']").inner_text() for name in described)
    assert box.input_value() == "veel te veel"
    assert page.get_by_label("Welke taak is het?").first.input_value() == "Leerlingenvervoer"


def test_saving_with_the_button_right_after_typing_is_no_collision(open_page: Open) -> None:
    """Autosave and the button must not save at the same time: one would collide with the other."""
    page = open_page()
    start = begin(page, "Snelle typist")
    goal = page.get_by_label("Wat wilt u samen bereiken?")
    goal.fill("Meteen op de knop")
    onward(page, "deelnemers")
    # And when autosave is under way already, on a slow line:
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 500, "downloadThroughput": -1, "uploadThroughput": -1}
    page.goto(f"{start}overzicht/invullen/samenwerking/")
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slow)
    goal.fill("Terwijl er wordt opgeslagen")
    page.locator("[data-autosave-status][data-state=saving]").wait_for()
    onward(page, "deelnemers")
    line.send("Network.emulateNetworkConditions", {**slow, "latency": 0})
    page.goto(f"{start}overzicht/invullen/samenwerking/")
    assert goal.input_value() == "Terwijl er wordt opgeslagen"
