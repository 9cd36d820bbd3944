"""Search and repair against trying all sets of cells, and the comparison of waves when people come and go."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.privacy.sample import ALL, KEY, OPEN, TEAM, answers, group, plan

from vierkant.privacy import ALL_RULES, Ledger, Reason, Rule, Turnover, release
from vierkant.privacy.repair import Repair
from vierkant.privacy.span import audit
from vierkant.privacy.universe import Row

FLOOR = 5


@st.composite
def cells(draw: st.DrawFn) -> tuple[list[Row], np.ndarray]:
    """Teams and functions over ten groups; the first cells were released before when that was safe."""
    size = 10
    weights = np.array(draw(st.lists(st.integers(1, 4), min_size=size, max_size=size)), np.int64)
    rows = [Row("all", "w", "all", np.arange(size), 0)]
    for depth, table in enumerate(("family", "team"), start=1):
        label = np.array(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
        for number in range(3):
            inside = np.flatnonzero(label == number)
            if weights[inside].sum() >= FLOOR:
                rows.append(Row(f"{table}{number}", "w", table, inside, depth))
    return rows, weights


def safe(rows: list[Row], weights: np.ndarray) -> bool:
    member = np.zeros((len(rows), len(weights)), np.bool_)
    for number, row in enumerate(rows):
        member[number, row.columns] = True
    return not audit(member, weights, FLOOR).light


def remainders_hold(kept: list[Row], planned: list[Row], weights: np.ndarray) -> bool:
    """Whether every planned cell, shown or not, less its shown parts of one table is nobody or enough people."""
    for parent in planned:
        for table in ("family", "team"):
            whole = set(parent.columns.tolist())
            parts = [set(row.columns.tolist()) for row in kept if row.table == table]
            inside = [part for part in parts if part < whole]
            left = int(weights[list(whole.difference(*inside))].sum())
            if inside and 0 < left < FLOOR:
                return False
    return True


@settings(max_examples=40, deadline=None)
@given(cells())
def test_what_stays_is_safe_and_nothing_more_could_stay(made: tuple[list[Row], np.ndarray]) -> None:
    rows, weights = made
    repair = Repair(rows, weights, FLOOR, ALL_RULES)
    repair.run(lambda _done: None)
    kept = [row for number, row in enumerate(rows) if repair.alive[number]]
    assert safe(kept, weights)
    for number in repair.reasons:
        more = [*kept, rows[number]]
        assert not safe(more, weights) or not remainders_hold(more, rows, weights)
    assert remainders_hold(kept, rows, weights)
    again = Repair(rows, weights, FLOOR, ALL_RULES)
    again.run(lambda _done: None)
    assert again.reasons == repair.reasons


@settings(max_examples=20, deadline=None)
@given(cells())
def test_what_was_released_before_is_never_taken_back(made: tuple[list[Row], np.ndarray]) -> None:
    rows, weights = made
    finest = [row for row in rows if row.table == "team"]
    fixed = [Row(row.key, "w", row.table, row.columns, -1, True) for row in finest]
    others = [row for row in rows if row.table != "team"]
    repair = Repair([*fixed, *others], weights, FLOOR, ALL_RULES)
    repair.run(lambda _done: None)
    assert repair.alive[: len(fixed)].all()
    if safe(fixed, weights):
        kept = [row for number, row in enumerate(repair.rows) if repair.alive[number]]
        assert safe(kept, weights)


def test_the_finest_cell_of_the_fewest_people_is_withheld() -> None:
    weights = np.array([10, 3, 8, 9])
    rows = [
        Row("coarse", "w", "organisation", np.array([0, 1]), 0),
        Row("fine", "w", "team", np.array([0]), 1),
        Row("other", "w", "team", np.array([2]), 1),
        Row("largest", "w", "team", np.array([3]), 1),
    ]
    repair = Repair(rows, weights, FLOOR, ALL_RULES)
    repair.run(lambda _done: None)
    assert {rows[number].key: reason for number, reason in repair.reasons.items()} == {
        "fine": Reason.REMAINDER
    }


def second_wave(
    then: tuple[int, int], now: tuple[int, int], moved: tuple[int, int], rules: frozenset[Rule] = ALL_RULES
) -> str:
    """The decision about a team in a second wave; (asked, answered) in both, and who came and left."""
    ledger = Ledger.empty()
    for wave, (asked, answered), turnover in (("w1", then, ()), ("w2", now, (Turnover("a", *moved),))):
        groups = (group("a", asked, team="t1"), group("b", 60, team="t2"))
        made = plan(groups, (TEAM,), wave, OPEN, turnover)
        found = release(made, answers(made, {"a": answered, "b": 40}), ledger, key=KEY, rules=rules)
        ledger = found.ledger
    decision = next(item for item in found.decisions if item.cell == "team:t1")
    return decision.reason.value if decision.reason else "released"


@pytest.mark.parametrize(
    ("then", "now", "moved", "expected"),
    [
        ((12, 12), (12, 12), (0, 0), "released"),  # the same people, the same answers
        ((12, 12), (11, 11), (0, 1), "turnover"),  # the one who left
        ((12, 12), (11, 11), (0, 0), "turnover"),  # nobody told, but one fewer was asked
        ((20, 20), (20, 20), (3, 3), "turnover"),  # three came, three left: six people
        ((20, 20), (20, 20), (4, 4), "released"),  # eight people
        ((12, 12), (12, 11), (0, 0), "turnover"),  # one did not answer, and colleagues know who
        ((12, 11), (12, 10), (0, 0), "turnover"),  # three times somebody did not answer
        ((12, 10), (12, 10), (0, 0), "released"),  # four times: who they are is not known
        ((12, 10), (11, 9), (0, 1), "turnover"),  # one left and four did not answer
        ((12, 9), (11, 8), (0, 1), "released"),  # one left and six did not answer: seven people
        ((20, 14), (20, 14), (1, 1), "released"),  # 70 % response, usual turnover
    ],
)
def test_a_cell_that_differs_little_from_an_earlier_wave(
    then: tuple[int, int], now: tuple[int, int], moved: tuple[int, int], expected: str
) -> None:
    assert second_wave(then, now, moved) == expected
    assert second_wave(then, now, moved, ALL_RULES - {Rule.TURNOVER}) == "released"


def test_what_cells_leave_is_held_against_an_earlier_wave_too() -> None:
    """The small teams are never shown, but everybody less the large team is: one of them left."""
    ledger = Ledger.empty()
    for wave, asked in (("w1", 5), ("w2", 4)):
        groups = (group("a", 12, team="t1"), group("b", asked, team="t2"), group("c", 6, team="t3"))
        turnover = (Turnover("b", 0, 1),) if wave == "w2" else ()
        made = plan(groups, (TEAM,), wave, OPEN, turnover)
        more = plan(groups, (ALL, TEAM), wave, OPEN, turnover)
        chosen = more if wave == "w1" else made
        given = answers(chosen, {"a": 12, "b": asked, "c": 6})
        ledger = release(chosen, given, ledger, key=KEY).ledger
    # Everybody again in the second wave: eleven people less ten of the first.
    again = release(more, answers(more, {"a": 12, "b": 4, "c": 6}), ledger, key=KEY)
    assert {item.cell: item.reason for item in again.decisions}["all"] is Reason.TURNOVER
