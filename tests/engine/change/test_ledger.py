"""The ledger: what counts as decided, what stands out, what a small group keeps to itself, and every word."""

from __future__ import annotations

import time
from datetime import date

import pytest

from vierkant.change.inputs import Change, ChangePlan, Group, ImpactCard, LedgerKind, LedgerLine, OtherProject
from vierkant.change.ledger import for_others, hours_per_person_by_month, ledger
from vierkant.change.ledger_charts import CHARTS
from vierkant.change.plan_results import LedgerResult, LedgerRow
from vierkant.change.settings import Range, settings
from vierkant.quantities import Figure, Level, to_plain
from vierkant.terms import render

OWN = settings({})
START = ChangePlan.model_validate({"starts_on": date(2027, 7, 1)})
DECIDED = {
    "decided_by": "Stuurgroep",
    "decided_on": date(2026, 11, 10),
    "cover": "Transitiebudget",
    "work_that_stops": "Het project Digitale balie",
}


def group(identifier: str = "balie", size: int = 20, **fields: object) -> Group:
    return Group.model_validate({"id": identifier, "name": f"Groep {identifier}", "size": size, **fields})


def line(kind: str, *, identifier: str = "", **fields: object) -> LedgerLine:
    return LedgerLine.model_validate({"id": identifier or kind, "kind": kind, **fields})


def change(*lines: LedgerLine, groups: tuple[Group, ...] = (), plan: ChangePlan | None = START) -> Change:
    return Change(groups=groups or (group(scale=9),), plan=plan, ledger=lines)


def count(found: Change, **options: object) -> LedgerResult:
    return ledger(found, OWN, smallest=7, **{"guarantee": {}, "travel": {}, **options})  # type: ignore[arg-type]


def ids(result: LedgerResult) -> set[str]:
    return {finding.id for finding in result.findings}


def kind(result: LedgerResult, name: str) -> LedgerRow:
    return next(row for row in result.kinds if row.id == name)


FULL = (
    line("practice", hours=800, **DECIDED),
    line("contact", hours=700, **DECIDED),
    line("backfill", euros=100_000, **DECIDED),
)
"""Enough hours and euros for twenty people."""


# Decided -------------------------------------------------------------------------------------------------------


def test_nothing_decided_is_red() -> None:
    result = count(change(line("practice", hours=800)))
    assert not result.decided
    assert "nothing_decided" in ids(result)
    assert result.level is Level.RED
    assert result.totals is not None
    assert result.totals.hours_reserved.value == 800
    assert result.totals.hours_decided.value == 0


@pytest.mark.parametrize("gone", ["decided_by", "decided_on", "cover"])
def test_a_line_is_decided_only_with_who_when_and_cover(gone: str) -> None:
    fields = {name: value for name, value in DECIDED.items() if name != gone}
    result = count(change(line("practice", hours=800, **fields)))
    assert not result.decided
    assert kind(result, "practice").hours_decided == 0
    expected = "without_cover" if gone == "cover" else "half_decided"
    assert expected in ids(result)


def test_all_decided_is_green() -> None:
    lines = (line("practice", hours=1600, **DECIDED), line("backfill", euros=150_000, **DECIDED))
    managers = group("leiding", 8, managers=True, scale=11)
    result = count(
        change(*lines, groups=(group(scale=9), managers), plan=START),
    )
    assert ids(result) == set()
    assert result.level is Level.GREEN
    assert result.decided


def test_work_that_stops_is_asked_beside_a_decision() -> None:
    fields = {name: value for name, value in DECIDED.items() if name != "work_that_stops"}
    result = count(change(line("practice", hours=800, **fields), *FULL[1:]))
    assert result.decided
    assert "no_work_stops" in ids(result)


def test_less_decided_than_the_low_estimate() -> None:
    result = count(change(line("practice", hours=10, **DECIDED), line("backfill", euros=10, **DECIDED)))
    assert {"hours_short", "euros_short"} <= ids(result)
    assert not {"hours_short", "euros_short"} & ids(count(change(*FULL)))


def test_a_reserve_that_nobody_decided_is_said() -> None:
    assert "undecided" in ids(count(change(*FULL, line("reserve", euros=30_000))))


# Practice ------------------------------------------------------------------------------------------------------


def test_no_practice_is_red_also_when_there_is_money_for_it() -> None:
    result = count(change(line("contact", hours=900, **DECIDED), line("practice", euros=5_000, **DECIDED)))
    assert "no_practice" in ids(result)
    assert result.level is Level.RED
    assert result.headline.id == "ledger.headline.no_practice"


def test_hours_at_the_group_hold_practice_as_it_is_needed() -> None:
    """1,220 hours at a group that needs 500, 80 and 640: laid over those kinds."""
    result = count(change(*FULL[2:], groups=(group(hours_reserved=1220),)))
    assert [kind(result, name).hours_reserved for name in ("contact", "preparation", "practice")] == [
        500,
        80,
        640,
    ]
    assert "no_practice" not in ids(result)


def test_practice_for_one_group_is_not_practice_for_the_other() -> None:
    groups = (group("a"), group("b"))
    only_a = count(change(line("practice", hours=800, group="a", **DECIDED), groups=groups))
    assert "groups_without_practice" in ids(only_a)
    both = count(change(line("practice", hours=800, **DECIDED), groups=groups))
    assert "groups_without_practice" not in ids(both)


# Load ----------------------------------------------------------------------------------------------------------


def test_a_group_that_is_asked_too_much_is_named_with_its_months() -> None:
    """28 hours to become able in six months, 15 to learn in five, 2.5 to want: 7.7 at most; with 4 elsewhere 11.7."""
    project = OtherProject.model_validate(
        {"id": "zaak", "name": "Zaaksysteem", "hours_per_month": 4, "from_on": date(2027, 7, 1),
         "until_on": date(2027, 8, 31)}
    )  # fmt: skip
    found = Change(groups=(group(),), plan=START, other_projects=(project,))
    result = count(found)
    load = result.load[0]
    assert max(load.asked) == pytest.approx(28 / 6 + 15 / 5)
    months = [result.months[place] for place in load.over]
    assert months == [date(2027, 7, 1), date(2027, 8, 1)]
    finding = next(item for item in result.findings if item.id == "overload_group_balie")
    assert finding.level is Level.RED
    assert "van juli 2027 tot en met augustus 2027" in render(finding.text)
    assert "11,7 uur" in render(finding.text)


def test_a_small_group_is_only_counted() -> None:
    heavy = ImpactCard.model_validate({"id": "juristen", "task": 5})
    found = Change(groups=(group("juristen", 3),), cards=(heavy,), plan=START)
    result = count(found)
    assert "overload_small" in ids(result)
    assert not any(item.startswith("overload_group") for item in ids(result))
    told = [render(item) for finding in result.findings for item in (finding.text, finding.action) if item]
    told += [render(item.what) for item in result.missing]
    assert not any("juristen" in text for text in told)


def test_who_is_not_in_the_project_team_sees_no_row_of_a_small_group() -> None:
    plain = to_plain(count(change(*FULL, groups=(group("a"), group("b", 3), group("c", 2)))))
    shown = for_others(plain)
    assert [row["id"] for row in shown["groups"]] == ["a", ""]
    assert [row["group"] for row in shown["load"]] == ["a"]
    for name in ("hours_needed", "euros_needed", "hours_decided"):
        before, after_ = (sum(row[name] for row in item["groups"]) for item in (plain, shown))
        assert after_ == pytest.approx(before)
    assert len(plain["groups"]) == 4


def test_hours_per_person_are_those_of_the_ledger() -> None:
    found = change(groups=(group(), group("leiding", 4, managers=True)))
    alone = hours_per_person_by_month(found, OWN)
    assert alone.months == count(found).months
    assert dict(alone.hours) == {item.group: item.asked for item in count(found).load}
    assert sum(alone.hours["leiding"]) == pytest.approx(61 + 20 * 4 / 4)


# Amounts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((line("backfill", euros=95, **DECIDED),), "thousands"),  # the need is about 50,000 euro
        ((line("change_team", hours=500, euros=20, **DECIDED),), "thousands"),  # four cents for an hour
        (
            (line("contact", euros=90, **DECIDED),),
            "thousands_in_all",
        ),  # this kind needs no euros; all need 90,000
        ((line("backfill", euros=50_000, **DECIDED),), None),
        ((line("communication", euros=500, **DECIDED),), None),
    ],
)
def test_a_budget_in_thousands_is_asked_about(lines: tuple[LedgerLine, ...], expected: str | None) -> None:
    result = count(change(*lines))
    assert {name for name in ids(result) if name.startswith("thousands")} == (
        {expected} if expected else set()
    )
    if expected:
        finding = next(item for item in result.findings if item.id == expected)
        assert "Bedoelde u €" in render(finding.text)


def test_a_line_for_a_group_replaces_what_stands_at_the_group() -> None:
    groups = (group("a", hours_reserved=100, euros_reserved=5_000),)
    result = count(change(line("practice", group="a", hours=640), groups=groups))
    assert result.totals is not None
    assert result.totals.hours_reserved.value == 640
    assert result.totals.euros_reserved.value == 5_000  # no line with euros: the amount at the group stays
    assert "replaced" in ids(result)


def test_lines_for_everybody_beside_amounts_at_groups_are_asked_about() -> None:
    groups = (group("a", hours_reserved=100),)
    assert "beside_groups" in ids(count(change(line("practice", hours=640), groups=groups)))
    assert "beside_groups" not in ids(count(change(line("practice", hours=640, group="a"), groups=groups)))


def test_more_spent_than_decided() -> None:
    assert "overspent" in ids(count(change(line("practice", hours=10, spent_hours=11, **DECIDED))))
    assert "overspent" not in ids(count(change(line("practice", hours=10, spent_hours=10, **DECIDED))))
    assert "overspent" in ids(count(change(line("practice", hours=10, spent_hours=1))))


def test_measures_are_reserved_not_decided() -> None:
    result = count(change(), measure_hours=400.0, measure_euros=1_000.0)
    assert (kind(result, "change_team").hours_reserved, kind(result, "change_team").euros_reserved) == (
        400,
        1000,
    )
    assert kind(result, "change_team").hours_decided == 0
    assert result.groups[-1].hours_reserved == 400


def test_the_range_of_what_is_reserved_adds_as_independent_errors() -> None:
    lines = [
        line("practice", identifier=str(number), hours=Figure(value=100, low=70, high=140))
        for number in (1, 2)
    ]
    result = count(change(*lines))
    assert result.totals is not None
    found = result.totals.hours_reserved
    assert (found.value, found.low, found.high) == pytest.approx((200, 200 - 30 * 2**0.5, 200 + 40 * 2**0.5))


def test_rows_add_up() -> None:
    lines = (
        *FULL,
        line("training", group="b", euros=100, spent_euros=40),
        line("contact", group="nowhere", hours=3),
    )
    result = count(
        change(*lines, groups=(group("a"), group("b"))),
        guarantee={"a": Range(5000, 4000, 6000)},
        travel={"b": Range(300, 200, 400)},
        measure_hours=7.0,
    )
    assert result.totals is not None
    for name in ("hours_needed", "hours_reserved", "hours_decided", "hours_spent",
                 "euros_needed", "euros_reserved", "euros_decided", "euros_spent"):  # fmt: skip
        total = getattr(result.totals, name).value
        for rows in (result.kinds, result.groups):
            assert sum(getattr(row, name) for row in rows) == pytest.approx(total), name
    assert [row.id for row in result.kinds] == [item.value for item in LedgerKind]
    assert (kind(result, "salary_guarantee").euros_needed, kind(result, "travel").euros_needed) == (5000, 300)
    assert sum(result.euros_needed_by_month) == pytest.approx(result.totals.euros_needed.value)


# Dates ---------------------------------------------------------------------------------------------------------


def test_decided_hours_fall_in_the_months_of_the_line() -> None:
    dated = line("practice", hours=600, from_on=date(2027, 7, 1), until_on=date(2027, 12, 31), **DECIDED)
    result = count(change(dated))
    found = dict(zip(result.months, result.hours_decided_by_month, strict=True))
    assert [found[date(2027, month, 1)] for month in (6, 7, 12)] == pytest.approx([0, 100, 100])
    assert "outside_plan" not in ids(result)
    assert sum(count(change(*FULL)).hours_decided_by_month) == pytest.approx(1500)


def test_a_line_outside_the_plan_counts_in_the_totals_only() -> None:
    late = line("practice", hours=600, from_on=date(2207, 7, 1), until_on=date(2207, 12, 31), **DECIDED)
    result = count(change(late))
    assert "outside_plan" in ids(result)
    assert sum(result.hours_decided_by_month) == 0
    assert result.totals is not None
    assert result.totals.hours_decided.value == 600


def test_a_line_that_ends_before_it_begins_is_read_the_other_way() -> None:
    turned = line("practice", hours=600, from_on=date(2027, 12, 31), until_on=date(2027, 7, 1), **DECIDED)
    result = count(change(turned))
    assert "dates_reversed" in ids(result)
    assert result.hours_decided_by_month[result.months.index(date(2027, 9, 1))] == pytest.approx(100)


def test_without_a_start_there_are_no_months() -> None:
    result = count(change(*FULL, plan=None))
    assert result.months == ()
    assert result.hours_decided_by_month == ()
    assert result.load[0].asked == ()
    assert any(item.section == "change_plan" for item in result.missing)
    assert result.totals is not None
    assert result.totals.hours_needed.value > 0


def test_dates_a_world_apart_do_not_run_away() -> None:
    cards = (ImpactCard.model_validate({"id": "b", "starts_on": date(9999, 12, 31)}),)
    found = Change(groups=(group("a"), group("b")), cards=cards, plan=START)
    result = count(found)
    assert len(result.months) == 240
    assert "far_apart" in ids(result)


def test_a_phase_that_ends_before_it_begins_is_said() -> None:
    turned = settings({"change.phase.can.from_month": Figure(value=9)})
    result = ledger(change(), turned, smallest=7, guarantee={}, travel={})
    assert "window_reversed" in ids(result)
    assert sum(result.hours_needed_by_month) == pytest.approx(result.totals.hours_needed.value)  # type: ignore[union-attr]


def test_many_employees_per_manager() -> None:
    result = count(change(groups=(group("a", 90), group("m", 2, managers=True))))
    assert "span_wide" in ids(result)


def test_without_groups_nothing_is_known() -> None:
    result = count(Change(ledger=FULL))
    assert result.level is Level.UNKNOWN
    assert result.totals is None
    assert result.findings == ()
    assert kind(result, "practice").hours_decided == 800
    assert [item.section for item in result.missing] == ["people"]


# Words, charts and speed ---------------------------------------------------------------------------------------


def everything() -> LedgerResult:
    lines = (
        line("practice", identifier="a", group="b", hours=500, euros=20, spent_hours=900),
        line("training", identifier="b", euros=40, decided_by="Iemand", decided_on=date(2026, 1, 1)),
        line("travel", identifier="c", euros=4_000, decided_by="Iemand", from_on=date(2207, 1, 1)),
    )
    groups = (group("a", 30, hours_reserved=10), group("b", 9, hours_reserved=3), group("c", 2))
    return count(change(*lines, groups=groups), travel={"a": Range(9000, 5000, 12_000)})


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_word_is_there(language: str) -> None:
    for result in (everything(), count(Change()), count(change(*FULL))):
        texts = [result.headline, *(row.label for row in result.kinds)]
        texts += [item for finding in result.findings for item in (finding.text, finding.action) if item]
        texts += [item for gap in result.missing for item in (gap.what, gap.cost)]
        for total in [result.absorbable] + ([getattr(result.totals, n) for n in ("hours_needed", "euros_needed",
            "hours_reserved", "hours_decided", "euros_spent")] if result.totals else []):  # fmt: skip
            texts += [total.label, total.explanation.method, *(row.label for row in total.explanation.inputs)]
        for text in texts:
            assert "{" not in render(text, language)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(CHARTS))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_charts_hold_their_table(name: str, language: str) -> None:
    for result in (everything(), count(change(*FULL)), count(Change()), count(change(plan=None))):
        chart = CHARTS[name](to_plain(result), language)  # type: ignore[arg-type]
        assert all(len(row) == len(chart.header) for row in chart.rows)
        assert all(render(text, language) for text in (*chart.header, *chart.summary, chart.source))  # type: ignore[arg-type]
    shown = CHARTS["ledger_months"](to_plain(count(change(*FULL))), "nl")
    assert len(shown.rows) == 33
    assert shown.rows[9][0] == "juli 2027"


def test_two_hundred_groups_are_counted_at_once() -> None:
    """The promise is 100 ms on a quiet machine (``make bench``); here ten times as long is allowed."""
    groups = tuple(group(f"g{number}", 10 + number % 40, scale=6 + number % 6) for number in range(200))
    found = change(*FULL, groups=groups)
    count(found)
    start = time.perf_counter()
    count(found)
    assert time.perf_counter() - start < 1
