"""Without a mouse: skip link, menu, form, and what folds open."""

from __future__ import annotations

from typing import Any

import pytest
from tests.journeys.conftest import Open, begin, cooperation, until_assessed

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement"


def text_of_focus(page: Any) -> str:
    return str(page.evaluate(f"{FOCUSED}.textContent.trim().replace(/\\s+/g, ' ')"))


def tab_to(page: Any, selector: str, most: int = 60) -> None:
    """Press Tab until an element that fits has the focus, and see that the focus shows."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            shown = page.evaluate(
                f"(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none')"
                f"(getComputedStyle({FOCUSED}))"
            )
            assert shown, f"the focus on {selector} cannot be seen"
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


def test_the_skip_link_comes_first_and_goes_to_the_content(open_page: Open) -> None:
    page = open_page()
    page.goto(cooperation(page, "HLTsamen") + "overzicht/")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.getAttribute('href')") == "#content"
    assert page.locator(".utrecht-skip-link").first.is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate(f"Boolean({FOCUSED}.closest('main'))")


def test_the_menu_and_an_explanation(open_page: Open) -> None:
    page = open_page()
    start = cooperation(page, "HLTsamen")
    until_assessed(page, start)
    page.goto(f"{start}overzicht/")
    tab_to(page, ".v-menu a[href$='/cijfers/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cijfers/")
    tab_to(page, "main details.v-explanation > summary")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.parentElement.open")
    page.keyboard.press("Space")
    assert not page.evaluate(f"{FOCUSED}.parentElement.open")


def test_the_user_menu_closes_with_escape_and_keeps_the_focus(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    tab_to(page, ".v-user > summary")
    page.keyboard.press("Enter")
    assert page.locator(".v-user").get_by_role("button", name="Uitloggen").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".v-user").get_by_role("button", name="Uitloggen").is_visible()
    assert page.evaluate(f"{FOCUSED}.matches('.v-user > summary')")


def test_a_form_and_its_rows(open_page: Open) -> None:
    page = open_page()
    start = begin(page, "Zonder muis")
    page.goto(f"{start}overzicht/invullen/taken/")
    rows = page.locator("[data-rows-row]:not([hidden])")
    before = rows.count()
    tab_to(page, "[data-rows-add]", most=90)
    page.keyboard.press("Enter")
    assert rows.count() == before + 1
    assert page.evaluate(f"{FOCUSED}.name").endswith("-name")  # the focus is in the new row
    page.keyboard.type("Gladheidsbestrijding")
    tab_to(page, "button[name=next], button[type=submit]", most=90)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/taken/" not in address or "/deel/" in address)
    page.goto(f"{start}overzicht/invullen/taken/")
    assert "Gladheidsbestrijding" in page.locator("main").inner_text()
