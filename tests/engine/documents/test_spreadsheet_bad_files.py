"""Files, sheets and columns that are not as they should be; and changes that are fine."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook

from vierkant.documents import workbook as workbook_module
from vierkant.documents.spreadsheet import read, write
from vierkant.dossier import Dossier, DossierError
from vierkant.dossier.problems import explain
from vierkant.dossier.reading import MAXIMUM_BYTES

from .workbooks import cell_of, changed, dossier, named, problems, typed, written

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        return {item.filename: archive.read(item) for item in archive.infolist()}


def parts() -> dict[str, bytes]:
    """The parts of the workbook that the tests change."""
    return dict(_parts())


def name_of(content: bytes) -> str:
    """The name of the only problem."""
    (problem,) = problems(content)
    return problem.message.id.split(".problem.")[1]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty_file"),
        (b"gemeente;fte\r\nLisse;1,8\r\n", "not_spreadsheet"),
        (b"%PDF-1.7", "not_spreadsheet"),
        (zipped({"word/document.xml": b"<w/>"}), "not_spreadsheet"),
        (zipped({"lees.txt": b"hallo"}), "not_spreadsheet"),
        (OLE + bytes(600), "old_format"),
        (OLE + bytes(100) + "EncryptedPackage".encode("utf-16-le") + bytes(100), "password"),
        (
            zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
            "open_document",
        ),
        (b"PK\x03\x04 en dan niets", "damaged"),
    ],
)
def test_not_a_workbook(content: bytes, name: str) -> None:
    assert name_of(content) == name


def test_half_a_file_is_damaged() -> None:
    assert name_of(written()[: len(written()) // 2]) == "damaged"


NOT_XML = (b"", b"<", b"<a><b></a>", b"\xff\xfe")
OTHER_XML = b"<a xmlns='x' r='A0'/>"


def _spoilt() -> list[dict[str, bytes]]:
    """Every part replaced by other XML; by what is no XML one part of every kind, and all that nobody reads at once."""
    sheets = [name for name in parts() if name.startswith("xl/worksheets/sheet")]
    aside = [
        name
        for name in parts()
        if name.startswith(("docProps/", "xl/tables/", "xl/theme/")) or "/_rels/sheet" in name
    ]
    single = [name for name in parts() if name not in sheets and name not in aside]
    found = [{name: OTHER_XML} for name in (*sheets, *single)]
    found += [{name: text} for name in (*sheets[:2], sheets[-1], *single) for text in NOT_XML]
    found += [dict.fromkeys(aside, text) for text in (*NOT_XML, OTHER_XML)]
    return found


def test_every_part_may_be_spoilt() -> None:
    for replaced in _spoilt():
        content = zipped({**parts(), **replaced}, zipfile.ZIP_STORED)
        with suppress(DossierError):  # any other error is a fault of ours
            assert isinstance(read(content, name="d.xlsx"), Dossier), replaced


def test_binary_workbook() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        b' Target="xl/workbook.bin"/></Relationships>'
    )
    assert name_of(zipped({"_rels/.rels": rels, "xl/workbook.bin": b"x"})) == "binary_format"


def test_encrypted_zip() -> None:
    content = bytearray(written())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    assert name_of(bytes(content)) == "password"


def test_too_large() -> None:
    assert name_of(b"PK" + bytes(MAXIMUM_BYTES)) == "too_large"


def test_zip_bomb() -> None:
    sheet = b"<worksheet>" + b" " * (workbook_module.MAXIMUM_UNPACKED + 1) + b"</worksheet>"
    content = zipped({**parts(), "xl/worksheets/sheet2.xml": sheet})
    assert len(content) < 250_000
    assert name_of(content) == "unpacked_too_large"


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MAXIMUM_CELLS", 100)
    assert name_of(written()) == "too_many_cells"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    content = zipped({**parts(), "xl/worksheets/sheet2.xml": bomb.encode(encoding)})
    assert name_of(content) == "damaged"


def test_an_encoding_that_nobody_knows_is_damage() -> None:
    changed_parts = parts()
    changed_parts["xl/workbook.xml"] = b'<?xml version="1.0" encoding="foo-bar"?><workbook/>'
    assert name_of(zipped(changed_parts)) == "damaged"


def test_a_workbook_of_something_else() -> None:
    stream = io.BytesIO()
    Workbook().save(stream)
    assert name_of(stream.getvalue()) == "no_sheets"


def test_missing_column() -> None:
    def remove(book: Workbook) -> None:
        page = book["Deelnemers"]
        page.delete_cols(1)  # the key: no row can do without, but that is said once

    found = problems(changed(remove))
    assert [item.message.id for item in found] == ["spreadsheet.problem.missing_column"]
    assert "Sleutel" in explain(found[0], "nl")


def test_unknown_column_and_missing_column() -> None:
    cell = cell_of("Taken", "Naam", 4)
    found = named(changed(typed("Taken", cell, "Taaknaam")))
    assert found == [("Taken", None, "missing_column"), ("Taken", cell, "unknown_column")]


def test_double_column() -> None:
    cell = cell_of("Taken", "Toelichting", 4)
    found = named(changed(typed("Taken", cell, "naam")))
    assert found == [("Taken", None, "missing_column"), ("Taken", cell, "column_twice")]


def test_a_cell_in_a_column_without_header() -> None:
    assert named(changed(typed("Bronnen", "K5", "los"))) == [("Bronnen", "K5", "nameless_column")]


def test_headers_gone() -> None:
    def remove(book: Workbook) -> None:
        book["Bronnen"].delete_rows(1, 9)

    found = named(changed(remove))
    assert found == [("Bronnen", None, "no_header")]


def test_data_above_the_headers_is_not_lost() -> None:
    assert named(changed(typed("Bronnen", "B3", "Een titel"))) == [("Bronnen", "B3", "above_header")]


def test_rows_of_a_record_sheet() -> None:
    def spoil(book: Workbook) -> None:
        page = book["De samenwerking"]
        page["A8"] = "Doelstelling"
        page["A9"] = "Fase"

    found = named(changed(spoil))
    assert ("De samenwerking", "A8", "unknown_row") in found
    assert ("De samenwerking", "A9", "row_twice") in found
    assert [name for _, cell, name in found if cell is None] == ["missing_row", "missing_row"]


def test_a_range_beside_an_answer_that_has_none() -> None:
    assert named(changed(typed("Afspraken", "C6", 3))) == [("Afspraken", "C6", "no_figure_here")]


def test_another_schema_version() -> None:
    book = load_workbook(io.BytesIO(written()))
    cell = next(f"B{item.row}" for item in book["Uitleg"]["A"] if item.value == "Schemaversie")
    assert named(changed(typed("Uitleg", cell, 2))) == [("Uitleg", cell, "version")]


def test_columns_and_rows_may_move() -> None:
    def move(book: Workbook) -> None:
        page = book["Taken per deelnemer"]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=6)]
        for number, row in enumerate(rows, 3):
            for column, value in enumerate(reversed(row), 1):
                page.cell(number, column).value = value
        partners = book["Bronnen"]
        partners.insert_rows(1, 3)
        book.move_sheet("Bronnen", -8)
        del book["Uitleg"], book["Keuzelijsten"]

    assert read(changed(move), name="d.xlsx") == dossier()


def test_own_sheets_empty_rows_and_capitals_are_fine() -> None:
    def spread(book: Workbook) -> None:
        book.create_sheet("Mijn berekening")["A1"] = "=1/0"
        book["Taken"].title = "even anders"
        book["even anders"].title = "TAKEN"
        page = book["Functies per deelnemer"]
        page["A20"], page["B20"], page["C20"] = page["A6"].value, page["B6"].value, page["C6"].value
        page["A6"] = page["B6"] = page["C6"] = None
        page["C4"] = "  mensen die  het kunnen "

    assert read(changed(spread), name="d.xlsx") == dossier()


def test_code_terms_and_english_words_are_accepted() -> None:
    cell = cell_of("Maatregelen", "Struikelblok", 5)
    yes = cell_of("Maatregelen", "Gedaan", 5)
    for block, done in (("people", "no"), ("MENSEN", "Nee"), ("mensen", False)):
        content = changed(typed("Maatregelen", cell, block), typed("Maatregelen", yes, done))
        assert read(content, name="d.xlsx") == dossier()


def test_saved_results_of_formulas_and_shared_strings_are_read() -> None:
    """As a spreadsheet program saves it: shared strings, escapes, a formula with its result."""
    content = parts()
    place = "xl/worksheets/sheet2.xml"  # the cooperation
    text = content[place].decode()
    inline = "<is><t>HLTsamen</t></is>"
    assert inline in text
    start = text.rindex("<c ", 0, text.index(inline))
    end = text.index("</c>", start) + 4
    content[place] = (
        text[:start] + '<c r="B5" t="str"><f>"HLT"&amp;"samen"</f><v>HLTsamen</v></c>' + text[end:]
    ).encode()
    assert read(zipped(content), name="d.xlsx") == dossier()
    content[place] = (text[:start] + '<c r="B5" t="s"><v>0</v></c>' + text[end:]).encode()
    content["xl/sharedStrings.xml"] = b"<sst><si><r><t>HLT</t></r><r><t>samen_x005F_x0041_</t></r></si></sst>"
    rels = content["xl/_rels/workbook.xml.rels"].decode()
    entry = '<Relationship Id="strings" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    content["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", entry).encode()
    found = read(zipped(content), name="d.xlsx").cooperation
    assert found is not None
    assert found.name == "HLTsamen_x0041_"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="J5"><v>1e999</v></c>',
        '<c r="J5"><v>nan</v></c>',
        '<c r="J5"><v>x</v></c>',
        '<c r="J5" t="s"><v>7</v></c>',
        '<c r="J5" t="b"><v>1</v></c>',
        '<c r="J5" t="d"><v>gisteren</v></c>',
        '<c r="J5" t="d"><v>2026-11-24T00:00:00</v></c>',
        '<c r="J5" s="999"><v>-1</v></c>',
        '<c r="J5" s="x"><v>1</v></c>',
        '<c r="5J"><v>1</v></c>',
        '<c r="J5" t="e"/>',
        '<c r="J5"><f>A1</f></c>',
    ],
)
def test_cells_that_no_program_writes(cell: str) -> None:
    content = parts()
    place = "xl/worksheets/sheet5.xml"  # tasks per partner
    text = content[place].decode()
    start = text.index('<c r="J5"')
    end = text.index("</c>", start) + 4
    content[place] = (text[:start] + cell + text[end:]).encode()
    assert len(problems(zipped(content))) == 1


def test_a_far_away_cell_costs_nothing() -> None:
    assert named(changed(typed("Bronnen", "XFD1048576", "ver"))) == [
        ("Bronnen", "XFD1048576", "nameless_column")
    ]


def test_english_file_speaks_english() -> None:
    book = load_workbook(io.BytesIO(write(dossier(), "en")))
    assert "Tasks per partner" in book.sheetnames
    del book["Tasks"]
    stream = io.BytesIO()
    book.save(stream)
    found = problems(stream.getvalue())
    assert ("Tasks", "spreadsheet.problem.missing_sheet") in [
        (item.where.sheet, item.message.id) for item in found
    ]
