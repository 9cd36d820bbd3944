"""Attacks that need time: waves that are compared, a wave that is released again, a register that is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.attacks.small import KEY, Leaf, Wave, release_waves
from benchmarks.attacks.span import isolable_by_brute_force, system

from vierkant.privacy import (
    CellAnswers,
    Derived,
    Ledger,
    LedgerError,
    PlanError,
    PlannedTable,
    Thresholds,
    Turnover,
    disclosed,
    release,
)

K = 7
PLAIN = Thresholds()
ALL = PlannedTable("all", ())
BY_TEAM = PlannedTable("team", ("team",))
BY_FAMILY = PlannedTable("family", ("family",))
BY_SITE = PlannedTable("site", ("site",))


def names(prefix: str, people: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{number}" for number in range(people))


def isolated_if_answers_last(waves: list[Wave]) -> set[object]:
    """Who is in a set below k when everybody who stayed is taken to answer the same each time."""
    releases, _apart = release_waves(waves)
    cells = [
        cell
        for wave, made in zip(waves, releases, strict=True)
        for cell in wave.sets(row.cell for row in made.decisions if row.released)
    ]
    assert any(made.kept for made in releases)
    return isolable_by_brute_force(system([cell for cell in cells if cell]), K)


@pytest.mark.parametrize("key", ["a", "a-2027"], ids=["the same key", "another key for the group"])
def test_one_newcomer_in_a_team_that_all_answer(key: str) -> None:
    team, others = names("a", 12), Leaf("b", names("b", 12), team="t2")
    before = Wave((Leaf("a", team), others), "w1", (BY_TEAM,), PLAIN)
    after = Wave((Leaf(key, (*team, "new")), others), "w2", (BY_TEAM,), PLAIN)
    assert isolated_if_answers_last([before, after]) == set()


@pytest.mark.parametrize("others", [1, 4, 8])
def test_one_newcomer_hidden_among_others(others: int) -> None:
    """All that is new less what is new in the other team is the newcomer."""
    one, two = names("a", 12), names("b", 12)
    before = Wave((Leaf("a", one), Leaf("b", two, team="t2")), "w1", (ALL, BY_TEAM), PLAIN)
    after = Wave(
        (Leaf("a", (*one, "new")), Leaf("b", (*two, *names("n", others)), team="t2")),
        "w2",
        (ALL, BY_TEAM),
        PLAIN,
        (Turnover("a", 1, 0), Turnover("b", others, 0)),
    )
    assert isolated_if_answers_last([before, after]) == set()


def test_one_who_moves_to_another_team() -> None:
    one, two = names("a", 12), names("b", 12)
    before = Wave((Leaf("a", one), Leaf("b", two, team="t2")), "w1", (ALL, BY_TEAM), PLAIN)
    after = Wave(
        (Leaf("a", one[1:]), Leaf("b", (*two, one[0]), team="t2")),
        "w2",
        (ALL, BY_TEAM),
        PLAIN,
        (Turnover("a", 0, 1), Turnover("b", 1, 0)),
    )
    assert isolated_if_answers_last([before, after]) == set()


def test_one_who_leaves_and_one_who_comes_two_waves_later() -> None:
    """The middle wave does not show the team; the outer two differ by two people."""
    team, others = names("a", 12), Leaf("b", names("b", 12), team="t2")
    first = Wave((Leaf("a", team), others), "w1", (BY_TEAM,), PLAIN)
    middle = Wave((Leaf("a", team[1:5], asked=11), others), "w2", (BY_TEAM,), PLAIN, (Turnover("a", 0, 1),))
    last = Wave((Leaf("a", (*team[1:], "new")), others), "w3", (BY_TEAM,), PLAIN, (Turnover("a", 1, 0),))
    assert isolated_if_answers_last([first, middle, last]) == set()


def test_teams_that_merge_where_one_was_too_small_to_show() -> None:
    one, two = names("a", 12), names("b", 5)
    before = Wave((Leaf("a", one), Leaf("b", two, team="t2")), "w1", (BY_TEAM,), PLAIN)
    after = Wave((Leaf("a", one), Leaf("b", two, into="a")), "w2", (BY_TEAM,), PLAIN)
    assert isolated_if_answers_last([before, after]) == set()


@pytest.mark.parametrize(
    "told", [(), (Turnover("a", 6, 0),), (Turnover("a", 1, 0),)], ids=["nothing", "all", "new"]
)
def test_one_newcomer_when_two_teams_of_a_function_merge(told: tuple[Turnover, ...]) -> None:
    """The groups are others, the function has the same people and one more."""
    one, two, rest = names("a", 12), names("b", 5), Leaf("c", names("c", 20), team="t3", family="f2")
    tables = (BY_FAMILY,)
    before = Wave((Leaf("a", one), Leaf("b", two, team="t2"), rest), "w1", tables, PLAIN)
    after = Wave((Leaf("a", (*one, *two, "new")), rest), "w2", tables, PLAIN, told)
    assert isolated_if_answers_last([before, after]) == set()


@pytest.mark.parametrize("told", [(), (Turnover("a", 0, 5),)], ids=["nothing", "who went"])
def test_one_newcomer_when_a_team_of_a_function_is_divided(told: tuple[Turnover, ...]) -> None:
    one, two, rest = names("a", 12), names("b", 5), Leaf("c", names("c", 20), team="t3", family="f2")
    before = Wave((Leaf("a", (*one, *two)), rest), "w1", (BY_FAMILY,), PLAIN)
    after = Wave((Leaf("a", one), Leaf("b", (*two, "new"), team="t2"), rest), "w2", (BY_FAMILY,), PLAIN, told)
    assert isolated_if_answers_last([before, after]) == set()


CROSSING = (
    Leaf("a", names("a", 12), family="f1", more={"site": "s1"}),
    Leaf("b", names("b", 3), family="f1", more={"site": "s2"}),
    Leaf("c", names("c", 3), family="f2", more={"site": "s1"}),
    Leaf("d", names("d", 20), family="f2", more={"site": "s2"}),
)


@pytest.mark.parametrize("floors", [(7, 5), (5, 7), (10, 5)])
def test_a_wave_released_again_under_another_threshold(floors: tuple[int, int]) -> None:
    """What was promised when the wave was signed holds for ever: the higher threshold counts."""
    low, high = (Thresholds(respondents=floor, invited=7, response=0.0) for floor in floors)
    first = Wave(CROSSING, "w1", (BY_FAMILY,), low)
    again = replace(first, tables=(BY_FAMILY, BY_SITE), thresholds=high)
    try:
        _releases, sets = release_waves([first, again])
    except PlanError:
        return  # to refuse is as good
    assert isolable_by_brute_force(system(sets), floors[0]) == set()


def test_asking_again_gives_the_same_figures() -> None:
    """No averaging: however often and under whatever table, the same people are rounded once."""
    wave = Wave(CROSSING, "w1", (BY_FAMILY, ALL), PLAIN)
    other = replace(wave, tables=(PlannedTable("everyone", ()), PlannedTable("function", ("family",)), ALL))
    first, second = release_waves([wave, other])[0]
    assert first.disclosed["all"].value == second.disclosed["everyone"].value
    assert first.disclosed["family:f1"].value == second.disclosed["function:f1"].value
    renamed = replace(wave, values={"the same by another name": wave.answered()["item"]})
    try:
        third = release_waves([wave, renamed])[0][1]
    except PlanError:
        return
    assert third.disclosed["all"].value == first.disclosed["all"].value


def test_another_key_gives_no_second_draw() -> None:
    wave = Wave(CROSSING, "w1", (BY_FAMILY, ALL), PLAIN)
    first = release_waves([wave])[0][0]
    for number in range(4):
        key = f"another key for the rounding {number}".encode()
        again = release(wave.plan(), wave.answers(False), first.ledger, key=key)
        assert {key: cell.value for key, cell in again.disclosed.items()} == {
            key: cell.value for key, cell in first.disclosed.items()
        }
        other = replace(wave, tables=(PlannedTable("everyone", ()),))
        again = release(other.plan(), other.answers(False), first.ledger, key=key)
        assert again.disclosed["everyone"].value == first.disclosed["all"].value


def test_a_statistic_does_not_say_that_all_of_a_cell_agree() -> None:
    """The mean of a cell in which everybody gave 5 is everybody's answer; so is a spread of nothing."""
    values = {"item": np.array([5.0] * 16 + [1.0, 2.0] * 8)}
    wave = Wave(
        (Leaf("a", names("a", 16)), Leaf("b", names("b", 16), team="t2")),
        tables=(ALL, BY_TEAM),
        values=values,
    )
    asked = (
        Derived("mean", ("team:t1",), lambda cells: float(cells["team:t1"].values["item"].mean())),
        Derived("spread", ("team:t1",), lambda cells: float(cells["team:t1"].values["item"].std())),
        Derived("other", ("team:t2",), lambda cells: float(cells["team:t2"].values["item"].mean())),
    )
    wave = replace(wave, thresholds=PLAIN)
    shown = release(wave.plan(), wave.answers(False), Ledger.empty(), key=KEY, derived=asked).disclosed
    assert "other" in shown
    assert "mean" not in shown or float(shown["mean"].value) < 5.0
    assert "spread" not in shown or float(shown["spread"].value) > 0.0


def _mean(cells: Mapping[str, CellAnswers]) -> float:
    return float(next(iter(cells.values())).values["item"].mean())


@pytest.mark.parametrize("rest", [(16,), (8, 8)], ids=["a cell of its own", "two that are too small"])
def test_two_statistics_do_not_say_that_all_of_a_remainder_agree(rest: tuple[int, ...]) -> None:
    """The mean of all and the mean of a part give the mean of the rest, who all answered 5."""
    values = {"item": np.array([1.0, 2.0, 3.0, 4.0, 5.0] * 5 + [5.0] * 16)}
    others = tuple(
        Leaf(f"b{number}", names(f"b{number}x", people), team=f"t{number}", asked=60)
        for number, people in enumerate(rest, start=2)
    )
    wave = Wave((Leaf("a", names("a", 25)), *others), tables=(ALL, BY_TEAM), values=values)
    wave = replace(wave, thresholds=Thresholds(response=0.2))
    asked = (Derived("all mean", ("all",), _mean), Derived("part", ("team:t1",), _mean))
    shown = release(wave.plan(), wave.answers(False), Ledger.empty(), key=KEY, derived=asked).disclosed
    assert {"all mean", "part"} <= set(shown)
    assert round(float(shown["all mean"].value) * 41) - round(float(shown["part"].value) * 25) < 5 * 16


def test_a_register_that_is_made_up_discloses_nothing() -> None:
    wave = Wave(CROSSING, "w1", (BY_FAMILY,), PLAIN)
    ledger = release_waves([wave])[0][0].ledger
    content = {"key": "raw", "content": {"answers": [1, 2, 3]}}
    entry = replace(ledger.entries[-1], body=content)
    with pytest.raises((TypeError, LedgerError)):
        disclosed(Ledger((*ledger.entries[:-1], entry)))
    with pytest.raises((TypeError, LedgerError)):
        disclosed(Ledger((entry,)))
    rows = ledger.to_plain()
    for wrong in (rows[1:], rows[::-1], [*rows[:-1], {**rows[-1], "body": content}]):
        with pytest.raises(LedgerError):
            Ledger.from_plain(wrong)


@pytest.mark.parametrize("key", [b"", b"short"])
def test_a_rounding_that_can_be_guessed_is_refused(key: bytes) -> None:
    wave = Wave(CROSSING, "w1", (BY_FAMILY,), PLAIN)
    with pytest.raises(PlanError):
        release(wave.plan(), wave.answers(False), Ledger.empty(), key=key)
