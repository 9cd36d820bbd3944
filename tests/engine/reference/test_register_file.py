"""Reading the export of the register: what it says, and what is said when it cannot be read."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.engine.reference.exports import EXTRACT, WHOLE, export, participant, record

from vierkant.reference import Acquisition, Organ, ParticipantKind, Register, RegisterError, read_register
from vierkant.reference.forms import LegalForm
from vierkant.terms import render

ON = date(2026, 5, 16)


def read(content: bytes, name: str = "proef.xml") -> Register:
    return read_register(content, name=name)


def packed(content: bytes, name: str = "exportOO.xml", **how: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def kind_of(error: RegisterError) -> str:
    return error.problems[0].what.id.split(".")[2]


def test_the_extract_is_read_whole() -> None:
    found = read_register(EXTRACT, name=EXTRACT.name)
    assert (found.schema, found.made_on) == ("2.6.9", ON)
    assert (len(found.arrangements), len(found.in_force(ON))) == (20, 18)
    assert found.problems == found.notices == ()
    assert {item.form_code for item in found.arrangements} == {"OL", "BVO", "GO", "RZM"}
    # Only the end date directly under the organisation counts: the province has one of a member of staff.
    assert dict(found.ended) == {"GM0501": date(2023, 1, 1)}


def test_a_record_says_all_it_has() -> None:
    found = {item.id: item for item in read_register(EXTRACT, name="x").arrangements}
    one = found["30413154"]
    assert one.name == "Gemeenschappelijke regeling Bedrijfsvoeringsorganisatie Dienst Dommelvallei"
    assert one.form is LegalForm.BEDRIJFSVOERINGSORGANISATIE
    assert one.acquisition == (Acquisition.DELEGATION, Acquisition.MANDATE)
    assert [item.code for item in one.participants] == ["GM1771", "GM0820", "GM0848"]
    assert {organ for item in one.participants for organ in item.organs} == {
        Organ.MUNICIPAL_EXECUTIVE,
        Organ.MAYOR,
    }
    assert found["29494998"].participants[0].cost_key is not None
    quoted = found["28199655"]  # its form stands in the file as 'Regeling zonder meer', quotes and all
    assert quoted.form is LegalForm.REGELING_ZONDER_MEER


def test_people_are_never_read() -> None:
    content = EXTRACT.read_bytes()
    assert b"N.N. (fictief)" in content
    assert "fictief" not in repr(read(content))
    person = "<p:medewerkers><p:medewerker><p:naam>Jan</p:naam></p:medewerker></p:medewerkers>"
    inside = f"<p:functies><p:functie><p:naam>Voorzitter</p:naam>{person}</p:functie></p:functies>"
    assert "Voorzitter" not in repr(read(export(record(inside=inside))))


@pytest.mark.parametrize("pack", [gzip.compress, packed, lambda content: b"\xef\xbb\xbf" + content])
def test_packed_is_the_same(pack: object) -> None:
    plain = export(record())
    assert callable(pack)
    assert read(pack(plain)).arrangements == read(plain).arrangements


def test_paths_open_files_and_utf_16_are_read(tmp_path: Path) -> None:
    plain = export(record(title="Regeling Fryslân"))
    path = tmp_path / "export.xml"
    path.write_bytes(plain.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    with path.open("rb") as file:
        assert read_register(file, name="x").arrangements[0].title == "Regeling Fryslân"
    assert read_register(path, name="x").arrangements == read(plain).arrangements


def test_the_older_version_nests_what_the_newer_writes_as_text() -> None:
    nested = "<p:bestuursorgaan><p:naam>Gemeenteraad</p:naam></p:bestuursorgaan>"
    row = participant().replace(
        "<p:bestuursorgaan>College van burgemeester en wethouders</p:bestuursorgaan>", nested
    )
    field = (
        "<p:beleidsterreinen><p:beleidsterrein><p:naam>zorg</p:naam></p:beleidsterrein></p:beleidsterreinen>"
    )
    found = read(export(record(participants=row, inside=field), schema="2.6.3"))
    assert found.notices == ()
    assert found.arrangements[0].participants[0].organs == (Organ.COUNCIL,)
    assert found.arrangements[0].policy_fields == ("zorg",)


@pytest.mark.parametrize("schema", ["2.6.10", "3.0", "2.4.1"])
def test_another_version_is_read_and_said(schema: str) -> None:
    found = read(export(record(inside="<p:nieuw><p:diep>iets</p:diep></p:nieuw>"), schema=schema))
    assert len(found.arrangements) == 1
    assert [notice.id for notice in found.notices] == ["register.notice.schema"]
    assert schema in render(found.notices[0], "nl")


def test_names_are_matched_without_namespace() -> None:
    plain = export(record()).replace(b"<p:", b"<").replace(b"</p:", b"</").replace(b" p:", b" ")
    assert read(plain.replace(b"xmlns:p", b"xmlns")).arrangements == read(export(record())).arrangements
    without = plain.replace(b' xmlns:p="https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"', b"")
    assert [notice.id for notice in read(without).notices] == ["register.notice.no_schema"]


def test_an_export_of_other_organisations_says_that_nothing_is_in_it() -> None:
    one = '<p:organisatie p:systeemId="1"><p:naam>Gemeente Lisse</p:naam></p:organisatie>'
    found = read(export(organisations=one * 3))
    assert found.arrangements == ()
    assert "wel 3 organisaties" in render(found.notices[0], "nl")


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("Gemeente Lisse", "GM0553", ParticipantKind.MUNICIPALITY),
        ("Gemeente Brielle", "GM0501", ParticipantKind.MUNICIPALITY),
        ("Gemeente Beveren", None, ParticipantKind.OTHER),  # in Belgium
        ("Gemeinde Gronau", None, ParticipantKind.OTHER),
        ("Gemeente Bergen", None, ParticipantKind.OTHER),  # two of them: not for us to choose
        ("Provincie Utrecht", "PV26", ParticipantKind.PROVINCE),
        ("Provincie Antwerpen", None, ParticipantKind.OTHER),
        ("Waterschap Limburg", None, ParticipantKind.WATER_BOARD),
        ("Ministerie van Financiën", None, ParticipantKind.MINISTRY),
    ],
)
def test_without_an_address_the_name_counts_where_it_is_beyond_doubt(
    name: str, code: str | None, kind: ParticipantKind
) -> None:
    found = read(export(record(participants=participant(name, "")))).arrangements[0].participants[0]
    assert (found.code, found.kind) == (code, kind)


def test_one_bad_record_does_not_lose_the_others() -> None:
    found = read(
        export(
            record("1"),
            record("", title="Zonder nummer"),
            record("2", title=""),
            record("3", begins="2023-02-30"),
            record("4", form='<p:samenwerkingsvorm p:afkorting="XX">Iets</p:samenwerkingsvorm>'),
            record("5", acquisition=("Toverkracht",)),
            record("6", participants=participant(inside="<p:verdeelsleutel>16.33</p:verdeelsleutel>")),
            record("7", begins=""),
            record("8", participants=participant(name="")),
            record("1", title="Nog eens"),
            record("9"),
        )
    )
    kinds = [problem.what.id.split(".")[2] for problem in found.problems]
    assert kinds == [
        "no_id", "no_title", "date", "form", "acquisition", "cost_key", "no_start", "no_name", "duplicate",
    ]  # fmt: skip
    assert [item.id for item in found.arrangements] == ["1", "3", "4", "5", "6", "7", "8", "9"]
    assert [problem.line for problem in found.problems] == [6, 7, 8, 9, 10, 11, 12, 13, 14]
    assert found.arrangements[1].starts_on is None
    assert not found.arrangements[1].in_force(ON)
    for problem in found.problems:
        for language in ("nl", "en"):
            told = [
                render(part, language) for part in (problem.what, problem.where, problem.why, problem.action)
            ]
            assert all(told)
            assert not any("{" in text for text in told)


@pytest.mark.parametrize(
    ("text", "key"), [("16,33", 16.33), ("8,0", 8.0), (",5", 0.5), (",", None), ("", None)]
)
def test_keys_have_a_decimal_comma(text: str, key: float | None) -> None:
    inside = f"<p:verdeelsleutel>{text}</p:verdeelsleutel>"
    found = read(export(record(participants=participant(inside=inside))))
    assert found.problems == ()
    assert found.arrangements[0].participants[0].cost_key == key


@pytest.mark.parametrize(
    ("ends", "active"), [("2026-05-15", False), ("2026-05-16", False), ("2026-05-17", True), ("", True)]
)
def test_in_force_is_begun_and_not_ended(ends: str, active: bool) -> None:
    inside = f"<p:datumUitwerkingtreding>{ends}</p:datumUitwerkingtreding>" if ends else ""
    assert read(export(record(inside=inside))).arrangements[0].in_force(ON) is active
    assert not read(export(record(begins="2026-05-17"))).arrangements[0].in_force(ON)


WHOLE_FILE = export(record())
BILLION = '<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize(
    ("content", "kind", "line"),
    [
        (b"", "empty", None),
        (b"naam;vorm\nLisse;OL\n", "not_xml", None),
        (b"\x89PNG\r\n", "not_xml", None),
        (b"<html><body>Niet gevonden</body></html>", "wrong_xml", 1),
        (b"<?xml version='1.0'?><rss/>", "wrong_xml", 1),
        (export(record(), before=BILLION), "doctype", 2),
        (export(record(), before=OUTSIDE), "doctype", 2),
        (export(record(title="A &nbsp; B")), "entity", 5),
        (export(record(), record("2", title="A < B")), "broken", 6),
        (WHOLE_FILE.replace(b"</p:titel>", b"</p:title>"), "tags", 5),
        (WHOLE_FILE[:400], "unfinished", None),
        (WHOLE_FILE + WHOLE_FILE, "junk", None),
        (WHOLE_FILE.replace(b"UTF-8", b"klingon"), "encoding", 1),
        (export(record(title="Fryslân")).decode().encode("latin-1"), "broken", 5),
        (gzip.compress(WHOLE_FILE)[:200], "truncated", None),
        (gzip.compress(WHOLE_FILE)[:-8] + b"\0" * 8, "gzip_broken", None),
        (gzip.compress(gzip.compress(WHOLE_FILE)), "packed_twice", None),
        (packed(packed(WHOLE_FILE), "binnen.zip"), "packed_twice", None),
        (packed(gzip.compress(WHOLE_FILE), "binnen.xml"), "packed_twice", None),
        (packed(b"tekst", "lees.txt"), "zip_no_xml", None),
        (packed(WHOLE_FILE)[:150], "zip_broken", None),
        (b"PK\x03\x04 en verder niets", "zip_broken", None),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, kind: str, line: int | None) -> None:
    with pytest.raises(RegisterError) as caught:
        read(content)
    assert kind_of(caught.value) == kind
    problem = caught.value.problems[0]
    if line is not None:
        assert problem.line == line
        assert str(line) in render(problem.where, "nl")
    for language in ("nl", "en"):
        for part in (problem.what, problem.where, problem.why, problem.action):
            assert "{" not in render(part, language)


def test_where_a_file_broke_says_what_came_before() -> None:
    with pytest.raises(RegisterError) as caught:
        read(export(record("1"), record("2"), record("3", title="A < B")))
    assert "regel 7; daarvoor staan 2 regelingen" in render(caught.value.problems[0].where, "nl")


def test_an_archive_with_more_than_one_export_is_not_guessed_at() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("een.xml", WHOLE_FILE)
        archive.writestr("twee.xml", WHOLE_FILE)
        archive.writestr("__MACOSX/een.xml", b"rommel")
    with pytest.raises(RegisterError) as caught:
        read(buffer.getvalue())
    assert kind_of(caught.value) == "zip_several"
    assert "een.xml, twee.xml" in render(caught.value.problems[0].what, "nl")


@pytest.mark.parametrize("pack", [gzip.compress, packed])
def test_a_bomb_costs_little_and_is_refused(pack: object) -> None:
    assert callable(pack)
    bomb = pack(b"<p:overheidsorganisaties>" + b" " * 60_000_000)
    assert len(bomb) < 100_000
    tracemalloc.start()
    with pytest.raises(RegisterError) as caught:
        read(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert kind_of(caught.value) == "bomb"
    assert peak < 20_000_000


def test_one_record_cannot_fill_the_memory() -> None:
    for inside in (
        "<p:doel>" + "a" * 6_000_000 + "</p:doel>",
        "<p:x>" * 30 + "</p:x>" * 30,
        "<p:x/>" * 60_000,
    ):
        with pytest.raises(RegisterError) as caught:
            read(export(record(inside=inside)))
        assert kind_of(caught.value) == "record_too_large"


def test_a_folder_or_a_missing_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "weg.xml"):
        with pytest.raises(RegisterError) as caught:
            read_register(path, name=path.name)
        assert kind_of(caught.value) == "not_read"


@pytest.mark.skipif(not WHOLE.exists(), reason="the whole export is not here")
def test_the_whole_export_is_read_fast_and_small() -> None:
    start = time.perf_counter()
    found = read_register(WHOLE, name=WHOLE.name)
    seconds = time.perf_counter() - start
    assert len(found.arrangements) == 1186
    assert len(found.in_force(ON)) == 451
    assert found.problems == found.notices == ()
    assert seconds < 3
    tracemalloc.start()
    read_register(WHOLE, name=WHOLE.name)
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()
