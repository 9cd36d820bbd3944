"""Dates in tables: separators, headers, periods in two columns, spreadsheets' own numbers, files that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierkant.calendar.reading import DateKind, read_file, read_table
from vierkant.calendar.reading_table import rows_of
from vierkant.terms import render

MEETING, COMMITTEE, RECESS = DateKind.MEETING, DateKind.COMMITTEE, DateKind.RECESS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("header", ["datum{0}soort{0}naam\n", "Date{0}Kind{0}Name\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_kind_of_table(separator: str, header: str, encoding: str) -> None:
    text = header.format(separator) + separator.join(("14-04-2027", "raad", "Besluitvormende één")) + "\n"
    text += separator.join(("21-04-2027", "commissie", "Ruimte")) + "\n"
    found = read_table(text.encode(encoding), year=2027)
    assert [(item.first.isoformat(), item.kind) for item in found.dates] == [
        ("2027-04-14", MEETING), ("2027-04-21", COMMITTEE),
    ]  # fmt: skip
    assert found.problems == ()
    if header:
        assert [item.name for item in found.dates] == ["Besluitvormende één", "Ruimte"]


def test_the_cell_is_named() -> None:
    found = read_table(b"zaal;datum\nA;14-04-2027\nB;31-04-2027\nC;morgen\nD;14 apirl 2027\n", year=2027)
    assert [render(problem.where) for problem in found.problems] == [
        "rij 3, cel B3", "rij 4, cel B4", "rij 5, cel B5",
    ]  # fmt: skip
    assert [problem.text.id.split(".")[2] for problem in found.problems] == [
        "no_such_day", "no_date_in_cell", "misspelt_month",
    ]  # fmt: skip


def test_periods_in_two_columns() -> None:
    found = read_table(
        b"van;tot en met;naam\n10-07-2027;22-08-2027;zomer\n2027-12-20;2028-01-02;kerst\n", year=2027
    )
    assert [(item.first.isoformat(), item.last.isoformat(), item.kind, item.name) for item in found.dates] == [
        ("2027-07-10", "2027-08-22", RECESS, "zomer"), ("2027-12-20", "2028-01-02", RECESS, "kerst"),
    ]  # fmt: skip


def test_the_times_of_an_export_are_no_dates() -> None:
    found = read_table(b"Datum,Begintijd,Eindtijd,Soort\n2027-04-14 00:00:00,19.30,22.00,raad\n", year=2027)
    assert [item.first.isoformat() for item in found.dates] == ["2027-04-14"]


def test_days_counted_by_a_spreadsheet() -> None:
    # 46126 is 14 April 2026 in a spreadsheet that begins at 30 December 1899.
    found = read_table(b"datum;soort\n46126;raad\n", year=2026)
    assert [item.first.isoformat() for item in found.dates] == ["2026-04-14"]
    assert [problem.text.id.split(".")[2] for problem in found.problems] == ["serial"]
    assert read_table(b"nummer;soort\n46126;raad\n", year=2026).dates == ()


def test_a_quote_that_is_never_closed_loses_nothing() -> None:
    lines = "".join(
        f'{day}-04-2027;"raad\n' if day == 12 else f"{day}-04-2027;raad\n" for day in range(12, 27)
    )
    assert len(read_table(lines.encode(), year=2027).dates) == 15


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (b"", "empty"), (b" \n ", "empty"), (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"%PDF-1.7 rest", "pdf"), (bytes(range(32)) * 9, "binary"), (b"x" * 2_000_001, "too_large"),
        (b"a;b\nc;d\n", "nothing_found"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_table(source: bytes, problem: str) -> None:
    found = read_file(source, "data.csv", year=2027)
    assert found.dates == ()
    assert [item.text.id.split(".")[2] for item in found.problems] == [problem]


@given(st.binary(max_size=600), st.sampled_from(["x.csv", "x.ics", "x.txt", ""]))
def test_no_bytes_are_too_strange(source: bytes, name: str) -> None:
    found = read_file(source, name, year=2027)
    assert found.dates or found.problems
    for problem in found.problems:
        assert render(problem.where)
        assert render(problem.text)


@given(st.text(alphabet="14-2027;,\t\n\"' raadcommissie", max_size=400))
def test_no_table_is_too_strange(text: str) -> None:
    assert isinstance(rows_of(text), list)
    found = read_table(text.encode(), year=2027)
    assert found.dates or found.problems
