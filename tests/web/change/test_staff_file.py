"""Groups from a file with counts; of a file with persons nothing is kept: not in the database, a session or a log."""

from __future__ import annotations

import html
import io
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.change import staff_pages
from vierkant_web.models import Role, SectionRevision, User

SignIn = Callable[[User], Client]
COUNTS = "Gemeente;Team;Functie;Schaal;Aantal\nLisse;Beheer;Medewerker;7;12\n;Balie;Gastheer;5;8\n;Balie;Hoofd;10;1\n"
NAMES = "Team;Naam;Aantal\nBalie;Kwadraatstra, Zeldzame;1\nBalie;Ongewoonhuis, Wiebrigje;1\n"
SECRETS = ("Kwadraatstra", "Wiebrigje", "Ongewoonhuis")
HIDDEN = re.compile(r'name="proposal" value="([^"]+)"')


@pytest.fixture
def filled(cast: Cast) -> Cast:
    plain = plan.example()
    for row, name in zip(plain["partners"], ("Hillegom", "Lisse", "Teylingen"), strict=True):
        row["name"] = name
    plan.fill(cast, plain)
    return cast


def address(cast: Cast) -> str:
    return f"/s/{cast.cooperation.slug}/mensen/medewerkers-uit-bestand/"


def send(client: Client, cast: Cast, content: str | bytes, name: str = "aantallen.csv") -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return client.post(address(cast), {"file": SimpleUploadedFile(name, data)})


def text(response: HttpResponse) -> str:
    return html.unescape(" ".join(response.content.decode().split()))


def groups(cast: Cast, partner: str = "") -> list[dict[str, Any]]:
    rows = SectionRevision.objects.filter(variant=cast.variant, section="people", partner=partner)
    return list(rows.order_by("-number")[0].content)


def workbook(*sheets: list[list[Any]]) -> bytes:
    from openpyxl import Workbook  # heavy: only here

    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_the_groups_are_shown_before_anything_is_saved(filled: Cast, sign_in: SignIn) -> None:
    before = SectionRevision.objects.count()
    response = send(sign_in(filled.anna), filled, COUNTS)
    assert response.status_code == 200
    page = text(response)
    assert "3 groepen met 21 mensen. Er is nog niets bewaard." in page
    assert "Eén persoon: voeg dit samen" in page
    assert page.count(" checked>") == 2  # a group of one person is not taken over by itself
    assert SectionRevision.objects.count() == before


def test_the_ticked_groups_are_saved_and_the_others_stay(filled: Cast, sign_in: SignIn) -> None:
    client, shared, lisse = sign_in(filled.anna), groups(filled), groups(filled, "lisse")
    [proposal] = HIDDEN.findall(send(client, filled, COUNTS).content.decode())
    response = client.post(address(filled), {"proposal": html.unescape(proposal), "group": ["0", "1"]})
    assert response.status_code == 302
    assert groups(filled)[:-1] == shared
    assert groups(filled)[-1] == {
        "id": "gastheer-balie", "name": "Gastheer – Balie", "size": 8, "team": "Balie", "scale": 5,
        "confidence": "measured",
    }  # fmt: skip
    assert groups(filled, "lisse")[:-1] == lisse
    assert (groups(filled, "lisse")[-1]["size"], groups(filled, "lisse")[-1]["team"]) == (12, "Beheer")


def test_a_group_that_stands_gets_the_new_number_and_keeps_the_rest(filled: Cast, sign_in: SignIn) -> None:
    client = sign_in(filled.anna)
    name = "Toezichthouders van de drie gemeenten"
    before = plan.row(groups(filled), id="toezicht")
    response = send(client, filled, f"Team;Aantal\n{name};21\n")
    assert "Staat er al, nu met 19 mensen." in text(response)
    [proposal] = HIDDEN.findall(response.content.decode())
    assert client.post(address(filled), {"proposal": proposal, "group": "0"}).status_code == 302
    after = plan.row(groups(filled), id="toezicht")
    assert after == before | {"size": 21, "team": name, "confidence": "measured"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (NAMES.encode(), "lijst.csv"),
        (NAMES.encode("utf-16-le"), "lijst.csv"),
        (workbook([["Team", "Aantal"], ["Balie", 8]], [["Naam"], ["Kwadraatstra, Zeldzame"]]), "lijst.xlsx"),
        (b"Team;E-mail;Aantal\nBalie;wiebrigje@ongewoonhuis.example;1\n", "Kwadraatstra.csv"),
    ],
)
def test_nothing_of_a_file_with_persons_is_kept(
    filled: Cast, sign_in: SignIn, caplog: Any, monkeypatch: Any, content: bytes, name: str, tmp_path: Path
) -> None:
    client = sign_in(filled.anna)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", _no_disk)
    with caplog.at_level(logging.DEBUG):
        response = send(client, filled, content, name)
    assert response.status_code == 422
    page = response.content.decode()
    everything = [page, caplog.text, str(dict(client.session)), _database()]
    for secret in SECRETS:
        for place in everything:
            assert secret.casefold() not in place.casefold()


def _no_disk(*_args: Any, **_kwargs: Any) -> None:
    raise AssertionError("the file went to the disk")


def _database() -> str:
    """All that stands in the database, as text."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            found.append(str(cursor.fetchall()))
    return "".join(found)


def test_the_search_of_the_database_finds_what_is_kept(filled: Cast) -> None:
    """Otherwise the test above could not fail."""
    assert "Toezichthouders van de drie gemeenten" in _database()


def test_a_refused_file_says_what_and_where(filled: Cast, sign_in: SignIn) -> None:
    page = text(send(sign_in(filled.anna), filled, NAMES))
    assert "In dit bestand staan gegevens van personen. We hebben er niets van bewaard." in page
    assert "Haal kolom B weg" in page


def test_a_large_file_does_not_reach_the_disk(filled: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", _no_disk)
    client = sign_in(filled.anna)
    for size in (2_100_000, 4_000_000):  # over our limit, and over what Django keeps in memory
        response = send(client, filled, b"x" * size)
        assert response.status_code == 422
        assert "Kies een bestand van hoogstens 2 MB." in text(response)


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"PK\x03\x04kapot", "a.xlsx"), (b"geen werkmap", "b.xlsx"), (b"\x00;\x00", "c.csv")],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    filled: Cast, sign_in: SignIn, content: bytes, name: str
) -> None:
    response = send(sign_in(filled.anna), filled, content, name)
    assert response.status_code == 422
    assert "We kunnen dit bestand nog niet gebruiken. Er is niets bewaard." in text(response)


def test_a_proposal_of_somebody_else_is_not_taken(filled: Cast, sign_in: SignIn, monkeypatch: Any) -> None:
    client, before = sign_in(filled.anna), groups(filled)
    [proposal] = HIDDEN.findall(send(client, filled, COUNTS).content.decode())
    for wrong in (proposal + "x", "", proposal[:-2]):
        assert client.post(address(filled), {"proposal": wrong, "group": "1"}).status_code == 302
    monkeypatch.setattr(staff_pages, "SECONDS", -1)
    assert client.post(address(filled), {"proposal": proposal, "group": "1"}).status_code == 302
    assert groups(filled) == before


def test_a_partner_without_the_right_is_not_saved(filled: Cast, sign_in: SignIn) -> None:
    """Bram writes for Hillegom alone: the groups of Lisse and of all partners together are not his."""
    client, before = sign_in(filled.bram), groups(filled, "lisse")
    response = send(client, filled, COUNTS)
    assert text(response).count("U mag voor deze deelnemer niet schrijven.") == 3
    [proposal] = HIDDEN.findall(response.content.decode())
    answer = client.post(address(filled), {"proposal": proposal, "group": ["0"]})
    assert answer.status_code == 409
    assert "Laat die groepen weg." in text(answer)
    assert groups(filled, "lisse") == before


def test_the_upload_is_protected_against_other_sites(filled: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(filled.anna)
    assert send(client, filled, COUNTS).status_code == 403


def test_hr_may_use_it_and_the_page_is_linked(filled: Cast, sign_in: SignIn) -> None:
    hr = actions.create_account(email="hr@voorbeeld.example", name="HR", password="x" * 12, verified=True)
    actions.add_member(cooperation=filled.cooperation, user=hr, role=Role.HR_CHANGE, by=filled.anna)
    assert sign_in(hr).get(address(filled)).status_code == 200
    plan.assess(filled, filled.anna)
    start = sign_in(filled.anna).get(f"/s/{filled.cooperation.slug}/mensen/").content.decode()
    assert address(filled) in start
