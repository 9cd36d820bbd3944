"""The cost of every group against its slow twin: the streams of the model for a case with those partners alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engine.business_case.random_cases import IDS, cases, figures, maybe, tax_case

from vierkant.business_case import evaluate
from vierkant.business_case.coalitions import (
    coalition_cost_of,
    coalition_costs,
    drawn_costs,
    drawn_total,
)
from vierkant.business_case.expressions import program
from vierkant.business_case.inputs import CoordinationHours, PartnerFinances, TransitionCost
from vierkant.business_case.missing import anything_to_count
from vierkant.business_case.model import build
from vierkant.business_case.results import StreamId
from vierkant.business_case.rows import drawn
from vierkant.business_case.streams import streams
from vierkant.quantities import Figure

LASTING = (StreamId.SCALE, StreamId.PLANNED, StreamId.COORDINATION, StreamId.WAGES, StreamId.VAT)


def central(found, node):
    values = {variable.name: variable.value for variable in found.model.every}
    return program(found.graph, {"x": node}).evaluate(values, 1)["x"][0]


def steady_state(case):
    """What the partners of a case pay per year: full ramp, last year, without what is paid once or fades out."""
    found = streams(build(case))
    net = 0.0
    for flow in found.flows:
        if flow.stream in LASTING:
            net += central(found, flow.amount) * (1.0 if flow.growing else flow.profile[-1])
    return central(found, found.joint) - net


def without_plans_of_one(case, ids):
    """A task that others would join is not done together by one: nothing of its plan or merger comes true."""
    tasks = []
    for task in case.tasks:
        alone = len(task.parts) > 1 and len(ids & set(task.parts)) == 1
        tasks.append(
            task.model_copy(update={"planned_saving": None, "whole_organisation": False}) if alone else task
        )
    return replace(case, tasks=tuple(tasks))


def twin(case, ids):
    """The cost of a group, from a case with its partners alone; the estimate scaled to what was measured of all."""
    partners = tuple(partner for partner in case.partners if partner.id in ids)
    if len(partners) == 1:
        found = streams(build(replace(case, partners=partners)))
        return central(found, found.joint)
    plain = {name: value for name, value in case.assumptions.items() if "measured_hours" not in name}
    estimated = replace(case, coordination_hours=(), assumptions=plain)
    unscaled = hours_per_year(estimated)
    if unscaled:
        level = build(case).value("coordination.level") * hours_per_year(case) / unscaled
        plain["business_case.coordination.level"] = Figure(value=level)
    return steady_state(
        without_plans_of_one(replace(estimated, partners=partners, assumptions=plain), set(ids))
    )


def hours_per_year(case):
    found = streams(build(case))
    return sum(
        central(found, hours) * profile[-1] for hours, profile in found.coordination.parts if profile[-1]
    )


@st.composite
def full_cases(draw):
    """Cases with money of partners of their own, and hours that were measured."""
    case = draw(cases())
    partners = tuple(
        replace(
            partner,
            finances=PartnerFinances(
                partner=partner.id,
                vat=draw(maybe(figures(1, 1e5))),
                wage_harmonisation=draw(maybe(figures(1, 1e5))),
            ),
        )
        for partner in case.partners
    )
    measured = draw(st.lists(st.sampled_from([*IDS[: len(partners)], None]), max_size=2, unique=True))
    hours = tuple(
        CoordinationHours(id=f"h{place}", year=2028, hours=draw(figures(10, 5000)), partner=partner)
        for place, partner in enumerate(measured)
    )
    own = draw(st.sampled_from([{}, {"business_case.coordination.measured_hours": Figure(value=900)}]))
    assume(anything_to_count(case))
    return replace(
        case,
        partners=partners,
        # Without a key nobody can share the joint costs when a group has no costs; for the sum it does not matter.
        cost_key={partner.id: 1.0 for partner in partners},
        coordination_hours=hours,
        same_employer=draw(st.booleans()),
        assumptions={**case.assumptions, **own},
        transition_costs=(TransitionCost(id="x", name="x", amount=Figure(value=1e5), year=10),),
    )


@settings(max_examples=40, deadline=None)
@given(full_cases())
def test_every_group_costs_what_a_case_of_its_partners_alone_costs(case):
    costs = coalition_costs(case)
    assert costs[0] == 0
    ids = [partner.id for partner in case.partners]
    every = range(1, len(costs))
    asked = np.array([[mask >> i & 1 for i in range(len(ids))] for mask in every], dtype=bool)
    assert coalition_cost_of(case)(asked) == pytest.approx(costs[1:], rel=1e-12, abs=1e-6)
    active = build(case).active_partners
    for mask in every:
        group = {name for i, name in enumerate(ids) if mask >> i & 1}
        if active < 2 and len(group) not in (1, len(ids)):
            continue  # nobody to coordinate with: hours that were measured all the same are divided by head
        expected = twin(case, group) if active >= 2 or len(group) == 1 else steady_state(case)
        assert costs[mask] == pytest.approx(expected, rel=1e-9, abs=1e-6), group


@settings(max_examples=15, deadline=None)
@given(full_cases(), st.integers(0, 5))
def test_draws_are_those_of_the_business_case(case, seed):
    """In every draw the cost of all together is the present cost less the lasting streams of `evaluate`."""
    assume(len(case.partners) > 1)
    found = streams(build(case))
    costs = drawn_costs(case, seed=seed, draws=10)
    rows = drawn(found, seed=seed, draws=10).found
    places = {flow: f"flow.{place}" for place, flow in enumerate(found.flows)}
    lasting = [flow for flow in found.flows if flow.stream in LASTING]
    net = sum(
        (rows.row(places[flow]) * (1.0 if flow.growing else flow.profile[-1]) for flow in lasting),
        np.zeros(10),
    )
    assert costs.shape == (10, 2 ** len(case.partners))
    assert costs[:, -1] == pytest.approx(rows.row("baseline") - net, rel=1e-9, abs=1e-6)
    for index in range(len(case.partners)):
        assert costs[:, 1 << index] == pytest.approx(rows.row(f"baseline.{index}"), rel=1e-12, abs=1e-9)
    assert drawn_total(case, seed=seed, draws=10) == pytest.approx(costs[:, -1], rel=1e-12, abs=1e-9)


def test_all_together_is_the_business_case_that_the_pages_show():
    """Present cost less the structural result, once the last 2.6% of the saving has grown in too."""
    case = tax_case([15_000, 25_000, 40_000])
    own = {
        name: Figure(value=parameter.value)
        for name, parameter in (
            (f"business_case.{name}", parameter) for name, parameter in build(case).parameters.items()
        )
    }
    case = replace(case, assumptions=own)  # no ranges: the mean of the draws is the central value
    result = evaluate(case, draws=10)
    growing = sum(stream.mean[-1] for stream in result.total.streams if stream.id is StreamId.SCALE)
    ramp = 1 - np.exp(-10 / build(case).value("ramp.tau"))
    expected = result.total.baseline.value - result.total.structural.value - growing * (1 / ramp - 1)
    assert coalition_costs(case)[-1] == pytest.approx(expected, rel=1e-12)


def test_blocks_change_nothing():
    """16 partners are counted in blocks; each group costs the same as when it is asked for."""
    case = tax_case([5_000 * (place + 1) for place in range(16)])
    told = []
    costs = coalition_costs(case, progress=told.append)
    masks = np.random.default_rng(1).integers(1, 1 << 16, 200)
    asked = (masks[:, None] >> np.arange(16) & 1).astype(bool)
    assert coalition_cost_of(case)(asked) == pytest.approx(costs[masks], rel=1e-12)
    assert costs[1 << np.arange(16)] == pytest.approx(np.full(16, 400_000.0))
    assert all(0 < share <= 1 for share in told)


def test_progress_can_stop_it():
    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        coalition_costs(tax_case([9_000.0] * 19), progress=stop)


def test_too_many_partners_are_refused():
    case = tax_case([9_000.0] * 29)
    with pytest.raises(ValueError, match="28"):
        coalition_costs(case)
    with pytest.raises(ValueError, match="10"):
        drawn_costs(case, seed=0, draws=10)
    assert coalition_cost_of(case)(np.ones((1, 29), dtype=bool))[0] > 0
