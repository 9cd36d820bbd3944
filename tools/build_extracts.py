"""Make the extracts in the official formats of ``tests/data/official`` from the tables that come along.

    python tools/build_extracts.py [--out FOLDER]

The values are real; the form is that of the official files, with what makes those hard to read: keys filled up with
spaces, two publications, missing amounts, balance sheets, codes with their label. The same tables give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from vierkant import reference
from vierkant.reference import StatementKind

OUT = Path(__file__).resolve().parent.parent / "tests" / "data" / "official"
PARTNERS = ("GM0534", "GM0553")
IN_BULK = "GM1525"
AROUND = ("GM0377", "GM0394", "GM0534", "GM0537", "GM0546", "GM0547", "GM0553", "GM0575", "GM0579", "GM1525")
SERVICE = "https://dataderden.cbs.nl/ODataApi/OData/45071NED"
OTHER_COSTS = "L3.8"
"""Stands for every category of expenditure but salaries: the tables do not know which."""


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n"


def residents_v3() -> str:
    """70072ned: every municipality in 2026, and two regions of another kind."""
    rows: list[dict[str, object]] = [
        {"RegioS": f"{item.code:<10}", "Perioden": "2026JJ00", "TotaleBevolking_1": item.residents}
        for item in reference.municipalities()
    ]
    rows.append({"RegioS": "NL01      ", "Perioden": "2026JJ00", "TotaleBevolking_1": 18_130_208})
    rows.append({"RegioS": "GM0501    ", "Perioden": "2026JJ00", "TotaleBevolking_1": None})
    context = "https://opendata.cbs.nl/ODataApi/odata/70072ned/$metadata#Cbs.OData.WebAPI.TypedDataSet"
    return _json({"odata.metadata": context, "value": rows})


def residents_v4() -> str:
    """03759ned: all people of the partners, and a row for women only."""
    rows: list[dict[str, object]] = []
    for code in (*PARTNERS, IN_BULK):
        for year in (2025, 2026):
            for sex, number in (("T001038", reference.population(code, year)), ("4000", 1)):
                rows.append(
                    {
                        "Id": len(rows),
                        "Measure": "M000352",
                        "ValueAttribute": "None",
                        "Value": float(number or 0),
                        "StringValue": None,
                        "Geslacht": sex,
                        "Leeftijd": "10000",
                        "BurgerlijkeStaat": "T001019",
                        "RegioS": code,
                        "Perioden": f"{year}JJ00",
                    }
                )
    context = "https://datasets.cbs.nl/odata/v1/CBS/03759ned/$metadata#Observations"
    return _json({"@odata.context": context, "value": rows})


def _cells(code: str, year: int, kind: StatementKind) -> Iterable[tuple[str, str, int]]:
    """Taakveld, category and amount in thousands of euros."""
    found = reference.taakveld_finances(code, year, kind) or {}
    for taakveld, item in found.items():
        paid = (item.salaries or 0) // 1000
        if paid:
            yield taakveld, "L1.1", paid
        yield taakveld, OTHER_COSTS, item.expenditure // 1000 - paid


def iv3_pages() -> tuple[str, str]:
    """45071NED, the budget of 2025 of two municipalities, in two pages; with reserves, a balance sheet and totals."""
    rows: list[dict[str, object]] = []

    def add(code: str, taakveld: str, category: str, first: float | None, second: float | None) -> None:
        rows.append(
            {
                "ID": len(rows),
                "TaakveldBalanspost": f"{taakveld:<6}",
                "Categorie": f"{category:<8}",
                "Gemeenten": f"{code:<9}",
                "Verslagsoort": "2025X000",
                "k_1ePlaatsing_1": first,
                "k_2ePlaatsing_2": second,
            }
        )

    for code in PARTNERS:
        for number, (taakveld, category, amount) in enumerate(_cells(code, 2025, StatementKind.BUDGET)):
            # The second publication goes before the first; where there is none, the first counts.
            first, second = ((amount + 1.0, float(amount)), (float(amount), None))[number % 2]
            add(code, taakveld, category, first, second)
        income = next(
            item.income for item in reference.finances(code) if (item.year, item.kind) == (2025, "budget")
        )
        add(code, "0.7", "B4.3.1", None, float(income // 1000))
        add(code, "0.10", "L7.1", None, 5000.0)
        add(code, "0.11", "B7.5", None, -700.0)
        add(code, "A1111", "Ultimo", None, 90_000.0)
        add(code, "P111", "Primo", None, 90_000.0)
        add(code, "0.4", "L3.5.1", None, None)
    half = len(rows) // 2
    context = f"{SERVICE}/$metadata#Cbs.OData.WebAPI.TypedDataSet"
    link = f"{SERVICE.replace('https', 'http')}/TypedDataSet?$format=json&$skiptoken={half}"
    page = {"odata.metadata": context, "value": rows[:half], "odata.nextLink": link}
    return _json(page), _json({"odata.metadata": context, "value": rows[half:]})


def iv3_bulk() -> str:
    """The accounts of 2024 of one municipality as a bulk file, with labels and a name instead of codes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = (
        "Gemeenten",
        "TaakveldBalanspost",
        "Categorie",
        "Verslagsoort",
        "k_1ePlaatsing_1",
        "k_2ePlaatsing_2",
    )
    writer.writerow(names)
    town = reference.municipality(IN_BULK)
    for taakveld, category, amount in _cells(IN_BULK, 2024, StatementKind.ACCOUNTS):
        title = reference.taakveld(taakveld, 2024)
        label = f"{category} Overige goederen en diensten"
        name = f"{taakveld} {title.title if title else ''}"
        writer.writerow([town.name if town else IN_BULK, name, label, "2024X005", -99998, amount])
    writer.writerow(
        [town.name if town else IN_BULK, "0.4 Overhead", "L2.1 Belastingen", "2024X005", -99998, -99998]
    )
    return text.getvalue()


def borders() -> str:
    """PDOK: ten municipalities; the code stands in one field or the other, with or without letters."""
    features = []
    for number, code in enumerate(AROUND):
        item = reference.municipality(code)
        if item is None:
            raise SystemExit(f"{code} is gone; choose another one")
        digits = code.removeprefix("GM")
        names = (
            {"code": digits, "identificatie": code} if number % 2 else {"code": code, "identificatie": digits}
        )
        province = item.province_code if number % 3 else item.province_code.removeprefix("PV")
        rings = [[[list(place) for place in ring]] for ring in reference.boundaries()[code]]
        properties = {
            **names,
            "naam": item.name,
            "ligt_in_provincie_code": province,
            "ligt_in_provincie_naam": item.province,
        }
        shape = {"type": "MultiPolygon", "coordinates": rings}
        features.append({"type": "Feature", "id": code, "geometry": shape, "properties": properties})
    base = "https://api.pdok.nl/kadaster/brk-bestuurlijke-gebieden/ogc/v1/collections/gemeentegebied/items"
    links = [{"rel": "self", "type": "application/geo+json", "href": f"{base}?f=json&limit=50"}]
    return _json({"type": "FeatureCollection", "features": features, "links": links})


def town_halls() -> str:
    """The register's list of municipalities: the partners, with the address in one cell."""
    title = (
        "Adressen (type, toelichting, straat, huisnummer, toevoeging, postbus, postcode, plaats, regio, "
        "provincieAfkorting, land, centroideLatitude, centroideLongitude, centroideRdx, centroideRdy)"
    )
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    head = [
        "Type",
        "Officiële naam",
        "Organisatiecode",
        "TOOi URI",
        title,
        "Aantal inwoners",
        "Datum ter verificatie",
    ]
    writer.writerow(head)
    for code in (*PARTNERS, IN_BULK):
        item = reference.municipality(code)
        if item is None:
            raise SystemExit(f"{code} is gone; choose another one")
        tooi = f"https://identifier.overheid.nl/tooi/id/gemeente/{code.lower()}"
        address = (
            "type: Postadres, postbus: 32, postcode: 2180 AA, woonplaats: Hillegom "
            f"type: Bezoekadres, straat: Hoofdstraat, huisnummer: 115, woonplaats: {item.name}, "
            f"centroideLatitude: {item.latitude}, centroideLongitude: {item.longitude}"
        )
        residents = f"{item.residents:,}".replace(",", ".")
        writer.writerow(
            ["Gemeente", f"Gemeente {item.name}", code.lower(), tooi, address, residents, "08-05-2026"]
        )
    return text.getvalue()


def build(out: Path) -> None:
    """Write the extracts."""
    first, second = iv3_pages()
    texts = {
        "cbs_v3_70072ned.json": residents_v3(),
        "cbs_v4_03759ned.json": residents_v4(),
        "iv3_45071NED-0001.json": first,
        "iv3_45071NED-0002.json": second,
        "iv3_bulk_2024X005.csv": iv3_bulk(),
        "pdok_gemeentegebied.json": borders(),
        "roo_gemeenten.csv": town_halls(),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8", newline="")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make the extracts in the official formats.")
    parser.add_argument("--out", type=Path, default=OUT, help="where the extracts go")
    build(parser.parse_args().out)


if __name__ == "__main__":
    main()
