"""The ledger: append-only, chained, verified; it never holds an answer."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.privacy.sample import ITEMS, KEY, answers, two_organisations

from vierkant.privacy import Ledger, LedgerError, Plan, PlanError, disclosed, release
from vierkant.privacy.disclosable import Seal
from vierkant.privacy.ledger import START
from vierkant.terms import render


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Two waves as stored."""
    made, given_answers = two_organisations()
    first = release(made, given_answers, Ledger.empty(), key=KEY).ledger
    later = Plan("2027-2", made.groups, made.tables, ITEMS)
    second = answers(later, {group.key: 8 for group in made.groups}, seed=1)
    return release(later, second, first, key=KEY).ledger.to_plain()


def test_it_is_plain_json_there_and_back(rows: list[dict[str, Any]]) -> None:
    text = json.dumps(rows)
    ledger = Ledger.from_plain(json.loads(text))
    assert json.dumps(ledger.to_plain()) == text
    assert ledger.waves == ("2027-1", "2027-2")
    assert ledger.digest == rows[-1]["digest"]
    assert Ledger.empty().digest == START == rows[0]["before"]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every leaf of JSON values stands."""
    if isinstance(value, dict):
        return [place for key, item in value.items() for place in places(item, (*path, key))]
    if isinstance(value, list) and value:
        return [place for number, item in enumerate(value) for place in places(item, (*path, number))]
    return [path]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_change_is_seen_and_its_place_told(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.sampled_from(places(rows[number])))
    changed = copy.deepcopy(rows)
    holder: Any = changed[number]
    for step in place[:-1]:
        holder = holder[step]
    before = holder[place[-1]]
    holder[place[-1]] = before + 1 if isinstance(before, (int, float)) else "changed"
    with pytest.raises(LedgerError) as caught:
        Ledger.from_plain(changed)
    assert caught.value.problem.arguments["number"] == number + 1
    assert str(number + 1) in render(caught.value.problem)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows[1:],
        lambda rows: rows[:2] + rows[3:],
        lambda rows: [rows[1], rows[0], *rows[2:]],
        lambda rows: [*rows[:3], rows[2], *rows[3:]],
        lambda rows: [{}, *rows],
        lambda rows: [*rows, {**rows[-1], "body": object()}],
    ],
    ids=["first removed", "one removed", "two exchanged", "one twice", "not an entry", "not plain"],
)
def test_entries_cannot_be_removed_moved_or_added(rows: list[dict[str, Any]], spoil: Any) -> None:
    with pytest.raises(LedgerError):
        Ledger.from_plain(spoil(rows))


def test_only_the_controller_writes_and_a_made_up_ledger_is_refused(rows: list[dict[str, Any]]) -> None:
    ledger = Ledger.from_plain(rows)
    with pytest.raises(TypeError):
        ledger.append("cell", "2027-1", [{"key": "x", "content": 1}], seal=Seal())
    with pytest.raises(LedgerError):
        Ledger(ledger.entries[1:])
    assert Ledger(ledger.entries) == ledger


def test_a_later_release_leaves_earlier_entries_as_they_are(rows: list[dict[str, Any]]) -> None:
    first = [row for row in rows if row["wave"] == "2027-1"]
    assert rows[: len(first)] == first
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))


def test_it_holds_counts_of_people_and_no_answer(rows: list[dict[str, Any]]) -> None:
    assert {row["kind"] for row in rows} == {"wave", "cell"}
    for row in rows:
        if row["kind"] == "wave":
            assert set(row["body"]) == {"key", "plan", "atoms", "thresholds", "turnover", "withheld"}
            for atom in row["body"]["atoms"].values():
                assert set(atom) == {"invited", "respondents", "items", "leaves", "asked"}
        else:
            assert set(row["body"]) == {"key", "table", "atoms", "content"}


def test_what_was_disclosed_comes_back_by_wave_or_all_together(rows: list[dict[str, Any]]) -> None:
    ledger = Ledger.from_plain(rows)
    assert disclosed(ledger, "2027-2")["all"].wave == "2027-2"
    together = disclosed(ledger)
    assert {"2027-1/all", "2027-2/all"} <= set(together)
    assert together["2027-1/all"] == disclosed(ledger, "2027-1")["all"]
    assert disclosed(ledger, "no such wave") == {}


def test_a_released_wave_is_not_released_with_other_groups(rows: list[dict[str, Any]]) -> None:
    made, _ = two_organisations()
    fewer = Plan("2027-1", made.groups[:-1], made.tables, ITEMS)
    with pytest.raises(PlanError):
        release(fewer, answers(fewer, {"l00": 9}), Ledger.from_plain(rows), key=KEY)
