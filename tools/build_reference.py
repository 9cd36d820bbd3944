"""Make the compact fact tables of `vierkant.reference` from a folder with the raw files.

    python tools/build_reference.py DATA_FOLDER [--out FOLDER]

Reads ``municipalities/{gemeenten_2026,bevolking_2017_2026,gemeenten_opgeheven}.csv`` and the Iv3 lists in
``finance/``; writes ``municipalities.csv``, ``abolished.csv`` and ``taakvelden.csv``. The same input gives the
same bytes. What the raw files lack (successors, full titles) stands in this script, as data, and is marked in
the tables as such. The sources are described by hand in ``sources.toml`` beside the tables.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

Row = dict[str, str]

TABLES = Path(__file__).resolve().parent.parent / "src" / "vierkant" / "reference"
FIRST_YEAR, LAST_YEAR = 2017, 2026
CHECKED_FROM = date(2018, 1, 1)
"""Redivisions from this date are checked with the residents before and after; older ones cannot be."""

CHECK_TOLERANCE = 0.02
"""Residents of the old and of the new municipalities, one year apart, differ by less than this share."""

COMMON_NAMES: Mapping[str, tuple[str, ...]] = {
    "GM0737": ("Tietjerksteradeel",),
    "GM0796": ("Den Bosch",),
    "GM0820": ("Nuenen",),
    "GM1891": ("Dantumadeel",),
    "GM1940": ("De Friese Meren",),
}
"""Names in wide use that neither CBS nor the register gives."""

MISSING_CODES: Mapping[str, str] = {"Boskoop": "GM0499", "Lemsterland": "GM0082", "Rijnwoude": "GM1672"}
"""CBS codes that the register leaves empty."""

CORRECTED_NAMES: Mapping[str, str] = {
    "'S-Gravendeel": "'s-Gravendeel",
    "'S-Gravenzande": "'s-Gravenzande",
    "'S-Graveland": "'s-Graveland",
}

KNOWN_REDIVISIONS: Mapping[str, tuple[str, ...]] = {
    # 2023
    "GM1992": ("GM0501", "GM0530", "GM0614"),
    # 2022
    "GM0363": ("GM0457",),
    "GM0439": ("GM0370",),
    "GM1980": ("GM0398", "GM0416"),
    "GM1982": ("GM0756", "GM0786", "GM0815", "GM1684", "GM1702"),
    "GM1991": ("GM0856", "GM1685"),
    # 2021; Haaren was divided over Boxtel, Oisterwijk, Tilburg and Vught
    "GM1979": ("GM0003", "GM0010", "GM0024"),
    "GM0757": ("GM0788",),
    "GM0824": ("GM0788",),
    "GM0855": ("GM0788",),
    "GM0865": ("GM0788",),
    # 2019; Winsum was divided over Het Hogeland and Westerkwartier
    "GM0014": ("GM0009", "GM0017"),
    "GM0394": ("GM0393",),
    "GM0575": ("GM0576",),
    "GM1954": ("GM0881", "GM0951", "GM0962"),
    "GM1959": ("GM0738", "GM0870", "GM0874"),
    "GM1960": ("GM0236", "GM0304", "GM0733"),
    "GM1961": ("GM0545", "GM0620", "GM0707"),
    "GM1963": ("GM0585", "GM0588", "GM0611", "GM0617"),
    "GM1966": ("GM0005", "GM0053", "GM1651", "GM1663"),
    "GM1969": ("GM0015", "GM0022", "GM0025", "GM0053", "GM0056"),
    "GM1970": ("GM0058",),
    "GM1978": ("GM1927",),
    # 2018; Littenseradiel was divided over Leeuwarden, Súdwest-Fryslân and Waadhoeke. Before that Boarnsterhim
    # (2014) over Heerenveen, Leeuwarden, Súdwest-Fryslân and De Friese Meren
    "GM0074": ("GM0055",),
    "GM0080": ("GM0055", "GM0081", "GM0140"),
    "GM1900": ("GM0055", "GM0140"),
    "GM1921": ("GM0055",),
    "GM1949": ("GM0063", "GM0140", "GM1908"),
    "GM1950": ("GM0007", "GM0048"),
    "GM1952": ("GM0040", "GM1987"),
    # 2017 and 2016
    "GM1948": ("GM0844",),
    "GM0385": ("GM0478",),
    # 2015 and the change of name that followed; Maasdonk was divided over 's-Hertogenbosch and Oss
    "GM1945": ("GM0241",),
    "GM0241": ("GM0265", "GM0282"),
    "GM1940": ("GM1921",),
    "GM0361": ("GM0365", "GM0458"),
    "GM0796": ("GM1671",),
    "GM0828": ("GM0808", "GM0835", "GM1671"),
    # 2010-2014; Meerlo-Wanssum was divided over Horst aan de Maas and Venray
    "GM0484": ("GM0499", "GM1672"),
    "GM0441": ("GM0395", "GM0476"),
    "GM0736": ("GM0305",),
    "GM0420": ("GM0364", "GM0459", "GM0466", "GM0529"),
    "GM1908": ("GM0083",),
    "GM0599": ("GM0600",),
    "GM0983": ("GM0885", "GM0890", "GM0976"),
    "GM1507": ("GM0964", "GM0993"),
    "GM0984": ("GM0993",),
    # 2000-2009
    "GM0377": ("GM0372",),
    "GM1891": ("GM0065",),
    "GM1669": ("GM1679",),
    "GM0569": ("GM0480", "GM1673"),
    "GM0585": ("GM0517",),
    "GM0957": ("GM0975",),
    "GM1586": ("GM0240",),
    "GM0240": ("GM0260",),
    "GM0537": ("GM0602", "GM0619"),
    "GM0498": ("GM0454",),
    "GM0299": ("GM0196", "GM0199"),
    "GM0150": ("GM0144",),
    "GM0197": ("GM0219",),
    "GM0262": ("GM0239",),
    "GM0301": ("GM0291",),
    "GM0222": ("GM0292",),
    "GM1740": ("GM0258",),
    "GM0258": ("GM0220", "GM0227"),
    "GM1742": ("GM0178",),
    "GM0178": ("GM0165",),
    "GM0715": ("GM0650", "GM0704"),
    "GM1705": ("GM0206",),
    "GM0206": ("GM0238", "GM0255"),
    "GM0642": ("GM0526",),
    "GM0677": ("GM0675",),
    "GM1714": ("GM0692", "GM1698"),
    "GM1711": ("GM0974",),
    "GM1774": ("GM0149",),
    "GM0149": ("GM0176", "GM0188"),
    "GM1700": ("GM0186",),
    "GM0186": ("GM0159",),
    "GM1773": ("GM0174",),
    "GM0174": ("GM0190",),
    "GM0383": ("GM0360", "GM0418"),
    "GM0160": ("GM0143", "GM0157"),
    "GM0181": ("GM0194", "GM0195"),
    "GM0373": ("GM0357", "GM0444"),
    "GM0632": ("GM0318",),
    "GM0177": ("GM0162",),
    "GM0166": ("GM0191",),
    "GM0310": ("GM0334",),
    "GM0148": ("GM0170",),
    "GM0344": ("GM0347",),
    "GM0267": ("GM0253",),
}
"""Successor → the municipalities that (partly) went into it, where the register names no successor.

Public administrative facts. A municipality that is divided stands under each of its successors.
"""

FULL_TITLES: Mapping[str, str] = {
    "0.11": "Resultaat van de rekening van baten en lasten",
    "6.71d": "Overige maatwerkarrangementen (WMO)",
    "6.714": "Overige maatwerkarrangementen (WMO)",
    "6.74a": "Jeugd behandeling GGZ zonder verblijf",
    "6.812": "Maatschappelijke- en vrouwenopvang",
}
"""Titles that the raw reports cut off or abbreviate."""

RENUMBERED = 2025
"""In this year the subdivisions of taakveld 6 went from letters (6.71a) to digits (6.711)."""


def read(path: Path) -> list[Row]:
    """The rows of a CSV file, as text, trimmed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write rows under the columns of the first one, with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def residents(rows: Iterable[Row]) -> dict[str, dict[int, int]]:
    """Code → year → residents on 1 January."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        found[row["gm_code"]][int(row["jaar"])] = int(row["inwoners"])
    return found


def _population_columns(years: Mapping[int, int], last: int) -> Row:
    return {f"population_{year}": str(years.get(year, "")) for year in range(FIRST_YEAR, last + 1)}


def municipalities(raw: Iterable[Row], people: Mapping[str, Mapping[int, int]]) -> list[Row]:
    """One row per municipality of today; the register's name is an alias where CBS writes another one."""
    rows: list[Row] = []
    for item in raw:
        code, name = item["gm_code"], item["naam_cbs"]
        aliases = [alias for alias in (item["naam_roo"], *COMMON_NAMES.get(code, ())) if alias != name]
        rows.append(
            {
                "code": code,
                "name": name,
                "aliases": "|".join(aliases),
                "province_code": item["provincie_code"],
                "province": item["provincie"],
                "area_km2": f"{float(item['oppervlakte_km2_totaal']):.2f}",
                "urbanity": item["stedelijkheid_2025"],
                "latitude": item["gemeentehuis_lat"],
                "longitude": item["gemeentehuis_lon"],
                "council_seats": item["raadszetels"],
                **_population_columns(people[code], LAST_YEAR),
            }
        )
    return sorted(rows, key=lambda row: row["code"])


def first_day_without(text: str) -> date:
    """The first day on which the municipality no longer existed.

    The register gives the last day of existence for what ended up to 2016, and the first day after it later.
    """
    given = date.fromisoformat(text)
    if given.year < FIRST_YEAR and (given.month, given.day) != (1, 1):
        return given + timedelta(days=1)
    return given


def _abolished_entries(raw: Iterable[Row]) -> dict[str, list[Row]]:
    """Code → its entries in the register; the districts of Amsterdam are no municipalities and are left out."""
    entries: dict[str, list[Row]] = defaultdict(list)
    for item in raw:
        if not item["naam"].startswith("Stadsdeel "):
            entries[item["gm_code"] or MISSING_CODES[item["naam"]]].append(item)
    return entries


def abolished(raw: Iterable[Row], people: Mapping[str, Mapping[int, int]]) -> list[Row]:
    """One row per abolished municipality, newest first; its successors at that time, and how we know them."""
    known: dict[str, list[str]] = defaultdict(list)
    for successor, parts in KNOWN_REDIVISIONS.items():
        for code in parts:
            known[code].append(successor)
    rows: list[Row] = []
    for code, entries in _abolished_entries(raw).items():
        entries.sort(key=lambda item: len(item["naam"]), reverse=True)
        names = [CORRECTED_NAMES.get(item["naam"], item["naam"]) for item in entries]
        ended = max(first_day_without(item["einddatum"]) for item in entries)
        registered = sorted({item["opvolger_gm_code"] for item in entries} - {""})
        if registered and known[code]:
            raise SystemExit(f"{code} has a successor in the register and among the known redivisions")
        successors = registered or sorted(known[code])
        certain = bool(registered) or ended >= CHECKED_FROM
        rows.append(
            {
                "code": code,
                "name": names[0],
                "aliases": "|".join(names[1:]),
                "end_date": ended.isoformat(),
                "successors": " ".join(successors),
                "basis": "register" if registered else "known redivision" if successors else "",
                "certainty": "" if not successors else "high" if certain else "medium",
                **_population_columns(people.get(code, {}), LAST_YEAR - 4),
            }
        )
    unknown = set(known) - {row["code"] for row in rows}
    if unknown:
        raise SystemExit(f"not in the register as abolished: {sorted(unknown)}")
    return sorted(rows, key=lambda row: (-date.fromisoformat(row["end_date"]).toordinal(), row["code"]))


def check_redivisions(rows: Sequence[Row], people: Mapping[str, Mapping[int, int]]) -> None:
    """Compare residents before and after each redivision from 2018 on; stop when they do not match.

    Municipalities that share a successor in the same year form one group; the group is closed, so its residents
    hardly change in a year. A wrong successor moves thousands of people and shows.
    """
    for year in range(CHECKED_FROM.year, LAST_YEAR + 1):
        # Weesp ended in March: it still counts on 1 January of that year, so compare over that day.
        ended = [row for row in rows if date(year - 1, 1, 2) <= date.fromisoformat(row["end_date"])]
        ended = [row for row in ended if date.fromisoformat(row["end_date"]) <= date(year, 1, 1)]
        for old, new in _groups(ended):
            before = sum(people[code].get(year - 1, 0) for code in old | new)
            after = sum(people[code].get(year, 0) for code in old | new)
            if not before or abs(after / before - 1) > CHECK_TOLERANCE:
                raise SystemExit(f"{year}: {sorted(old)} -> {sorted(new)}: {before} residents became {after}")


def _groups(rows: Iterable[Row]) -> list[tuple[set[str], set[str]]]:
    groups: list[tuple[set[str], set[str]]] = []
    for row in rows:
        old, new = {row["code"]}, set(row["successors"].split())
        for group in [group for group in groups if group[1] & new]:
            groups.remove(group)
            old, new = old | group[0], new | group[1]
        groups.append((old, new))
    return groups


def taakvelden(lists: Iterable[Row], reports: Mapping[int, Sequence[Row]]) -> list[Row]:
    """One row per code and title, with the first and last year; subdivisions come from the reports."""
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in lists:
        years[item["code"], item["titel"]].append(int(item["jaar"]))
    codes = {code for code, _ in years}
    rows = [_taakveld(code, title, min(found), max(found), "high") for (code, title), found in years.items()]
    rows.append(_taakveld("0.11", FULL_TITLES["0.11"], FIRST_YEAR, LAST_YEAR, "high"))
    for year, report in reports.items():
        last = LAST_YEAR if year >= RENUMBERED else RENUMBERED - 1
        for code, title in sorted({(item["taakveld"], item["taakveld_naam"]) for item in report}):
            if len(code) > len("6.71") and code[:4] in codes:
                rows.append(_taakveld(code, FULL_TITLES.get(code, title), year, last, "medium", code[:4]))
    return sorted(rows, key=lambda row: (_order(row["code"]), row["first_year"]))


def _taakveld(code: str, title: str, first: int, last: int, certainty: str, parent: str = "") -> Row:
    if title.endswith(".."):
        raise SystemExit(f"the title of taakveld {code} is cut off: {title}")
    return {
        "code": code,
        "title": title,
        "first_year": str(first),
        "last_year": str(last),
        "parent": parent,
        "certainty": certainty,
    }


def _order(code: str) -> tuple[int, list[int], str]:
    """The order of the Iv3 list: 0.5, 0.61, 0.7, …, 0.9, 0.10, 0.11, 1.1."""
    main, rest = code.split(".")
    digits = rest.rstrip("abcd")
    numbers = [int(digits)] if digits in ("10", "11") else [int(digit) for digit in digits]
    return int(main), numbers, rest


def build(data: Path, out: Path) -> None:
    """Make the three tables.

    Raises:
        SystemExit: the raw files and the facts in this script contradict each other.
    """
    folder, finance = data / "municipalities", data / "finance"
    people = residents(read(folder / "bevolking_2017_2026.csv"))
    today = municipalities(read(folder / "gemeenten_2026.csv"), people)
    gone = abolished(read(folder / "gemeenten_opgeheven.csv"), people)
    known = {row["code"] for row in (*today, *gone)}
    missing = {code for row in gone for code in row["successors"].split()} - known
    if missing or set(people) - known:
        raise SystemExit(f"codes without a municipality: {sorted(missing | (set(people) - known))}")
    check_redivisions(gone, people)
    report = "iv3_taakveld_baten_lasten_salarissen_{}.csv"
    reports = {
        2023: read(finance / report.format("2023X005")),
        2025: read(finance / report.format("2025X000")),
    }
    out.mkdir(parents=True, exist_ok=True)
    write(out / "municipalities.csv", today)
    write(out / "abolished.csv", gone)
    write(out / "taakvelden.csv", taakvelden(read(finance / "iv3_taakvelden.csv"), reports))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Make the tables of vierkant.reference from the raw files.")
    parser.add_argument("data", type=Path, help="folder with municipalities/ and finance/")
    parser.add_argument("--out", type=Path, default=TABLES, help="where the tables go")
    arguments = parser.parse_args()
    build(arguments.data, arguments.out)


if __name__ == "__main__":
    main()
