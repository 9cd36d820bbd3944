"""Days, councils and views in files, in the history and between variants: in words, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.conftest import Cast

from vierkant.documents import spreadsheet
from vierkant.dossier import from_plain, split, to_plain_dossier
from vierkant.dossier.sections import GRIP_SECTIONS
from vierkant.terms import render
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.dossier.inputs_compare import Names, changes, readable
from vierkant_web.models import SectionRevision, Visibility

from .test_exchange import address, latest, preview, upload

PLAIN: dict[str, Any] = {
    "cooperation": {"name": "Bollenstreek"},
    "partners": [{"id": "hillegom", "municipality": "GM0534"}, {"id": "lisse", "municipality": "GM0553"}],
    "form_answers": {"own_staff": True, "weight_exit": 5},
    "agreements": {"form": "openbaar_lichaam", "votes": {"hillegom": 1, "lisse": 2}},
    "arrangement_text": {"concluded_on": "2015-01-01", "general_board": 6, "executive_board": 3},
    "clauses": [{"id": "evaluation", "present": False, "place": "nergens"}],
    "boards": [
        {
            "id": "ab",
            "name": "Algemeen bestuur",
            "councils": ["raad-l"],
            "meetings": ["2027-07-08"],
            "recess": ["2027-07-10/2027-08-22 zomerreces"],
        }
    ],
    "councils": [
        {"id": "raad-l", "partner": "lisse", "meetings": ["2027-06-24", "2027-09-30"], "agenda_days": 14}
    ],
    "planning": {"year": 2027, "decide_days": 7},
    "roles": [{"id": "e", "role": "owner", "holder": "wethouder financiën", "partner": "lisse"}],
    "instruments": [{"id": "consent", "used": True}],
    "zienswijze_points": [
        {"id": "huur", "text": "Minder huur.", "board": "ab", "amount": {"value": 25000.0}}
    ],
    "council_views": [{"id": "v", "point": "huur", "partner": "lisse", "stance": "agrees_if_changed"}],
}


@pytest.fixture
def filled(cast: Cast) -> Cast:
    cache.clear()
    rows = [Part(*key, content, Visibility.SHARED) for key, content in split(PLAIN).items()]
    actions.save_many(variant=cast.variant, parts=rows, by=cast.anna)
    return cast


def workbook(*, without: tuple[str, ...] = (), typed: dict[tuple[str, str], Any] | None = None) -> bytes:
    """The dossier as a spreadsheet, without some sheets and with some cells typed over."""
    book = openpyxl.load_workbook(BytesIO(spreadsheet.write(from_plain(PLAIN), "nl")))
    for section in without:
        title = render(f"dossier.section.{section}", "nl")
        del book[title[:1].upper() + title[1:]]
    for (sheet, label), value in (typed or {}).items():
        row = next(cell.row for cell in book[sheet]["A"] if cell.value == label)
        book[sheet].cell(row, 2).value = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_own_export_changes_nothing(filled: Cast, sign_in: Callable[..., Client]) -> None:
    anna = sign_in(filled.anna)
    for kind in ("xlsx", "toml", "json"):
        upload(anna, filled, anna.get(address(filled, f"dossier.{kind}")).content, f"dossier.{kind}")
        assert "Alles uit het bestand staat al in het dossier" in preview(anna, filled)[0]


def test_a_file_without_the_sheets_leaves_them_alone(filled: Cast, sign_in: Callable[..., Client]) -> None:
    anna = sign_in(filled.anna)
    content = workbook(without=GRIP_SECTIONS, typed={("De samenwerking", "Doel"): "Minder kwetsbaar"})
    assert upload(anna, filled, content, "oud.xlsx").status_code == 302
    page, hidden = preview(anna, filled)
    assert "Over 9 onderdelen zegt het bestand niets; die blijven zoals ze zijn" in page
    assert "<li>Besturen</li>" in page
    assert "<li>Standpunten van de raden</li>" in page
    assert "In het dossier, maar niet in het bestand" not in page
    anna.post(address(filled, "inlezen/"), {**hidden, "confirm": "", "empty": "on"})
    assert latest(filled, "cooperation").content["goal"] == "Minder kwetsbaar"
    changed = SectionRevision.objects.filter(variant=filled.variant, number__gt=1)
    assert [row.section for row in changed] == ["cooperation"]


def test_what_an_older_file_does_not_ask_keeps_its_answer(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    book = openpyxl.load_workbook(BytesIO(spreadsheet.write(from_plain(PLAIN), "nl")))
    page = book["Vragen over de vorm"]
    first = next(cell.row for cell in page["A"] if cell.value == "Alle deelnemers hebben evenveel te zeggen")
    note = next(cell.row for cell in page["A"] if cell.value == "Toelichting")
    kind = next(cell.row for cell in page["A"] if str(cell.value).startswith("Soort samenwerking"))
    for row in sorted({*range(first, note), kind}, reverse=True):
        page.delete_rows(row)
    staff = next(cell.row for cell in page["A"] if cell.value == "Neemt zelf personeel in dienst")
    page.cell(staff, 2).value = "nee"
    del book["Afspraken per deelnemer"]
    stream = BytesIO()
    book.save(stream)
    anna = sign_in(filled.anna)
    assert upload(anna, filled, stream.getvalue(), "oud.xlsx").status_code == 302
    text, hidden = preview(anna, filled)
    assert "Gewicht: uitstappen" in text
    anna.post(address(filled, "inlezen/"), {**hidden, "confirm": ""})
    assert latest(filled, "form_answers").content == {"own_staff": False, "weight_exit": 5}
    assert latest(filled, "agreements").number == 1


def test_a_dossier_from_an_older_file_begins_without_them(
    filled: Cast, sign_in: Callable[..., Client]
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = {"file": SimpleUploadedFile("oud.xlsx", workbook(without=GRIP_SECTIONS)), "name": "Nieuw"}
    answer = sign_in(filled.anna).post("/nieuw/uit-bestand/", data)
    assert answer.status_code == 302


def test_a_name_of_a_person_is_no_role(filled: Cast, sign_in: Callable[..., Client]) -> None:
    roles = [{"id": "e", "role": "owner", "holder": "J. de Vries"}]
    content = spreadsheet.write(from_plain({**PLAIN, "roles": roles}), "nl")
    answer = upload(sign_in(filled.anna), filled, content, "dossier.xlsx")
    assert answer.status_code == 422
    assert "gegevens van personen" in answer.content.decode()


# In words ---------------------------------------------------------------------------------------------------------


def lines(section: str, partner: str = "") -> list[str]:
    """A part in words."""
    parts = split(to_plain_dossier(from_plain(PLAIN)))
    names = Names.of(parts)
    return [
        f"{row.title}|{line.label}: {line.text}"
        for row in readable((section, partner), parts[section, partner], names)
        for line in row.lines
    ]


@pytest.mark.parametrize(
    ("section", "partner", "expected"),
    [
        ("arrangement_text", "", "|Gesloten op: 1 januari 2015"),
        ("clauses", "", "Evaluatie|Staat in de tekst: nee"),
        ("boards", "", "Algemeen bestuur|Deelnemende raden: Lisse"),
        ("boards", "", "Algemeen bestuur|Reces: 10 juli 2027 t/m 22 augustus 2027 (zomerreces)"),
        ("councils", "lisse", "Lisse|Vergaderingen: 24 juni 2027; 30 september 2027"),
        ("planning", "", "|Jaar van de kalender: 2027"),
        ("roles", "", "Eigenaar: wethouder financiën|Deelnemer: Lisse"),
        ("instruments", "", "Toestemming van de raad|Gebruikt: ja"),
        ("zienswijze_points", "", "Minder huur.|Bestuur: Algemeen bestuur"),
        ("zienswijze_points", "", "Minder huur.|Bedrag per jaar: € 25.000 per jaar (aangenomen)"),
        ("council_views", "lisse", "Minder huur.|Standpunt: is het eens als er iets verandert"),
        ("form_answers", "", "|Gewicht: uitstappen: 5"),
    ],
)
@pytest.mark.django_db
def test_every_part_is_told_in_words(section: str, partner: str, expected: str) -> None:
    assert expected in lines(section, partner)


@pytest.mark.django_db
def test_a_day_that_moves_is_told() -> None:
    parts = split(to_plain_dossier(from_plain(PLAIN)))
    before = parts["councils", "lisse"]
    after = [{**before[0], "meetings": ["2027-07-01", "2027-09-30"]}]
    (row,) = changes(("councils", "lisse"), before, after, Names.of(parts))
    assert row.title == "Lisse"
    (change,) = row.changes
    assert (change.before, change.after) == (
        "24 juni 2027; 30 september 2027",
        "1 juli 2027; 30 september 2027",
    )


def test_the_history_tells_a_council(filled: Cast, sign_in: Callable[..., Client]) -> None:
    page = sign_in(filled.anna).get(f"/s/{filled.cooperation.slug}/overzicht/geschiedenis/").content.decode()
    assert "Raden · Lisse" in page
