"""The table plan: merges, cells, and everything that is wrong with it at once."""

from __future__ import annotations

import pytest
from tests.engine.privacy.sample import ALL, FAMILY, ITEMS, ORGANISATION, TEAM, group, plan

from vierkant.privacy import PlanError, PlannedItem, PlannedTable, Thresholds, Turnover, small_cells
from vierkant.terms import render


def problems(*args: object, **more: object) -> list[str]:
    with pytest.raises(PlanError) as caught:
        plan(*args, **more)  # type: ignore[arg-type]
    for problem in caught.value.problems:
        assert render(problem, "nl")
        assert render(problem, "en")
    return [problem.id.removeprefix("privacy.problem.") for problem in caught.value.problems]


A = group("a", 12, organisation="lisse", team="t1", family="kcc")
B = group("b", 12, organisation="lisse", team="t2", family="kcc")


def test_cells_follow_the_tables_from_coarse_to_fine() -> None:
    cells = plan((A, B), (ALL, FAMILY, TEAM)).cells
    assert [cell.key for cell in cells] == ["all", "family:lisse/kcc", "team:t1", "team:t2"]
    assert [cell.groups for cell in cells] == [("a", "b"), ("a", "b"), ("a",), ("b",)]


def test_a_merged_group_counts_where_its_target_stands_also_through_another() -> None:
    c = group("c", 3, "a", organisation="lisse", team="t3", family="tax")
    d = group("d", 2, "c", organisation="lisse", team="t4", family="tax")
    made = plan((A, B, c, d), (FAMILY, TEAM))
    assert made.targets == {"a": "a", "b": "b", "c": "a", "d": "a"}
    assert [cell.key for cell in made.cells] == ["family:lisse/kcc", "team:t1", "team:t2"]


def test_all_problems_are_told_at_once() -> None:
    across = group("x", 5, "a", organisation="teylingen", team="t9")
    one, two = group("p", 5, "q", organisation="lisse"), group("q", 5, "p", organisation="lisse")
    own, gone = group("o", 5, "o", organisation="lisse"), group("n", -1, "nowhere", organisation="lisse")
    tables = (ALL, ALL, PlannedTable("cross", ("team", "family")), PlannedTable("age", ("age",)))
    found = problems(
        (A, A, across, one, two, own, gone),
        tables,
        thresholds=Thresholds(respondents=4, open_text=9, means=14, invited=3, response=1.5),
        turnover=(Turnover("team that stands nowhere", 1, 0), Turnover("a", -1, 0), Turnover("a", 0, 1)),
        items=(PlannedItem("i", 1), PlannedItem("i", 5)),
    )
    assert sorted(found) == sorted([
        "threshold", "threshold", "threshold", "threshold", "response", "twice_groups", "twice_tables",
        "twice_items", "points", "negative", "merge_across", "merge_cycle", "merge_cycle", "merge_itself",
        "merge_unknown", "team_split", "no_dimension", "turnover_unknown", "turnover_negative", "turnover_twice",
    ])  # fmt: skip
    assert problems((), (), "", items=()) == ["no_wave", "no_groups", "no_tables", "no_items"]


@pytest.mark.parametrize(
    ("dimensions", "refused"),
    [(("team",), False), (("organisation", "team"), False), (("team", "family"), True), (("family",), False)],
    ids=["team", "organisation and team", "team and function", "function"],
)
def test_a_team_is_never_split_by_a_background_trait(dimensions: tuple[str, ...], refused: bool) -> None:
    tables = (PlannedTable("table", dimensions),)
    if refused:
        assert problems((A, B), tables) == ["team_split"]
    else:
        assert plan((A, B), tables).cells


def test_a_group_below_the_floor_is_told_with_what_to_do() -> None:
    small = group("s", 4, organisation="lisse", team="small", family="kcc")
    alone = group("l", 6, organisation="noordwijk", team="alone", family="kcc")
    told = small_cells(plan((A, B, small, alone), (ORGANISATION, TEAM)))
    assert [message.id.rpartition(".")[2] for message in told] == ["small_alone", "small", "small_alone"]
    assert told[1].arguments == {"cell": "small", "people": 4, "floor": 10, "other": "t1"}
    assert "Voeg de groep samen met t1" in render(told[1])
    merged = group("s", 4, "a", organisation="lisse", team="small", family="kcc")
    assert small_cells(plan((A, B, merged), (ORGANISATION, TEAM))) == ()


def test_the_digest_changes_with_anything_in_the_plan() -> None:
    digests = {
        plan((A, B)).digest,
        plan((A, group("b", 13, **dict(B.dimensions)))).digest,
        plan((A, B), wave="2027-2").digest,
        plan((A, B), thresholds=Thresholds(respondents=8)).digest,
        plan((A, B), turnover=(Turnover("a", 0, 1),)).digest,
        plan((A, B), (TEAM,)).digest,
        plan((A, B), items=ITEMS[:1]).digest,
    }
    assert len(digests) == 7
    assert plan((A, B)).digest == plan((A, B)).digest
