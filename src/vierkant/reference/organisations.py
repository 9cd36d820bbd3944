"""Organisations in the national register: what its export and its list of municipalities say about them.

Nothing here names a person: functions, people and the names of parties are never read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vierkant.reference.import_bytes import Source, csv_rows
from vierkant.reference.import_problems import ImportProblem, Problems, refused
from vierkant.reference.organisation_types import Address, Organisation
from vierkant.reference.register_records import Element, code_of, day_of

_VISITS = "bezoekadres"
_CODE = re.compile(r"(gm|pv|ws)?\s*(\d{2,4})", re.IGNORECASE)
_TOOI = re.compile(r"/tooi/id/[a-z]+/([a-z]+\d+)/?$", re.IGNORECASE)
_DUTCH_DAY = re.compile(r"(\d{2})-(\d{2})-(\d{4})")
_ADDRESS_KEYS = (
    "type", "toelichting", "straat", "huisnummer", "toevoeging", "postbus", "postcode", "plaats", "woonplaats",
    "regio", "provincieAfkorting", "land", "centroideLatitude", "centroideLongitude", "centroideRdx", "centroideRdy",
)  # fmt: skip
_KEY = re.compile(rf"(?:^|,\s*|;\s*|\s)({'|'.join(_ADDRESS_KEYS)}):\s*")


READ_OF_ORGANISATION = frozenset(
    {"naam", "types", "adressen", "geografie", "raad", "startDatum", "eindDatum"}
    | {"hoortBijGemeenschappelijkeRegeling", "datumTerVerificatie"}
)
"""The elements directly under an organisation that are read; ``functies`` and ``contact`` never are."""


def organisation_of(element: Element) -> Organisation:
    """The organisation in an element of the export. Only what stands directly under it counts.

    A date of ending deeper in the record belongs to something else: a function that somebody left.
    """
    area = element.child("geografie")
    council = element.child("raad")
    address, province = _address(element)
    belongs = element.child("hoortBijGemeenschappelijkeRegeling")
    return Organisation(
        name=_plain_name(element.text_of("naam")),
        code=code_of(element),
        types=tuple(item.words() for item in element.under("types") if item.words()),
        register_id=element.attribute("systeemId") or None,
        address=address,
        province_code=province,
        area_km2=decimal(area.text_of("oppervlakte")) if area else None,
        residents=whole(area.text_of("aantalInwoners")) if area else None,
        council_seats=whole(council.text_of("totaalZetels")) if council else None,
        started_on=day_of(element.text_of("startDatum")),
        ended_on=day_of(element.text_of("eindDatum")),
        arrangement=(belongs.attribute("systeemId") or None) if belongs else None,
        verified_on=day_of(element.text_of("datumTerVerificatie")),
    )


def _plain_name(text: str) -> str:
    return re.sub(r"^Gemeente\s+", "", text.strip())


def decimal(text: str) -> float | None:
    """A number as the register writes it, with a comma: ``26,31``; None when it is none."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,9}))?", text.strip())
    return float(f"{found.group(1).replace('.', '')}.{found.group(2) or 0}") if found else None


def whole(text: str) -> int | None:
    """A whole number, with or without points between the thousands: ``26.062``; None when it is none."""
    found = decimal(text)
    return int(found) if found is not None and found == int(found) else None


def _address(element: Element) -> tuple[Address | None, str | None]:
    """The address for visitors, and the code of the province. The names of the parts differ between versions."""
    found = [item for item in element.under("adressen") if item.name == "adres"]
    for item in found:
        kind = item.text_of("adresType") or item.text_of("type")
        if kind.strip().lower() != _VISITS:
            continue
        province = _TOOI.search(item.text_of("provincie"))
        return (
            Address(
                street=item.text_of("openbareRuimte") or item.text_of("straat"),
                number=item.text_of("huisnummer"),
                postcode=item.text_of("postcode"),
                place=item.text_of("woonplaats") or item.text_of("plaats"),
            ),
            province.group(1).upper() if province else None,
        )
    return None, None


@dataclass(frozen=True, slots=True)
class Organisations:
    """The rows of a list of municipalities, and what in it is not right."""

    rows: tuple[Organisation, ...]
    problems: tuple[ImportProblem, ...]


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("Officiële naam", "Naam"),
    "code": ("Organisatiecode", "TOOi URI"),
    "address": ("Adressen",),
    "residents": ("Aantal inwoners",),
    "verified": ("Datum ter verificatie",),
    "type": ("Type",),
}


def is_organisations_header(header: list[str]) -> bool:
    """Whether the first line of a CSV is that of the register's list of municipalities."""
    return {"name", "code", "address"} <= set(_places(header))


def _places(header: list[str]) -> dict[str, int]:
    """Our name → the column; the name of the addresses goes on with what they hold, in brackets."""
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        title = cell.strip().partition(" (")[0]
        for ours, theirs in _COLUMNS.items():
            if title in theirs:
                found.setdefault(ours, place)
    return found


def read_organisations(source: Source, *, name: str) -> Organisations:
    """Read the register's list of municipalities (``Gemeenten.csv``).

    Raises:
        ImportFileError: the file cannot be read, or columns are missing.
    """
    rows = csv_rows(source, name=name)
    header = next(rows)
    places = _places(header)
    missing = [_COLUMNS[ours][0] for ours in ("name", "code", "address") if ours not in places]
    if missing:
        raise refused("no_columns", name, names=", ".join(missing))
    problems = Problems(name)
    return Organisations(tuple(_rows(rows, len(header), places, problems)), problems.all())


def _rows(
    rows: Iterator[list[str]], width: int, places: Mapping[str, int], problems: Problems
) -> Iterator[Organisation]:
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) < width:
            problems.row("short_row", number, found=len(row), wanted=width)
            continue
        cells = {ours: row[place].strip() for ours, place in places.items()}
        code = _code(cells["code"])
        if code is None:
            problems.row("municipality", number, found=cells["code"][:60] or "–")
            continue
        residents = whole(cells.get("residents", ""))
        if residents is None and cells.get("residents"):
            problems.row("residents", number, found=cells["residents"][:40], code=code)
        yield Organisation(
            name=_plain_name(cells["name"]),
            code=code,
            types=(cells["type"],) if cells.get("type") else (),
            address=_cell_address(cells["address"], number, code, problems),
            residents=residents,
            verified_on=_dutch_day(cells.get("verified", "")),
        )


def _code(text: str) -> str | None:
    found = _TOOI.search(text)
    text = found.group(1) if found else text
    shape = _CODE.fullmatch(text.strip())
    return f"{(shape.group(1) or 'GM').upper()}{shape.group(2)}" if shape else None


def _dutch_day(text: str) -> date | None:
    found = _DUTCH_DAY.fullmatch(text)
    try:
        return date(*(int(found.group(part)) for part in (3, 2, 1))) if found else None
    except ValueError:
        return None


def _cell_address(text: str, number: int, code: str, problems: Problems) -> Address | None:
    """The address for visitors among those in the cell: ``type: Bezoekadres, straat: Spui, huisnummer: 70, …``.

    The cell is cut at the names of its parts, because a street may hold a comma.
    """
    pieces = _KEY.split(text)
    parts: dict[str, str] = {}
    for key, value in zip(pieces[1::2], pieces[2::2], strict=True):
        if key == "type":
            if parts.get("type", "").lower() == _VISITS:
                break
            parts = {}
        parts[key] = value.strip().rstrip(",;").strip()
    if parts.get("type", "").lower() != _VISITS:
        return None
    place = _place(parts)
    if place is None and parts.get("centroideLatitude"):
        found = f"{parts['centroideLatitude']}, {parts.get('centroideLongitude', '–')}"
        problems.row("place", number, code=code, found=found[:60])
    return Address(
        street=parts.get("straat", ""),
        number=parts.get("huisnummer", ""),
        postcode=parts.get("postcode", ""),
        place=parts.get("woonplaats") or parts.get("plaats", ""),
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
    )


def _place(parts: Mapping[str, str]) -> tuple[float, float] | None:
    """Latitude and longitude, when they are in the country (the Caribbean parts included)."""
    try:
        latitude, longitude = float(parts["centroideLatitude"]), float(parts["centroideLongitude"])
    except (KeyError, ValueError):
        return None
    return (latitude, longitude) if 12 <= latitude <= 54 and -70 <= longitude <= 8 else None
