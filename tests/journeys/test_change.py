"""Mensen of the example with a full change plan: accessible, and cards filled in by hand, also by two at once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.journeys.conftest import Open, cooperation, until_assessed
from tests.journeys.test_pages import look

pytestmark = pytest.mark.browser
EXAMPLE = "Vergunningen en toezicht Duin en Polder"
GROUP = "administratie"
STAYS = "Wat blijft hetzelfde?"


def people_of(page: Any) -> str:
    """The start of the addresses of Mensen, with the assessment ready."""
    start = cooperation(page, EXAMPLE)
    until_assessed(page, start)
    return f"{start}mensen/"


def test_the_pages_of_people_are_accessible(open_page: Open) -> None:
    page = open_page()
    start = people_of(page)
    rests = (
        "", "impact/", "van-oud-naar-nieuw/", "belasting/?gemeente=duinrand", "groep/vergunningen-duinrand/",
        "groep/juristen/", "groep/vergunningen-duinrand/kaart/", "groep/toezicht/score-leidinggevende/",
    )  # fmt: skip
    assert look(page, [start + rest for rest in rests]) == []


def test_from_the_heat_map_to_a_changed_card(open_page: Open) -> None:
    page = open_page()
    start = people_of(page)
    page.goto(start)
    page.get_by_role("navigation", name="Mensen").get_by_role("link", name="Impact").click()
    page.get_by_role("table").first.get_by_role("link", name="Toezichthouders van de drie gemeenten").click()
    page.get_by_role("link", name="Kaart wijzigen").click()
    page.get_by_role("group", name="Voor wie je werkt").get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Opslaan").click()
    page.wait_for_url("**/groep/toezicht/")
    page.get_by_role("status").first.wait_for()
    page.goto(f"{start}groep/toezicht/kaart/")
    assert page.get_by_role("group", name="Voor wie je werkt").get_by_label("4", exact=True).is_checked()


def test_two_people_on_one_card(open_page: Open) -> None:
    first, second = open_page(), open_page()
    card = f"{people_of(first)}groep/{GROUP}/kaart/"
    first.goto(card)
    second.goto(card)
    second.get_by_label(STAYS).first.fill("De balie en de openingstijden.")
    second.get_by_role("button", name="Opslaan").click()
    second.wait_for_url(f"**/groep/{GROUP}/")
    first.get_by_label(STAYS).first.fill("Uw balie.")
    first.get_by_role("button", name="Opslaan").click()
    first.get_by_role("alert").wait_for()
    text = first.get_by_role("alert").inner_text()
    assert "De balie en de openingstijden." in text
    assert "Uw balie." in text
    assert first.get_by_label(STAYS).first.input_value() == "Uw balie."
    first.get_by_role("button", name="Mijn versie opslaan").click()
    first.wait_for_url(f"**/groep/{GROUP}/")
