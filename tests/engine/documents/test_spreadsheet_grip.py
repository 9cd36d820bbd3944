"""Days and periods in one cell, choices of what we know, and files in which a sheet is not there."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from vierkant.documents.spreadsheet import read, read_into, write
from vierkant.documents.spreadsheet_layout import LATER_FIELDS, sheets, sheets_of
from vierkant.documents.spreadsheet_models import GRIP_RECORDS
from vierkant.documents.spreadsheet_words import row_label, sheet_title
from vierkant.dossier import from_plain
from vierkant.dossier.sections import GRIP_SECTIONS, NUMBER_SECTIONS

from .workbooks import PLAIN, cell_of, changed, dossier, named, typed

MEETINGS = "Vergaderingen"


def meetings_of(value: Any) -> list[str]:
    """The days that are read from what somebody typed."""
    content = changed(typed("Raden", cell_of("Raden", MEETINGS, 5), value))
    return [day.isoformat() for day in read(content, name="d.xlsx").councils[0].meetings]


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2027-04-15; 2027-07-08", ["2027-04-15", "2027-07-08"]),
        ("8-7-2027;15-4-2027", ["2027-04-15", "2027-07-08"]),
        ("15/4/2027, 8/7/2027", ["2027-04-15", "2027-07-08"]),
        ("donderdag 15 april 2027\n8 jul. 2027\n", ["2027-04-15", "2027-07-08"]),
        ("15-04-2027", ["2027-04-15"]),
        (datetime.fromisoformat("2027-04-15"), ["2027-04-15"]),  # a date of the spreadsheet program
    ],
)
def test_days_as_people_write_them(value: Any, days: list[str]) -> None:
    assert meetings_of(value) == days


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("15 april", "not_days"),
        ("15-4-27", "not_days"),
        ("2027-04-15 en 2027-07-08", "not_days"),
        ("31-2-2027", "calendar.no_such_day"),
        ("15-4-1927", "far_day"),
        (46127, "not_a_date"),
        (datetime.fromisoformat("2027-04-15T20:00"), "date_with_time"),
    ],
)
def test_what_is_no_day(value: Any, name: str) -> None:
    cell = cell_of("Raden", MEETINGS, 5)
    assert named(changed(typed("Raden", cell, value))) == [("Raden", cell, name)]


@pytest.mark.parametrize(
    ("value", "period"),
    [
        ("10-7-2027 t/m 22-8-2027 zomerreces", "2027-07-10/2027-08-22 zomerreces"),
        ("10 juli 2027 - 22 augustus 2027", "2027-07-10/2027-08-22"),
        ("2027-07-10/2027-08-22", "2027-07-10/2027-08-22"),
        ("24-12-2027 kerstavond", "2027-12-24/2027-12-24 kerstavond"),
    ],
)
def test_periods_as_people_write_them(value: str, period: str) -> None:
    content = changed(typed("Raden", cell_of("Raden", "Reces", 5), value))
    assert [str(found) for found in read(content, name="d.xlsx").councils[0].recess] == [period]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("zomer", "not_periods"),
        ("22-8-2027 t/m 10-7-2027", "calendar.period_ends_before"),
        ("10-7-2027 t/m 32-8-2027", "calendar.no_such_day"),
    ],
)
def test_what_is_no_period(value: str, name: str) -> None:
    cell = cell_of("Raden", "Reces", 5)
    assert named(changed(typed("Raden", cell, value))) == [("Raden", cell, name)]


def test_references_are_checked_in_their_cell() -> None:
    board, council = cell_of("Besturen", "Deelnemende raden", 5), cell_of("Raden", "Deelnemer", 5)
    point = cell_of("Standpunten van de raden", "Punt", 5)
    content = changed(
        typed("Besturen", board, "raad, raat"), typed("Raden", council, "lise"),
        typed("Standpunten van de raden", point, "huurr"),
    )  # fmt: skip
    assert named(content) == [
        ("Besturen", board, "unknown_council"),
        ("Raden", council, "unknown_partner"),
        ("Standpunten van de raden", point, "unknown_point"),
    ]


def test_an_instrument_is_chosen_by_its_name() -> None:
    def add(word: str, book: Workbook) -> None:
        book["Instrumenten van de raden"]["A5"] = word

    for word in ("Toestemming van de raad", "consent", "CONSENT OF THE COUNCIL"):
        (use,) = read(changed(partial(add, word)), name="d.xlsx").instruments
        assert use.id == "consent"
    assert named(changed(partial(add, "toestemming"))) == [
        ("Instrumenten van de raden", "A5", "not_a_choice")
    ]


# Files in which a sheet is not there -------------------------------------------------------------------------------


def older(book: Workbook) -> None:
    """Make of it what was downloaded before there were sheets about grip."""
    for section in GRIP_SECTIONS:
        del book[sheet_title(section, "nl")]
    page = book["Vragen over de vorm"]
    sheet = next(sheet for sheet in sheets() if sheet.key == "form_answers")
    later = {row_label(sheet, name, "nl") for name in LATER_FIELDS["form_answers"]}
    for row in range(page.max_row, 4, -1):
        if page.cell(row, 1).value in later:
            page.delete_rows(row)


def test_a_file_of_before_is_read_and_says_what_it_does_not_know() -> None:
    found = read_into(changed(older), name="d.xlsx")
    plain = {name: content for name, content in PLAIN.items() if name not in GRIP_SECTIONS}
    assert found.dossier == from_plain(plain)
    assert set(found.untouched) == set(GRIP_SECTIONS)
    assert set(found.untouched_fields["form_answers"]) == LATER_FIELDS["form_answers"]
    assert read(changed(older), name="d.xlsx") == from_plain(plain)


def before_the_numbers(book: Workbook) -> None:
    """Make of it what was downloaded before a figure had a distribution and one partner could be the centre."""
    for section in NUMBER_SECTIONS:
        for sheet in sheets_of(section):
            del book[sheet_title(sheet.key, "nl")]
    for page in book:
        for number in range(page.max_column, 0, -1):
            if "erdeling" in str(page.cell(4, number).value) and page.title != "Keuzelijsten":
                page.delete_cols(number)
    page = book["Afspraken"]
    sheet = next(sheet for sheet in sheets() if sheet.key == "agreements")
    centre = row_label(sheet, "centre", "nl")
    page.delete_rows(next(cell.row for cell in page["A"] if cell.value == centre))


def test_a_file_of_before_the_numbers_is_read() -> None:
    found = read_into(changed(before_the_numbers), name="d.xlsx")
    assert found.dossier == from_plain(PLAIN)
    assert set(found.untouched) == set(NUMBER_SECTIONS)


def test_one_row_that_somebody_removed_is_still_a_mistake() -> None:
    def remove(book: Workbook) -> None:
        page = book["Vragen over de vorm"]
        page.delete_rows(next(cell.row for cell in page["A"] if cell.value == "Gewicht: uitstappen"))

    assert named(changed(remove)) == [("Vragen over de vorm", None, "missing_row")]


@pytest.mark.parametrize(
    "section", ["partners", "sources", "boards", "zienswijze_points", "planning", "measures"]
)
def test_any_sheet_may_be_taken_out_of_a_file_that_is_read_into_a_dossier(section: str) -> None:
    def remove(book: Workbook) -> None:
        del book[sheet_title(section, "nl")]

    found = read_into(changed(remove), name="d.xlsx")
    assert found.untouched == (section,)
    assert getattr(found.dossier, section) in ((), {}, None)
    for other in set(PLAIN) - {section}:
        assert getattr(found.dossier, other) == getattr(dossier(), other)


def test_the_part_of_the_partners_may_be_taken_out() -> None:
    def remove(book: Workbook) -> None:
        del book["Taken per deelnemer"], book["Afspraken per deelnemer"]

    found = read_into(changed(remove), name="d.xlsx")
    assert found.partners_untouched == ("tasks",)
    assert found.untouched_fields == {"agreements": ("cost_key", "votes")}
    assert not found.dossier.tasks[0].parts


def test_what_hangs_on_a_sheet_that_is_gone_is_not_lost_in_silence() -> None:
    def remove(book: Workbook) -> None:
        del book["Taken"], book["Afspraken"]

    assert named(changed(remove)) == [("Taken", None, "missing_sheet"), ("Afspraken", None, "missing_sheet")]


def test_an_empty_sheet_is_not_a_sheet_that_is_gone() -> None:
    def empty(book: Workbook) -> None:
        book["Besturen"].delete_rows(5)
        book["Punten voor de zienswijze"][cell_of("Punten voor de zienswijze", "Bestuur", 5)] = None

    found = read_into(changed(empty), name="d.xlsx")
    assert found.untouched == ()
    assert found.dossier.boards == ()


def test_sheets_stand_where_people_expect_them() -> None:
    titles = load_workbook(BytesIO(write(dossier()))).sheetnames
    after = titles.index("Afspraken per deelnemer") + 1
    assert titles[after : after + 9] == [sheet_title(section, "nl") for section in GRIP_SECTIONS]
    assert set(GRIP_RECORDS) < set(GRIP_SECTIONS)
