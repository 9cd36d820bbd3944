"""A dossier to a spreadsheet: one sheet per section, and one per section in which partners have their own part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import BaseModel

from vierkant.documents.spreadsheet_cells import FIRST_DATE
from vierkant.documents.spreadsheet_layout import ANY, PRESENT, Column, Kind, Shape, Sheet, sheets
from vierkant.documents.spreadsheet_looks import Looks, finish_record, finish_table, print_setup
from vierkant.documents.spreadsheet_text import to_cell
from vierkant.documents.spreadsheet_words import (
    FIELD,
    HINT,
    group_header,
    header,
    hint,
    intro,
    label,
    long_choices,
    record_fields,
    record_header,
    record_parts,
    row_label,
    sheet_title,
    word,
    words,
    yes_no,
)
from vierkant.dossier.crosschecks import CAPABILITIES_WITH_PARAMETERS
from vierkant.dossier.problems import field_word
from vierkant.dossier.sections import SCHEMA_VERSION, Dossier
from vierkant.sources import parameters
from vierkant.terms import Language, render

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_ROW, INTRO_ROW, GROUP_ROW, HEADER_ROW = 1, 2, 3, 4

_GUIDE = (
    "purpose",
    "safe",
    "sheets",
    "own",
    "key",
    "figure",
    "known",
    "percent",
    "empty",
    "people",
)


def write(dossier: Dossier, language: Language = "nl") -> bytes:
    """The dossier as an xlsx file; ``read(write(dossier))`` gives an equal dossier, in either language.

    The same dossier gives the same bytes.
    """
    # openpyxl is loaded here because the command line must start fast
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    looks = Looks.make()
    _guide(book, dossier, language, looks)
    for sheet in sheets():
        page = book.create_sheet(sheet_title(sheet.key, language))
        page.append([sheet_title(sheet.key, language)])
        page.append([intro(sheet.key, language)])
        if sheet.shape is Shape.RECORD:
            _record(page, sheet, dossier, language, looks)
        else:
            _table(page, sheet, dossier, language, looks)
        print_setup(page, language, header_rows=f"{HEADER_ROW}:{HEADER_ROW}")
    _lists(book, language, looks)
    book.properties.title = to_cell(dossier.cooperation.name) if dossier.cooperation else None
    book.properties.creator = "Vierkant"
    book.properties.language = language
    stream = BytesIO()
    book.save(stream)
    return _timeless(stream.getvalue())


def _guide(book: Workbook, dossier: Dossier, language: Language, looks: Looks) -> None:
    page = book.create_sheet(sheet_title("guide", language))
    page.append([render("spreadsheet.guide.title", language)])
    put(page, 2, 1, dossier.cooperation.name if dossier.cooperation else None)
    number = 3
    for name in _GUIDE:
        number += 1
        page.cell(number, 1, render(f"spreadsheet.topic.{name}", language))
        page.cell(number, 2, render(f"spreadsheet.guide.{name}", language))
    looks.guide(page, range(4, number + 1))
    number += 2
    page.cell(number, 1, render("spreadsheet.guide.overview", language))
    looks.heading(page, number)
    for sheet in sheets():
        number += 1
        title = sheet_title(sheet.key, language)
        page.cell(number, 1, title)
        page.cell(number, 2, intro(sheet.key, language))
        looks.link(page, number, title)
    page.cell(number + 2, 1, render("spreadsheet.guide.version", language))
    page.cell(number + 2, 2, SCHEMA_VERSION)
    print_setup(page, language)


def _record(page: Worksheet, sheet: Sheet, dossier: Dossier, language: Language, looks: Looks) -> None:
    """One field per row; the parts of a figure stand beside its value."""
    parts = (FIELD, *record_parts(sheet), HINT)
    for number, part in enumerate(parts, 1):
        page.cell(HEADER_ROW, number, record_header(part, language))
    section = getattr(dossier, sheet.section)
    rows = {name: HEADER_ROW + number for number, name in enumerate(record_fields(sheet), 1)}
    for name, row in rows.items():
        page.cell(row, 1, row_label(sheet, name, language))
    for column in sheet.columns:
        row, part = rows[column.field], column.part or "value"
        if part == "value":
            page.cell(row, len(parts), hint(column, language))
        value = _present(section) if column is PRESENT else _value(section, column.path)
        put(page, row, 1 + parts.index(part), value, column, language)
        looks.input(page, row, 1 + parts.index(part), column)
    finish_record(page, sheet, parts, HEADER_ROW, language, looks)


def _present(section: BaseModel | None) -> bool | None:
    return None if section is None else True


def _table(page: Worksheet, sheet: Sheet, dossier: Dossier, language: Language, looks: Looks) -> None:
    last_field: tuple[str, ...] | None = None
    for number, column in enumerate(sheet.columns, 1):
        page.cell(HEADER_ROW, number, header(column, language))
        if column.figure and column.path[:-1] != last_field and column.field:
            page.cell(GROUP_ROW, number, group_header(column, language))
        last_field = column.path[:-1] if column.figure else None
    row = HEADER_ROW
    for row, values in enumerate(_rows(sheet, dossier), HEADER_ROW + 1):
        for number, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
            if value is not None:
                put(page, row, number, value, column, language)
                looks.value(page, row, number, column)
    finish_table(page, sheet, HEADER_ROW, row, language, looks)


def _rows(sheet: Sheet, dossier: Dossier) -> Iterator[list[Any]]:
    section = getattr(dossier, sheet.section)
    if sheet.shape is Shape.ROWS:
        for item in section:
            yield [_value(item, column.path) for column in sheet.columns]
    elif sheet.shape is Shape.MAPPING:
        for key, item in section.items():
            yield [key, *(_value(item, column.path) for column in sheet.columns[1:])]
    elif sheet.section == "coalition_costs":
        for name, cost in (section.costs if section else {}).items():
            yield [name, cost]
    elif sheet.shape is Shape.LINES:
        outer = sheet.columns[1].path[0]
        for item in section:
            for line in getattr(item, outer):
                yield [item.partner, *(_value(line, column.path[1:]) for column in sheet.columns[1:])]
    elif sheet.section == "agreements":
        known = [partner.id for partner in dossier.partners]
        keys = [*section.cost_key, *section.votes] if section else []
        for partner in dict.fromkeys([*known, *keys]):
            yield [partner, *(_value(section, column.path, partner) for column in sheet.columns[1:])]
    else:
        outer = sheet.columns[2].path[0]
        for item in section:
            for partner in getattr(item, outer):
                cells = [_value(item, column.path, partner) for column in sheet.columns[2:]]
                yield [item.id, partner, *cells]


def _value(item: Any, path: Sequence[str], partner: str = "") -> Any:
    """What stands at a path in a part of the dossier; None when something on the way is not there."""
    for step in path:
        if item is None:
            return None
        named = partner if step == ANY else step
        item = item.get(named) if isinstance(item, Mapping) else getattr(item, named)
    return item


def put(
    page: Worksheet,
    row: int,
    number: int,
    value: Any,
    column: Column | None = None,
    language: Language = "nl",
) -> None:
    """Write a value so that it comes back as it was: text stays text, a number keeps its last digit."""
    if value is None:
        return
    if isinstance(value, bool):
        value = yes_no(value, language)
    elif isinstance(value, frozenset):
        ordered = [item for item in column.choices or () if item in value] if column else []
        value = ", ".join(word(item, language) for item in ordered) or render(
            "spreadsheet.word.none", language
        )
    elif isinstance(value, tuple):
        value = _several(value, column, language)
    elif isinstance(value, StrEnum):
        value = word(value, language)
    if value is None:
        return
    if isinstance(value, date) and value < FIRST_DATE:
        value = value.isoformat()
    cell = page.cell(row, number)
    if isinstance(value, str):
        text = to_cell(value)
        cell.value = text
        cell.data_type = "s"  # openpyxl makes a formula of what starts with =, and an error of #N/A
        cell.quotePrefix = text[:1] in "=+-@#'"  # so that a spreadsheet program does not either
    elif isinstance(value, float):
        cell.value = value
        if float(f"{value:.16g}") != value:
            cell.value = repr(value)  # openpyxl writes 16 digits; some numbers need 17
            cell.data_type = "n"
    else:
        cell.value = value


def _several(values: tuple[Any, ...], column: Column | None, language: Language) -> str | None:
    """Several days, periods, keys or words in one cell."""
    kind = column.kind if column else Kind.KEYS
    if kind is Kind.CHOICES:
        return ", ".join(word(value, language) for value in values) or None
    if kind is Kind.PERIODS:
        return "\n".join(str(period) for period in values) or None
    if kind is Kind.DATES:
        return "; ".join(day.isoformat() for day in values) or None
    return ", ".join(values) or None


def _lists(book: Workbook, language: Language, looks: Looks) -> None:
    """The parameters that may be replaced, with our own values; the choice list of the sheet with assumptions."""
    page = book.create_sheet(sheet_title("lists", language))
    page.append([sheet_title("lists", language)])
    page.append([intro("lists", language)])
    page.append([])
    fields = ("value", "low", "high", "year")
    words_ = [field_word(name, language) for name in fields]
    page.append([label("assumption", language), *(text[:1].upper() + text[1:] for text in words_)])
    for room in CAPABILITIES_WITH_PARAMETERS:
        for name, item in parameters(room).items():
            page.append([f"{room}.{name}", item.value, item.low, item.high, item.year])
    for choices, letter in long_choices(language).items():
        column = next(item for sheet in sheets() for item in sheet.columns if item.choices is choices)
        page[f"{letter}{HEADER_ROW}"] = label(column.field, language, column.section)
        for number, text in enumerate(words(choices, language), HEADER_ROW + 1):
            page[f"{letter}{number}"] = text
    looks.lists(page, HEADER_ROW)
    print_setup(page, language, header_rows=f"{HEADER_ROW}:{HEADER_ROW}")


def _timeless(content: bytes) -> bytes:
    """The same file without the time of writing: the engine has no clock, and equal dossiers give equal bytes."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            part = source.read(item)
            if item.filename == "docProps/core.xml":
                part = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", part)
            entry = ZipInfo(item.filename)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, part)
    return stream.getvalue()
