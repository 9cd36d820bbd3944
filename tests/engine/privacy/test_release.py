"""The release controller as a whole: what it decides, what it repeats, what it refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.engine.privacy.sample import (
    ALL,
    KEY,
    ORGANISATION,
    TABLES,
    TEAM,
    answers,
    group,
    plan,
    two_organisations,
)

from vierkant.privacy import (
    Answers,
    CellAnswers,
    Derived,
    Ledger,
    PlanError,
    Reason,
    Thresholds,
    disclosed,
    release,
    withheld,
)
from vierkant.terms import render


def reasons(made: Any, *args: Any, **more: Any) -> dict[str, str]:
    found = release(made, *args, key=KEY, **more).decisions
    return {item.cell: item.reason.value if item.reason else "released" for item in found}


def test_a_wave_with_enough_people_everywhere_is_shown_whole() -> None:
    made, given = two_organisations()
    found = release(made, given, Ledger.empty(), key=KEY)
    assert found.kept == found.passed_floors == found.planned == 12
    assert set(found.disclosed) == {cell.key for cell in made.cells}
    assert found.disclosed["team:lisse-0"].wave == "2027-1"


@pytest.mark.parametrize(
    ("invited", "answered", "expected"),
    [
        (12, 6, "respondents"),
        (12, 7, "released"),
        (9, 9, "invited"),
        (30, 11, "response"),
        (30, 12, "released"),
    ],
)
def test_the_floors_of_one_cell(invited: int, answered: int, expected: str) -> None:
    made = plan((group("a", invited, team="t1"), group("b", 30, team="t2")), (TEAM,))
    assert reasons(made, answers(made, {"a": answered, "b": 20}), Ledger.empty())["team:t1"] == expected


def test_a_hidden_remainder_takes_the_smallest_sibling_with_it() -> None:
    groups = tuple(group(name, 20, team=name) for name in ("t1", "t2", "t3"))
    made = plan(groups, (ALL, TEAM))
    found = reasons(made, answers(made, {"t1": 12, "t2": 10, "t3": 4}), Ledger.empty())
    assert found == {
        "all": "released",
        "team:t1": "released",
        "team:t2": "remainder",
        "team:t3": "respondents",
    }
    enough = reasons(made, answers(made, {"t1": 12, "t2": 6, "t3": 4}), Ledger.empty())
    assert enough["team:t1"] == "released"


def test_every_reason_and_rule_has_its_sentence() -> None:
    for reason in Reason:
        assert render(f"privacy.reason.{reason.value}", "nl")
        assert render(f"privacy.reason.{reason.value}", "en")


def test_an_item_that_few_answered_is_left_out_of_the_cell_alone() -> None:
    made, given = two_organisations()
    fair = given.values["fair"].copy()
    lisse = [number for number, key in enumerate(given.groups) if key in ("l00", "l01")]
    fair[lisse[:13]] = np.nan  # 5 of 18 in the first team are left
    found = release(made, replace(given, values={**given.values, "fair": fair}), Ledger.empty(), key=KEY)
    assert set(found.disclosed["team:lisse-0"].value["items"]) == {"clear"}
    assert set(found.disclosed["organisation:lisse"].value["items"]) == {"fair", "clear"}
    # With both other teams shown, Lisse less these two would be the five.
    shown = [key for key in ("team:lisse-1", "team:lisse-2") if "fair" in found.disclosed[key].value["items"]]
    assert len(shown) == 1


def test_the_same_input_gives_the_same_release_and_again_changes_nothing() -> None:
    made, given = two_organisations()
    first, second = (release(made, given, Ledger.empty(), key=KEY) for _ in range(2))
    assert first == second
    again = release(made, given, first.ledger, key=KEY)
    assert again.ledger == first.ledger
    assert again.disclosed == first.disclosed


def test_what_stands_is_given_again_under_another_table_and_new_cells_are_held_against_it() -> None:
    groups = tuple(group(name, 20, team=name) for name in ("t1", "t2", "t3"))
    teams, everything = plan(groups, (TEAM,)), plan(groups, (ALL, TEAM))
    given = answers(teams, {"t1": 12, "t2": 10, "t3": 4})
    first = release(teams, given, Ledger.empty(), key=KEY)
    second = release(everything, given, first.ledger, key=KEY)
    found = {item.cell: item.reason for item in second.decisions}
    assert found["all"] is Reason.REMAINDER  # the teams stand, so now everybody is withheld
    assert second.disclosed["team:t1"] == first.disclosed["team:t1"]
    assert withheld(second.ledger, "2027-1") == {
        "all": Reason.REMAINDER,
        "team:t3": Reason.RESPONDENTS,
    }


def test_other_answers_for_a_released_wave_are_refused() -> None:
    made, given = two_organisations()
    first = release(made, given, Ledger.empty(), key=KEY)
    late = Answers(
        (*given.groups, "l00"), {key: np.append(array, 1.0) for key, array in given.values.items()}
    )
    with pytest.raises(PlanError) as caught:
        release(made, late, first.ledger, key=KEY)
    assert [problem.id for problem in caught.value.problems] == ["privacy.problem.other_answers"]
    assert caught.value.problems[0].arguments == {"wave": "2027-1", "groups": 1}


def test_progress_is_told_and_never_goes_back() -> None:
    made, given = two_organisations()
    told: list[float] = []
    release(made, given, Ledger.empty(), key=KEY, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) >= 4


def mean_of(cells: Any) -> dict[str, Any]:
    (answered,) = cells.values()
    return {"mean": float(np.nanmean(answered.values["fair"])), "teams": np.unique(answered.teams).size}


def test_derived_statistics_are_computed_inside_over_large_released_cells() -> None:
    made, given = two_organisations()
    seen: list[CellAnswers] = []

    def look(cells: Any) -> float:
        seen.extend(cells.values())
        return 1 / 3

    asked = (
        Derived("mean", ("organisation:lisse",), mean_of, decimals=1),
        Derived("look", ("team:lisse-0", "team:lisse-1"), look),
    )
    found = release(made, given, Ledger.empty(), key=KEY, derived=asked)
    lisse = [value for key, value in zip(given.groups, given.values["fair"], strict=True) if key[0] == "l"]
    assert found.disclosed["mean"].value == {"mean": round(float(np.mean(lisse)), 1), "teams": 3}
    assert found.disclosed["look"].value == 0.33
    assert [len(cell.values["fair"]) for cell in seen] == [18, 18]
    assert seen[0].teams.tolist() == [0] * 18
    again = disclosed(Ledger.from_plain(found.ledger.to_plain()), "2027-1")
    assert again == found.disclosed


def test_a_statistic_needs_released_cells_of_enough_people_also_in_their_differences() -> None:
    groups = (
        group("a", 20, organisation="x", team="t1"),
        group("b", 12, organisation="x", team="t2"),
        group("c", 20, organisation="y", team="t3"),
        group("d", 6, organisation="y", team="t4"),
    )
    made = plan(groups, (ALL, ORGANISATION, TEAM))
    given = answers(made, {"a": 16, "b": 8, "c": 16, "d": 4})
    asked = (
        Derived("hidden", ("team:t4",), mean_of),
        Derived("small", ("team:t2",), mean_of),
        Derived("organisation", ("organisation:x",), mean_of),
        Derived("team", ("team:t1",), mean_of),
    )
    found = release(made, given, Ledger.empty(), key=KEY, derived=asked)
    # x less t1 is t2: eight people, enough for shares but not for statistics
    assert {item.cell: item.reason for item in found.derived} == {
        "hidden": Reason.CELLS,
        "small": Reason.MEANS,
        "organisation": None,
        "team": Reason.MEANS,
    }


def test_names_of_statistics_and_the_key_are_checked_together() -> None:
    made, given = two_organisations()
    asked = (Derived("all", ("all", "nowhere"), mean_of), Derived("all", ("all",), mean_of))
    with pytest.raises(PlanError) as caught:
        release(made, given, Ledger.empty(), key=b"short", derived=asked)
    told = [problem.id.removeprefix("privacy.problem.") for problem in caught.value.problems]
    assert told == ["key", "derived_twice", "derived_unknown", "derived_twice"]


def test_open_answers_need_ten_writers() -> None:
    assert not Thresholds().shows_open_text(9)
    assert Thresholds().shows_open_text(10)


def test_a_wave_in_which_nobody_answered_shows_nothing() -> None:
    made = plan((group("a", 20, organisation="x", team="t1", family="f"),), TABLES)
    found = release(made, answers(made, {}), Ledger.empty(), key=KEY)
    assert found.kept == 0
    assert found.disclosed == {}
    assert found.ledger.waves == ("2027-1",)
