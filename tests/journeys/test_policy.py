"""The strict policy holds in a real browser: no inline code, and charts that still come alive."""

from __future__ import annotations

import pytest
from tests.journeys.conftest import Open, cooperation, until_assessed

pytestmark = pytest.mark.browser


def test_every_page_carries_the_strict_policy(open_page: Open) -> None:
    page = open_page()
    start = cooperation(page, "HLTsamen")
    for address in (
        "/",
        "/account/2fa/",
        f"{start}overzicht/",
        f"{start}cijfers/",
        "/bestaat-niet/",
        "/static/css/x",
    ):
        policy = page.request.get(address).headers.get("content-security-policy", "")
        assert "default-src 'none'" in policy, address
        assert "script-src 'self'" in policy, address
        assert "unsafe" not in policy, address


def test_a_script_in_what_somebody_wrote_does_not_run(open_page: Open) -> None:
    page = open_page()
    page.goto("/nieuw/")
    hit = "document.body.id='geraakt'"
    attack = f'<img src=x onerror="{hit}"><script>{hit}</script>'
    page.get_by_label("Hoe heet de samenwerking?").fill(attack)
    page.get_by_role("button", name="Beginnen en invullen").click()
    page.wait_for_url("**/invullen/samenwerking/")
    start = "/s/" + page.url.split("/s/")[1].split("/")[0] + "/"
    for address in (f"{start}overzicht/", f"{start}overzicht/geschiedenis/", "/"):
        page.goto(address)
        assert attack in page.locator("body").inner_text(), address
        assert page.locator("#geraakt").count() == 0, address


def test_charts_come_alive_within_the_policy(open_page: Open) -> None:
    page = open_page()
    start = cooperation(page, "HLTsamen")
    until_assessed(page, start)
    page.goto(f"{start}cijfers/")
    figures = page.locator("figure[data-chart]")
    for number in range(figures.count()):
        figure = figures.nth(number)
        figure.locator("[data-chart-actions] button").click()
        figure.locator("[data-chart-picture] svg").wait_for()
        assert figure.locator("[data-chart-picture] > [aria-label]").get_attribute("aria-label")
    assert figures.count() >= 2
