"""From old to new: cost by hand, people per outcome and step, what does not fit, and what points to a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from vierkant.change.crosswalk import crosswalk, for_others
from vierkant.change.inputs import Change, FunctionLine, Group, Outcome, Placement
from vierkant.change.needs import one_at_a_time
from vierkant.change.plan_results import CrosswalkResult
from vierkant.change.settings import Range, settings
from vierkant.quantities import Certainty, Figure, Level, Message, to_plain
from vierkant.terms import exists, render

FLOOR = 7
PARAMETERS = (
    "scale_step_euros",
    "guarantee_years",
    "kilometre_price",
    "travel_days_per_year",
    "travel_years",
)
ASSUMED = {
    "change.scale_step_euros": Figure(value=6000, low=5000, high=8000),
    "change.guarantee_years": Figure(value=5, low=3, high=10),
    "change.kilometre_price": Figure(value=0.25, low=0.2, high=0.3),
    "change.travel_days_per_year": Figure(value=120, low=100, high=150),
    "change.travel_years": Figure(value=2, low=1, high=4),
}


def line(identifier: str, people: int = 10, **fields: Any) -> FunctionLine:
    whole = {
        "group": "g",
        "function": "Oud",
        "new_function": "Nieuw",
        "outcome": "changed",
        "placement": "suitable_function",
        "scale": 9,
        "new_scale": 9,
    }
    return FunctionLine.model_validate({"id": identifier, "people": people, **whole, **fields})


def assess(*lines: FunctionLine, size: int = 100, social_plan: bool | None = True) -> CrosswalkResult:
    groups = (Group(id="g", name="Groep G", size=size), Group(id="klein", name="Groep Klein", size=3))
    change = Change(groups=groups, crosswalk=lines)
    return crosswalk(change, settings(ASSUMED), smallest=FLOOR, social_plan=social_plan)


def ids(result: CrosswalkResult) -> set[str]:
    return {finding.id for finding in result.findings}


def texts(result: CrosswalkResult) -> str:
    found: list[Message] = []
    for finding in result.findings:
        found += [finding.text] + ([finding.action] if finding.action else [])
    for gap in result.missing:
        found += [gap.what, gap.cost]
    for step in result.steps:
        found.append(step.text)
    for number in (result.guarantee, result.travel, *(item.guarantee for item in result.lines)):
        if number is not None:
            found += [number.label, number.explanation.method]
            found += [row.label for row in number.explanation.inputs]
    return "\n".join(render(item, language) for item in found for language in ("nl", "en"))


def test_a_guarantee_by_hand() -> None:
    """10 people × 2 scales × € 6,000 × 5 years = € 600,000. Ends: price 500–800 thousand, years 360–1,200 thousand:
    low 600 − √(100² + 240²) = 340, high 600 + √(200² + 600²) = 1,232.5 thousand."""
    found = assess(line("a", scale=10, new_scale=8)).lines[0].guarantee
    assert found is not None
    assert found.value == 600_000
    assert found.low == pytest.approx(340_000)
    assert found.high == pytest.approx(600_000 + 1000 * (200**2 + 600**2) ** 0.5)
    assert [row.value for row in found.explanation.inputs] == [10, 2, 6000, 5]
    assert found.explanation.certainty is Certainty.LOW


def test_travel_by_hand() -> None:
    """10 people × 28 km × € 0.25 × 120 days × 2 years = € 16,800."""
    found = assess(line("a", extra_kilometres=28)).lines[0].travel
    assert found is not None
    assert found.value == pytest.approx(16_800)
    assert [row.value for row in found.explanation.inputs] == [10, 28, 0.25, 120, 2]


def test_figures_of_the_line_go_before_parameters() -> None:
    named = assess(line("a", guarantee=1000, guarantee_years=3)).lines[0].guarantee
    assert named is not None
    assert (named.value, named.low, named.high) == (30_000, None, None)
    assert named.explanation.certainty is Certainty.MEDIUM
    years = assess(line("a", scale=10, guarantee_years={"value": 2, "low": 1, "high": 3})).lines[0].guarantee
    assert years is not None
    assert years.value == 120_000


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"new_scale": 10},
        {"new_scale": None},
        {"scale": None},
        {"outcome": "unchanged", "new_function": "Oud", "placement": "follows_work"},
    ],
)
def test_no_guarantee_without_a_lower_scale(fields: dict[str, Any]) -> None:
    result = assess(line("a", **fields))
    assert result.lines[0].guarantee is None
    assert result.guarantee is None
    assert result.travel is None


def test_steps_stand_in_order_and_unchanged_functions_follow_the_work() -> None:
    result = assess(
        line("a", 8, outcome="unchanged", new_function="Oud", placement="not_yet_known"),
        line("b", 9, placement="selection"),
        line("c", 11, outcome="ends", new_function=None, placement="from_work_to_work"),
        line("d", 3, placement="suitable_function"),
    )
    assert [(step.id, step.people) for step in result.steps] == [
        ("follows_work", 8),
        ("suitable_function", 3),
        ("selection", 9),
        ("from_work_to_work", 11),
    ]
    assert {step.certainty for step in result.steps} == {Certainty.MEDIUM}
    assert all(step.source for step in result.steps)
    assert result.lines[0].placement == "follows_work"
    assert [item.points_to_person for item in result.lines] == [False, False, False, True]


@pytest.mark.parametrize(
    ("group", "people", "pointing"), [("g", 6, True), ("g", 7, False), ("klein", 7, True), ("g", 0, True)]
)
def test_a_line_points_to_persons_under_the_floor_or_in_a_small_group(
    group: str, people: int, pointing: bool
) -> None:
    assert assess(line("a", people, group=group)).lines[0].points_to_person is pointing


def test_same_work_other_scale_is_named_only_when_no_scale_points_to_a_person() -> None:
    both = assess(line("a", 7, scale=10), line("b", 7, scale=9, new_function=" nieuw "))
    assert ids(both) == {"same_work_1"}
    assert "Zelfde werk, andere schaal" in texts(both)
    assert "9, 10" in texts(both)
    few = assess(line("a", 6, scale=10), line("b", 7, scale=9))
    assert ids(few) == {"same_work_counted"}
    assert "Nieuw”" not in texts(few)
    assert ids(assess(line("a"), line("b"))) == set()
    assert ids(assess(line("a", new_scale=10), line("b"))) == {"other_new_scale_1"}
    assert ids(assess(line("a", 2, new_scale=10), line("b"))) == {"other_new_scale_counted"}


@pytest.mark.parametrize(
    ("fields", "finding", "level"),
    [
        (
            {"outcome": "ends", "new_function": None, "placement": "not_yet_known"},
            "ends_without_placement",
            "red",
        ),
        ({"outcome": "ends"}, "ends_with_new", "amber"),
        ({"outcome": "ends", "function": None, "new_function": None}, "ends_without_function", "amber"),
        ({"outcome": "new"}, "new_with_old", "amber"),
        ({"outcome": "new", "function": None, "new_function": None}, "new_without_function", "amber"),
        ({"new_function": None}, "changed_without_both", "amber"),
        ({"function": None}, "changed_without_both", "amber"),
        ({"outcome": "unchanged", "placement": "follows_work"}, "unchanged_differs", "amber"),
        (
            {"outcome": "unchanged", "new_function": "oud", "new_scale": 8, "placement": "follows_work"},
            "unchanged_differs",
            "amber",
        ),
        ({"outcome": "unchanged", "new_function": None}, "unchanged_not_with_work", "amber"),
        ({"people": 101}, "too_many_people_g", "amber"),
        ({"group": "klein", "people": 4}, "too_many_people_counted", "amber"),
        ({"outcome": "new", "function": None, "people": 101}, None, ""),
        ({"outcome": "unchanged", "new_function": "OUD", "placement": "follows_work"}, None, ""),
        ({"outcome": "ends", "new_function": None}, None, ""),
        ({}, None, ""),
    ],
)
def test_what_does_not_fit(fields: dict[str, Any], finding: str | None, level: str) -> None:
    result = assess(line("a", **{"people": 10, **fields}))
    assert ids(result) == ({finding} if finding else set())
    assert all(item.level is Level(level) for item in result.findings)
    assert texts(result)


def test_a_social_plan_is_asked_for_as_soon_as_a_function_changes() -> None:
    same = line("a", outcome="unchanged", new_function="Oud", placement="follows_work")
    for known in (None, False):
        assert "social_plan" in ids(assess(line("a"), social_plan=known))
        assert "social_plan" not in ids(assess(same, social_plan=known))
    assert "social_plan" not in ids(assess(line("a"), social_plan=True))


def test_what_is_missing() -> None:
    def gaps(result: CrosswalkResult) -> str:
        return "\n".join(render(item.what) for item in result.missing)

    assert "nog geen regel" in gaps(assess())
    told = gaps(assess(line("a", 98, new_scale=None, placement="not_yet_known")))
    assert "Regels zonder salarisschaal, oud of nieuw: 1" in told
    assert "hoe mensen hun plek krijgen: 1" in told
    assert "“Groep G”: mensen zonder regel van oud naar nieuw: 2" in told
    assert "Klein" not in told
    assert crosswalk(Change(), settings({}), smallest=FLOOR).missing == ()


def test_nothing_that_points_to_a_person_is_named_or_left_in_what_others_see() -> None:
    lines = [
        line("a", 30, scale=10, extra_kilometres=10),
        line(
            "b", 1, function="Geheim", new_function="Geheim nieuw", outcome="ends", placement="not_yet_known"
        ),
        line("c", 2, function="Geheim", group="klein", guarantee=5000),
    ]
    result = assess(*lines)
    assert "Geheim" not in texts(result)
    seen = for_others(to_plain(result), smallest=FLOOR)
    assert "Geheim" not in json.dumps(seen)
    assert [item["id"] for item in seen["lines"]] == ["a"]
    assert seen["left_out"] == 2
    assert seen["guarantee"] is None
    assert seen["travel"]["value"] == result.lines[0].travel.value  # type: ignore[union-attr]
    assert seen["people"] == {"unchanged": 0, "changed": None, "ends": None, "new": 0}
    assert {step["id"]: step["people"] for step in seen["steps"]} == {
        "follows_work": 0,
        "suitable_function": None,
        "selection": 0,
        "from_work_to_work": 0,
        "not_yet_known": None,
    }
    many = for_others(to_plain(assess(*(line(f"x{n}", 4, guarantee=1000) for n in range(2)))), smallest=FLOOR)
    assert many["people"]["changed"] == 8
    assert many["guarantee"]["value"] == 40_000


def test_every_outcome_and_placement_has_words() -> None:
    assert all(exists(f"crosswalk.outcome.{item.value}") for item in Outcome)
    assert all(exists(f"crosswalk.placement.{item.value}") for item in Placement)
    assert all(exists(f"crosswalk.step.{item.value}") for item in Placement)


amount = st.none() | st.floats(0, 5000).map(
    lambda value: {"value": value, "low": value / 2, "high": value * 3}
)
years = st.none() | st.floats(0, 12).map(lambda value: {"value": value, "low": value / 2, "high": value * 2})
random_line = st.fixed_dictionaries(
    {
        "outcome": st.sampled_from([item.value for item in Outcome]),
        "placement": st.sampled_from([item.value for item in Placement]),
        "people": st.integers(0, 40),
        "scale": st.none() | st.integers(5, 12),
        "new_scale": st.none() | st.integers(5, 12),
        "guarantee": amount,
        "guarantee_years": years,
        "extra_kilometres": amount,
    }
)


def by_hand(rows: list[dict[str, Any]]) -> tuple[dict[str, Range], Any]:
    """The slow twin: every figure is an input of one large sum, taken to its ends one at a time."""
    known = settings(ASSUMED)
    inputs = {name: known.range(name) for name in PARAMETERS}
    for number, row in enumerate(rows):
        for name in ("guarantee", "guarantee_years", "extra_kilometres"):
            if row[name] is not None:
                inputs[f"{number}.{name}"] = Range(row[name]["value"], row[name]["low"], row[name]["high"])

    def guarantee(numbers: Mapping[str, float]) -> float:
        total = 0.0
        for number, row in enumerate(rows):
            lower = 0
            if row["scale"] is not None and row["new_scale"] is not None and row["outcome"] != "new":
                lower = max(0, row["scale"] - row["new_scale"])
            yearly = numbers.get(f"{number}.guarantee", lower * numbers["scale_step_euros"])
            period = numbers.get(f"{number}.guarantee_years", numbers["guarantee_years"])
            total += row["people"] * yearly * period
        return total

    return inputs, guarantee


@given(st.lists(random_line, max_size=7))
@examples(max_examples=80, deadline=None)
def test_totals_and_people_against_the_slow_twin(rows: list[dict[str, Any]]) -> None:
    result = assess(*(line(f"l{number}", **row) for number, row in enumerate(rows)))
    for outcome in Outcome:
        assert result.people[outcome.value] == sum(r["people"] for r in rows if r["outcome"] == outcome.value)
    assert sum(step.people for step in result.steps) == sum(result.people.values())
    for placement in Placement:
        counted = sum(
            row["people"]
            for row in rows
            if placement.value == ("follows_work" if row["outcome"] == "unchanged" else row["placement"])
        )
        assert counted == sum(step.people for step in result.steps if step.id == placement.value)
    inputs, guarantee = by_hand(rows)
    expected = one_at_a_time(inputs, guarantee)
    if result.guarantee is None:
        assert expected.value == 0
    else:
        low = result.guarantee.value if result.guarantee.low is None else result.guarantee.low
        high = result.guarantee.value if result.guarantee.high is None else result.guarantee.high
        assert result.guarantee.value == pytest.approx(expected.value)
        assert low == pytest.approx(expected.low, abs=1e-3)
        assert high == pytest.approx(expected.high)
    travel = sum(
        row["people"] * row["extra_kilometres"]["value"] * 0.25 * 120 * 2
        for row in rows
        if row["extra_kilometres"] is not None
    )
    assert (result.travel.value if result.travel else 0) == pytest.approx(travel)
    assert texts(result) or not rows
    assert json.dumps(to_plain(result))
