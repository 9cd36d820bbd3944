"""Finances: totals and taakvelden as CBS published them, municipalities that merged, lists that were renumbered."""

from __future__ import annotations

import csv
import importlib.util
from importlib import resources
from pathlib import Path
from statistics import quantiles

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant import reference
from vierkant.reference import Match, StatementKind, YearFinances
from vierkant.reference.finances_table import (
    AMOUNTS,
    finances_from,
    finances_text,
    taakvelden_from,
    taakvelden_text,
)
from vierkant.terms import render

ROOT = Path(__file__).resolve().parents[3]
RAW = ROOT.parent / "shared" / "data"
BUDGET, ACCOUNTS = StatementKind.BUDGET, StatementKind.ACCOUNTS


def _year(code: str, year: int, kind: StatementKind) -> YearFinances:
    return next(item for item in reference.finances(code) if (item.year, item.kind) == (year, kind))


def _all(year: int, kind: StatementKind) -> dict[str, YearFinances]:
    found = {item.code: _year(item.code, year, kind) for item in reference.municipalities()}
    return {code: item for code, item in found.items() if item.delivered}


def test_the_accounts_of_2024_add_up_to_the_country() -> None:
    # CBS, Iv3 2024X005, 341 municipalities: 80.94, 15.82, 3.14, 8.88 and 9.30 thousand million euros
    found = _all(2024, ACCOUNTS)
    assert len(found) == 341
    totals = {name: sum(getattr(item, name) for item in found.values()) for name in AMOUNTS}
    assert totals["expenditure"] == 80_943_486_000
    assert totals["salaries"] == 15_817_307_000
    assert totals["hired_staff"] == 3_144_588_000
    assert totals["transfers_to_arrangements"] == 8_883_920_000
    assert totals["overhead"] == 9_296_037_000


def test_shares_of_2024_are_those_of_the_data() -> None:
    # Data facts A3: overhead median 12.7 % (10.9, 15.2); transfers 11.3 %, EUR 423 per resident (266, 787)
    found = _all(2024, ACCOUNTS)
    overhead = quantiles(
        [item.overhead / item.expenditure for item in found.values()], n=4, method="inclusive"
    )
    assert [round(share, 3) for share in overhead] == [0.109, 0.127, 0.152]
    shares = [item.transfers_to_arrangements / item.expenditure for item in found.values()]
    assert round(quantiles(shares, n=4)[1], 3) == pytest.approx(0.113, abs=0.0005)
    people = {code: reference.population(code, 2024) or 0 for code in found}
    euros = [item.transfers_to_arrangements / people[code] for code, item in found.items()]
    assert quantiles(euros, n=4, method="inclusive") == pytest.approx([266, 423, 787], abs=2)


@pytest.mark.parametrize(("year", "kind"), reference.taakveld_reports())
def test_taakvelden_add_up_to_the_total(year: int, kind: StatementKind) -> None:
    cells = 0
    for item in reference.municipalities():
        whole = _year(item.code, year, kind)
        parts = reference.taakveld_finances(item.code, year, kind)
        assert (parts is None) == (not whole.delivered), item.name
        if parts is not None:
            cells += len(parts)
            added = sum(each.expenditure for each in parts.values())
            assert added == whole.expenditure, item.name
            paid = [each.salaries for each in parts.values() if each.salaries is not None]
            assert not paid or (sum(paid), parts["0.4"].salaries) == (whole.salaries, whole.overhead_salaries)
            fields = reference.main_fields(item.code, year, kind)
            assert fields is not None
            assert sum(each.expenditure for each in fields.values()) == added
    if (year, kind) == (2023, ACCOUNTS):
        assert cells == 18_126 - 53  # 342 municipalities and 53 taakvelden; one municipality did not deliver


def test_what_was_not_delivered_is_not_zero() -> None:
    # CBS has no budget of 2025 of these four, no accounts of Loon op Zand (2024) and Vijfheerenlanden (2023)
    missing = {item.code for item in reference.municipalities()} - set(_all(2025, BUDGET))
    assert missing == {"GM0310", "GM0415", "GM1731", "GM1961"}
    for code, year, kind in (
        ("GM0809", 2024, ACCOUNTS),
        ("GM1961", 2023, ACCOUNTS),
        ("GM0310", 2025, BUDGET),
    ):
        item = _year(code, year, kind)
        said = item.said()
        assert not item.delivered
        assert said is not None
        assert "niet hetzelfde als nul" in render(said, "nl")
        assert reference.taakveld_finances(code, year, kind) is None
        assert reference.taakveld_answer(code, "0.4", year, kind).finances is None
    assert reference.finances("GM9999") == ()


def test_before_a_merger_the_series_is_the_sum_of_the_predecessors() -> None:
    # Voorne aan Zee, 2023: Brielle, Hellevoetsluis and Westvoorne
    codes = ("GM0501", "GM0530", "GM0614")
    now = _year("GM1992", 2022, ACCOUNTS)
    assert now.merged_from == codes
    assert now.expenditure == sum(_year(code, 2022, ACCOUNTS).expenditure for code in codes) > 0
    said = now.said()
    assert said is not None
    assert "Brielle, Hellevoetsluis, Westvoorne" in render(said, "en")
    assert _year("GM1992", 2023, ACCOUNTS).merged_from == ()
    assert len(reference.finances("GM1992")) == 18


def test_a_series_with_a_gap_at_one_predecessor_is_a_gap() -> None:
    # Leerdam, Vianen and Zederik did not deliver the accounts of 2018; they are Vijfheerenlanden now
    assert not _year("GM1961", 2018, ACCOUNTS).delivered
    assert _year("GM1961", 2018, BUDGET).merged_from == ("GM0545", "GM0620", "GM0707")


def test_a_municipality_that_was_divided_is_named_and_not_added() -> None:
    # Haaren went to four municipalities in 2021
    boxtel = _year("GM0757", 2020, ACCOUNTS)
    assert (boxtel.merged_from, boxtel.divided) == ((), ("GM0788",))
    said = boxtel.said()
    assert said is not None
    assert "Haaren" in render(said, "nl")
    assert _year("GM0757", 2021, ACCOUNTS).divided == ()


def test_a_merger_in_the_course_of_a_year() -> None:
    # Weesp joined Amsterdam on 24 March 2022: its own budget counts, its accounts are in those of Amsterdam
    assert _year("GM0363", 2022, BUDGET).merged_from == ("GM0457",)
    accounts = _year("GM0363", 2022, ACCOUNTS)
    assert accounts.delivered
    assert accounts.merged_from == ()


@pytest.mark.parametrize(
    ("code", "year", "taakvelden", "match"),
    # Iv3 lists of 2024 and 2025
    [
        ("0.4", 2024, ("0.4",), Match.SAME),
        ("6.71a", 2025, ("6.711",), Match.RENUMBERED),
        ("6.711", 2023, ("6.71a",), Match.RENUMBERED),
        ("6.76", 2024, ("6.73",), Match.RENUMBERED),
        ("6.2", 2026, ("6.21", "6.22", "6.23"), Match.SPLIT),
        ("6.22", 2024, ("6.2",), Match.WHOLE),
        ("6.60", 2024, ("6.6",), Match.SPLIT),
        ("6.72a", 2025, (), Match.NONE),
        ("6.791", 2024, (), Match.NONE),
        ("6.72", 2026, (), Match.NONE),
        ("9.9", 2025, (), Match.NONE),
    ],
)
def test_taakvelden_of_another_list(code: str, year: int, taakvelden: tuple[str, ...], match: Match) -> None:
    found = reference.counterparts(code, year)
    assert (found.taakvelden, found.match) == (taakvelden, match)


def test_every_taakveld_has_an_answer_in_every_report_and_says_what_it_is() -> None:
    codes = {item.code for year in range(2023, 2027) for item in reference.taakvelden(year)}
    for year, kind in reference.taakveld_reports():
        whole = reference.taakveld_finances("GM0534", year, kind)
        assert whole is not None
        for code in codes - {"0.10", "0.11"}:
            answer = reference.taakveld_answer("GM0534", code, year, kind)
            assert (answer.finances is None) == (answer.match is Match.NONE), code
            assert (answer.said is None) == (answer.match is Match.SAME), code
            if answer.said is not None:
                assert code in render(answer.said, "nl")
            if answer.match is Match.SAME:
                assert reference.main_taakveld(code) != code or answer.finances == whole[code]


AMOUNT = st.integers(-999_999, 9_999_999)
ROW = st.one_of(st.none(), st.tuples(*[AMOUNT] * 7))
CODES = st.sampled_from(["GM0001", "GM0002", "GM0003"])
REPORTS = ("2023X005", "2024X000")


@settings(max_examples=30)
@given(st.dictionaries(CODES, st.dictionaries(st.sampled_from(REPORTS), ROW), min_size=1))
def test_the_table_of_finances_is_read_as_it_was_written(
    rows: dict[str, dict[str, tuple[int, ...] | None]],
) -> None:
    assert finances_from(finances_text(rows, REPORTS)) == (REPORTS, rows)


CELLS = st.dictionaries(st.sampled_from(["0.1", "0.10", "6.711"]), st.tuples(AMOUNT, AMOUNT), min_size=3)


@settings(max_examples=30)
@given(st.dictionaries(CODES, CELLS, min_size=1), st.booleans())
def test_the_table_of_taakvelden_keeps_unknown_salaries_apart_from_none(
    rows: dict[str, dict[str, tuple[int, int]]], paid: bool
) -> None:
    columns = ("0.1", "0.10", "6.711")
    # At least one municipality with salaries, and one of which they are not known
    given_rows: dict[str, dict[str, tuple[int, int | None]]] = {
        code: dict(cells) for code, cells in rows.items()
    }
    given_rows["GM0009"] = dict.fromkeys(columns, (5, 7))
    given_rows["GM0008"] = dict.fromkeys(columns, (5, 0 if paid else None))
    assert taakvelden_from(taakvelden_text(given_rows, columns)) == (columns, given_rows)


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw files are not on this machine")
def test_the_tables_are_what_the_script_makes_of_the_raw_files(tmp_path: Path) -> None:
    path = ROOT / "tools" / "build_finances.py"
    specification = importlib.util.spec_from_file_location("build_finances", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    module.build(RAW, tmp_path)
    names = sorted(each.name for each in tmp_path.iterdir())
    assert len(names) == 7
    for name in names:
        packed = resources.files("vierkant.reference").joinpath(name).read_bytes()
        assert (tmp_path / name).read_bytes() == packed, name


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw files are not on this machine")
def test_distances_are_those_of_the_raw_files() -> None:
    with (RAW / "municipalities" / "afstand_gemeentehuizen_tot50km.csv").open(encoding="utf-8-sig") as file:
        for row in list(csv.DictReader(file))[::50]:
            found = reference.distance_km(row["gm_a"], row["gm_b"])
            assert found == pytest.approx(float(row["hemelsbreed_km"]), abs=0.006)
