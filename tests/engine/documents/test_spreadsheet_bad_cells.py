"""What people do in cells: every mistake is named with its sheet and cell, all at once, and nothing is read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from vierkant.documents.spreadsheet import read
from vierkant.dossier.problems import explain

from .workbooks import answer_of, cell_of, changed, dossier, named, problems, typed

FTE = ("Taken per deelnemer", "Eigen fte", 5)
SAVING = ("Taken", "Geplande besparing", 5)
KEY = ("Afspraken per deelnemer", "Verdeelsleutel", 5)
DUE = ("Maatregelen", "Klaar op", 5)


def test_unchanged_it_is_accepted() -> None:
    assert read(changed(), name="d.xlsx") == dossier()


@pytest.mark.parametrize(
    ("place", "value", "name"),
    [
        (FTE, "1,8", "decimal_comma"),
        (FTE, "€ 1.200,50", "decimal_comma"),
        (FTE, "12", "number_as_text"),
        (FTE, "ongeveer 4", "not_a_number"),
        (FTE, True, "not_a_number"),
        (FTE, datetime(2026, 2, 1), "date_for_number"),  # noqa: DTZ001
        (FTE, -4.5, "figure.value_outside_range"),
        (SAVING, 12, "figure.value_outside_range"),
        (KEY, 40, "figure.not_a_share"),
        (KEY, "40%", "number_as_text"),
        (KEY, -0.4, "figure.not_a_share"),
        (DUE, "15-01-2027", "date_as_text"),
        (DUE, "volgende week", "not_a_date"),
        (DUE, "2027-02-30", "calendar.no_such_day"),
        (DUE, 2027, "year_as_date"),
        (DUE, True, "not_a_date"),
        (DUE, datetime(2027, 1, 15, 9, 30), "date_with_time"),  # noqa: DTZ001
        (("Maatregelen", "Struikelblok", 5), "mens", "not_a_choice"),
        (("Maatregelen", "Gedaan", 5), "misschien", "not_yes_no"),
        (("Maatregelen", "Sleutel", 5), "Praten!", "pattern"),
        (("Maatregelen", "Wat er gebeurt", 5), None, "missing"),
        (("Deelnemers", "Gemeentecode", 5), "GM9999", "unknown_municipality"),
        (("Deelnemers", "Gemeentecode", 5), "534", "pattern"),
        (("Deelnemers", "Inwoners: bron", 5), None, "figure.published_without_source"),
        (("Deelnemers", "Inwoners: bron", 5), "cps", "unknown_source"),
        (("Deelnemers", "Inwoners", 5), None, "missing"),
        (("Deelnemers", "Inwoners: jaar", 5), 2017.5, "whole_number"),
        (("Deelnemers", "Inwoners: hoe bekend", 5), "gegoogeld", "not_a_choice"),
        (("Taken per deelnemer", "Eigen fte: laag", 5), 6, "figure.low_above_high"),
        (("Taken per deelnemer", "Eigen fte: hoog", 5), None, "figure.half_range"),
        (("Taken per deelnemer", "Deelnemer", 5), "hilegom", "unknown_partner"),
        (("Taken per deelnemer", "Deelnemer", 5), None, "missing_key"),
        (("Taken per deelnemer", "Taak", 5), "belastingen", "unknown_item"),
        (("Taken", "Taakveld", 5), 0.1, "number_for_code"),
        (("Taken", "Taakveld", 5), "9.99", "unknown_taakveld"),
        (("Taken", "Eenheid van het volume", 5), datetime(2026, 2, 1), "date_for_text"),  # noqa: DTZ001
        (("Functies per deelnemer", "Mensen die het kunnen", 5), 1.5, "whole_number"),
        (("Functies per deelnemer", "Mensen die het kunnen", 5), None, "missing_value"),
        (("Functies per deelnemer", "Deelnemer", 6), "rijnwoude", "unknown_partner"),
        (("Medewerkers", "Aantal mensen", 5), 0, "at_least"),
        (("Medewerkers", "Deelnemer", 5), "rijnwoude", "unknown_partner"),
        (("Afspraken per deelnemer", "Stemmen", 6), -3, "at_least"),
        (("Bronnen", "Adres", 5), "opendata.cbs.nl", "pattern"),
        (("Bronnen", "Titel", 5), None, "missing"),
    ],
)
def test_one_wrong_cell(place: tuple[str, str, int], value: Any, name: str) -> None:
    sheet, header, row = place
    cell = cell_of(sheet, header, row)
    found = named(changed(typed(sheet, cell, value)))
    if name == "figure.half_range":
        assert found == [(sheet, cell_of(sheet, "Eigen fte: laag", row), name)]
    else:
        assert found == [(sheet, cell, name)]


@pytest.mark.parametrize(
    ("error", "place"),
    [("#DIV/0!", FTE), ("#REF!", KEY), ("#N/A", DUE), ("#VALUE!", ("Taken", "Naam", 5))],
)
def test_formula_error(error: str, place: tuple[str, str, int]) -> None:
    sheet, header, row = place
    cell = cell_of(sheet, header, row)
    (problem,) = problems(changed(typed(sheet, cell, error)))
    assert (problem.where.sheet, problem.where.cell) == (sheet, cell)
    assert error in explain(problem, "nl")


def test_formula_without_saved_result() -> None:
    sheet, header, row = FTE
    cell = cell_of(sheet, header, row)
    (problem,) = problems(changed(typed(sheet, cell, "=2+2.5")))
    assert problem.message.id == "spreadsheet.problem.formula_unsaved"
    assert "sla het op" in explain(problem, "nl")


def test_answers_of_a_record_sheet() -> None:
    when = answer_of("De samenwerking", "Datum van het volgende besluit")
    bodies = answer_of("Vragen over de vorm", "Deelnemende bestuursorganen")
    staff = answer_of("Vragen over de vorm", "Neemt zelf personeel in dienst")
    content = changed(
        typed("De samenwerking", when, "24/11/2026"),
        typed("Vragen over de vorm", bodies, "raad, collega"),
        typed("Vragen over de vorm", staff, "soms"),
    )
    assert named(content) == [
        ("De samenwerking", when, "date_as_text"),
        ("Vragen over de vorm", bodies, "not_a_choice"),
        ("Vragen over de vorm", staff, "not_yes_no"),
    ]


def test_many_mistakes_are_all_reported() -> None:
    places = [
        ("Deelnemers", "Gemeentecode", 5, "GM9999"),
        ("Taken", "Geplande besparing: hoog", 5, "8%"),
        ("Taken per deelnemer", "Eigen fte", 5, "1,8"),
        ("Taken per deelnemer", "Eigen fte", 6, "#DIV/0!"),
        ("Maatregelen", "Klaar op", 5, "morgen"),
    ]
    spots = [(sheet, cell_of(sheet, header, row), value) for sheet, header, row, value in places]
    found = named(changed(*(typed(sheet, cell, value) for sheet, cell, value in spots)))
    assert [(sheet, cell) for sheet, cell, _ in found] == [(sheet, cell) for sheet, cell, _ in spots]


def test_shares_that_miss_a_hundred_percent_point_at_the_column() -> None:
    sheet, header, row = KEY
    (problem,) = problems(changed(typed(sheet, cell_of(sheet, header, row), 0.3)))
    assert problem.message.id == "dossier.problem.shares"
    assert (problem.where.sheet, problem.where.cell) == (sheet, cell_of(sheet, header, 4))


def test_an_unreadable_share_does_not_also_count_as_missing_from_the_sum() -> None:
    sheet, header, row = KEY
    cell = cell_of(sheet, header, row)
    assert named(changed(typed(sheet, cell, "0,4"))) == [(sheet, cell, "decimal_comma")]


@pytest.mark.parametrize("sheet", ["Deelnemers", "Taken", "Functies", "Bronnen"])
def test_an_unreadable_key_does_not_make_it_unknown_elsewhere(sheet: str) -> None:
    cell = cell_of(sheet, "Sleutel", 5)
    assert named(changed(typed(sheet, cell, "#REF!"))) == [(sheet, cell, "error_value")]


def test_double_keys_name_the_row_of_the_sheet() -> None:
    cell = cell_of("Deelnemers", "Sleutel", 6)
    found = problems(changed(typed("Deelnemers", cell, "hillegom")))
    (double,) = [item for item in found if item.message.id == "dossier.problem.same_id"]
    assert (double.where.sheet, double.where.cell) == ("Deelnemers", cell)
    assert "rij 5" in explain(double, "nl")


def test_the_same_partner_twice_for_a_task() -> None:
    cell = cell_of("Taken per deelnemer", "Deelnemer", 6)
    (problem,) = problems(changed(typed("Taken per deelnemer", cell, "hillegom")))
    assert problem.message.id == "spreadsheet.problem.same_key"
    assert "rij 5" in explain(problem, "nl")


def test_the_same_source_twice() -> None:
    def add(book: Workbook) -> None:
        page = book["Bronnen"]
        page["A6"], page["B6"] = "cbs", "Nog eens"

    assert named(changed(add)) == [("Bronnen", "A6", "same_key")]


def test_saying_no_to_a_section_that_is_filled_in() -> None:
    cell = answer_of("Afspraken", "Onderdeel in het dossier")
    assert named(changed(typed("Afspraken", cell, "nee"))) == [("Afspraken", cell, "said_absent")]


def test_a_share_above_one_says_how_to_write_it() -> None:
    cell = cell_of("Afspraken per deelnemer", "Verdeelsleutel", 5)
    (problem,) = problems(changed(typed("Afspraken per deelnemer", cell, 40)))
    assert "12%" in explain(problem, "nl")
    assert "percentage" in explain(problem, "nl")
