"""Counting answers, against counting them one by one; and answers that do not fit the plan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.privacy.sample import KEY, TEAM, group, plan

from vierkant.privacy import Answers, Ledger, PlanError, PlannedItem, release
from vierkant.privacy.answers import count
from vierkant.terms import render

GROUPS = (
    group("a", 40, team="t1"),
    group("b", 40, "a", team="t2"),
    group("c", 40, team="t3"),
    group("d", 0, team="t4"),
)
ITEM = PlannedItem("i", 4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([1, 2, 3, 4, None])), max_size=30))
def test_counts_are_those_of_counting_one_by_one(rows: list[tuple[str, int | None]]) -> None:
    made = plan(GROUPS, (TEAM,), items=(ITEM,))
    values = np.array([np.nan if value is None else value for _, value in rows], np.float64)
    counted = count(made, Answers(tuple(key for key, _ in rows), {"i": values}))
    home = {"a": "a", "b": "a", "c": "c", "d": "d"}
    assert counted.atoms == ("a", "c", "d")
    assert counted.invited.tolist() == [80, 40, 0]
    for number, atom in enumerate(counted.atoms):
        own = [value for key, value in rows if home[key] == atom]
        assert counted.respondents[number] == len(own)
        assert counted.by_item["i"][number] == sum(value is not None for value in own)
        assert counted.options["i"][number].tolist() == [own.count(option) for option in (1, 2, 3, 4)]
    assert counted.leaves == {key: sum(own == key for own, _ in rows) for key in "abcd"}


def test_all_that_does_not_fit_is_told_at_once() -> None:
    made = plan(GROUPS, (TEAM,), items=(ITEM, PlannedItem("j", 5), PlannedItem("k", 5)))
    groups = ("a",) * 41 + ("nowhere", "nowhere", "d")
    values = {
        "i": np.array([0.0, 5.0, 2.5, np.inf] + [1.0] * 40),
        "j": np.ones(3),
        "other": np.ones(44),
    }
    with pytest.raises(PlanError) as caught:
        release(made, Answers(groups, values, ("u",)), Ledger.empty(), key=KEY)
    told = {problem.id.removeprefix("privacy.problem."): problem for problem in caught.value.problems}
    assert sorted(told) == ["length", "no_answers", "outside", "too_many", "unknown_group", "unknown_item"]
    assert len(caught.value.problems) == 8  # two groups with too many, two lengths
    assert told["outside"].arguments["answers"] == 4
    assert "2 antwoorden voor nowhere" in render(told["unknown_group"])
    assert all(render(problem, "en") for problem in caught.value.problems)
