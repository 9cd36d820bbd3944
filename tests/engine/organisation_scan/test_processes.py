"""Processes, applications and contracts: who can teach whom, same or double, and what can be joined when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.organisation_scan.made_up import PARTNERS, application, process, said

from vierkant.organisation_scan.applications import compare_applications, months_before
from vierkant.organisation_scan.contracts import dated_again, dated_contracts
from vierkant.organisation_scan.processes import assess_processes
from vierkant.organisation_scan.results import Comparison, Landscape, NoticeState, ProcessesResult
from vierkant.quantities import to_plain

TODAY = date(2026, 11, 24)


def assessed(*processes: Any, applications: Any = ()) -> ProcessesResult:
    return assess_processes(processes, applications, PARTNERS, today=TODAY)


def test_who_is_far_ahead_can_teach_who_is_behind() -> None:
    [found] = assessed(process("bezwaar", 4, 2, 3)).processes
    assert (found.ahead, found.behind, found.comparison) == (("Lisse",), ("Hillegom",), Comparison.DIFFERENT)
    assert said(found.size) == "van 2 (Hillegom) tot 4 (Lisse), op een schaal van 1 tot 5"
    [near] = assessed(process("bezwaar", 3, 2, 3)).processes
    assert (near.ahead, near.comparison) == ((), Comparison.ALIKE)


def test_all_low_only_when_everybody_filled_in() -> None:
    result = assessed(process("a", 2, 1, 2), process("b", 2, 1, None))
    assert [row.all_low for row in result.processes] == [True, False]
    assert [item.id for item in result.findings] == ["all_low"]
    # (2 + 2) / 2: Lisse did both
    assert result.means[0].value == 2


@pytest.mark.parametrize(
    ("rows", "landscape", "double", "comparison"),
    [
        ([("lisse", "A"), ("hillegom", "a"), ("teylingen", "A ")], Landscape.SAME, (), Comparison.ALIKE),
        ([("lisse", "A"), ("hillegom", "B")], Landscape.DIFFERENT, (), Comparison.DIFFERENT),
        ([("lisse", "A"), ("lisse", "B"), ("hillegom", "A")], Landscape.DIFFERENT, ("Lisse",), Comparison.DIFFERENT),
        ([("lisse", "A")], Landscape.ONE, (), Comparison.UNKNOWN),
        ([("lisse", "A"), ("lisse", "B")], Landscape.ONE, ("Lisse",), Comparison.DIFFERENT),
        ([("lisse", "A"), ("hillegom", None)], Landscape.UNKNOWN, (), Comparison.UNKNOWN),
        ([("lisse", "A", "planned"), ("hillegom", "B")], Landscape.ONE, (), Comparison.UNKNOWN),
        ([("lisse", "A"), ("hillegom", "A"), ("hillegom", "Oud", "ending")], Landscape.SAME, ("Hillegom",),
         Comparison.DIFFERENT),
    ],
    ids=["same", "different", "both", "one", "double alone", "unknown", "planned", "ending"],
)  # fmt: skip
def test_landscape(
    rows: list[Any], landscape: Landscape, double: tuple[str, ...], comparison: Comparison
) -> None:
    made = [application(row[0], row[1], status=row[2] if len(row) > 2 else "in_use") for row in rows]
    [found] = compare_applications(made, PARTNERS)
    assert (found.landscape, found.double, found.comparison) == (landscape, double, comparison)


def test_a_component_is_known_by_its_gemma_number_under_another_name() -> None:
    rows = [
        application("lisse", "A", "Zaaksysteem", component_id="guid-1"),
        application("hillegom", "A", "Zaakregistratiecomponent", component_id="guid-1"),
        application("teylingen", "B", "Iets anders"),
    ]
    lines = compare_applications(rows, PARTNERS)
    assert sorted((row.key, row.without) for row in lines) == [
        ("applications.iets-anders", ("Lisse", "Hillegom")),
        ("applications.zaaksysteem", ("Teylingen",)),
    ]


@settings(max_examples=40, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_months_before_counts_whole_months(day: date, months: int) -> None:
    """Slow twin: back month by month, and then the same day or the last one of that month."""
    first = day.replace(day=1)
    for _month in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert months_before(day, months) == first.replace(day=min(day.day, last.day))


contracts = st.lists(
    st.tuples(st.sampled_from(list(PARTNERS)), st.integers(-200, 900), st.integers(0, 9)),
    min_size=2,
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(contracts)
def test_the_moment_of_joining_and_its_cost_against_counting_days(rows: list[tuple[str, int, int]]) -> None:
    """Slow twin: the first day from today on which no contract runs; the cost day by day."""
    made = [
        application(partner, f"P{place}", contract_ends=(TODAY + timedelta(days=days)).isoformat(),
                    yearly_cost=cost * 1000)
        for place, (partner, days, cost) in enumerate(rows)
    ]  # fmt: skip
    found = dated_contracts(compare_applications(made, PARTNERS), today=TODAY)
    if len({partner for partner, _days, _cost in rows}) == 1 and len(rows) == 1:
        return
    [plan] = found.joins
    first = next(number for number in range(1000) if all(days <= number for _partner, days, _cost in rows))
    assert plan.earliest == TODAY + timedelta(days=first)
    for moment in plan.moments:
        passed = (moment.on - TODAY).days
        cost = sum(max(0, days - passed) * cost * 1000 / 365.25 for _partner, days, cost in rows)
        assert moment.left_over == pytest.approx(cost)
    assert plan.sooner is None or plan.sooner.value == pytest.approx(plan.moments[0].left_over)
    assert set(plan.passed) == {PARTNERS[partner] for partner, days, _cost in rows if days < 0}


def test_an_unknown_end_or_cost_is_said_and_never_guessed() -> None:
    rows = [
        application("lisse", "A", contract_ends="2027-12-31", yearly_cost=1000),
        application("hillegom", "B"),
        application("teylingen", "C", contract_ends="2028-12-31"),
    ]
    [plan] = dated_contracts(compare_applications(rows, PARTNERS), today=TODAY).joins
    assert (plan.earliest, plan.at_least, plan.end_unknown) == (None, date(2028, 12, 31), ("Hillegom",))
    assert plan.sooner is None
    assert plan.moments[0].cost_unknown == ("Teylingen",)


@pytest.mark.parametrize(
    ("ends", "months", "state"),
    [
        ("2027-06-30", 3, NoticeState.SOON),
        ("2028-12-31", 6, NoticeState.LATER),
        ("2027-01-31", 6, NoticeState.PASSED),
        ("2026-11-01", 3, NoticeState.ENDED),
    ],
)
def test_last_day_to_give_notice(ends: str, months: int, state: NoticeState) -> None:
    rows = [application("lisse", "A", contract_ends=ends, notice_months=months), application("hillegom", "B")]
    found = dated_contracts(compare_applications(rows, PARTNERS), today=TODAY)
    [notice] = found.notices
    assert notice.state is state
    assert [item.id for item in found.findings] == (
        [] if state is NoticeState.LATER else [f"notice_{state.value}"]
    )
    ending = [application("lisse", "A", contract_ends=ends, notice_months=months, status="ending")]
    assert not dated_contracts(compare_applications(ending, PARTNERS), today=TODAY).notices


def test_a_stored_result_is_dated_again_for_another_day() -> None:
    rows = [
        application(
            "lisse",
            "A",
            contract_ends="2027-12-31",
            notice_months=3,
            yearly_cost={"value": 9, "low": 8, "high": 12},
        ),
        application("hillegom", "B", contract_ends="2028-06-30", notice_months=6, yearly_cost=5),
    ]
    result = assessed(applications=rows)
    later = date(2027, 10, 15)
    again = dated_again(to_plain(result), today=later)
    assert dated_again(to_plain(result), today=TODAY) == result.dated
    assert again == dated_contracts(result.components, today=later)
    assert again.joins[0].passed == ("Lisse",)
