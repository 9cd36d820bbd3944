"""Two people save the same part at the same time: both texts stay, and a person chooses."""

from __future__ import annotations

from typing import Any

import pytest
from tests.journeys.accessible import faults
from tests.journeys.conftest import Open, begin

pytestmark = pytest.mark.browser
MINE, THEIRS = "Van Anna: niemand wacht langer dan een week", "Van Eva: tien procent goedkoper in 2030"
GOAL = "Wat wilt u samen bereiken?"


def meet(open_page: Open, name: str) -> tuple[Any, Any, str]:
    """Anna and Eva have the same page open, and Eva saves first."""
    anna, eva = open_page("anna"), open_page("eva")
    start = begin(anna, name)
    anna.goto(f"{start}overzicht/wie-doet-mee/")
    anna.get_by_label("E-mailadres").fill("eva@voorbeeld.example")
    anna.locator("#id_role").select_option("coordinator")
    anna.get_by_role("button", name="Toevoegen", exact=True).click()
    anna.get_by_role("status").first.wait_for()
    page = f"{start}overzicht/invullen/samenwerking/"
    anna.goto(page)
    eva.goto(page)
    eva.get_by_label(GOAL).fill(THEIRS)
    eva.locator("[data-autosave-status][data-state=saved]").wait_for()
    anna.get_by_label(GOAL).fill(MINE)
    anna.wait_for_url("**/botsing/")
    return anna, eva, page


def test_the_second_sees_both_versions_and_keeps_the_own(open_page: Open) -> None:
    anna, eva, page = meet(open_page, "Botsing een")
    text = anna.locator("main").inner_text()
    assert MINE in text
    assert THEIRS in text
    assert "Eva" in text
    assert faults(anna) == []
    anna.locator("button[name=choice][value=mine]").click()
    anna.wait_for_url(f"**{page}")
    assert anna.get_by_label(GOAL).input_value() == MINE
    eva.reload()
    assert eva.get_by_label(GOAL).input_value() == MINE
    # What Eva wrote was not thrown away: it stands in the history.
    assert in_history(eva, page, THEIRS)


def test_the_second_keeps_the_other_version(open_page: Open) -> None:
    anna, _eva, page = meet(open_page, "Botsing twee")
    anna.locator("button[name=choice][value=theirs]").click()
    anna.wait_for_url(f"**{page}")
    assert anna.get_by_label(GOAL).input_value() == THEIRS


def test_the_second_writes_a_third_text_with_both_in_sight(open_page: Open) -> None:
    anna, _eva, page = meet(open_page, "Botsing drie")
    anna.locator("button[name=choice][value=edit]").click()
    goal = anna.get_by_label(GOAL)
    assert goal.input_value() == MINE
    goal.fill(f"{MINE}; {THEIRS}")
    anna.get_by_role("button", name="Opslaan en verder").click()
    anna.wait_for_url("**/invullen/deelnemers/")
    anna.goto(page)
    assert anna.get_by_label(GOAL).input_value() == f"{MINE}; {THEIRS}"


def in_history(page: Any, start: str, text: str) -> bool:
    """Whether a version in the history still says this."""
    page.goto(start.split("invullen/")[0] + "geschiedenis/")
    links = page.locator("main a[href*='/geschiedenis/']").evaluate_all("all => all.map(a => a.href)")
    return any(text in page.request.get(link).text() for link in links if "#" not in link)
