"""One released cell on its page and in a file: only what was released, in words that promise no more, for members."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.conftest import Cast
from tests.web.survey.test_pages_after import release_now
from tests.web.survey.waves import AFTER, Crew, fill_in, open_wave

from vierkant_web.jobs.waves_closing import close_wave
from vierkant_web.jobs.waves_ledger import released_of
from vierkant_web.models import User, Wave, WaveState

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def at(cast: Cast, page: str = "") -> str:
    return f"/s/{cast.cooperation.slug}/organisaties/metingen/1/uitkomst/{page}"


def text(answer: HttpResponse) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def released(crew: Crew) -> Wave:
    """Lisse-Bouw is too small: six people answered."""
    wave, codes = open_wave(crew)
    fill_in(wave, {**codes, "lisse-bouw": codes["lisse-bouw"][:6]}, share=1.0)
    close_wave(wave.pk, AFTER)
    Wave.objects.update(wipe_pending=False)
    release_now()
    return Wave.objects.get()


def test_a_cell_shows_what_was_released_and_how_to_read_it(
    crew: Crew, released: Wave, sign_in: SignIn
) -> None:
    client = sign_in(crew.cast.daan)
    figure = released_of(crew.cast.cooperation)[f"{released.key}/organisation:hillegom"].value
    answer = client.get(at(crew.cast, "organisation/hillegom/"))
    page = text(answer)
    assert answer.status_code == 200
    assert "Wat mensen nodig hebben" in page
    assert f"Tussen {figure['respondents']['at_least']} en {figure['respondents']['at_most']} mensen" in page
    item = figure["items"]["own.continuity_2"]
    shown = page.partition("Straks herken ik mijn werk niet meer. (")[2]
    assert shown.index("Omgekeerd gesteld") < shown.index(
        f"ongeveer {item['counts']['favourable']} op {item['out_of']} eens"
    )
    assert not re.search(r"\d ?%", page)
    picture = client.get(at(crew.cast, "grafiek.svg/organisation/hillegom/"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert answer.content.decode().count(at(crew.cast, "grafiek.svg/organisation/hillegom/")) == 1


def test_what_was_withheld_made_up_or_not_released_is_not_there(
    crew: Crew, released: Wave, sign_in: SignIn
) -> None:
    client = sign_in(crew.cast.daan)
    pages = ("everybody/", "uitkomsten.csv", "uitkomsten.xlsx", "grafiek.json/everybody/")
    for page in pages:
        assert client.get(at(crew.cast, page)).status_code == 200, page
        assert sign_in(crew.cast.eva).get(at(crew.cast, page)).status_code == 404
    for page in ("team/lisse-bouw/", "team/elders/", "culture.profile.hillegom/", "uitkomsten.pdf"):
        assert client.get(at(crew.cast, page)).status_code == 404, page
    Wave.objects.update(state=WaveState.CLOSED)
    for page in pages:
        assert client.get(at(crew.cast, page)).status_code == 404, page


def test_the_list_links_to_each_cell_and_the_files_hold_the_same_cells(
    crew: Crew, released: Wave, sign_in: SignIn
) -> None:
    client = sign_in(crew.cast.daan)
    source = client.get(at(crew.cast)).content.decode()
    cells = {key.split("/", 1)[1] for key in released_of(crew.cast.cooperation) if "culture" not in key}
    for key in cells:
        assert at(crew.cast, f"{key.replace(':', '/')}/") in source
    assert at(crew.cast, "team/lisse-bouw/") not in source
    lines = client.get(at(crew.cast, "uitkomsten.csv")).content.decode("utf-8-sig").splitlines()
    book = openpyxl.load_workbook(BytesIO(client.get(at(crew.cast, "uitkomsten.xlsx")).content)).active
    assert len(lines) == book.max_row == 1 + 12 * len(cells)
    assert not any(line.split(";")[1].startswith("Lisse-Bouw") for line in lines)


def test_an_own_number_of_queries(
    crew: Crew, released: Wave, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(crew.cast.daan)
    for page in ("everybody/", "organisation/hillegom/"):
        client.get(at(crew.cast, page))
        with django_assert_max_num_queries(12):
            client.get(at(crew.cast, page))
