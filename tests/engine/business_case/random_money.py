"""Random cases with everything that partners say about their own money, lines, measured hours and correlations."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from tests.engine.business_case.random_cases import cases, figures, maybe

from vierkant.business_case.inputs import (
    CoordinationHours,
    Correlation,
    PartnerFinances,
    TransitionCost,
    TransitionKind,
)
from vierkant.quantities import Figure

NAMES = (
    "coordination.level",
    "ramp.tau",
    "stranded.share_staying",
    "task.t0.a.own_fte",
    "task.t0.b.own_fte",
    "nothing.at.all",
)
OVERRIDES = (
    {},
    {"business_case.coordination.level": Figure(value=1.0, low=0.0, high=3.0)},
    {"business_case.discount.rate": Figure(value=-0.01)},
    {"business_case.ramp.tau": Figure(value=0.0)},
    {"business_case.curve.tax.elasticity": Figure(value=-300.0, low=-900.0, high=4.0)},
)


@st.composite
def finances(draw, partner):
    return PartnerFinances(
        partner=partner,
        vat=draw(maybe(figures(1, 1e5))),
        wage_harmonisation=draw(maybe(figures(0, 1e5))),
        stranded_overhead=draw(maybe(figures(0, 1e5))),
        stranded_years=draw(st.sampled_from([None, 0, 1, 3, 12])),
        exit_reserve=draw(maybe(figures(1, 1e6))),
    )


@st.composite
def money_cases(draw, overrides=({},)):
    """A case of `cases`, richer. ``overrides`` are the assumptions to choose from."""
    case = draw(cases())
    ids = [partner.id for partner in case.partners]
    partners = tuple(
        replace(partner, finances=draw(maybe(finances(partner.id)))) for partner in case.partners
    )
    lines = tuple(
        TransitionCost(
            id=f"l{number}",
            name=f"Regel {number}",
            kind=draw(st.sampled_from(TransitionKind)),
            amount=draw(maybe(figures(0, 1e6))),
            year=draw(st.integers(-1, 10)),
            partner=draw(st.sampled_from([None, *ids, "nobody"])),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    hours = tuple(
        CoordinationHours(
            id=f"h{number}",
            year=draw(st.integers(2025, 2040)),
            hours=draw(figures(0, 5000)),
            partner=draw(st.sampled_from([None, *ids])),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    ties = tuple(
        Correlation(
            first=draw(st.sampled_from(NAMES)),
            second=draw(st.sampled_from(NAMES)),
            value=draw(st.floats(-1, 1)),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    return replace(
        case,
        partners=partners,
        transition_costs=lines,
        coordination_hours=hours,
        correlations=ties,
        wage_cost=draw(st.sampled_from([{}, {ids[0]: Figure(value=12_345.0)}])),
        kind=draw(st.sampled_from(["intermunicipal", "network", "internal"])),
        doubting_centre=draw(st.booleans()),
        unmeasured_partners=tuple(draw(st.sets(st.sampled_from(ids)))),
        assumptions={**case.assumptions, **draw(st.sampled_from(overrides))},
    )
