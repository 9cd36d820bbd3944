"""What the business case says about cooperations that exist, with the source of every figure.

These read as the manual: a controller can follow each case.
"""

from __future__ import annotations

from math import exp

import pytest

from vierkant.business_case import evaluate, missing
from vierkant.business_case.inputs import CaseInput, CasePartner, Task, TaskPart
from vierkant.business_case.results import Evidence, StreamId
from vierkant.quantities import Figure

# Hillegom, Lisse and Teylingen: one organisation since 1 January 2017. Target 5 % = 1.8 million a year by 2020
# (Leidsch Dagblad), so 36 million now. About 423 FTE, divided by residents (CBS 2017) because the division itself
# was not published. Evaluation of November 2019: 1.7 to 1.8 million "seems to be achieved" (De Teyding).
RESIDENTS = {"hillegom": 21_316, "lisse": 22_717, "teylingen": 36_093}
BASELINE = 1.8e6 / 0.05


def hltsamen(*, whole_organisation, **more):
    total = sum(RESIDENTS.values())
    task = Task(
        id="organisatie",
        name="De hele ambtelijke organisatie",
        planned_saving=Figure(value=0.05),
        planned_from=2020,
        whole_organisation=whole_organisation,
        parts={
            name: TaskPart(other_cost=Figure(value=BASELINE * count / total))
            for name, count in RESIDENTS.items()
        },
    )
    partners = tuple(
        CasePartner(name, name.title(), Figure(value=count)) for name, count in RESIDENTS.items()
    )
    return CaseInput(
        partners=partners,
        tasks=(task,),
        start_year=2017,
        form="bedrijfsvoeringsorganisatie",
        **more,
    )


@pytest.fixture(scope="module")
def merger():
    return evaluate(hltsamen(whole_organisation=True))


def mean(outcome, stream, year):
    series = next(item for item in outcome.streams if item.id is stream)
    return series.mean[year + 1]


def test_hltsamen_present_cost_is_36_million(merger):
    assert merger.total.baseline.value == pytest.approx(36e6)
    assert merger.calendar_years[1] == 2017


def test_hltsamen_expects_two_percent_and_shows_the_promise_beside_it(merger):
    """Documented mergers: mean 2 %, standard deviation 5 %. The plan of 5 % is shown, never counted."""
    task = merger.tasks[0]
    assert task.evidence is Evidence.CASES
    assert task.effect.value == pytest.approx(0.02 * 36e6, rel=0.03)
    assert (task.effect.low, task.effect.high) == pytest.approx((-0.0441 * 36e6, 0.0841 * 36e6), rel=0.02)
    assert task.promised.value == pytest.approx(1.8e6)
    assert merger.promised.saving.value == pytest.approx(1.8e6)


def test_hltsamen_what_happened_lies_within_the_range(merger):
    """1.7 to 1.8 million in 2019, faster than our ramp, yet between P10 and P90 of the effect at full size."""
    for realised in (1.7e6, 1.8e6):
        assert merger.tasks[0].effect.low < realised < merger.tasks[0].effect.high
    scale = next(stream for stream in merger.total.streams if stream.id is StreamId.SCALE)
    assert scale.bands[3].low < 1.75e6
    assert scale.bands[4].high > 1.75e6


def test_hltsamen_the_saving_grows_in(merger):
    """In 2019, year 2, about half of the effect: 1 - exp(-2 / 2.75) = 52 %."""
    full = merger.tasks[0].effect.value
    assert mean(merger.total, StreamId.SCALE, 0) == 0.0
    assert mean(merger.total, StreamId.SCALE, 2) / full == pytest.approx(1 - exp(-2 / 2.75), abs=0.01)


def test_hltsamen_three_partners_spend_two_percent_on_coordination(merger):
    """1 to 4 % of the joint budget with three partners; judgement, so the range is wide."""
    steer = next(stream for stream in merger.total.streams if stream.id is StreamId.COORDINATION)
    band = steer.bands[1]
    assert -band.median / 36e6 == pytest.approx(0.02, abs=0.002)
    assert (-band.high / 36e6, -band.low / 36e6) == pytest.approx((0.01, 0.04), abs=0.002)


def test_hltsamen_tells_the_controller_that_a_saving_is_not_the_expectation(merger):
    """On the experience of Dutch mergers a loss is likelier than a gain; the plan at its word earns money."""
    flags = {item.id for item in merger.findings}
    assert {"loss_likely", "plan_above_evidence", "no_transition_budget", "no_change_cost"} <= flags
    assert 0.5 < merger.total.negative_npv_10.value < 0.8
    assert merger.promised.npv_10.value > 0 > merger.total.npv_10.value


def test_a_plan_without_evidence_is_halved():
    """Of eight documented mergers three report savings: a plan of 5 % counts as 2.5 %, between 0 and 5 %."""
    result = evaluate(hltsamen(whole_organisation=False))
    task = result.tasks[0]
    assert task.evidence is Evidence.PLAN
    assert task.effect.value == pytest.approx(0.9e6, rel=0.01)
    assert (task.effect.low, task.effect.high) == pytest.approx((0.0, 1.8e6), abs=0.02e6)
    assert mean(result.total, StreamId.PLANNED, 10) == pytest.approx(0.9e6 * (1 - exp(-10 / 2.75)), rel=0.02)
    assert mean(result.total, StreamId.SCALE, 10) == 0.0


def test_shared_service_centre_for_ict_saves_nothing_by_default():
    """Dixon & Elston 2019: no significant benefit; M&I/Partners 2013-2020: no scale economy visible."""
    partners = tuple(CasePartner(name, name.upper(), Figure(value=30_000)) for name in "abc")
    task = Task(
        id="ict",
        name="ICT",
        taakveld="0.4",
        parts={
            name: TaskPart(other_cost=Figure(value=2_580_000)) for name in "abc"
        },  # € 86 per resident, 2019
    )
    result = evaluate(CaseInput(partners=partners, tasks=(task,), start_year=2027), draws=2000)
    assert result.tasks[0].evidence is Evidence.NONE
    assert result.tasks[0].effect.value == 0.0
    assert result.total.structural.value < 0
    assert {"no_saving_counted", "no_net_saving"} <= {item.id for item in result.findings}


def test_small_tax_departments_save_about_fifteen_percent():
    """COELO 2017: cooperating municipalities spend 15 % less on tax collection.

    Six municipalities of 20,000 residents: from 20,000 to past the exhaustion point of 60,000,
    1 - (1/3)^0.15 = 15 %.
    """
    partners = tuple(CasePartner(name, name.upper(), Figure(value=20_000)) for name in "abcdef")
    task = Task(
        id="belastingen",
        name="Heffing en invordering",
        taakveld="0.61",
        parts={name: TaskPart(other_cost=Figure(value=400_000)) for name in "abcdef"},
    )
    result = evaluate(CaseInput(partners=partners, tasks=(task,), start_year=2027))
    assert result.tasks[0].evidence is Evidence.PUBLISHED
    saved = result.tasks[0].effect.value / result.tasks[0].baseline.value
    assert saved == pytest.approx(0.15, abs=0.01)


def test_ommen_and_hardenberg_differ_too_much_in_size():
    """17,600 and 60,500 residents; ended in 2018 because of different steering and coordination (VNG)."""
    partners = (
        CasePartner("ommen", "Ommen", Figure(value=17_600)),
        CasePartner("hardenberg", "Hardenberg", Figure(value=60_500)),
    )
    task = Task(
        id="alles",
        name="Bestuursdienst",
        whole_organisation=True,
        parts={
            "ommen": TaskPart(own_fte=Figure(value=135)),
            "hardenberg": TaskPart(own_fte=Figure(value=405)),
        },
    )
    result = evaluate(CaseInput(partners=partners, tasks=(task,), start_year=2012), draws=1000)
    flag = next(item for item in result.findings if item.id == "size_ratio")
    assert flag.text.arguments["large"] == "Hardenberg"
    assert flag.text.arguments["ratio"].value == pytest.approx(3.44, abs=0.01)


def test_an_empty_dossier_says_what_is_needed():
    case = CaseInput(partners=(), tasks=(), start_year=None)
    assert evaluate(case) is None
    said = {item.what.id.removeprefix("business_case.missing.") for item in missing(case)}
    assert {"partners", "tasks", "start_year"} <= said
