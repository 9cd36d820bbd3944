"""The partners' own table of costs: read whole, or everything that is wrong with it at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.cost_sharing.table import table_of
from vierkant.terms import render

IDS, NAMES = ("aa", "bb", "cc"), ("Aa", "Bee", "Cee")
WHOLE = {"aa": 5, "bb": 4, "aa+bb": 8, "cc": 3, "aa+cc": 7, "bb+cc": 6, "aa+bb+cc": 10}


@settings(max_examples=30)
@given(st.permutations(list(WHOLE)), st.randoms())
def test_order_and_spaces_do_not_matter(rows, random):
    def shuffled(name):
        parts = name.split("+")
        random.shuffle(parts)
        return " + ".join(parts)

    found = table_of({shuffled(row): float(WHOLE[row]) for row in rows}, IDS, NAMES)
    assert found.findings == ()
    assert found.costs.tolist() == [0, 5, 4, 8, 3, 7, 6, 10]


def test_everything_wrong_is_told_at_once():
    rows = {"aa": 5.0, "bb": 4.0, "aa+bb": 8.0, "bb+aa": 9.0, "aa+zz": 7.0, "niemand": 2.0, "cc+cc": 1.0}
    found = table_of(rows, IDS, NAMES)
    assert found.costs is None
    texts = {finding.id: render(finding.text) for finding in found.findings}
    assert list(texts) == ["table_unknown", "table_double", "table_nobody", "table_missing"]
    assert "zz" in texts["table_unknown"]
    assert "bb+aa" in texts["table_double"]
    assert "cc+cc" in texts["table_double"]
    assert "€ 2" in texts["table_nobody"]
    assert "3 combinaties: Aa + Cee; Bee + Cee; Aa + Bee + Cee" in texts["table_missing"]
    assert all(render(finding.action) for finding in found.findings)


def test_a_cost_of_nobody_of_zero_is_right():
    assert table_of({**WHOLE, "∅": 0.0}, IDS, NAMES).findings == ()


@pytest.mark.parametrize("count", [12, 13])
def test_a_table_is_for_twelve_partners(count):
    ids = [f"p{place}" for place in range(count)]
    found = table_of({"p0": 1.0}, ids, ids)
    assert [item.id for item in found.findings] == ["table_missing" if count == 12 else "table_too_many"]
