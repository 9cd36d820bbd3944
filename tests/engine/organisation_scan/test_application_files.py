"""Exports as the Softwarecatalogus made and makes them, and what people do to them in a spreadsheet."""

from __future__ import annotations

import codecs

import pytest
from tests.engine.organisation_scan.made_up import said

from vierkant.organisation_scan.application_files import (
    ApplicationsRead,
    Component,
    read_applications,
    read_components,
)
from vierkant.organisation_scan.inputs import Application

# The columns of the new catalogue, as its own test export has them (VNG-Realisatie/Softwarecatalogus, 2025).
NEW = """"id","naam","website","contactpersoon","_contactpersoon","aanbieder","_aanbieder","referentieComponenten","_referentieComponenten","type"
"02e9","ReQuest","","17","Jan de Vries","25458feb-ccfd-5909-90bc-ef324362a6c0","TransQuest","[""1c2ce840-6683-4f51-844f-04d3c8a6f2cc""]","[""Toegangscontrolecomponent""]","Applicatie"
"9daa","Banen","","","","","Jobs","[""f15f6526-62b3-477e-97ea-d1e6e669b6e9"",""4e06db9f-a70b-4e5e-9ddf-cb3c75abfe61""]","[""Medewerker-registratiecomponent"",""Personeelsinformatiecomponent""]","Applicatie"
"e8d6","Zonder component","","","","","","","","Applicatie"
"""  # noqa: E501
# The columns of the old one (softwarecatalogus.nl, "Beschrijving exportbestanden"), with columns of a controller.
OLD = """Leverancier Naam;Pakket Naam;Pakketversie Naam;Referentiecomponenten gemeente;Status;Contract eindigt;Opzegtermijn (maanden);Kosten per jaar
Café Software;Squit;3.2;Vergunning-, toezicht- en handhavingscomponent, Zaakregistratiecomponent;In gebruik;31-12-2027;6;€ 96.000,50
X;Oud;1;Zaakregistratiecomponent;Uitgefaseerd;;;
"""  # noqa: E501


def read(text: str | bytes, **more: object) -> ApplicationsRead:
    source = text if isinstance(text, bytes) else text.encode()
    return read_applications(source, partner="lisse", **more)  # type: ignore[arg-type]


def test_the_new_export() -> None:
    found = read(NEW)
    assert [(row["product"], row["component"], row["component_id"][:4]) for row in found.rows] == [
        ("ReQuest", "Toegangscontrolecomponent", "1c2c"),
        ("Banen", "Medewerker-registratiecomponent", "f15f"),
        ("Banen", "Personeelsinformatiecomponent", "4e06"),
    ]
    assert (found.rows[0]["supplier"], found.rows[0]["status"]) == ("TransQuest", "in_use")
    assert [said(item)[:6] for item in found.problems] == ["Rij 4:"]
    assert found.personal == ("contactpersoon", "_contactpersoon")
    assert "Vries" not in repr(found)
    for row in found.rows:
        Application.model_validate({**row, "partner": "lisse"})


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(OLD.encode("cp1252"), id="windows"),
        pytest.param(codecs.BOM_UTF8 + OLD.encode(), id="mark"),
        pytest.param(OLD.encode("utf-16"), id="utf-16"),
        pytest.param(("sep=;\n" + OLD).encode(), id="separator"),
        pytest.param(OLD.replace("\n", "\r\n").encode(), id="line ends"),
        pytest.param(OLD.replace(", Zaak", " | Zaak").replace(";", "\t").encode(), id="tabs"),
    ],
)
def test_the_old_export_in_all_letters(source: bytes) -> None:
    found = read(source)
    assert [row["component"] for row in found.rows] == [
        "Vergunning-, toezicht- en handhavingscomponent",
        "Zaakregistratiecomponent",
    ]
    first, second = found.rows
    assert (first["supplier"], first["contract_ends"], first["notice_months"]) == (
        "Café Software",
        "2027-12-31",
        6,
    )
    assert (first["yearly_cost"], second.get("yearly_cost")) == (96000.5, None)
    assert found.unread == ("Pakketversie Naam",)
    assert [item.id.rpartition(".")[2] for item in found.remarks] == ["gone", "several"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    head = "Product;Component;Status;Contract eindigt;Opzegtermijn;Kosten per jaar\n"
    found = read(
        head
        + "A;C;misschien;31-2-2027;veel;duur\n;C;;;;\nB;jan@lisse.nl;;;;\nD;C;;2027-01-31;3 maanden;12.000\n"
    )
    assert [said(item).split(":")[0] for item in found.problems] == ["Rij 2"] * 4 + ["Rij 3", "Rij 4"]
    assert "jan@lisse" not in repr(found)
    [row] = found.rows
    assert (row["product"], row["notice_months"], row["yearly_cost"]) == ("D", 3, 12000)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b"", "Er staat geen tabel"),
        (b"Naam;Component\n", "Er staat geen tabel"),
        (b"PK\x03\x04\x00\x00", "Dit is geen CSV"),
        (b"Naam;Soort\nA;B\n", "Er is geen kolom met referentiecomponenten"),
        (b"x" * 2_000_001, "wij lezen hooguit"),
    ],
    ids=["empty", "titles only", "spreadsheet", "no component", "too large"],
)
def test_a_file_that_is_no_list(source: bytes, says: str) -> None:
    found = read(source)
    assert not found.rows
    assert says in said(found.problems[0])


def test_what_stands_already_is_not_proposed_again_and_ids_stay() -> None:
    first = read(OLD)
    again = read(OLD, taken=first.rows[:1])
    assert [row["id"] for row in again.rows] == [first.rows[1]["id"]]
    assert "same" in [item.id.rpartition(".")[2] for item in again.remarks]
    long = "Component;Product\n" + "".join(f"{'x' * 90}{place};{'y' * 90}\n" for place in range(3))
    ids = [row["id"] for row in read(long).rows]
    assert len(set(ids)) == 3
    assert all(len(item) <= 60 for item in ids)


def test_names_of_the_gemma_list_give_spelling_and_number() -> None:
    known = read_components(b'"Object ID","Naam","Definitie"\n"guid-9","Zaakregistratiecomponent","..."\n')
    assert known.components == (Component("guid-9", "Zaakregistratiecomponent"),)
    found = read(
        "Product;Component\nA;zaakregistratie-component\nB;ZAAKREGISTRATIECOMPONENT\n",
        components=known.components,
    )
    assert [row.get("component_id") for row in found.rows] == [None, "guid-9"]
    assert found.rows[1]["component"] == "Zaakregistratiecomponent"
    assert "zaakregistratie-component" in said(found.remarks[0])
    assert read_components(b"Definitie\nx\n").problems
