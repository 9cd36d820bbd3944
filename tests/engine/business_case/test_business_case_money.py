"""What partners say about their own money, lines of the transition and measured hours: counted in their own year."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from tests.engine.business_case.random_cases import tax_case
from tests.engine.business_case.random_money import OVERRIDES, money_cases

from vierkant.business_case import evaluate
from vierkant.business_case.budget_table import apportioned, joint_table, partner_table
from vierkant.business_case.charts import CHARTS
from vierkant.business_case.inputs import (
    CoordinationHours,
    Correlation,
    PartnerFinances,
    TransitionCost,
    TransitionKind,
)
from vierkant.business_case.results import StreamId
from vierkant.quantities import Figure, Level, to_plain

YEAR = {year: place for place, year in enumerate(range(-1, 11))}


def stream(outcome, name):
    return next(item for item in outcome.streams if item.id is name).mean


def with_finances(case, **own):
    first = replace(case.partners[0], finances=PartnerFinances(partner="p0", **own))
    return replace(case, partners=(first, *case.partners[1:]))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(money_cases(OVERRIDES))
def test_nothing_raises_and_everything_adds_up(case):
    result = evaluate(case, draws=30)
    if result is None:
        return
    for outcome in (result.total, *(partner.outcome for partner in result.partners)):
        for place in range(12):
            net = outcome.net[place].mean
            assert sum(item.mean[place] for item in outcome.streams) == pytest.approx(net, rel=1e-9, abs=1e-3)
    for place in range(12):
        net = result.total.net[place].mean
        parts = [partner.outcome.net[place].mean for partner in result.partners]
        assert sum(parts) == pytest.approx(net, rel=1e-9, abs=1e-3)
    chosen = next(row for row in result.alternatives.rows if row.chosen)
    assert chosen.npv_10.mean == pytest.approx(result.total.npv_10.value, rel=1e-9, abs=1e-3)
    plain = to_plain(result)
    tables = [partner_table(plain, partner.id) for partner in result.partners]
    together = joint_table(plain, "samen")
    for place in range(12):
        for table in (*tables, together):
            rows = [row.amounts[place] for row in (*table.structural, *table.incidental)]
            assert sum(rows) == table.total[place]
            assert table.structural_total[place] + table.incidental_total[place] == table.total[place]
        assert sum(table.total[place] for table in tables) == together.total[place]
    for name in ("waterfall", "alternatives"):
        assert CHARTS[name](plain, "nl").rows


def test_amounts_are_apportioned_to_the_rounded_sum():
    assert apportioned([0.4, 0.4, 0.4]) == (1, 0, 0)
    assert apportioned([-1.5, 2.25, 0.75]) == (-1, 2, 1)
    assert sum(apportioned([1 / 3] * 9)) == 3
    assert apportioned([]) == ()


def test_vat_wages_and_overhead_of_a_partner_fall_to_that_partner_alone():
    case = with_finances(
        tax_case([20_000, 30_000]),
        vat=Figure(value=10_000),
        wage_harmonisation=Figure(value=5_000),
        stranded_overhead=Figure(value=40_000),
        stranded_years=4,
    )
    first, second = (partner.outcome for partner in evaluate(case, draws=50).partners)
    assert stream(first, StreamId.VAT)[YEAR[0] :] == pytest.approx((-10_000,) * 11)
    assert stream(first, StreamId.VAT)[YEAR[-1]] == 0
    assert stream(first, StreamId.WAGES)[YEAR[5]] == pytest.approx(-5_000)
    left = stream(first, StreamId.STRANDED)
    assert left[YEAR[0] : YEAR[5]] == pytest.approx((-40_000, -30_000, -20_000, -10_000, 0))
    assert not any(stream(second, StreamId.VAT))
    assert not any(stream(second, StreamId.WAGES))


def test_wages_of_the_functions_count_until_the_partner_says_otherwise():
    case = replace(tax_case([20_000, 30_000]), wage_cost={"p0": Figure(value=7_000)})
    assert stream(evaluate(case, draws=20).total, StreamId.WAGES)[YEAR[3]] == pytest.approx(-7_000)
    own = with_finances(case, wage_harmonisation=Figure(value=1_000))
    assert stream(evaluate(own, draws=20).total, StreamId.WAGES)[YEAR[3]] == pytest.approx(-1_000)


def test_a_reserve_is_set_aside_and_not_spent():
    plain = tax_case([20_000, 30_000])
    case = with_finances(plain, exit_reserve=Figure(value=250_000))
    without, found = evaluate(plain, draws=50), evaluate(case, draws=50)
    assert found.total.npv_10.value == without.total.npv_10.value
    assert found.partners[0].outcome.exit_reserve.value == 250_000
    with_it = found.total.npv_10_with_reserve.value
    assert with_it == pytest.approx(found.total.npv_10.value - 250_000)
    assert found.partners[1].outcome.exit_reserve is None
    assert without.total.npv_10_with_reserve is None


def test_lines_of_the_transition_have_their_year_and_bearer():
    lines = (
        TransitionCost(id="ict", name="ICT", kind=TransitionKind.ICT, amount=Figure(value=90_000), year=1),
        TransitionCost(
            id="huur", name="Huur", kind=TransitionKind.HOUSING, amount=Figure(value=10_000), partner="p1"
        ),
        TransitionCost(id="leeg", name="Nog niet bekend"),
    )
    case = tax_case(
        [20_000, 30_000],
        transition_costs=lines,
        transition_budget=Figure(value=50_000),
        cost_key={"p0": 0.5, "p1": 0.5},
    )
    result = evaluate(case, draws=20)
    assert stream(result.total, StreamId.TRANSITION)[:4] == pytest.approx((0, -10_000, -90_000, 0))
    assert stream(result.partners[0].outcome, StreamId.TRANSITION)[YEAR[1]] == pytest.approx(-45_000)
    assert stream(result.partners[1].outcome, StreamId.TRANSITION)[YEAR[0]] == pytest.approx(-10_000)
    assert {line.kind: sum(line.mean) for line in result.transition} == pytest.approx(
        {"ict": -90_000, "housing": -10_000}
    )
    assert "lines_above_budget" in {item.id for item in result.findings}
    assert "no_transition_budget" not in {item.id for item in result.findings}


def test_measured_hours_count_in_their_year_and_after_it():
    """2028 and 2029 measured, 1,000 and 3,000 hours at € 58; before it the estimate, after it the mean."""
    hours = (
        CoordinationHours(id="a", year=2028, hours=Figure(value=1_000)),
        CoordinationHours(id="b", year=2029, hours=Figure(value=3_000)),
    )
    fixed = {f"business_case.coordination.{name}": Figure(value=1.0) for name in ("level", "drift")}
    plain = evaluate(tax_case([20_000, 30_000], assumptions=fixed), draws=20)
    result = evaluate(tax_case([20_000, 30_000], coordination_hours=hours, assumptions=fixed), draws=20)
    found = stream(result.total, StreamId.COORDINATION)
    assert found[YEAR[0]] == pytest.approx(stream(plain.total, StreamId.COORDINATION)[YEAR[0]])
    assert found[YEAR[1] : YEAR[5]] == pytest.approx((-58_000, -174_000, -116_000, -116_000))
    assert [(row.calendar_year, row.measured_hours) for row in result.coordination] == [
        (2028, 1000),
        (2029, 3000),
    ]
    assert "coordination_above_estimate" in {item.id for item in result.findings}


def test_hours_of_one_partner_leave_the_estimate_for_the_others():
    hours = (CoordinationHours(id="a", year=2028, hours=Figure(value=100), partner="p0"),)
    result = evaluate(tax_case([20_000, 30_000], coordination_hours=hours), draws=2000)
    row = result.coordination[0]
    assert row.partial
    assert row.measured_hours == pytest.approx(100 + row.estimated_hours / 2)


def test_departments_have_no_vat_no_key_and_their_own_words():
    case = replace(with_finances(tax_case([20_000, 30_000]), vat=Figure(value=10_000)), kind="internal")
    result = evaluate(case, draws=50)
    assert StreamId.VAT not in {item.id for item in result.total.streams}
    assert not {"key_assumed"} & {item.id for item in result.findings}
    gaps = {item.what.id.rsplit(".", 1)[1] for item in result.missing}
    assert not gaps & {"cost_key", "vat"}
    label = next(item.label.id for item in result.total.streams if item.id is StreamId.COORDINATION)
    assert label == "business_case.stream_internal.coordination"


def test_without_vat_the_case_asks_for_it_once_and_names_who():
    result = evaluate(with_finances(tax_case([20_000, 30_000]), vat=Figure(value=0)), draws=20)
    gaps = [item for item in result.missing if item.what.id == "business_case.missing.vat"]
    assert [item.what.arguments["partners"] for item in gaps] == ["P1"]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"doubting_centre": True}, "doubting_centre"),
        ({"unmeasured_partners": ("p1",)}, "baseline_elsewhere"),
    ],
)
def test_red_flags_of_people_and_baseline(change, wanted):
    found = {
        item.id: item for item in evaluate(replace(tax_case([20_000, 30_000]), **change), draws=20).findings
    }
    assert found[wanted].level is Level.RED
    assert found[wanted].source


def test_a_plan_asks_for_a_choice_of_service():
    case = tax_case([20_000, 30_000])
    task = case.tasks[0].model_copy(update={"planned_saving": Figure(value=0.1)})
    planned = replace(case, tasks=(task,))
    assert "same_service_for_less" in {item.id for item in evaluate(planned, draws=20).findings}
    chosen = replace(planned, service_level_chosen=True)
    assert "same_service_for_less" not in {item.id for item in evaluate(chosen, draws=20).findings}


def test_alternatives_differ_by_their_coordination():
    """Same draws: a hub without pairs is cheaper by exactly the coordination, discounted."""
    result = evaluate(tax_case([20_000, 30_000, 25_000], ranges=True), draws=500)
    rows = {row.id.value: row for row in result.alternatives.rows}
    assert rows["do_nothing"].npv_10.mean == 0
    assert rows["joint"].chosen
    factor = sum(1.0225**-year for year in range(11))
    saved = rows["joint"].coordination - rows["hub"].coordination
    assert rows["hub"].npv_10.mean - rows["joint"].npv_10.mean == pytest.approx(saved * factor)
    assert rows["agreements"].saving == 0
    assert rows["agreements"].coordination < rows["joint"].coordination
    assert rows["whole_organisation"].npv_10 is None
    # Nominal: 3 tax departments of 5 FTE; wages alone grow, 3.1 % a year over 11 years from the year before the start.
    now = result.total.baseline.value
    assert result.alternatives.present_cost[-1] == pytest.approx(now * 1.031**11)


def test_a_correlation_that_cannot_be_is_named_and_the_rest_counts():
    ties = (
        Correlation(first="task.belastingen.p0.own_fte", second="task.belastingen.p1.own_fte", value=0.9),
        Correlation(first="coordination.level", second="nergens", value=0.5),
    )
    result = evaluate(tax_case([20_000, 30_000], ranges=True, correlations=ties), draws=500)
    assert [item.used for item in result.depth.correlations] == [True, False]
    assert any(item.id.startswith("simulation.correlation") for item in result.findings)
    apart = evaluate(tax_case([20_000, 30_000], ranges=True), draws=500)
    spread = [case.total.baseline.high - case.total.baseline.low for case in (apart, result)]
    assert spread[1] > spread[0]


def test_turning_points_turn_the_outcome():
    """With that input there and every other at its median the result after ten years is zero."""
    shape = {"residents": [12_000, 25_000, 30_000], "fte": 14, "transition_budget": Figure(value=0)}
    result = evaluate(tax_case(ranges=True, **shape), draws=500)
    point = next(item for item in result.flips if item.name == "coordination.level")
    own = {
        "business_case.coordination.level": Figure(value=point.flips_at),
        "business_case.curve.tax.elasticity": Figure(value=0.85),
        "business_case.ramp.tau": Figure(value=2.75),
        "business_case.stranded.overhead_per_fte": Figure(value=30_200),
        "business_case.stranded.share_staying": Figure(value=0.25),
    }
    there = evaluate(tax_case(assumptions=own, **shape), draws=10).total.npv_10.value
    assert there == pytest.approx(0, abs=1e-3 * result.total.baseline.value)
    assert 0 < sum(item.first for item in result.depth.influences) < 1.3


@pytest.mark.parametrize(
    "case",
    [
        tax_case([0, 0], fte=0),
        tax_case([20_000], ranges=True),
        tax_case([1e12, 1e12], fte=1e12),
        replace(tax_case([20_000, 30_000], fte=0), transition_budget=Figure(value=0)),
    ],
    ids=["nothing", "one partner", "as large as a figure may be", "no cost at all"],
)
def test_the_edges_of_what_can_be_filled_in(case):
    result = evaluate(case, draws=20)
    assert result.alternatives.rows
    parts = sum(partner.outcome.npv_10.value for partner in result.partners)
    assert parts == pytest.approx(result.total.npv_10.value)
    for make in CHARTS.values():
        assert make(to_plain(result), "nl").summary


def test_twenty_partners_stay_small_enough_to_store():
    import json

    result = evaluate(tax_case([10_000 + 1_000 * n for n in range(20)], ranges=True), draws=50)
    assert len(json.dumps(to_plain(result))) < 700_000
