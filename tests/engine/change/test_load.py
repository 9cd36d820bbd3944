"""The load of a team over all cooperations of a municipality: by hand, against a slow twin, and what is not counted."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.change.inputs import Change, Group, OtherProject
from vierkant.change.load import (
    GroupHours,
    LoadEntry,
    LoadResult,
    load_entry,
    municipality_load,
    part_of_month,
    team_key,
)
from vierkant.quantities import Level, to_plain
from vierkant.terms import render

FIRST = date(2027, 1, 1)
AXIS = tuple(date(2027, month, 1) for month in range(1, 13))


def project(name: str, hours: float, begin: date, end: date) -> OtherProject:
    return OtherProject.model_validate(
        {"id": "p", "name": name, "hours_per_month": hours, "from_on": begin, "until_on": end}
    )


def asked(**by_month: float) -> tuple[float, ...]:
    return tuple(by_month.get(f"m{month}", 0.0) for month in range(1, 13))


def entry(identifier: str, *groups: GroupHours, months: tuple[date, ...] = AXIS) -> LoadEntry:
    return LoadEntry(identifier, f"Samenwerking {identifier}", months, groups)


def load(*entries: LoadEntry, absorbable: float = 8.0, first: date = FIRST, months: int = 12) -> LoadResult:
    return municipality_load(entries, first=first, months=months, absorbable=absorbable)


def texts(result: LoadResult) -> str:
    found = [result.headline]
    for item in result.findings:
        found += [item.text] + ([item.action] if item.action else [])
    for gap in result.missing:
        found += [gap.what, gap.cost]
    return "\n".join(render(item, language) for item in found for language in ("nl", "en"))


def test_two_cooperations_together_ask_more_than_each_of_them() -> None:
    """5 + 4 hours in June is more than 8, while neither is; 3 + 4 in July is not."""
    one = entry("een", GroupHours("Team Vergunningen", 14, False, asked(m6=5, m7=3)))
    two = entry("twee", GroupHours(" team  vergunningen", 9, False, asked(m6=4, m7=4)))
    result = load(one, two)
    assert len(result.teams) == 1
    team = result.teams[0]
    assert team.per_person == asked(m6=9, m7=7)
    assert team.hours == asked(m6=14 * 5 + 9 * 4, m7=14 * 3 + 9 * 4)
    assert (team.size, team.over, result.level) == (14, (5,), Level.RED)
    assert [part.id for part in team.contributions] == ["een", "twee"]
    assert "juni 2027: 9 uur" in texts(result)
    assert load(one).level is load(two).level is Level.GREEN


def test_as_much_as_can_be_spent_is_not_too_much() -> None:
    """0.1 + 0.2 is a hair above 0.3 in a computer; a hair is no overload."""
    groups = [
        entry(name, GroupHours("Team", 10, False, asked(m1=number)))
        for name, number in (("a", 0.1), ("b", 0.2))
    ]
    assert load(*groups, absorbable=0.3).teams[0].over == ()
    assert load(*groups, absorbable=0.29).teams[0].over == (0,)


def test_inside_one_cooperation_people_are_in_one_group() -> None:
    groups = (GroupHours("Team", 10, False, asked(m1=2)), GroupHours("Team", 4, False, asked(m1=6)))
    team = load(entry("een", *groups)).teams[0]
    assert team.per_person == asked(m1=6)
    assert team.hours == asked(m1=44)
    assert team.size == 14


def test_a_project_named_in_two_dossiers_counts_once() -> None:
    plan = project("Nieuw omgevingsplan", 6, date(2027, 1, 1), date(2027, 2, 14))
    same = project("nieuw  Omgevingsplan", 4, date(2027, 1, 1), date(2027, 3, 31))
    result = load(
        entry("een", GroupHours("Team", 10, False, asked(), (plan,))),
        entry("twee", GroupHours("Team", 10, False, asked(), (same,))),
    )
    team = result.teams[0]
    assert team.per_person == asked(m1=6, m2=4, m3=4)
    assert [part.kind for part in team.contributions] == ["cooperation", "cooperation", "project"]


def test_a_project_that_is_one_of_the_cooperations_is_counted_by_its_own_dossier() -> None:
    other = project("samenwerking TWEE", 20, date(2027, 1, 1), date(2027, 12, 31))
    result = load(
        entry("een", GroupHours("Team", 10, False, asked(m1=1), (other,))),
        entry("twee", GroupHours("Team", 10, False, asked(m1=2))),
    )
    assert result.teams[0].per_person == asked(m1=3)


def test_small_teams_are_counted_and_never_named() -> None:
    result = load(
        entry(
            "een",
            GroupHours("Juristen", 3, True, asked(m1=20)),
            GroupHours("Balie", 12, False, asked(m1=20)),
        )
    )
    assert "Juristen" not in texts(result)
    assert "Balie" in texts(result)
    assert {item.id for item in result.findings} == {"over_1", "small_over"}
    assert [team.small for team in result.teams] == [False, True]


def test_many_teams_over_are_counted_after_ten() -> None:
    groups = [GroupHours(f"Team {number}", 10, False, asked(m1=9)) for number in range(13)]
    result = load(entry("een", *groups))
    assert len(result.findings) == 11
    assert "3" in render(result.findings[-1].text)


def test_without_dates_or_groups_it_says_what_is_not_in_it() -> None:
    result = load(entry("een", GroupHours("Team", 10, False, ()), months=()), entry("twee"))
    assert result.level is Level.UNKNOWN
    assert [item.section for item in result.missing] == ["change_plan", "people"]
    assert texts(result)
    assert load().teams == ()
    assert load(months=0).months == ()


def test_an_entry_takes_the_groups_of_the_municipality_and_those_who_span() -> None:
    change = Change(
        groups=(
            Group(id="a", name="Groep A", size=10, partner="x", team="Team A"),
            Group(id="b", name="Groep B", size=5, partner="y"),
            Group(id="c", name="Groep C", size=8),
        ),
        other_projects=(
            OtherProject.model_validate(
                {**project("P", 3, FIRST, FIRST).model_dump(), "groups": ["a"]},
            ),
            project("Q", 2, FIRST, FIRST),
        ),
    )
    hours = {"a": (1.0, 2.0), "c": (3.0, 4.0)}
    found = load_entry(change, AXIS[:2], hours, identifier="een", name="Een", partner="x", smallest=9)
    assert [(item.team, item.size, item.small, item.asked) for item in found.groups] == [
        ("Team A", 10, False, (1.0, 2.0)),
        ("Groep C", 8, True, (3.0, 4.0)),
    ]
    assert [[item.name for item in group.projects] for group in found.groups] == [["P", "Q"], ["Q"]]
    every = load_entry(change, AXIS[:2], hours, identifier="een", name="Een", partner=None, smallest=9)
    assert [item.asked for item in every.groups][1] == (0.0, 0.0)
    with pytest.raises(ValueError, match="months"):
        load_entry(change, AXIS, hours, identifier="een", name="Een", partner=None, smallest=9)


days = st.dates(date(2026, 6, 1), date(2028, 6, 30))


@given(days, days, st.sampled_from(AXIS))
@settings(deadline=None)
def test_part_of_a_month_against_counting_days(begin: date, end: date, month: date) -> None:
    first, last = min(begin, end), max(begin, end)
    length = monthrange(month.year, month.month)[1]
    counted = sum(first <= month + timedelta(days=day) <= last for day in range(length))
    assert part_of_month(month, project("P", 1, begin, end)) == pytest.approx(counted / length)


names = st.sampled_from(["Balie", "balie ", "Juristen", "Groen"])
hours = st.lists(st.floats(0, 20), min_size=3, max_size=3).map(tuple)
projects = st.lists(
    st.builds(project, st.sampled_from(["P", "p", "Q", "Samenwerking e0"]), st.floats(0, 9), days, days),
    max_size=2,
).map(tuple)
groups = st.lists(
    st.builds(GroupHours, names, st.integers(1, 30), st.booleans(), hours, projects), max_size=4
)
starts = st.integers(0, 30).map(
    lambda place: tuple(date(2026 + (place + n) // 12, (place + n) % 12 + 1, 1) for n in range(3))
)


@given(st.lists(st.tuples(groups, starts), max_size=4), st.integers(1, 18))
@settings(max_examples=80, deadline=None)
def test_the_matrix_against_a_slow_twin(
    rows: list[tuple[list[GroupHours], tuple[date, ...]]], count: int
) -> None:
    entries = [entry(f"e{number}", *found, months=months) for number, (found, months) in enumerate(rows)]
    result = load(*entries, months=count)
    own = {team_key(item.name) for item in entries}
    assert {team.key for team in result.teams} == {
        team_key(group.team) for item in entries for group in item.groups
    }
    for team in result.teams:
        for place, month in enumerate(result.months):
            person, total = 0.0, 0.0
            named: dict[str, list[tuple[float, float]]] = {}
            for item in entries:
                mine = [group for group in item.groups if team_key(group.team) == team.key]
                numbers = [
                    (dict(zip(item.months, group.asked, strict=True)).get(month, 0.0), group.size)
                    for group in mine
                ]
                person += max((number for number, _ in numbers), default=0.0)
                total += sum(number * size for number, size in numbers)
                for name in {team_key(p.name) for group in mine for p in group.projects} - own:
                    asks = [
                        (p.hours_per_month.value * part_of_month(month, p), group.size)
                        for group in mine
                        for p in group.projects
                        if team_key(p.name) == name
                    ]
                    most = max(number for number, _ in asks)
                    named.setdefault(name, []).append((most, sum(number * size for number, size in asks)))
            person += sum(max(most for most, _ in found) for found in named.values())
            total += sum(max(whole for _, whole in found) for found in named.values())
            assert team.per_person[place] == pytest.approx(person)
            assert team.hours[place] == pytest.approx(total)
            assert (place in team.over) == (team.per_person[place] > 8.0 + 1e-9)
    assert json.dumps(to_plain(result))
    assert texts(result)


def test_the_numbers_of_a_contribution_add_up() -> None:
    plan = project("P", 6, date(2027, 1, 1), date(2027, 6, 30))
    team = load(
        entry("een", GroupHours("Team", 10, False, asked(m1=1), (plan,))),
        entry("twee", GroupHours("Team", 20, False, asked(m2=2))),
    ).teams[0]
    for place in range(12):
        assert team.per_person[place] == sum(part.per_person[place] for part in team.contributions)
        assert team.hours[place] == sum(part.hours[place] for part in team.contributions)
