"""The tables hold what the official lists say. Expected totals: CBS, residents on 1 January (StatLine 03759ned)."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from datetime import date
from importlib import resources
from pathlib import Path
from types import ModuleType

import pytest

from vierkant import reference
from vierkant.quantities import Certainty
from vierkant.reference import Basis, SizeClass

ROOT = Path(__file__).resolve().parents[3]
RAW = ROOT.parent / "shared" / "data"
TABLES = ("municipalities.csv", "abolished.csv", "taakvelden.csv")


def test_there_are_342_municipalities_and_their_codes_are_unique() -> None:
    items = reference.municipalities()
    assert len(items) == 342  # CBS, gemeentelijke indeling 2023 to 2026
    assert len({item.code for item in items}) == 342
    assert len({item.name for item in items}) == 342
    assert len({item.province for item in items}) == 12
    assert [item.code for item in items] == sorted(item.code for item in items)


@pytest.mark.parametrize(
    ("year", "total"),
    # CBS: 17.081.507 residents in 2017, 17.475.415 in 2021; the abolished municipalities count as long as they are
    [(2017, 17_081_507), (2021, 17_475_415), (2023, 17_811_291), (2025, 18_044_027), (2026, 18_130_208)],
)
def test_residents_add_up_to_the_country(year: int, total: int) -> None:
    codes = [item.code for item in (*reference.municipalities(), *reference.all_abolished())]
    assert sum(reference.population(code, year) or 0 for code in codes) == total


@pytest.mark.parametrize(
    ("code", "name", "residents"),
    # CBS 03759ned, 1 January 2017
    [("GM0534", "Hillegom", 21_316), ("GM0553", "Lisse", 22_717), ("GM1525", "Teylingen", 36_093)],
)
def test_the_partners_of_hltsamen_in_their_first_year(code: str, name: str, residents: int) -> None:
    found = reference.municipality(code)
    assert found is not None
    assert (found.name, found.province) == (name, "Zuid-Holland")
    assert reference.population(code, 2017) == residents
    assert reference.population(code, 2016) is None


def test_residents_in_years_in_which_a_municipality_did_not_exist_are_unknown() -> None:
    assert reference.population("GM1992", 2022) is None  # Voorne aan Zee began in 2023
    assert reference.population("GM1992", 2023) is not None
    assert reference.population("GM0501", 2022) == 17_704  # Brielle, CBS
    assert reference.population("GM0501", 2023) is None
    assert reference.population("GM9999", 2023) is None


def test_the_total_area_is_that_of_the_register() -> None:
    # Register of 16 May 2026: 37.788 km2 including water
    assert sum(item.area_km2 for item in reference.municipalities()) == pytest.approx(37_788, abs=1)


@pytest.mark.parametrize(
    ("residents", "expected"),
    [
        (0, SizeClass.UNDER_5_000),
        (4_999, SizeClass.UNDER_5_000),
        (5_000, SizeClass.FROM_5_000),
        (49_999, SizeClass.FROM_20_000),
        (150_000, SizeClass.FROM_150_000),
        (249_999, SizeClass.FROM_150_000),
        (250_000, SizeClass.FROM_250_000),
    ],
)
def test_size_class_bounds(residents: int, expected: SizeClass) -> None:
    assert SizeClass.of(residents) is expected


def test_four_municipalities_have_250_000_residents_or_more() -> None:
    large = {item.name for item in reference.municipalities() if item.size_class is SizeClass.FROM_250_000}
    # CBS 2026: Amsterdam, Rotterdam, Den Haag and Utrecht
    assert large == {"Amsterdam", "Rotterdam", "'s-Gravenhage", "Utrecht"}


@pytest.mark.parametrize(
    ("code", "ended", "successors"),
    # CBS, gemeentelijke indeling of the years concerned
    [
        ("GM0501", date(2023, 1, 1), ["GM1992"]),
        ("GM0457", date(2022, 3, 24), ["GM0363"]),
        ("GM1685", date(2022, 1, 1), ["GM1991"]),
        ("GM0815", date(2022, 1, 1), ["GM1982"]),
        ("GM0416", date(2022, 1, 1), ["GM1980"]),
        ("GM0370", date(2022, 1, 1), ["GM0439"]),
        ("GM0788", date(2021, 1, 1), ["GM0757", "GM0824", "GM0855", "GM0865"]),
        ("GM0024", date(2021, 1, 1), ["GM1979"]),
        ("GM0053", date(2019, 1, 1), ["GM1966", "GM1969"]),
        ("GM0079", date(2019, 1, 1), ["GM1970"]),
        ("GM0140", date(2018, 1, 1), ["GM0080", "GM1900", "GM1949"]),
        ("GM0860", date(2017, 1, 1), ["GM1948"]),
    ],
)
def test_abolished_municipalities(code: str, ended: date, successors: list[str]) -> None:
    found = reference.abolished(code)
    assert found is not None
    assert found.end_date == ended
    assert [item.code for item in found.successors] == successors
    assert reference.municipality(code) is None


def test_a_chain_of_redivisions_ends_in_a_municipality_of_today() -> None:
    # Graafstroom went into Molenwaard in 2013, and Molenwaard into Molenlanden in 2019
    found = reference.abolished("GM0693")
    assert found is not None
    assert found.direct_successors == ("GM1927",)
    assert [item.name for item in found.successors] == ["Molenlanden"]


def test_everything_abolished_since_2018_has_a_successor_that_exists() -> None:
    recent = [item for item in reference.all_abolished() if item.end_date >= date(2018, 1, 1)]
    # CBS: 388 municipalities on 1 January 2017, 342 in 2023, 17 new codes since; Veghel and others ended in 2017
    assert len(recent) == 388 - 342 + 17
    for item in recent:
        assert item.successors, item.name
        assert item.certainty is Certainty.HIGH
        assert all(reference.municipality(found.code) is found for found in item.successors)


def test_a_code_is_of_today_or_abolished_and_never_both() -> None:
    assert not {item.code for item in reference.all_abolished()} & {
        item.code for item in reference.municipalities()
    }


def test_the_basis_says_what_the_register_does_not_give() -> None:
    assert {item.basis for item in reference.all_abolished()} == {Basis.REGISTER, Basis.KNOWN_REDIVISION}
    for item in reference.all_abolished():
        checked = item.basis is Basis.REGISTER or item.end_date >= date(2018, 1, 1)
        assert item.certainty is (Certainty.HIGH if checked else Certainty.MEDIUM), item.name


def test_taakvelden_of_2026() -> None:
    listed = reference.taakvelden()
    assert listed == reference.taakvelden(2026)
    codes = [item.code for item in listed]
    assert len(codes) == len(set(codes))
    assert codes[:6] == ["0.1", "0.2", "0.3", "0.4", "0.5", "0.61"]
    assert codes[codes.index("0.9") + 1 : codes.index("1.1")] == ["0.10", "0.11"]
    # Iv3 2026: 58 codes in the summary list and 0.11, without the subdivisions
    assert sum(item.parent is None for item in listed) == 59


def test_a_taakveld_has_the_title_of_the_year() -> None:
    now, then = reference.taakveld("6.4"), reference.taakveld("6.4", 2024)
    assert now is not None
    assert then is not None
    assert (then.title, now.title) == ("Begeleide participatie", "WSW en beschut werk")  # Iv3 2024 and 2025
    assert reference.taakveld("6.2", 2025) is None
    gone = reference.taakveld("6.2")
    assert gone is not None
    assert gone.last_year == 2024
    assert reference.taakveld("0.1") != reference.taakveld("0.10")
    assert reference.taakveld("6.6") != reference.taakveld("6.60")
    assert reference.taakveld(" 0.4   ") == reference.taakveld("0.4")  # CBS pads its codes
    assert reference.taakveld("10.1") is None


def test_a_subdivision_names_its_parent_in_the_same_years() -> None:
    children = [item for item in reference.taakvelden(2025) if item.parent]
    assert children
    for item in children:
        assert item.parent is not None
        assert reference.taakveld(item.parent, 2025) is not None, item.code


def test_every_source_has_a_licence_and_a_date() -> None:
    assert set(reference.sources()) == {
        "population",
        "municipalities",
        "abolished",
        "redivisions",
        "taakvelden",
        "arrangements",
        "urbanity",
        "town_halls",
        "finances",
        "taakveld_finances",
        "boundaries",
        "neighbours",
    }
    for name in reference.sources():
        assert reference.source(name).licence in {"CC BY 4.0", "CC0 1.0", "CC0 1.0; MIT"}
        assert date(2025, 1, 1) <= reference.reference_date(name) <= date(2026, 12, 31)
    with pytest.raises(KeyError):
        reference.source("weather")


PROBE = """
import sys, time
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
import vierkant.sources
import vierkant.reference as reference
tables = [name for name in opened if name.endswith((".csv", ".toml"))]
assert not tables, tables
best = 1.0
for _ in range(5):
    for function in (reference.tables.municipalities_by_code, reference.tables.abolished_by_code,
                     reference.tables.taakvelden_by_code, reference.tables._source_tables, reference.source):
        function.cache_clear()
    start = time.perf_counter()
    reference.municipalities(), reference.all_abolished(), reference.taakvelden()
    for name in reference.sources():
        reference.source(name)
    best = min(best, time.perf_counter() - start)
assert any(name.endswith("municipalities.csv") for name in opened)
print(best)
"""


def test_importing_reads_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr


def _builder() -> ModuleType:
    specification = importlib.util.spec_from_file_location(
        "build_reference", ROOT / "tools" / "build_reference.py"
    )
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw files are not on this machine")
def test_the_tables_are_what_the_script_makes_of_the_raw_files(tmp_path: Path) -> None:
    _builder().build(RAW, tmp_path)
    for name in TABLES:
        packed = resources.files("vierkant.reference").joinpath(name).read_bytes()
        assert (tmp_path / name).read_bytes() == packed, name


def _residents() -> dict[str, dict[int, int]]:
    items = (*reference.municipalities(), *reference.all_abolished())
    return {item.code: dict(item.population) for item in items}


def _redivisions() -> list[dict[str, str]]:
    return [
        {
            "code": item.code,
            "end_date": item.end_date.isoformat(),
            "successors": " ".join(item.direct_successors),
        }
        for item in reference.all_abolished()
    ]


def test_residents_before_and_after_confirm_the_redivisions_since_2018() -> None:
    _builder().check_redivisions(_redivisions(), _residents())


@pytest.mark.parametrize(
    ("code", "wrong"), [("GM0457", "GM0439"), ("GM0576", "GM0537"), ("GM0010", "GM1966")]
)
def test_a_wrong_successor_does_not_pass_the_check(code: str, wrong: str) -> None:
    rows = _redivisions()
    next(row for row in rows if row["code"] == code)["successors"] = wrong
    with pytest.raises(SystemExit, match="residents became"):
        _builder().check_redivisions(rows, _residents())
