"""Files that are not right, through the web: everything wrong at once, each with its place, and nothing half read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from tests.engine.documents.workbooks import cell_of, changed, typed, written
from tests.web.conftest import Cast
from tests.web.dossier.fill_in_forms import fill, text

from vierkant_web.models import Cooperation, Run, SectionRevision, User

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Wrong = list[tuple[str, str]]
"""Per problem: words of the place, words of what is wrong."""

PARTNERS = """[[partners]]
id = "a"
municipality = "GM0534"
[[partners]]
id = "b"
name = "Stichting"
"""


def toml(rest: str) -> bytes:
    """A dossier in which the part after line 6 is wrong."""
    return (PARTNERS + rest).encode()


def task(rest: str) -> bytes:
    """A dossier with one task; ``rest`` begins at line 10."""
    return toml(f'[[tasks]]\nid = "t"\nname = "T"\n{rest}\n')


def without_sheet(book: Workbook) -> None:
    del book["Taken"]


def without_column(book: Workbook) -> None:
    """A column that somebody dragged away from under its header."""
    for sheet in book.worksheets:
        if sheet.title == "Deelnemers":
            sheet.delete_cols(1)


def turned(book: Workbook) -> None:
    """Somebody put the first column of the partners last; the names above the columns went along."""
    sheet = book["Deelnemers"]
    for row in sheet.iter_rows(min_row=4):
        cells = [cell.value for cell in row]
        for cell, value in zip(row, [*cells[1:], cells[0]], strict=True):
            cell.value = value


def with_error(book: Workbook) -> None:
    typed("Medewerkers", cell_of("Medewerkers", "Aantal mensen", 5), "#DIV/0!")(book)


FILES: dict[str, tuple[str, bytes, Wrong]] = {
    "not TOML": ("d.toml", b"[cooperation\nname = 1", [("Regel 1", "")]),
    "not UTF-8": ("d.toml", 'name = "caf\xe9"'.encode("latin-1"), [("", "UTF-8")]),
    "not JSON": ("d.json", b'{"cooperation": ', [("Regel 1", "")]),
    "too large": ("d.toml", b"# " + b"x" * 50_000_000, [("", "50 MB")]),
    "unknown key": (
        "d.toml", toml('[cooperation]\nname = "x"\nstart_yaer = 2027\n'), [("Regel 9", "start_year")],
    ),
    "misspelt section": ("d.toml", toml("[[taks]]\nid = 1\n"), [("Regel 7", "“tasks”")]),
    "negative FTE": ("d.toml", task("parts.a.own_fte = -1.5"), [("Regel 10", "-1.5")]),
    "unknown municipality": (
        "d.toml", b'\n[[partners]]\nid = "x"\nmunicipality = "GM9999"\n', [("Regel 4", "GM9999")],
    ),
    # CBS: Bergambacht went up in Krimpenerwaard on 1 January 2015.
    "abolished municipality": (
        "d.toml", b'\n[[partners]]\nid = "x"\nmunicipality = "GM0491"\n', [("Regel 4", "Krimpenerwaard (GM1931)")],
    ),
    "decimal comma": (
        "d.toml", task('[tasks.parts.b]\nown_fte = "1,8"'), [("Regel 11", "1.8")],
    ),
    "published without source": (
        "d.toml", task('cost_per_fte = { value = 1, confidence = "published" }'), [("Regel 10", "zonder bron")],
    ),
    "shares that are not the whole": (
        "d.toml", toml("[agreements]\ncost_key.a = 0.5\ncost_key.b = 0.4\n"), [("Regel 8", "90,0%")],
    ),
    "low above high": (
        "d.toml", task("cost_per_fte = { value = 5, low = 6, high = 4 }"), [("Regel 10", "Laag (6) is hoger")],
    ),
    "the same partner twice": (
        "d.toml", toml('[[partners]]\nid = "a"\nname = "Nog een"\n'), [("Regel", "“a”")],
    ),
    "all of it at once": (
        "d.toml",
        toml('[[partners]]\nid = "a"\nname = "Nog een"\n[[tasks]]\nid = "t"\nname = "T"\nparts.a.own_fte = -2\n'
             'cost_per_fte = { value = 5, low = 6, high = 4 }\n[agreements]\ncost_key.a = 0.5\ncost_key.b = 0.4\n'
             "[xyz]\nb = 1\n"),
        [("Regel", "“a”"), ("Regel 13", "-2"), ("Regel 14", "Laag (6)"), ("Regel", "90,0%"), ("Regel", "xyz")],
    ),
    "not a spreadsheet": ("d.xlsx", b"gemeente;fte\r\nLisse;1,8\r\n", [("", "geen Excel-bestand")]),
    "an old spreadsheet": ("d.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), [("", "oud Excel-bestand")]),
    "half a spreadsheet": ("d.xlsx", b"HALF", [("", "beschadigd")]),
    "a missing sheet": ("d.xlsx", b"SHEET", [("Blad Taken", "ontbreekt")]),
    "a column that is gone": ("d.xlsx", b"COLUMN", [("Deelnemers", "Sleutel")]),
    "the error of a formula": ("d.xlsx", b"ERROR", [("Medewerkers", "#DIV/0!")]),
    "macros": ("d.xlsm", b"PK", [("", "macro")]),
    "something else": ("d.pdf", b"%PDF-1.7", [("", "soort bestand")]),
}  # fmt: skip


def content_of(name: str) -> bytes:
    """The content of a case; spreadsheets are made when they are needed."""
    made: dict[bytes, Callable[[], bytes]] = {
        b"HALF": lambda: written()[: len(written()) // 2],
        b"SHEET": lambda: changed(without_sheet),
        b"COLUMN": lambda: changed(without_column),
        b"ERROR": lambda: changed(with_error),
    }
    content = FILES[name][1]
    return made[content]() if content in made else content


def counts() -> tuple[int, ...]:
    return (SectionRevision.objects.count(), Cooperation.objects.count(), Run.objects.count())


def as_table(answer: Any) -> list[tuple[str, str]]:
    return [(item.spot, f"{item.text} {item.action}") for item in answer.context["wrong"]]


def check(answer: Any, name: str) -> None:
    """The status, and every problem once with its place, on the page itself."""
    expected = FILES[name][2]
    assert answer.status_code == 422
    rows, page = as_table(answer), text(answer)
    assert len(rows) == len(expected), rows
    for spot, words in expected:
        assert any(spot.lower() in where.lower() and words in said for where, said in rows), (
            spot,
            words,
            rows,
        )
    for where, said in rows:
        assert where in page
        for sentence in said.split(". "):
            assert " ".join(sentence.split()).strip(". ") in page, said
    assert "is niet ingelezen" in page


@pytest.mark.parametrize("name", FILES)
def test_a_dossier_stays_as_it_is(cast: Cast, sign_in: SignIn, name: str) -> None:
    fill(cast)
    client, before = sign_in(cast.anna), counts()
    file = SimpleUploadedFile(FILES[name][0], content_of(name))
    address = f"/s/{cast.cooperation.slug}/overzicht/uitwisselen/"
    check(client.post(f"{address}bestand/", {"file": file}), name)
    assert counts() == before
    # Nothing waits to be confirmed either.
    assert client.get(f"{address}inlezen/").status_code == 302


@pytest.mark.parametrize("name", [name for name in FILES if name != "too large"])
def test_no_cooperation_begins_with_a_file_that_is_not_right(cast: Cast, sign_in: SignIn, name: str) -> None:
    before = counts()
    file = SimpleUploadedFile(FILES[name][0], content_of(name))
    answer = sign_in(cast.anna).post(
        "/nieuw/uit-bestand/", {"file": file, "name": "Mijn naam voor dit dossier"}
    )
    check(answer, name)
    assert counts() == before
    assert 'value="Mijn naam voor dit dossier"' in answer.content.decode()


def test_what_is_wrong_is_said_in_english_as_well(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.anna)
    client.cookies["django_language"] = "en"
    file = SimpleUploadedFile("d.toml", content_of("all of it at once"))
    answer = client.post("/nieuw/uit-bestand/", {"file": file})
    assert len(as_table(answer)) == len(FILES["all of it at once"][2])
    for where, said in as_table(answer):
        assert where.startswith("Line"), where
        assert not any(word in f" {said} " for word in (" niet ", " een ", " hoger dan ")), said


@pytest.mark.parametrize("file", [None, SimpleUploadedFile("leeg.toml", b"")])
def test_no_file_and_an_empty_file_say_so_at_the_field(cast: Cast, sign_in: SignIn, file: Any) -> None:
    fill(cast)
    address = f"/s/{cast.cooperation.slug}/overzicht/uitwisselen/bestand/"
    answer = sign_in(cast.anna).post(address, {} if file is None else {"file": file})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == (
        ["Kies eerst een bestand."] if file is None else ["Dit bestand is leeg."]
    )


def test_a_column_that_moved_with_its_name_is_read_as_before(cast: Cast, sign_in: SignIn) -> None:
    names = []
    for content in (written(), changed(turned)):
        file = SimpleUploadedFile("d.xlsx", content)
        answer = sign_in(cast.anna).post("/nieuw/uit-bestand/", {"file": file})
        assert answer.status_code == 302
        made = Cooperation.objects.latest("pk")
        names.append(list(SectionRevision.objects.filter(variant__cooperation=made).order_by("section", "partner")
                          .values_list("section", "partner", "content")))  # fmt: skip
    assert names[0] == names[1]
    assert len(names[0]) > 5
