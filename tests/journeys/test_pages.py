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
    "lessons",
    "fill_in",
)
"""Pages that look different when there is little to show; of the smaller examples these and a few steps count."""

FEW_STEPS = 5


def look(page: Any, addresses: list[str]) -> list[str]:
    """Everything that is wrong with these pages: wide as it opens, narrow with everything unfolded.

    The structure of a page is the same at both widths. What only a wide window shows is the frame around every page,
    which the main pages have too: their structure is looked at twice, that of the others once. Colours always twice.
    """
    found = []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        wide_structure = name_of(address) in MAIN
        found += [f"{address} at 1280: {fault}" for fault in faults(page, structure=wide_structure)]
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
    with_a_survey(page, start)
    until_assessed(page, start)
    comparison = page.request.get(f"{start}overzicht/varianten/").text()
    assert "vergelijk/?a=" in comparison
    return start


def with_a_survey(page: Any, start: str) -> None:
    """A survey that is being prepared: the invented case has one that was held."""
    page.goto(f"{start}organisaties/metingen/")
    if page.locator("main a[href*='metingen/nieuw/']").count():
        page.goto(f"{start}organisaties/metingen/nieuw/")
        page.locator("main input[type=text]").fill("Zo werken wij")
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url("**/organisaties/metingen/1/**")


INVENTED = (
    ("sturing/zienswijze/", "grip_view"),
    ("sturing/", "calendar_chart"),
    ("waarom/motieven/", "four_ks_motives_chart"),
    ("waarom/kwaliteit/", "four_ks_quality_chart"),
    ("waarom/dienstverlening/", "four_ks_service_chart"),
    ("waarom/risicos/", "four_ks_risks_chart"),
    ("cijfers/regelingen/", "business_case_arrangement"),
    ("cijfers/regelingen/omgevingsdienst-2027/", "business_case_arrangement_chart"),
    ("belangen/", "cost_sharing_chart"),
    ("belangen/stemmen/", "voting_power_chart"),
    ("belangen/standpunten/", "positions_chart"),
    ("belangen/pakketten/", "positions_packages_chart"),
    ("belangen/afspraken/", "positions_pact"),
    ("belangen/uittreden/", "withdrawal_partner"),
    ("organisaties/structuur/", "organisation_scan_chart"),
    ("organisaties/cultuur/", "organisation_scan_culture_chart"),
    ("organisaties/verschillen/", "organisation_scan_difference"),
    ("organisaties/metingen/1/", "survey_result"),
    ("organisaties/metingen/1/uitkomst/", "survey_cell"),
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


def test_everything_one_comes_to_from_the_largest_example(open_page: Open) -> None:
    page = open_page()
    start = prepared(page, "HLTsamen")
    # Of the pages that both cases have, the real one comes first: it has municipalities with figures.
    # With a survey that is not finished nothing leads to a new one; without a mail server nothing to mail.
    own = (
        "overzicht/", "cijfers/nulmeting/", "cijfers/gemeenten/", "organisaties/metingen/1/",
        "organisaties/metingen/nieuw/", "organisaties/metingen/1/codes/post/",
    )  # fmt: skip
    first = [f"{start}{word}" for word in own]
    starts = ("/", *first, *(f"/{word}" for word in NOT_LINKED))
    found = list(crawl(page.request, (*starts, *only_in_the_invented_one(page))))
    missing = must_be_seen() - {name for name, _address, _kind in found}
    assert missing == set(), f"no link leads to {missing}; give an address in pages.NOT_LINKED"
    addresses = [address for _name, address, kind in found if kind == HTML]
    assert len(addresses) >= 40, addresses
    assert any("vergelijk/?a=" in address for address in addresses)
    assert look(page, addresses) == []


@pytest.mark.parametrize("name", EXAMPLES[1:])
def test_the_main_pages_of_the_smaller_examples(open_page: Open, name: str) -> None:
    page = open_page()
    start = cooperation(page, name)
    until_assessed(page, start)
    found = crawl(page.request, (f"{start}overzicht/",), within=start)
    pages = [(kind_of_page, address) for kind_of_page, address, kind in found if kind == HTML]
    # The long form of assumptions is the same everywhere.
    steps = [address for kind, address in pages if kind == "fill_in_section" and "/aannames/" not in address]
    addresses = [address for kind, address in pages if kind in MAIN] + steps[:FEW_STEPS]
    assert len(addresses) >= 12, addresses
    assert look(page, addresses) == []


def test_the_menu_of_the_user_is_accessible(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.locator(".v-header details summary").click()
    covered = "target-size"
    assert [fault for fault in faults(page) if not fault.startswith(covered)] == []
    links = page.locator(".v-header details a, .v-header details button").all()
    assert len(links) >= 5
    assert min(box["height"] for link in links if (box := link.bounding_box())) >= 24


def test_the_pages_before_signing_in(open_page: Open) -> None:
    page = open_page("")
    assert look(page, for_everybody()) == []
