"""For the budget and in depth: the table, its files, and every number behind the case."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant_web.models import User

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def url(cast: Cast, rest: str) -> str:
    return f"/s/{cast.cooperation.slug}/cijfers/{rest}"


@pytest.fixture
def client(cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]) -> Client:
    """Anna, with the example and what Hillegom says about its money."""
    finances = [{"partner": "hillegom", "vat": {"value": 60_000}, "exit_reserve": {"value": 300_000}}]
    fill({**example, "finances": finances})
    assess(cast.anna)
    return sign_in(cast.anna)


def numbers(page: Any) -> dict[str, list[Any]]:
    """The lines of a sheet by their label, sums worked out as a spreadsheet does."""
    rows = {row[0].row: [cell.value for cell in row] for row in page.iter_rows(min_row=5)}
    found: dict[str, list[Any]] = {}
    for values in rows.values():
        worked = []
        for column, value in enumerate(values[1:], 1):
            if isinstance(value, str) and value.startswith("=SUM("):
                first, last = (int("".join(filter(str.isdigit, part))) for part in value[5:-1].split(":"))
                value = sum(rows[row][column] for row in range(first, last + 1))
            elif isinstance(value, str) and value.startswith("="):
                parts = [int("".join(filter(str.isdigit, part))) for part in value[1:].split("+")]
                value = sum(found[rows[row][0]][column - 1] for row in parts)
            worked.append(value)
        found[str(values[0])] = worked
    return found


def test_the_table_of_a_partner_and_of_all(cast: Cast, client: Client) -> None:
    page = client.get(url(cast, "begroting/?deelnemer=hillegom")).content.decode()
    for words in (
        "Saldo structureel",
        "Saldo incidenteel",
        "Btw die u niet terugkrijgt",
        "Storting in de reserve",
    ):
        assert words in page, words
    assert "−300.000" in page
    together = client.get(url(cast, "begroting/")).content.decode()
    assert "Alle deelnemers samen: voordeel en nadeel per jaar" in together
    unknown = client.get(url(cast, "begroting/?deelnemer=nergens"))
    assert unknown.status_code == 200


def test_the_spreadsheet_adds_up_to_the_euro(cast: Cast, client: Client) -> None:
    response = client.get(url(cast, "begroting/begroting.xlsx"))
    assert response["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Alle deelnemers samen", "Hillegom", "Lisse", "Teylingen"]
    tables = {name: numbers(book[name]) for name in book.sheetnames}
    parts = [tables[name]["Saldo"] for name in book.sheetnames[1:]]
    assert tables["Alle deelnemers samen"]["Saldo"] == [sum(column) for column in zip(*parts, strict=True)]
    assert any(tables["Hillegom"]["Saldo"])
    assert set(map(type, tables["Hillegom"]["Afstemming"])) == {int}


def test_the_text_file_is_one_that_a_dutch_spreadsheet_opens(cast: Cast, client: Client) -> None:
    content = client.get(url(cast, "begroting/begroting.csv?deelnemer=lisse")).content
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("Lisse;2016;2017;")
    assert not any(line.startswith("Hillegom") for line in lines)
    assert client.get(url(cast, "begroting/begroting.csv?deelnemer=nergens")).status_code == 404
    assert client.get(url(cast, "begroting/begroting.pdf")).status_code == 404


def test_depth_names_every_figure_and_what_is_measured(cast: Cast, client: Client) -> None:
    page = client.get(url(cast, "verdieping/")).content.decode()
    for words in (
        "task.organisatie.hillegom.own_fte",
        "partner.hillegom.vat",
        "Waar de onzekerheid vandaan komt",
        "Er zijn nog geen uren gemeten",
        "Getallen die we gebruikten",
    ):
        assert words in page, words


def test_who_may_not_see_the_cooperation_gets_no_file(cast: Cast, client: Client, sign_in: SignIn) -> None:
    stranger = Client()
    assert stranger.get(url(cast, "begroting/begroting.xlsx")).status_code in (302, 403, 404)
