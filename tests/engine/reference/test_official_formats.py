"""The official formats, from committed extracts; and what is said about files that are not right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.engine.reference.exports import export

from vierkant import reference
from vierkant.reference import StatementKind, read_register
from vierkant.reference.boundaries_file import boundaries_of, read_boundaries
from vierkant.reference.cbs_odata import page_of, read_codes, read_page
from vierkant.reference.cbs_population import Residents, has_population, read_areas, read_population
from vierkant.reference.import_problems import ImportFileError, Problems
from vierkant.reference.iv3_file import is_iv3, rows_of_csv, rows_of_page
from vierkant.reference.iv3_totals import Iv3Totals
from vierkant.reference.organisations import decimal, read_organisations, whole

ROOT = Path(__file__).resolve().parents[3]
OFFICIAL = ROOT / "tests" / "data" / "official"
SAMPLES = ROOT.parent / "shared" / "data" / "official-samples"
BUDGET, ACCOUNTS = StatementKind.BUDGET, StatementKind.ACCOUNTS


def _typed(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"odata.metadata": "https://x/odata/45071NED/$metadata", "value": list(rows), **more}


def _iv3(**cells: Any) -> dict[str, Any]:
    row = {
        "TaakveldBalanspost": "0.4   ",
        "Categorie": "L1.1    ",
        "Gemeenten": "GM0534   ",
        "Verslagsoort": "2025X000",
        "k_1ePlaatsing_1": None,
        "k_2ePlaatsing_2": 10.0,
    }
    return {**row, **cells}


def _read(*rows: dict[str, Any]) -> tuple[list[tuple[str, int]], list[str]]:
    problems = Problems("test")
    found = [
        (row.taakveld, row.amount) for row in rows_of_page(page_of(_typed(*rows), name="test"), problems)
    ]
    return found, [problem.kind for problem in problems.all()]


def test_residents_of_the_country_in_version_3() -> None:
    page = read_page(OFFICIAL / "cbs_v3_70072ned.json", name="v3")
    assert (page.version, page.table, page.next_link, page.problems) == (3, "70072ned", None, ())
    found = read_population(page)
    assert found.problems == ()
    assert len(found.rows) == 342
    assert sum(row.residents for row in found.rows) == 18_130_208  # CBS, 1 January 2026
    assert all(row.code == row.code.strip() for row in found.rows)


def test_residents_in_version_4_are_all_people() -> None:
    page = read_page(OFFICIAL / "cbs_v4_03759ned.json", name="v4")
    assert (page.version, page.table, has_population(page)) == (4, "03759ned", True)
    for row in read_population(page).rows:
        assert row.residents == reference.population(row.code, row.year)
    codes = {"value": [{"Identifier": "M000352", "Title": "Bevolking op 1 januari"}]}
    assert read_codes(json.dumps(codes).encode(), name="codes") == {"M000352": "Bevolking op 1 januari"}


def test_columns_of_the_key_figures_shift_and_their_table_tells_the_year() -> None:
    row = {"WijkenEnBuurten": "GM0534    ", "Gemeentenaam_1": "Hillegom", "AantalInwoners_5": 22000}
    content = {"odata.metadata": "https://x/odata/86165NED/$metadata#Cbs", "value": [row]}
    assert read_population(page_of(content, name="kwb")).rows == (Residents("GM0534", 2025, 22000),)
    other = {"odata.metadata": "https://x/odata/99999NED/$metadata#Cbs", "value": [row]}
    with pytest.raises(ImportFileError, match="no_year"):
        read_population(page_of(other, name="kwb"))


def test_residents_that_are_no_number_are_told_and_the_others_read() -> None:
    good = {"RegioS": "GM0534", "Perioden": "2026JJ00", "TotaleBevolking_1": 5}
    values = ["veel", -1, 2.5, float("inf"), 1e9]
    bad = [{**good, "TotaleBevolking_1": value} for value in values]
    other = [
        {**good, "Perioden": "2026MM01"},
        {**good, "TotaleBevolking_1": 6},
        {**good, "TotaleBevolking_1": None},
    ]
    found = read_population(page_of(_typed(good, *bad, *other), name="x"))
    assert found.rows == (Residents("GM0534", 2026, 5),)
    assert [item.kind for item in found.problems] == [*["residents"] * 5, "period", "twice"]


def test_provinces_are_known_by_their_code_whatever_the_column_is_called() -> None:
    row = {
        "RegioS": "GM0534    ",
        "Code_5": "LD20",
        "Naam_6": "x",
        "Code_31": "PV28 ",
        "Naam_32": "Zuid-Holland ",
    }
    area = read_areas(page_of(_typed(row), name="areas"))[0]
    assert (area.code, area.province_code, area.province) == ("GM0534", "PV28", "Zuid-Holland")


def test_iv3_of_two_municipalities_adds_up_to_the_tables() -> None:
    totals, problems = Iv3Totals(), Problems("pages")
    for number in (1, 2):
        page = read_page(OFFICIAL / f"iv3_45071NED-000{number}.json", name="page")
        assert is_iv3(page)
        assert (page.next_link is not None) == (number == 1)
        totals.add(rows_of_page(page, problems))
    assert problems.all() == ()
    for code, reports in totals.finances().items():
        known = next(item for item in reference.finances(code) if (item.year, item.kind) == (2025, BUDGET))
        spent, income, salaries, _, _, overhead, overhead_salaries = reports["2025X000"] or ()
        assert (spent * 1000, income * 1000) == (known.expenditure, known.income)
        assert (salaries * 1000, overhead * 1000) == (known.salaries, known.overhead)
        assert overhead_salaries * 1000 == known.overhead_salaries


def test_iv3_in_bulk_has_labels_and_names() -> None:
    totals, problems = Iv3Totals(), Problems("bulk")
    totals.add(rows_of_csv(OFFICIAL / "iv3_bulk_2024X005.csv", problems))
    assert problems.all() == ()
    known = reference.taakveld_finances("GM1525", 2024, ACCOUNTS)
    assert known is not None
    found = totals.delivered("2024X005")["GM1525"]
    assert {name: spent * 1000 for name, (spent, _) in found.items()} == {
        name: item.expenditure for name, item in known.items()
    }


def test_the_second_publication_goes_before_the_first_and_nothing_is_not_zero() -> None:
    found, problems = _read(
        _iv3(k_1ePlaatsing_1=1.0, k_2ePlaatsing_2=2.0),
        _iv3(k_1ePlaatsing_1=3.0, k_2ePlaatsing_2=None),
        _iv3(k_1ePlaatsing_1=4.0, k_2ePlaatsing_2=-99998),
        _iv3(k_1ePlaatsing_1=None, k_2ePlaatsing_2=None),
        _iv3(k_1ePlaatsing_1=-99998, k_2ePlaatsing_2=-99998),
        _iv3(k_2ePlaatsing_2=-99999),
        _iv3(k_2ePlaatsing_2=0),
    )
    assert [amount for _, amount in found] == [2, 3, 4, -99999, 0]
    assert problems == []


def test_balance_sheets_and_totals_are_left_out_and_older_columns_are_known() -> None:
    found, problems = _read(
        _iv3(TaakveldBalanspost="A1111"),
        _iv3(TaakveldBalanspost="P111  ", Categorie="Ultimo  "),
        _iv3(Categorie="Primo   "),
        _iv3(TaakveldBalanspost="0"),
        _iv3(Categorie="L1"),
        _iv3(TaakveldBalanspost="6.71a "),
    )
    assert (found, problems) == ([("6.71a", 10)], [])
    old = {
        "FunctieKostenplaatsBalanspost": "0.1",
        "Categorie": "L1.1",
        "Gemeenten": "GM0534",
        "Verslagsoort": "2017X005",
        "k_1stePlaatsing_1": 7,
    }
    assert _read(old) == ([("0.1", 7)], [])


def test_all_problems_of_a_file_are_told_at_once() -> None:
    _, problems = _read(
        _iv3(TaakveldBalanspost="F7  "),
        _iv3(Categorie="X9"),
        _iv3(Gemeenten="Nergenshuizen"),
        _iv3(Verslagsoort="2025"),
        _iv3(k_2ePlaatsing_2="veel"),
        _iv3(k_2ePlaatsing_2=1e300),
        _iv3(),
    )
    assert problems == ["taakveld", "category", "municipality", "report", "amount", "amount"]


def test_reserves_and_the_result_are_no_expenditure_and_subdivisions_are_added() -> None:
    totals, problems = Iv3Totals(), Problems("test")
    rows = (
        _iv3(TaakveldBalanspost="0.10"),
        _iv3(TaakveldBalanspost="0.11", Categorie="B7.5"),
        _iv3(TaakveldBalanspost="6.711"),
        _iv3(TaakveldBalanspost="6.71", Categorie="L4.3.3"),
        _iv3(TaakveldBalanspost="0.4", Categorie="L3.5.1"),
    )
    totals.add(rows_of_page(page_of(_typed(*rows), name="test"), problems))
    assert totals.finances() == {"GM0534": {"2025X000": (30, 0, 10, 10, 10, 10, 0)}}
    assert totals.delivered("2025X000")["GM0534"] == {"6.711": (10, 10), "6.71": (20, 10), "0.4": (10, 0)}


def test_borders_with_the_code_in_either_field() -> None:
    found = read_boundaries(OFFICIAL / "pdok_gemeentegebied.json", name="pdok")
    assert (found.next_link, found.problems, len(found.rows)) == (None, (), 10)
    for row in found.rows:
        item = reference.municipality(row.code)
        assert item is not None
        assert (row.name, row.province_code, row.province) == (item.name, item.province_code, item.province)
        assert row.rings == reference.boundaries()[row.code]


def _feature(code: str = "GM0534", shape: object = None, **properties: str) -> dict[str, Any]:
    square = [[4.0, 52.0], [4.1, 52.0], [4.1, 52.1], [4.0, 52.0]]
    geometry = shape or {"type": "Polygon", "coordinates": [square]}
    return {"type": "Feature", "geometry": geometry, "properties": {"statcode": code, **properties}}


def test_borders_that_are_not_right() -> None:
    shapes = [
        {"type": "Point", "coordinates": [4, 52]},
        {"type": "Polygon", "coordinates": [[[4, 52], [4.1, 52], [4, 52.1]]]},
        {"type": "Polygon", "coordinates": [[["a", 52]]]},
        {"type": "MultiPolygon", "coordinates": None},
    ]
    features = [_feature(), _feature(), _feature("PV28"), *(_feature("GM0553", shape) for shape in shapes)]
    content = {"features": features, "links": [{"rel": "next", "href": "https://api.pdok.nl/next"}]}
    found = boundaries_of(content, name="map")
    assert [row.code for row in found.rows] == ["GM0534"]
    assert found.next_link == "https://api.pdok.nl/next"
    assert [item.kind for item in found.problems] == ["area_twice", "area_code", *["geometry"] * 4]
    metres = {"type": "Polygon", "coordinates": [[[9e4, 4e5], [9e4, 5e5], [8e4, 5e5], [9e4, 4e5]]]}
    with pytest.raises(ImportFileError, match="no_degrees"):
        boundaries_of({"features": [_feature("GM0534", metres)]}, name="map")


def test_the_list_of_the_register_has_an_address_in_one_cell() -> None:
    found = read_organisations(OFFICIAL / "roo_gemeenten.csv", name="list")
    assert found.problems == ()
    for row in found.rows:
        item = reference.municipality(row.code or "")
        assert item is not None
        assert row.address is not None
        assert (row.name, row.residents) == (item.name, item.residents)
        assert (row.address.latitude, row.address.longitude) == (item.latitude, item.longitude)
        assert (row.address.street, row.address.number, row.address.place) == (
            "Hoofdstraat",
            "115",
            item.name,
        )


ORGANISATION = (
    '<p:organisatie p:systeemId="1" '
    'p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id/gemeente/gm0534">'
    "<p:naam>Gemeente Hillegom</p:naam><p:types><p:type>Gemeente</p:type></p:types>"
    "<p:adressen><p:adres><p:adresType>Postadres</p:adresType><p:postbus>32</p:postbus></p:adres>"
    "<p:adres><p:{type}>Bezoekadres</p:{type}><p:{street}>Hoofdstraat</p:{street}>"
    "<p:provincie>https://identifier.overheid.nl/tooi/id/provincie/pv28</p:provincie></p:adres></p:adressen>"
    '<p:geografie><p:oppervlakte p:eenheid="km2">13,47</p:oppervlakte>'
    "<p:aantalInwoners>22.500</p:aantalInwoners></p:geografie>"
    "<p:raad><p:totaalZetels>21</p:totaalZetels><p:partijen><p:partij><p:naam>Partij</p:naam>"
    "</p:partij></p:partijen></p:raad>"
    "<p:functies><p:functie><p:naam>Secretaris</p:naam><p:medewerkers><p:medewerker><p:naam>J. Jansen</p:naam>"
    "<p:eindDatum>2024-02-04</p:eindDatum></p:medewerker></p:medewerkers></p:functie></p:functies>"
    "</p:organisatie>"
)


@pytest.mark.parametrize(("kind", "street"), [("adresType", "openbareRuimte"), ("type", "straat")])
def test_an_organisation_of_the_export_in_both_versions(kind: str, street: str) -> None:
    written = ORGANISATION.replace("{type}", kind).replace("{street}", street)
    found = read_register(export(organisations=written), name="x").organisations
    assert len(found) == 1
    item = found[0]
    assert (item.name, item.code, item.types) == ("Hillegom", "GM0534", ("Gemeente",))
    assert (item.area_km2, item.residents, item.council_seats, item.province_code) == (
        13.47,
        22_500,
        21,
        "PV28",
    )
    assert item.address is not None
    assert item.address.street == "Hoofdstraat"
    # The date of ending stands under somebody who left: the municipality goes on, and nobody is named
    assert item.ended_on is None
    assert "Jansen" not in repr(found)
    assert "Partij" not in repr(found)


@pytest.mark.parametrize(
    ("text", "number", "integer"),
    [
        ("16,33", 16.33, None),
        ("26.062", 26062.0, 26062),
        ("110089", 110089.0, 110089),
        ("", None, None),
        ("1,2,3", None, None),
        ("2.6", None, None),
    ],
)
def test_numbers_of_the_register(text: str, number: float | None, integer: int | None) -> None:
    assert (decimal(text), whole(text)) == (number, integer)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not on this machine")
def test_the_samples_of_the_official_files() -> None:
    rows = read_population(read_page(SAMPLES / "cbs_v3_70072ned_TypedDataSet_voorbeeld.json", name="x")).rows
    assert all(row.residents == reference.population(row.code, row.year) for row in rows)
    assert len(rows) == 9
    pages, bulk = Iv3Totals(), Iv3Totals()
    problems = Problems("x")
    page = read_page(SAMPLES / "cbs_iv3_45071NED_TypedDataSet_voorbeeld.json", name="x")
    pages.add(rows_of_page(page, problems))
    bulk.add(rows_of_csv(SAMPLES / "cbs_iv3_bulk_met_labels_voorbeeld.csv", problems))
    assert pages.finances() == bulk.finances() != {}
    pdok = read_boundaries(SAMPLES / "pdok_gemeentegebied_voorbeeld.geojson", name="x").rows
    cbs = read_boundaries(
        SAMPLES / "cbs_gebiedsindelingen_gemeente_gegeneraliseerd_voorbeeld.geojson", name="x"
    ).rows
    assert [(row.code, row.name, row.rings) for row in pdok] == [
        (row.code, row.name, row.rings) for row in cbs
    ]
    halls = read_organisations(SAMPLES / "roo_export_Gemeenten_voorbeeld.csv", name="x")
    assert problems.all() == halls.problems == ()
    assert {row.code: row.residents for row in halls.rows}["GM0518"] == 569_468
    found = read_register(SAMPLES / "exportOO_voorbeeld_2.6.9.xml", name="x").organisations
    assert len(found) == 11
    assert {item.code: str(item.ended_on) for item in found if item.ended_on} == {"GM0501": "2023-01-01"}
