"""Every page of the site: accessible wide and narrow, folded and unfolded, and it fits in 320 pixels."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from tests.journeys.accessible import faults, too_wide, unfolded
from tests.journeys.conftest import Open, cooperation, until_assessed
from tests.journeys.pages import LINK, NOT_LINKED, crawl, for_everybody, must_be_seen, name_of

pytestmark = pytest.mark.browser
HTML = "text/html"
POINTS = "Vergunningen en toezicht"
EXAMPLES = ("HLTsamen", "Programma Schuldhulp dichtbij", "Samen verkennen")
MAIN = (
    "overview",
    "four_ks",
    "legal_form",
    "business_case",
    "change",
    "documents",
    "fill_in",
    "fill_in_section",
)
"""Of the smaller examples: the pages that look different when there is little to show."""


def look(page: Any, addresses: list[str]) -> list[str]:
    """Everything that is wrong with these pages: wide as it opens, narrow with everything unfolded."""
    found = []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        found += [f"{address} at 1280: {fault}" for fault in faults(page)]
        page.set_viewport_size({"width": 390, "height": 844})
        unfolded(page)
        found += [f"{address} at 390: {fault}" for fault in faults(page)]
        wide = too_wide(page)
        if wide:
            found.append(f"{address} at 320: {wide}")
    return found


def prepared(page: Any, name: str) -> str:
    """The cooperation, assessed, with a second variant, so that there is something to compare."""
    start = cooperation(page, name)
    page.goto(f"{start}overzicht/varianten/")
    if page.locator("main a[href*='vergelijk/?a=']").count() == 0:
        page.get_by_label("Hoe noemt u deze variant?").fill("Met een ander plan")
        page.locator("form[action*='varianten/nieuw/'] button[type=submit]").click()
        page.wait_for_url("**/invullen/?variant=*")
        variant = "?" + page.url.split("?")[1]
        page.goto(f"{start}overzicht/{variant}")
    until_assessed(page, start)
    comparison = page.request.get(f"{start}overzicht/varianten/").text()
    assert "vergelijk/?a=" in comparison
    return start


INVENTED = (
    ("sturing/zienswijze/", "grip_view"),
    ("sturing/", "calendar_chart"),
    ("waarom/motieven/", "four_ks_motives_chart"),
    ("waarom/kwaliteit/", "four_ks_quality_chart"),
    ("waarom/dienstverlening/", "four_ks_service_chart"),
    ("waarom/risicos/", "four_ks_risks_chart"),
    ("cijfers/regelingen/", "business_case_arrangement"),
    ("cijfers/regelingen/omgevingsdienst-2027/", "business_case_arrangement_chart"),
    ("lessen/eigen/", "lessons_own_case"),
    ("lessen/eigen/", "lessons_own_file"),
)
"""Pages that the real case has nothing to show on, and the address of which it has none; with where it is linked."""


def only_in_the_invented_one(page: Any) -> list[str]:
    """Addresses in the invented case, with the pages that link to them."""
    start = cooperation(page, POINTS)
    until_assessed(page, start)
    found = []
    for word, name in INVENTED:
        address = f"{start}{word}"
        links = map(unescape, LINK.findall(page.request.get(address).text()))
        found.append(next(link for link in links if name_of(link) == name))
        found += [address] if name_of(address) not in ("grip_zienswijze", "calendar") else []
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("half", [0, 1])
def test_everything_one_comes_to_from_the_largest_example(open_page: Open, half: int) -> None:
    """In two halves, so that two processes can share the work."""
    page = open_page()
    start = prepared(page, "HLTsamen")
    # Of the pages that both cases have, the real one comes first: it has municipalities with figures.
    first = [f"{start}{word}" for word in ("overzicht/", "cijfers/nulmeting/", "cijfers/gemeenten/")]
    starts = ("/", *first, *(f"/{word}" for word in NOT_LINKED))
    found = list(crawl(page.request, (*starts, *only_in_the_invented_one(page))))
    missing = must_be_seen() - {name for name, _address, _kind in found}
    assert missing == set(), f"no link leads to {missing}; give an address in pages.NOT_LINKED"
    addresses = [address for _name, address, kind in found if kind == HTML]
    assert len(addresses) >= 40, addresses
    assert any("vergelijk/?a=" in address for address in addresses)
    assert look(page, addresses[half::2]) == []


@pytest.mark.parametrize("name", EXAMPLES[1:])
def test_the_main_pages_of_the_smaller_examples(open_page: Open, name: str) -> None:
    page = open_page()
    start = cooperation(page, name)
    until_assessed(page, start)
    found = crawl(page.request, (f"{start}overzicht/",), within=start)
    addresses = [
        address
        for kind_of_page, address, kind in found
        # The long form of assumptions is the same everywhere.
        if kind == HTML and kind_of_page in MAIN and not address.endswith("/aannames/")
    ]
    assert len(addresses) >= 14, addresses
    assert look(page, addresses) == []


def test_the_pages_before_signing_in(open_page: Open) -> None:
    page = open_page("")
    assert look(page, for_everybody()) == []
