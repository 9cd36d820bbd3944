"""A dossier is the same after writing to a spreadsheet and reading it, in both languages."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.engine.dossier.strategies import dossiers

from vierkant.business_case.inputs import TaskPart
from vierkant.documents.spreadsheet import read, write
from vierkant.documents.spreadsheet_layout import ANY, Kind, sheets, sheets_of
from vierkant.documents.spreadsheet_models import MODELS
from vierkant.documents.spreadsheet_text import from_cell, to_cell
from vierkant.documents.spreadsheet_words import (
    LANGUAGES,
    header,
    known_booleans,
    known_columns,
    known_labels,
    known_sheets,
    known_words,
    label,
    sheet_title,
    word,
)
from vierkant.dossier import Dossier, from_plain, load
from vierkant.quantities import Figure

from .workbooks import PLAIN, dossier, written

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.toml"))
SOME = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

FEWER = settings(SOME, max_examples=4)
"""For tests of which one example holds many values."""


@SOME
@given(dossiers(), st.sampled_from(LANGUAGES))
def test_written_and_read_is_the_same(any_dossier: Dossier, language: str) -> None:
    assert read(write(any_dossier, language), name="d.xlsx") == any_dossier


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_come_back(path: Path, language: str) -> None:
    example = load(path)
    assert read(write(example, language), name=path.name) == example


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_survives_a_cell(text: str) -> None:
    assert from_cell(to_cell(text)) == text


TEXTS = (
    "=1+1",
    "+31 6",
    "-5",
    "@naam",
    "'aanhaling",
    "#N/A",
    "#DIV/0!",
    "1,8",
    "0010",
    "TRUE",
    "ja",
    "2026-11-24",
    "_x0041_",
    "_x005F_x0041_",
    "\x00\x01\x1f\x0b",
    "regel 1\r\nregel 2\n\tregel 3",
    "twee  spaties",
    "é ★ 😀 \u2028 \ufffe \uffff",
    '""',
    '_x0022_"',
    "",
    "a" * 4000,
    "\x01" * 4000,
    "<b>&amp;</b>",
)
"""Texts that a spreadsheet program, or XML, would make something else of."""


@pytest.fixture(scope="module")
def all_texts() -> tuple[Dossier, Dossier, bytes]:
    """A dossier with a task for every text, as it comes back, and its file."""
    tasks = [{"id": f"t{number}", "name": "T", "note": text} for number, text in enumerate(TEXTS)]
    one = from_plain({"tasks": tasks})
    content = write(one)
    return one, read(content, name="d.xlsx"), content


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_texts_stay_what_they_are(number: int, all_texts: tuple[Dossier, Dossier, bytes]) -> None:
    one, back, _content = all_texts
    assert one.tasks[number].note is not None
    assert back.tasks[number] == one.tasks[number]


def test_no_text_becomes_a_formula_or_an_error(all_texts: tuple[Dossier, Dossier, bytes]) -> None:
    page = load_workbook(BytesIO(all_texts[2]))["Taken"]
    assert page.max_row >= len(TEXTS)
    assert not [cell for row in page for cell in row if cell.data_type in ("f", "e")]


@FEWER
@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=40))
def test_numbers_keep_their_last_digit(values: list[float]) -> None:
    rows = [
        {"id": f"m{number}", "block": "grip", "text": "a", "hours": value}
        for number, value in enumerate(values)
    ]
    one = from_plain({"measures": rows})
    assert read(write(one), name="d.xlsx") == one


def test_dates_come_back() -> None:
    days = (date.min, date(1900, 2, 28), date(1905, 7, 19), date(1910, 1, 1), date(2026, 11, 24), date.max)
    rows = [
        {"id": f"m{number}", "block": "grip", "text": "a", "due": day.isoformat()}
        for number, day in enumerate(days)
    ]
    one = from_plain({"measures": rows})
    assert read(write(one), name="d.xlsx") == one


@pytest.mark.parametrize("section", ["form_answers", "agreements", "arrangement_text", "planning"])
def test_an_empty_section_is_not_an_absent_one(section: str) -> None:
    empty, absent = from_plain({section: {}}), from_plain({})
    assert empty != absent
    assert read(write(empty), name="d.xlsx") == empty
    assert read(write(absent), name="d.xlsx") == absent


def test_no_choice_made_is_not_no_answer() -> None:
    one = from_plain({"form_answers": {"bodies": []}})
    assert read(write(one), name="d.xlsx") == one
    assert one.form_answers is not None
    assert one.form_answers.bodies == frozenset()


def test_a_part_without_figures_stays() -> None:
    one = from_plain({**PLAIN, "tasks": [{"id": "a", "name": "A", "parts": {"lisse": {}}}]})
    assert read(write(one), name="d.xlsx") == one


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert write(dossier()) == written()


def test_every_field_of_every_model_has_a_cell() -> None:
    for section, model in MODELS.items():
        paths = [column.path for sheet in sheets_of(section) for column in sheet.columns]
        for name in model.model_fields:
            assert any(path[0] == name for path in paths), f"{section}.{name} has no column"
    inner = set(TaskPart.model_fields)
    columns = next(sheet for sheet in sheets() if sheet.key == "task_parts").columns
    assert {column.path[2] for column in columns if column.path[:2] == ("parts", ANY)} == inner
    for column in columns:
        if column.figure:
            assert column.path[-1] in Figure.model_fields


def test_headers_are_words_and_not_ambiguous() -> None:
    for sheet in sheets():
        for language in LANGUAGES:
            titles = [header(column, language) for column in sheet.columns]
            assert len(set(titles)) == len(titles)
            assert len(sheet_title(sheet.key, language)) <= 31  # a limit of the file format
            for column in sheet.columns:
                assert known_columns(sheet)[header(column, language).casefold()] == column
                if column.field:
                    text = label(column.field, language, column.section)
                    assert known_labels(sheet)[text.casefold()] == column.field
                    assert "_" not in text
    assert len(known_sheets()) == len({sheet_title(s.key, each) for s in sheets() for each in LANGUAGES})


def test_words_of_choice_are_not_ambiguous() -> None:
    enums = {column.choices for sheet in sheets() for column in sheet.columns if column.choices}
    assert len(enums) >= 9
    for choices in enums:
        for value in choices:
            for language in LANGUAGES:
                assert known_words(choices)[word(value, language).casefold()] == value.value
    several = {
        column.choices for sheet in sheets() for column in sheet.columns if column.kind is Kind.CHOICES
    }
    for choices in several - {None}:  # there, commas stand between words
        assert not any("," in word(value, language) for value in choices or () for language in LANGUAGES)
    assert known_booleans()["ja"] is True
    assert known_booleans()["nee"] is False


def test_a_controller_can_work_in_it() -> None:
    book = load_workbook(BytesIO(written()))
    assert book.sheetnames[:5] == ["Uitleg", "De samenwerking", "Deelnemers", "Taken", "Taken per deelnemer"]
    assert book.sheetnames[-1] == "Keuzelijsten"
    assert not any(page.protection.sheet for page in book)
    assert not any(page.merged_cells.ranges for page in book)
    for sheet in sheets():
        page = book[sheet_title(sheet.key, "nl")]
        assert page["A1"].value == page.title
        assert page.freeze_panes in ("B5", "C5")
        assert page.print_title_rows == "$4:$4"
        table = page.tables[f"vierkant_{sheet.key}"]
        heads = [page.cell(4, number).value for number in range(1, len(table.tableColumns) + 1)]
        assert [column.name for column in table.tableColumns] == heads
    rules = book["Taken per deelnemer"].data_validations.dataValidation
    lists = {rule.formula1 for rule in rules if rule.type == "list"}
    assert "'Taken'!$A$5:$A$1005" in lists
    assert "'Deelnemers'!$A$5:$A$1005" in lists
    assert '"gepubliceerd,gemeten,geschat,aangenomen"' in lists
    lists = {rule.formula1 for rule in book["Bepalingen in de tekst"].data_validations.dataValidation}
    assert "'Keuzelijsten'!$H$5:$H$32" in lists
    assert book["Keuzelijsten"]["H4"].value == "Bepaling"
    assert book["Keuzelijsten"]["H5"].value == "deelnemers"
    assert book["Raden"]["D5"].value == "lisse"
    assert book["Raden"]["E5"].value == "2027-03-25; 2027-06-24"
    assert book["Raden"]["I5"].value == "2027-07-10/2027-08-22 zomerreces\n2027-12-25/2028-01-05"
    share = next(cell for cell in book["Taken"][5] if cell.value == 0.05)
    assert share.number_format == "0.0%"
