"""Red flags appear when their reason is there, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.business_case.random_cases import tax_case

from vierkant.business_case import evaluate
from vierkant.business_case.inputs import CaseInput, CasePartner, Task, TaskPart
from vierkant.business_case.results import Evidence
from vierkant.quantities import Figure, Level
from vierkant.terms import render


def found(case, draws=400):
    return {item.id: item for item in evaluate(case, draws=draws).findings}


GOOD = {
    "cost_key": {"p0": 0.5, "p1": 0.5},
    "transition_budget": Figure(value=60_000),
    "change_cost": Figure(value=20_000),
    "form": "centrumgemeente",
}


def good(residents=(15_000, 15_000), **more):
    return tax_case(list(residents), ranges=True, **(GOOD | more))


def test_a_sound_case_has_no_red_flag_about_money_and_plan():
    ids = found(good())
    assert not ids.keys() & {
        "no_transition_budget",
        "transition_budget_low",
        "no_change_cost",
        "saving_in_first_year",
        "plan_above_evidence",
        "size_ratio",
        "key_assumed",
        "key_shifts_costs",
        "no_ranges",
        "looks_like_whole_organisation",
        "administration_keeps_councils",
        "no_saving_counted",
    }


@pytest.mark.parametrize(
    ("change", "wanted", "level"),
    [
        ({"transition_budget": None}, "no_transition_budget", Level.RED),
        ({"transition_budget": Figure(value=0)}, "no_transition_budget", Level.RED),
        ({"transition_budget": Figure(value=1000)}, "transition_budget_low", Level.AMBER),
        ({"change_cost": None}, "no_change_cost", Level.RED),
        ({"cost_key": None}, "key_assumed", Level.AMBER),
        ({"cost_key": {"p0": 0.8, "p1": 0.2}}, "key_shifts_costs", Level.AMBER),
        ({"residents": (10_000, 31_000)}, "size_ratio", Level.AMBER),
    ],
)
def test_flag_for_reason(change, wanted, level):
    assert found(good(**change))[wanted].level is level


def test_size_ratio_of_exactly_three_is_not_flagged():
    assert "size_ratio" not in found(good((10_000, 30_000)))


def with_plan(case, saving, planned_from):
    task = case.tasks[0].model_copy(
        update={"planned_saving": Figure(value=saving), "planned_from": planned_from}
    )
    return replace(case, tasks=(task,))


def test_plan_booked_at_once_and_plan_above_evidence():
    ids = found(with_plan(good(), 0.40, 2028))
    assert ids["saving_in_first_year"].level is Level.RED
    assert ids["plan_above_evidence"].level is Level.RED
    later = found(with_plan(good(), 0.02, 2030))
    assert "saving_in_first_year" not in later
    assert "plan_above_evidence" not in later


def test_plan_is_never_counted_where_there_is_evidence():
    without, with_it = evaluate(good(), draws=300), evaluate(with_plan(good(), 0.9, 2030), draws=300)
    assert with_it.total.npv_10.value == without.total.npv_10.value
    assert with_it.promised.npv_10.value > without.total.npv_10.value
    assert without.promised is None


def test_partner_that_loses_while_others_gain():
    """The large partner is past the end of the scale curve and pays most of the joint costs."""
    case = good((8_000, 60_000), cost_key={"p0": 0.1, "p1": 0.9})
    result = evaluate(case, draws=2000)
    assert result.partners[0].outcome.npv_10.value > 0 > result.partners[1].outcome.npv_10.value
    flags = [item for item in result.findings if item.id == "partner_loses"]
    assert [item.text.arguments["partner"] for item in flags] == ["P1"]


def test_whole_organisation_is_recognised_by_its_size():
    """5 to 8.5 FTE per 1,000 residents is a whole Dutch municipality (BBV indicators 2017-2026)."""
    partners = tuple(CasePartner(name, name.upper(), Figure(value=20_000)) for name in "ab")
    task = Task(id="alles", name="Alles", parts={name: TaskPart(own_fte=Figure(value=110)) for name in "ab"})
    case = CaseInput(partners=partners, tasks=(task,), start_year=2027)
    assert "looks_like_whole_organisation" in found(case)
    marked = replace(case, tasks=(task.model_copy(update={"whole_organisation": True}),))
    result = evaluate(marked, draws=200)
    assert "looks_like_whole_organisation" not in {item.id for item in result.findings}
    stranded = next(stream for stream in result.total.streams if stream.id == "stranded")
    assert not any(stranded.mean), "with the whole organisation the overhead moves along"


def test_red_comes_first_and_each_finding_reads_in_both_languages():
    case = with_plan(tax_case([5_000, 50_000]), 0.5, 2027)
    result = evaluate(case, draws=200)
    order = [item.level for item in result.findings]
    assert order == sorted(order, key=[Level.RED, Level.AMBER].index)
    for item in result.findings:
        for language in ("nl", "en"):
            assert "{" not in render(item.text, language) + render(item.action, language)
        assert item.source


def test_break_even_falls_when_coordination_is_heavier():
    """Blåka 2017: the benefit declines with the number of partners."""
    light = evaluate(tax_case([15_000] * 3, fte=30), draws=50).break_even_partners
    heavy_level = {"business_case.coordination.level": Figure(value=3.0)}
    heavy = evaluate(tax_case([15_000] * 3, fte=30, assumptions=heavy_level), draws=50).break_even_partners
    assert light is not None
    assert light.value >= 2
    assert heavy is None or heavy.value <= light.value


def test_break_even_by_hand():
    """m partners of 15,000 residents and 2.4 million: m · 2.4 million · (1 - unit cost ratio) minus coordination."""
    case = tax_case([15_000] * 3, fte=30)
    result = evaluate(case, draws=50)
    totals = [0.0, 0.0]
    for m in range(2, 41):
        joint, alone = max(1.0, 60 / (15 * m)) ** 0.15, 4**0.15
        saving = m * 2.4e6 * (1 - joint / alone)
        hours = 100 + (225 * m + 240 * 0.5 * m * (m - 1) / 2) * 2.4 + 20 * 2 * m
        totals.append(saving - 58 * hours)
    best = 1
    while totals[best] >= totals[best - 1]:
        best += 1
    assert result.break_even_partners.value == best - 1


def test_no_evidence_no_break_even():
    case = tax_case([15_000] * 3)
    other = replace(case, tasks=(case.tasks[0].model_copy(update={"taakveld": "0.4"}),))
    result = evaluate(other, draws=50)
    assert result.break_even_partners is None
    assert result.tasks[0].evidence is Evidence.NONE


def test_tornado_by_hand():
    """The ends of a bar are whole calculations with that input fixed there and every other at its median."""
    case = tax_case([10_000, 20_000], transition_budget=Figure(value=0))
    bar = next(item for item in evaluate(case, draws=200).tornado if item.name == "coordination.level")
    median = {
        f"business_case.{name}": Figure(value=value)
        for name, value in (
            ("curve.tax.elasticity", 0.85),
            ("ramp.tau", 2.75),
            ("stranded.overhead_per_fte", 30_200),
            ("stranded.share_staying", 0.25),
        )
    }
    for value, end in ((0.5, bar.npv_low_input), (1.0, bar.npv_median), (2.0, bar.npv_high_input)):
        own = median | {"business_case.coordination.level": Figure(value=value)}
        alone = evaluate(replace(case, assumptions=own), draws=10)
        assert end == pytest.approx(alone.total.npv_10.value)
        assert alone.total.npv_10.low == pytest.approx(alone.total.npv_10.high)
    assert bar.rank_correlation < 0
