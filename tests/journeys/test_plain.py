"""Without JavaScript everything works: pages, forms, charts as pictures, two people at once."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import Open, begin, cooperation, until_assessed

pytestmark = pytest.mark.browser


def test_a_dossier_is_made_and_filled_in(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    start = begin(page, "Zonder script")
    page.get_by_label("Wat wilt u samen bereiken?").fill("Het werkt ook zo.")
    page.get_by_role("button", name="Opslaan en verder").click()
    page.wait_for_url("**/invullen/deelnemers/")
    assert page.get_by_role("status").first.is_visible()
    page.goto(f"{start}overzicht/invullen/taken/")
    page.get_by_label("Welke taak is het?").first.fill("Groenonderhoud")
    page.get_by_label("Kosten van één fte").first.fill("geen getal")
    page.get_by_role("button", name="Opslaan en verder").click()
    box = page.get_by_label("Kosten van één fte").first
    assert (box.get_attribute("aria-invalid"), box.input_value()) == ("true", "geen getal")
    box.fill("80.000")
    page.get_by_role("button", name="Opslaan en naar alle stappen").click()
    page.wait_for_url("**/invullen/")
    page.goto(f"{start}overzicht/invullen/taken/")
    assert page.get_by_label("Welke taak is het?").first.input_value() == "Groenonderhoud"
    until_assessed(page, start)
    page.goto(f"{start}overzicht/")
    assert page.locator(".v-panel--human").count() > 0


def test_pages_show_their_charts_as_pictures_with_a_table(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    start = cooperation(page, "HLTsamen")
    until_assessed(page, start)
    for word in ("overzicht", "waarom", "vorm", "cijfers", "mensen", "documenten"):
        answer = page.goto(f"{start}{word}/")
        assert answer.status == 200
        assert page.locator("[data-pending]").count() == 0
        for image in page.locator("main figure img").all():
            assert image.get_attribute("alt")
            picture = page.request.get(image.get_attribute("src") or "")
            assert picture.headers["content-type"].startswith("image/svg+xml")
            assert b"<svg" in picture.body()
    page.goto(f"{start}cijfers/")
    assert page.locator("main figure img").count() >= 2
    assert page.locator("main figure table").count() >= 2


def test_an_explanation_opens(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(cooperation(page, "HLTsamen") + "cijfers/")
    first = page.locator("main details.v-explanation").first
    first.locator("summary").click()
    assert first.locator("table").is_visible()


def test_the_user_menu_and_signing_out(open_page: Open) -> None:
    page = open_page("", java_script_enabled=False)
    page.goto("/account/login/")
    page.get_by_label("E-mail").fill("daan@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill("samen-vierkant-staan")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/")
    page.locator(".v-user summary").click()
    page.locator(".v-user").get_by_role("button", name="Uitloggen").click()
    assert page.request.get("/", max_redirects=0).status == 302
