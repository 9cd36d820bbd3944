"""Mijn stap in a real browser: nothing personal leaves, whatever somebody answers, keeps, erases or asks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.accessible import faults, too_wide, unfolded
from tests.journeys.site import Site

from vierkant.change.phases import phase_model, placement

pytestmark = pytest.mark.browser
PATIENCE = 20_000
SHOW = "Laat mijn volgende stap zien"
KEEP = "Bewaren op dit apparaat"
ERASE = "Alles wissen van dit apparaat"
Staff = tuple[Site, dict[str, str]]
Open = Callable[..., Any]

TRACES = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie,
  caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  address: location.href, title: document.title, history: history.length})"""


@pytest.fixture
def open_staff(browser: Any, staff_site: Staff) -> Iterator[Open]:
    """A page of somebody without an account; the browser may have nothing to complain about."""
    contexts, complaints = [], []

    def make(width: int = 390, **options: Any) -> Any:
        context = browser.new_context(
            locale="nl-NL",
            base_url=staff_site[0].address,
            viewport={"width": width, "height": 844},
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        return page

    yield make
    for context in contexts:
        context.close()
    assert [
        text for text in complaints if "404" not in text and "ERR_INTERNET_DISCONNECTED" not in text
    ] == []


def answer(page: Any, choices: list[int]) -> None:
    """Choose an answer to every line, by its place."""
    for fieldset, choice in zip(page.locator("#check fieldset").all(), choices, strict=True):
        fieldset.locator("input").nth(choice).check()


def whole_visit(page: Any, address: str, choices: list[int]) -> tuple[list[str], str]:
    """Everything one can do on the page; every request that came of it, and which step was suggested."""
    asked: list[str] = []

    def note(request: Any) -> None:
        assert request.method == "GET", request.url
        assert request.post_data is None, request.url
        assert "mijn-stap" not in request.headers.get("referer", ""), request.url
        asked.append(request.url)

    page.context.on("request", note)
    page.goto(address)
    before = page.evaluate(TRACES)
    nothing = {"local": 0, "session": 0, "cookies": "", "caches": 0, "databases": 0, "workers": 0}
    assert {name: before[name] for name in nothing} == nothing
    answer(page, choices)
    page.get_by_role("button", name=SHOW).click()
    suggested = page.locator("#result").get_attribute("data-suggested")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate(TRACES) == before, "without keeping, nothing is left anywhere"
    page.get_by_role("button", name=KEEP).click()
    page.get_by_text("De pagina werkt nu ook zonder internet").wait_for()
    page.context.set_offline(True)
    page.reload()
    page.locator("#result").wait_for()
    assert page.locator("#result").get_attribute("data-suggested") == suggested
    page.context.set_offline(False)
    page.get_by_role("button", name=ERASE).click()
    page.get_by_text("Gewist.").wait_for()
    after = page.evaluate(TRACES)
    assert {name: after[name] for name in nothing} == nothing
    page.reload()
    assert page.locator("#check input:checked").count() == 0
    assert page.locator("#result").is_hidden()
    assert page.evaluate(TRACES)["title"] == before["title"]
    return sorted(set(asked)), suggested


def test_no_request_differs_by_what_somebody_answers(open_staff: Open, staff_site: Staff) -> None:
    address = f"/mijn-stap/{staff_site[1]['belastingen']}/"
    sheets = ([2] * 10, [0] * 10, [0, 0, 0, 0, 0, 0, 2, 2, 1, 1])
    seen = [whole_visit(open_staff(), address, sheet) for sheet in sheets]
    assert len({suggested for _asked, suggested in seen}) == 3, "three people who are somewhere else"
    assert seen[0][0] == seen[1][0] == seen[2][0]
    own = staff_site[0].address
    assert [url for url in seen[0][0] if url.endswith("/offline.js")], "requests for keeping it count as well"
    assert all(url.startswith((f"{own}/mijn-stap/", f"{own}/static/")) for url in seen[0][0])
    assert not [
        url for url in seen[0][0] if re.search("know|want|learn|keep|weten|willen|kennen|volhouden", url)
    ]


def test_the_page_places_as_the_engine_does(open_staff: Open, staff_site: Staff) -> None:
    page = open_staff()
    page.goto(f"/mijn-stap/{staff_site[1]['general']}/")
    model, chance = phase_model("five"), random.Random(20261124)
    answers = [one.id for one in model.answers]
    sheets = [
        {item.id: chance.choice(answers) for item in model.items if chance.random() < share}
        for share in (1.0, 0.9, 0.6)
        for _ in range(200)
    ]
    found = page.evaluate(
        """sheets => sheets.map(sheet => {
          document.querySelectorAll('#check input').forEach(one => { one.checked = sheet[one.name] === one.value; });
          document.querySelector('#check').requestSubmit();
          const meters = [...document.querySelectorAll('#result [data-profile] meter')];
          return [document.querySelector('#result').dataset.suggested, meters.map(meter => meter.value)];
        })""",
        sheets,
    )
    for sheet, (suggested, points) in zip(sheets, found, strict=True):
        wanted = placement(model, sheet)
        assert (suggested or None) == wanted.suggested, sheet
        assert points == [row.points for row in wanted.profile], sheet


def test_answers_are_gone_after_leaving_and_coming_back(open_staff: Open, staff_site: Staff) -> None:
    page = open_staff()
    page.goto(f"/mijn-stap/{staff_site[1]['belastingen']}/")
    answer(page, [1] * 10)
    page.get_by_role("button", name=SHOW).click()
    page.goto("/mijn-stap/")
    page.go_back()
    page.locator("#check").wait_for()
    assert page.locator("#check input:checked").count() == 0
    assert page.locator("#result").is_hidden()
    answer(page, [1] * 10)
    page.reload()
    assert page.locator("#check input:checked").count() == 0


def test_a_screen_reader_hears_the_step_and_stands_at_it(open_staff: Open, staff_site: Staff) -> None:
    page = open_staff()
    page.goto(f"/mijn-stap/{staff_site[1]['belastingen']}/")
    page.get_by_role("button", name=SHOW).click()
    assert "Beantwoord alle zinnen" in page.locator("#status").inner_text()
    page.get_by_role("group", name="Ik weet wat er voor mijn groep verandert").get_by_label("Nee").check()
    answer(page, [2] * 10)
    page.get_by_role("button", name=SHOW).press("Enter")
    heading = page.locator("#result-title")
    assert heading.inner_text() == "Een stap die nu bij je kan passen: Weten"
    assert page.evaluate("document.activeElement.id") == "result-title"
    assert page.locator("#status").inner_text() == heading.inner_text()
    assert page.locator("[data-step=know]").get_attribute("open") is not None
    assert page.locator("[data-step=want]").get_attribute("open") is None
    assert page.get_by_role("heading", name="Ik ben het er niet mee eens").is_visible()
    page.get_by_role("button", name="Mijn antwoorden leegmaken").click()
    assert page.locator("#check input:checked").count() == 0


def test_storage_that_is_refused_or_full_works_for_this_visit(open_staff: Open, staff_site: Staff) -> None:
    for broken in (
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    ):
        page = open_staff()
        page.add_init_script(broken)
        page.goto(f"/mijn-stap/{staff_site[1]['belastingen']}/")
        answer(page, [2] * 10)
        page.get_by_role("button", name=KEEP).click()
        assert "werken voor dit bezoek" in page.locator("#keep-status").inner_text()
        page.get_by_role("button", name=SHOW).click()
        assert page.locator("#result").get_attribute("data-suggested") == "know"
        page.get_by_role("button", name=ERASE).click()
        page.get_by_text("Gewist.").wait_for()


def test_without_offline_it_says_so_and_keeps_the_answers(open_staff: Open, staff_site: Staff) -> None:
    page = open_staff()
    page.add_init_script("Object.defineProperty(navigator, 'serviceWorker', {value: undefined})")
    page.goto(f"/mijn-stap/{staff_site[1]['belastingen']}/")
    answer(page, [2] * 10)
    page.get_by_role("button", name=KEEP).click()
    page.get_by_text("Zonder internet werkt het hier niet").wait_for()
    page.reload()
    assert page.locator("#check input:checked").count() == 10
    page.get_by_role("button", name=ERASE).click()
    page.get_by_text("Gewist.").wait_for()
    page.reload()
    assert page.locator("#check input:checked").count() == 0


def test_without_script_every_step_is_shown_with_a_check_to_fold(open_staff: Open, staff_site: Staff) -> None:
    page = open_staff(java_script_enabled=False)
    start = f"/mijn-stap/{staff_site[1]['belastingen']}/"
    for address, names in (
        (start, "[data-step] .ms-step__name"),
        (f"{start}print/", ".ms-sheet article > h3"),
    ):
        page.goto(address)
        shown = [name.strip("12345. ") for name in page.locator(names).all_inner_texts()[:5]]
        assert shown == ["Weten", "Willen", "Kennen", "Kunnen", "Volhouden"], address
        assert all(one.is_visible() for one in page.locator(names).all())
        assert page.locator("table").count() == 5
        assert page.get_by_text("voorbij vanaf 3 punten").first.is_visible()
        assert page.get_by_role("heading", name="Ik ben het er niet mee eens").is_visible()
        assert not page.locator("#check").is_visible()


def test_every_page_is_accessible_and_fits_a_small_phone(browser: Any, staff_site: Staff) -> None:
    code, found = staff_site[1]["belastingen"], {}
    context = browser.new_context(base_url=staff_site[0].address, bypass_csp=True)
    page = context.new_page()
    for path in (
        "",
        "?code=x",
        "bcdfg-hjkmn-pqrst/",
        *(f"{code}/{end}" for end in ("", "en/", "print/", "hulp/")),
    ):
        page.goto(f"/mijn-stap/{path}")
        if page.locator("#check").count():
            answer(page, [2] * 10)
            page.locator("#check button").first.click()
        unfolded(page)
        found[path] = [*faults(page), too_wide(page)]
    context.close()
    assert {path: rows for path, rows in found.items() if rows != [""]} == {}


def test_help_is_asked_on_a_page_of_its_own_and_the_log_knows_nothing(
    open_staff: Open, staff_site: Staff
) -> None:
    site, codes = staff_site
    code = codes["belastingen"]
    page = open_staff()
    page.goto(f"/mijn-stap/{code}/")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Naar het hulpformulier").click()
    form = opened.value
    assert "Alleen de begeleider buiten de lijn" in form.locator("main").inner_text()
    form.get_by_label("Een uur om te oefenen").check()
    form.get_by_label("Waar gaat het over?").fill("Zilverpoort")
    form.get_by_label("Hoe kan de begeleider je bereiken?").fill("Goudvink")
    form.get_by_role("button", name="Versturen naar de begeleider").click()
    form.get_by_text("Je vraag is verstuurd").wait_for()
    page.goto(f"/mijn-stap/?code={code.upper()}")
    page.goto("/mijn-stap/bcdfg-hjkmn-pqrst/")
    page.goto(f"/mijn-stap/{code}/bestaat-niet/")
    page.goto(f"/mijn-stap/{code}")
    page.goto("/levend/")  # a page like any other: its line holds the address
    # What the start prints, the codes of the example among it, is no log of requests.
    log = (Path(site.folder) / "trial.log").read_text().split("Stoppen met Ctrl-C.")[-1]
    about = [line for line in log.splitlines() if "mijn-stap" in line]
    assert len(about) > 5, "the access log is on"
    assert not [line for line in about if "127.0.0.1" in line]
    for secret in (*codes.values(), code.upper(), code.replace("-", ""), "bcdfg", "Zilverpoort", "Goudvink"):
        assert secret not in log
    assert "127.0.0.1" in log, "other lines do hold an address, so the search means something"


def test_on_a_phone_with_reduced_motion_nothing_moves(open_staff: Open, staff_site: Staff) -> None:
    page = open_staff(reduced_motion="reduce")
    page.goto(f"/mijn-stap/{staff_site[1]['belastingen']}/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].map(one => getComputedStyle(one)).filter(
             style => style.transitionDuration !== '0s' || style.animationName !== 'none').length"""
    )
    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
