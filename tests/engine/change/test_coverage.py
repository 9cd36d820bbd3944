"""Coverage: groups by phases against a slow twin, weeks, places that groups share, and the privacy of small groups."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.engine.change.test_phases import SMALL

from vierkant.change.coverage import coverage
from vierkant.change.inputs import Change, ChangePlan, Group, ImpactCard, Intervention
from vierkant.change.library import library
from vierkant.change.phases import PhaseModel, model_of
from vierkant.change.plan_results import CoverageResult
from vierkant.change.settings import PHASES, Settings, settings
from vierkant.quantities import Figure, Level, Message, to_plain
from vierkant.terms import render

FLOOR = 7
OURS = settings({})
START = date(2027, 7, 1)


def group(identifier: str, size: int = 12, **fields: Any) -> Group:
    return Group.model_validate({"id": identifier, "name": f"Groep {identifier}", "size": size, **fields})


def row(identifier: str, **fields: Any) -> Intervention:
    whole = {"name": f"Hulp {identifier}", "kind": "training", "owner": "HR", "hours_per_person": 2}
    return Intervention.model_validate({"id": identifier, **whole, **fields})


def cover(*parts: Any, plan: ChangePlan | None = None, chosen: Settings = OURS) -> CoverageResult:
    def of(kind: type) -> tuple[Any, ...]:
        return tuple(part for part in parts if isinstance(part, kind))

    change = Change(groups=of(Group), cards=of(ImpactCard), interventions=of(Intervention), plan=plan)
    return coverage(change, chosen, smallest=FLOOR)


def ids(result: CoverageResult) -> list[str]:
    return [item.id for item in result.findings]


def cell(result: CoverageResult, name: str, phase: str) -> Any:
    return next(item for item in result.cells if (item.group, item.phase) == (name, phase))


def slow_monday(start: date, months: int) -> date:
    """Month by month, then day by day back to a Monday."""
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = (year + 1, 1) if month > 12 else (year - 1, 12) if month < 1 else (year, month)
    day = start.day
    while True:
        try:
            found = date(year, month, day)
            break
        except ValueError:
            day -= 1
    while found.weekday() != 0:
        found -= timedelta(days=1)
    return found


def slow_phases(line: Intervention, model: PhaseModel) -> set[str]:
    found = set()
    for phase in model.phases:
        for name in line.phases or (library()[line.item].phases if line.item in library() else ()):
            own = line.phases and name in [item.id for item in model.phases]
            if (own and name == phase.id) or (not own and name in phase.matches):
                found.add(phase.id)
    return found


def slow_places(line: Intervention, groups: list[Group]) -> dict[str, int]:
    """Places by size: hand out whole shares, then one by one to who misses most."""
    served = [item for item in groups if not line.groups or item.id in line.groups]
    people = sum(item.size for item in served)
    if line.capacity is None or line.capacity >= people:
        return {item.id: item.size for item in served}
    given_out = {item.id: line.capacity * item.size // people for item in served}
    rest = [(line.capacity * item.size % people, -number, item.id) for number, item in enumerate(served)]
    for _, _, name in sorted(rest, reverse=True)[: line.capacity - sum(given_out.values())]:
        given_out[name] += 1
    return given_out


names = st.sampled_from(["a", "b", "c", "d"])
days = st.none() | st.dates(date(2026, 1, 1), date(2029, 1, 1))
groups_drawn = st.lists(
    st.builds(group, names, st.integers(1, 40), managers=st.booleans()),
    max_size=4,
    unique_by=lambda item: item.id,
)
lines_drawn = st.lists(
    st.builds(
        row,
        st.uuids().map(str),
        item=st.none() | st.sampled_from([*sorted(library())[:12], "bestaat-niet"]),
        phases=st.lists(st.sampled_from([*PHASES, "before", "after", "later"]), max_size=3).map(tuple),
        groups=st.lists(names, max_size=3, unique=True).map(tuple),
        from_on=days,
        capacity=st.none() | st.integers(1, 60),
        owner=st.sampled_from(["HR", None]),
    ),
    max_size=6,
)
plans = st.builds(
    lambda model, start: ChangePlan(
        phase_model=model, own_phase_model=SMALL if model == "own" else None, starts_on=start
    ),
    st.sampled_from(["five", "three", "own"]),
    days,
)


@given(groups_drawn, lines_drawn, plans, st.data())
@hypothesis_settings(max_examples=60, deadline=None)
def test_cells_are_what_a_slow_count_gives(
    groups: list[Group], lines: list[Intervention], plan: ChangePlan, data: st.DataObject
) -> None:
    cards = [
        ImpactCard(id=item.id, starts_on=data.draw(days), pay=data.draw(st.none() | st.integers(0, 5)))
        for item in groups
        if data.draw(st.booleans())
    ]
    result = cover(*groups, *lines, *cards, plan=plan)
    model = model_of(plan)
    found = iter(result.cells)
    for item in groups:
        card = next((one for one in cards if one.id == item.id), None)
        start = (card.starts_on if card else None) or plan.starts_on
        for phase in model.phases:
            cell = next(found)
            mine = [
                line
                for line in lines
                if phase.id in slow_phases(line, model) and (not line.groups or item.id in line.groups)
            ]
            assert (cell.group, cell.phase, cell.planned) == (item.id, phase.id, len(mine))
            first = min(PHASES.index(name) for name in phase.matches)
            months = (-9, -6, -3, 0, 6)[first]  # parameters.toml: phase.<id>.from_month
            assert cell.from_week == (None if start is None else slow_monday(start, months))
            starts = [line.from_on for line in mine if line.from_on]
            assert cell.available_from == (min(starts) if starts else None)
            held = sum(slow_places(line, groups)[item.id] for line in mine)
            assert cell.short == (max(0, item.size - held) if mine else 0)
            texts = [
                one
                for one in library().values()
                if not one.planned
                and set(one.phases) & set(phase.matches)
                and one.audience != ("employees" if item.managers else "managers")
                and (not one.aspects or ("pay" in one.aspects and card is not None and (card.pay or 0) >= 3))
            ]
            assert cell.library == len(texts)
            late = bool(starts and cell.from_week and min(starts) >= cell.from_week + timedelta(days=7))
            amber = cell.short > 0 or not starts or late
            assert cell.level == (Level.RED if not mine else Level.AMBER if amber else Level.GREEN)
    assert next(found, None) is None
    without = {item.group for item in result.cells if item.planned == 0}
    assert result.without_step == tuple(item.id for item in groups if item.id in without)
    for finding in result.findings:
        for language in ("nl", "en"):
            assert "{" not in render(finding.text, language)  # type: ignore[arg-type]
    small = [item.name for item in groups if item.size < FLOOR]
    told = json.dumps(to_plain((result.findings, result.missing)), ensure_ascii=False)
    assert not any(name in told for name in small)


def test_places_are_shared_and_none_is_lost() -> None:
    # 36 places for 14 + 9 + 7 + 12 = 42 people: shares 12, 7.71, 6, 10.29, so 12 + 8 + 6 + 10.
    groups = [group("a", 14), group("b", 9), group("c", 7), group("d", 12)]
    result = cover(*groups, row("r", phases=["learn"], capacity=36), plan=ChangePlan(starts_on=START))
    assert [cell(result, name, "learn").short for name in "abcd"] == [2, 1, 1, 2]
    assert {"short_a_learn", "short_d_learn"} <= set(ids(result))
    # A second round for one group fills its places.
    more = cover(
        *groups, row("r", phases=["learn"], capacity=36), row("s", phases=["learn"], groups=["a"], capacity=2)
    )
    assert cell(more, "a", "learn").short == 0


def test_the_week_of_need_is_a_monday_and_follows_the_card() -> None:
    card = ImpactCard(id="a", starts_on=date(2027, 9, 1))
    result = cover(group("a"), group("b"), card, row("r", phases=["can"]), plan=ChangePlan(starts_on=START))
    # Can begins in the month of the start: 1 September 2027 is a Wednesday, 1 July 2027 a Thursday.
    assert cell(result, "a", "can").from_week == date(2027, 8, 30)
    assert cell(result, "b", "can").from_week == date(2027, 6, 28)


@pytest.mark.parametrize(("day", "level"), [(4, Level.GREEN), (5, Level.AMBER)])
def test_late_is_after_the_week(day: int, level: Level) -> None:
    # The week of 1 July 2027 runs from Monday 28 June to Sunday 4 July.
    line = row("r", phases=["can"], from_on=date(2027, 7, day))
    result = cover(group("a"), line, plan=ChangePlan(starts_on=START))
    assert cell(result, "a", "can").level is level
    assert ("late_a_can" in ids(result)) is (level is Level.AMBER)


def test_another_month_of_need_counts() -> None:
    own = settings({"change.phase.can.from_month": Figure(value=1.5)})
    result = cover(group("a"), plan=ChangePlan(starts_on=START), chosen=own)
    assert cell(result, "a", "can").from_week == date(2027, 8, 16)  # 1 August and 15 days


@pytest.mark.parametrize("start", [date(1, 1, 1), date(9999, 12, 31)])
def test_days_at_the_edge_of_time(start: date) -> None:
    result = cover(group("a"), row("r"), plan=ChangePlan(starts_on=start))
    assert len(result.cells) == 5


def test_lines_that_lack_something() -> None:
    item = next(name for name, found in library().items() if found.planned)
    lines = (
        row("hours", hours_per_person=None, phases=["know"]),
        row("zero", hours_per_person=0, phases=["know"]),
        row("ours", hours_per_person=None, item=item),
        row("owner", owner=None, phases=["know"]),
        row("item", item="bestaat-niet", phases=["know"]),
        row("none"),
        row("phase", phases=["later"]),
    )
    found = set(ids(cover(group("a"), *lines)))
    assert {
        "no_hours_hours",
        "no_hours_zero",
        "no_owner_owner",
        "unknown_item_item",
        "no_phase_none",
    } <= found
    assert "unknown_phase_phase" in found
    assert not {"no_hours_ours", "no_phase_ours", "no_owner_hours"} & found


def test_what_is_for_small_groups_alone_is_counted_not_named() -> None:
    result = cover(group("klein", 3), group("groot"), row("r", groups=["klein"], owner=None, phases=["know"]))
    told = json.dumps(to_plain((result.findings, result.missing)), ensure_ascii=False)
    assert "Hulp r" not in told
    assert "Groep klein" not in told
    assert {"for_small", "small_groups", "nothing_planned_groot"} <= set(ids(result))


def test_many_groups_are_counted() -> None:
    groups = [group(f"g{number}") for number in range(14)]
    found = ids(cover(*groups, row("r", phases=["know"])))
    assert sum(name.startswith("nothing_planned") for name in found) == 10
    assert "more_groups" in found


def test_without_groups_or_help_that_is_what_is_missing() -> None:
    def missing(result: CoverageResult) -> list[str]:
        return [item.what.id.removeprefix("guidance.missing.") for item in result.missing]

    nothing = cover()
    assert (nothing.cells, nothing.without_step, nothing.findings) == ((), (), ())
    assert [name for name, _ in nothing.phases] == list(PHASES)
    assert missing(nothing) == ["groups"]
    alone = cover(group("a"))
    assert alone.findings == ()
    assert alone.without_step == ("a",)
    assert missing(alone) == ["interventions", "starts"]


def test_a_model_that_is_not_right_is_said() -> None:
    result = cover(group("a"), plan=ChangePlan(phase_model="own", own_phase_model="x"))
    assert ids(result) == ["phase_model_not_right"]
    assert [name for name, _ in result.phases] == list(PHASES)


def test_phases_of_ours_keep_their_meaning_in_another_model() -> None:
    line = row("r", phases=["learn"])
    result = cover(group("a"), line, plan=ChangePlan(phase_model="three"))
    assert cell(result, "a", "search").planned == 1
    assert cell(result, "a", "begin").planned == 0
    assert result.phases[1][1] == {"nl": "Zoeken", "en": "Search"}
    text = next(item.text for item in result.findings if item.id.startswith("nothing_planned"))
    assert isinstance(text, Message)
    assert "2 van de 3 fasen" in render(text, "nl")
