"""A workbook of counts: every sheet is searched for persons, and far-away cells cost nothing."""

from __future__ import annotations

import time
from datetime import date, datetime
from io import BytesIO

import pytest

from vierkant.change.staff_file import MOST_COLUMNS, MOST_ROWS, StaffFileError
from vierkant.change.staff_sheets import Sheet, read_staff_sheets, sheet_rows
from vierkant.documents.workbook import read_workbook
from vierkant.terms import render


def sheet(*rows: tuple[object, ...]) -> Sheet:
    return {
        (row, column): value
        for row, cells in enumerate(rows, 1)
        for column, value in enumerate(cells, 1)
        if value is not None
    }


COUNTS = sheet(
    ("Team", "Functie", "Schaal", "Aantal"), ("Balie", "Adviseur", 8.0, 12), ("Groen", None, None, 9.0)
)
NOTES = sheet(("Uitleg",), ("Peildatum", date(2026, 1, 1)))


def refused(*sheets: Sheet) -> StaffFileError:
    with pytest.raises(StaffFileError) as caught:
        read_staff_sheets(sheets)
    return caught.value


def test_the_sheet_with_counts_is_found_wherever_it_stands() -> None:
    for sheets in ((COUNTS,), (NOTES, COUNTS), (COUNTS, NOTES), ({}, NOTES, COUNTS)):
        found = read_staff_sheets(sheets)
        assert [(item.team, item.people) for item in found.groups] == [("Balie", 12), ("Groen", 9)]


def test_a_name_on_any_sheet_refuses_the_whole_file() -> None:
    birth = datetime.fromisoformat("1975-03-12T00:00:00")
    persons = sheet(("Achternaam", "Geboren"), ("Jansen", birth))
    for sheets, number in (((COUNTS, persons), 2), ((persons, COUNTS), 1)):
        error = refused(*sheets)
        assert error.personal
        assert [item.id for item in error.faults] == ["header", "header", "found_born"]
        told = [render(item.message, language) for item in error.faults for language in ("nl", "en")]
        assert all(f"{number}: " in text for text in told)
        assert "Jansen" not in " ".join(told)


def test_without_counts_the_sheet_that_comes_nearest_is_told() -> None:
    wrong = sheet(("Team", "Aantal"), ("Balie", "veel"))
    for sheets in ((NOTES, wrong), (wrong, NOTES), (wrong, COUNTS), (COUNTS, wrong)):
        error = refused(*sheets)
        assert [item.id for item in error.faults] == ["count_text"]
    assert {item.id for item in refused(NOTES).faults} == {"no_count", "no_team"}
    assert [item.id for item in refused().faults] == ["empty"]
    assert "Tabblad" not in render(refused(wrong).faults[0].message)


def test_a_far_away_cell_is_searched_and_costs_nothing() -> None:
    begin = time.perf_counter()
    error = refused({**COUNTS, (1_000_000, 16_000): "x"})
    assert [item.id for item in error.faults] == ["too_large"]
    assert [item.id for item in refused({**COUNTS, (1_000_000, 16_000): "a@b.nl"}).faults] == ["found_email"]
    assert time.perf_counter() - begin < 2
    assert len(sheet_rows({(10**6, 10**4): "x"})) == MOST_ROWS + 1
    assert len(sheet_rows({(10**6, 10**4): "x"})[0]) == MOST_COLUMNS + 1


def test_a_workbook_as_people_make_it() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["Bezetting per 1 januari"],
        ["Team", "Schaal", "Aantal"],
        ["Balie", 6, 12],
        ["Groen", None, 9],
    ):
        page.append(row)
    content = BytesIO()
    book.save(content)
    sheets = [
        {place: cell.value for place, cell in item.cells.items()}
        for item in read_workbook(content.getvalue())
    ]
    found = read_staff_sheets(sheets)
    assert [(item.team, item.scale, item.people) for item in found.groups] == [
        ("Balie", 6, 12),
        ("Groen", None, 9),
    ]
