"""Tables of your own: made from official files, whole or not at all, and read instead of those that come along."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.engine.reference.exports import export, record

from vierkant import reference
from vierkant.cli import main
from vierkant.reference.building import build
from vierkant.reference.building_files import FileKind
from vierkant.reference.import_problems import ImportFileError
from vierkant.reference.tables import FOLDER, table_text

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = ROOT / "tests" / "data" / "official"
TODAY = date(2027, 2, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "official"
    found.mkdir()
    return found


def _kinds(report: Any) -> list[str]:
    return [problem.kind for problem in report.problems]


def _population(folder: Path, rows: dict[str, int], year: int) -> None:
    value = [{"RegioS": code, "Perioden": f"{year}JJ00", "TotaleBevolking_1": n} for code, n in rows.items()]
    context = "https://opendata.cbs.nl/ODataApi/odata/70072ned/$metadata"
    (folder / "population.json").write_text(json.dumps({"odata.metadata": context, "value": value}))


def test_the_extracts_give_the_tables_that_come_along(tmp_path: Path) -> None:
    report = build(OFFICIAL, tmp_path, today=TODAY)
    assert [file.name for file in report.files if not file.used] == ["README.md"]
    assert report.missing == (FileKind.REGISTER,)
    assert _kinds(report) == ["extract"]  # ten borders are no map of the country
    assert (tmp_path / "municipalities.csv").read_text(encoding="utf-8") == table_text("municipalities.csv")
    before, after = (
        table_text("finances.csv").splitlines(),
        (tmp_path / "finances.csv").read_text().splitlines(),
    )
    differing = [line.split(",")[0] for line, other in zip(after, before, strict=True) if line != other]
    # In the extracts hired staff and transfers stand among the other costs; everything else is the same
    assert set(differing) <= {"GM0534", "GM0553", "GM1525"}
    assert not list(tmp_path.glob(".build-*"))


def test_a_new_year_with_a_merger(folder: Path, tmp_path: Path) -> None:
    # Hillegom, Lisse and Teylingen become one municipality (invented)
    old = {item.code: item.residents for item in reference.municipalities()}
    gone = {"GM0534", "GM0553", "GM1525"}
    people = {code: number + 1 for code, number in old.items() if code not in gone} | {"GM2000": 85_000}
    _population(folder, people, 2027)
    report = build(folder, tmp_path / "out", today=TODAY)
    assert _kinds(report) == ["new_municipality"]
    area = '<p:geografie><p:oppervlakte p:eenheid="km2">63,21</p:oppervlakte></p:geografie>'
    tooi = "https://identifier.overheid.nl/tooi/id/gemeente/gm2000"
    provincie = "<p:provincie>https://identifier.overheid.nl/tooi/id/provincie/pv28</p:provincie>"
    address = f"<p:adressen><p:adres><p:adresType>Bezoekadres</p:adresType>{provincie}</p:adres></p:adressen>"
    new = (
        f'<p:organisatie p:systeemId="9" p:resourceIdentifierTOOI="{tooi}"><p:naam>Gemeente Bollenstreek</p:naam>'
        f"{address}{area}</p:organisatie>"
    )
    (folder / "exportOO.xml").write_bytes(export(organisations=new))
    report = build(folder, tmp_path / "out", today=TODAY)
    assert _kinds(report) == []
    probe = """
from vierkant import reference
new, old = reference.municipality("GM2000"), reference.abolished("GM0534")
print(len(reference.municipalities()), new.name, new.residents, new.area_km2, new.province, new.latitude)
print(old.name, old.end_date, old.successors, old.basis, old.population[2026])
print(reference.municipality("GM0014").population[2027], reference.reference_date("population"))
print(reference.source("population").licence, reference.finances("GM2000"), len(reference.finances("GM0534")))
"""
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), FOLDER: str(tmp_path / "out")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "340 Bollenstreek 85000 63.21 Zuid-Holland None",
        f"Hillegom 2027-01-01 () unknown {old['GM0534']}",
        f"{old['GM0014'] + 1} 2027-01-01",
        "CC BY 4.0 () 18",
    ]


def _iv3(folder: Path, name: str, rows: list[dict[str, Any]], **more: Any) -> None:
    context = "https://dataderden.cbs.nl/ODataApi/OData/45082NED/$metadata"
    (folder / name).write_text(json.dumps({"odata.metadata": context, "value": rows, **more}))


def _amount(number: int, code: str, amount: float, report: str = "2027X000") -> dict[str, Any]:
    return {
        "ID": number,
        "TaakveldBalanspost": "0.1",
        "Categorie": "L1.1",
        "Gemeenten": code,
        "Verslagsoort": report,
        "k_1ePlaatsing_1": amount,
        "k_2ePlaatsing_2": None,
    }


def test_a_new_report_and_who_did_not_deliver_it(folder: Path, tmp_path: Path) -> None:
    codes = [item.code for item in reference.municipalities()]
    rows = [_amount(number, code, 9_000_000.0) for number, code in enumerate(codes) if code != "GM0534"]
    _iv3(folder, "a.json", rows)
    report = build(folder, tmp_path, today=TODAY)
    assert _kinds(report) == []
    assert {table.name for table in report.tables} == {"finances.csv", "taakvelden_2027X000.csv"}
    lines = {line.split(",")[0]: line for line in (tmp_path / "finances.csv").read_text().splitlines()}
    assert lines["code"].endswith(",2026X000,2027X000")
    assert lines["GM0534"].endswith(",-")
    assert lines["GM0553"].endswith(",9000000 0 9000000 0 0 0 0")
    assert lines["GM0501"].endswith(",")  # abolished: nothing to deliver


def test_a_bulk_file_of_the_country_gives_every_cell(folder: Path, tmp_path: Path) -> None:
    # CBS, Iv3 2024X005: 342 municipalities, 53 taakvelden, 18.126 cells; one municipality did not deliver
    lines = ["Gemeenten,TaakveldBalanspost,Categorie,Verslagsoort,k_1ePlaatsing_1,k_2ePlaatsing_2"]
    for item in reference.municipalities():
        found = reference.taakveld_finances(item.code, 2024, reference.StatementKind.ACCOUNTS) or {}
        lines += [
            f'"{item.name}",{name} Titel,L3.8 Overige goederen en diensten,2024X005,-99998,{cell.expenditure // 1000}'
            for name, cell in found.items()
        ]
    assert len(lines) - 1 == 18_126 - 53
    (folder / "bulk.csv").write_text("\n".join(lines), encoding="utf-8")
    report = build(folder, tmp_path, today=TODAY)
    assert _kinds(report) == []
    assert report.files[0].rows == 18_126 - 53
    made = (tmp_path / "taakvelden_2024X005.csv").read_text().replace("/0", "")
    assert made == table_text("taakvelden_2024X005.csv")


def test_part_of_a_table_is_never_added_up(folder: Path, tmp_path: Path) -> None:
    _iv3(
        folder,
        "a.json",
        [_amount(0, "GM0534", 60_000.0)],
        **{"odata.nextLink": "https://dataderden.cbs.nl/x"},
    )
    report = build(folder, tmp_path, today=TODAY)
    assert (_kinds(report), report.tables) == (["pages_missing"], ())
    _iv3(folder, "b.json", [_amount(1, "GM0553", 60_000.0)])
    assert _kinds(build(folder, tmp_path, today=TODAY)) == []
    shutil.copy(folder / "b.json", folder / "c.json")
    assert _kinds(build(folder, tmp_path, today=TODAY)) == ["second_time"]
    (folder / "c.json").unlink()
    _iv3(folder, "b.json", [_amount(1, "GM0553", 5.0)])
    report = build(folder, tmp_path / "other", today=TODAY)
    assert _kinds(report) == ["too_little"]


def test_an_extract_of_the_register_replaces_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "exportOO.xml").write_bytes(export(record()))
    report = build(folder, tmp_path, today=TODAY)
    assert (_kinds(report), report.tables) == (["extract"], ())
    copies = [record(number=str(number)) for number in range(1, 400)]
    (folder / "exportOO.xml").write_bytes(export(*copies))
    report = build(folder, tmp_path, today=TODAY)
    assert [table.name for table in report.tables] == ["arrangements.csv"]
    assert "reference_date = 2026-05-16" in (tmp_path / "sources.toml").read_text()  # the day of the export


def test_a_map_that_is_too_fine_is_made_lighter(folder: Path, tmp_path: Path) -> None:
    features = []
    for code, rings in reference.boundaries().items():
        shape = {"type": "MultiPolygon", "coordinates": [[[list(place) for place in ring]] for ring in rings]}
        features.append(
            {"type": "Feature", "geometry": shape, "properties": {"code": code[2:], "naam": code}}
        )
    (folder / "map.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    report = build(folder, tmp_path, today=TODAY)
    assert _kinds(report) == []
    for name in ("boundaries.csv", "neighbours.csv"):
        assert (tmp_path / name).read_text() == table_text(name)


def test_nothing_is_written_when_it_cannot_be(folder: Path, tmp_path: Path) -> None:
    _population(folder, {"GM0534": 1}, 2026)
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(ImportFileError, match="not_written"):
        build(folder, blocked, today=TODAY)
    assert blocked.read_text() == "x"
    with pytest.raises(ImportFileError, match="no_folder"):
        build(tmp_path / "nowhere", tmp_path, today=TODAY)


def test_the_command_says_what_it_found_used_and_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    out = tmp_path / "out"
    assert main(["reference", "build", str(OFFICIAL), "--out", str(out), "--language", "nl"]) == 1
    shown = capsys.readouterr().out
    assert "✔ cbs_v3_70072ned.json: inwoners van het CBS, 342 aantallen." in shown
    assert "Tabel boundaries.csv is niet vervangen" in shown
    assert "Regelingen: exportOO.xml van het landelijke register." in shown
    assert "VIERKANT_REFERENCE" in shown
    assert main(["reference", "build", str(OFFICIAL), "--out", str(out), "--json"]) == 1
    assert {item["name"] for item in json.loads(capsys.readouterr().out)["tables"]} >= {"finances.csv"}
    assert main(["reference", "build"]) == 2
    assert main(["reference", "build", str(tmp_path / "nowhere"), "--language", "en"]) == 1
    assert "There is no such folder." in capsys.readouterr().err
    assert main(["reference", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["own"] == []
    monkeypatch.setenv(FOLDER, str(out))
    assert main(["reference", "list", "--language", "en"]) == 0
    assert "From your own folder" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("finances.csv", ["reference", "list"]),
        ("boundaries.csv", ["reference", "list"]),
        ("sources.toml", ["reference", "list"]),
        ("municipalities.csv", ["assess", str(ROOT / "examples" / "minimal.toml")]),
        ("arrangements.csv", ["check", str(ROOT / "examples" / "minimal.toml")]),
    ],
)
def test_a_table_of_your_own_that_is_damaged_is_named(name: str, command: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text("code,x\nGM0534,?? ?\n")
    done = subprocess.run(
        [sys.executable, "-m", "vierkant.cli", *command, "--language", "nl"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), FOLDER: str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.count("is niet te lezen.") == 1
    assert f"Tabel {name} in {tmp_path} is niet te lezen." in done.stderr
    assert "Traceback" not in done.stderr
