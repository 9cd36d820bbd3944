"""Curves, ramp, coordination, keys: values with a source, and what must always hold."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.business_case import slow_business_case as slow
from tests.engine.business_case.random_cases import cases, tax_case

from vierkant.business_case import evaluate
from vierkant.business_case.coordination import estimated_hours
from vierkant.business_case.curves import evidence_of, group_of, groups
from vierkant.business_case.effects import log_average_cost
from vierkant.business_case.expressions import Graph
from vierkant.business_case.inputs import CaseInput, CasePartner, Task, TaskPart
from vierkant.business_case.model import build
from vierkant.business_case.results import YEARS, Evidence, KeyBasis
from vierkant.business_case.streams import streams
from vierkant.business_case.timing import discount, fading, once
from vierkant.quantities import Figure
from vierkant.sources import parameters
from vierkant.terms import exists


def place_on_curve(*numbers):
    """`log_average_cost` for plain numbers."""
    graph = Graph()
    return log_average_cost(*(graph.constant(number) for number in numbers)).constant


def average_cost(*numbers):
    return exp(place_on_curve(*numbers))


def test_tax_curve_meets_both_readings_of_thirty_percent():
    """Niaounakis & Blank 2017: up to 30 % inefficient at 10,000, exhausted at 60,000 (docs/methods, A.1)."""
    dearer = average_cost(10_000, 0.8536, 60_000, 460_000, 0.0)
    assert dearer == pytest.approx(1.30, abs=0.001)
    score = average_cost(10_000, 0.8009, 60_000, 460_000, 0.0)
    assert score == pytest.approx(1 / 0.70, abs=0.001)
    assert average_cost(60_000, 0.85, 60_000, 460_000, 0.0) == 1.0
    assert average_cost(200_000, 0.85, 60_000, 460_000, 0.0) == 1.0


@given(
    st.floats(1, 1e6),
    st.floats(0.7, 1.1),
    st.floats(1e3, 1e5),
    st.floats(1.0, 5.0),
    st.floats(0.0, 0.1),
)
def test_curve_is_the_curve_of_the_method(residents, elasticity, exhaustion, wider, rise):
    found = place_on_curve(residents, elasticity, exhaustion, exhaustion * wider, rise)
    wanted = slow.logarithmic_cost(residents, elasticity, exhaustion, exhaustion * wider, rise)
    assert found == pytest.approx(wanted, abs=1e-12)


def test_groups_of_taakvelden():
    assert group_of("0.61").name == "tax"
    assert group_of("6.71a").name == "social"
    assert group_of("0.4").name == "support"
    assert group_of("0.6") is None
    assert group_of("3.1") is None
    assert group_of(None) is None
    codes = [code for group in groups() for code in group.taakvelden]
    assert len(codes) == len(set(codes))


def test_only_published_savings_count_by_default():
    published = {group.name for group in groups() if group.published}
    assert published == {"tax", "general_administration"}
    own = {"business_case.curve.waste.elasticity": Figure(value=0.9)}
    assert evidence_of(group_of("7.3"), own) is Evidence.DOSSIER
    assert evidence_of(group_of("7.3"), {}) is Evidence.NONE


def test_ramp_is_at_86_percent_after_five_to_six_years():
    """Dijkgraaf & Gradus 2013: extra costs gone after 5-6 years; Ferraresi et al. 2018: growing up to 6 years."""

    def ramp(year, tau):
        own = {"business_case.ramp.tau": Figure(value=tau)}
        return streams(build(tax_case([20_000, 30_000], assumptions=own))).ramps[YEARS.index(year)].constant

    assert ramp(5, 2.5) == pytest.approx(0.8647, abs=1e-4)
    assert ramp(6, 3.0) == pytest.approx(0.8647, abs=1e-4)
    assert ramp(0, 2.5) == ramp(-1, 2.5) == 0.0
    assert ramp(3, 2.75) == pytest.approx(1 - exp(-3 / 2.75))
    assert ramp(1, 0.0) == 1.0


def coordination(numbers, partners, budget, *, hub):
    """Euro per year for plain numbers."""
    graph = Graph()
    hours = estimated_hours(
        graph, lambda name: graph.constant(numbers[name]), partners, graph.constant(budget), hub=hub
    )
    return hours.constant * numbers["coordination.hourly_rate"]


def values(**changes):
    return {name: parameter.value for name, parameter in parameters("business_case").items()} | changes


@pytest.mark.parametrize("budget", [5e6, 36e6, 100e6])
def test_three_partners_spend_one_to_four_percent_on_coordination(budget):
    """Prior of 1 to 4 % of the joint budget at three partners; the middle is about 2 %."""
    shares = [
        coordination(values(**{"coordination.level": level}), 3, budget, hub=False) / budget
        for level in (0.5, 1.0, 2.0)
    ]
    assert 0.0095 <= shares[0] <= 0.0125
    assert 0.019 <= shares[1] <= 0.025
    assert 0.038 <= shares[2] <= 0.05


@given(st.integers(1, 30), st.floats(0, 1e8), st.floats(0, 1e7), st.booleans())
def test_more_partners_never_cost_less_coordination(partners, budget, extra, hub):
    """Whatever the newcomer brings, also nothing."""
    now = coordination(values(), partners, budget, hub=hub)
    assert coordination(values(), partners + 1, budget + extra, hub=hub) >= now - 1e-9


def test_coordination_grows_between_the_first_and_second_power_of_the_partners():
    """Elasticity between 1 (hub) and 2 (pairs), for partners of equal size."""
    for hub in (True, False):
        four, eight = (coordination(values(), m, m * 1e7, hub=hub) for m in (4, 8))
        assert 0.9 <= np.log2(eight / four) <= (1.05 if hub else 2.0)
    assert coordination(values(), 5, 1e7, hub=True) < coordination(values(), 5, 1e7, hub=False)
    assert coordination(values(), 1, 1e7, hub=False) == 0.0


def test_measured_hours_replace_the_model():
    own = {"business_case.coordination.measured_hours": Figure(value=1000, source="urenstaat")}
    result = evaluate(tax_case([20_000, 30_000], assumptions=own), draws=100)
    stream = next(stream for stream in result.total.streams if stream.id == "coordination")
    assert stream.mean[1:] == pytest.approx((-58_000.0,) * 11)
    assert stream.mean[0] == 0.0


def test_one_off_money_is_neither_lost_nor_invented():
    odd = values(**{"transition.spending.before": 3.0, "transition.spending.third": 2.0})
    for numbers in (values(), odd):
        assert sum(once(numbers.__getitem__)) == pytest.approx(1.0)
    assert once(values().__getitem__)[:4] == pytest.approx((0.3, 0.4, 0.2, 0.1))
    assert fading(5)[1:7] == pytest.approx((1.0, 0.8, 0.6, 0.4, 0.2, 0.0))
    assert not any(fading(0))
    assert discount(0.0225)[YEARS.index(0)] == 1.0


def test_key_agreed_then_residents_then_equal():
    agreed = evaluate(tax_case([20_000, 30_000], cost_key={"p0": 0.7, "p1": 0.3}), draws=50)
    assert agreed.key_basis is KeyBasis.AGREED
    assert [partner.key_share for partner in agreed.partners] == pytest.approx([0.7, 0.3])
    # Equal cost now, 70 % of it agreed: 20 % of the joint 800,000 moves to the first partner.
    assert agreed.partners[0].key_shift.value == pytest.approx(160_000)
    residents = evaluate(tax_case([20_000, 30_000]), draws=50)
    assert residents.key_basis is KeyBasis.RESIDENTS
    assert [partner.key_share for partner in residents.partners] == pytest.approx([0.4, 0.6])
    assert residents.partners[0].key_shift is None


def test_network_without_residents_still_counts_and_says_what_is_missing():
    partners = (CasePartner("g", "Gemeente", None), CasePartner("w", "Woningcorporatie", None))
    task = Task(
        id="loket",
        name="Loket",
        taakveld="0.61",
        parts={"g": TaskPart(own_fte=Figure(value=3)), "w": TaskPart(other_cost=Figure(value=90_000))},
    )
    result = evaluate(CaseInput(partners=partners, tasks=(task,), start_year=None), draws=200)
    assert result.key_basis is KeyBasis.EQUAL
    assert result.tasks[0].effect.value == 0.0
    assert result.tasks[0].reason.id == "business_case.reason.no_volume"
    ids = [(item.what.id.rsplit(".", 1)[1], item.partner) for item in result.missing]
    assert ("volume", "g") in ids
    assert ("volume", "w") in ids
    assert ("cost_per_fte", "g") in ids
    assert result.calendar_years is None
    assert result.total.payback.never.value == 1.0


def test_tax_saving_follows_the_curve_by_hand():
    """10,000 and 50,000 residents to 60,000: the small one saves 1 - (1/6)^0.15, the large one 1 - (5/6)^0.15."""
    own = {"business_case.curve.tax.elasticity": Figure(value=0.85)}
    result = evaluate(tax_case([10_000, 50_000], assumptions=own), draws=50)
    wanted = 400_000 * (1 - (1 / 6) ** 0.15) + 400_000 * (1 - (5 / 6) ** 0.15)
    assert result.tasks[0].effect.value == pytest.approx(wanted)
    assert result.tasks[0].effect.low == pytest.approx(wanted)


def test_full_scale_gives_no_tax_saving():
    result = evaluate(tax_case([70_000, 80_000]), draws=50)
    assert result.tasks[0].effect.value == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(cases())
def test_ranges_are_in_order_and_every_word_exists(case):
    result = evaluate(case, draws=60)
    if result is None:
        return
    for band in (*result.total.net, *result.total.cumulative):
        assert band.low <= band.median <= band.high
    for parameter in result.parameters:
        assert exists(parameter.label.id)
    for bar in result.tornado:
        assert bar.swing == pytest.approx(abs(bar.npv_high_input - bar.npv_low_input))
        assert -1 <= bar.rank_correlation <= 1
    swings = [bar.swing for bar in result.tornado]
    assert swings == sorted(swings, reverse=True)


def test_every_parameter_has_its_words():
    for name in parameters("business_case"):
        assert exists(f"business_case.parameter.{name}"), name
